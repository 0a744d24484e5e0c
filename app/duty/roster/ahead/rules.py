"""When a secretary is told ahead of what, and in which words."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from app.core.clock import LOCAL
from app.core.words import Words
from app.duty.roster.rules import month_days, publish_by
from app.duty.rules import spoken_turn

GAPS_AHEAD = timedelta(days=7)
_BEFORE_IT_IS_DUE = timedelta(days=3)
_FROM, _UNTIL = time(8), time(9)


def is_time(at: datetime) -> bool:
    """Whether it is the hour of the morning in which secretaries are told: once a day is enough."""
    return _FROM <= at.astimezone(LOCAL).time() < _UNTIL


def next_month(on: date) -> str:
    """The month after the one of a day."""
    following = month_days(f"{on:%Y-%m}")[-1] + timedelta(days=1)
    return f"{following:%Y-%m}"


def is_due_soon(on: date, month: str, publish_days: int) -> bool:
    """Whether a month's roster should be out in three days, or already."""
    return on >= publish_by(month, publish_days) - _BEFORE_IT_IS_DUE


def not_out(village: str, month: str, last: date) -> Words:
    """The roster of the coming month is not out."""
    return Words(
        f"{village}{int(month[5:])}月的值班表还没有公布，最晚{last.month}月{last.day}日。请在“值班”里排班。",
        f"The roster of {village} for {month} is not out; it should be by {last:%d %b}. Draw it up under Duty.",
    )


def open_hours(village: str, gaps: Sequence[tuple[datetime, datetime]]) -> Words:
    """Open hours of the coming days in which nobody is there."""
    begin, end = gaps[0]
    more = f"，7天里一共{len(gaps)}处" if len(gaps) > 1 else ""
    return Words(
        f"{village}{spoken_turn(begin, end, 'zh')}还没有人值班{more}。请在“值班”里找人。",
        f"Nobody is on duty in {village} {spoken_turn(begin, end, 'en')}; {len(gaps)} gaps within 7 days. See Duty.",
    )
