"""Whoever leaves a post leaves nothing behind: what he had is nobody's at once, and soon somebody else's."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.duty.models import DutyShift
from app.main import tick
from app.notices.models import Notice
from app.people.actor import SYSTEM, Role
from app.people.models import RoleGrant
from app.people.service import grant_role, take_role
from app.tickets.models import Ticket, TicketEvent
from tests.support.world import HUAISHU, World
from tests.tickets.test_watch import TUESDAY, climbs, submitted

FRIDAY_NOON = datetime(2026, 11, 27, 11, 50, tzinfo=LOCAL)  # Ten minutes before the centre shuts until half past two.


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def dismiss(world: World, *keys: str) -> None:
    """Take every role that these people hold in the village."""
    with world.database.writing() as db:
        ids = [world.id(key) for key in keys]
        for grant in db.exec(
            select(RoleGrant).where(col(RoleGrant.person_id).in_(ids), col(RoleGrant.until).is_(None))
        ):
            take_role(db, SYSTEM, grant.id)


def given_to(world: World, ticket_id: UUID, key: str | None) -> None:
    with world.database.writing() as db:
        db.get_one(Ticket, ticket_id).assignee_id = world.id(key) if key else None


def row(world: World, key: str, box: str, ticket_id: UUID) -> dict[str, Any] | None:
    rows = world.client(key).get("/api/v1/tickets", params={"box": box}).json()["items"]
    return next((each for each in rows if each["id"] == str(ticket_id)), None)


def entries(world: World, ticket_id: UUID) -> list[str]:
    with world.database.reading() as db:
        log = select(TicketEvent.what).where(col(TicketEvent.ticket_id) == ticket_id).order_by(col(TicketEvent.seq))
        return list(db.exec(log))


@pytest.mark.usefixtures("clock")
def test_what_somebody_has_is_not_open_to_all(world: World) -> None:
    ticket_id = submitted(world)
    given_to(world, ticket_id, "zhang")
    assert row(world, "zhao", "unassigned", ticket_id) is None
    given_to(world, ticket_id, None)
    assert row(world, "zhao", "unassigned", ticket_id)
    assert world.client("zhao").get("/api/v1/desk").json()["counts"]["unassigned"] == 1


@pytest.mark.usefixtures("clock")
def test_what_a_dismissed_cadre_had_is_nobodys_at_once(world: World) -> None:
    ticket_id = submitted(world)
    given_to(world, ticket_id, "zhang")
    dismiss(world, "zhang")
    listed = row(world, "zhao", "unassigned", ticket_id)
    assert listed
    assert listed["assignee_name"] is None
    assert world.client("zhao").get("/api/v1/desk").json()["counts"]["unassigned"] == 1
    page = world.client("guilan").get(f"/api/v1/tickets/{ticket_id}").json()
    assert (page["assignee"], page["phone_to_call"]) == (None, None), "nobody rings somebody who left"


@pytest.mark.usefixtures("clock")
def test_within_a_tick_it_is_in_the_hands_of_whoever_is_on_duty(world: World) -> None:
    with world.database.writing() as db:
        zhangs = select(DutyShift).where(
            col(DutyShift.person_id) == world.id("zhang"), col(DutyShift.starts_at) < TUESDAY
        )
        assert all(shift.ends_at <= TUESDAY for shift in db.exec(zhangs)), "it is her turn now"
    ticket_id = submitted(world)
    given_to(world, ticket_id, "zhang")
    before = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
    dismiss(world, "zhang")
    tick(world.database)
    tick(world.database)
    page = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
    assert page["assignee"]["name"] == "李秀英"
    assert [event["text"] for event in page["events"]][1:] == ["原来的承办人不再任职，转给李秀英"]
    assert (page["due_at"], page["clocks"]) == (before["due_at"], before["clocks"]), "no clock begins anew"
    with world.database.reading() as db:
        kinds = db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id("li"))).all()
    assert kinds.count("ticket_assigned") == 2, "once for the new ticket and once for the one passed on"


@pytest.mark.usefixtures("clock")
def test_a_quarrel_goes_to_the_secretary_and_never_to_the_desk(world: World) -> None:
    parties = [{"name": "刘桂兰", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
    details = {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "水渠"}
    ticket_id = submitted(world, service="dispute", item_code=None, details=details)
    assert row(world, "liu", "mine", ticket_id)
    dismiss(world, "liu")
    tick(world.database)
    assert row(world, "zhao", "mine", ticket_id)
    assert row(world, "li", "all", ticket_id) is None


def test_with_nobody_left_it_lies_open_and_climbs_from_then_on(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = submitted(world)
    given_to(world, ticket_id, "zhang")
    clock.shift(timedelta(hours=2))
    dismiss(world, "li", "zhang", "zhao", "liu", "sun")
    tick(world.database)
    assert entries(world, ticket_id) == ["submitted", "left_open"]
    tick(world.database)
    assert climbs(world, ticket_id) == ["town_officer"], "without a secretary the township hears at once"
    with world.database.writing() as db:
        grant_role(db, SYSTEM, world.id("zhao"), Role.VILLAGE_SECRETARY, HUAISHU)
    clock.shift(timedelta(minutes=35))
    tick(world.database)
    assert climbs(world, ticket_id) == ["town_officer"], "nobody is asked twice"
    zhao = world.client("zhao")
    taken = {"id": str(uuid4()), "move": "take", "version": 1}
    assert zhao.post(f"/api/v1/tickets/{ticket_id}/moves", json=taken).status_code == 200
    tick(world.database)
    assert entries(world, ticket_id)[-1] == "moved", "whoever takes it has it"


@pytest.mark.parametrize("urgency", ["normal", "emergency"])
def test_nobody_is_late_while_the_door_is_shut_but_in_an_emergency(
    world: World, clock: time_machine.Traveller, urgency: str
) -> None:
    clock.move_to(FRIDAY_NOON)
    ticket_id = submitted(world, urgency=urgency)
    with world.database.writing() as db:
        ticket = db.get_one(Ticket, ticket_id)
        ticket.assignee_id, ticket.due_at, ticket.tick_at = None, None, ticket.submitted_at
    tick(world.database)
    clock.move_to(FRIDAY_NOON + timedelta(minutes=35))
    tick(world.database)
    assert climbs(world, ticket_id) == (["village_secretary"] if urgency == "emergency" else [])
    clock.move_to(FRIDAY_NOON.replace(hour=14, minute=51))
    tick(world.database)
    assert climbs(world, ticket_id) == ["village_secretary"]
    clock.move_to(FRIDAY_NOON.replace(hour=23))
    tick(world.database)
    assert len(climbs(world, ticket_id)) == (2 if urgency == "emergency" else 1)
    clock.move_to(FRIDAY_NOON + timedelta(days=1))  # Ten minutes, three and a half hours, and Saturday's morning.
    tick(world.database)
    assert climbs(world, ticket_id) == ["village_secretary", "town_officer"]
