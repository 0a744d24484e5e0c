"""Giving a matter on, or asking somebody above to see to it."""

from collections.abc import Sequence

from sqlmodel import Session

from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.duty.roster.leave.queries import on_leave
from app.people.actor import SYSTEM, Role
from app.people.models import Person
from app.tickets.deadlines.service import record_change, settle_clocks
from app.tickets.kinds.workflow import Side
from app.tickets.log.service import write_entry
from app.tickets.news.service import tell_of_standstill, tell_whose_it_was
from app.tickets.onward import queries, rules
from app.tickets.queries import Loaded, loaded, staff_at
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move
from app.tickets.silence.rules import held


def give_on(db: Session, all_of_it: Loaded, cause: rules.Cause, key: object) -> None:
    """Give a matter to the next on duty; no clock begins anew.

    What is for few eyes, an errand under a paper that names its agents, and what there is nobody left for stays where it
    is and climbs instead. `key` says for which occasion: once for each.
    """
    if not _given(db, all_of_it, cause):
        _ask_above(db, all_of_it, cause, key)


def _given(db: Session, all_of_it: Loaded, cause: rules.Cause) -> bool:
    ticket, was = all_of_it.ticket, all_of_it.assignee_id
    assert was is not None, "only what somebody has is given on"
    to = queries.next_up(db, all_of_it) if all_of_it.kind.move(cause.move, ticket.state) else None
    if to is None:
        return False
    step = MoveIn(
        id=queries.event_id(all_of_it, cause.move, held(all_of_it.events, was).seq),
        move=cause.move,
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
    tell_whose_it_was(db, all_of_it, was, cause.gone, str(step.id))
    return True


def _ask_above(db: Session, all_of_it: Loaded, cause: rules.Cause, key: object) -> None:
    """Ask the secretary to see to it, or the township where it lies with the secretary or he is away himself."""
    ticket, assignee_id = all_of_it.ticket, all_of_it.assignee_id
    assert assignee_id is not None, "only what somebody has can stand still with him"
    role: Role = Role.VILLAGE_SECRETARY
    gone = on_leave(db, ticket.village_id, local_date(now())) | {assignee_id}
    asked: Sequence[Person] = [p for p in staff_at(db, ticket.place_path, role) if p.id not in gone]
    if not asked:
        role = Role.TOWN_OFFICER
        asked = staff_at(db, all_of_it.town.path, role)
    event = write_entry(
        db,
        all_of_it.events,
        ticket,
        SYSTEM,
        Side.CLOCK,
        event_id=queries.event_id(all_of_it, cause.entry, key),
        what=cause.entry,
        data={
            "role": role,
            "to_name": "、".join(person.name for person in asked),
            "from_name": all_of_it.people[assignee_id].name,
        },
        fingerprint="",
    )
    ticket.updated_at = event.at
    tell_of_standstill(db, all_of_it, role, [person.id for person in asked], cause.asked, str(event.id))
    if cause.kept is not None:
        tell_whose_it_was(db, all_of_it, assignee_id, cause.kept, str(event.id))
    record_change(db, ticket, event.what, ticket.core_state)
    settle_clocks(db, loaded(db, ticket))
