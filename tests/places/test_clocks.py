"""Limits and the clocks that count them, with pauses and without."""

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import LOCAL
from app.places.rules import (
    USUAL_HOURS,
    DueAt,
    Limit,
    LimitUnit,
    OpeningHours,
    Pause,
    counted_due,
    due_instant,
)
from tests.places.naive import CALENDAR, DAY, MINUTE, any_hours, instants, local, naive_open, naive_workday


def test_a_limit_in_days_ends_when_its_last_day_ends() -> None:
    due = due_instant(Limit(5, LimitUnit.WORKING_DAYS), local(2026, 2, 9, 10), CALENDAR, USUAL_HOURS)
    assert due == DueAt(datetime(2026, 2, 14, 15, 59, 59, tzinfo=UTC), provisional=False)


def test_a_request_after_midnight_belongs_to_the_village_day() -> None:
    late_evening_utc = datetime(2026, 11, 22, 17, tzinfo=UTC)  # Monday, one o'clock, in the village.
    due = due_instant(Limit(1, LimitUnit.WORKING_DAYS), late_evening_utc, CALENDAR, USUAL_HOURS)
    assert due.at == local(2026, 11, 24, 23, 59, 59)


def test_calendar_days_that_end_on_a_day_of_rest_end_on_the_next_working_day() -> None:
    due = due_instant(Limit(7, LimitUnit.CALENDAR_DAYS), local(2026, 9, 25, 9), CALENDAR, USUAL_HOURS)
    assert due.at == local(2026, 10, 8, 23, 59, 59)


def test_an_emergency_is_counted_in_open_minutes() -> None:
    limit = Limit(30, LimitUnit.OPEN_MINUTES)
    assert due_instant(limit, local(2026, 11, 21, 22), CALENDAR, USUAL_HOURS).at == local(2026, 11, 23, 9)
    assert due_instant(limit, local(2026, 12, 31, 17, 45), CALENDAR, USUAL_HOURS).provisional


def test_plain_minutes_ask_no_calendar() -> None:
    due = due_instant(Limit(90, LimitUnit.MINUTES), local(2026, 12, 31, 23), CALENDAR, USUAL_HOURS)
    assert due == DueAt(local(2027, 1, 1, 0, 30), provisional=False)


def test_a_paused_clock_has_no_due_time() -> None:
    pauses: list[Pause] = [(local(2026, 11, 24, 9), None)]
    assert counted_due(Limit(3, LimitUnit.MINUTES), local(2026, 11, 23, 9), pauses, CALENDAR, USUAL_HOURS) is None


def test_a_day_counts_if_the_clock_ran_at_its_end() -> None:
    limit, start = Limit(2, LimitUnit.WORKING_DAYS), local(2026, 11, 23, 9)  # Without a pause: the 25th.

    def due(*pauses: Pause) -> datetime:
        found = counted_due(limit, start, pauses, CALENDAR, USUAL_HOURS)
        assert found
        return found.at

    within_a_day: Pause = (local(2026, 11, 24, 9), local(2026, 11, 24, 17))
    over_one_night: Pause = (local(2026, 11, 24, 17), local(2026, 11, 25, 9))
    over_two_nights: Pause = (local(2026, 11, 24, 17), local(2026, 11, 26, 9))
    assert due(within_a_day) == local(2026, 11, 25, 23, 59, 59)
    assert due(over_one_night) == local(2026, 11, 26, 23, 59, 59)
    assert due(over_two_nights) == local(2026, 11, 27, 23, 59, 59)
    assert due(over_two_nights, over_one_night, within_a_day) == due(over_two_nights)


def test_a_clock_that_goes_on_in_the_last_second_of_a_day_ran_at_its_end() -> None:
    limit, start = Limit(1, LimitUnit.WORKING_DAYS), local(2026, 11, 23, 9)
    until_the_end: Pause = (local(2026, 11, 24, 9), local(2026, 11, 24, 23, 59, 59))
    from_the_end: Pause = (local(2026, 11, 24, 23, 59, 59), local(2026, 11, 25, 9))
    assert counted_due(limit, start, [until_the_end], CALENDAR, USUAL_HOURS) == (local(2026, 11, 24, 23, 59, 59), False)
    assert counted_due(limit, start, [from_the_end], CALENDAR, USUAL_HOURS) == (local(2026, 11, 25, 23, 59, 59), False)


def test_a_pause_after_the_last_day_moves_nothing() -> None:
    late: Pause = (local(2026, 12, 1, 9), local(2026, 12, 5, 9))
    limit, start = Limit(2, LimitUnit.WORKING_DAYS), local(2026, 11, 23, 9)
    assert counted_due(limit, start, [late], CALENDAR, USUAL_HOURS) == due_instant(limit, start, CALENDAR, USUAL_HOURS)


def test_a_negative_limit_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        Limit(-1, LimitUnit.MINUTES)


@st.composite
def some_pauses(draw: st.DrawFn) -> tuple[datetime, list[Pause]]:
    """A start and up to four pauses, overlapping or not, in any order."""
    start = draw(instants)
    begins = st.integers(-600, 15_000)
    lengths = st.integers(0, 6_000)
    pairs = draw(st.lists(st.tuples(begins, lengths), max_size=4))
    return start, [(start + MINUTE * begin, start + MINUTE * (begin + length)) for begin, length in pairs]


def stood(pauses: list[Pause], at: datetime) -> bool:
    """Whether any pause holds an instant."""
    return any(since <= at < until for since, until in pauses if until)


@given(some_pauses(), st.integers(0, 12), st.sampled_from([LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS]))
def test_paused_days_are_those_that_a_day_by_day_count_finds(
    case: tuple[datetime, list[Pause]], n: int, unit: LimitUnit
) -> None:
    start, pauses = case
    ends = [datetime.combine(start.date() + DAY * k, time(23, 59, 59), LOCAL) for k in range(110)]
    running = [end for end in ends if not stood(pauses, end)]
    counting = [end for end in running if unit is LimitUnit.CALENDAR_DAYS or naive_workday(end.date())]
    last = [end for end in counting if end > ends[0]][n - 1] if n else ends[0]
    expected = next(end for end in running if end >= last and naive_workday(end.date()))
    assert counted_due(Limit(n, unit), start, pauses, CALENDAR, USUAL_HOURS) == DueAt(expected, provisional=False)


@given(some_pauses(), st.integers(1, 1_500), any_hours, st.sampled_from([LimitUnit.OPEN_MINUTES, LimitUnit.MINUTES]))
def test_paused_minutes_are_those_that_a_minute_by_minute_count_finds(
    case: tuple[datetime, list[Pause]], n: int, hours: OpeningHours, unit: LimitUnit
) -> None:
    start, pauses = case
    at, left = start, n
    while left:
        if not stood(pauses, at) and (unit is LimitUnit.MINUTES or naive_open(hours, at)):
            left -= 1
        at += MINUTE
    assert counted_due(Limit(n, unit), start, pauses, CALENDAR, hours) == DueAt(at, provisional=False)
