"""Reading what became of a turn, and what colleagues ask of each other."""

from uuid import UUID

from sqlmodel import Session, col, select

from app.duty.models import DutyShift
from app.duty.swaps.models import ShiftSwap, SwapTurn


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
