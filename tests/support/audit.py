"""What every screen must keep: no WCAG 2.2 AA violation, nothing wider than the screen, targets that a thumb hits."""

from typing import Any

from playwright.sync_api import Page

from tests.support.server import ROOT

_AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
_STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
_RUN = """async ({ chosen, rules }) => {
    const { violations } = await axe.run(document, { runOnly: chosen, rules, resultTypes: ['violations'] })
    return violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`))
}"""
# A part that scrolls by itself is no overflow: a list of chips, or a table in a region that can be reached by keyboard.
_WIDE = """() => {
    const own = element => element.closest('[role=region][tabindex], nav')
    const shown = element => { const box = element.getBoundingClientRect(); return box.width > 1 && box.height > 1 }
    const found = []
    for (const element of document.querySelectorAll('body, body *')) {
        if (own(element) || !shown(element) || element.closest('svg') || element.matches('input, textarea')) continue
        const cut = getComputedStyle(element).overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1
        if (cut || element.getBoundingClientRect().right > innerWidth + 1)
            found.push(`${element.tagName}.${element.className} ${element.textContent.trim().slice(0, 40)}`)
    }
    return found
}"""
# One line of help inside a sentence may be lower; so may the net bar, which is no act of the screen.
_SMALL = """smallest => {
    const found = []
    for (const element of document.querySelectorAll('a[href], button, input, textarea, select, summary, label:has(input)')) {
        if (element.matches('[type=radio], [type=checkbox], [type=file], [hidden]')) continue
        if (element.matches('label') && !element.querySelector('[type=radio], [type=checkbox]')) continue
        if (element.closest('[role=status], [hidden], td, .unseen') || !element.checkVisibility()) continue
        const { width, height } = element.getBoundingClientRect()
        if (height < smallest - .6 || width < smallest - .6)
            found.push(`${Math.round(width)}×${Math.round(height)} ${element.tagName}.${element.className} ${(element.textContent || element.ariaLabel || '').trim().slice(0, 30)}`)
    }
    return found
}"""


def violations(page: Page, *, only: list[str] | None = None, but: list[str] | None = None) -> list[str]:
    """What axe finds against WCAG 2.2 AA, or against these rules only, or against all but those."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(_AXE.read_text(encoding="utf-8"))
    chosen: dict[str, Any] = {"type": "rule", "values": only} if only else {"type": "tag", "values": _STANDARDS}
    rules = {rule: {"enabled": False} for rule in but or ()}
    found: list[str] = page.evaluate(_RUN, {"chosen": chosen, "rules": rules})
    return found


def too_wide(page: Page) -> list[str]:
    """What sticks out of the screen, or is cut off."""
    found: list[str] = page.evaluate(_WIDE)
    return found


def too_small(page: Page, smallest: int) -> list[str]:
    """Targets that are lower or narrower than so many pixels."""
    found: list[str] = page.evaluate(_SMALL, smallest)
    return found
