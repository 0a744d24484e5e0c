"""A village of fifteen through the whole of 2026: drawn, mended, published, changed, and never a minute without somebody."""

import random
from collections import defaultdict
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL, local_date
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.board.queries import board
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act as change
from app.duty.drawing.rules import Drawing
from app.duty.drawing.solving.rules import draw
from app.duty.presence.queries import there
from app.duty.roster import rules, service
from app.duty.roster.drafts import queries as drafts
from app.duty.roster.drafts import service as drafting
from app.duty.roster.leave.service import take_leave
from app.duty.roster.queries import Question
from app.duty.roster.schemas import Draft, LeaveIn, MemberIn, RuleIn, TurnChange
from app.duty.rules import Turn, gaps
from app.duty.turns.models import Reason
from app.people.models import Person, Role, RoleGrant
from app.places import queries as places
from tests.duty.conftest import HUAISHU, Scene
from tests.support.web import add_person

pytestmark = pytest.mark.long

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]
RULE = {
    "version": 0,
    "turns": [
        {"starts": "08:30", "ends": "12:00", "days": ["workday"]},
        {"starts": "14:30", "ends": "18:00", "days": ["workday"]},
        {"starts": "09:00", "ends": "11:00", "days": ["holiday", "rest_day"]},
    ],
    "market_digits": [3, 8],
    "needs_leader": False,
}
_MINUTE = timedelta(minutes=1)
# What was asked for a month and what was drawn, for the second of the two databases.
_DRAWN: dict[str, tuple[object, Drawing | None]] = {}


class Year:
    """Fifteen people, their secretary, and what happened to them; seeded, so it is the same year each time."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.chance = scene, random.Random(2026)
        with scene.database.writing() as db:
            names = "甲乙丙丁戊己庚辛壬"
            more = [add_person(db, f"赵{each}", scene.village, Role.DUTY_CADRE) for each in names]
            self.people = [scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other, *more]
            for grant in db.exec(select(RoleGrant)):
                grant.since = datetime(2025, 1, 1, tzinfo=LOCAL)
                db.add(grant)
        assert len(self.people) == 15
        self.unexplained: list[str] = []

    def prepare(self) -> None:
        """The village's rule, and days of rest for three."""
        with self.scene.database.writing() as db:
            actor = self.scene.actor(db, self.scene.zhang)
            service.set_rule(db, actor, self.scene.village, RuleIn.model_validate(RULE))
        for at, person in enumerate(self.people[6:9]):
            self.knows(person, rest_weekdays=[at])

    def knows(self, person: Person, **told: object) -> None:
        with self.scene.database.writing() as db:
            asked = MemberIn.model_validate({"is_leader": False, "is_exempt": False} | told)
            service.set_member(db, self.scene.actor(db, self.scene.zhang), self.scene.village, person.id, asked)

    def away(self, person: Person, first: date, days: int) -> None:
        with self.scene.database.writing() as db:
            span = {"first_on": first, "last_on": first + timedelta(days=days)}
            asked = LeaveIn.model_validate({"id": uuid4(), "village_code": HUAISHU} | span)
            take_leave(db, self.scene.actor(db, person), asked)

    def month(self, month: str) -> None:
        """Leave, draw, mend from the proposals, publish."""
        first, scene = date.fromisoformat(f"{month}-01"), self.scene
        for person in self.chance.sample(self.people[6:14], 3):
            self.away(person, first + timedelta(days=self.chance.randrange(20)), self.chance.randrange(1, 8))
        with scene.database.reading() as db:
            asked = drafting.may_draw(db, scene.actor(db, scene.zhang), scene.village, month)
        drawing = self.drawn(month, asked)
        with scene.database.writing() as db:
            drafting.keep_draft(db, scene.actor(db, scene.zhang), scene.village, month, drawing, seen=0)
        draft = self.shown(month)
        for gap in draft.gaps:
            if not gap.why:
                self.unexplained.append(gap.key)
            if gap.missing == "person" and gap.proposals:
                mended = TurnChange(version=draft.version, turn=gap.key, person_ids=[gap.proposals[0].id])
                with scene.database.writing() as db:
                    drafting.change_turn(db, scene.actor(db, scene.zhang), scene.village, month, mended)
                draft = self.shown(month)
        with scene.database.writing() as db:
            drafting.publish(db, scene.actor(db, scene.zhang), scene.village, month, seen=draft.version)

    def drawn(self, month: str, asked: Question) -> Drawing:
        """What is drawn for a month, by the people's numbers in the place of their ids, which each database has its own of.

        Drawing knows no database and answers the same question alike, so the second year is only compared: it must ask what
        the first one asked, or the databases did not hold the same.
        """
        ids = [person.id for person in self.people]
        numbers = {person_id: UUID(int=n) for n, person_id in enumerate(ids)}
        members = tuple(sorted((replace(m, id=numbers[m.id]) for m in asked.members), key=lambda m: m.id))
        agreed = {key: tuple(numbers[each] for each in kept) for key, kept in asked.agreed.items()}
        question = ([slot.need for slot in asked.slots], members, asked.limits, agreed)
        first, found = _DRAWN.setdefault(month, (question, None))
        assert first == question
        if found is None:
            found = draw(*question)
            _DRAWN[month] = question, found
        turns = {key: tuple(ids[each.int] for each in taken) for key, taken in found.turns.items()}
        return replace(found, turns=turns, loads={ids[each.int]: load for each, load in found.loads.items()})

    def shown(self, month: str) -> Draft:
        with self.scene.database.reading() as db:
            return drafts.draft(db, self.scene.actor(db, self.scene.zhang), self.scene.village, month, "zh")

    def turns(self, first: date, last: date) -> list[Turn]:
        with self.scene.database.reading() as db:
            return duty.turns_between(db, self.scene.village.id, *duty.local_days(first, last))

    def falls_ill(self, month: str) -> None:
        """On two mornings of the month whoever sits is ill, and the secretary finds somebody who is free."""
        for on in self.chance.sample(rules.month_days(month)[2:], 2):
            [turn, *_] = self.turns(on, on)
            with time_machine.travel(turn.starts_at - timedelta(minutes=30), tick=False):
                self.give(turn)

    def goes_away_late(self, month: str) -> None:
        """Somebody asks for two days after the month is out, and the secretary finds somebody for each turn in them."""
        on = self.chance.choice(rules.month_days(month)[3:-1])
        first = self.turns(on, on)[-1]
        with time_machine.travel(first.starts_at - timedelta(days=1), tick=False):
            self.away(next(p for p in self.people if p.id == first.person_id), on, 1)
            for turn in self.turns(on, on + timedelta(days=1)):
                if turn.person_id == first.person_id:
                    self.give(turn)

    def give(self, turn: Turn) -> None:
        """Put somebody in a turn's place who may sit there; whoever may not is refused."""
        for taker in self.chance.sample(self.people[:14], 14):
            told = {"id": uuid4(), "move": TurnMove.REPLACE, "person_id": taker.id, "reason": Reason.ABSENT}
            day = local_date(turn.starts_at)
            if taker.id in {each.person_id for each in self.turns(day, day)}:
                continue
            with suppress(Refusal), self.scene.database.writing() as db:
                change(db, self.scene.actor(db, self.scene.zhang), turn.id, TurnMoveIn.model_validate(told))
                return
        raise AssertionError("nobody is free")

    def leaves_for_good(self, person: Person) -> None:
        """Somebody loses the role; those turns go to others."""
        with self.scene.database.writing() as db:
            for grant in db.exec(select(RoleGrant).where(col(RoleGrant.person_id) == person.id)):
                grant.until = datetime(2026, 7, 20, tzinfo=LOCAL)
                db.add(grant)
        for turn in self.turns(date(2026, 7, 20), date(2026, 7, 31)):
            if turn.person_id == person.id:
                self.give(turn)


@pytest.fixture
def year(scene: Scene) -> Year:
    return Year(scene)


def _lived(year: Year) -> None:
    with time_machine.travel(datetime(2025, 12, 24, 9, tzinfo=LOCAL), tick=False):
        year.prepare()
    for month in MONTHS:
        first = datetime.combine(date.fromisoformat(f"{month}-01"), time(9), LOCAL)
        with time_machine.travel(first - timedelta(days=5), tick=False):
            year.month(month)
        year.falls_ill(month)
        year.goes_away_late(month)
        if month == "2026-04":
            year.knows(year.people[13], is_exempt=True)
        if month == "2026-07":
            with time_machine.travel(datetime(2026, 7, 20, 7, tzinfo=LOCAL), tick=False):
                year.leaves_for_good(year.people[14])


def test_a_year_of_fifteen_runs_through_without_a_minute_unowned(year: Year) -> None:
    _lived(year)
    scene, turns = year.scene, year.turns(date(2026, 1, 1), date(2026, 12, 31))
    with scene.database.reading() as db:
        hours, calendar = places.hours_of(db, scene.village.id), places.calendar(db)
        days = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
        spans = [
            (datetime.combine(on, span.opens, LOCAL), datetime.combine(on, span.closes, LOCAL))
            for on in days
            for span in hours.periods_on(on, calendar)
        ]
        assert len(spans) > 490, "two for every working day"
        assert gaps(spans, there(db, scene.village.id, turns)) == [], "leave after publishing counts, too"
        # Between two changes nothing changes, so one instant of each stretch stands for all of its minutes.
        changes = sorted({instant for turn in turns for instant in (turn.starts_at, turn.ends_at)})
        stretches = [datetime(2026, 1, 1, tzinfo=LOCAL), *changes]
        assert all(duty.handler_for(db, scene.village.id, at, Role.DUTY_CADRE) for at in stretches)
        by_person: dict[UUID, list[Turn]] = defaultdict(list)
        for turn in turns:
            by_person[turn.person_id].append(turn)
        for mine in by_person.values():
            assert all(before.ends_at <= after.starts_at for before, after in pairwise(mine))
        for instant in year.chance.sample(changes, 40):
            for at in (instant - _MINUTE, instant, instant + _MINUTE):
                shown = board(db, HUAISHU, at, "zh").on_duty
                sits = next((turn.name for turn in turns if turn.starts_at <= at < turn.ends_at), None)
                assert (shown.name if shown else None) == sits
        weights = rules.USUAL_WEIGHTS
        whole_year = {person.id for person in year.people[:13]}
        loads = {
            person_id: sum(rules.turn_weight(weights, turn.starts_at, turn.ends_at, calendar) for turn in mine)
            for person_id, mine in by_person.items()
            if person_id in whole_year
        }
    assert year.unexplained == []
    # One festival turn between any two, and what the illnesses since the last drawing have moved from one to the other.
    assert max(loads.values()) - min(loads.values()) <= 20
