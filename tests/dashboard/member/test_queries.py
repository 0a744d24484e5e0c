"""What one member has done, counted from the acts: for himself all of it, for others without health and quarrels."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import now, replay, today
from app.dashboard.member import queries
from app.duty.posts.records.rules import quarter_of
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from app.proxy.models import TripAction
from app.proxy.schemas import TripIn
from app.proxy.service import log_trip
from tests.oversight.carried import send, step
from tests.support.world import HUAISHU, World


def deeds(world: World, who: str, whose: str) -> Any:
    quarter = quarter_of(today())
    return world.client(who).get(f"/api/v1/duty/members/{world.id(whose)}/deeds?quarter={quarter}")


def test_a_member_sees_turns_trips_and_matters_and_the_secretary_those_that_are_for_all(world: World) -> None:
    before = deeds(world, "li", "li").json()
    with world.database.writing() as db:
        errand = send(world, db, "guilan", "errand")
        illness = send(world, db, "guilan", "medical")
        illness.assignee_id = world.id("li")
        db.add(illness)
        db.flush()
        step(world, db, "li", errand.id, "take")
        for ticket in (errand,):
            asked = TripIn(id=uuid4(), ticket_ids=[ticket.id], action=TripAction.CALL, place="村里", result="好")
            log_trip(db, world.actor(db, "li"), asked)
    after = deeds(world, "li", "li").json()
    assert (after["matters"], after["trips"]) == (before["matters"] + 1, before["trips"] + 1)
    assert not after["left_out"]
    assert deeds(world, "zhao", "li").json() == after | {"left_out": True}


def test_what_is_for_few_eyes_is_in_nobody_else_s_numbers(world: World) -> None:
    with world.database.writing() as db:
        illness = send(world, db, "guilan", "medical")
        step(world, db, "sun", illness.id, "take")
    assert deeds(world, "sun", "sun").json()["matters"] == 1
    for who in ("zhao", "zhou", "he"):
        assert deeds(world, who, "sun").json()["matters"] == 0


def test_turns_count_once_they_are_over(world: World) -> None:
    starts_at = now() + timedelta(hours=1)
    ends_at, quarter = starts_at + timedelta(hours=1), quarter_of(today())
    body = {"id": uuid4(), "village_code": HUAISHU, "person_id": world.id("sun")}
    with world.database.writing() as db:
        plan_shift(db, SYSTEM, ShiftIn(**body, starts_at=starts_at, ends_at=ends_at))

    def turns_at(at: datetime) -> int:
        with world.database.reading() as db, replay(at):
            return queries.deeds(db, world.actor(db, "sun"), world.id("sun"), quarter).turns

    assert [turns_at(at) for at in (now(), starts_at + timedelta(minutes=1), ends_at)] == [0, 0, 1]


def test_nobody_else_reads_what_a_colleague_did(world: World) -> None:
    for who, status in {"zhang": 403, "guilan": 403, "pan2": 404, "tang": 404, "admin": 403, "zhao": 200}.items():
        assert deeds(world, who, "li").status_code == status, who
