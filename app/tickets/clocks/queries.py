"""Reading the clocks of a ticket off its log."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from app.places.queries import calendar, hours_of
from app.tickets.clocks.rules import Changed, ClockRun
from app.tickets.clocks.rules import clock_runs as counted
from app.tickets.kinds.workflow import Urgency
from app.tickets.models import Ticket
from app.tickets.queries import Loaded


def clock_runs(db: Session, all_of_it: Loaded) -> list[ClockRun]:
    """All clocks of a ticket, re-derived from its log and the working calendar."""
    return counted(
        all_of_it.kind,
        [(event.to_state, event.at) for event in all_of_it.events if event.to_state],
        urgencies(all_of_it),
        all_of_it.item.limit if all_of_it.item else None,
        calendar(db),
        hours_of(db, all_of_it.village.id),
    )


def urgencies(all_of_it: Loaded) -> list[Changed]:
    """How urgent a ticket has been, from its beginning on; a change says in the log what was before it."""
    changes = [event for event in all_of_it.events if event.move == "change_urgency"]
    first = changes[0].data["was"] if changes else all_of_it.ticket.urgency
    return [
        Changed(Urgency(first), all_of_it.ticket.submitted_at),
        *(Changed(Urgency(event.data["urgency"]), event.at) for event in changes),
    ]


def running(db: Session, after: UUID | None, limit: int) -> Sequence[UUID]:
    """Tickets with a time to come, in the order of their ids: those behind `after`, or the first."""
    wanted = select(Ticket.id).where(or_(col(Ticket.due_at).is_not(None), col(Ticket.tick_at).is_not(None)))
    if after is not None:
        wanted = wanted.where(col(Ticket.id) > after)
    return db.exec(wanted.order_by(col(Ticket.id)).limit(limit)).all()
