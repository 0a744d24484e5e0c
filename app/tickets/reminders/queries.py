"""What the log says of reminders, as SQL."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket, TicketEvent
from app.tickets.reminders.rules import CALL_ASKED, REFILLS, SPOKEN


def call_wanted() -> ColumnElement[bool]:
    """Tickets whose villager shall be rung or visited, and nobody has since."""
    asked, spoken = aliased(TicketEvent), aliased(TicketEvent)
    done = select(spoken.id).where(
        col(spoken.ticket_id) == col(asked.ticket_id),
        col(spoken.move) == "remind",
        col(spoken.seq) > col(asked.seq),
        col(spoken.data)["way"].as_string().in_(SPOKEN),
    )
    open_asks = select(asked.id).where(
        col(asked.ticket_id) == col(Ticket.id),
        col(asked.what) == CALL_ASKED,
        col(asked.at) >= col(Ticket.entered_at),
        ~done.correlate(asked).exists(),
    )
    return open_asks.correlate(Ticket).exists()


def is_refilled_since(db: Session, ticket: Ticket) -> bool:
    """Whether the person has asked for medicine again, so that this ticket need not remind of it."""
    later = select(Ticket.details).where(
        col(Ticket.beneficiary_id) == ticket.beneficiary_id,
        col(Ticket.service) == Service.MEDICAL,
        col(Ticket.submitted_at) > ticket.submitted_at,
    )
    return any(details.get("medical_kind") in REFILLS for details in db.exec(later))
