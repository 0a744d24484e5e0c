"""Writing the log."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import Refusal
from app.files.queries import own_files
from app.people.actor import Actor
from app.tickets.kinds.workflow import Side
from app.tickets.models import Ticket, TicketEvent, TicketFile


def written_before(db: Session, ticket_id: UUID, event_id: UUID, fingerprint: str) -> Ticket | None:
    """The ticket, if this very act has been written already: a phone on a bad network sends it again.

    Raises:
        Refusal: 409 `id_taken`, when the id belongs to another act.

    """
    known = db.get(TicketEvent, event_id)
    if known is None:
        return None
    if known.ticket_id != ticket_id or known.fingerprint != fingerprint:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一步上，请重新操作。",
            "This id belongs to another act: do it again under a new one.",
        )
    return db.get(Ticket, ticket_id)


def write_entry(
    db: Session,
    events: Sequence[TicketEvent],
    ticket: Ticket,
    actor: Actor,
    side: Side,
    *,
    event_id: UUID,
    what: str,
    fingerprint: str,
    **more: Any,  # noqa: ANN401 - columns of TicketEvent.
) -> TicketEvent:
    """Add an entry behind those that the ticket has; `more` are further columns of it."""
    event = TicketEvent(
        id=event_id,
        ticket_id=ticket.id,
        seq=len(events) + 1,
        what=what,
        from_state=ticket.state if events else None,
        actor_id=actor.person_id,
        actor_name=actor.name,
        actor_side=side,
        at=now(),
        fingerprint=fingerprint,
        **{"data": {}, **more},
    )
    db.add(event)
    db.flush()
    return event


def attach(db: Session, actor: Actor, ticket: Ticket, event: TicketEvent, file_ids: Sequence[UUID]) -> None:
    """Tie files that the actor sent before to an entry of the log.

    Raises:
        Refusal: 422, when one is not there or is somebody else's.

    """
    there = set(db.exec(select(TicketFile.file_id).where(col(TicketFile.ticket_id) == ticket.id)))
    for file in own_files(db, actor, [file_id for file_id in dict.fromkeys(file_ids) if file_id not in there]):
        db.add(TicketFile(ticket_id=ticket.id, file_id=file.id, event_id=event.id))
