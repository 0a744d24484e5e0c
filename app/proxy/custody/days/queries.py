"""Reading a day of custody. The look starts at the tickets in sight."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.words import Language
from app.people.actor import Actor
from app.places.models import Place
from app.proxy.custody import rules
from app.proxy.custody.days.schemas import CustodyDay, HeldThen
from app.proxy.custody.log.queries import acts_of, paper_names, spot_names
from app.proxy.custody.models import CustodyEvent
from app.proxy.custody.village.queries import village_for
from app.proxy.custody.wording import rules as wording
from app.tickets import queries as tickets
from app.tickets.answers.schemas import Named
from app.tickets.models import Ticket


def held_on(db: Session, actor: Actor, village_code: str, on: date, language: Language) -> CustodyDay:
    """What a village had in custody at the end of a day, for its staff and its township.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village = village_for(db, actor, village_code)
    at = min(now(), rules.end_of(on))
    found, logs = _logs(db, actor, village, at)
    items = [row for ticket_id, log in logs.items() for row in _held(found[ticket_id], log, at, language)]
    return CustodyDay(
        village=Named(code=village.official_code, name=village.name),
        on=on,
        items=sorted(items, key=lambda row: (row.out_since, row.ticket_no, row.code, row.where)),
    )


def _logs(
    db: Session, actor: Actor, village: Place, at: datetime
) -> tuple[dict[UUID, Ticket], dict[UUID, list[CustodyEvent]]]:
    rows = (
        select(CustodyEvent, Ticket)
        .join(Ticket, col(Ticket.id) == col(CustodyEvent.ticket_id))
        .where(tickets.visible(actor), col(CustodyEvent.village_id) == village.id, col(CustodyEvent.happened_at) <= at)
        .order_by(col(CustodyEvent.ticket_id), col(CustodyEvent.seq))
    )
    found, logs = dict[UUID, Ticket](), defaultdict[UUID, list[CustodyEvent]](list)
    for event, ticket in db.exec(rows):
        found[ticket.id] = ticket
        logs[ticket.id].append(event)
    return found, logs


def _held(ticket: Ticket, log: Sequence[CustodyEvent], at: datetime, language: Language) -> list[HeldThen]:
    names, papers = spot_names(log), paper_names(ticket, log)
    ledger = rules.out(rules.ledger_of(acts_of(log), at))
    return [
        HeldThen(
            ticket_id=ticket.id,
            ticket_no=ticket.ticket_no,
            title=ticket.title_en if language == "en" else ticket.title_zh,
            code=code,
            name=papers[code].speak(language),
            count=lot.count,
            where=wording.where(spot, names[spot]).speak(language),
            since=lot.since,
            out_since=lot.out_since,
            days=rules.days_out(lot.out_since, at),
            long=at - lot.out_since > rules.LONG_OUT,
        )
        for code, spots in ledger.items()
        for spot, lot in spots.items()
    ]
