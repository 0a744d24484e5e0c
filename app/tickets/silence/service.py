"""What the watch does with a matter that its handler lets lie."""

from sqlmodel import Session

from app.core.clock import now
from app.tickets.onward.rules import LIES
from app.tickets.onward.service import give_on
from app.tickets.queries import Loaded
from app.tickets.silence import queries
from app.tickets.silence.rules import held


def end_silence(db: Session, all_of_it: Loaded) -> bool:
    """Give a matter that was let lie to the next on duty; false if nobody has let it lie."""
    ends = queries.lies_until(db, all_of_it)
    if ends is None or ends > now():
        return False
    assert all_of_it.assignee_id is not None, "only what somebody has is let lie"
    give_on(db, all_of_it, LIES, held(all_of_it.events, all_of_it.assignee_id).seq)
    return True
