"""Telling people what somebody did in their name, and noting that they were told."""

from uuid import UUID

from sqlmodel import Session

from app.core.clock import local_date, now
from app.core.settings import settings
from app.notices.rules import Night, send_after
from app.notices.service import tell
from app.people.actor import Actor, Role
from app.people.delegations.rules import is_child
from app.people.models import Basis, Delegation, Person
from app.tickets.models import Ticket, TicketEvent
from app.tickets.queries import staff_at
from app.tickets.told import queries, rules
from app.tickets.told.models import Act, Telling
from app.tickets.told.schemas import ToldIn


def tell_principal(db: Session, ticket: Ticket, event: TicketEvent, delegation: Delegation) -> None:
    """Tell a person what a relative has just done for the person, or put it on the duty desk to be told."""
    act = rules.act_of(event.what, event.move)
    if event.to_state == "withdrawn":
        act = Act.WITHDRAWN
    _tell(db, event.id, delegation, act, ticket=ticket)


def tell_of_delegation(db: Session, delegation: Delegation, act: Act, key: UUID) -> None:
    """Tell a person that somebody may act from now on, or no longer does."""
    _tell(db, key, delegation, act)


def _tell(db: Session, key: UUID, delegation: Delegation, act: Act, *, ticket: Ticket | None = None) -> None:
    person, agent = db.get_one(Person, delegation.principal_id), db.get_one(Person, delegation.agent_id)
    at = now()
    if delegation.basis == Basis.GUARDIAN_PAPERS and is_child(person.birth_year, local_date(at)):
        return  # A guardian speaks for a child under 14; there is nobody else to tell.
    if db.get(Telling, key) is not None:
        return
    way = queries.way_to(db, person, agent, at)
    db.add(
        Telling(
            id=key,
            person_id=person.id,
            agent_id=agent.id,
            delegation_id=delegation.id,
            village_path=ticket.place_path if ticket else person.village_path or "/",
            ticket_id=ticket.id if ticket else None,
            act=act,
            created_at=at,
            not_before=send_after(at, Night.between(settings().quiet_from, settings().quiet_until), urgent=False),
            told_at=at if way else None,
            how=way,
        )
    )
    tell(
        db,
        person.id,
        rules.told_words(agent.name, act, ticket.ticket_no[-4:] if ticket else None),
        kind="relative_acted",
        subject_type="ticket" if ticket else "delegation",
        subject_id=str(ticket.id if ticket else delegation.id),
        by_sms=True,
        key=f"{key}:{person.id}:relative",
    )


def note_told(db: Session, actor: Actor, telling_id: UUID, asked: ToldIn) -> Telling:
    """Note that somebody was told, and how; the first word counts. The secretary hears of whoever did not want it.

    Raises:
        Refusal: 404 `not_found`.

    """
    found = queries.telling(db, actor, telling_id)
    if found.told_at is not None:
        return found
    found.told_at, found.told_by, found.how = now(), actor.person_id, asked.how
    found.note, found.objects = asked.note or None, asked.objects
    db.add(found)
    if asked.objects:
        _tell_secretaries(db, found)
    return found


def _tell_secretaries(db: Session, found: Telling) -> None:
    for secretary in staff_at(db, found.village_path, Role.VILLAGE_SECRETARY):
        tell(
            db,
            secretary.id,
            rules.OBJECTED,
            kind="relative_unwanted",
            subject_type="person",
            subject_id=str(found.person_id),
            key=f"{found.id}:objects",
        )
