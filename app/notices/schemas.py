"""The shapes of notices."""

from uuid import UUID

from app.core.shapes import Answer, Instant


class NoticeOut(Answer):
    """Something that the asker was told, in the asker's language; `subject_…` says what it is about."""

    id: UUID
    kind: str
    text: str
    subject_type: str
    subject_id: str
    created_at: Instant
    read_at: Instant | None


class NoticePage(Answer):
    """Notices, newest first; `next` is the cursor of the page behind, null on the last one."""

    items: list[NoticeOut]
    next: str | None
