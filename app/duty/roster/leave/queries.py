"""Reading leaves."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.duty.roster.models import Leave


def leaves_of(db: Session, village_id: int, first: date, last: date) -> Sequence[Leave]:
    """The leaves of a village that touch some days, both ends in, the earliest first."""
    holding = select(Leave).where(
        Leave.village_id == village_id,
        col(Leave.cancelled_at).is_(None),
        col(Leave.last_on) >= first,
        col(Leave.first_on) <= last,
    )
    return db.exec(holding.order_by(col(Leave.first_on), col(Leave.id))).all()


def on_leave(db: Session, village_id: int, on: date) -> set[UUID]:
    """Who is away from a village on a day, by leave."""
    return {leave.person_id for leave in leaves_of(db, village_id, on, on)}
