"""Working days, opening hours and the clocks that are counted by them. Dates and hours are those of Asia/Shanghai.

Sources: 行政许可法 §82 (limits count working days); 民法典 §201 (the first day is not counted) and §203 (a last day
that is a day of rest moves to the next working day); 全国年节及纪念日放假办法 (statutory days).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from holidays import HolidayBase, country_holidays

from app.core.clock import LOCAL, local_date
from app.core.words import Words
from app.places import models
from app.places.models import DayType

_ONE_DAY = timedelta(days=1)
_FOR_EVER = datetime.max.replace(tzinfo=UTC)
_END_OF_DAY = time(23, 59, 59)
_SATURDAY = 5
_LONGEST_SHUT = 366  # Days; opening hours come round at least once a year.

_HOLIDAYS_IN_ENGLISH = {
    "元旦": "New Year's Day",
    "农历除夕": "Spring Festival's Eve",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}


class Day(NamedTuple):
    """What the yearly notice says of one date."""

    is_workday: bool
    name: str


@lru_cache(maxsize=16)
def _statutory_days(year: int) -> HolidayBase:
    return country_holidays("CN", years=year, expand=False, language="zh_CN")


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Which days are worked: Monday to Friday, corrected by the notice of each confirmed year.

    For a year whose notice has not come, the statutory days are all that is known; what is counted through it is
    provisional.
    """

    days: Mapping[date, Day] = field(default_factory=dict)
    confirmed: frozenset[int] = frozenset()

    def is_confirmed(self, year: int) -> bool:
        """Whether the holiday notice of a year is in."""
        return year in self.confirmed

    def is_workday(self, on: date) -> bool:
        """Whether offices work on a date."""
        if day := self.days.get(on):
            return day.is_workday
        if self.is_confirmed(on.year):
            return on.weekday() < _SATURDAY
        return _statutory_days(on.year).is_working_day(on)

    def day_name(self, on: date) -> Words | None:
        """The holiday that a date belongs to or makes up for; None for an ordinary day."""
        day = self.days.get(on)
        if day is None and self.is_confirmed(on.year):
            return None
        # The library writes what a day stands for behind the name: 春节（补假）.
        name = (day.name if day else _statutory_days(on.year).get(on, "")).partition("（")[0]
        if not name:
            return None
        english = _HOLIDAYS_IN_ENGLISH.get(name, name)
        if self.is_workday(on):
            return Words(f"{name}调休上班", f"Working day that makes up for {english}")
        return Words(name, english)

    def is_holiday(self, on: date) -> bool:
        """Whether a date is a day of rest by name, not merely a weekend."""
        return not self.is_workday(on) and self.day_name(on) is not None

    def covers(self, first: date, last: date) -> bool:
        """Whether every year from one date to another is confirmed."""
        return all(self.is_confirmed(year) for year in range(first.year, last.year + 1))


class Span(NamedTuple):
    """Open hours of one day, local; open at the first minute, shut at the last."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Period:
    """Hours for a weekday (0 is Monday) or for a type of day, all year or from "MM-DD" to "MM-DD", also over New Year.

    A weekday's hours do not hold on holidays; those of `rest_day` hold on every day that is not worked.
    """

    opens: time
    closes: time
    weekday: int | None = None
    day_type: DayType | None = None
    season: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        """Refuse, with ValueError, no day or two kinds of day, and hours that end before they begin."""
        if (self.weekday is None) == (self.day_type is None) or self.weekday not in {None, *range(7)}:
            raise ValueError("a period is for one weekday, 0 to 6, or for one type of day")
        if self.opens >= self.closes:
            raise ValueError("a period opens before it closes")

    def holds_on(self, on: date, calendar: WorkCalendar) -> bool:
        """Whether these hours are for a date."""
        if self.season:
            first, last = self.season
            today = f"{on:%m-%d}"
            inside = first <= today <= last if first <= last else today >= first or today <= last
            if not inside:
                return False
        if self.weekday is not None:
            return on.weekday() == self.weekday and not calendar.is_holiday(on)
        return calendar.is_workday(on) == (self.day_type == DayType.WORKDAY)


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """When a centre is open, several periods a day."""

    periods: tuple[Period, ...]

    def periods_on(self, on: date, calendar: WorkCalendar) -> tuple[Span, ...]:
        """The open spans of a date in order, overlapping and touching ones joined."""
        spans: list[Span] = []
        for opens, closes in sorted((p.opens, p.closes) for p in self.periods if p.holds_on(on, calendar)):
            if spans and opens <= spans[-1].closes:
                spans[-1] = Span(spans[-1].opens, max(spans[-1].closes, closes))
            else:
                spans.append(Span(opens, closes))
        return tuple(spans)

    def is_open(self, instant: datetime, calendar: WorkCalendar) -> bool:
        """Whether the door is open at an instant."""
        local = instant.astimezone(LOCAL)
        return any(s.opens <= local.time() < s.closes for s in self.periods_on(local.date(), calendar))

    def next_opening(self, instant: datetime, calendar: WorkCalendar) -> datetime | None:
        """The first open instant from the given one on, itself if it is open; None if there is none within a year."""
        opens, closes = next(self.spans_from(instant, calendar))
        return None if closes == _FOR_EVER else opens

    def add_open_minutes(self, start: datetime, minutes: int, calendar: WorkCalendar) -> datetime:
        """The instant at which the centre has been open for so many minutes since the start."""
        return _elapse(self.spans_from(start, calendar), (), timedelta(minutes=minutes))

    def spans_from(self, instant: datetime, calendar: WorkCalendar) -> Iterator[tuple[datetime, datetime]]:
        """Open spans from an instant on, in UTC, without end.

        A centre that stays shut for a year counts as always open after it, so that no clock stands still for ever.
        """
        instant, day, shut = instant.astimezone(UTC), local_date(instant), 0
        while shut < _LONGEST_SHUT:
            spans = self.periods_on(day, calendar)
            for span in spans:
                opens, closes = _at(day, span.opens), _at(day, span.closes)
                if closes > instant:
                    yield max(opens, instant), closes
            shut = 0 if spans else shut + 1
            day += _ONE_DAY
        yield _at(day, time.min), _FOR_EVER


# A village centre's usual hours, mornings and afternoons; each village may set its own.
_USUAL = (time(8, 30), time(12)), (time(14, 30), time(18))
USUAL_HOURS = OpeningHours(tuple(Period(*span, day_type=DayType.WORKDAY) for span in _USUAL))


LimitUnit = models.LimitUnit  # Whoever writes a limit finds its unit beside it.


@dataclass(frozen=True, slots=True)
class Limit:
    """So many units of time until something is due."""

    amount: int
    unit: LimitUnit

    def __post_init__(self) -> None:
        """Refuse a negative amount with ValueError."""
        if self.amount < 0:
            raise ValueError("a limit is not negative")


class Due(NamedTuple):
    """A last day, and whether a holiday notice that has not come may still move it."""

    on: date
    provisional: bool


class DueAt(NamedTuple):
    """A last instant in UTC, and whether a holiday notice that has not come may still move it."""

    at: datetime
    provisional: bool


# From when a clock stood, to when; None while it still stands.
Pause = tuple[datetime, datetime | None]


def add_working_days(start: date, n: int, calendar: WorkCalendar) -> Due:
    """The n-th working day after the start; for 0 the start itself, or the next working day if it is not worked."""
    return _last_day(Limit(n, LimitUnit.WORKING_DAYS), start, calendar, lambda _: True)


def working_days_between(start: date, end: date, calendar: WorkCalendar) -> int:
    """How many working days lie after the start up to the end, which counts; negative when the end comes first."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_workday(start + _ONE_DAY * n) for n in range(1, (end - start).days + 1))


def due_instant(limit: Limit, start: datetime, calendar: WorkCalendar, hours: OpeningHours) -> DueAt:
    """When a limit that runs from an instant without a pause ends; a limit in days ends with its last day, 23:59:59."""
    due = counted_due(limit, start, (), calendar, hours)
    assert due is not None, "a clock without a pause is never paused"
    return due


def counted_due(
    limit: Limit, started_at: datetime, pauses: Sequence[Pause], calendar: WorkCalendar, hours: OpeningHours
) -> DueAt | None:
    """When a limit ends for a clock that has been paused; None while it is.

    A day counts if it comes after the first day and the clock was running when it ended; minutes count while it runs.
    """
    if any(until is None for _, until in pauses):
        return None
    stood = sorted((since, until) for since, until in pauses if until is not None)
    if limit.unit in {LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS}:

        def ran(day: date) -> bool:
            end = _at(day, _END_OF_DAY)
            return not any(since <= end < until for since, until in stood)

        due = _last_day(limit, local_date(started_at), calendar, ran)
        return DueAt(_at(due.on, _END_OF_DAY), due.provisional)
    amount = timedelta(minutes=limit.amount)
    if limit.unit == LimitUnit.MINUTES:
        return DueAt(_elapse([(started_at.astimezone(UTC), _FOR_EVER)], stood, amount), provisional=False)
    at = _elapse(hours.spans_from(started_at, calendar), stood, amount)
    return DueAt(at, not calendar.covers(local_date(started_at), local_date(at)))


def _last_day(limit: Limit, start: date, calendar: WorkCalendar, ran: Callable[[date], bool]) -> Due:
    """Count days of a limit; whatever the unit, it ends on a working day at whose end the clock ran."""
    day, left = start, limit.amount
    while left:
        day += _ONE_DAY
        if ran(day) and (limit.unit == LimitUnit.CALENDAR_DAYS or calendar.is_workday(day)):
            left -= 1
    while not (ran(day) and calendar.is_workday(day)):
        day += _ONE_DAY
    return Due(day, provisional=not calendar.covers(start + _ONE_DAY if limit.amount else start, day))


def _elapse(
    spans: Iterable[tuple[datetime, datetime]], stood: Sequence[tuple[datetime, datetime]], amount: timedelta
) -> datetime:
    """The instant at which so much of the spans has gone by, without the pauses (in order of their begin)."""
    for opens, closes in spans:
        begin = opens
        for since, until in (*stood, (closes, closes)):
            end = min(since, closes)
            if end - begin >= amount:
                return begin + amount
            amount -= max(end - begin, timedelta())
            begin = max(begin, until)
    raise AssertionError("the last span has no end")


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, LOCAL).astimezone(UTC)
