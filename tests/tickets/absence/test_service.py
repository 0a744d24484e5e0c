"""What cannot wait for somebody on leave goes to who is on duty, once; what is for few eyes is seen to by the secretary."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from app.core.clock import LOCAL, now
from app.duty.roster.leave.service import cancel_leave, take_leave
from app.duty.roster.schemas import LeaveIn
from app.main import tick
from app.tickets.models import Ticket
from app.tickets.watch.queries import ripe
from tests.oversight.carried import ASKS, accepted
from tests.support.world import HUAISHU, World
from tests.tickets.entrusted import owner, page, submitted, texts, told

# 李秀英 has the mornings, 张建国 the afternoons; the centre is open from 8:30 to 12:00 and from 14:30 to 18:00.
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)
TODAY = NINE.date()
A_DAY = timedelta(days=1)
THREE = NINE.replace(hour=15)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NINE, tick=True) as clock:
        yield clock


def begun(world: World) -> UUID:
    """A parcel to send that 李秀英 has taken; its next date is the day after tomorrow."""
    ticket_id, li = submitted(world, service="parcel", item_code=None, **ASKS["parcel"]), world.client("li")
    step = {"id": str(uuid4()), "move": "take", "version": 1}
    answer = li.post(f"/api/v1/tickets/{ticket_id}/moves", json=step)
    assert answer.status_code == 200, answer.text
    assert answer.json()["taken_at"]
    return ticket_id


def away(world: World, key: str, first: date, last: date) -> UUID:
    with world.database.writing() as db:
        asked = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=first, last_on=last)
        return take_leave(db, world.actor(db, key), asked)[0].id


def test_what_she_has_not_begun_goes_to_who_is_on_duty(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = submitted(world)
    before = page(world, ticket_id)
    assert before["assignee"]["name"] == "李秀英"
    away(world, "li", TODAY, TODAY)
    clock.move_to(THREE)
    tick(world.database)
    tick(world.database)
    assert owner(world, ticket_id) == "张建国"
    assert texts(world, ticket_id)[1:] == ["李秀英不在，转给张建国接着办，期限不变"]
    after = page(world, ticket_id)
    assert (after["due_at"], after["clocks"]) == (before["due_at"], before["clocks"]), "the deadline does not restart"
    assert told(world, "li").count("ticket_covered") == 1
    assert told(world, "zhang").count("ticket_assigned") == 1


def test_what_she_has_begun_waits_for_a_day_and_not_for_two(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = begun(world)
    due = datetime.fromisoformat(page(world, ticket_id)["due_at"]).astimezone(LOCAL).date()
    assert due > TODAY + A_DAY, "nothing is due before she would be back"
    away(world, "li", TODAY, TODAY)
    clock.move_to(THREE)
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英"
    away(world, "li", TODAY + A_DAY, TODAY + 3 * A_DAY)
    clock.move_to(THREE + A_DAY)
    tick(world.database)
    assert owner(world, ticket_id) == "张建国"


def test_what_falls_due_while_she_is_away_goes_on(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = begun(world)
    due = datetime.fromisoformat(page(world, ticket_id)["due_at"]).astimezone(LOCAL)
    away(world, "li", due.date(), due.date())
    clock.move_to(due.replace(hour=8, minute=0))
    tick(world.database)
    assert owner(world, ticket_id) != "李秀英"


def test_a_leave_that_was_taken_back_moves_nothing(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = submitted(world)
    leave_id = away(world, "li", TODAY, TODAY + A_DAY)
    with world.database.writing() as db:
        cancel_leave(db, world.actor(db, "li"), leave_id)
    clock.shift(timedelta(minutes=10))
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英"


def test_where_somebody_is_named_to_stand_in_he_acts(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = begun(world)
    with world.database.writing() as db:
        db.get_one(Ticket, ticket_id).backup_id = world.id("zhang")
    away(world, "li", TODAY, TODAY + 9 * A_DAY)
    clock.move_to(THREE)
    tick(world.database)
    assert (owner(world, ticket_id), page(world, ticket_id)["stands_in"]) == ("李秀英", "leave")
    away(world, "zhang", TODAY + A_DAY, TODAY + 9 * A_DAY)
    clock.move_to(THREE + A_DAY)
    tick(world.database)
    tick(world.database)
    assert owner(world, ticket_id) == "赵长河", "both are away"


@pytest.mark.parametrize(("service", "handler"), [("medical", "sun"), ("dispute", "liu")])
def test_health_and_quarrels_stay_and_the_secretary_is_asked_once(
    world: World, clock: time_machine.Traveller, service: str, handler: str
) -> None:
    parties = [{"name": "刘桂兰", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
    quarrel = {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "水渠"}
    more: dict[str, Any] = ASKS["medical"] if service == "medical" else {"details": quarrel}
    ticket_id = submitted(world, service=service, item_code=None, **more)
    name = {"sun": "孙立民", "liu": "刘正平"}[handler]
    assert owner(world, ticket_id) == name
    away(world, handler, TODAY, TODAY + 6 * A_DAY)
    for day in range(3):
        clock.move_to(NINE + timedelta(minutes=5) + day * A_DAY)
        tick(world.database)
        tick(world.database)
    assert owner(world, ticket_id) == name
    assert texts(world, ticket_id).count(f"{name}不在，已请赵长河安排") == 1
    assert not any("没有动静" in text for text in texts(world, ticket_id)), "days of leave are no silence"
    assert told(world, "zhao").count("ticket_see_to_absent") == 1
    assert told(world, "zhang") == [], "nobody else hears of it"
    with world.database.reading() as db:
        assert ticket_id not in ripe(db, now(), 100), "it is looked at once a day"


def test_an_errand_whose_paper_names_its_agent_is_the_secretarys_to_see_to(
    world: World, clock: time_machine.Traveller
) -> None:
    with world.database.writing() as db:
        ticket_id = accepted(world, db, "guilan", "li").id
    zhao = world.client("zhao")
    version = page(world, ticket_id)["version"]
    step = {"id": str(uuid4()), "move": "assign", "version": version, "data": {"person_id": str(world.id("li"))}}
    assert zhao.post(f"/api/v1/tickets/{ticket_id}/moves", json=step).status_code == 200
    assert page(world, ticket_id)["details"]["authorisation"], "it is under a paper"
    away(world, "li", TODAY, TODAY + 6 * A_DAY)
    clock.move_to(THREE)
    tick(world.database)
    assert owner(world, ticket_id) == "李秀英"
    assert texts(world, ticket_id)[-1] == "李秀英不在，已请赵长河安排"


def test_with_the_secretary_away_too_the_township_hears(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = submitted(world)
    with world.database.writing() as db:
        db.get_one(Ticket, ticket_id).assignee_id = world.id("zhao")
    for key in ("zhao", "zhang", "li"):
        away(world, key, TODAY, TODAY + 6 * A_DAY)
    clock.move_to(THREE)
    tick(world.database)
    assert owner(world, ticket_id) == "赵长河"
    assert texts(world, ticket_id)[-1].startswith("赵长河不在，已请"), "somebody above was asked"
    assert told(world, "zhou").count("ticket_see_to_absent") == 1
