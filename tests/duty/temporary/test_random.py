"""Random months with temporary rosters in them: nobody is in two places, and ending one brings back what stood before."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL, local_date, now
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.models import DutyShift, ShiftKind
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.temporary.models import Occasion, Stands
from app.duty.temporary.planning.rules import spans
from app.duty.temporary.planning.schemas import TemporaryIn
from app.duty.temporary.rules import EMERGENCIES
from app.duty.temporary.running import queries, service
from tests.duty.conftest import HUAISHU, Scene, at

Standing = set[tuple[UUID, str, datetime, datetime, str | None]]
_HOURS = (
    [{"starts": "08:00", "ends": "20:00"}, {"starts": "20:00", "ends": "08:00"}],
    [{"starts": "09:00", "ends": "12:00"}],
    [{"starts": "18:00", "ends": "06:00"}],
    [{"starts": "00:00", "ends": "00:00"}],
    [{"starts": "07:00", "ends": "13:00"}, {"starts": "13:30", "ends": "19:00"}],
)


class Village:
    """大槐树村 in February, with usual turns and leave by chance; seeded, so it is the same each time."""

    def __init__(self, scene: Scene, seed: int) -> None:
        self.scene, self.chance = scene, random.Random(seed)
        self.staff = [scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other]

    def prepare(self) -> None:
        for day in range(9, 20):
            for begin, end in (("08:30", "12:00"), ("14:30", "18:00"), ("18:00", "23:30")):
                for person in self.chance.sample(self.staff, self.chance.choice((0, 1, 1, 2))):
                    kind = self.chance.choice((ShiftKind.DUTY, ShiftKind.DUTY, ShiftKind.JOINT_OFFICE))
                    self.scene.plan(person, f"{day:02} {begin}", f"{day:02} {end}", kind=kind, phone="00000000008")
        for person in self.chance.sample(self.staff, 2):
            first = date(2026, 2, self.chance.randint(10, 17))
            leave = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=first, last_on=first + timedelta(days=1))
            with self.scene.database.writing() as db:
                take_leave(db, self.scene.actor(db, person), leave)

    def ask(self) -> dict[str, Any]:
        people = self.chance.sample(self.staff, self.chance.randint(2, 5))
        fallback = next(each for each in self.staff if each not in people)
        first = local_date(now()) + timedelta(days=self.chance.randint(0, 3))
        return {
            "id": UUID(int=self.chance.getrandbits(128), version=4),
            "village_code": HUAISHU,
            "occasion": self.chance.choice(list(Occasion)),
            "first_on": first,
            "last_on": first + timedelta(days=self.chance.randint(0, 4)),
            "hours": self.chance.choice(_HOURS),
            "persons": self.chance.choice((1, 1, 2)),
            "people": [each.id for each in people],
            "fallback_id": self.chance.choice((fallback.id, None)),
            "stands": self.chance.choice(list(Stands)),
        }


def standing(scene: Scene, since: datetime) -> Standing:
    """All turns that stand, from an instant on; of one that has begun, what is left of it."""
    with scene.database.reading() as db:
        rows = db.exec(
            select(DutyShift).where(col(DutyShift.cancelled_at).is_(None), col(DutyShift.ends_at) > since)
        ).all()
        return {(row.person_id, row.kind, max(row.starts_at, since), row.ends_at, row.phone) for row in rows}


def twice_at_once(found: Standing) -> list[tuple[datetime, datetime]]:
    """Where somebody has two turns in one minute."""
    by_person: dict[UUID, list[tuple[datetime, datetime]]] = {}
    for person_id, _, starts_at, ends_at, _ in found:
        by_person.setdefault(person_id, []).append((starts_at, ends_at))
    return [
        later for spans in by_person.values() for earlier, later in pairwise(sorted(spans)) if later[0] < earlier[1]
    ]


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(at("10 10:20"), tick=False) as clock:
        yield clock


@pytest.mark.parametrize("seed", range(8))
def test_nobody_sits_twice_and_an_early_end_restores_exactly_what_is_still_ahead(
    scene: Scene, clock: time_machine.Traveller, seed: int
) -> None:
    village = Village(scene, seed)
    clock.move_to(at("08 08:00"))
    village.prepare()
    clock.move_to(at("10 10:20"))
    planned = 0
    for _ in range(4):
        before = standing(scene, at("01 00:00"))
        wanted = TemporaryIn.model_validate(village.ask())
        if refusal := refused(scene, wanted):
            assert refusal in {"nobody_can", "nothing_to_plan"}
            assert standing(scene, at("01 00:00")) == before, "what is refused changes nothing"
            continue
        planned += 1
        assert twice_at_once(standing(scene, at("01 00:00"))) == []
        see_that_every_turn_is_taken_or_a_gap(scene, wanted)
        opens = datetime.combine(wanted.first_on, time.min, LOCAL)
        longest = (wanted.last_on - wanted.first_on).days * 24 * 60 + 600
        clock.move_to(max(now(), opens + timedelta(minutes=village.chance.randint(-600, longest))))
        with scene.database.writing() as db:
            service.end_early(db, scene.actor(db, scene.zhang), wanted.id)
        assert standing(scene, now()) == {
            (person_id, kind, max(starts_at, now()), ends_at, phone)
            for person_id, kind, starts_at, ends_at, phone in before
            if ends_at > now()
        }
        assert twice_at_once(standing(scene, at("01 00:00"))) == []
    assert planned > 0, "a month in which nothing could be planned proves nothing"


def refused(scene: Scene, wanted: TemporaryIn) -> str | None:
    """Why it could not be put out, if it could not."""
    try:
        with scene.database.writing() as db:
            service.plan(db, scene.actor(db, scene.zhang), wanted)
    except Refusal as refusal:
        return refusal.code
    return None


def see_that_every_turn_is_taken_or_a_gap(scene: Scene, wanted: TemporaryIn) -> None:
    with scene.database.reading() as db:
        shown = queries.page(db, scene.actor(db, scene.zhang), wanted.id, "zh")
        taken = Counter((turn.starts_at, turn.ends_at) for turn in shown.turns)
        missing = {(gap.starts_at, gap.ends_at): gap.missing for gap in shown.gaps}
        hours = [each.as_hours() for each in wanted.hours]
        at_once = wanted.occasion in EMERGENCIES
        wanted_spans = set(spans(wanted.first_on, wanted.last_on, hours, now(), at_once=at_once))
        assert {*taken, *missing} == wanted_spans, "no turn is left out"
        assert all(taken[span] + missing.get(span, 0) == wanted.persons for span in wanted_spans)
        assert all(gap.why for gap in shown.gaps), "every gap says why"
        if wanted.stands is Stands.INSTEAD:
            first, last = duty.local_days(wanted.first_on, wanted.last_on)
            listed = duty.turns_between(db, scene.village.id, first, last)
            usual = {turn.id for turn in listed if turn.starts_at >= max(first, now())} - {
                turn.id for turn in shown.turns
            }
            assert usual == set(), "no usual turn is left beside it"
