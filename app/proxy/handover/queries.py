"""Reading hand-overs: what a turn leaves behind, what waits to be accepted, and both as somebody may see them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Integer, bindparam, exists, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from app.core.problems import not_found
from app.duty import queries as duty
from app.duty.models import DutyShift, ShiftKind
from app.duty.rules import Turn, turns_at
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.proxy.custody.models import CustodyHolding, SpotKind
from app.proxy.handover import rules
from app.proxy.handover.models import Handover, Why
from app.proxy.handover.rules import Item, Matter, Successor
from app.proxy.handover.schemas import Someone
from app.tickets.kinds.workflow import Core, Owner, Service, Urgency
from app.tickets.models import Ticket
from app.tickets.rules import STAFF_ROLES

_MOST = 500
_LOOKS_BACK = timedelta(days=2)  # Longer than the server is ever down for.


class Round(NamedTuple):
    """A turn with what surrounds it: who comes after, and when its own person is back."""

    turn: Turn
    after: Successor
    back_at: datetime | None
    is_alone: bool  # Nobody else is of the village's staff.


def handovers_of(db: Session, village_id: int, first: date, last: date) -> Sequence[Handover]:
    """The notes of the turns that ended in some days, both ends in, in order; those of turns that nothing had to follow, too."""
    begin, end = duty.local_days(first, last)
    ended = select(Handover).where(
        Handover.village_id == village_id, col(Handover.ends_at) >= begin, col(Handover.ends_at) < end
    )
    return db.exec(ended.order_by(col(Handover.ends_at), col(Handover.id))).all()


def round_of(db: Session, turn: Turn) -> Round:
    """What surrounds a turn as the roster stands now."""
    around = duty.turns_between(db, turn.village_id, turn.ends_at, turn.ends_at + rules.AHEAD)
    staff = duty.staff_of(db, turn.village_id)
    alone = not staff - {turn.person_id}
    return Round(turn, rules.successor(around, turn, staff), rules.next_own(around, turn), alone)


def items_of(db: Session, village_id: int, giver_id: UUID, ends_at: datetime, back_at: datetime | None) -> list[Item]:
    """What somebody leaves behind in a village, as the matters stand now, what is due first on top."""
    held = originals_of(db, village_id, giver_id)
    wanted = select(Ticket).where(
        Ticket.village_id == village_id,
        or_(
            (col(Ticket.assignee_id) == giver_id) & col(Ticket.closed_at).is_(None),
            col(Ticket.id).in_(held),
        ),
    )
    rows = db.exec(wanted.order_by(col(Ticket.due_at), col(Ticket.id)).limit(_MOST)).all()
    matters = [
        Matter(
            row.id,
            Service(row.service),
            Core(row.core_state),
            Urgency(row.urgency),
            Owner(row.clock_owner) if row.clock_owner else None,
            row.due_at,
            row.assignee_id == giver_id,
            held.get(row.id, 0),
        )
        for row in rows
    ]
    return rules.items(matters, ends_at, back_at)


def originals_of(db: Session, village_id: int, person_id: UUID) -> dict[UUID, int]:
    """How many originals somebody of a village has in hand, by ticket."""
    held = select(CustodyHolding.ticket_id, CustodyHolding.count).where(
        CustodyHolding.village_id == village_id,
        CustodyHolding.spot_kind == SpotKind.PERSON,
        CustodyHolding.spot_key == str(person_id),
    )
    found: dict[UUID, int] = {}
    for ticket_id, count in db.exec(held):
        found[ticket_id] = found.get(ticket_id, 0) + count
    return found


def kept_items(note: Handover) -> list[Item]:
    """The lines of a note as they were written."""
    return [Item(UUID(each["ticket_id"]), tuple(map(Why, each["why"])), each["moves"]) for each in note.items]


def waiting(db: Session, village_id: int) -> Sequence[Handover]:
    """The notes of a village that nobody has accepted, the oldest first."""
    open_notes = select(Handover).where(
        Handover.village_id == village_id, col(Handover.is_needed), col(Handover.accepted_at).is_(None)
    )
    return db.exec(open_notes.order_by(col(Handover.ends_at), col(Handover.id))).all()


class Ended(NamedTuple):
    """A turn that ended without a note, and whether the one who went left anything behind that could go over."""

    id: UUID
    village_id: int
    village_path: str
    person_id: UUID
    ends_at: datetime
    leaves: bool


def turns_without_note(db: Session, at: datetime, limit: int) -> list[Ended]:
    """Turns that ended a while ago and of which there is no note, the earliest first; one statement where there is none."""
    asked = {"since": at - _LOOKS_BACK, "until": at - rules.GRACE, "most": limit}
    found = db.execute(_ended_asked(), asked).all()
    if not found:
        return []
    # A key is text where a person is a column of another kind, so the two are compared here.
    held = select(CustodyHolding.village_id, CustodyHolding.spot_key).where(
        CustodyHolding.spot_kind == SpotKind.PERSON,
        col(CustodyHolding.spot_key).in_({str(person_id) for _, _, _, person_id, _, _ in found}),
    )
    holders = set(db.exec(held).all())
    return [
        Ended(shift_id, village_id, path, person_id, ends_at, has_tickets or (village_id, str(person_id)) in holders)
        for shift_id, village_id, path, person_id, ends_at, has_tickets in found
    ]


@cache
def _ended_asked() -> Select[Any]:
    """Built once: the watch asks it at every round, of all villages."""
    ends = col(DutyShift.ends_at)
    has_tickets = exists().where(
        col(Ticket.assignee_id) == DutyShift.person_id,
        col(Ticket.village_id) == DutyShift.village_id,
        col(Ticket.closed_at).is_(None),
    )
    columns: tuple[Any, ...] = (
        DutyShift.id,
        DutyShift.village_id,
        Place.path,
        DutyShift.person_id,
        ends,
        has_tickets.correlate(DutyShift),
    )
    ended = select(*columns).join(Place, col(Place.id) == DutyShift.village_id)
    ended = ended.where(
        DutyShift.kind == ShiftKind.DUTY,
        ends > bindparam("since"),
        ends <= bindparam("until"),
        col(DutyShift.cancelled_at).is_(None),
        ~exists().where(col(Handover.shift_id) == DutyShift.id).correlate(DutyShift),
    )
    earliest_first: Select[Any] = ended.order_by(ends, col(DutyShift.id)).limit(bindparam("most", type_=Integer()))
    return earliest_first


def ripe(db: Session, at: datetime, limit: int) -> Sequence[UUID]:
    """Notes that have waited too long on their present rung."""
    return db.exec(_ripe_asked(), params={"now": at, "most": limit}).all()


@cache
def _ripe_asked() -> SelectOfScalar[UUID]:
    climbs = col(Handover.climbs_at)
    late = select(Handover.id).where(climbs <= bindparam("now"))
    return late.order_by(climbs, col(Handover.id)).limit(bindparam("most", type_=Integer()))


def due_note(db: Session, note_id: UUID, at: datetime) -> Handover | None:
    """One of them, locked; None where another worker holds it, or has seen to it meanwhile."""
    late = select(Handover).where(Handover.id == note_id, col(Handover.climbs_at) <= at)
    return db.exec(late.with_for_update(skip_locked=True)).first()


def may_accept(db: Session, actor: Actor, note: Handover, at: datetime) -> bool:
    """Whether somebody may take a turn over: whom the note names, whoever is on duty now, or the village's secretary."""
    if actor.person_id is None or actor.person_id == note.giver_id or not works_there(actor, note.village_path):
        return False
    if actor.person_id == note.taker_id or actor.holds(Role.VILLAGE_SECRETARY, note.village_path):
        return True
    here = turns_at(duty.turns_between(db, note.village_id, at, at), at)
    return any(turn.person_id == actor.person_id for turn in here)


def works_there(actor: Actor, village_path: str) -> bool:
    """Whether somebody holds a post in a village."""
    return any(actor.holds(role, village_path) for role in STAFF_ROLES)


def note_in_sight(db: Session, actor: Actor, note_id: UUID) -> Handover:
    """A note of a village in which one works, locked.

    Raises:
        Refusal: 404 `not_found`.

    """
    note = db.exec(select(Handover).where(Handover.id == note_id, col(Handover.is_needed)).with_for_update()).first()
    if note is None or not works_there(actor, note.village_path):
        raise not_found()
    return note


def own_turn(db: Session, actor: Actor, shift_id: UUID) -> Turn:
    """A turn of one's own, in a village in which one works.

    Raises:
        Refusal: 404 `not_found`.

    """
    turn = duty.turn_of(db, shift_id)
    if turn is None or turn.person_id != actor.person_id or turn.kind is not ShiftKind.DUTY:
        raise not_found()
    if not works_there(actor, db.get_one(Place, turn.village_id).path):
        raise not_found()
    return turn


def people_of(db: Session, ids: Collection[UUID | None]) -> Mapping[UUID, Someone]:
    """People by id, by name; those that are None are left out."""
    wanted = select(Person.id, Person.name).where(col(Person.id).in_([each for each in ids if each]))
    return {person_id: Someone(id=person_id, name=name) for person_id, name in db.exec(wanted)}


class Waiting(NamedTuple):
    """What the desk says of hand-overs in one line: whose note waits for this person, or to whom his own is to go."""

    accept_from: str | None
    give_to: str | None


def waiting_for(db: Session, actor: Actor, village: Place, turns: Sequence[Turn], at: datetime) -> Waiting | None:
    """Whether a hand-over waits for somebody: one to accept first, then one to give. `turns` are those of today and on.

    One statement where nothing waits: every desk asks.
    """
    notes = waiting(db, village.id)
    on_duty = {turn.person_id for turn in turns_at(turns, at)}
    leads = actor.holds(Role.VILLAGE_SECRETARY, village.path)
    for note in notes:
        mine = actor.person_id == note.taker_id or actor.person_id in on_duty or (leads and note.level > 0)
        if mine and actor.person_id != note.giver_id:
            return Waiting(people_of(db, [note.giver_id])[note.giver_id].name, None)
    for note in notes:
        if note.giver_id == actor.person_id and note.given_at is None:
            return Waiting(None, people_of(db, [note.taker_id])[note.taker_id].name if note.taker_id else "")
    own = next((turn for turn in turns_at(turns, at) if turn.person_id == actor.person_id), None)
    if own is None or own.kind is not ShiftKind.DUTY or at < own.ends_at - rules.OPENS:
        return None
    after = rules.successor(turns, own, duty.staff_of(db, village.id))
    note_of_turn = db.get(Handover, rules.note_id(own.id))
    if after.is_same or note_of_turn is not None:
        return None
    return Waiting(None, after.turn.name if after.turn else "")
