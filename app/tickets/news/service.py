"""Telling the handler of new work, and the villager's side of each act done for it."""

from collections.abc import Collection
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.core.clock import today
from app.notices.service import tell
from app.people.models import Delegation, Role
from app.tickets.kinds.workflow import Move, Service, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.rules import card_news, handler_news, handlers_hear, late_in_confidence, news
from app.tickets.queries import Loaded, staff_at
from app.tickets.reminders.rules import CALL_ASKED
from app.tickets.rules import OPEN_SERVICES, Step


def tell_about(db: Session, loaded: Loaded, event: TicketEvent, move: Move | None) -> None:
    """Tell the handler of new work, and the villager's side of each act done for it."""
    ticket = loaded.ticket
    is_given = move is None or move.name == "assign"
    if is_given:
        tell_of_work(db, loaded, event)
    if move is not None and move.name == "change_urgency":
        for person_id in _handlers(ticket) - {event.actor_id}:
            _tell(db, loaded, event, person_id, "hurry")
    if move is not None and move.alarms:
        _alarm(db, loaded, event, move)
    if move is not None and not move.tells_helped:
        return
    for person_id in helped_side(db, ticket):
        if person_id != event.actor_id:
            _tell(db, loaded, event, person_id, "moved" if move else "submitted", by_sms=event.to_state is not None)


def _alarm(db: Session, loaded: Loaded, event: TicketEvent, move: Move) -> None:
    """Tell handlers, secretary and township what the system had to do because nobody did anything."""
    ticket = loaded.ticket
    above = [
        *staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY),
        *(staff_at(db, loaded.town.path, Role.TOWN_OFFICER) if loaded.kind.service in OPEN_SERVICES else ()),
    ]
    for person_id in _handlers(ticket) | {person.id for person in above}:
        _tell(db, loaded, event, person_id, move.name)


def tell_of_work(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell the handler that a ticket is in his hands now, unless he took it himself."""
    ticket = loaded.ticket
    if ticket.assignee_id and ticket.assignee_id != event.actor_id:
        _tell(db, loaded, event, ticket.assignee_id, "assigned")


def tell_of_trip(db: Session, loaded: Loaded, event: TicketEvent, *, by_message: bool) -> None:
    """Tell the villager's side that somebody went on an errand for the ticket."""
    for person_id in helped_side(db, loaded.ticket):
        if person_id != event.actor_id:
            _tell(db, loaded, event, person_id, "trip", by_sms=by_message)


def tell_of_note(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell the handler that the villager's side has added something."""
    if loaded.ticket.assignee_id:
        _tell(db, loaded, event, loaded.ticket.assignee_id, "noted")


def tell_of_reminder(db: Session, loaded: Loaded, event: TicketEvent, hands: Collection[UUID]) -> None:
    """Remind the villager's side of what is theirs to do, and the staff of the rest; or ask the staff to speak to them."""
    ticket, by_person = loaded.ticket, event.what == CALL_ASKED
    is_theirs = loaded.kind.state(ticket.state).todo is not None or ticket.closed_at
    if is_theirs and (not by_person or loaded.kind.service is Service.PARCEL):
        for person_id in helped_side(db, ticket):
            _tell(db, loaded, event, person_id, "again" if ticket.closed_at else "reminded", by_sms=True)
    if by_person or loaded.kind.service in {Service.MEDICAL, Service.DISPUTE}:
        for person_id in hands:
            _tell(db, loaded, event, person_id, "call_asked" if by_person else "near")


def tell_of_card(db: Session, loaded: Loaded, step: Step, person_id: UUID, key: str) -> None:
    """Ask somebody higher up to step in; of a quarrel or an illness the township hears only in which village it waits."""
    if step.role is not Role.TOWN_OFFICER or loaded.kind.service in OPEN_SERVICES:
        _tell_by_key(db, loaded, person_id, card_news(step), "escalated", key)
        return
    words = late_in_confidence(loaded.village.name)
    subject = str(uuid5(loaded.ticket.id, key))  # Not the matter itself, which he may not open.
    tell(
        db, person_id, words, kind="ticket_escalated", subject_type="event", subject_id=subject, key=f"{key}:escalated"
    )


def tell_handlers_of_card(db: Session, loaded: Loaded, step: Step, key: str, *, told: Collection[UUID] = ()) -> None:
    """Warn the handlers before their time is over and when it is, and have them press an authority.

    Whoever was `told` as somebody higher up hears it once.
    """
    ticket = loaded.ticket
    if not handlers_hear(step):
        return
    for person_id in _handlers(ticket) - {*told}:
        _tell_by_key(db, loaded, person_id, handler_news(step), "card", key)


def tell_of_new_date(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell whoever was promised a date, and whoever has to keep it, that holidays or opening hours have moved it."""
    ticket = loaded.ticket
    for person_id in sorted(helped_side(db, ticket) | _handlers(ticket)):
        _tell_by_key(db, loaded, person_id, "new_date", "new_date", str(event.id))


def _tell_by_key(db: Session, loaded: Loaded, person_id: UUID, news_of: str, kind: str, key: str) -> None:
    ticket = loaded.ticket
    tell(
        db,
        person_id,
        news(loaded.kind, news_of, ticket.ticket_no[-4:]),
        kind=f"ticket_{kind}",
        subject_type="ticket",
        subject_id=str(ticket.id),
        urgent=ticket.urgency == Urgency.EMERGENCY,
        key=f"{ticket.id}:{key}:{kind}",
    )


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


def _handlers(ticket: Ticket) -> set[UUID]:
    return {person_id for person_id in (ticket.assignee_id, ticket.backup_id) if person_id}


def helped_side(db: Session, ticket: Ticket) -> set[UUID]:
    """The person helped, and the relatives whose mandate covers the service today."""
    agents = db.exec(
        select(Delegation.agent_id, Delegation.services).where(
            Delegation.principal_id == ticket.beneficiary_id,
            col(Delegation.revoked_at).is_(None),
            col(Delegation.until_on) >= today(),
        )
    ).all()
    return {ticket.beneficiary_id} | {agent for agent, services in agents if ticket.service in services}
