"""A month's sheet over HTTP: GET it, POST it for a look, POST it to take it over as a draft."""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.core.pages import disposition
from app.core.problems import problems
from app.core.xlsx import MEDIA_TYPE, read_sheets
from app.duty.roster.schemas import Month
from app.duty.roster_sheet import queries, rules, service
from app.duty.roster_sheet.schemas import RosterSheetPlan
from app.duty.service import refuse_who_draws_up_no_roster
from app.people.actor import Caller, SignedIn
from app.places.queries import village_by_code

router = APIRouter()

_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {MEDIA_TYPE: _FILE}}}
_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}, MEDIA_TYPE: {}}}}
_DRAWN = {"pdf": (rules.as_pdf, "application/pdf"), "xlsx": (rules.as_xlsx, MEDIA_TYPE)}
_Village = Annotated[str, Path(pattern="^[0-9]{12}$")]


@router.get(
    "/duty/rosters/{village_code}/{month}/sheet.{form}",
    operation_id="export_roster",
    response_class=Response,
    responses=_FILES | problems(401, 403, 404, 422),
)
def export_roster(who: SignedIn, village_code: _Village, month: Month, form: Literal["pdf", "xlsx"]) -> Response:
    """The month as somebody may see it, to print, or to fill in and bring back."""
    with who.reads() as (db, actor):
        sheet = queries.sheet(db, actor, village_by_code(db, village_code), month, who.language)
    draw, media_type = _DRAWN[form]
    headers = {
        "Content-Disposition": disposition(sheet.title, f"roster-{month}", form),
        "Cache-Control": "private, no-store",
    }
    return Response(draw(sheet), media_type=media_type, headers=headers)


@router.post(
    "/duty/rosters/{village_code}/{month}/sheet/check",
    operation_id="check_roster_sheet",
    responses=problems(401, 403, 404, 413, 415, 422),
    openapi_extra=_BODY,
)
async def check_roster_sheet(who: SignedIn, request: Request, village_code: _Village, month: Month) -> RosterSheetPlan:
    """Look through an .xlsx file of at most 256 KiB: each error by row and column, and what would change. Nothing is written."""
    await run_in_threadpool(_admit, who, village_code)
    return await run_in_threadpool(_check, who, await request.body(), village_code, month)


@router.post(
    "/duty/rosters/{village_code}/{month}/sheet",
    operation_id="import_roster",
    responses=problems(401, 403, 404, 409, 413, 415, 422),
    openapi_extra=_BODY,
)
async def import_roster(
    who: SignedIn, request: Request, village_code: _Village, month: Month, version: Annotated[int, Query(ge=0)]
) -> RosterSheetPlan:
    """Take an .xlsx file over as the month's draft, all or nothing; `version` is what the look told. It is not published."""
    await run_in_threadpool(_admit, who, village_code)
    return await run_in_threadpool(_import, who, await request.body(), village_code, month, version)


def _admit(who: Caller, village_code: str) -> None:
    """See who it is before anything of the file is read."""
    with who.reads() as (db, actor):
        refuse_who_draws_up_no_roster(actor, village_by_code(db, village_code).path)


def _check(who: Caller, content: bytes, village_code: str, month: str) -> RosterSheetPlan:
    sheets = read_sheets(content)
    with who.reads() as (db, actor):
        return service.look_through(db, actor, village_by_code(db, village_code), month, sheets, who.language)


def _import(who: Caller, content: bytes, village_code: str, month: str, version: int) -> RosterSheetPlan:
    sheets = read_sheets(content)
    with who.writes() as (db, actor):
        village = village_by_code(db, village_code)
        return service.take_over(db, actor, village, month, sheets, version, who.language)
