"""Acting a story: the people with their phones, one step of a matter, and the township that looks on."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx
from playwright.sync_api import expect

from tests.support.browser import DESK_SCREEN, Phone
from tests.support.town import Town
from tests.support.world import HUAISHU


class Cast:
    """The people of a story, each with a phone, and the township's desk."""

    def __init__(self, town: Town, a_phone: Callable[..., Phone]) -> None:
        self.town, self._a_phone = town, a_phone
        self._held: dict[str, Phone] = {}

    def phone_of(self, name: str) -> Phone:
        """Somebody's phone, or the screen on the township's desk; they sign in when they first take it up."""
        if name not in self._held:
            self.new_phone(name).sign_in(name)
        return self._held[name]

    def new_phone(self, name: str) -> Phone:
        """A phone on which nobody has signed in yet."""
        self._held[name] = self._a_phone(self.town, **(DESK_SCREEN if name == "周敏" else {}))
        # What a phone kept of a matter shows at once, with links to photos that may have run out meanwhile.
        self._held[name].excuse("status of 403")
        return self._held[name]

    def days_pass(self, until: datetime) -> None:
        """Move every clock; the sessions of staff have run out meanwhile, so they sign in anew."""
        self.town.let_it_be(until)
        for name, phone in self._held.items():
            phone.context.clock.set_system_time(until)
            if "password" in self.town.way_in(name):
                phone.sign_in(name)


def step(phone: Phone, label: str, *picks: str | tuple[str, str], fields: dict[str, str] | None = None) -> None:
    """Make one move of the matter on the screen: go to its form, fill it in, press its button.

    A pick is the text of a row, or the question and the text of the row.
    """
    phone.sees("走到哪一步了")
    if not phone.is_offered(label, exact=True):
        phone.tap("更多", exact=True)
    phone.tap(label, exact=True)
    phone.page.wait_for_url("**/do/*")
    fill_in(phone, *picks, fields=fields)
    phone.tap(label, exact=True)
    phone.sees("走到哪一步了")


def carry(phone: Phone, label: str, *picks: str, fields: dict[str, str] | None = None) -> None:
    """Write down one act with the originals of the matter on the screen."""
    phone.sees("走到哪一步了")
    phone.tap(label, exact=True)
    phone.page.wait_for_url("**/originals/*")
    fill_in(phone, *picks, fields=fields)
    phone.tap(label, exact=True)
    phone.sees("走到哪一步了")


def fill_in(
    phone: Phone, *picks: str | re.Pattern[str] | tuple[str, str], fields: dict[str, str] | None = None
) -> None:
    """Tick and choose, then write."""
    for each in picks:
        among, text = each if isinstance(each, tuple) else (None, each)
        phone.pick(text, among)
    for name, value in (fields or {}).items():
        phone.fill(name, value)


_FIGURES = ("在办", "今天办结", "快到期 · 逾期", "现在值班")
_SERVICES = ("errand", "medical", "parcel", "finance", "dispute")


class Township:
    """The township's desk: the wall that polls, the list behind its numbers, and what the API tells a machine with a key."""

    def __init__(self, cast: Cast) -> None:
        context = cast.phone_of("周敏").context
        key = next(each["api_key"] for each in cast.town.sign_ins if each["role"] == "screen")
        self._machine = httpx.Client(base_url=f"{cast.town.url}/api/v1", headers={"Authorization": f"Bearer {key}"})
        self._wall, self._list = context.new_page(), context.new_page()
        self._wall.goto("/town?wall=1")
        expect(self._wall.get_by_text("每 5 秒自动更新")).to_be_visible()
        self._began_at = self._machine.get("/changes", params={"after": 0, "limit": 1}).json()["head"]

    def leave(self) -> None:
        """Close what is open beside the phone."""
        self._machine.close()

    def totals(self) -> dict[str, Any]:
        """The totals on which wall and API agree; the villages' numbers add up to them."""
        for _ in range(5):
            with self._wall.expect_response("**/api/v1/summary"):
                self._wall.clock.run_for(5_000)
            picture = self._machine.get("/summary").json()
            # A deadline may pass between the wall's question and ours; then both are asked again.
            if self._shown() == self._told(picture):
                break
        assert self._shown() == self._told(picture)
        totals: dict[str, Any] = picture["totals"]
        for service in ("errand", "parcel", "finance"):
            assert sum(village["counts"][service] for village in picture["villages"]) == totals["counts"][service]
        assert totals["red"] == sum(village["red"] for village in picture["villages"])
        return totals

    def _shown(self) -> list[str]:
        figures = [
            self._wall.locator("a", has_text=label).filter(has=self._wall.locator("b")).locator("b").inner_text()
            for label in _FIGURES
        ]
        row = self._wall.get_by_role("row", name=re.compile("^大槐树村"))
        return figures + row.get_by_role("cell").all_inner_texts()[: len(_SERVICES)]

    def _told(self, picture: dict[str, Any]) -> list[str]:
        totals = picture["totals"]
        here = next(each for each in picture["villages"] if each["code"] == HUAISHU)
        return [
            str(totals["open"]),
            str(totals["completed_today"]),
            f"{totals['yellow']} · {totals['red']}",
            f"{totals['on_duty']} / {totals['villages']}",
            *(str(here["counts"][service]) for service in _SERVICES),
        ]

    def sees(self, sentence: str) -> None:
        """The list of open matters says this of one of them."""
        self._list.goto("/town/rows?what=open")
        expect(self._list.get_by_role("link", name=re.compile(sentence))).to_be_visible()

    def heard(self, ticket_id: str) -> list[str]:
        """The steps of one matter in the feed, from the beginning of the story on."""
        feed = self._machine.get("/changes", params={"after": self._began_at, "limit": 500}).json()
        return [each["data"]["move"] for each in feed["items"] if each["subject_id"] == ticket_id]
