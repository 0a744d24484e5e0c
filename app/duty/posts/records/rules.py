"""Quarters, and when an entry may be written about one."""

import re
from datetime import date, datetime, time

from app.core.clock import LOCAL

QUARTER = r"^20[0-9]{2}-Q[1-4]$"
# How many quarters back an entry may be typed in: a year, for those who bring it on paper.
QUARTERS_BACK = 4


def quarter_of(day: date) -> str:
    """The quarter that a day lies in, "2026-Q4"."""
    return f"{day.year}-Q{(day.month + 2) // 3}"


def days_of(quarter: str) -> tuple[date, date]:
    """The first day of a quarter, and the first one after it."""
    year, number = (int(part) for part in re.split("-Q", quarter))
    first = date(year, number * 3 - 2, 1)
    after = date(year + 1, 1, 1) if number == 4 else date(year, number * 3 + 1, 1)  # noqa: PLR2004 - the fourth of four.
    return first, after


def bounds_of(quarter: str) -> tuple[datetime, datetime]:
    """The first instant of a quarter, and the first one after it."""
    first, after = days_of(quarter)
    return datetime.combine(first, time.min, LOCAL), datetime.combine(after, time.min, LOCAL)


def quarters_until(day: date) -> list[str]:
    """The quarters about which an entry may be written on a day, the present one first."""
    number = day.year * 4 + (day.month - 1) // 3
    return [f"{n // 4}-Q{n % 4 + 1}" for n in range(number, number - QUARTERS_BACK - 1, -1)]


def held_in(since: datetime | None, until: datetime | None, quarter: str) -> bool:
    """Whether a post was held at some time in a quarter."""
    begin, end = bounds_of(quarter)
    return since is not None and since < end and (until is None or until > begin)
