"""The shapes of the feed."""

from typing import Any

from app.core.shapes import Answer, Instant


class ChangeOut(Answer):
    """One thing that happened; ids and plain values, never a person's data."""

    seq: int
    at: Instant
    what: str
    subject_type: str
    subject_id: str
    village_code: str | None
    data: dict[str, Any]


class ChangePage(Answer):
    """News behind a cursor. Go on with `after=next_after` until it is `head`; a page may be empty and still lead on."""

    items: list[ChangeOut]
    next_after: int
    head: int
