"""The log of trips on a cadre's phone: spoken when there is no time to write, and never emptier than it was."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import APIResponse, Route, expect

from app.demo.service import demo_id
from tests.browser.matters import Hands
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def li(town: Town) -> Iterator[Hands]:
    """李秀英 and the others beside the app."""
    hands = Hands(town)
    yield hands
    hands.wash()


def _ticket(li: Hands) -> str:
    helped: dict[str, Any] = {"channel": "walk_in", "beneficiary": {"person_id": str(demo_id("wang"))}}
    return li.submit("李秀英", "errand", item_code="MZ-04", identity_checked="known_in_person", **helped)


def test_an_answer_that_comes_late_does_not_hide_what_was_done_since(a_phone: Callable[..., Phone], li: Hands) -> None:
    phone = a_phone()
    # A service worker would ask in the page's stead, where no test can hold an answer back.
    phone.page.add_init_script("delete Navigator.prototype.serviceWorker")
    phone.sign_in("李秀英")
    ticket, place = _ticket(li), f"很远的窗口 {uuid4().hex[:6]}"
    held: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append((route, route.fetch()))

    phone.page.route("**/api/v1/proxy-log?*", hold_the_first)
    phone.open("/desk/trips")
    # The handler runs while the page is waited for.
    for _ in range(150):
        if held:
            break
        phone.page.wait_for_timeout(100)
    assert held, "the list was asked for"
    trip = {"id": str(uuid4()), "ticket_ids": [ticket], "action": "lodge", "place": place, "result": "收下了"}
    assert li.of("李秀英").post("/proxy-log", json=trip).status_code == 201
    phone.page.evaluate("dispatchEvent(new Event('online'))")
    phone.sees(place)
    route, old = held[0]
    assert place not in old.text()
    route.fulfill(response=old)
    phone.page.wait_for_timeout(500)
    phone.sees(place)


def test_a_trip_is_spoken_and_its_words_are_added_later(phone: Phone, li: Hands) -> None:
    ticket, place = _ticket(li), f"镇上 {uuid4().hex[:6]}"
    phone.sign_in("李秀英")
    phone.open(f"/desk/trip?tickets={ticket}")
    phone.fill("去了哪里", place)
    phone.pick("送材料")
    phone.tap("按一下，开始说")
    phone.page.wait_for_timeout(1200)
    phone.tap("正在听")
    expect(phone.page.locator("audio")).to_be_visible()
    phone.tap("记下")
    phone.page.wait_for_url(f"**/desk/tickets/{ticket}")
    phone.open("/desk/trips")
    phone.sees(place)
    expect(phone.page.locator("audio").first).to_be_visible()
    phone.fill("录音里说了什么", "窗口说下周三来取")
    phone.tap("补上文字")
    phone.sees("李秀英补：窗口说下周三来取")
    [logged] = li.of("王老汉").get("/proxy-log", params={"ticket_id": ticket}).json()["items"]
    assert (logged["result"], logged["needs_text"]) == (None, False)
    assert [each["text"] for each in logged["amendments"]] == ["窗口说下周三来取"]
