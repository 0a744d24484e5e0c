"""Reading what colleagues ask of each other, and what decides about it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, SQLColumnExpression, Uuid, and_, exists, literal, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import not_found
from app.duty import queries as duty
from app.duty.models import DutyShift
from app.duty.presence.queries import away_between
from app.duty.roster.queries import rule_of, secretaries
from app.duty.roster.schemas import RuleOut
from app.duty.swaps import rules
from app.duty.swaps.models import ShiftSwap, SwapState, SwapTurn
from app.duty.swaps.rules import Facts
from app.duty.turns.queries import busy_times
from app.duty.turns.rules import is_free
from app.people.actor import Actor, ActorKind, Role
from app.people.models import RoleGrant
from app.people.rules import VILLAGE_STAFF
from app.places import queries as places
from app.places.models import Place


class Sides(NamedTuple):
    """The turns of a request: the asker's, and in a swap the other's, as they stood when they were last asked about."""

    own: DutyShift
    other: DutyShift | None

    @property
    def rows(self) -> list[DutyShift]:
        """Those there are, the asker's first."""
        return [self.own, self.other] if self.other else [self.own]

    @property
    def ids(self) -> list[UUID]:
        """Their ids."""
        return [row.id for row in self.rows]

    @property
    def begins_at(self) -> datetime:
        """When the first of them begins."""
        return min(row.starts_at for row in self.rows)


class Doing(NamedTuple):
    """One act on one request: who does it, whose word it is, under which id, and when.

    `speaker_id` is the actor, or the colleague whose word the secretary writes down; none for the program's own steps.
    `spans` are the hours of its turns when the act began, the asker's first: a turn that has begun is cut by it.
    """

    actor: Actor
    speaker_id: UUID | None
    swap: ShiftSwap
    sides: Sides
    act_id: UUID
    mark: str
    at: datetime
    spans: tuple[tuple[datetime, datetime], ...]

    @property
    def recorded_by(self) -> UUID | None:
        """Who writes down the word of somebody else, if so."""
        return self.actor.person_id if self.speaker_id != self.actor.person_id else None


def doing(
    actor: Actor, swap: ShiftSwap, sides: Sides, act_id: UUID, mark: str = "", speaker_id: UUID | None = None
) -> Doing:
    """An act that begins now."""
    spans = tuple((row.starts_at, row.ends_at) for row in sides.rows)
    return Doing(actor, speaker_id or actor.person_id, swap, sides, act_id, mark, now(), spans)


def chain(db: Session, shift_id: UUID) -> list[DutyShift]:
    """All rows of one turn, the first one first: what a row replaced, and what came in its place; empty for a strange id."""
    row = db.get(DutyShift, shift_id)
    rows = [row] if row else []
    while rows and rows[0].replaces_id:
        rows.insert(0, db.get_one(DutyShift, rows[0].replaces_id))
    while rows and (behind := db.exec(select(DutyShift).where(DutyShift.replaces_id == rows[-1].id)).first()):
        rows.append(behind)
    return rows


def open_swap_of(db: Session, shift_id: UUID) -> ShiftSwap | None:
    """The request that is open about a turn, on whichever side of it the turn stands."""
    found = select(ShiftSwap).join(SwapTurn, col(SwapTurn.swap_id) == col(ShiftSwap.id))
    return db.exec(found.where(SwapTurn.shift_id == shift_id, col(SwapTurn.is_open))).first()


def swap_about(db: Session, shift_ids: Collection[UUID]) -> UUID | None:
    """The last request about some rows of one turn that is open or came into effect."""
    alive = (*rules.OPEN, SwapState.EFFECTIVE)
    found = select(ShiftSwap.id).join(SwapTurn, col(SwapTurn.swap_id) == col(ShiftSwap.id))
    found = found.where(col(SwapTurn.shift_id).in_(shift_ids), col(ShiftSwap.state).in_(alive))
    return db.exec(found.order_by(col(ShiftSwap.asked_at).desc()).limit(1)).first()


def swap_in_sight(db: Session, actor: Actor, swap_id: UUID) -> ShiftSwap:
    """A request of a village whose roster the actor may look into.

    Raises:
        Refusal: 404 `not_found`.

    """
    swap = db.get(ShiftSwap, swap_id)
    if swap is None or not (actor.kind is ActorKind.SYSTEM or duty.sees_roster(actor, swap.village_path)):
        raise not_found()
    return swap


def sides_of(db: Session, swap_id: UUID) -> Sides:
    """The turns of a request, read anew."""
    found = select(SwapTurn.is_askers, DutyShift).join(DutyShift, col(DutyShift.id) == SwapTurn.shift_id)
    found = found.where(SwapTurn.swap_id == swap_id).execution_options(populate_existing=True)
    rows = {is_askers: row for is_askers, row in db.exec(found)}  # noqa: C416 - the types of a row are lost in dict().
    return Sides(rows[True], rows.get(False))


def taken_rows(db: Session, swap: ShiftSwap, sides: Sides) -> list[DutyShift] | None:
    """The rows that stand since a request came into effect, the asker's turn first; none once one has another person."""
    found = [chain(db, row.id)[-1] for row in sides.rows]
    takers = [swap.answered_by, swap.asker_id][: len(found)]
    is_so = all(row.cancelled_at is None and row.person_id == taker for row, taker in zip(found, takers, strict=True))
    return found if is_so else None


def facts_of(db: Session, actor: Actor, swap: ShiftSwap, sides: Sides, at: datetime) -> Facts:
    """What decides which moves are open to the actor."""
    is_secretary = actor.holds(Role.VILLAGE_SECRETARY, swap.village_path)
    return facts_about(db, actor.person_id, swap, sides, at, is_secretary=is_secretary)


def facts_about(
    db: Session, me: UUID | None, swap: ShiftSwap, sides: Sides, at: datetime, *, is_secretary: bool = False
) -> Facts:
    """What decides which moves are a person's, as a secretary or as one of those whom it concerns."""
    state = SwapState(swap.state)
    is_asked = me is not None and swap.asked_id == me
    is_volunteer = (
        swap.asked_id is None and me is not None and me != swap.asker_id and duty.is_staff_here(db, me, swap.village_id)
    )
    taken = taken_rows(db, swap, sides) if state is SwapState.EFFECTIVE else None
    taker = swap.answered_by or (me if is_asked or is_volunteer else None)
    return Facts(
        state=state,
        is_ahead=sides.begins_at > at,
        is_asker=me is not None and swap.asker_id == me,
        is_asked=is_asked,
        is_volunteer=is_volunteer,
        has_answered=me is not None and swap.answered_by == me,
        is_secretary=is_secretary,
        is_free=state in rules.OPEN and taker is not None and have_time(db, swap.asker_id, taker, sides),
        may_be_undone=taken is not None and all(row.starts_at > at for row in taken),
        undo_asked_by_me=swap.undo_asked_by == me if swap.undo_asked_by else None,
    )


def parties(swap: ShiftSwap) -> set[UUID | None]:
    """Those whom a request concerns."""
    return {swap.asker_id, swap.asked_id, swap.answered_by} - {None}


def have_time(db: Session, asker_id: UUID, taker_id: UUID, sides: Sides) -> bool:
    """Whether nobody would have two turns at once, or one on a day of leave, if the request came into effect."""
    return not is_on_leave(db, asker_id, taker_id, sides) and _are_free(db, asker_id, taker_id, sides)


def is_on_leave(db: Session, asker_id: UUID, taker_id: UUID, sides: Sides) -> bool:
    """Whether somebody would get a turn on a day of leave."""
    return any(
        away_between(db, row.village_id, [taker], row.starts_at, row.ends_at)
        for row, taker in zip(sides.rows, (taker_id, asker_id), strict=False)
    )


def _are_free(db: Session, asker_id: UUID, taker_id: UUID, sides: Sides) -> bool:
    first, last = sides.begins_at, max(row.ends_at for row in sides.rows)
    taken = busy_times(db, [asker_id, taker_id], first, last)
    takers = (taker_id, asker_id)
    return all(
        is_free(taken[taker], row.starts_at, row.ends_at, sides.ids)
        for row, taker in zip(sides.rows, takers, strict=False)
    )


def objection_hours(db: Session, village_id: int) -> int:
    """How long the secretary of a village may object."""
    own = rule_of(db, village_id)
    return own.objection_hours if own else RuleOut(version=0).objection_hours


def secretaries_of(db: Session, village_id: int) -> Sequence[UUID]:
    """Those who may object."""
    return secretaries(db, places.place(db, village_id))


def waiting_count(db: Session, actor: Actor, village: Place) -> int:
    """How many requests wait for the actor's next step; one statement, unless somebody wants something undone."""
    at, me, state = now(), literal(actor.person_id, Uuid()), col(ShiftSwap.state)
    asker, asked_id, answered_by = col(ShiftSwap.asker_id), col(ShiftSwap.asked_id), col(ShiftSwap.answered_by)
    may_volunteer = and_(asked_id.is_(None), asker != me, is_staff(me), ~is_busy(me, is_askers=True))
    wanted = [and_(state == SwapState.ASKED, or_(asked_id == me, may_volunteer))]
    if actor.holds(Role.VILLAGE_SECRETARY, village.path):
        wanted.append(state == SwapState.ACCEPTED)
    is_theirs = and_(col(ShiftSwap.undo_asked_by) != me, or_(asker == me, answered_by == me))
    of_now = or_(and_(or_(*wanted), col(ShiftSwap.look_at) > at), and_(state == SwapState.EFFECTIVE, is_theirs))
    found = db.exec(select(ShiftSwap).where(ShiftSwap.village_id == village.id, of_now)).all()
    return sum(
        swap.state in rules.OPEN or rules.waits(facts_of(db, actor, swap, sides_of(db, swap.id), at)) for swap in found
    )


def is_staff(person: SQLColumnExpression[UUID]) -> ColumnElement[bool]:
    """Whether somebody holds a right over the village of a request."""
    return exists().where(
        col(RoleGrant.person_id) == person,
        col(RoleGrant.until).is_(None),
        col(RoleGrant.role).in_([role.value for role in VILLAGE_STAFF]),
        col(ShiftSwap.village_path).startswith(col(RoleGrant.place_path)),
    )


def is_busy(person: SQLColumnExpression[UUID], *, is_askers: bool) -> ColumnElement[bool]:
    """Whether somebody has a turn that is none of the request's at the time of the one that they would take."""
    about, taken, other = aliased(SwapTurn), aliased(DutyShift), aliased(DutyShift)
    of_the_request = select(SwapTurn.shift_id).where(SwapTurn.swap_id == ShiftSwap.id).correlate(ShiftSwap)
    return (
        exists()
        .where(
            col(about.swap_id) == ShiftSwap.id,
            col(about.is_askers).is_(is_askers),
            col(taken.id) == about.shift_id,
            col(other.person_id) == person,
            col(other.cancelled_at).is_(None),
            col(other.starts_at) < taken.ends_at,
            col(other.ends_at) > taken.starts_at,
            col(other.id).not_in(of_the_request),
        )
        .correlate(ShiftSwap)
    )
