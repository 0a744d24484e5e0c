"""The rules of days and hours said once more, minute by minute, as something to compare the real ones with; for 2026."""

import csv
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import strategies as st

import app.places
from app.core.clock import LOCAL
from app.places.models import DayType
from app.places.rules import (
    USUAL_HOURS,
    Day,
    OpeningHours,
    Period,
    WorkCalendar,
)

SEED = Path(app.places.__file__).parent / "seed" / "work_calendar_2026.csv"
ROWS = {
    date.fromisoformat(row["date"]): Day(row["is_workday"] == "1", row["name"])
    for row in csv.DictReader(SEED.read_text(encoding="utf-8").splitlines())
}
CALENDAR = WorkCalendar(ROWS, frozenset({2026}))
MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)


def local(*parts: int) -> datetime:
    """An instant by the village's wall clock."""
    return datetime(*parts, tzinfo=LOCAL)  # type: ignore[arg-type, misc]


def naive_workday(on: date) -> bool:
    """The rule said once more, without the code under test; only for 2026."""
    return ROWS[on].is_workday if on in ROWS else on.isoweekday() <= 5


clocks = st.times(time(6), time(20)).map(lambda t: t.replace(second=0, microsecond=0))
days_for = st.one_of(
    st.builds(lambda n: {"weekday": n}, st.integers(0, 6)),
    st.builds(lambda kind: {"day_type": kind}, st.sampled_from(DayType)),
)
periods = st.builds(
    lambda a, b, day: Period(min(a, b), (datetime.combine(date(2026, 1, 1), max(a, b)) + MINUTE).time(), **day),
    clocks,
    clocks,
    days_for,
)
any_hours = st.lists(periods, max_size=4).map(lambda some: OpeningHours((*USUAL_HOURS.periods, *some)))
instants = st.datetimes(datetime(2026, 1, 1), datetime(2026, 9, 1)).map(  # noqa: DTZ001 - the zone comes next.
    lambda at: at.replace(second=0, microsecond=0, tzinfo=LOCAL)
)


def naive_open(hours: OpeningHours, at: datetime) -> bool:
    """Whether any period says that a minute is open."""
    on, clock = at.date(), at.time()
    rest_by_name = on in ROWS and not ROWS[on].is_workday
    for period in hours.periods:
        if period.weekday is not None:
            holds = on.weekday() == period.weekday and not rest_by_name
        else:
            holds = naive_workday(on) is (period.day_type is DayType.WORKDAY)
        if holds and period.opens <= clock < period.closes:
            return True
    return False
