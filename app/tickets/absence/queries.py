"""Which matters wait for somebody who is away."""

from datetime import date
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, and_, or_
from sqlmodel import col, select

from app.duty.roster.models import Leave
from app.tickets.kinds.workflow import Owner
from app.tickets.models import Ticket
from app.tickets.queries import in_village_post


def away(person: Any, today: date | BindParameter[date]) -> ColumnElement[bool]:  # noqa: ANN401 - a column, of two kinds.
    """Tickets in whose village a person is on leave on a day."""
    leave = select(Leave.id).where(
        col(Leave.village_id) == col(Ticket.village_id),
        col(Leave.person_id) == person,
        col(Leave.cancelled_at).is_(None),
        col(Leave.first_on) <= today,
        col(Leave.last_on) >= today,
    )
    return leave.correlate(Ticket).exists()


def unattended(today: date | BindParameter[date]) -> ColumnElement[bool]:
    """Open tickets of which the village owes the next step, whose handler is on leave with nobody to stand in.

    Each is looked at once a day. The people on leave come first, by their index: they are few, open tickets are many.
    """
    gone = select(Leave.person_id).where(
        col(Leave.cancelled_at).is_(None), col(Leave.first_on) <= today, col(Leave.last_on) >= today
    )
    backup = col(Ticket.backup_id)
    return and_(
        col(Ticket.assignee_id).in_(gone),
        col(Ticket.closed_at).is_(None),
        col(Ticket.clock_owner) == Owner.VILLAGE.value,
        col(Ticket.clock_state) == "running",
        or_(col(Ticket.absence_seen_on).is_(None), col(Ticket.absence_seen_on) < today),
        away(col(Ticket.assignee_id), today),
        or_(backup.is_(None), ~in_village_post(backup), away(backup, today)),
    )
