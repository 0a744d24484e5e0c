"""The catalogue's spreadsheet: GET it, POST it for a look, POST it to take it over."""

from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool

from app.catalogue.sheet import service
from app.catalogue.sheet.schemas import SheetPlan
from app.core.clock import today
from app.core.problems import problems
from app.core.shapes import Text
from app.core.xlsx import MEDIA_TYPE
from app.people.actor import Caller, SignedIn

router = APIRouter(prefix="/api/v1", tags=["catalogue"])

_FILE: dict[str, Any] = {"schema": {"type": "string", "format": "binary"}}
_BODY: dict[str, Any] = {"requestBody": {"required": True, "content": {MEDIA_TYPE: _FILE}}}
_IS_FILE: dict[int | str, dict[str, Any]] = {200: {"content": {MEDIA_TYPE: _FILE}}}

ValidFrom = Annotated[date | None, Query(description="The first day of the new versions; today when it is not said.")]


@router.get(
    "/catalogue.xlsx",
    operation_id="export_catalogue",
    response_class=Response,
    responses=_IS_FILE | problems(401, 403),
)
def export_catalogue(who: SignedIn) -> Response:
    """The newest version of every item as one spreadsheet, to be edited and taken over again; that it was taken is noted."""
    with who.reads() as (db, actor):
        content = service.write_file(db, actor)
    # Drawing takes a while, so that writers do not wait for it.
    with who.writes() as (db, actor):
        service.note_export(db, actor)
    name = f"attachment; filename*=UTF-8''catalogue-{today()}.xlsx"
    return Response(content, media_type=MEDIA_TYPE, headers={"Content-Disposition": name, "Cache-Control": "no-store"})


@router.post(
    "/catalogue.xlsx/check",
    operation_id="check_catalogue_sheet",
    responses=problems(401, 403, 413, 415, 422),
    openapi_extra=_BODY,
)
async def check_catalogue_sheet(who: SignedIn, request: Request, valid_from: ValidFrom = None) -> SheetPlan:
    """Look through an .xlsx file of at most 256 KiB: each error by row and column, and what would change. Nothing is written."""
    await run_in_threadpool(_admit, who)
    return await run_in_threadpool(_check, who, await request.body(), valid_from or today())


@router.post(
    "/catalogue.xlsx",
    operation_id="import_catalogue",
    responses=problems(401, 403, 409, 413, 415, 422),
    openapi_extra=_BODY,
)
async def import_catalogue(
    who: SignedIn, request: Request, state: Annotated[Text, Query(max_length=40)], valid_from: ValidFrom = None
) -> SheetPlan:
    """Take an .xlsx file over as new versions, all or nothing; `state` is what the look told. The same again changes nothing."""
    await run_in_threadpool(_admit, who)
    return await run_in_threadpool(_import, who, await request.body(), valid_from or today(), state)


def _admit(who: Caller) -> None:
    with who.reads() as (_, actor):
        service.let_in(actor)


def _check(who: Caller, content: bytes, valid_from: date) -> SheetPlan:
    grid = service.read_file(content)
    with who.reads() as (db, actor):
        return service.look_through(db, actor, grid, valid_from, who.language)


def _import(who: Caller, content: bytes, valid_from: date, state: str) -> SheetPlan:
    grid = service.read_file(content)
    with who.writes() as (db, actor):
        return service.take_over(db, actor, grid, valid_from, state, who.language)
