"""Market days by either calendar, and turns that two rules ask for at once."""

import itertools
from datetime import date, time

import holidays

from app.duty.roster import rules
from app.duty.roster.moon.rules import lunar_day
from app.duty.roster.rules import DayKind, Plan, TurnRule
from app.places.rules import USUAL_HOURS, WorkCalendar

FESTIVALS = {"春节": 1, "端午节": 5, "中秋节": 15}


# Nobody has taken or given a day of this year.
CALENDAR = WorkCalendar(confirmed=frozenset({2026}))
MARCH = rules.month_days("2026-03")


def markets(plan: Plan) -> list[int]:
    return [slot.need.starts_at.day for slot in rules.slots(plan, MARCH, USUAL_HOURS, CALENDAR)]


def test_the_lunar_day_is_that_of_every_festival_of_a_century() -> None:
    """The tables of the festivals were made by others, year by year."""
    found = 0
    for on, names in holidays.country_holidays("CN", years=range(2008, 2100), language="zh_CN").items():
        for name, day in FESTIVALS.items():
            # The Spring Festival has several days; its first one is that of the new moon.
            if name in names.split("; ") and (name != "春节" or lunar_day(on) == 1):
                found += 1
                assert lunar_day(on) == day, (on, names)
    assert found == 3 * 92


def test_a_month_of_the_moon_has_29_or_30_days_and_none_is_left_out() -> None:
    days = [lunar_day(date.fromordinal(n)) for n in range(date(2026, 1, 1).toordinal(), date(2036, 1, 1).toordinal())]
    steps = {(before, after) for before, after in itertools.pairwise(days) if after != before + 1}
    assert steps == {(29, 1), (30, 1)}


def test_a_market_goes_by_the_calendars_date_or_by_the_moons() -> None:
    turn = TurnRule(time(8), time(12), frozenset({DayKind.MARKET}))
    assert markets(Plan((turn,), market_digits=frozenset({3, 8}))) == [3, 8, 13, 18, 23, 28]
    # The 19th of March 2026 is the first of the second lunar month, the 17th of February that of the first.
    assert markets(Plan((turn,), market_digits=frozenset({3, 8}), market_by_moon=True)) == [1, 6, 11, 16, 21, 26, 31]
    assert lunar_day(date(2026, 2, 17)) == lunar_day(date(2026, 3, 19)) == 1


def test_of_two_rules_for_the_same_hours_the_stronger_one_holds_in_whatever_order() -> None:
    usual = TurnRule(time(8), time(12), frozenset({DayKind.WORKDAY}), skills=frozenset({"phone"}))
    market = TurnRule(time(8), time(12), frozenset({DayKind.MARKET}), persons=2)
    for turns in ((usual, market), (market, usual)):
        plan = Plan(turns, market_digits=frozenset({3}))
        asked = {slot.need.starts_at.day: slot.need for slot in rules.slots(plan, MARCH, USUAL_HOURS, CALENDAR)}
        assert (asked[2].persons, asked[2].skills) == (1, frozenset({"phone"}))
        assert (asked[3].persons, asked[3].skills) == (2, frozenset({"phone"}))
