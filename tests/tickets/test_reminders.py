"""People are reminded in time, once, and never at night: papers, parcels, medicine, the court's confirmation."""

import threading
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.core.db import Database
from app.main import tick
from app.notices.models import Notice
from app.tickets.models import Ticket, TicketEvent
from tests.support.town import ClockedServer
from tests.support.world import World, errand

MONDAY = datetime(2026, 11, 2, 9, 0, tzinfo=LOCAL)  # Four weeks without a holiday begin here.
PARCEL = {"parcel_kind": "inbound", "carrier": "yto", "waybill_no": "YT8812345678901", "shelf_no": "3-07"}
HEALTH = {"purpose": "health", "text_version": "v1", "how": "tapped"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(MONDAY, tick=True) as clock:
        yield clock


def post(world: World, key: str, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = world.client(key).post(f"/api/v1{path}", json=body)
    assert answer.status_code in {200, 201}, answer.text
    return dict(answer.json())


def move(world: World, key: str, ticket_id: str, name: str, **data: Any) -> dict[str, Any]:
    version = world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()["version"]
    body = {"id": str(uuid4()), "move": name, "version": version, "data": data}
    return post(world, key, f"/tickets/{ticket_id}/moves", body)


def short_of_papers(world: World) -> str:
    """刘桂兰's errand, to which 李秀英 says on Monday what is missing; the last day is Monday the 23rd."""
    ticket_id = str(post(world, "guilan", "/tickets", errand())["id"])
    missing = [{"code": "social_security_card"}]
    page = move(world, "li", ticket_id, "notify_deficiency", missing=missing, way="paper")
    assert page["due_at"].startswith("2026-11-23")
    return ticket_id


def on_the_shelf(world: World, **more: Any) -> str:
    helped = {"beneficiary": {"person_id": str(world.id("guilan"))}, "details": PARCEL | more}
    ticket_id = str(
        post(world, "li", "/tickets", errand(service="parcel", channel="walk_in", item_code=None, **helped))["id"]
    )
    move(world, "li", ticket_id, "notify", way="app")
    return ticket_id


def walk(
    world: World, clock: time_machine.Traveller, until: datetime, ticket_id: str, *, hours: int = 12
) -> list[tuple[str, str]]:
    """Let the watch run every so many hours until a day, and tell when each reminder came, as `11-16 09:00`."""
    at = datetime.now(LOCAL).replace(hour=9, minute=0, second=1, microsecond=0)
    came = reminders(world.database, ticket_id)
    while at < until:
        at += timedelta(hours=hours)
        clock.move_to(at)
        tick(world.database)
        before, came = came, reminders(world.database, ticket_id)
        if came != before:
            tick(world.database)  # Another round at the same minute must not say it again.
            assert reminders(world.database, ticket_id) == came
    return came


def reminders(database: Database, ticket_id: str) -> list[tuple[str, str]]:
    with database.reading() as db:
        log = select(TicketEvent).where(col(TicketEvent.ticket_id) == UUID(ticket_id)).order_by(col(TicketEvent.seq))
        return [
            (f"{event.at.astimezone(LOCAL):%m-%d %H:%M}", event.what)
            for event in db.exec(log)
            if event.what in {"reminded", "call_asked"}
        ]


def told(world: World, key: str, kind: str) -> int:
    with world.database.reading() as db:
        wanted = select(Notice).where(col(Notice.person_id) == world.id(key), col(Notice.kind) == f"ticket_{kind}")
        return len(db.exec(wanted).all())


def test_missing_papers_are_asked_for_by_the_app_and_then_by_a_person(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = short_of_papers(world)
    came = walk(world, clock, MONDAY + timedelta(days=20), ticket_id)
    assert came == [("11-16 09:00", "reminded"), ("11-18 09:00", "call_asked")]
    assert (told(world, "guilan", "reminded"), told(world, "li", "call_asked")) == (1, 1)
    desk = world.client("li").get("/api/v1/desk").json()
    assert [row["id"] for row in desk["to_call"]] == [ticket_id]
    page = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
    assert page["todo"]["move"] == "remind"
    assert page["version"] == 2, "a reminder stands in the way of nobody's step"
    move(world, "li", ticket_id, "remind", way="paper")
    assert world.client("li").get("/api/v1/desk").json()["to_call"], "a note is no call"
    assert move(world, "li", ticket_id, "remind", way="phone")["todo"] is None
    assert world.client("li").get("/api/v1/desk").json()["to_call"] == []


@pytest.mark.parametrize("rung", [True, False])
def test_papers_lapse_only_after_somebody_spoke(world: World, clock: time_machine.Traveller, *, rung: bool) -> None:
    ticket_id = short_of_papers(world)
    walk(world, clock, MONDAY + timedelta(days=17), ticket_id)
    if rung:
        move(world, "li", ticket_id, "remind", way="phone")
    walk(world, clock, MONDAY + timedelta(days=23), ticket_id)
    state = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()["state"]
    assert state == ("lapsed" if rung else "correction_required")


def test_a_second_round_is_reminded_of_like_the_first(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = short_of_papers(world)
    assert len(walk(world, clock, MONDAY + timedelta(days=17), ticket_id)) == 2
    move(world, "guilan", ticket_id, "resubmit", materials=[{"code": "social_security_card"}])
    again = {"missing": [{"code": "social_security_card"}], "way": "paper", "again_reason": "照片看不清"}
    move(world, "zhao", ticket_id, "notify_deficiency", **again)
    assert len(walk(world, clock, MONDAY + timedelta(days=38), ticket_id)) == 4


def test_a_parcel_on_the_shelf_is_called_to_mind_on_day_three_and_five(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = on_the_shelf(world)
    came = walk(world, clock, MONDAY + timedelta(days=6), ticket_id)
    assert came == [("11-05 09:00", "reminded"), ("11-07 09:00", "call_asked")]
    assert told(world, "guilan", "reminded") == 2
    assert [row["id"] for row in world.client("li").get("/api/v1/desk").json()["to_call"]] == [ticket_id]


def test_what_perishes_is_called_to_mind_the_same_day_but_not_at_night(
    world: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(MONDAY.replace(hour=11))
    ticket_id = on_the_shelf(world, flags=["perishable"])
    came = walk(world, clock, MONDAY + timedelta(days=1), ticket_id, hours=2)
    assert came == [("11-03 07:00", "call_asked")], "eleven at night is no time to ring"


def test_medicine_that_comes_to_an_end_is_on_the_doctors_mind(world: World, clock: time_machine.Traveller) -> None:
    wish = {"medical_kind": "refill_request", "need_code": "refill", "emergency": False, "insurance_card": "self"}
    wish |= {"supply_end_on": "2026-11-14"}
    body = errand(service="medical", item_code=None, details=wish, consents=[HEALTH])
    ticket_id = str(post(world, "guilan", "/tickets", body)["id"])
    came = walk(world, clock, MONDAY + timedelta(days=5), ticket_id)
    assert came == [("11-04 09:00", "reminded"), ("11-07 09:00", "reminded")]
    assert (told(world, "sun", "near"), told(world, "guilan", "reminded")) == (2, 0), "the villager has asked already"
    move(world, "sun", ticket_id, "prescribe", rx_ref="RX-2026-1", weeks=4)
    move(world, "sun", ticket_id, "receive_medicine", counted=True)
    given = {"read_back": True, "signed": True, "received_by": "self", "card_not_held": True}
    assert move(world, "sun", ticket_id, "hand_over", **given)["details"]["supply_end_on"] == "2026-12-05"
    came = walk(world, clock, MONDAY + timedelta(days=28), ticket_id)
    assert [day for day, _ in came[2:]] == ["11-25 09:00", "11-28 09:00"], "ten and seven days before the new end"
    assert told(world, "guilan", "again") == 2
    with world.database.reading() as db:
        assert db.get_one(Ticket, UUID(ticket_id)).state == "closed", "its own time goes on"
    post(world, "guilan", "/tickets", body | {"id": str(uuid4()), "details": wish | {"supply_end_on": "2026-12-05"}})
    assert len(walk(world, clock, MONDAY + timedelta(days=33), ticket_id)) == 4, "who has asked again is not reminded"


def test_an_agreement_is_taken_to_court_in_time(world: World, clock: time_machine.Traveller) -> None:
    sides = [
        {"name": "刘桂兰", "role": "applicant", "agreed": True},
        {"name": "马满仓", "role": "respondent", "agreed": True},
    ]
    details = {"dispute_type": "neighbour", "source": "party", "parties": sides, "claims": "田埂被占了半尺"}
    ticket_id = str(post(world, "guilan", "/tickets", errand(service="dispute", item_code=None, details=details))["id"])
    move(world, "liu", ticket_id, "accept", parties=sides, in_scope=True, explained=True)
    move(world, "liu", ticket_id, "appoint", person_id=str(world.id("liu")), no_conflict=True, parties_told=True)
    move(world, "liu", ticket_id, "hold_session", notice_signed=True, place="村调解室", session="closed")
    term = {"obligor": "马满仓", "what": "退回半尺田埂", "due_on": "2026-11-20", "manner": "当面"}
    done = dict.fromkeys(("applicant_signed", "respondent_signed", "mediator_signed", "sealed", "copies_given"), True)
    move(world, "liu", ticket_id, "agree_in_writing", terms=[term], effective_on="2026-11-02", **done)
    came = walk(world, clock, MONDAY + timedelta(days=29), ticket_id)
    assert came == [("11-09 09:00", "reminded"), ("11-22 09:00", "reminded"), ("11-29 09:00", "reminded")]
    assert (told(world, "guilan", "reminded"), told(world, "liu", "near")) == (3, 3)
    assert told(world, "li", "near") == 0
    with world.database.reading() as db:
        words = {notice.text_zh for notice in db.exec(select(Notice).where(col(Notice.kind) == "ticket_reminded"))}
    assert not any(each in text for text in words for each in ("田埂", "马满仓", "法院", "调解"))


def test_two_workers_that_look_at_once_remind_once(world: World, clock: time_machine.Traveller) -> None:
    ids = [on_the_shelf(world, waybill_no=f"YT881234567890{n}") for n in range(3)]
    clock.move_to(MONDAY + timedelta(days=3, minutes=1))
    workers = [threading.Thread(target=tick, args=(world.database,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [len(reminders(world.database, ticket_id)) for ticket_id in ids] == [1, 1, 1]
    assert told(world, "guilan", "reminded") == 3


def test_what_was_slept_through_is_not_made_up_for_one_by_one(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = on_the_shelf(world)
    clock.move_to(MONDAY + timedelta(days=6))
    for _ in range(3):
        tick(world.database)
    assert [what for _, what in reminders(world.database, ticket_id)] == ["call_asked"]


def test_the_server_wakes_by_itself_when_a_reminders_time_has_come(world: World, tmp_path: Path) -> None:
    with time_machine.travel(MONDAY, tick=True):
        ticket_id = on_the_shelf(world)
    server = ClockedServer(world.database.url, tmp_path, MONDAY, TICK_SECONDS="1")
    server.start()
    try:
        assert reminders(world.database, ticket_id) == []
        for days, expected in ((3.1, ["reminded"]), (5.1, ["reminded", "call_asked"])):
            server.let_it_be(MONDAY + timedelta(days=days))
            for _ in range(80):  # The watch comes round every second.
                if len(reminders(world.database, ticket_id)) >= len(expected):
                    break
                time.sleep(0.1)
            assert [what for _, what in reminders(world.database, ticket_id)] == expected
    finally:
        server.stop()
