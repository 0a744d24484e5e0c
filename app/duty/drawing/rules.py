"""What a roster is drawn from, what comes out, and what stands between a member and a turn. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from app.core.clock import local_date

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """One turn that somebody has to take: from `starts_at` to before `ends_at`, by `persons` people.

    `weight` is what the turn counts for each of them, a whole number. Somebody with each of `skills` should be among them;
    `leader_of` is a day that needs a leader in one of its turns, None where the turn does not count for that.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    weight: int
    persons: int = 1
    skills: frozenset[str] = frozenset()
    leader_of: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes turns. `carried` is the weighted load that they are ahead of (or, below zero, behind) the others.

    `away` are the days of their leave, `busy` those of a turn that is not this roster's, `rest_weekdays` are days of the week (Monday is 0) on which they never sit.
    """

    id: UUID
    is_leader: bool = False
    skills: frozenset[str] = frozenset()
    away: frozenset[date] = frozenset()
    busy: frozenset[date] = frozenset()
    rest_weekdays: frozenset[int] = frozenset()
    most_turns: int | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for everybody: hours of rest between two turns, days on which one sits in a row, turns on one day."""

    rest_hours: int = 8
    most_days_in_a_row: int = 5
    most_turns_a_day: int = 1


class Lack(StrEnum):
    """Why a member cannot take a turn."""

    AWAY = "away"
    REST_DAY = "rest_day"
    NO_SKILL = "no_skill"
    MOST_TURNS = "most_turns"
    TURN_THEN = "turn_then"  # Another turn on that day, or too near to it.
    DAYS_IN_A_ROW = "days_in_a_row"
    OFF_ROSTER = "off_roster"  # Exempt, or no longer of the staff.


class Missing(StrEnum):
    """What of a need stays open."""

    PERSON = "person"
    SKILL = "skill"
    LEADER = "leader"


class Gap(NamedTuple):
    """What could not be filled, and why each member could not.

    `proposals` could: first those in whose way nothing stands, then those for whom one rule would give way; whoever
    carries less comes first.
    """

    need: str  # The key of the need; for a leader the ISO date of the day.
    missing: Missing
    persons: int
    skill: str | None
    why: Mapping[UUID, Lack]
    proposals: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who takes which turn. `agreed` stood before.

    `unevenness` is the sum of squared loads with what was carried, `least_possible` its proven bound.
    """

    turns: Mapping[str, tuple[UUID, ...]]
    loads: Mapping[UUID, int]
    gaps: tuple[Gap, ...] = ()
    unevenness: int = 0
    least_possible: int = 0
    agreed: Mapping[str, tuple[UUID, ...]] = field(default_factory=dict)

    @property
    def is_proven(self) -> bool:
        """Whether no other roster with as few gaps is more even."""
        return self.unevenness <= self.least_possible


def lack(member: Member, need: Need, *, ignoring: Iterable[Lack] = ()) -> Lack | None:
    """What stands between a member and a turn by itself, whatever else they have."""
    on = local_date(need.starts_at)
    if on in member.away and Lack.AWAY not in ignoring:
        return Lack.AWAY
    if on in member.busy and Lack.TURN_THEN not in ignoring:
        return Lack.TURN_THEN
    if on.weekday() in member.rest_weekdays and Lack.REST_DAY not in ignoring:
        return Lack.REST_DAY
    return None


def too_near(first: Need, second: Need, limits: Limits) -> bool:
    """Whether nobody may take both: they overlap, or the rest between two days' turns is too short."""
    early, late = sorted((first, second), key=lambda need: (need.starts_at, need.ends_at))
    if late.starts_at < early.ends_at:
        return True
    same_day = local_date(early.starts_at) == local_date(late.starts_at)
    return not same_day and late.starts_at - early.ends_at < timedelta(hours=limits.rest_hours)


def why_not(member: Member, need: Need, own: Sequence[Need], limits: Limits) -> Lack | None:
    """What stands between a member and a turn, given what they have; None where only evenness or a shortage elsewhere did."""
    if found := lack(member, need):
        return found
    on = local_date(need.starts_at)
    that_day = [turn for turn in own if local_date(turn.starts_at) == on]
    if len(that_day) >= limits.most_turns_a_day or any(too_near(turn, need, limits) for turn in own):
        return Lack.TURN_THEN
    if member.most_turns is not None and len(own) >= member.most_turns:
        return Lack.MOST_TURNS
    if longest_run({local_date(turn.starts_at) for turn in own} | {on}) > limits.most_days_in_a_row:
        return Lack.DAYS_IN_A_ROW
    return None


def longest_run(days: Iterable[date]) -> int:
    """The most days in a row among some days."""
    longest = run = 0
    in_order = sorted(set(days))
    for before, on in pairwise([date.min, *in_order]):
        run = run + 1 if on - before == _A_DAY else 1
        longest = max(longest, run)
    return longest
