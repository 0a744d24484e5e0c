"""What somebody lets lie goes to the next on duty, once, and its time runs on; what is for few eyes climbs instead."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.schemas import OutNoteIn
from app.duty.service import set_out_note
from app.main import tick
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket, TicketEvent
from app.tickets.queries import loaded
from app.tickets.silence.rules import held
from tests.oversight.carried import ASKS, accepted
from tests.support.world import HUAISHU, World
from tests.tickets.entrusted import owner, submitted, texts, told

# 李秀英 has the mornings, 张建国 the afternoons; the centre is open from 8:30 to 12:00 and from 14:30 to 18:00.
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)
FOUR_HOURS_ON = NINE.replace(hour=15, minute=30)
PARTIES = [{"name": "刘桂兰", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
QUARREL = {"dispute_type": "neighbour", "source": "party", "parties": PARTIES, "claims": "水渠"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NINE, tick=True) as clock:
        yield clock


def test_what_nobody_touches_for_four_open_hours_goes_to_whoever_is_on_duty_then(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = submitted(world)
    before = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
    assert (before["assignee"]["name"], before["taken_at"]) == ("李秀英", None)
    clock.move_to(FOUR_HOURS_ON - timedelta(minutes=1))
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英", "lunch does not count"
    clock.move_to(FOUR_HOURS_ON + timedelta(minutes=1))
    tick(world.database)
    tick(world.database)
    assert owner(world, ticket_id) == "张建国"
    assert texts(world, ticket_id)[1:] == ["李秀英一直没有动静，转给张建国，期限不变"]
    after = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
    assert (after["due_at"], after["clocks"]) == (before["due_at"], before["clocks"]), "the deadline does not restart"
    assert told(world, "li").count("ticket_returned") == 1
    assert told(world, "zhang").count("ticket_assigned") == 1


@pytest.mark.parametrize("how", ["take", "note"])
def test_whoever_touches_it_keeps_it(world: World, clock: time_machine.Traveller, how: str) -> None:
    ticket_id, li = submitted(world), world.client("li")
    if how == "take":
        step = {"id": str(uuid4()), "move": "take", "version": 1}
        assert li.post(f"/api/v1/tickets/{ticket_id}/moves", json=step).status_code == 200
    else:
        note = {"id": str(uuid4()), "text": "下午去看"}
        assert li.post(f"/api/v1/tickets/{ticket_id}/notes", json=note).status_code in {200, 201}
    assert li.get(f"/api/v1/tickets/{ticket_id}").json()["taken_at"]
    clock.move_to(FOUR_HOURS_ON + timedelta(hours=1))
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英"
    with world.database.reading() as db:
        ticket = db.get_one(Ticket, ticket_id)
        assert ticket.taken_at == held(loaded(db, ticket).events, world.id("li")).first_act_at, "as the log tells it"


def test_a_hurry_is_not_left_as_long(world: World, clock: time_machine.Traveller) -> None:
    urgent, emergency = submitted(world, urgency="urgent"), submitted(world, urgency="emergency")
    clock.move_to(NINE + timedelta(minutes=31))
    tick(world.database)
    assert [owner(world, each) for each in (urgent, emergency)] == ["李秀英", "赵长河"], "nobody else is at the desk"
    clock.move_to(NINE + timedelta(minutes=61))
    tick(world.database)
    assert owner(world, urgent) == "赵长河", "it is due before the next turn begins"


def test_workers_that_look_at_once_give_it_on_once(world: World, clock: time_machine.Traveller) -> None:
    ids = [submitted(world) for _ in range(5)]
    clock.move_to(FOUR_HOURS_ON + timedelta(minutes=1))
    workers = [threading.Thread(target=tick, args=(world.database,)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [owner(world, each) for each in ids] == ["张建国"] * 5
    assert [sum("转给" in text for text in texts(world, each)) for each in ids] == [1] * 5


def test_it_wanders_to_nobody_twice_and_climbs_in_the_end(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = submitted(world)
    for minutes in range(0, 9 * 24 * 60, 30):
        clock.move_to(NINE + timedelta(minutes=minutes))
        tick(world.database)
    with world.database.reading() as db:
        rows = select(TicketEvent).where(TicketEvent.ticket_id == ticket_id).order_by(col(TicketEvent.seq))
        events = db.exec(rows).all()
    went = [event.data["to_name"] for event in events if event.move == "return_to_duty"]
    assert went == ["张建国", "赵长河"]
    lay = [event.data for event in events if event.what == "let_lie"]
    assert [(each["role"], each["from_name"]) for each in lay] == [("town_officer", "赵长河")]
    assert told(world, "zhou").count("ticket_see_to_it") == 1


@pytest.mark.parametrize(("service", "doctor"), [("medical", "孙立民"), ("dispute", "刘正平")])
def test_health_and_quarrels_stay_and_climb(
    world: World, clock: time_machine.Traveller, service: str, doctor: str
) -> None:
    assert KINDS[Service(service)].move("return_to_duty", KINDS[Service(service)].states[0].name) is None
    more: dict[str, Any] = {"details": QUARREL}
    if service == "medical":
        more = ASKS["medical"]
    ticket_id = submitted(world, service=service, item_code=None, **more)
    assert owner(world, ticket_id) == doctor
    clock.move_to(FOUR_HOURS_ON + timedelta(minutes=1))
    tick(world.database)
    tick(world.database)
    assert owner(world, ticket_id) == doctor
    assert texts(world, ticket_id)[-1] == f"{doctor}一直没有动静，已请赵长河过问"
    assert told(world, "zhao").count("ticket_see_to_it") == 1
    assert told(world, {"刘正平": "liu", "孙立民": "sun"}[doctor]).count("ticket_let_lie") == 1
    assert told(world, "zhang") == [], "nobody else hears of it"


def test_an_errand_whose_paper_names_its_agent_stays_with_him(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        ticket_id = accepted(world, db, "guilan", "li").id
    li, zhao = world.client("li"), world.client("zhao")
    version = zhao.get(f"/api/v1/tickets/{ticket_id}").json()["version"]
    step = {"id": str(uuid4()), "move": "assign", "version": version, "data": {"person_id": str(world.id("li"))}}
    assert zhao.post(f"/api/v1/tickets/{ticket_id}/moves", json=step).status_code == 200
    assert li.get(f"/api/v1/tickets/{ticket_id}").json()["details"]["authorisation"], "it is under a paper"
    clock.move_to(FOUR_HOURS_ON + timedelta(minutes=1))
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英"
    assert texts(world, ticket_id)[-1] == "李秀英一直没有动静，已请赵长河过问"


def test_time_out_on_a_trip_does_not_count(world: World, clock: time_machine.Traveller) -> None:
    out = submitted(world)
    tomorrow = (NINE + timedelta(days=1)).date()
    with world.database.writing() as db:
        asked = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=NINE.date(), last_on=tomorrow)
        take_leave(db, world.actor(db, "zhang"), asked)
    clock.move_to(NINE + timedelta(days=1))
    with world.database.writing() as db:
        db.get_one(Ticket, out).details = {**db.get_one(Ticket, out).details}
        back_at = NINE + timedelta(days=1, hours=2)
        set_out_note(db, world.actor(db, "li"), OutNoteIn.model_validate({"reason": "township", "back_at": back_at}))
    tick(world.database)
    assert owner(world, out) == "李秀英", "she is out, and asked again once she is back"
    clock.move_to(NINE + timedelta(days=1, hours=2, minutes=31))
    tick(world.database)
    assert owner(world, out) == "赵长河", "张建国 is on leave and passed over"
