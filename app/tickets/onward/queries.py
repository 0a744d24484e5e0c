"""Reading who comes next."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import local_date, now
from app.duty import queries as duty
from app.duty.models import ShiftKind
from app.duty.roster.leave.queries import on_leave
from app.duty.rules import Turn, is_out, turns_at
from app.people.actor import Role
from app.tickets.kinds.workflow import Urgency
from app.tickets.queries import Loaded, staff_at
from app.tickets.silence.rules import let_lie_before

_A_DAY = timedelta(days=1)


class NextUp(NamedTuple):
    """Who has it next, and from when on he can be expected to look."""

    person_id: UUID
    counts_from: datetime


def event_id(loaded: Loaded, what: str, key: object) -> UUID:
    """The id of what comes about by itself, one for each `key`: the time that a matter was given, a leave."""
    return uuid5(loaded.ticket.id, f"{what}:{key}")


def next_up(db: Session, loaded: Loaded) -> NextUp | None:
    """Who has a matter next: who is at the desk now, else whose turn comes while there is time, else the secretary.

    Nobody has it again who let it lie; whoever is on leave or out is passed over.
    """
    ticket, at = loaded.ticket, now()
    passed = {ticket.assignee_id} | let_lie_before(loaded.events)
    staff = duty.staff_of(db, ticket.village_id)
    limit = at if ticket.urgency == Urgency.EMERGENCY else min(at + _A_DAY, max(ticket.due_at or at + _A_DAY, at))
    turns = duty.turns_between(db, ticket.village_id, at, limit)
    away = {on: on_leave(db, ticket.village_id, on) for on in {local_date(at), local_date(limit)}}

    def can(turn: Turn, when: datetime) -> bool:
        return turn.person_id in staff - passed and turn.person_id not in away[local_date(when)]

    here = [turn for turn in turns_at(turns, at) if can(turn, at) and not is_out(turn, at)]
    if here:
        return NextUp(here[0].person_id, at)
    ahead = [t for t in turns if t.starts_at > at and t.kind is ShiftKind.DUTY and can(t, t.starts_at)]
    if ahead:
        first = min(ahead, key=lambda turn: (turn.starts_at, turn.id))
        return NextUp(first.person_id, first.starts_at)
    leads = [each.id for each in staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY)]
    free = [person_id for person_id in leads if person_id not in passed | away[local_date(at)]]
    return NextUp(free[0], at) if free else None
