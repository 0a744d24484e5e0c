"""Telling those whom a hand-over touches."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.words import Words
from app.notices.service import tell
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.queries import calendar, hours_of
from app.proxy.custody import queries, rules
from app.proxy.custody.log.queries import acts_of
from app.proxy.custody.models import CustodyEvent, CustodyKind, SpotKind
from app.proxy.custody.news import rules as news
from app.tickets.models import Ticket
from app.tickets.news.service import helped_side
from app.tickets.queries import staff_at

_MOST_REMINDERS = 200


def tell_of_act(db: Session, actor: Actor, ticket: Ticket, event: CustodyEvent) -> None:
    """Ask the other side to confirm; of a loss tell the secretaries and the villager's side."""
    [this] = acts_of([event])
    through = helped_side(db, ticket)
    owners = through.keys() - {actor.person_id}
    if rules.waits(this) and this.taker.kind is SpotKind.PERSON:
        if this.taker.key != str(actor.person_id):
            _tell(db, ticket, event, [UUID(this.taker.key)], news.TO_CONFIRM, "custody_to_confirm")
    elif rules.asks_owner(this):
        owner = ticket.beneficiary_id
        names = {person.id: person.name for person in db.exec(select(Person).where(col(Person.id).in_(owners)))}
        asked = [person_id for person_id in owners if rules.may_say_so(this, names[person_id], owns=person_id == owner)]
        _tell(db, ticket, event, asked, news.OWNER_CONFIRMS, "custody_to_confirm", through)
    elif this.kind is CustodyKind.LOST_REPORTED:
        secretaries = {person.id for person in staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY)}
        words = news.about(news.LOST, ticket.ticket_no)
        _tell(db, ticket, event, secretaries - {actor.person_id}, words, "custody_lost")
        _tell(db, ticket, event, owners, news.LOST_OWNER, "custody_lost", through)
    elif this.kind is CustodyKind.LOSS_SETTLED:
        _tell(db, ticket, event, owners, news.SETTLED, "custody_settled", through)


def tell_of_refusal(db: Session, ticket: Ticket, event: CustodyEvent, giver_id: UUID) -> None:
    """Tell whoever wrote a hand-over down that the other side did not confirm it."""
    _tell(db, ticket, event, [giver_id], news.REFUSED, "custody_refused")


def _tell(
    db: Session,
    ticket: Ticket,
    event: CustodyEvent,
    people: Iterable[UUID | None],
    words: Words,
    kind: str,
    through: Mapping[UUID, UUID | None] | None = None,
) -> None:
    for person_id in people:
        if person_id is not None:
            key = f"{event.id}:{person_id}:{kind}"
            tell(
                db,
                person_id,
                words,
                kind=kind,
                subject_type="ticket",
                subject_id=str(ticket.id),
                by_sms=True,
                key=key,
                through=through.get(person_id) if through else None,
            )


def remind_of_identity_cards(db: Session) -> int:
    """Tell holders and secretaries of identity cards that are out at their centre's closing; gives how many it spoke of.

    Text messages wait for the end of the night like any other.
    """
    at, days = now(), calendar(db)
    found = queries.reminders(db, at, _MOST_REMINDERS)
    for holding in found:
        ticket = db.get_one(Ticket, holding.ticket_id)
        holder = UUID(holding.spot_key) if holding.spot_kind == SpotKind.PERSON else ticket.assignee_id
        told = {person.id for person in staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY)}
        for person_id in told | ({holder} if holder else set()):
            tell(
                db,
                person_id,
                news.about(news.OVERNIGHT, ticket.ticket_no),
                kind="custody_overnight",
                subject_type="ticket",
                subject_id=str(ticket.id),
                by_sms=True,
                key=f"{ticket.id}:{holding.code}:{local_date(at)}:{person_id}",
            )
        holding.remind_at = rules.next_closing(at, hours_of(db, ticket.village_id), days)
        db.add(holding)
    return len(found)
