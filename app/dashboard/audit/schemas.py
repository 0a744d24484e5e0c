"""The shapes of the audit."""

from typing import Any
from uuid import UUID

from app.core.shapes import Answer, Instant


class AuditRow(Answer):
    """One thing that somebody did or tried. Whom or what it was about is named by its id alone."""

    seq: int
    at: Instant
    what: str
    label: str
    by_id: UUID | None
    by_name: str
    place_name: str | None
    subject_type: str
    subject_id: str
    reason: str | None
    result: str
    data: dict[str, Any]


class AuditPage(Answer):
    """A page, the newest first; go on with `before=next` until that is null."""

    items: list[AuditRow]
    next: int | None
