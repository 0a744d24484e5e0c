"""Reading the trips of a month, as the one who asks may see them."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import today
from app.core.words import Language
from app.people.actor import Actor
from app.people.models import Person
from app.places.models import Place
from app.proxy import queries as log
from app.proxy.models import ProxyLogEntry, TripAction
from app.proxy.rules import ACTION_WORDS
from app.proxy.sheet import rules
from app.proxy.sheet.rules import Line, Sheet
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket
from app.tickets.rules import OPEN_SERVICES, sides


def sheet(db: Session, actor: Actor, village: Place, month: str, agent_id: UUID | None, language: Language) -> Sheet:
    """The trips of a village in a month, of one agent or of all, in the order of their days."""
    since, until = rules.bounds(month)
    entry = ProxyLogEntry
    wanted = select(entry).where(
        log.visible(actor), entry.village_id == village.id, col(entry.went_at) >= since, col(entry.went_at) < until
    )
    if agent_id:
        wanted = wanted.where(entry.agent_id == agent_id)
    entries = db.exec(wanted.order_by(col(entry.went_at), col(entry.id))).all()
    served = log.tickets_of(db, [each.id for each in entries])
    added = log.words_added(db, [each.id for each in entries])
    tickets = {ticket.id: ticket for each in served.values() for ticket in each if sides(actor, ticket)}
    names = _names(db, [*(e.agent_id for e in entries), *(t.beneficiary_id for t in tickets.values())])
    counted = Counter(ticket.service for ticket in tickets.values())
    return Sheet(
        village=village.name,
        month=month,
        whose=(names | _names(db, [agent_id])).get(agent_id, "") if agent_id else None,
        made_by=actor.name,
        made_on=today(),
        lines=tuple(_line(actor, e, served[e.id], added[e.id], names, language) for e in entries),
        matters=tuple(
            (kind.words.speak(language), counted[service]) for service, kind in KINDS.items() if counted[service]
        ),
        language=language,
    )


def _names(db: Session, ids: Iterable[UUID]) -> dict[UUID, str]:
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(set(ids)))).all())


def _line(
    actor: Actor,
    entry: ProxyLogEntry,
    served: list[Ticket],
    added: list[str],
    names: dict[UUID, str],
    language: Language,
) -> Line:
    """One trip. As soon as one of its matters is confidential its texts stay out, since one text may speak of all."""
    kept = rules.W["kept"].speak(language)
    is_open = all(ticket.service in OPEN_SERVICES for ticket in served)
    seen = [ticket for ticket in served if sides(actor, ticket)]
    whom = [
        rules.masked(names[ticket.beneficiary_id], ticket.group_name) if ticket.service in OPEN_SERVICES else kept
        for ticket in seen
    ]
    about = {names[ticket.beneficiary_id] for ticket in seen}
    said = " ".join(part for part in (entry.result, *added) if part) or rules.W["spoken"].speak(language)
    comma = ", " if language == "en" else "、"
    labels = [KINDS[Service(service)].words.speak(language) for service in sorted({ticket.service for ticket in seen})]
    return Line(
        went_at=entry.went_at,
        agent=names[entry.agent_id],
        whom=comma.join(dict.fromkeys(whom)),
        service=comma.join(labels),
        what=ACTION_WORDS[TripAction(entry.action)].speak(language),
        where=rules.without_names(entry.place_text, about) if is_open else "",
        result=rules.without_names(said, about) if is_open else kept,
        fee_fen=entry.fee_fen,
    )
