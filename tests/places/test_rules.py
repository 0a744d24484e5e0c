"""Working days, opening hours and clocks: what the law's examples say, and what a naive day-by-day count says."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words import Words
from app.places.models import DayType
from app.places.rules import (
    USUAL_HOURS,
    Due,
    OpeningHours,
    Period,
    add_working_days,
    working_days_between,
)
from tests.places.naive import CALENDAR, DAY, any_hours, instants, local, naive_open, naive_workday

# --- the calendar -----------------------------------------------------------------------------------------------------


def test_2026_has_248_working_days() -> None:
    assert sum(CALENDAR.is_workday(date(2026, 1, 1) + DAY * n) for n in range(365)) == 248
    assert working_days_between(date(2025, 12, 31), date(2026, 12, 31), CALENDAR) == 248


def test_the_make_up_weekends_of_2026_are_worked() -> None:
    weekends = [on for on in (date(2026, 1, 1) + DAY * n for n in range(365)) if on.weekday() >= 5]
    worked = [f"{on:%m-%d}" for on in weekends if CALENDAR.is_workday(on)]
    assert worked == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        ((2026, 2, 9), 5, (2026, 2, 14)),  # Monday to Friday alone would say 02-16.
        ((2026, 9, 24), 5, (2026, 10, 9)),  # ... 10-01.
        ((2026, 4, 30), 3, (2026, 5, 8)),  # ... 05-05.
    ],
)
def test_limits_over_holidays_end_where_they_were_measured(
    start: tuple[int, int, int], days: int, due: tuple[int, int, int]
) -> None:
    assert add_working_days(date(*start), days, CALENDAR) == Due(date(*due), provisional=False)


def test_no_days_mean_the_same_day_or_the_next_working_day() -> None:
    assert add_working_days(date(2026, 11, 23), 0, CALENDAR).on == date(2026, 11, 23)
    assert add_working_days(date(2026, 11, 21), 0, CALENDAR).on == date(2026, 11, 23)


def test_what_reaches_into_a_year_without_its_notice_is_provisional() -> None:
    assert add_working_days(date(2026, 12, 28), 3, CALENDAR) == Due(date(2026, 12, 31), provisional=False)
    assert add_working_days(date(2026, 12, 28), 4, CALENDAR) == Due(date(2027, 1, 4), provisional=True)
    assert add_working_days(date(2025, 12, 31), 1, CALENDAR) == Due(date(2026, 1, 4), provisional=False)
    assert not CALENDAR.is_confirmed(2027)


def test_an_unconfirmed_year_knows_its_statutory_days() -> None:
    assert not CALENDAR.is_workday(date(2027, 2, 8))  # Spring Festival, a Monday.
    assert not CALENDAR.is_workday(date(2027, 10, 1))
    assert CALENDAR.is_workday(date(2027, 3, 1))
    assert CALENDAR.day_name(date(2027, 2, 9)) == Words("春节", "Spring Festival")


def test_days_have_names_in_both_languages() -> None:
    assert CALENDAR.day_name(date(2026, 10, 1)) == Words("国庆节", "National Day")
    assert CALENDAR.day_name(date(2026, 2, 14)) == Words(
        "春节调休上班", "Working day that makes up for Spring Festival"
    )
    assert CALENDAR.day_name(date(2026, 11, 23)) is None


days_of_2026 = st.dates(date(2026, 1, 1), date(2026, 10, 1))


@given(days_of_2026, st.integers(0, 40))
def test_working_days_are_those_that_a_day_by_day_count_finds(start: date, n: int) -> None:
    worked = [on for on in (start + DAY * k for k in range(90)) if naive_workday(on)]
    expected = worked[0] if n == 0 else [on for on in worked if on > start][n - 1]
    assert add_working_days(start, n, CALENDAR) == Due(expected, provisional=False)


@given(days_of_2026, st.integers(1, 40))
def test_adding_and_counting_working_days_agree(start: date, n: int) -> None:
    end = add_working_days(start, n, CALENDAR).on
    assert working_days_between(start, end, CALENDAR) == n
    assert working_days_between(end, start, CALENDAR) == -n
    assert working_days_between(start, end - DAY, CALENDAR) == n - 1


# --- opening hours ----------------------------------------------------------------------------------------------------


def test_a_centre_shuts_over_noon() -> None:
    assert USUAL_HOURS.is_open(local(2026, 11, 23, 8, 30), CALENDAR)
    assert not USUAL_HOURS.is_open(local(2026, 11, 23, 12), CALENDAR)
    assert USUAL_HOURS.next_opening(local(2026, 11, 23, 12), CALENDAR) == local(2026, 11, 23, 14, 30)


def test_a_working_saturday_is_an_open_day_and_a_holiday_is_not() -> None:
    assert USUAL_HOURS.is_open(local(2026, 2, 14, 9), CALENDAR)
    assert USUAL_HOURS.next_opening(local(2026, 9, 30, 18), CALENDAR) == local(2026, 10, 8, 8, 30)


def test_saturday_hours_do_not_hold_on_a_holiday() -> None:
    saturdays = OpeningHours((Period(time(9), time(11), weekday=5),))
    assert saturdays.is_open(local(2026, 11, 21, 9, 30), CALENDAR)
    assert not saturdays.is_open(local(2026, 10, 3, 9, 30), CALENDAR)


def test_hours_may_change_with_the_season_even_over_new_year() -> None:
    winter = OpeningHours((Period(time(9), time(16), day_type=DayType.WORKDAY, season=("11-01", "03-31")),))
    assert winter.is_open(local(2026, 1, 5, 10), CALENDAR)
    assert winter.next_opening(local(2026, 4, 1, 8), CALENDAR) == local(2026, 11, 2, 9)


def test_overlapping_periods_are_one() -> None:
    hours = OpeningHours(
        (
            Period(time(8), time(12), day_type=DayType.WORKDAY),
            Period(time(10), time(13), weekday=0),
            Period(time(13), time(14), day_type=DayType.WORKDAY),
        )
    )
    assert hours.periods_on(date(2026, 11, 23), CALENDAR) == ((time(8), time(14)),)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weekday": 0, "day_type": DayType.WORKDAY},
        {},
        {"weekday": 7},
        {"weekday": 0, "closes": time(8)},
    ],
)
def test_hours_that_cannot_be_meant_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="period"):
        Period(**({"opens": time(8), "closes": time(12)} | wrong))  # type: ignore[arg-type]


def test_minutes_run_only_while_the_door_is_open() -> None:
    assert USUAL_HOURS.add_open_minutes(local(2026, 11, 20, 11, 45), 30, CALENDAR) == local(2026, 11, 20, 14, 45)
    assert USUAL_HOURS.add_open_minutes(local(2026, 11, 20, 17, 50), 30, CALENDAR) == local(2026, 11, 23, 8, 50)


def test_a_limit_that_fills_the_morning_ends_with_the_morning() -> None:
    assert USUAL_HOURS.add_open_minutes(local(2026, 11, 23, 8, 30), 210, CALENDAR) == local(2026, 11, 23, 12)


def test_a_centre_that_never_opens_stops_no_clock_for_ever() -> None:
    never = OpeningHours(())
    start = local(2026, 11, 23, 8)
    assert never.next_opening(start, CALENDAR) is None
    assert never.add_open_minutes(start, 30, CALENDAR) < start + timedelta(days=367)


@given(any_hours, instants)
def test_open_is_what_any_period_says(hours: OpeningHours, at: datetime) -> None:
    assert hours.is_open(at, CALENDAR) == naive_open(hours, at)
    opening = hours.next_opening(at, CALENDAR)
    assert opening is not None
    assert hours.is_open(opening, CALENDAR)
    assert (opening == at) == naive_open(hours, at)
