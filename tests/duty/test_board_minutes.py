"""The board at random minutes of a year against a model that a person would keep on paper: one line a turn, crossed out by hand."""

import random
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.duty.board.queries import board
from app.duty.board.schemas import Board
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act
from app.duty.models import DutyShift
from app.duty.schemas import OutNoteIn
from app.duty.service import set_out_note
from app.people.models import Person
from tests.duty.conftest import HUAISHU, Scene

pytestmark = pytest.mark.long

# The State Council's notice for 2026, written down once more.
REST = {
    (1, range(1, 4)), (2, range(15, 24)), (4, range(4, 7)), (5, range(1, 6)), (6, range(19, 22)),
    (9, range(25, 28)), (10, range(1, 8)),
}  # fmt: skip
MADE_UP_FOR = {(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)}
MORNING, AFTERNOON = (time(8, 30), time(12)), (time(14, 30), time(18))
YEAR = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
DOES = {"李秀英": {"errand", "parcel", "finance"}, "周平": {"errand", "parcel", "finance"}}
DOES |= {"张建国": {"errand", "parcel", "finance"}, "孙大夫": {"errand", "medical"}, "吴调解": {"errand", "dispute"}}


def worked(on: date) -> bool:
    if (on.month, on.day) in MADE_UP_FOR:
        return True
    return on.weekday() < 5 and not any(on.month == month and on.day in days for month, days in REST)


def instant(on: date, clock: time) -> datetime:
    return datetime.combine(on, clock, LOCAL)


@dataclass
class Line:
    """One turn on the paper; who is out has a time beside it."""

    name: str
    begins: datetime
    ends: datetime
    out_from: datetime | None = None
    out_until: datetime | None = None

    def is_out(self, at: datetime) -> bool:
        return self.out_from is not None and self.out_until is not None and self.out_from <= at < self.out_until


class Paper:
    def __init__(self) -> None:
        self.lines: list[Line] = []

    def here(self, at: datetime) -> Line | None:
        return next((line for line in self.lines if line.begins <= at < line.ends), None)

    def taken_over(self, at: datetime, name: str, until: datetime) -> None:
        line = self.here(at)
        assert line is not None
        first, ends = line.name, line.ends
        line.ends = at
        self.lines.append(Line(name, at, min(until, ends)))
        if until < ends:
            self.lines.append(Line(first, until, ends))

    def expected(self, at: datetime) -> tuple[object, ...]:
        local, line = at.astimezone(LOCAL), self.here(at)
        door = worked(local.date()) and any(opens <= local.time() < shuts for opens, shuts in (MORNING, AFTERNOON))
        ahead = min((each for each in self.lines if each.begins > at), key=lambda each: each.begins, default=None)
        there = line is not None and not line.is_out(at)
        services = sorted(DOES[line.name]) if line and door and there else []
        return (
            door,
            line.name if line else None,
            bool(line and line.is_out(at)),
            ahead.name if ahead else None,
            services,
        )


def shown(found: Board) -> tuple[object, ...]:
    return (
        found.open_now,
        found.on_duty.name if found.on_duty else None,
        bool(found.on_duty and found.on_duty.out_note),
        found.next_up.name if found.next_up else None,
        sorted(each.service for each in found.services if each.open_now),
    )


def rostered(scene: Scene, dice: random.Random) -> Paper:
    """A year: half days when people work, a night and a day by phone now and then when they rest."""
    paper, people = Paper(), [scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu]
    with scene.database.writing() as db:
        for on in YEAR:
            spans = (MORNING, AFTERNOON) if worked(on) else ((time(9), time(20)),) if dice.random() < 0.6 else ()
            for (opens, shuts), person in zip(spans, dice.sample(people, 2), strict=False):
                line = Line(person.name, instant(on, opens), instant(on, shuts))
                paper.lines.append(line)
                db.add(
                    DutyShift(
                        id=uuid4(),
                        village_id=scene.village.id,
                        village_path=scene.village.path,
                        kind="duty",
                        starts_at=line.begins,
                        ends_at=line.ends,
                        person_id=person.id,
                        planned_at=line.begins - timedelta(days=30),
                    )
                )
    return paper


def changed(scene: Scene, paper: Paper, dice: random.Random) -> list[datetime]:
    """Take-overs, some with their return, and trips; gives the instants at which each was done."""
    people, done = [scene.li, scene.zhou, scene.zhang], []
    for line in dice.sample(paper.lines, 60):
        at = line.begins + timedelta(minutes=dice.randrange(1, 120))
        with time_machine.travel(at, tick=False):
            if dice.random() < 0.5:
                back = at + timedelta(minutes=dice.randrange(5, 40))
                with scene.database.writing() as db:
                    person = next(each for each in everybody(scene) if each.name == line.name)
                    asked = OutNoteIn.model_validate({"reason": "round", "back_at": back})
                    set_out_note(db, scene.actor(db, person), asked)
                line.out_from, line.out_until = at, back
            else:
                taker = next(each for each in dice.sample(people, 3) if each.name != line.name)
                if any(each.name == taker.name and each.begins < line.ends and each.ends > at for each in paper.lines):
                    continue
                until = at + timedelta(minutes=dice.choice([30, 45, 600]))
                take_over(scene, line, taker, at, until)
                paper.taken_over(at, taker.name, until)
        done.append(at)
    return done


def of_different_stretches(paper: Paper, minutes: list[datetime]) -> list[datetime]:
    """One of those minutes between which nothing changes: neither a turn nor a trip nor the door; the others would say the same."""
    changes = [moment for line in paper.lines for moment in (line.begins, line.ends, line.out_from, line.out_until)]
    changes += [instant(on, clock) for on in YEAR if worked(on) for half in (MORNING, AFTERNOON) for clock in half]
    in_order = sorted(moment for moment in changes if moment)
    return list({bisect_right(in_order, at): at for at in minutes}.values())


def everybody(scene: Scene) -> list[Person]:
    return [scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu]


def take_over(scene: Scene, line: Line, taker: Person, at: datetime, until: datetime) -> None:
    with scene.database.writing() as db:
        running = select(DutyShift.id).where(
            col(DutyShift.starts_at) <= at, col(DutyShift.ends_at) > at, col(DutyShift.cancelled_at).is_(None)
        )
        asked = {"id": uuid4(), "move": TurnMove.TAKE_OVER, "until": min(until, line.ends)}
        act(db, scene.actor(db, taker), db.exec(running).one(), TurnMoveIn.model_validate(asked))


def test_at_random_minutes_of_a_year_the_board_is_what_the_paper_says(scene: Scene) -> None:
    dice = random.Random(2026)
    paper = rostered(scene, dice)
    done = changed(scene, paper, dice)
    assert len(done) > 40
    begin = instant(YEAR[0], time(0))
    minutes = [begin + timedelta(minutes=dice.randrange(365 * 24 * 60)) for _ in range(400)]
    edges = [moment for line in dice.sample(paper.lines, 60) for moment in (line.begins, line.ends)]
    # From a change up to the second before the next one the board stays the same, so these two stand for what lies between.
    edges += [moment - timedelta(seconds=1) for moment in edges]
    edges += [at + timedelta(minutes=off) for at in done for off in (0, 5, 31)]
    edges += [instant(date(2026, month, day), clock) for month, day in MADE_UP_FOR for clock in (time(9), time(13))]
    seen = set()
    with scene.database.reading() as db:
        for at in [*of_different_stretches(paper, minutes), *edges]:
            line = paper.here(at)
            if line and line.out_from and at < line.out_from:
                continue  # Of a trip the roster keeps only until when: what was before it cannot be asked for afterwards.
            expected = paper.expected(at)
            assert (at, shown(board(db, HUAISHU, at, "zh"))) == (at, expected)
            seen.add((expected[0], expected[1] is not None, expected[2], bool(expected[4])))
    assert {(True, True, False, True), (True, True, True, False), (False, False, False, False)} <= seen
