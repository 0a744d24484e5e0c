"""One's own notices, and marking them as read."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.core.problems import problems
from app.notices import queries, service
from app.notices.schemas import NoticeOut, NoticePage
from app.people.actor import SignedIn

router = APIRouter(prefix="/api/v1", tags=["notices"])


@router.get("/notices", operation_id="list_notices", responses=problems(401, 422))
def list_notices(
    who: SignedIn,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> NoticePage:
    """What one was told, newest first."""
    with who.reads() as (db, actor):
        return queries.notices(db, actor, who.language, cursor=cursor, limit=limit)


@router.post("/notices/{notice_id}/read", operation_id="read_notice", responses=problems(401, 403, 404, 422))
def read_notice(who: SignedIn, notice_id: UUID) -> NoticeOut:
    """Mark a notice as read; doing it again changes nothing."""
    with who.writes() as (db, actor):
        return queries.as_shown(service.mark_read(db, actor, notice_id), who.language)
