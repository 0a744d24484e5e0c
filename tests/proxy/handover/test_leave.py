"""Leave and hand-over: nobody on leave is handed anything to, or thought to go on himself."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from app.core.clock import LOCAL
from app.main import tick
from app.proxy.handover.models import Handover
from app.proxy.handover.rules import note_id
from app.proxy.handover.service import write_note
from tests.proxy.handover.test_service import AFTERNOON, NOON, TUESDAY, accept, given, one_errand, owner, page, told
from tests.support.world import HUAISHU, World

EVENING = datetime(2026, 11, 24, 17, 45, tzinfo=LOCAL)
WEDNESDAY = date(2026, 11, 25)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def away(world: World, key: str, on: date) -> None:
    body = {"id": str(uuid4()), "village_code": HUAISHU, "first_on": f"{on}", "last_on": f"{on}"}
    assert world.client(key).post("/api/v1/duty/leaves", json=body).status_code == 201


@pytest.mark.usefixtures("clock")
def test_nothing_is_handed_to_whoever_is_on_leave(world: World) -> None:
    ticket_id = one_errand(world)
    li, zhang = world.client("li"), world.client("zhang")
    assert page(li)["give"]["taker"]["name"] == "张建国"
    away(world, "zhang", TUESDAY.date())
    # The next turn of all is her own tomorrow, so nothing goes over.
    assert (page(li)["give"], page(li)["is_same"]) == (None, True)
    away(world, "li", WEDNESDAY)
    draft = page(li)["give"]
    assert (draft["taker"]["name"], draft["starts_at"]) == ("张建国", "2026-11-24T00:30:00.000000Z")
    given(li)
    assert owner(world, ticket_id) == world.id("li")
    assert page(zhang)["accept"][0]["giver"]["name"] == "李秀英"


def test_whoever_has_the_next_turn_but_is_on_leave_hands_over_and_the_desk_says_to_whom(
    world: World, clock: time_machine.Traveller
) -> None:
    clock.move_to(EVENING)
    one_errand(world)
    zhang = world.client("zhang")
    away(world, "li", WEDNESDAY)
    desk = zhang.get(f"/api/v1/desk?village_code={HUAISHU}").json()
    # On Wednesday morning nobody sits, and the afternoon is his own again.
    assert (desk["on_duty"], desk["shift"]["hand_to"]) == (True, "李秀英")
    assert page(zhang)["is_same"]


def test_a_turn_that_nobody_sat_leaves_a_note_only_where_something_has_to_go_over(
    world: World, clock: time_machine.Traveller
) -> None:
    shift = UUID(page(world.client("li"))["give"]["shift_id"])
    away(world, "li", TUESDAY.date())
    one_errand(world)
    clock.move_to(NOON + timedelta(minutes=15))
    tick(world.database)
    with world.database.reading() as db:
        assert not db.get_one(Handover, note_id(shift)).is_needed, "what came meanwhile went to others"
    assert told(world, "li") == []


def test_what_came_before_the_leave_of_the_same_day_still_goes_over(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = one_errand(world)
    assert owner(world, ticket_id) == world.id("li")
    away(world, "li", TUESDAY.date())
    # Before the watch, which gives on what cannot wait, has looked.
    shift = UUID(page(world.client("li"))["give"]["shift_id"])
    with world.database.writing() as db:
        write_note(db, shift)
    clock.move_to(AFTERNOON + timedelta(minutes=5))
    zhang = world.client("zhang")
    note = next(each for each in page(zhang)["accept"] if each["ends_at"] == "2026-11-24T04:00:00.000000Z")
    assert note["state"] == "made"
    assert accept(zhang, note["id"]).status_code == 200
    assert owner(world, ticket_id) == world.id("zhang")


@pytest.mark.usefixtures("clock")
def test_desk_and_township_say_that_nobody_is_there_while_whoever_has_the_turn_is_on_leave(world: World) -> None:
    def seen() -> tuple[str | None, str | None]:
        desk = world.client("zhang").get(f"/api/v1/desk?village_code={HUAISHU}").json()
        picture = world.client("zhou").get("/api/v1/summary").json()
        village = next(each for each in picture["villages"] if each["code"] == HUAISHU)
        return desk["on_duty_now"] and desk["on_duty_now"]["name"], village["on_duty"] and village["on_duty"]["name"]

    assert seen() == ("李秀英", "李秀英")
    away(world, "li", TUESDAY.date())
    assert seen() == (None, None)
    board = world.stranger().get(f"/api/v1/board/{HUAISHU}").json()
    assert board["on_duty"] is None
    offered = world.client("zhang").get(f"/api/v1/desk?village_code={HUAISHU}").json()["take_over"]
    assert (offered["name"], offered["on_leave"]) == ("李秀英", True)
    mine = world.client("li").get(f"/api/v1/desk?village_code={HUAISHU}").json()
    assert (mine["on_duty"], mine["shift"]) == (False, None)
