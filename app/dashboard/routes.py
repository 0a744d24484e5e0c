"""The desk, the summary and the feed. The last two are polled: who has the newest answer gets 304 before anything is counted."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.pages import NOT_MODIFIED, IfNoneMatch
from app.core.problems import problems
from app.core.words import Language
from app.dashboard.audit import queries as audits
from app.dashboard.audit.schemas import AuditPage
from app.dashboard.desk import queries as desks
from app.dashboard.desk.schemas import Desk
from app.dashboard.feed import queries as feed
from app.dashboard.feed.schemas import ChangePage
from app.dashboard.member import queries as members
from app.dashboard.member.schemas import MemberDeeds
from app.dashboard.schemas import Tagged
from app.dashboard.summary import queries as summaries
from app.dashboard.summary.schemas import Summary
from app.duty.posts.records.schemas import Quarter
from app.people.actor import SignedIn
from app.people.schemas import PlaceCode

router = APIRouter(prefix="/api/v1", tags=["dashboard"])

_FURTHEST = 2**53 - 1


@router.get("/desk", operation_id="read_desk", responses=problems(401, 403, 404, 422))
def read_desk(who: SignedIn, village_code: PlaceCode | None = None) -> Desk:
    """The duty desk of a village in which one holds a post."""
    with who.reads() as (db, actor):
        return desks.desk(db, actor, who.language, village_code)


@router.get(
    "/summary",
    operation_id="read_summary",
    response_model=Summary,
    responses=NOT_MODIFIED | problems(401, 403, 404, 422),
)
def read_summary(who: SignedIn, place_code: PlaceCode | None = None, if_none_match: IfNoneMatch = None) -> Response:
    """An area at this minute, for its officers, a village's own secretary, and screens with the scope `summary`."""
    with who.reads() as (db, actor):
        found = summaries.summary(db, actor, who.language, place_code, if_none_match)
    return _answer(found, who.language)


@router.get("/duty/members/{person_id}/deeds", operation_id="read_member_deeds", responses=problems(401, 403, 404, 422))
def read_member_deeds(who: SignedIn, person_id: UUID, quarter: Quarter) -> MemberDeeds:
    """What somebody did in a quarter: one's own, or for the secretary and officers above. Nobody is compared."""
    with who.reads() as (db, actor):
        return members.deeds(db, actor, person_id, quarter)


@router.get(
    "/changes",
    operation_id="list_changes",
    response_model=ChangePage,
    responses=NOT_MODIFIED | problems(401, 403, 422),
)
def list_changes(
    who: SignedIn,
    after: Annotated[int, Query(ge=0, le=_FURTHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=500)] = 100,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """What happened in one's area, in order, from a cursor on; for officers and keys with the scope `changes`."""
    with who.reads() as (db, actor):
        found = feed.changes(db, actor, after, limit, if_none_match)
    return _answer(found)


@router.get("/audit", operation_id="list_audit", responses=problems(401, 403, 422))
def list_audit(
    who: SignedIn,
    response: Response,
    before: Annotated[int | None, Query(ge=1, le=_FURTHEST)] = None,
    what: Annotated[str | None, Query(pattern="^[a-z_]{3,40}$")] = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> AuditPage:
    """Who did or saw what in the places that one answers for, the newest first; for officers and administrators."""
    response.headers["Cache-Control"] = "no-store"
    with who.reads() as (db, actor):
        return audits.audit(db, actor, who.language, before, what, limit)


def _answer(found: Tagged, language: Language | None = None) -> Response:
    headers = {"ETag": found.tag, "Cache-Control": "no-cache, private", "Vary": "Authorization, Cookie"}
    if language:
        headers |= {"Content-Language": "en" if language == "en" else "zh-CN"}
    if found.body is None:
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers, media_type="application/json")
