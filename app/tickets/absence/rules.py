"""What cannot wait for somebody who is away. Plain values only."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.core.clock import local_date
from app.duty.roster.models import Leave
from app.places.rules import WorkCalendar
from app.tickets.kinds.workflow import Urgency
from app.tickets.silence.rules import Held

_A_DAY = timedelta(days=1)
_LONG = 2  # Working days; a single one a matter that is in good hands may wait for them.


def back_on(leaves: Sequence[Leave], today: date) -> date | None:
    """The first day on which somebody is back from leaves that follow each other, the earliest first; None if he is here."""
    day = today
    for leave in leaves:
        if leave.first_on <= day <= leave.last_on:
            day = leave.last_on + _A_DAY
    return day if day > today else None


def cannot_wait(
    urgency: Urgency, due_at: datetime | None, held: Held, today: date, back: date, days: WorkCalendar
) -> bool:
    """Whether a matter needs somebody else before its handler is back.

    That is what he has not begun, what is urgent, what is due by the day on which he is back, and everything once he is
    away for more than a working day.
    """
    if held.first_act_at is None or urgency is not Urgency.NORMAL:
        return True
    if due_at is not None and local_date(due_at) <= back:
        return True
    missed = [today + _A_DAY * n for n in range((back - today).days)]
    return sum(days.is_workday(day) for day in missed) >= _LONG
