"""A real Chromium, phones in people's hands, and what must never happen on any of them."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Playwright,
    Request,
    WebError,
    expect,
    sync_playwright,
)

from tests.support.town import Town

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A microphone that hums, and nobody who has to allow it.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
)
SMALL_PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
DESK_SCREEN: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
}
# Whoever is not signed in, or no longer, is told so by a 401; Chromium writes every one of them to the console.
_EXPECTED = re.compile(r"status of 401")
PATIENCE_MS = 15_000


def chromium() -> str:
    """The path of a Chromium.

    Raises:
        RuntimeError: there is none, with the command that installs one.

    """
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    if not found:
        raise RuntimeError("The browser tests need Chromium: apt-get install -y chromium fonts-noto-cjk")
    return found


def engine() -> str:
    """The path of Chromium's engine without a browser around it, which shows a page in half the time; else of Chromium."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium-headless-shell") or chromium()


@contextmanager
def playing() -> Iterator[Playwright]:
    """Playwright, with patience for a busy machine."""
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        yield playwright


class Phone:
    """One browser in one person's hands: what they see, tap and write. It remembers every fault."""

    def __init__(self, town: Town, context: BrowserContext) -> None:
        self.town, self.context = town, context
        self.faults: list[str] = []
        self._excused = [_EXPECTED]
        context.set_default_timeout(PATIENCE_MS)
        context.on("weberror", self._note_error)
        context.on("console", self._note_console)
        context.on("request", self._note_request)
        self.page = context.new_page()

    @classmethod
    def taken_up(cls, browser: Browser, town: Town, **options: Any) -> "Phone":
        """A fresh phone, with the same time as its township."""
        context = browser.new_context(base_url=town.url, **(SMALL_PHONE | options))
        if town.today:
            context.clock.install(time=town.today)
        return cls(town, context)

    def excuse(self, pattern: str) -> None:
        """Expect console errors of this kind, for instance those of a network that the test takes away."""
        self._excused.append(re.compile(pattern))

    def _note_error(self, error: WebError) -> None:
        self.faults.append(f"page error: {error.error}")

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(each.search(message.text) for each in self._excused):
            self.faults.append(f"console: {message.text} ({message.location.get('url')})")

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((f"{self.town.url}/", "data:", "blob:")):
            self.faults.append(f"foreign origin: {request.url}")

    def put_away(self) -> None:
        """Close it."""
        self.context.close()

    # What a person does.

    def open(self, path: str) -> None:
        """Go to an address of the app, by a link or by typing it."""
        self.page.goto(path)

    def _target(self, name: str | re.Pattern[str], *, exact: bool) -> Locator:
        button, link = (self.page.get_by_role(role, name=name, exact=exact) for role in ("button", "link"))
        fold = self.page.locator("summary").filter(has_text=name)
        return button.or_(link).or_(fold).filter(visible=True)

    def tap(self, name: str | re.Pattern[str], *, exact: bool = False) -> None:
        """Press the first button or link that says this."""
        self._target(name, exact=exact).first.click()

    def pick(self, text: str | re.Pattern[str], among: str | None = None) -> None:
        """Choose or tick the row that says this, where needed among those of one question."""
        where = self.page.get_by_role("group", name=among) if among else self.page
        where.locator("label", has_text=text).filter(visible=True).first.click()

    def fill(self, label: str, value: str) -> None:
        """Write into the field with this label."""
        texts = self.page.locator("textarea, input:not([type=radio]):not([type=checkbox])")
        self.page.get_by_label(label).and_(texts).first.fill(value)

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Wait until the screen says this."""
        expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_no(self, text: str | re.Pattern[str]) -> None:
        """Wait until the screen does not say this."""
        expect(self.page.get_by_text(text).filter(visible=True)).to_have_count(0)

    def is_offered(self, name: str, *, exact: bool = False) -> bool:
        """Whether a button or link says this now."""
        return self._target(name, exact=exact).count() > 0

    # How a person signs in.

    def _submit(self) -> None:
        # The line that says that a sign-in has run out has a link of the same name.
        self.page.locator("form").get_by_role("button", name="登录", exact=True).click()

    def sign_in(self, name: str) -> None:
        """By what this person has: a password, a paper card, or a phone."""
        way = self.town.way_in(name)
        by = (
            self.sign_in_by_password
            if "password" in way
            else self.sign_in_by_card
            if "card_no" in way
            else self.sign_in_by_code
        )
        by(name)

    def sign_in_by_password(self, name: str) -> None:
        """As staff do."""
        way = self.town.way_in(name)
        self.open("/staff")
        self.fill("用户名", way["username"])
        self.page.get_by_label("密码", exact=True).fill(way["password"])
        self._submit()
        self.page.wait_for_url(re.compile(r"/(desk|town)$"))

    def sign_in_by_card(self, name: str) -> None:
        """As somebody does who scanned the code on the paper card."""
        way = self.town.way_in(name)
        self.open(f"/card?no={way['card_no']}")
        self.fill("卡上的 6 位数字", way["code"])
        self._submit()
        self.page.wait_for_url("/")

    def ask_for_code(self, name: str) -> str:
        """Ask for a one-time code, and give the digits that belong to it."""
        self.town.forget_codes()
        self.open("/sign-in")
        self.fill("手机号", self.town.way_in(name)["phone"])
        with self.page.expect_response("**/api/v1/sign-in/codes") as asked:
            self.tap("发短信码")
        return self.town.code_for(asked.value.json()["request_id"])

    def sign_in_by_code(self, name: str) -> None:
        """As a villager with a phone does."""
        self.enter_code(self.ask_for_code(name))

    def enter_code(self, code: str) -> None:
        """Type the digits that came, or were read out."""
        self.fill("短信码", code)
        self._submit()
        self.page.wait_for_url("/")
