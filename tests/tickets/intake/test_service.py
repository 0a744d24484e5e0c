"""Taking a request in: whose wish it is, and the number that people say."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.tickets.models import TicketEvent, TicketNumber
from tests.support.world import World, errand

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)
KNOWN = {"identity_checked": "known_in_person"}


def recorded(world: World, **more: Any) -> dict[str, Any]:
    """An errand that the desk records for 王老汉, without a word on how it was checked."""
    return errand(channel="walk_in", beneficiary={"person_id": str(world.id("wang"))}) | more


def test_what_is_recorded_for_somebody_says_how_it_was_checked(world: World) -> None:
    li, body = world.client("li"), recorded(world)
    refused = li.post("/api/v1/tickets", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "identity_unchecked")
    assert refused.json()["field"] == "identity_checked"
    assert li.post("/api/v1/tickets", json=body | KNOWN).status_code == 201
    with world.database.reading() as db:
        entry = db.exec(select(TicketEvent).where(col(TicketEvent.what) == "submitted")).one()
        assert (entry.on_behalf, entry.identity_checked) == (True, "known_in_person")


def test_the_township_says_it_too(world: World) -> None:
    zhou, body = world.client("zhou"), recorded(world, channel="town_assigned")
    assert zhou.post("/api/v1/tickets", json=body).json()["code"] == "identity_unchecked"
    assert zhou.post("/api/v1/tickets", json=body | KNOWN).status_code == 201


def test_nobody_is_asked_about_his_own_request_or_about_a_parcel_that_came(world: World) -> None:
    assert world.client("guilan").post("/api/v1/tickets", json=errand()).status_code == 201
    li, label = world.client("li"), {"parcel_kind": "inbound", "carrier": "yto", "shelf_no": "3-07"}
    came = recorded(world, service="parcel", item_code=None, details=label | {"waybill_no": "YT8812345678901"})
    assert li.post("/api/v1/tickets", json=came).status_code == 201
    unknown = label | {
        "waybill_no": "YT8812345678902",
        "unmatched": True,
        "recipient_surname": "刘",
        "recipient_phone_tail": "0113",
    }
    found = recorded(world, service="parcel", item_code=None, beneficiary=None, details=unknown)
    assert li.post("/api/v1/tickets", json=found).status_code == 201
    sent = recorded(world, service="parcel", item_code=None, details={"parcel_kind": "outbound"})
    assert li.post("/api/v1/tickets", json=sent).json()["code"] == "identity_unchecked"


def test_a_wish_by_phone_lies_within_the_opening_hours_of_its_day(world: World) -> None:
    """The staff may know of an hour at the cash point at which the centre's own door is shut."""

    def wish(at: str) -> dict[str, Any]:
        return errand(
            service="finance", item_code=None, details={"finance_kind": "cash_withdrawal_appt", "slot_start": at}
        )

    with time_machine.travel(TUESDAY, tick=True):
        guilan, li = world.client("guilan"), world.client("li")
        for at, words in (
            ("2026-11-25T13:00:00+08:00", "08:30–12:00 14:30–18:00"),
            ("2026-11-29T10:00:00+08:00", "那天不开门"),
            ("2026-11-24T08:30:00+08:00", "已经过去"),
        ):
            refused = guilan.post("/api/v1/tickets", json=wish(at))
            assert (refused.status_code, refused.json()["code"]) == (422, "details_invalid")
            assert words in refused.json()["detail"]
        assert guilan.post("/api/v1/tickets", json=wish("2026-11-25T09:30:00+08:00")).status_code == 201
        by_desk = {"channel": "walk_in", "beneficiary": {"person_id": str(world.id("wang"))}} | KNOWN
        assert li.post("/api/v1/tickets", json=wish("2026-11-25T13:00:00+08:00") | by_desk).status_code == 201


def test_what_was_left_out_is_called_left_out_and_by_no_name_of_a_program(world: World) -> None:
    guilan = world.client("guilan")
    consent = {"purpose": "health", "text_version": "v1", "how": "tapped"}
    asks = {"medical_kind": "refill_request", "need_code": "refill", "called_120": False}
    body = errand(service="medical", item_code=None, details=asks, consents=[consent])
    answer = guilan.post("/api/v1/tickets", json=body).json()
    assert (answer["code"], answer["field"]) == ("details_invalid", "details.emergency")
    assert "没有填" in answer["detail"]
    assert "emergency" not in answer["detail"]
    wrong = guilan.post("/api/v1/tickets", json=body | {"details": asks | {"emergency": "perhaps"}}).json()
    assert "填得不对" in wrong["detail"]


def test_the_last_digits_tell_all_tickets_of_a_village_apart(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        guilan = world.client("guilan")
        first = guilan.post("/api/v1/tickets", json=errand()).json()
        money = {"finance_kind": "cash_withdrawal_appt", "bank_name": "农商银行", "amount_band": "upto_1000"}
        second = guilan.post("/api/v1/tickets", json=errand(service="finance", item_code=None, details=money)).json()
        clock.shift(timedelta(days=1))
        third = world.client("guilan").post("/api/v1/tickets", json=errand()).json()
    assert [each["ticket_no"] for each in (first, second, third)] == [
        "DHS-E-261124-0001",
        "DHS-F-261124-0002",
        "DHS-E-261125-0003",
    ]
    assert [each["speak_no"] for each in (first, second, third)] == ["0001", "0002", "0003"]


def test_only_after_ten_thousand_others_are_four_digits_said_again(world: World) -> None:
    with world.database.writing() as db:
        db.add(TicketNumber(prefix="DHS", last=9_999))
    ticket = world.client("guilan").post("/api/v1/tickets", json=errand()).json()
    assert (ticket["ticket_no"].rsplit("-", 1)[1], ticket["speak_no"]) == ("10000", "0000")


def test_requests_that_come_at_once_get_numbers_of_their_own(world: World) -> None:
    clients = [world.client(key) for key in ("guilan", "dashan", "guilan", "dashan")]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda client: client.post("/api/v1/tickets", json=errand()), clients))
    assert sorted(answer.json()["speak_no"] for answer in answers) == ["0001", "0002", "0003", "0004"]
