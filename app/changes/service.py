"""Recording what happened."""

from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from app.changes.models import Change, ChangeHead
from app.core.clock import now
from app.core.db import at_the_end

_PENDING = "changes_to_write"


def record(
    db: Session, what: str, *, subject_type: str, subject_id: str, place_path: str, data: dict[str, Any] | None = None
) -> None:
    """Note a change; it gets its number when the transaction ends."""
    db.info.setdefault(_PENDING, []).append(
        Change(
            seq=0,
            at=now(),
            what=what,
            subject_type=subject_type,
            subject_id=subject_id,
            place_path=place_path,
            data=data or {},
        )
    )
    at_the_end(db, _write)


def _write(db: Session) -> None:
    """Number the changes and write them.

    The head row is locked from here to the commit, a moment later. So numbers become visible in their order, and a reader
    who asks for `seq > last` misses nothing, however slow another transaction is. A rolled-back number was never given.
    """
    changes: list[Change] = db.info.pop(_PENDING)
    forward = update(ChangeHead).where(col(ChangeHead.id) == 1).values(seq=ChangeHead.seq + len(changes))
    head = db.execute(forward.returning(col(ChangeHead.seq))).scalar_one()
    for seq, change in enumerate(changes, head - len(changes) + 1):
        change.seq = seq
        db.add(change)
    db.flush()
