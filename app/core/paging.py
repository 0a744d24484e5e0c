"""Keyset cursors: opaque to the caller, cheap for the database at any depth."""

import base64
import json
from datetime import UTC, datetime
from uuid import UUID

from app.core.problems import Refusal


def encode_cursor(at: datetime, row_id: UUID) -> str:
    """The cursor that stands behind the row with this instant and id."""
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(row_id)]).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> tuple[datetime, UUID]:
    """The instant and id behind which a cursor stands.

    Raises:
        Refusal: 422 `bad_cursor`, when it is not one of ours.

    """
    try:
        at, row_id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        return datetime.fromisoformat(at).astimezone(UTC), UUID(row_id)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError):
        raise Refusal(
            422,
            "bad_cursor",
            "翻页的位置无效，请从第一页重新开始。",
            "This cursor is not valid: start again at the first page.",
        ) from None
