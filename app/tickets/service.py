"""The acts on tickets. `make_move` is the one door: no other code changes a state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session

from app.audit.queries import how_often
from app.audit.service import record
from app.core.clock import LOCAL, now, today
from app.core.problems import Refusal
from app.people.actor import Actor, ActorKind
from app.tickets import queries, rules
from app.tickets.answers.rules import acting_side
from app.tickets.appointments.service import refuse_unfit_slot
from app.tickets.backup.service import handler_is_back
from app.tickets.deadlines.service import record_change, settle_clocks
from app.tickets.hands.service import TAKE, hand_over
from app.tickets.kinds import KINDS
from app.tickets.kinds.needs import checked_data
from app.tickets.kinds.twins import NOTED as DECISIONS
from app.tickets.kinds.workflow import Core, Facts, Kind, Move, Owner, Service, Side
from app.tickets.log.service import attach, write_entry, written_before
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.service import tell_about
from app.tickets.queries import Loaded
from app.tickets.schemas import MoveIn
from app.tickets.twins.service import note_on_twin

_LOOK = "confidential_read"
_MOST_TRIES = 5


def make_move(db: Session, actor: Actor, ticket_id: UUID, asked: MoveIn, *, door: str | None = None) -> Ticket:
    """Make one step in a ticket's life, once, with everything that follows from it.

    Raises:
        Refusal: 404 not in sight; 409 `id_taken`, `stale` (with the `current` version) or `move_not_open` (with `moves`);
            403 `not_your_role`; 422 naming what is missing or wrong.

    """
    fingerprint = rules.fingerprint(asked.model_dump(mode="json"), actor.person_id)
    # Asked before sight: staff who gave a ticket away and lost the answer are told again that it is done. A relative whose
    # mandate has ended in between is told nothing any more.
    known = written_before(db, ticket_id, asked.id, fingerprint)
    if known and rules.sides_by_role(actor, known.place_path):
        return known
    ticket = queries.ticket_in_sight(db, actor, ticket_id, lock=True)
    if known := written_before(db, ticket_id, asked.id, fingerprint):
        return known
    loaded, here, was = queries.loaded(db, ticket), rules.sides(actor, ticket), ticket.assignee_id
    _refuse_stale(loaded, actor, asked)
    move, on_behalf = _open_move(loaded, here, actor, asked.move, door)
    if on_behalf and door is None and asked.on_behalf is None:
        raise unchecked_identity("on_behalf")
    facts = _told(db, loaded, here, actor, move, asked)
    details = loaded.kind.details.model_validate(move.effect(facts)).model_dump(mode="json")
    side, data = acting_side(here, None if on_behalf else move.by), dict(facts.data)
    details |= hand_over(db, loaded, actor, move, side, data)
    event = write_entry(
        db,
        loaded.events,
        ticket,
        actor,
        side,
        event_id=asked.id,
        what="moved",
        move=move.name,
        to_state=move.to or None,
        on_behalf=on_behalf,
        identity_checked=asked.on_behalf.identity_checked if asked.on_behalf else None,
        note=asked.note,
        data=data,
        reported_at=asked.reported_at,
        fingerprint=fingerprint,
    )
    attach(db, actor, ticket, event, asked.file_ids)
    if door == "rating":
        ticket.rated_at = event.at
    _settle(db, loaded, event, details, quiet=door == "custody")
    handler_is_back(db, actor, ticket)
    tell_about(db, loaded, event, move)
    if move.name in DECISIONS:
        note_on_twin(db, loaded, actor, event)
    if ticket.assignee_id != was:
        for follow in _followers:
            follow(db, actor, ticket, was)
    return ticket


Follower = Callable[[Session, Actor, Ticket, UUID | None], None]
_followers: list[Follower] = []


def follow_changes_of_hands(follower: Follower) -> None:
    """Let a domain above have its word, in the same transaction, when a ticket goes from somebody (or nobody) to another.

    What lies below cannot import it, and originals have to follow their errand at once: asked for when it is imported.
    """
    _followers.append(follower)


def _refuse_stale(loaded: Loaded, actor: Actor, asked: MoveIn) -> None:
    """Of two who press "I take it" at once the second is told who has it."""
    ticket = loaded.ticket
    if asked.version == ticket.version:
        return
    taker = loaded.assignee_id if asked.move == TAKE and ticket.taken_at else None
    if taker is None or taker == actor.person_id:
        raise Refusal(
            409,
            "stale",
            "别人刚刚办了这件事，请看一下最新情况再决定。您填的内容没有丢。",
            "Somebody has just worked on this: look at it as it is now, then decide. What you entered is not lost.",
            current=ticket.version,
            state=ticket.state,
        )
    name = loaded.people[taker].name
    raise Refusal(
        409,
        "taken_before",
        f"{name}已经接手在办。要换您来办，请先和他说好，刷新后再点。",
        f"{name} has taken it and is at work on it. To take it over, speak with them first, refresh, then press again.",
        by=name,
        current=ticket.version,
        state=ticket.state,
    )


def unchecked_identity(field: str) -> Refusal:
    """What is answered to whoever records something for a villager and does not say how he knew that it is his wish."""
    return Refusal(
        422,
        "identity_unchecked",
        "这是替村民登记的，请选您怎样确认是他本人的意思。",
        "You record this for the villager: say how you made sure that it is his wish.",
        field=field,
    )


def _told(db: Session, loaded: Loaded, here: frozenset[Side], actor: Actor, move: Move, asked: MoveIn) -> Facts:
    """What the move was told, checked field by field and then by its guard."""
    refuse_free_word(loaded.kind, asked.note, asked.file_ids)
    data = checked_data(move.asks(loaded.facts(here, actor.person_id, {}, now())), asked.data)
    for text in (asked.note, *(value for value in data.values() if isinstance(value, str))):
        refuse_forbidden(loaded.kind, text)
    facts = loaded.facts(here, actor.person_id, data, now())
    if refusal := move.barred(facts) or move.guard(facts):
        raise refusal
    refuse_unfit_slot(db, loaded, move, data)
    return facts


def begin_life(
    db: Session,
    actor: Actor,
    ticket: Ticket,
    *,
    side: Side,
    file_ids: Sequence[UUID],
    on_behalf: bool,
    checked: str | None,
) -> None:
    """Write the first entry of a new ticket's log, start its clock and tell whom it touches."""
    event = write_entry(
        db,
        (),
        ticket,
        actor,
        side,
        event_id=uuid5(ticket.id, "submitted"),
        what="submitted",
        to_state=ticket.state,
        on_behalf=on_behalf,
        identity_checked=checked,
        reported_at=ticket.reported_at,
        fingerprint=ticket.fingerprint,
    )
    refuse_free_word(KINDS[Service(ticket.service)], None, file_ids)
    attach(db, actor, ticket, event, file_ids)
    loaded = queries.loaded(db, ticket)
    _settle(db, loaded, event, ticket.details, first=True)
    tell_about(db, loaded, event, None)


def unnoted_look(db: Session, actor: Actor, ticket_id: UUID) -> Ticket | None:
    """A quarrel or an illness that a member of staff may read and of whose reading today the audit does not know yet."""
    ticket = db.get_one(Ticket, ticket_id)
    here = rules.sides(actor, ticket)
    if not rules.is_confidential_look(Service(ticket.service), here) or actor.person_id is None:
        return None
    begun = datetime.combine(today(), time(), LOCAL)
    return None if how_often(db, actor.person_id, _LOOK, begun, str(ticket_id)) else ticket


def note_look(db: Session, actor: Actor, ticket: Ticket) -> None:
    """Write down that somebody read a confidential matter, once a day."""
    record(db, actor, _LOOK, "ticket", ticket.id, place_path=ticket.place_path)


def refuse_forbidden(kind: Kind, text: str | None) -> None:
    """Refuse a text that must not be kept, such as a card number in a finance ticket.

    Raises:
        Refusal: 422 `forbidden_text`.

    """
    if text and (why := kind.forbids(text)):
        raise Refusal(422, "forbidden_text", why.zh, why.en)


def refuse_free_word(kind: Kind, text: str | None, file_ids: Sequence[UUID]) -> None:
    """Refuse (422 `no_free_text`) what somebody writes, says or photographs where no service keeps it: of an illness.

    A recording or a photo of a medicine box tells as much as words do, and all who carry, drive or stand in would keep it.
    """
    if not kind.takes_description and (text or file_ids):
        raise Refusal(
            422,
            "no_free_text",
            "看病的事，这里不写病情、不留录音和照片。有话请当面和村医说，或者点打电话的按钮。",
            "About an illness no words, recordings or photos are kept here: tell the doctor in person, or press the call button.",
            field="text" if text else "file_ids",
        )


def _open_move(loaded: Loaded, here: frozenset[Side], actor: Actor, name: str, door: str | None) -> tuple[Move, bool]:
    """The move of that name, if this person may make it now, and whether it is recorded for the villager."""
    facts = loaded.facts(here, actor.person_id, {}, now())
    rated, handled = loaded.ticket.rated_at is not None, actor.person_id in loaded.handlers()
    if actor.kind is ActorKind.SYSTEM:
        offered = [
            rules.OpenMove(m, on_behalf=False) for m in loaded.kind.moves_from(facts.state) if Side.CLOCK in m.by
        ]
    else:
        offered = rules.open_moves(loaded.kind, facts, rated=rated, handled=handled)
    offered = [offer for offer in offered if offer.move.door == door]
    for offer in offered:
        if offer.move.name == name:
            return offer.move, offer.on_behalf
    moves = [offer.move.name for offer in offered]
    known = loaded.kind.move(name, facts.state)
    if known is not None and not (known.by & here) and known.door == door:
        raise Refusal(
            403, "not_your_role", "这一步要由别的人来做。", "This step is for somebody else to make.", moves=moves
        )
    raise Refusal(
        409,
        "move_not_open",
        "这件事现在不能这样办，请看看现在能做什么。",
        "This cannot be done to it now: see what can be done.",
        moves=moves,
        state=facts.state,
        version=loaded.ticket.version,
    )


def count_wrong_code(db: Session, actor: Actor, ticket_id: UUID) -> None:
    """Count a wrong pick-up code, in a transaction of its own, since the refused move leaves nothing behind."""
    ticket = queries.ticket_in_sight(db, actor, ticket_id, lock=True)
    ticket.details = {**ticket.details, "code_tries": min(ticket.details.get("code_tries", 0) + 1, _MOST_TRIES)}


def _settle(
    db: Session,
    loaded: Loaded,
    event: TicketEvent,
    details: Mapping[str, Any],
    *,
    first: bool = False,
    quiet: bool = False,
) -> None:
    """Bring the row to where the log now stands, and let the change feed know.

    What is `quiet` leaves the version: where papers lie stands in the way of nobody's next step, sent from an offline phone.
    """
    ticket = loaded.ticket
    was = None if first else ticket.core_state
    ticket.details = dict(details)
    if not first and not quiet:
        ticket.version += 1
    if event.to_state and event.to_state != ticket.state:
        ticket.state, ticket.entered_at = event.to_state, event.at
        ticket.core_state = loaded.kind.state(event.to_state).core
    core, state = Core(ticket.core_state), loaded.kind.state(ticket.state)
    # An end leaves the desk, unless the village still owes something there, such as a visit after a quarrel.
    owes = state.clock is not None and loaded.kind.clock(state.clock).owner is Owner.VILLAGE
    ticket.closed_at = (ticket.closed_at or event.at) if state.ends and not owes else None
    if core in {Core.COMPLETED, Core.DELIVERED, Core.CLOSED}:
        ticket.completed_at = ticket.completed_at or event.at
    elif not state.ends:
        ticket.completed_at = None
    ticket.updated_at = event.at
    events = loaded.events if first else [*loaded.events, event]
    settle_clocks(db, replace(loaded, events=events))
    record_change(db, ticket, event.move or event.what, was)
