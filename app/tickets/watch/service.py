"""The system's own steps and the ladder: duty person, village secretary, township."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import now
from app.duty.queries import handler_for
from app.notices.service import when_awake
from app.people.actor import SYSTEM, Role
from app.people.models import Person
from app.places.queries import calendar, hours_of
from app.tickets import queries, rules
from app.tickets.absence.service import cover_absence
from app.tickets.backup.service import settle_backup
from app.tickets.clocks.rules import ripe_at
from app.tickets.deadlines.service import ladder, record_change, reminders_ahead, settle_clocks
from app.tickets.kinds.workflow import Move, Service, Side
from app.tickets.log.service import write_entry
from app.tickets.models import Ticket, TicketEvent
from app.tickets.news.service import (
    tell_handlers_of_card,
    tell_of_card,
    tell_of_new_date,
    tell_of_reminder,
    tell_of_work,
)
from app.tickets.queries import Loaded
from app.tickets.reminders.rules import CALL_ASKED, REMINDED, ripe_reminder
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move
from app.tickets.silence.service import end_silence
from app.tickets.watch.queries import due_for_a_look


def look_after(db: Session, ticket_id: UUID) -> bool:
    """Do for one ticket what its time asks for, unless another worker is at it; false when there was nothing to do."""
    ticket = due_for_a_look(db, ticket_id, now())
    if ticket is None:
        return False
    loaded = queries.loaded(db, ticket)
    if ticket.closed_at is None and loaded.assignee_id != ticket.assignee_id:
        _pass_on(db, loaded)
        return True
    did = _act_on_time(db, loaded)
    after = queries.loaded(db, ticket)
    # What lies untouched while its deadline passes is late and silent: both are said.
    did = cover_absence(db, after) or end_silence(db, after) or settle_backup(db, after) or did
    if not did:
        settle_clocks(db, after)
        if ticket.tick_at is not None and ticket.tick_at <= now():
            put_off(db, ticket_id)
    return True


def _act_on_time(db: Session, loaded: Loaded) -> bool:
    """Do the one step, reminder or card whose time has come; false if there is none."""
    ticket = loaded.ticket
    move = _ripe_move(db, loaded)
    if move is None:
        return _remind(db, loaded) or _climb(db, loaded)
    # The id follows from the visit to this state, so that two workers make one step of it.
    step = uuid5(ticket.id, f"{move.name}:{ticket.version}")
    make_move(db, SYSTEM, ticket.id, MoveIn(id=step, move=move.name, version=ticket.version))
    return True


def put_off(db: Session, ticket_id: UUID) -> None:
    """Look at a ticket again in an hour: its time has come but nothing could be done, and others must not wait behind it."""
    db.get_one(Ticket, ticket_id).tick_at = now() + timedelta(hours=1)


def recount(db: Session, ticket_id: UUID) -> bool:
    """Count a ticket's deadline anew, since the calendar or the opening hours have changed; true if it moved.

    While the ticket is open the log keeps the date that was and the date that is, and whoever was promised the old one
    is told.
    """
    ticket = queries.ticket_in_sight(db, SYSTEM, ticket_id, lock=True)
    all_of_it, before = queries.loaded(db, ticket), ticket.due_at
    settle_clocks(db, all_of_it)
    if ticket.due_at == before or ticket.closed_at is not None:
        return ticket.due_at != before
    data = {"was": before and before.isoformat(), "due_at": ticket.due_at and ticket.due_at.isoformat()}
    event = write_entry(
        db,
        all_of_it.events,
        ticket,
        SYSTEM,
        Side.CLOCK,
        event_id=uuid5(ticket.id, f"recounted:{len(all_of_it.events)}"),
        what="recounted",
        data=data,
        fingerprint="",
    )
    ticket.updated_at = event.at
    tell_of_new_date(db, all_of_it, event)
    record_change(db, ticket, "recounted", ticket.core_state)
    return True


def _ripe_move(db: Session, loaded: Loaded) -> Move | None:
    """The system's move whose time has come, if any."""
    ticket = loaded.ticket
    days, hours = calendar(db), hours_of(db, ticket.village_id)
    facts = loaded.facts(frozenset({Side.CLOCK}), None, {}, now())
    for move in loaded.kind.moves_from(ticket.state):
        due = ripe_at(move, ticket.details, ticket.entered_at, days, hours)
        if due is not None and due <= facts.now and move.when(facts):
            return move
    return None


def _pass_on(db: Session, loaded: Loaded) -> None:
    """Whoever had it has left the post: it goes to whoever answers now, or lies open for all and climbs from here on."""
    ticket = loaded.ticket
    role = rules.owners(Service(ticket.service))[0]
    to = handler_for(db, ticket.village_id, now(), role)
    ticket.assignee_id = to
    ticket.backup_id = ticket.backup_id if ticket.backup_id in loaded.in_post and ticket.backup_id != to else None
    ticket.stands_in = None
    if to is None:
        ticket.escalation = 0
    event = write_entry(
        db,
        loaded.events,
        ticket,
        SYSTEM,
        Side.CLOCK,
        event_id=uuid5(ticket.id, f"passed_on:{len(loaded.events)}"),
        what="passed_on" if to else "left_open",
        data={"to_name": db.get_one(Person, to).name} if to else {},
        fingerprint="",
    )
    ticket.updated_at = event.at
    if to:
        tell_of_work(db, loaded, event)
    record_change(db, ticket, event.what, ticket.core_state)
    settle_clocks(db, replace(loaded, events=[*loaded.events, event]))


def _remind(db: Session, loaded: Loaded) -> bool:
    """Send the reminder whose time has come, and never at night; false if there is none."""
    ticket, at = loaded.ticket, now()
    ahead = [each._replace(at=when_awake(each.at)) for each in reminders_ahead(db, loaded)]
    reminder = ripe_reminder(ahead, at) if when_awake(at) == at else None
    if reminder is None:
        return False
    what = CALL_ASKED if reminder.by_person else REMINDED
    event_id = reminder.event_id(ticket.id)
    event = write_entry(db, loaded.events, ticket, SYSTEM, Side.CLOCK, event_id=event_id, what=what, fingerprint="")
    ticket.updated_at = event.at
    role = rules.ANSWERED_BY.get(Service(ticket.service), Role.DUTY_CADRE)
    hands = {loaded.assignee_id} if loaded.assignee_id else _ids(queries.staff_at(db, ticket.place_path, role))
    tell_of_reminder(db, loaded, event, hands)
    record_change(db, ticket, event.what, ticket.core_state)
    settle_clocks(db, replace(loaded, events=[*loaded.events, event]))
    return True


def _ids(people: Iterable[Person]) -> set[UUID]:
    return {person.id for person in people}


def _climb(db: Session, loaded: Loaded) -> bool:
    """Give the next card to whom it belongs; nothing moves, the clock runs on, and the log says who was asked to step in.

    False if it was nobody's turn. A yellow card that nobody saw in time gives way to the red one.
    """
    ticket, at = loaded.ticket, now()
    due = [step for step in ladder(db, loaded) if step.level > ticket.escalation and step.at <= at]
    step = next((step for step in due if step.card is rules.Card.RED), due[0] if due else None)
    if step is not None:
        ticket.escalation = step.level
        _ask(db, loaded, step)
    settle_clocks(db, loaded)
    return step is not None


def _ask(db: Session, loaded: Loaded, step: rules.Step) -> None:
    """Tell whom a card goes to; of a red one for somebody higher up the log keeps the name."""
    ticket = loaded.ticket
    key = f"escalated:{step.level}:{len(loaded.events)}"
    asked: Sequence[Person] = ()
    if step.role is not None:
        asked = queries.staff_at(
            db, loaded.town.path if step.role is Role.TOWN_OFFICER else ticket.place_path, step.role
        )
    for person in asked:
        tell_of_card(db, loaded, step, person.id, key)
    tell_handlers_of_card(db, loaded, step, key, told=[person.id for person in asked])
    if step.role is None or step.card is not rules.Card.RED:
        return
    db.add(_escalated(ticket, len(loaded.events) + 1, step, uuid5(ticket.id, key), [person.name for person in asked]))
    db.flush()
    ticket.updated_at = now()
    record_change(db, ticket, "escalated", ticket.core_state)


def _escalated(ticket: Ticket, seq: int, step: rules.Step, event_id: UUID, names: list[str]) -> TicketEvent:
    return TicketEvent(
        id=event_id,
        ticket_id=ticket.id,
        seq=seq,
        what="escalated",
        from_state=ticket.state,
        actor_name="",
        actor_side=Side.CLOCK,
        at=now(),
        data={"level": step.level, "role": step.role, "to_name": "、".join(names), "owner": step.owner},
        fingerprint="",
    )
