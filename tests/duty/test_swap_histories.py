"""Random weeks of a roster, in which everybody asks, answers, moves and cancels: what must hold after every step."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TypeVar
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import Session, col, select

from app.core.clock import replay
from app.core.problems import Refusal
from app.duty.changing import service as changing
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.models import DutyShift
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.duty.swaps import queries, service
from app.duty.swaps.answers import queries as answers
from app.duty.swaps.asking.service import ask
from app.duty.swaps.models import ShiftSwap, SwapState, SwapTurn
from app.duty.swaps.rules import OPEN, SwapMove
from app.duty.swaps.schemas import SwapIn, SwapMoveIn
from app.duty.swaps.watch.queries import ripe
from app.duty.swaps.watch.service import look_after
from app.duty.turns.models import Reason
from app.people.actor import SYSTEM
from tests.duty.conftest import HUAISHU, Scene, at

pytestmark = pytest.mark.long

T = TypeVar("T")

_HOUR = timedelta(hours=1)
WAITS = [timedelta(minutes=n) for n in (0, 1, 20, 59, 61, 200, 700, 1500)]


class _Over(Exception):  # noqa: N818 - no error: the week is over, and its transaction with it.
    """Undoes whatever a week has written."""


def histories(rows: Sequence[DutyShift]) -> list[list[DutyShift]]:
    """The rows of each turn, the first one first, read off the rows themselves."""
    behind = {row.replaces_id: row for row in rows if row.replaces_id}
    found = [[row] for row in rows if row.replaces_id is None]
    for history in found:
        while (following := behind.get(history[-1].id)) and following not in history:
            history.append(following)
    return found


class Week:
    """Six colleagues with twelve turns, and beside them which hours each turn must have somebody for."""

    def __init__(self, scene: Scene, db: Session, draw: st.DataObject) -> None:
        self.scene, self.db, self.draw, self.at = scene, db, draw, at("09 08:00")
        self.people = [scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu]
        # By the first row of a turn: from when until when it is somebody's.
        self.owned: dict[UUID, tuple[datetime, datetime]] = {}
        self.done: Counter[str] = Counter()
        with replay(self.at):
            for n in range(10):
                start = at(f"{9 + n // 2:02d} {'08:30' if n % 2 else '14:30'}")
                self.plan(n % 5, start, start + timedelta(hours=3))

    def plan(self, whose: int, starts_at: datetime, ends_at: datetime) -> None:
        asked = {"id": uuid4(), "village_code": HUAISHU, "person_id": self.people[whose].id}
        with suppress(Refusal):
            hours = {"starts_at": starts_at, "ends_at": ends_at}
            row = plan_shift(self.db, SYSTEM, ShiftIn.model_validate(asked | hours)).shift
            self.owned[row.id] = (starts_at, ends_at)

    def pick(self, options: Sequence[T]) -> T:
        return self.draw.draw(st.sampled_from(options))

    def rows(self) -> list[DutyShift]:
        self.db.flush()
        found = select(DutyShift).order_by(col(DutyShift.starts_at), col(DutyShift.planned_at), col(DutyShift.id))
        return list(self.db.exec(found.execution_options(populate_existing=True)))

    def standing(self) -> list[DutyShift]:
        return [row for row in self.rows() if row.cancelled_at is None]

    def swaps(self) -> list[ShiftSwap]:
        found = select(ShiftSwap).order_by(col(ShiftSwap.asked_at), col(ShiftSwap.id))
        return list(self.db.exec(found.execution_options(populate_existing=True)))

    def tried(self, name: str, what: Callable[[], object]) -> bool:
        """Whether an act was done; a refusal leaves nothing behind."""
        try:
            with self.db.begin_nested():
                what()
                self.db.flush()
        except Refusal:
            self.db.expire_all()
            return False
        self.done[name] += 1
        return True

    # What people do.

    def somebody_asks(self) -> None:
        mine = self.pick(self.standing())
        actor = self.scene.actor(self.db, next(each for each in self.people if each.id == mine.person_id))
        more: dict[str, object] = {}
        how = self.pick(["take", "swap", "all"])
        if how == "take":
            more = {"person_id": self.pick(self.people).id}
        elif how == "swap":
            more = {"for_shift_id": self.pick(self.standing()).id}
        asked = SwapIn.model_validate({"id": uuid4(), "shift_id": mine.id, "reason": Reason.AWAY} | more)
        self.tried(f"ask {how}", lambda: ask(self.db, actor, asked))

    def somebody_answers(self) -> None:
        if not (found := self.swaps()):
            return self.somebody_asks()
        swap = self.pick(found)
        open_to = [
            (person, offer.move)
            for person in self.people
            for offer in answers.page(self.db, self.scene.actor(self.db, person), swap.id, "zh").moves
        ]
        # Mostly what is offered, which then must not be refused; now and then anything.
        person, move = self.pick(open_to) if open_to else (self.pick(self.people), self.pick(list(SwapMove)))
        actor = self.scene.actor(self.db, person)
        was_done = self.tried(
            f"{move}", lambda: service.act(self.db, actor, swap.id, SwapMoveIn(id=uuid4(), move=move))
        )
        assert was_done or not open_to or move is SwapMove.UNDO, f"{move} was offered and refused"
        return None

    def turn_changes(self) -> None:
        old = self.pick(self.standing())
        root = queries.chain(self.db, old.id)[0].id
        move = self.pick([TurnMove.MOVE, TurnMove.CANCEL, TurnMove.REPLACE, TurnMove.TAKE_OVER, TurnMove.COME_BACK])
        by = self.scene.zhang if move in {TurnMove.MOVE, TurnMove.CANCEL, TurnMove.REPLACE} else self.pick(self.people)
        told: dict[str, object] = {"id": uuid4(), "move": move}
        begun, ends_at = old.starts_at <= self.at, old.ends_at
        shift = self.pick([-5, -2, 1, 4, 24]) * _HOUR
        if move is TurnMove.REPLACE:
            told |= {"person_id": self.pick(self.people).id, "reason": Reason.ABSENT}
        elif move is TurnMove.MOVE:
            told |= {"ends_at": ends_at + shift, "reason": Reason.HOURS}
            told |= {} if begun else {"starts_at": old.starts_at + shift}
        elif move is TurnMove.TAKE_OVER:
            told |= {"until": self.at + self.pick([1, 2]) * _HOUR}
        starts_at, asked = old.starts_at, TurnMoveIn.model_validate(told)
        actor = self.scene.actor(self.db, by)
        if not self.tried(f"{move}", lambda: changing.act(self.db, actor, old.id, asked)):
            return
        first, last = self.owned[root]
        if move is TurnMove.MOVE:
            # Of a turn in pieces only one has moved; what the pieces are due is no simple span any more.
            self.owned.pop(root) if (first, last) != (starts_at, ends_at) else self.owned.update(
                {root: (first if begun else starts_at + shift, ends_at + shift)}
            )
        elif move is TurnMove.CANCEL:
            self.owned.pop(root)

    def a_new_turn(self) -> None:
        starts_at = self.at + self.pick([2, 20, 50]) * _HOUR
        self.plan(self.pick([0, 1, 2, 3, 4]), starts_at, starts_at + 2 * _HOUR)

    def watch(self) -> None:
        for swap_id in ripe(self.db, self.at, 100):
            self.done["watched"] += look_after(self.db, swap_id)
        self.db.flush()
        for swap in self.swaps():
            if swap.state in OPEN:
                assert swap.look_at is not None
                assert swap.look_at > self.at, "what is due was done"
        assert list(ripe(self.db, self.at, 100)) == [], "and looking again finds nothing"
        self.check_histories()

    # What must hold.

    def check(self) -> None:
        rows = self.rows()
        standing = [row for row in rows if row.cancelled_at is None]
        by_id = {row.id: row for row in rows}
        for person in self.people:
            mine = sorted((row for row in standing if row.person_id == person.id), key=lambda row: row.starts_at)
            assert all(before.ends_at <= after.starts_at for before, after in pairwise(mine)), "two turns at once"
        replaced = Counter(row.replaces_id for row in rows if row.replaces_id)
        assert not [each for each, times in replaced.items() if times > 1], "a fork"
        chains = histories(rows)
        assert sorted(row.id for chain in chains for row in chain) == sorted(by_id), "a row outside of every history"
        for chain in chains:
            if chain[0].id not in self.owned:
                continue
            parts = sorted((row.starts_at, row.ends_at) for row in chain if row.cancelled_at is None)
            assert (parts[0][0], parts[-1][1]) == self.owned[chain[0].id]
            assert all(before[1] == after[0] for before, after in pairwise(parts)), "a minute without anybody"
        self.check_requests(by_id)

    def check_histories(self) -> None:
        """What the roster tells as the history of a turn is what its rows say, from whichever of them one asks."""
        for rows in histories(self.rows()):
            expected = [row.id for row in rows]
            for asked in {expected[0], expected[len(expected) // 2], expected[-1]}:
                assert [row.id for row in queries.chain(self.db, asked)] == expected

    def check_requests(self, by_id: dict[UUID, DutyShift]) -> None:
        swaps = {swap.id: swap for swap in self.swaps()}
        about = self.db.exec(select(SwapTurn).execution_options(populate_existing=True)).all()
        for each in about:
            swap, row = swaps[each.swap_id], by_id[each.shift_id]
            assert each.is_open == (swap.state in OPEN)
            if each.is_open:
                assert row.cancelled_at is None, "an open request points to a turn that stands"
                assert row.person_id == (swap.asker_id if each.is_askers else swap.asked_id)
        for swap in swaps.values():
            assert (swap.look_at is not None) == (swap.state in OPEN)
            assert (swap.lapsed_as is not None) == (swap.state == SwapState.LAPSED)
            if swap.state in {SwapState.ACCEPTED, SwapState.EFFECTIVE, SwapState.UNDONE}:
                assert swap.answered_by not in {None, swap.asker_id}


ACTS = (
    *[Week.somebody_asks] * 3,
    *[Week.somebody_answers] * 5,
    Week.turn_changes,
    Week.turn_changes,
    Week.a_new_turn,
    Week.watch,
)


def test_after_whatever_people_do_each_minute_has_one_and_each_person_one_turn(scene: Scene) -> None:
    seen: Counter[str] = Counter()

    @settings(max_examples=50 if scene.database.is_sqlite else 12, derandomize=True, deadline=None, database=None)
    @given(st.data())
    def live(draw: st.DataObject) -> None:
        with suppress(_Over), scene.database.writing() as db:
            week = Week(scene, db, draw)
            for _ in range(draw.draw(st.integers(5, 25), label="steps")):
                week.at += draw.draw(st.sampled_from(WAITS))
                with replay(week.at):
                    draw.draw(st.sampled_from(ACTS))(week)
                    week.check()
            with replay(week.at):
                week.watch()
                week.check()
            seen.update(week.done)
            raise _Over

    live()
    wanted = {"ask take", "ask swap", "ask all", "accept", "decline", "withdraw", "confirm", "object", "watched"}
    assert wanted <= set(seen), f"the weeks must be lively: {dict(seen)}"
