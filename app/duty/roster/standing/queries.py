"""Reading the rows of a village's roster, cancelled ones too, since they tie the others together."""

from datetime import date

from sqlmodel import Session, col, select

from app.duty import queries as duty
from app.duty.models import CameBy, DutyShift, ShiftKind
from app.duty.roster.standing.rules import Row
from app.duty.turns.models import Act, Reason, ShiftEvent


def rows(db: Session, village_id: int, first: date, last: date) -> list[Row]:
    """The rows that begin on some days, both ends in."""
    begin, end = duty.local_days(first, last)
    planned = select(DutyShift).where(
        DutyShift.village_id == village_id, col(DutyShift.starts_at) >= begin, col(DutyShift.starts_at) < end
    )
    found = db.exec(planned).all()
    moved = {shift.replaces_id for shift in found if shift.came_by == CameBy.MOVED and shift.replaces_id}
    with_the_hours = select(ShiftEvent.shift_id).where(
        col(ShiftEvent.shift_id).in_(moved), ShiftEvent.what == Act.MOVED.value, ShiftEvent.reason == Reason.HOURS.value
    )
    on_purpose = moved - set(db.exec(with_the_hours).all()) if moved else set()
    return [
        Row(
            shift.id,
            shift.person_id,
            ShiftKind(shift.kind),
            shift.starts_at,
            shift.ends_at,
            shift.came_by == CameBy.MOVED and shift.replaces_id in on_purpose,
            shift.replaces_id,
            shift.cancelled_at is not None,
        )
        for shift in found
    ]
