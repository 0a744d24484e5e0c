"""Every screen of the three sides, for every eye and every thumb."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid5

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from app.demo.service import demo_id
from tests.browser.matters import Hands, prepare
from tests.browser.screens import SIDES, SIGNED_OUT, STRANGER, TOWN, VILLAGER, Screen, Side, patterns_of_the_app
from tests.support.audit import too_small, too_wide, violations
from tests.support.browser import DESK_SCREEN, SMALL_PHONE, Phone
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = [pytest.mark.browser, pytest.mark.long]

_CHOSEN_VILLAGE = json.dumps({"code": HUAISHU, "name": "大槐树村"})
_SMALLEST: ViewportSize = {"width": 320, "height": 640}
VILLAGERS = (STRANGER, SIGNED_OUT, VILLAGER)
Visitor = Callable[..., list[str]]


@pytest.fixture(scope="package")
def hands(town: Town) -> Iterator[Hands]:
    """The people of the township beside the app."""
    hands = Hands(town)
    yield hands
    hands.wash()


@pytest.fixture(scope="package")
def matters(hands: Hands) -> dict[str, str]:
    """What stands in the addresses: matters by short names, people by theirs."""
    people = {key: str(demo_id(key)) for key in ("wang", "dashan", "li", "zhao", "wangfang")}
    elders = demo_id(f"post:{HUAISHU}:elders")
    return prepare(hands) | people | {"elders": str(elders), "held": str(uuid5(elders, "wangfang"))}


@pytest.fixture
def visit(a_phone: Callable[..., Phone], hands: Hands, matters: dict[str, str]) -> Visitor:
    """Visits every screen of a side and gives what `judge` finds there, each with the screen's name."""

    def visit_all(
        side: Side, judge: Callable[[Phone], list[str]], *, size: int = 17, language: str = "zh", **options: Any
    ) -> list[str]:
        phone = a_phone(service_workers="allow", **options)
        phone.excuse("status of 404")
        take_seat(phone, hands, side.who, {"size": str(size), "language": language})
        found: list[str] = []
        for screen in side.screens:
            address = screen.address(matters)

            def look(part: str = "", address: str = address) -> None:
                found.extend(f"{address} {part}: {each}" for each in judge(phone))

            show(phone, screen, address, chinese=language == "zh")
            look()
            if screen.walk and language == "zh":
                screen.walk(phone, look)
        return found

    return visit_all


def take_seat(phone: Phone, hands: Hands, who: str | None, kept: dict[str, str]) -> None:
    """Let somebody who signed in before use this phone, with the settings that it has kept."""
    if who:
        client = hands.of(who)
        phone.context.add_cookies(
            [{"name": each.name, "value": each.value or "", "url": phone.town.url} for each in client.cookies.jar]
        )
        kept = kept | {"who": client.get("/me").json()["person_id"]}
    else:
        kept = kept | {"village": _CHOSEN_VILLAGE}
    phone.context.add_init_script(
        f"for (const [name, value] of Object.entries({json.dumps(kept)})) localStorage.setItem(name, value)"
    )
    phone.open("/nowhere")


def show(phone: Phone, screen: Screen, address: str, *, chinese: bool) -> None:
    """Go there inside the app, and wait until it stands."""
    phone.page.evaluate(
        "to => { history.pushState({ inside: true }, '', to); dispatchEvent(new PopStateEvent('popstate')) }", address
    )
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    if chinese:
        phone.sees(screen.says)
    expect(phone.page.locator("main")).not_to_contain_text("正在打开…" if chinese else "Opening…")


def ids(side: Side) -> str:
    """A side's name."""
    return side.name.replace(" ", "_")


def test_every_route_of_the_app_has_its_screen_here() -> None:
    visited = {screen.pattern for side in SIDES for screen in side.screens} - {"/nowhere"}
    assert patterns_of_the_app() == visited


@pytest.mark.parametrize("side", SIDES, ids=ids)
def test_in_normal_type_everybody_can_read_tap_and_call(visit: Visitor, side: Side) -> None:
    def judge(phone: Phone) -> list[str]:
        numbers = [each.get_attribute("href") or "" for each in callable_now(phone).all()]
        silent = [f"{number} rings nobody" for number in numbers if not re.fullmatch(r"tel:\d{3,}", number)]
        alone = [] if numbers else ["nobody to call"]
        found = in_both_lights(phone) + too_small(phone.page, 48) + too_wide(phone.page) + silent + alone
        if side == TOWN:
            with shown_in(phone, DESK_SCREEN["viewport"], 17):
                found += [f"on a desk: {each}" for each in violations(phone.page) + too_wide(phone.page)]
        return found

    assert visit(side, judge) == []


@pytest.mark.parametrize("side", SIDES, ids=ids)
def test_in_large_type_targets_fit_an_elders_thumb_and_everything_the_smallest_screen(
    visit: Visitor, side: Side
) -> None:
    def judge(phone: Phone) -> list[str]:
        # Only the villagers' screens have parts that stand nowhere but in large type.
        seen = in_both_lights(phone) if side in VILLAGERS else violations(phone.page)
        found = seen + too_wide(phone.page)
        with shown_in(phone, SMALL_PHONE["viewport"], 22):
            return found + [f"in 22: {each}" for each in too_small(phone.page, 60) + too_wide(phone.page)]

    assert visit(side, judge, size=30, viewport=_SMALLEST) == []


@pytest.mark.parametrize("side", SIDES, ids=ids)
def test_in_english_too(visit: Visitor, side: Side) -> None:
    """The colours are those of the Chinese screens."""

    def judge(phone: Phone) -> list[str]:
        return violations(phone.page, but=["color-contrast"])

    assert visit(side, judge, language="en", locale="en-GB") == []


@contextmanager
def shown_in(phone: Phone, window: ViewportSize, size: int) -> Iterator[None]:
    """What stands on the screen, for a moment in another window and type.

    The type is set as the app sets it; an elder's two sizes differ in nothing else.
    """
    page, before = phone.page, phone.page.viewport_size
    assert before
    resize = "size => { const { dataset } = document.documentElement, kept = dataset.size; dataset.size = size; return kept }"
    page.set_viewport_size(window)
    kept = page.evaluate(resize, str(size))
    yield
    page.evaluate(resize, kept)
    page.set_viewport_size(before)


def in_both_lights(phone: Phone) -> list[str]:
    """All rules by day; by night only what the colours change."""
    found = violations(phone.page)
    phone.page.emulate_media(color_scheme="dark")
    found += [f"dark {each}" for each in violations(phone.page, only=["color-contrast"])]
    phone.page.emulate_media(color_scheme="light")
    return found


def callable_now(phone: Phone) -> Locator:
    """The links on this screen that ring somebody."""
    return phone.page.locator("a[href^='tel:']").filter(visible=True)
