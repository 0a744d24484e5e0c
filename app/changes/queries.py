"""Reading what happened."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from app.changes.models import Change, ChangeHead


def head(db: Session) -> int:
    """The number of the newest change, 0 when nothing ever happened."""
    return db.exec(select(ChangeHead.seq)).one_or_none() or 0


def changes_after(db: Session, after: int, limit: int, in_sight: ColumnElement[bool]) -> Sequence[Change]:
    """The changes behind a cursor, oldest first, as far as the caller's places allow (`in_sight` on `Change.place_path`)."""
    rows = select(Change).where(col(Change.seq) > after, in_sight).order_by(col(Change.seq)).limit(limit)
    return db.exec(rows).all()
