"""Who leads a day follows who sits on it, whatever becomes of its turns."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
import time_machine

from app.core.clock import LOCAL
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act
from app.duty.service import plan_shift
from app.duty.turns.models import Reason
from app.people.actor import SYSTEM
from app.people.models import Person
from tests.duty.conftest import Scene, at
from tests.duty.test_roster import knows, shifts


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, nine in the morning."""
    with time_machine.travel(at("25 09:00"), tick=False) as clock:
        yield clock


def leaders(scene: Scene, on: date) -> list[tuple[UUID, UUID | None]]:
    with scene.database.reading() as db:
        found = [row for row in shifts(scene, db) if row.starts_at.astimezone(LOCAL).date() == on]
        return [(row.person_id, row.leader_id) for row in found]


def plan_march(scene: Scene, person: Person, starts: int, ends: int) -> UUID:
    day = {"starts_at": datetime(2026, 3, 2, starts, tzinfo=LOCAL), "ends_at": datetime(2026, 3, 2, ends, tzinfo=LOCAL)}
    with scene.database.writing() as db:
        return plan_shift(db, SYSTEM, scene.shift(person, "25 10:00", "25 11:00").model_copy(update=day)).shift.id


def test_who_leads_a_day_follows_who_sits_on_it(scene: Scene) -> None:
    knows(scene, scene.zhang, is_leader=True)
    knows(scene, scene.zhou, is_leader=True)
    on = date(2026, 3, 2)
    afternoon = plan_march(scene, scene.li, 14, 18)
    assert leaders(scene, on) == [(scene.li.id, None)], "nobody there can lead"
    morning = plan_march(scene, scene.zhang, 8, 12)
    assert leaders(scene, on) == [(scene.zhang.id, None), (scene.li.id, scene.zhang.id)], "a gap that was filled later"
    given(scene, morning, scene.sun)
    assert leaders(scene, on) == [(scene.sun.id, None), (scene.li.id, None)], "he gave his turn away"
    given(scene, afternoon, scene.zhou)
    assert leaders(scene, on) == [(scene.sun.id, scene.zhou.id), (scene.zhou.id, None)]


def given(scene: Scene, shift_id: UUID, person: Person) -> None:
    asked = TurnMoveIn(id=uuid4(), move=TurnMove.REPLACE, person_id=person.id, reason=Reason.ABSENT)
    with scene.database.writing() as db:
        act(db, scene.actor(db, scene.zhang), shift_id, asked)


def test_a_leader_who_is_relieved_for_a_while_still_leads_and_one_who_was_named_by_hand_stays(scene: Scene) -> None:
    knows(scene, scene.zhang, is_leader=True)
    on = date(2026, 3, 2)
    morning = plan_march(scene, scene.zhang, 8, 12)
    plan_march(scene, scene.li, 14, 18)
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=LOCAL), tick=False):
        asked = TurnMoveIn(id=uuid4(), move=TurnMove.TAKE_OVER, until=datetime(2026, 3, 2, 10, tzinfo=LOCAL))
        with scene.database.writing() as db:
            act(db, scene.actor(db, scene.sun), morning, asked)
    zhang = scene.zhang.id
    assert leaders(scene, on) == [(zhang, None), (scene.sun.id, zhang), (zhang, None), (scene.li.id, zhang)]


def test_a_leader_that_was_named_by_hand_stays_when_others_change(scene: Scene) -> None:
    on, day = (
        date(2026, 3, 2),
        {"starts_at": datetime(2026, 3, 2, 8, tzinfo=LOCAL), "ends_at": datetime(2026, 3, 2, 12, tzinfo=LOCAL)},
    )
    asked = scene.shift(scene.li, "25 10:00", "25 11:00").model_copy(update=day | {"leader_id": scene.zhang.id})
    with scene.database.writing() as db:
        planned = plan_shift(db, SYSTEM, asked).shift.id
    given(scene, planned, scene.sun)
    assert leaders(scene, on) == [(scene.sun.id, scene.zhang.id)]
