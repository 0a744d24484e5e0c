"""Reading what became of a turn."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.problems import not_found
from app.duty import queries, rules
from app.duty.models import DutyShift
from app.duty.roster.models import RosterMember
from app.duty.turns.models import ShiftEvent
from app.people.actor import Actor, ActorKind


def shift_in_sight(db: Session, actor: Actor, shift_id: UUID) -> DutyShift:
    """A row of a roster that the actor may look into.

    Raises:
        Refusal: 404 `not_found`.

    """
    shift = db.get(DutyShift, shift_id)
    if shift is None or not (actor.kind is ActorKind.SYSTEM or queries.sees_roster(actor, shift.village_path)):
        raise not_found()
    return shift


def events(db: Session, shift_ids: Collection[UUID]) -> Sequence[ShiftEvent]:
    """What was done to some rows, in order."""
    found = select(ShiftEvent).where(col(ShiftEvent.shift_id).in_(shift_ids))
    return db.exec(found.order_by(col(ShiftEvent.at), col(ShiftEvent.id))).all()


def phone_of(db: Session, village_id: int, person_id: UUID) -> str | None:
    """The number that somebody gave to this village's board, if any: to its roster, else with a turn."""
    told = db.get(RosterMember, (village_id, person_id))
    if told is not None and told.phone:
        return told.phone
    own = select(DutyShift.phone).where(
        DutyShift.village_id == village_id, DutyShift.person_id == person_id, col(DutyShift.phone).is_not(None)
    )
    return db.exec(own.order_by(col(DutyShift.starts_at).desc()).limit(1)).first()


def busy_times(
    db: Session, person_ids: Collection[UUID], start: datetime, end: datetime
) -> dict[UUID, list[DutyShift]]:
    """The standing turns that some people have between two instants, in whatever village; one query for all of them."""
    standing = select(DutyShift).where(
        col(DutyShift.person_id).in_(person_ids),
        col(DutyShift.cancelled_at).is_(None),
        col(DutyShift.starts_at) < end,
        col(DutyShift.starts_at) > start - rules.LONGEST_SHIFT,
        col(DutyShift.ends_at) > start,
    )
    found: dict[UUID, list[DutyShift]] = {person_id: [] for person_id in person_ids}
    for shift in db.exec(standing):
        found[shift.person_id].append(shift)
    return found
