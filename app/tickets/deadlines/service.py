"""Keeping the cache of deadlines, and the feed, in step with a ticket's log."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from app.changes.service import record
from app.core.clock import now
from app.notices.service import when_awake
from app.people.models import Role
from app.places.queries import calendar, hours_of
from app.tickets import rules
from app.tickets.clocks.queries import clock_runs
from app.tickets.clocks.rules import ripe_at
from app.tickets.kinds.workflow import Owner, Service, Side, Urgency
from app.tickets.models import Ticket
from app.tickets.queries import Loaded, staff_at
from app.tickets.reminders.queries import is_refilled_since
from app.tickets.reminders.rules import Reminder, reminders, still_ahead
from app.tickets.silence.queries import lies_until, silent_day_ends
from app.tickets.silence.rules import held


def settle_clocks(db: Session, loaded: Loaded) -> None:
    """Re-derive the clock's cache and the next look of the system from the log."""
    ticket, kind = loaded.ticket, loaded.kind
    days, hours = calendar(db), hours_of(db, ticket.village_id)
    runs = clock_runs(db, loaded)
    run = runs[-1] if runs and runs[-1].stopped_at is None else None
    # Whoever was told of one date is told again when another one comes near.
    put_off = run and run.due_at and run.due_at != ticket.due_at and run.due_at > now() and ticket.assignee_id
    if run is None or run.name != ticket.clock or put_off:
        ticket.escalation = 0
    ticket.clock = run.name if run else None
    ticket.clock_owner = run.owner if run else None
    ticket.clock_state = run.state if run else None
    ticket.due_at = run.due_at if run else None
    ticket.due_provisional = run.provisional if run else False
    ticket.yellow_at = run.yellow_at if run else None
    own = (ripe_at(move, ticket.details, ticket.entered_at, days, hours) for move in kind.moves_from(ticket.state))
    times = [at for at in own if at is not None]
    times += [step.at for step in ladder(db, loaded) if step.level > ticket.escalation]
    times += [when_awake(each.at) for each in reminders_ahead(db, loaded)]
    acts = held(loaded.events, ticket.assignee_id) if ticket.assignee_id else None
    ticket.taken_at = acts.first_act_at if acts else None
    times += [at for at in (lies_until(db, loaded), _backup_begins(db, loaded)) if at is not None]
    ticket.tick_at = min(times, default=None)


def _backup_begins(db: Session, loaded: Loaded) -> datetime | None:
    waits = loaded.ticket.backup_id is not None and loaded.ticket.stands_in is None
    return silent_day_ends(db, loaded) if waits else None


def reminders_ahead(db: Session, loaded: Loaded) -> list[Reminder]:
    """The reminders that are still to be sent while the ticket stays as it is, in order of their time."""
    ticket, written = loaded.ticket, {event.id for event in loaded.events}
    facts = loaded.facts(frozenset({Side.CLOCK}), None, {}, now())
    planned = reminders(loaded.kind.service, facts, ticket.due_at, calendar(db))
    ahead = still_ahead(planned, ticket.id, written)
    return [] if ahead and ticket.closed_at and is_refilled_since(db, ticket) else ahead


def ladder(db: Session, loaded: Loaded) -> tuple[rules.Step, ...]:
    """The rungs on which this ticket would climb if nothing happened."""
    ticket = loaded.ticket
    if ticket.closed_at is not None:
        return ()

    def waited(since: datetime, minutes: int) -> datetime:
        if ticket.urgency == Urgency.EMERGENCY:
            return since + timedelta(minutes=minutes)
        return hours_of(db, ticket.village_id).add_open_minutes(since, minutes, calendar(db))

    left = [event.at for event in loaded.events if event.what == "left_open"]
    return rules.escalation_steps(
        owner=Owner(ticket.clock_owner) if ticket.clock_owner else None,
        due_at=ticket.due_at,
        yellow_at=ticket.yellow_at,
        unassigned_since=max([ticket.entered_at, *left]) if ticket.assignee_id is None else None,
        waited=waited,
        town_sees=Service(ticket.service) in rules.OPEN_SERVICES,
        has_secretary=ticket.assignee_id is not None or bool(staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY)),
    )


def record_change(db: Session, ticket: Ticket, what: str, was: str | None) -> None:
    """Put a ticket's news into the change feed; of health and disputes nothing but that something happened."""
    data: dict[str, Any] = {"service": ticket.service, "core_state": ticket.core_state, "was": was}
    if ticket.service in rules.OPEN_SERVICES:
        data |= {"ticket_no": ticket.ticket_no, "move": what, "state": ticket.state, "version": ticket.version}
    record(
        db,
        "ticket_submitted" if was is None else "ticket_moved",
        subject_type="ticket",
        subject_id=str(ticket.id),
        place_path=ticket.place_path,
        data=data,
    )
