"""What is added to a ticket and moves nothing: words, photos, recordings, trips and calls."""

from uuid import UUID

from sqlmodel import Session

from app.core.problems import Refusal
from app.people.actor import Actor
from app.tickets import queries, rules
from app.tickets.answers.rules import acting_side
from app.tickets.backup.service import handler_is_back
from app.tickets.kinds.workflow import Side
from app.tickets.log.service import attach, write_entry, written_before
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.service import tell_of_note, tell_of_trip
from app.tickets.schemas import NoteIn
from app.tickets.service import refuse_forbidden, refuse_free_word


def add_note(db: Session, actor: Actor, ticket_id: UUID, asked: NoteIn) -> Ticket:
    """Add a word, photos or a recording; neither the state nor any clock changes.

    Raises:
        Refusal: 404 not in sight; 409 `id_taken`; 422 `something_missing`, `no_free_text` or a forbidden text.

    """
    ticket = queries.ticket_in_sight(db, actor, ticket_id, lock=True)
    fingerprint = rules.fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if written_before(db, ticket_id, asked.id, fingerprint):
        return ticket
    if not asked.text and not asked.file_ids:
        raise Refusal(
            422,
            "something_missing",
            "请写一句话，或者加一张照片、一段录音。",
            "Write a word, or add a photo or a recording.",
            field="text",
        )
    loaded = queries.loaded(db, ticket)
    refuse_free_word(loaded.kind, asked.text, asked.file_ids)
    refuse_forbidden(loaded.kind, asked.text)
    here = rules.sides(actor, ticket)
    # A cadre speaks of his own matter as the one it is about, and may rate it in the end.
    side = acting_side(here, frozenset({Side.HELPED}))
    event = write_entry(
        db,
        loaded.events,
        ticket,
        actor,
        side,
        event_id=asked.id,
        what="noted",
        note=asked.text,
        reported_at=asked.reported_at,
        fingerprint=fingerprint,
    )
    attach(db, actor, ticket, event, asked.file_ids)
    # The version stays: a word that somebody adds does not stand in the way of somebody's step.
    ticket.updated_at = event.at
    _at_work(db, actor, ticket, event)
    if side is Side.HELPED:
        tell_of_note(db, loaded, event)
    return ticket


def _at_work(db: Session, actor: Actor, ticket: Ticket, event: TicketEvent) -> None:
    """A word or a trip shows as well as a step that whoever has a matter is at work on it."""
    if actor.person_id == ticket.assignee_id and event.actor_side != Side.HELPED:
        ticket.taken_at = ticket.taken_at or event.at
        handler_is_back(db, actor, ticket)


def log_trip(db: Session, actor: Actor, ticket: Ticket, event_id: UUID, *, action: str, by_message: bool) -> None:
    """Note in a locked ticket's log that somebody went on an errand for it or rang, and tell the villager's side.

    `action` is what the entry of the log calls it, such as `call`. Whoever went has worked on it and does not rate it.
    """
    loaded = queries.loaded(db, ticket)
    side = acting_side(rules.sides(actor, ticket), rules.STAFF_SIDES)
    event = write_entry(
        db,
        loaded.events,
        ticket,
        actor,
        side,
        event_id=event_id,
        what="trip_logged",
        fingerprint="",
        data={"action": action},
    )
    ticket.updated_at = event.at
    _at_work(db, actor, ticket, event)
    tell_of_trip(db, loaded, event, by_message=by_message)
