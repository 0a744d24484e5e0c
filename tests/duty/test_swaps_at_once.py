"""Two who act at the same moment: one wins, the other one is told so, and the watches of several workers do it once."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import select

from app.core.problems import Refusal
from app.duty.changing.rules import TurnMove
from app.duty.swaps.models import SwapState
from app.duty.swaps.queries import chain
from app.duty.swaps.rules import SwapMove
from app.duty.turns.models import Reason
from app.main import tick
from app.notices.models import Notice
from tests.duty.conftest import Scene, at
from tests.duty.swapping import asks, changes, has, limit, moves, row


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 11th, nine in the morning; it goes on, since threads wait."""
    with time_machine.travel(at("11 09:00"), tick=True) as clock:
        yield clock


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What comes of several acts that begin together."""
    came: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(n: int) -> None:
        start.wait()
        try:
            came[n] = acts[n]()
        except Refusal as refusal:
            came[n] = (refusal.status, refusal.code)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the test must see it.
            came[n] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


@pytest.mark.usefixtures("clock")
def test_of_two_volunteers_one_gets_the_turn(scene: Scene) -> None:
    limit(scene, 0)
    for n in range(6):
        shift = scene.plan(scene.li, f"{12 + n} 08:30", f"{12 + n} 12:00")
        swap = asks(scene, scene.li, shift)
        said = at_once(
            partial(moves, scene, scene.zhou, swap, SwapMove.ACCEPT),
            partial(moves, scene, scene.sun, swap, SwapMove.ACCEPT),
        )
        assert sorted(said, key=str) == [(409, "answered_before"), SwapState.EFFECTIVE]
        winner = scene.zhou if said[0] == SwapState.EFFECTIVE else scene.sun
        assert (has(scene, shift), row(scene, swap).answered_by) == (winner.name, winner.id)
        with scene.database.reading() as db:
            assert len(chain(db, shift)) == 2


@pytest.mark.usefixtures("clock")
def test_an_answer_and_the_secretarys_change_at_the_same_moment_leave_one_owner(scene: Scene) -> None:
    limit(scene, 0)
    for n in range(6):
        shift = scene.plan(scene.li, f"{12 + n} 08:30", f"{12 + n} 12:00")
        other = scene.plan(scene.zhou, f"{12 + n} 14:30", f"{12 + n} 18:00")
        swap = asks(scene, scene.li, shift, for_shift_id=other)
        told: dict[str, Any] = {"person_id": scene.sun.id, "reason": Reason.ABSENT}
        said = at_once(
            partial(moves, scene, scene.zhou, swap, SwapMove.ACCEPT),
            partial(changes, scene, scene.zhang, shift, TurnMove.REPLACE, **told),
        )
        # Either the answer came first, and the secretary is told that the turn has changed, or the request has lapsed.
        if said[0] == SwapState.EFFECTIVE:
            assert said[1] == (409, "shift_is_over")
            assert (has(scene, shift), has(scene, other)) == ("周平", "李秀英")
        else:
            assert said[0] in ((409, "too_late"), (409, "shift_is_over"), (409, "changed_just_now"))
            assert isinstance(said[1], UUID)
            assert (has(scene, shift), has(scene, other)) == ("孙大夫", "周平")


@pytest.mark.usefixtures("clock")
def test_the_same_request_sent_twice_at_once_is_one(scene: Scene) -> None:
    shift, swap_id = scene.plan(scene.li, "14 08:30", "14 12:00"), uuid4()
    said = at_once(*[lambda: asks(scene, scene.li, shift, id=swap_id)] * 2)
    assert said == [swap_id, swap_id]
    others = scene.plan(scene.li, "15 08:30", "15 12:00")
    said = at_once(*[lambda: asks(scene, scene.li, others)] * 2)
    assert len([each for each in said if each == (409, "asked_already")]) == 1


def test_several_watches_make_it_effective_once(scene: Scene, clock: time_machine.Traveller) -> None:
    swaps = []
    for n in range(3):
        shift = scene.plan(scene.li, f"{14 + n} 08:30", f"{14 + n} 12:00")
        swaps.append((shift, asks(scene, scene.li, shift, person_id=scene.zhou.id)))
        moves(scene, scene.zhou, swaps[-1][1], SwapMove.ACCEPT)
    clock.move_to(at("12 10:00"))
    assert at_once(*[lambda: tick(scene.database)] * 3) == [0, 0, 0]
    for shift, swap in swaps:
        assert (row(scene, swap).state, has(scene, shift)) == (SwapState.EFFECTIVE, "周平")
        with scene.database.reading() as db:
            assert len(chain(db, shift)) == 2
            held = select(Notice).where(Notice.subject_id == str(swap), Notice.person_id == scene.li.id)
            assert len([each for each in db.exec(held) if each.text_zh.startswith("定了")]) == 1
