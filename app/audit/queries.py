"""Reading the audit, and proving that nobody changed it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry, AuditHead
from app.audit.rules import BEGINNING, Anchor, mac_of
from app.core.keys import derived_key

_AT_ONCE = 500


class Proof(NamedTuple):
    """What came of looking at the whole chain: `broken` is the number of the first entry that is not as it was written."""

    entries: int
    head: Anchor
    broken: int | None = None
    why: str = ""


def chain_key() -> bytes:
    """The key of the chain; whoever has only the database cannot write a row that holds."""
    return derived_key("audit-chain")


def head(db: Session) -> Anchor:
    """Where the chain ends now."""
    row = db.get(AuditHead, 1)
    return Anchor(row.seq, row.mac) if row else BEGINNING


def proof(db: Session, anchor: Anchor | None = None) -> Proof:
    """Go through the chain from its beginning; a tail that was cut off together with the head shows against an `anchor`."""
    at, met = BEGINNING, anchor is None or anchor == BEGINNING
    key = chain_key()
    for entry in _all(db):
        if entry.seq != at.seq + 1:
            return Proof(at.seq, at, at.seq + 1, f"entry {at.seq + 1} is missing; {entry.seq} follows on {at.seq}")
        if entry.mac != mac_of(key, entry.model_dump(), at.mac):
            why = f"entry {entry.seq} was changed, put in, or moved, or the one before it was"
            return Proof(at.seq, at, entry.seq, why)
        at = Anchor(entry.seq, entry.mac)
        met = met or at == anchor
    end = head(db)
    if end != at:
        return Proof(at.seq, at, at.seq + 1, f"the chain ends at {at.seq}, and its head says {end.seq}")
    if not met:
        assert anchor is not None
        return Proof(
            at.seq, at, min(at.seq + 1, anchor.seq), f"the chain does not pass through the anchor at {anchor.seq}"
        )
    return Proof(at.seq, at)


def _all(db: Session) -> Iterator[AuditEntry]:
    """The whole chain, in parts, so that a long one needs little memory."""
    after, rows = None, select(AuditEntry).order_by(col(AuditEntry.seq)).limit(_AT_ONCE)
    while part := db.exec(rows if after is None else rows.where(col(AuditEntry.seq) > after)).all():
        yield from part
        after = part[-1].seq
        db.expunge_all()


def entries(
    db: Session, in_sight: ColumnElement[bool], before: int | None, what: str | None, limit: int
) -> Sequence[AuditEntry]:
    """Entries of the caller's places (`in_sight` on `AuditEntry.place_path`), the newest first, on from a number."""
    rows = select(AuditEntry).where(in_sight).order_by(col(AuditEntry.seq).desc()).limit(limit)
    if before is not None:
        rows = rows.where(col(AuditEntry.seq) < before)
    return db.exec(rows.where(AuditEntry.what == what) if what else rows).all()


def how_often(db: Session, by: UUID, what: str, since: datetime, subject_id: str | None = None) -> int:
    """How often somebody has done something since an instant."""
    done = select(func.count()).where(AuditEntry.by_id == by, AuditEntry.what == what, AuditEntry.at >= since)
    return db.exec(done.where(AuditEntry.subject_id == subject_id) if subject_id else done).one()
