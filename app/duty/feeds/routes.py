"""Calendars over HTTP: the links for those who are signed in, and the file for programs that cannot be."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.core.clock import today
from app.core.pages import NOT_MODIFIED, IfNoneMatch, Page
from app.core.problems import problems
from app.core.settings import settings
from app.duty.feeds import queries, service
from app.duty.feeds.schemas import CalendarLinkIn, CalendarLinkMade, CalendarLinks
from app.people.actor import Anyone, SignedIn
from app.places.queries import village_by_code

router = APIRouter()
_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {"text/calendar": {}}}}
_SAME: dict[int | str, dict[str, Any]] = {200: {"model": CalendarLinkMade, "description": "The same was sent before"}}


@router.get("/duty/calendar-links", operation_id="list_calendar_links", responses=problems(401, 403, 404, 422))
def list_calendar_links(who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")]) -> CalendarLinks:
    """One's own links that work, and for the secretary everybody's to the village's roster."""
    with who.reads() as (db, actor):
        return queries.links(db, actor, village_by_code(db, village_code))


@router.post(
    "/duty/calendar-links",
    operation_id="make_calendar_link",
    status_code=201,
    responses=_SAME | problems(401, 403, 404, 409, 422),
)
def make_calendar_link(who: SignedIn, asked: CalendarLinkIn, request: Request, response: Response) -> CalendarLinkMade:
    """Make an address under which a calendar program reads one's own turns, or the village's roster."""
    base = (settings().public_url or str(request.base_url)).rstrip("/")
    with who.writes() as (db, actor):
        link, token, is_new = service.make_link(db, actor, asked)
        response.status_code = 201 if is_new else 200
        url = f"{base}/api/v1/duty/calendars/{token}.ics"
        return CalendarLinkMade(**queries.link_out(db, actor, link).model_dump(), url=url)


@router.delete(
    "/duty/calendar-links/{link_id}",
    operation_id="revoke_calendar_link",
    status_code=204,
    responses=problems(401, 403, 404, 422),
)
def revoke_calendar_link(who: SignedIn, link_id: UUID) -> None:
    """Take a link back."""
    with who.writes() as (db, actor):
        service.revoke_link(db, actor, link_id)


@router.get(
    "/duty/calendars/{token}.ics",
    operation_id="read_calendar",
    response_class=Response,
    responses=_FILE | NOT_MODIFIED | problems(404, 422),
)
def read_calendar(
    who: Anyone, token: Annotated[str, Path(min_length=1, max_length=64)], if_none_match: IfNoneMatch = None
) -> Response:
    """The turns as an iCalendar file: the link itself is the right to read it, until it is taken back."""
    with who.reads() as (db, _):
        feed = queries.feed(db, token, who.language)
    if not feed.used_today:
        with who.writes() as (db, _):
            service.note_use(db, feed.link_id, today())
    answer = Page.of(feed.body).answer(if_none_match, who.language)
    if answer.status_code != 304:  # noqa: PLR2004 - Not Modified has no body to describe.
        answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
