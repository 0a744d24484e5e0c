"""Letting a backup begin and stop acting; the log says so, and both are told."""

from uuid import uuid5

from sqlmodel import Session

from app.core.clock import local_date, now
from app.duty.roster.leave.queries import on_leave
from app.people.actor import SYSTEM, Actor
from app.tickets.deadlines.service import record_change, settle_clocks
from app.tickets.kinds.workflow import Side
from app.tickets.log.service import write_entry
from app.tickets.models import Ticket
from app.tickets.news.service import tell_of_backup
from app.tickets.queries import Loaded, loaded
from app.tickets.silence.queries import silent_day_ends
from app.tickets.silence.rules import held

LEAVE, SILENCE = "leave", "silence"
STOOD_IN, STOOD_DOWN = "stood_in", "stood_down"


def settle_backup(db: Session, all_of_it: Loaded) -> bool:
    """Let the backup act, or stop, as things stand now; false if nothing changes."""
    reason = _reason(db, all_of_it)
    if reason == all_of_it.ticket.stands_in:
        return False
    _write(db, all_of_it, reason)
    return True


def handler_is_back(db: Session, actor: Actor, ticket: Ticket) -> None:
    """End what began with a handler's silence, once he acts again, and what has nobody to act for."""
    if ticket.stands_in is None:
        return
    spoke = ticket.stands_in == SILENCE and actor.person_id == ticket.assignee_id
    if spoke or ticket.closed_at is not None or ticket.backup_id is None:
        _write(db, loaded(db, ticket), None)


def _reason(db: Session, all_of_it: Loaded) -> str | None:
    """Why the backup acts as things stand: a leave, a working day's silence, or not at all."""
    ticket = all_of_it.ticket
    if ticket.closed_at is not None or all_of_it.assignee_id is None or ticket.backup_id not in all_of_it.in_post:
        return None
    away = on_leave(db, ticket.village_id, local_date(now()))
    if ticket.backup_id in away:
        return None
    if all_of_it.assignee_id in away:
        return LEAVE
    if ticket.stands_in == SILENCE:
        begun = max(event.at for event in all_of_it.events if event.what == STOOD_IN)
        last = held(all_of_it.events, all_of_it.assignee_id).last_act_at
        return None if last is not None and last > begun else SILENCE
    ends = silent_day_ends(db, all_of_it)
    return SILENCE if ends is not None and ends <= now() else None


def _write(db: Session, all_of_it: Loaded, reason: str | None) -> None:
    ticket = all_of_it.ticket
    acts = reason is not None
    names = {"from_name": all_of_it.name(ticket.assignee_id) or "", "to_name": all_of_it.name(ticket.backup_id) or ""}
    event = write_entry(
        db,
        all_of_it.events,
        ticket,
        SYSTEM,
        Side.CLOCK,
        event_id=uuid5(ticket.id, f"backup:{len(all_of_it.events)}"),
        what=STOOD_IN if acts else STOOD_DOWN,
        data=names,
        fingerprint="",
    )
    ticket.stands_in, ticket.updated_at = reason, event.at
    tell_of_backup(db, all_of_it, event)
    record_change(db, ticket, event.what, ticket.core_state)
    settle_clocks(db, loaded(db, ticket))
