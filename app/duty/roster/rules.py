"""From a village's rule and its calendar to the turns of a month, what each counts, and what everybody carried."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core.clock import LOCAL, local_date
from app.core.words import Words
from app.duty.drawing.rules import Lack, Missing, Need
from app.duty.models import ShiftKind
from app.duty.roster.moon.rules import lunar_day
from app.places.rules import OpeningHours, WorkCalendar

_ONE_DAY = timedelta(days=1)
NIGHT_FROM = time(20)


class DayKind(StrEnum):
    """What sort of day a turn falls on; a market day is one of the others as well."""

    WORKDAY = "workday"
    REST_DAY = "rest_day"
    HOLIDAY = "holiday"
    SPRING_FESTIVAL = "spring_festival"
    MARKET = "market"


# What a turn counts, in halves of an ordinary one; every village may choose its own.
USUAL_WEIGHTS: Mapping[str, int] = {"workday": 2, "rest_day": 3, "holiday": 4, "spring_festival": 6, "night": 1}
SKILLS = {
    "medicine": Words("懂医药", "Medicine"),
    "mediation": Words("会调解", "Mediation"),
    "phone": Words("会用手机办事", "Errands on the phone"),
    "driving": Words("会开车", "Driving"),
}
LACK_WORDS = {
    Lack.AWAY: Words("请假了", "on leave"),
    Lack.REST_DAY: Words("那天固定休息", "always rests on that day"),
    Lack.NO_SKILL: Words("不会这一项", "does not have the skill"),
    Lack.MOST_TURNS: Words("这个月的班排满了", "has as many turns as agreed"),
    Lack.TURN_THEN: Words("那天或紧挨着有别的班", "has another turn then, or too near"),
    Lack.DAYS_IN_A_ROW: Words("连着值的天数太多了", "would sit too many days in a row"),
    Lack.OFF_ROSTER: Words("不在排班的人里", "is not on the roster"),
}
MISSING_WORDS = {
    Missing.PERSON: Words("还差{n}个人", "{n} short"),
    Missing.SKILL: Words("没有人{skill}", "nobody for: {skill}"),
    Missing.LEADER: Words("这一天没有带班领导", "no leader on this day"),
}


@dataclass(frozen=True, slots=True)
class TurnRule:
    """A turn that comes again on every day of some kinds; one that ends before it begins ends on the next day.

    With `weekdays` (Monday is 0) it comes only on those of them.
    """

    starts: time
    ends: time
    days: frozenset[DayKind]
    persons: int = 1
    kind: ShiftKind = ShiftKind.DUTY
    skills: frozenset[str] = frozenset()
    weekdays: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Plan:
    """A village's rule as values."""

    turns: tuple[TurnRule, ...] = ()
    weights: Mapping[str, int] = field(default_factory=lambda: dict(USUAL_WEIGHTS))
    market_digits: frozenset[int] = frozenset()
    market_by_moon: bool = False
    needs_leader: bool = True


class Slot(NamedTuple):
    """A need of the month, and whether one sits alone or all together."""

    need: Need
    kind: ShiftKind


def month_days(month: str) -> list[date]:
    """The days of a month given as "2026-12".

    Raises:
        ValueError: no such month.

    """
    first = date.fromisoformat(f"{month}-01")
    following = (first.replace(day=28) + 4 * _ONE_DAY).replace(day=1)
    return [first + n * _ONE_DAY for n in range((following - first).days)]


def day_kind(on: date, calendar: WorkCalendar) -> DayKind:
    """The kind of a day by the working calendar: a make-up Saturday is a working day."""
    if calendar.is_workday(on):
        return DayKind.WORKDAY
    name = calendar.day_name(on)
    if name is None:
        return DayKind.REST_DAY
    return DayKind.SPRING_FESTIVAL if name.zh.startswith("春节") else DayKind.HOLIDAY


def slots(plan: Plan, days: Iterable[date], hours: OpeningHours, calendar: WorkCalendar) -> list[Slot]:
    """All turns of some days, in order. Without rules of its own a village fills its open hours."""
    found: dict[str, Slot] = {}
    for on in days:
        for turn in _turns_on(plan, on, hours, calendar):
            starts_at, ends_at = _instants(on, turn)
            key = slot_key(turn.kind, starts_at, ends_at)
            leader_of = on if plan.needs_leader else None
            weight = turn_weight(plan.weights, starts_at, ends_at, calendar)
            # Two rules for the same hours ask for whatever the stronger one does, in whatever order they stand.
            before = found[key].need if key in found else None
            persons, skills = turn.persons, turn.skills
            if before:
                persons, skills = max(persons, before.persons), skills | before.skills
            found[key] = Slot(Need(key, starts_at, ends_at, weight, persons, skills, leader_of), turn.kind)
    return sorted(found.values(), key=lambda slot: (slot.need.starts_at, slot.need.key))


def slot_key(kind: str, starts_at: datetime, ends_at: datetime) -> str:
    """What names a turn of the roster, whoever takes it: "2026-12-01 08:30–12:00 duty"."""
    begin, end = starts_at.astimezone(LOCAL), ends_at.astimezone(LOCAL)
    return f"{begin:%Y-%m-%d %H:%M}–{end:%H:%M} {kind}"


def _turns_on(plan: Plan, on: date, hours: OpeningHours, calendar: WorkCalendar) -> Iterator[TurnRule]:
    kinds = {day_kind(on, calendar)}
    if DayKind.SPRING_FESTIVAL in kinds:
        kinds.add(DayKind.HOLIDAY)
    if (lunar_day(on) if plan.market_by_moon else on.day) % 10 in plan.market_digits:
        kinds.add(DayKind.MARKET)
    if not plan.turns:
        for span in hours.periods_on(on, calendar):
            yield TurnRule(span.opens, span.closes, frozenset(kinds))
    for turn in plan.turns:
        if turn.days & kinds and (not turn.weekdays or on.weekday() in turn.weekdays):
            yield turn


def _instants(on: date, turn: TurnRule) -> tuple[datetime, datetime]:
    last = on if turn.ends > turn.starts else on + _ONE_DAY
    return datetime.combine(on, turn.starts, LOCAL), datetime.combine(last, turn.ends, LOCAL)


def turn_weight(weights: Mapping[str, int], starts_at: datetime, ends_at: datetime, calendar: WorkCalendar) -> int:
    """What a turn counts: by the kind of the day on which it begins, and more when it goes into the night."""
    begin, end = starts_at.astimezone(LOCAL), ends_at.astimezone(LOCAL)
    counted = {**USUAL_WEIGHTS, **weights}
    return counted[day_kind(begin.date(), calendar)] + is_night(begin, end) * counted["night"]


def is_night(starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a turn goes past eight in the evening."""
    begin, end = starts_at.astimezone(LOCAL), ends_at.astimezone(LOCAL)
    return begin.date() != end.date() or end.time() > NIGHT_FROM


def exempt_days(spans: Iterable[Sequence[str | None]]) -> list[tuple[date, date]]:
    """The spans in which somebody was exempt, both ends in; one that still holds has no end."""
    return [
        (date.fromisoformat(first or date.min.isoformat()), date.fromisoformat(last) if last else date.max)
        for first, last in spans
    ]


def exempted(spans: Sequence[Sequence[str | None]], *, is_exempt: bool, on: date) -> list[list[str | None]]:
    """The spans after somebody is, or is not, exempt from a day on; what says nothing new changes nothing."""
    holding = bool(spans) and spans[-1][1] is None
    if holding and not is_exempt:
        # The day on which it ends is one on which they may be asked again.
        return [*map(list, spans[:-1]), [spans[-1][0], (on - _ONE_DAY).isoformat()]]
    return [*map(list, spans), *([[on.isoformat(), None]] if is_exempt and not holding else [])]


def days_of_leave(spans: Iterable[tuple[date, date]], days: Sequence[date]) -> frozenset[date]:
    """The days of a month that lie in one of some leaves, both ends in."""
    return frozenset(on for first, last in spans for on in days if first <= on <= last)


def day_of_key(key: str) -> date:
    """The day that a turn's key, or a gap of a whole day, begins with."""
    return date.fromisoformat(key[:10])


def publish_by(month: str, days_ahead: int) -> date:
    """The last day on which a month's roster is out in time."""
    return month_days(month)[0] - days_ahead * _ONE_DAY


def is_over(month: str, at: datetime) -> bool:
    """Whether a month has passed."""
    return month_days(month)[-1] < local_date(at)
