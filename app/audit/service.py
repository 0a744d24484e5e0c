"""Recording what somebody did or saw."""

from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col

from app.audit.models import AuditEntry, AuditHead
from app.audit.queries import chain_key
from app.audit.rules import mac_of
from app.core.clock import now
from app.core.db import at_the_end

DONE, REFUSED = "done", "refused"
_PENDING = "audit_to_write"


class Who(Protocol):
    """Whoever acts, as far as the audit knows people."""

    @property
    def person_id(self) -> UUID | None:
        """The id of the person; none for a machine and for this program itself."""

    @property
    def name(self) -> str:
        """What to call whoever acts."""


def record(
    db: Session,
    who: Who,
    what: str,
    subject_type: str,
    subject_id: object,
    *,
    place_path: str = "",
    reason: str | None = None,
    result: str = DONE,
    data: dict[str, Any] | None = None,
) -> None:
    """Note an act, in the transaction that does it; it gets its number when that ends.

    `place_path` decides whose officers may read the entry. `data` holds ids and plain words of ours, never a number, a
    name of a villager or anything about health.
    """
    db.info.setdefault(_PENDING, []).append(
        AuditEntry(
            seq=0,
            at=now(),
            what=what,
            by_id=who.person_id,
            by_name=who.name,
            place_path=place_path,
            subject_type=subject_type,
            subject_id=str(subject_id),
            reason=reason,
            result=result,
            data=data or {},
            mac="",
        )
    )
    at_the_end(db, _write, last=True)


def _write(db: Session) -> None:
    """Number the entries and chain them; the head row is locked from here to the commit, so numbers have no gap."""
    entries: list[AuditEntry] = db.info.pop(_PENDING)
    forward = update(AuditHead).where(col(AuditHead.id) == 1).values(seq=AuditHead.seq + len(entries))
    seq, mac = db.execute(forward.returning(col(AuditHead.seq), col(AuditHead.mac))).one()
    key = chain_key()
    for number, entry in enumerate(entries, seq - len(entries) + 1):
        entry.seq = number
        entry.mac = mac = mac_of(key, entry.model_dump(), mac)
        db.add(entry)
    db.flush()
    db.execute(update(AuditHead).where(col(AuditHead.id) == 1).values(mac=mac))
