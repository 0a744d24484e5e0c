"""What the watch does with a matter whose handler is on leave."""

from datetime import timedelta

from sqlmodel import Session

from app.core.clock import local_date, now
from app.duty.roster.leave.queries import leaves_of, on_leave
from app.places.queries import calendar
from app.tickets.absence.rules import back_on, cannot_wait
from app.tickets.kinds.workflow import Urgency
from app.tickets.onward.queries import event_id
from app.tickets.onward.rules import AWAY
from app.tickets.onward.service import give_on
from app.tickets.queries import Loaded
from app.tickets.silence.rules import held, village_owes

_AHEAD = timedelta(days=60)


def cover_absence(db: Session, all_of_it: Loaded) -> bool:
    """Give what cannot wait for a handler on leave to who is on duty, or ask above; false where it waits, or he is here.

    Where somebody is named to stand in and is here, he acts and nothing is given on.
    """
    ticket, handler_id, today = all_of_it.ticket, all_of_it.assignee_id, local_date(now())
    if handler_id is None or ticket.absence_seen_on == today or not village_owes(ticket):
        return False
    leaves = leaves_of(db, ticket.village_id, today, today + _AHEAD)
    back = back_on([leave for leave in leaves if leave.person_id == handler_id], today)
    if back is None or ticket.backup_id in all_of_it.in_post - on_leave(db, ticket.village_id, today):
        return False
    ticket.absence_seen_on = today
    acts = held(all_of_it.events, handler_id)
    if not cannot_wait(Urgency(ticket.urgency), ticket.due_at, acts, today, back, calendar(db)):
        return False
    occasion = f"{handler_id}:{back}"
    if event_id(all_of_it, AWAY.entry, occasion) in {event.id for event in all_of_it.events}:
        return False
    give_on(db, all_of_it, AWAY, occasion)
    return True
