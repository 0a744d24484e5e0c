"""Shapes of temporary rosters. Clock times are "HH:MM" in the village."""

from datetime import date, time
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints, model_validator

from app.core.shapes import Answer, Ask, AskedDay, Instant
from app.duty.roster.schemas import WhyNot
from app.duty.schemas import Gap, PersonName, ShiftOut
from app.duty.temporary.models import Occasion, Stands
from app.duty.temporary.planning.rules import LONGEST, Hours, State, overlaps_itself
from app.people.schemas import PlaceCode

_Clock = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class HoursIn(Ask):
    """A turn of each day; one that ends at or before its beginning ends on the next day."""

    starts: _Clock
    ends: _Clock

    def as_hours(self) -> Hours:
        """The same as values."""
        return Hours(time.fromisoformat(self.starts), time.fromisoformat(self.ends))


class HoursOut(HoursIn, Answer):
    """A turn of each day."""


class TemporaryAsk(Ask):
    """Some days, both ends in, with hours of their own; `persons` sit in each turn, `people` take them in rotation.

    `fallback_id` is asked where nobody of `people` can. `instead` lets the usual turns of these days stand down.
    """

    village_code: PlaceCode
    occasion: Occasion
    first_on: AskedDay
    last_on: AskedDay
    hours: Annotated[list[HoursIn], Field(min_length=1, max_length=4)]
    persons: Annotated[int, Field(ge=1, le=5)] = 1
    people: Annotated[list[UUID], Field(min_length=1, max_length=30)]
    fallback_id: UUID | None = None
    stands: Stands

    @model_validator(mode="after")
    def makes_sense(self) -> Self:
        """Days in order and no more than a month of them, hours that do not overlap, everybody named once."""
        if not 0 <= (self.last_on - self.first_on).days < LONGEST.days:
            raise ValueError("结束不能早于开始，最长31天。 | It ends after it begins, within 31 days.")
        if overlaps_itself([each.as_hours() for each in self.hours]):
            raise ValueError("每天的几个班时间重了，请改一下。 | The hours of a day overlap: change them.")
        if len({*self.people, self.fallback_id}) <= len(self.people):
            raise ValueError(
                "同一个人只能选一次，备班的人不在轮班里。 | Name everybody once; the fallback is not in rotation."
            )
        return self


class TemporaryIn(TemporaryAsk):
    """A temporary roster to put out; `id` is made on the phone, so that sending twice plans once."""

    id: UUID


class OccasionOut(Answer):
    """What a temporary roster can be for; an emergency may begin at once."""

    code: Occasion
    label: str
    is_emergency: bool


class TemporaryTurnOut(Answer):
    """A turn that would be planned, and how many people it lacks."""

    starts_at: Instant
    ends_at: Instant
    persons: list[PersonName]
    missing: int


class TemporaryGap(Answer):
    """A time that somebody is missing in, and why each of those who were asked cannot."""

    starts_at: Instant
    ends_at: Instant
    missing: int
    why: list[WhyNot]


class StoodDown(Answer):
    """A usual turn that makes room, with the hours that it had."""

    id: UUID
    starts_at: Instant
    ends_at: Instant
    person: PersonName


class PersonTurns(Answer):
    """How many turns somebody gets."""

    person: PersonName
    turns: int


class TemporaryPlan(Answer):
    """What would be put out: turns, gaps, usual turns that stand down, and open hours that nobody would have.

    `late` says so when the village's rule wants rosters out earlier than this one is.
    """

    label: str
    turns: list[TemporaryTurnOut]
    gaps: list[TemporaryGap]
    stood_down: list[StoodDown]
    open_hours: list[Gap]
    shares: list[PersonTurns]
    late: str | None


class TemporaryOut(Answer):
    """A temporary roster; `gaps` of one that was ended early are the usual turns that could not come back."""

    id: UUID
    occasion: Occasion
    label: str
    first_on: date
    last_on: date
    hours: list[HoursOut]
    persons: int
    people: list[PersonName]
    fallback: PersonName | None
    stands: Stands
    state: State
    planned_by: PersonName | None
    planned_at: Instant
    ended_at: Instant | None
    gaps: list[TemporaryGap]


class TemporaryPage(TemporaryOut):
    """A temporary roster with its turns as they stand now and the usual ones that stood down for it."""

    turns: list[ShiftOut]
    stood_down: list[StoodDown]
    may_end: bool


class TemporaryRosters(Answer):
    """Those of a village, the latest first; `occasions` is what a new one can be for."""

    items: list[TemporaryOut]
    occasions: list[OccasionOut]
    may_plan: bool
