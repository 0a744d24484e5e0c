"""Reading when a silent handler's time is over."""

from datetime import datetime, time, timedelta
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import LOCAL, local_date, now
from app.core.settings import settings
from app.duty import queries as duty
from app.duty.roster.leave.queries import leaves_of
from app.duty.rules import is_out
from app.places.models import LimitUnit
from app.places.queries import calendar, hours_of
from app.places.rules import Limit, Pause, counted_due
from app.tickets.kinds.workflow import Urgency
from app.tickets.onward.rules import LIES
from app.tickets.queries import Loaded
from app.tickets.silence import rules

_A_DAY = timedelta(days=1)
_OUT_A_WHILE = timedelta(hours=1)
_AFTER_A_TRIP = 30  # Minutes of open doors, for whoever is back, to look through what has come.


def lies_until(db: Session, loaded: Loaded) -> datetime | None:
    """When whoever has a matter will have let it lie too long; None if he has not, or if it was told already.

    Counted in the village's open hours from when it was given to him, without the days of his leave; whoever is out on a
    trip is given time until he is back.
    """
    ticket, assignee_id = loaded.ticket, loaded.assignee_id
    # Where somebody is named to stand in, he acts; nothing is taken away.
    if assignee_id is None or ticket.backup_id in loaded.in_post or not rules.village_owes(ticket):
        return None
    held = rules.held(loaded.events, assignee_id)
    told = uuid5(ticket.id, f"{LIES.entry}:{held.seq}")
    if held.first_act_at is not None or any(event.id == told for event in loaded.events):
        return None
    limit = rules.patience(settings().silent_minutes, Urgency(ticket.urgency))
    ends = _counted(db, loaded, limit, assignee_id, held.counts_from)
    return _once_back(db, loaded, assignee_id, ends) if ends <= now() else ends


def silent_day_ends(db: Session, loaded: Loaded) -> datetime | None:
    """When a handler will have done nothing for a working day, so that his backup acts; None where nobody waits for him."""
    ticket, assignee_id = loaded.ticket, loaded.assignee_id
    if assignee_id is None or not rules.village_owes(ticket):
        return None
    held = rules.held(loaded.events, assignee_id)
    named = [event.at for event in loaded.events if event.move == "set_backup"]
    since = max([held.last_act_at or held.counts_from, *named])
    return _counted(db, loaded, Limit(1, LimitUnit.WORKING_DAYS), assignee_id, since)


def _counted(db: Session, loaded: Loaded, limit: Limit, person_id: UUID, since: datetime) -> datetime:
    village_id = loaded.ticket.village_id
    away = [
        leave
        for leave in leaves_of(db, village_id, local_date(since), local_date(now()))
        if leave.person_id == person_id
    ]
    pauses: list[Pause] = [
        (
            datetime.combine(leave.first_on, time.min, LOCAL),
            datetime.combine(leave.last_on + _A_DAY, time.min, LOCAL),
        )
        for leave in away
    ]
    due = counted_due(limit, since, pauses, calendar(db), hours_of(db, village_id))
    assert due is not None, "a leave has an end"
    return due.at


def _once_back(db: Session, loaded: Loaded, person_id: UUID, ends: datetime) -> datetime:
    """The end of somebody's time, put off while he has said to be out, and until he has had time to look."""
    at, village_id = now(), loaded.ticket.village_id
    if loaded.ticket.urgency == Urgency.EMERGENCY:
        return ends
    own = [turn for turn in duty.turns_between(db, village_id, at, at) if turn.person_id == person_id]
    for turn in own:
        if is_out(turn, at):
            return turn.out_until or at + _OUT_A_WHILE
        if turn.out_note and turn.out_until:
            days = calendar(db)
            return max(ends, hours_of(db, village_id).add_open_minutes(turn.out_until, _AFTER_A_TRIP, days))
    return ends
