"""What the watch does with a matter that its handler lets lie."""

from collections.abc import Sequence

from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.people.actor import SYSTEM, Role
from app.people.models import Person
from app.tickets.deadlines.service import record_change, settle_clocks
from app.tickets.kinds.workflow import Side
from app.tickets.log.service import write_entry
from app.tickets.news.service import tell_of_silence, tell_who_let_it_lie
from app.tickets.queries import Loaded, loaded, staff_at
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move
from app.tickets.silence import queries, rules


def end_silence(db: Session, all_of_it: Loaded) -> bool:
    """Give a matter that was let lie to the next on duty, through the one door; false if nobody has let it lie.

    No clock begins anew. What is for few eyes, an errand under a paper that names its agents, and what there is nobody
    left for stays where it is and climbs instead.
    """
    ends = queries.lies_until(db, all_of_it)
    if ends is None or ends > now():
        return False
    if not _returned(db, all_of_it):
        _climb(db, all_of_it)
    return True


def _returned(db: Session, all_of_it: Loaded) -> bool:
    ticket = all_of_it.ticket
    assert ticket.assignee_id is not None, "only what somebody has is let lie"
    to = queries.next_up(db, all_of_it) if all_of_it.kind.move(rules.RETURN, ticket.state) else None
    if to is None:
        return False
    was, seq = ticket.assignee_id, rules.held(all_of_it.events, ticket.assignee_id).seq
    step = MoveIn(
        id=queries.event_id(all_of_it, rules.RETURN, seq),
        move=rules.RETURN,
        version=ticket.version,
        data={
            "person_id": str(to.person_id),
            "from_id": str(was),
            "from_name": all_of_it.people[was].name,
            "counts_from": to.counts_from.isoformat(),
        },
    )
    try:
        make_move(db, SYSTEM, ticket.id, step, door=rules.DOOR)
    except Refusal as refusal:
        if refusal.code in {"agent_not_authorised", "not_staff"}:
            return False
        raise
    tell_who_let_it_lie(db, all_of_it, was, str(step.id))
    return True


def _climb(db: Session, all_of_it: Loaded) -> None:
    """Ask the secretary to see to it, or the township where it lies with the secretary; its handler hears of it, too."""
    ticket, assignee_id = all_of_it.ticket, all_of_it.assignee_id
    assert assignee_id is not None, "only what somebody has is let lie"
    role: Role = Role.VILLAGE_SECRETARY
    asked: Sequence[Person] = [p for p in staff_at(db, ticket.place_path, role) if p.id != assignee_id]
    if not asked:
        role = Role.TOWN_OFFICER
        asked = staff_at(db, all_of_it.town.path, role)
    event = write_entry(
        db,
        all_of_it.events,
        ticket,
        SYSTEM,
        Side.CLOCK,
        event_id=queries.event_id(all_of_it, rules.LET_LIE, rules.held(all_of_it.events, assignee_id).seq),
        what=rules.LET_LIE,
        data={
            "role": role,
            "to_name": "、".join(person.name for person in asked),
            "from_name": all_of_it.people[assignee_id].name,
        },
        fingerprint="",
    )
    ticket.updated_at = event.at
    tell_of_silence(db, all_of_it, role, [person.id for person in asked], assignee_id, str(event.id))
    record_change(db, ticket, event.what, ticket.core_state)
    settle_clocks(db, loaded(db, ticket))
