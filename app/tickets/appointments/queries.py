"""Reading what else somebody has under way."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.tickets.kinds.workflow import ENDED, Core, Service
from app.tickets.models import Ticket

_DONE = ENDED | {Core.COMPLETED}


def money_matters(db: Session, person_id: UUID, but: UUID | None = None) -> list[Ticket]:
    """Somebody's open matters of money, but for one."""
    wanted = select(Ticket).where(
        col(Ticket.beneficiary_id) == person_id,
        col(Ticket.service) == Service.FINANCE,
        col(Ticket.core_state).not_in(_DONE),
    )
    return [ticket for ticket in db.exec(wanted.order_by(col(Ticket.submitted_at))) if ticket.id != but]
