"""Reading the log of custody."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.words import Words
from app.proxy.custody import rules
from app.proxy.custody.models import CustodyEvent, CustodyKind, CustodyWay, SpotKind
from app.proxy.custody.rules import Act, Spot
from app.tickets.models import Ticket


def log_of(db: Session, ticket_ids: Collection[UUID]) -> dict[UUID, list[CustodyEvent]]:
    """The logs of some tickets, each in its order."""
    found: dict[UUID, list[CustodyEvent]] = defaultdict(list)
    rows = select(CustodyEvent).where(col(CustodyEvent.ticket_id).in_(ticket_ids))
    for event in db.exec(rows.order_by(col(CustodyEvent.ticket_id), col(CustodyEvent.seq))):
        found[event.ticket_id].append(event)
    return found


def acts_of(events: Sequence[CustodyEvent]) -> list[Act]:
    """A log as the rules read it."""
    return [
        Act(
            id=event.id,
            kind=CustodyKind(event.kind),
            papers={paper["code"]: paper["count"] for paper in event.papers},
            giver=Spot(SpotKind(event.giver_kind), event.giver_key),
            taker=Spot(SpotKind(event.taker_kind), event.taker_key),
            actor=str(event.actor_id),
            at=event.happened_at,
            way=CustodyWay(event.way) if event.way else None,
            answers=event.answers_id,
            received_by=event.received_by or "",
        )
        for event in events
    ]


def paper_names(ticket: Ticket, events: Sequence[CustodyEvent] = ()) -> dict[str, Words]:
    """What the materials are called; those of the log too, should the list have changed since."""
    told = {paper["code"]: Words(paper["name_zh"], paper["name_en"]) for event in events for paper in event.papers}
    return told | {
        m["code"]: Words(m["name_zh"], m["name_en"]) for m in ticket.details.get("materials", []) if rules.is_paper(m)
    }


def spot_names(events: Sequence[CustodyEvent]) -> dict[Spot, str]:
    """What people and windows in a log are called."""
    found: dict[Spot, str] = {}
    for event in events:
        found[Spot(SpotKind(event.giver_kind), event.giver_key)] = event.giver_name
        found[Spot(SpotKind(event.taker_kind), event.taker_key)] = event.taker_name
    return found
