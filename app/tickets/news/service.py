"""Telling the handler of new work, and the villager's side of each act done for it."""

from collections.abc import Collection, Sequence
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.notices.service import tell
from app.people.delegations.queries import is_active
from app.people.models import Delegation, Role
from app.people.rights.rules import covers
from app.tickets.kinds.workflow import Move, Service, Side, Urgency
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.rules import card_news, handler_news, handlers_hear, late_in_confidence, news
from app.tickets.queries import Loaded, staff_at
from app.tickets.reminders.rules import CALL_ASKED
from app.tickets.rules import OPEN_SERVICES, Step
from app.tickets.told.service import tell_principal


def tell_about(db: Session, loaded: Loaded, event: TicketEvent, move: Move | None) -> None:
    """Tell the handler of new work, and the villager's side of each act done for it."""
    ticket = loaded.ticket
    is_given = move is None or move.name in {"assign", "return_to_duty", "cover_absence"}
    if is_given:
        tell_of_work(db, loaded, event)
    if move is not None and move.name == "change_urgency":
        for person_id in _handlers(ticket) - {event.actor_id}:
            _tell(db, loaded, event, person_id, "hurry")
    if move is not None and move.alarms:
        _alarm(db, loaded, event, move)
    relatives = _relatives(db, ticket)
    own_act = _tell_principal(db, ticket, event, relatives)
    if move is not None and not move.tells_helped:
        return
    through = {each.agent_id: each.id for each in relatives}
    for person_id in {ticket.beneficiary_id, *through} - {event.actor_id}:
        # Of what a relative did the person has just been told by the relative's name.
        if not (own_act and person_id == ticket.beneficiary_id):
            what, by_sms = "moved" if move else "submitted", event.to_state is not None
            _tell(db, loaded, event, person_id, what, by_sms=by_sms, through=through.get(person_id))


def _tell_principal(db: Session, ticket: Ticket, event: TicketEvent, relatives: Sequence[Delegation]) -> bool:
    """Tell the person helped of what a relative has done; false if it was no relative's act."""
    if event.actor_side != Side.HELPED or event.actor_id == ticket.beneficiary_id:
        return False
    acting = next((each for each in relatives if each.agent_id == event.actor_id), None)
    if acting is not None:
        tell_principal(db, ticket, event, acting)
    return acting is not None


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
    through = {each.agent_id: each.id for each in _relatives(db, loaded.ticket)}
    for person_id in {loaded.ticket.beneficiary_id, *through} - {event.actor_id}:
        _tell(db, loaded, event, person_id, "trip", by_sms=by_message, through=through.get(person_id))


def tell_of_note(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell the handler that the villager's side has added something, and the person helped if a relative did."""
    _tell_principal(db, loaded.ticket, event, _relatives(db, loaded.ticket))
    if loaded.ticket.assignee_id:
        _tell(db, loaded, event, loaded.ticket.assignee_id, "noted")


def tell_of_reminder(db: Session, loaded: Loaded, event: TicketEvent, hands: Collection[UUID]) -> None:
    """Remind the villager's side of what is theirs to do, and the staff of the rest; or ask the staff to speak to them."""
    ticket, by_person = loaded.ticket, event.what == CALL_ASKED
    is_theirs = loaded.kind.state(ticket.state).todo is not None or ticket.closed_at
    if is_theirs and (not by_person or loaded.kind.service is Service.PARCEL):
        through = {each.agent_id: each.id for each in _relatives(db, ticket)}
        for person_id in {ticket.beneficiary_id, *through}:
            what = "again" if ticket.closed_at else "reminded"
            _tell(db, loaded, event, person_id, what, by_sms=True, through=through.get(person_id))
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
    through = {each.agent_id: each.id for each in _relatives(db, ticket)}
    for person_id in sorted({ticket.beneficiary_id, *through} | _handlers(ticket)):
        way = None if person_id in _handlers(ticket) else through.get(person_id)
        _tell_by_key(db, loaded, person_id, "new_date", "new_date", str(event.id), through=way)


def tell_whose_it_was(db: Session, loaded: Loaded, person_id: UUID, what: str, key: str) -> None:
    """Tell somebody that a matter has gone on from him to another, or that somebody above was asked about it."""
    _tell_by_key(db, loaded, person_id, what, what, key)


def tell_of_standstill(db: Session, loaded: Loaded, role: Role, asked: Collection[UUID], what: str, key: str) -> None:
    """Ask somebody higher up to see to a matter that stands still; the township hears no more than it may."""
    for person_id in asked:
        if role is Role.TOWN_OFFICER and loaded.kind.service not in OPEN_SERVICES:
            tell_of_card(db, loaded, Step(3, role, loaded.ticket.updated_at), person_id, key)
        else:
            _tell_by_key(db, loaded, person_id, what, what, key)


def tell_of_backup(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell both whose turn it is now; as everything, not at night."""
    for person_id in (loaded.ticket.assignee_id, loaded.ticket.backup_id):
        if person_id is not None:
            _tell(db, loaded, event, person_id, event.what)


def tell_of_twin(db: Session, loaded: Loaded, event: TicketEvent) -> None:
    """Tell who has the earlier of two requests what was decided on the later one."""
    for person_id in _handlers(loaded.ticket) - {event.actor_id}:
        _tell(db, loaded, event, person_id, event.what)


def _tell_by_key(
    db: Session, loaded: Loaded, person_id: UUID, news_of: str, kind: str, key: str, *, through: UUID | None = None
) -> None:
    ticket = loaded.ticket
    tell(
        db,
        person_id,
        news(loaded.kind, news_of, ticket.ticket_no[-4:], for_others=through is not None),
        kind=f"ticket_{kind}",
        subject_type="ticket",
        subject_id=str(ticket.id),
        urgent=ticket.urgency == Urgency.EMERGENCY,
        key=f"{ticket.id}:{key}:{kind}",
        through=through,
    )


def _tell(
    db: Session,
    loaded: Loaded,
    event: TicketEvent,
    person_id: UUID,
    what: str,
    *,
    by_sms: bool = False,
    through: UUID | None = None,
) -> None:
    ticket = loaded.ticket
    tell(
        db,
        person_id,
        news(loaded.kind, what, ticket.ticket_no[-4:], for_others=through is not None),
        kind=f"ticket_{what}",
        subject_type="ticket",
        subject_id=str(ticket.id),
        urgent=ticket.urgency == Urgency.EMERGENCY,
        by_sms=by_sms,
        key=f"{event.id}:{person_id}:{what}",
        through=through,
    )


def _handlers(ticket: Ticket) -> set[UUID]:
    """Who acts in a matter: the one who has it, and whoever stands in for him."""
    return {each for each in (ticket.assignee_id, ticket.backup_id if ticket.stands_in else None) if each}


def helped_side(db: Session, ticket: Ticket) -> dict[UUID, UUID | None]:
    """The person helped, and the relatives who may act in the matter today, each with the delegation by which he may."""
    return {each.agent_id: each.id for each in _relatives(db, ticket)} | {ticket.beneficiary_id: None}


def _relatives(db: Session, ticket: Ticket) -> Sequence[Delegation]:
    """The delegations that cover the matter today."""
    given = select(Delegation).where(Delegation.principal_id == ticket.beneficiary_id, is_active())
    return [each for each in db.exec(given) if covers(each.services, each.item_codes, ticket.service, ticket.item_code)]
