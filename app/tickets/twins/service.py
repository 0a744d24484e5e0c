"""Linking two requests that may be one matter, and keeping both logs in step."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.people.actor import SYSTEM, Actor
from app.tickets import queries
from app.tickets.deadlines.service import record_change
from app.tickets.kinds.twins import MOST, NOTED, Twin, linked
from app.tickets.kinds.workflow import Side
from app.tickets.log.service import write_entry
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.service import tell_of_twin
from app.tickets.queries import Loaded


def link_twin(db: Session, ticket: Ticket) -> None:
    """Link a new request with the oldest open one for the same person and item, if there is one; refuse nothing.

    Requests of one village are numbered one after the other, so two that come at once see each other here.
    """
    if ticket.item_id is None:
        return
    item = db.get_one(ServiceItem, ticket.item_id)
    other = db.exec(
        select(Ticket)
        .join(ServiceItem, col(ServiceItem.id) == col(Ticket.item_id))
        .where(
            col(Ticket.beneficiary_id) == ticket.beneficiary_id,
            col(Ticket.closed_at).is_(None),
            col(Ticket.id) != ticket.id,
            col(ServiceItem.code) == item.code,
        )
        .order_by(col(Ticket.submitted_at), col(Ticket.id))
        .limit(1)
        .with_for_update(of=Ticket)
    ).first()
    if other is None or len(other.details["twins"]) >= MOST:
        return
    for one, twin, later in ((ticket, other, True), (other, ticket, False)):
        _know(db, one, Twin(id=twin.id, ticket_no=twin.ticket_no, later=later), SYSTEM, Side.CLOCK, "twin_found")


def note_on_twin(db: Session, loaded: Loaded, actor: Actor, event: TicketEvent) -> None:
    """Write on the earlier request what was decided on the later one, and tell who has it."""
    twin = next(each for each in loaded.ticket.details["twins"] if each["id"] == event.data["twin_id"])
    earlier = db.exec(select(Ticket).where(col(Ticket.id) == UUID(twin["id"])).with_for_update()).one()
    back = Twin(id=loaded.ticket.id, ticket_no=loaded.ticket.ticket_no, later=False, verdict=twin["verdict"])
    noted = _know(db, earlier, back, actor, Side(event.actor_side), NOTED[event.move or ""])
    tell_of_twin(db, queries.loaded(db, earlier), noted)


def _know(db: Session, ticket: Ticket, twin: Twin, actor: Actor, side: Side, what: str) -> TicketEvent:
    events = queries.loaded(db, ticket).events
    data: Mapping[str, Any] = {"twin_id": str(twin.id), "twin_no": twin.ticket_no[-4:]}
    event = write_entry(
        db,
        events,
        ticket,
        actor,
        side,
        event_id=uuid5(ticket.id, f"{what}:{len(events)}"),
        what=what,
        data=dict(data),
        fingerprint="",
    )
    ticket.details = linked(ticket.details, twin)
    ticket.updated_at = event.at
    record_change(db, ticket, what, ticket.core_state)
    return event
