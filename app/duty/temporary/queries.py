"""Reading what a turn was planned for, and on which days the usual roster stands back."""

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.duty.models import DutyShift
from app.duty.temporary.models import Occasion, Stands, TemporaryRoster, TemporaryTurn


def occasion_of(db: Session, shift_id: UUID) -> Occasion | None:
    """What a turn was planned for, if a temporary roster brought it."""
    found = select(TemporaryRoster.occasion).join(TemporaryTurn, col(TemporaryTurn.temporary_id) == TemporaryRoster.id)
    occasion = db.exec(
        found.where(TemporaryTurn.shift_id == shift_id, col(TemporaryTurn.stood_down).is_(False))
    ).first()
    return Occasion(occasion) if occasion else None


def turns_brought(db: Session, village_id: int, start: datetime, end: datetime) -> frozenset[UUID]:
    """The turns of a village's temporary rosters that begin from one instant to before another."""
    brought = (
        select(TemporaryTurn.shift_id)
        .join(DutyShift, col(DutyShift.id) == TemporaryTurn.shift_id)
        .where(
            col(TemporaryTurn.stood_down).is_(False),
            DutyShift.village_id == village_id,
            col(DutyShift.starts_at) >= start,
            col(DutyShift.starts_at) < end,
        )
    )
    return frozenset(db.exec(brought))


def days_taken(db: Session, village_id: int, first: date, last: date) -> frozenset[date]:
    """Those of some days, both ends in, on which a temporary roster stands in the place of a village's usual turns."""
    standing = select(col(TemporaryRoster.first_on), col(TemporaryRoster.last_on)).where(
        TemporaryRoster.village_id == village_id,
        TemporaryRoster.stands == Stands.INSTEAD.value,
        col(TemporaryRoster.ended_at).is_(None),
        col(TemporaryRoster.first_on) <= last,
        col(TemporaryRoster.last_on) >= first,
    )
    return frozenset(
        begins + timedelta(days=n) for begins, ends in db.exec(standing) for n in range((ends - begins).days + 1)
    )
