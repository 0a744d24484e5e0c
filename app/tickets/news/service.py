"""Telling the handler of new work, and the villager's side of each act done for it."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import today
from app.notices.service import tell
from app.people.models import Delegation, Role
from app.tickets.kinds.workflow import Move, Service, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.rules import late_in_confidence, news
from app.tickets.queries import Loaded
from app.tickets.reminders.rules import CALL_ASKED
from app.tickets.rules import OPEN_SERVICES


def tell_about(db: Session, loaded: Loaded, event: TicketEvent, move: Move | None) -> None:
    """Tell the handler of new work, and the villager's side of each act done for it."""
    ticket = loaded.ticket
    is_given = move is None or move.name == "assign"
    if is_given:
        tell_of_work(db, loaded, event)
    if move is not None and not move.tells_helped:
        return
    for person_id in _helped_side(db, ticket):
        if person_id != event.actor_id:
            _tell(db, loaded, event, person_id, "moved" if move else "submitted", by_sms=event.to_state is not None)


def tell_of_work(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell the handler that a ticket is in his hands now, unless he took it himself."""
    ticket = loaded.ticket
    if ticket.assignee_id and ticket.assignee_id != event.actor_id:
        _tell(db, loaded, event, ticket.assignee_id, "assigned")


def tell_of_note(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell the handler that the villager's side has added something."""
    if loaded.ticket.assignee_id:
        _tell(db, loaded, event, loaded.ticket.assignee_id, "noted")


def tell_of_reminder(db: Session, loaded: Loaded, event: TicketEvent, hands: Collection[UUID]) -> None:
    """Remind the villager's side of what is theirs to do, and the staff of the rest; or ask the staff to speak to them."""
    ticket, by_person = loaded.ticket, event.what == CALL_ASKED
    is_theirs = loaded.kind.state(ticket.state).todo is not None or ticket.closed_at
    if is_theirs and (not by_person or loaded.kind.service is Service.PARCEL):
        for person_id in _helped_side(db, ticket):
            _tell(db, loaded, event, person_id, "again" if ticket.closed_at else "reminded", by_sms=True)
    if by_person or loaded.kind.service in {Service.MEDICAL, Service.DISPUTE}:
        for person_id in hands:
            _tell(db, loaded, event, person_id, "call_asked" if by_person else "near")


def tell_of_lateness(db: Session, loaded: Loaded, event: TicketEvent, person_id: UUID) -> None:
    """Ask somebody higher up to step in; of a quarrel or an illness the township hears only in which village it waits."""
    if event.data["role"] != Role.TOWN_OFFICER or loaded.kind.service in OPEN_SERVICES:
        _tell(db, loaded, event, person_id, "escalated")
        return
    words, key = late_in_confidence(loaded.village.name), f"{event.id}:{person_id}:escalated"
    tell(db, person_id, words, kind="ticket_escalated", subject_type="event", subject_id=str(event.id), key=key)


def _tell(db: Session, loaded: Loaded, event: TicketEvent, person_id: UUID, what: str, *, by_sms: bool = False) -> None:
    ticket = loaded.ticket
    tell(
        db,
        person_id,
        news(loaded.kind, what, ticket.ticket_no[-4:]),
        kind=f"ticket_{what}",
        subject_type="ticket",
        subject_id=str(ticket.id),
        urgent=ticket.urgency == Urgency.EMERGENCY,
        by_sms=by_sms,
        key=f"{event.id}:{person_id}:{what}",
    )


def _helped_side(db: Session, ticket: Ticket) -> set[UUID]:
    """The person helped, and the relatives whose mandate covers the service today."""
    agents = db.exec(
        select(Delegation.agent_id, Delegation.services).where(
            Delegation.principal_id == ticket.beneficiary_id,
            col(Delegation.revoked_at).is_(None),
            col(Delegation.until_on) >= today(),
        )
    ).all()
    return {ticket.beneficiary_id} | {agent for agent, services in agents if ticket.service in services}
