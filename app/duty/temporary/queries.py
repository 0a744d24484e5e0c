"""Reading temporary rosters."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.duty.temporary.models import Occasion, TemporaryRoster, TemporaryTurn


def occasion_of(db: Session, shift_id: UUID) -> Occasion | None:
    """What a turn was planned for, if a temporary roster brought it."""
    found = select(TemporaryRoster.occasion).join(TemporaryTurn, col(TemporaryTurn.temporary_id) == TemporaryRoster.id)
    occasion = db.exec(
        found.where(TemporaryTurn.shift_id == shift_id, col(TemporaryTurn.stood_down).is_(False))
    ).first()
    return Occasion(occasion) if occasion else None
