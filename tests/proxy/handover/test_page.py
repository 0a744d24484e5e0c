"""What stands on the page of hand-overs: all that waits, as things are now, and one's own behind nobody else's."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine

from app.main import tick
from app.proxy.handover.models import Handover
from tests.oversight.carried import step
from tests.proxy.handover.test_service import AFTERNOON, NOON, TUESDAY, accept, given, one_errand, owner, page
from tests.support.world import World

NOON_UTC = "2026-11-24T04:00:00.000000Z"


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def notes_of_noon(world: World, key: str) -> list[dict[str, Any]]:
    return [each for each in page(world.client(key))["accept"] if each["ends_at"] == NOON_UTC]


def test_all_notes_are_listed_and_one_s_own_comes_with_them(world: World, clock: time_machine.Traveller) -> None:
    one_errand(world)
    given(world.client("li"))
    clock.move_to(AFTERNOON + timedelta(minutes=5))
    one_errand(world)
    zhang = page(world.client("zhang"))
    assert [each["for_me"] for each in zhang["accept"]] == [True] * len(zhang["accept"])
    assert NOON_UTC in [each["ends_at"] for each in zhang["accept"]]
    assert zhang["give"]["taker"]["name"] == "李秀英"
    # The secretary may accept it, too, but it is not for him.
    assert [each["for_me"] for each in notes_of_noon(world, "zhao")] == [False]


@pytest.mark.usefixtures("clock")
def test_a_note_shows_what_its_giver_still_has(world: World) -> None:
    first, second = one_errand(world), one_errand(world)
    given(world.client("li"))
    [note] = notes_of_noon(world, "zhang")
    assert {str(first), str(second)} <= {item["ticket_id"] for item in note["items"]}
    before = note["moving"]
    with world.database.writing() as db:
        step(world, db, "zhang", first, "take")
    assert owner(world, first) == world.id("zhang")
    [note] = notes_of_noon(world, "zhang")
    assert str(first) not in {item["ticket_id"] for item in note["items"]}
    assert str(second) in {item["ticket_id"] for item in note["items"]}
    assert note["moving"] == before - 1


def test_a_note_whose_giver_is_on_duty_again_is_withdrawn(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = one_errand(world)
    note = given(world.client("li"))
    assert notes_of_noon(world, "zhang")
    # The next morning is hers again, and nobody has accepted.
    clock.move_to(NOON + timedelta(hours=21))
    with world.database.writing() as db:
        row = db.get_one(Handover, UUID(note["id"]))
        row.climbs_at, row.level = NOON + timedelta(hours=20), 1
        db.add(row)
    assert notes_of_noon(world, "zhang") == notes_of_noon(world, "zhao") == []
    late = accept(world.client("zhang"), note["id"])
    assert (late.status_code, late.json()["code"]) == (409, "giver_is_back")
    tick(world.database)
    with world.database.reading() as db:
        row = db.get_one(Handover, UUID(note["id"]))
        assert (row.is_needed, row.climbs_at, row.level) == (False, None, 1)
    assert owner(world, ticket_id) is not None
