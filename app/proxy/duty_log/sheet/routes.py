"""The duty log on paper over HTTP."""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Response

from app.core.clock import today
from app.core.pages import disposition
from app.core.problems import problems
from app.people.actor import SignedIn
from app.proxy.duty_log.sheet.queries import day_paper, month_paper
from app.proxy.duty_log.sheet.rules import Paper, as_pdf, as_xlsx
from app.proxy.duty_log.sheet.service import export_day, export_month
from app.proxy.sheet.rules import XLSX_TYPE

router = APIRouter()

_PDF = "application/pdf"
_DAY: dict[int | str, dict[str, Any]] = {200: {"content": {_PDF: {}}}}
_MONTH: dict[int | str, dict[str, Any]] = {200: {"content": {_PDF: {}, XLSX_TYPE: {}}}}
_DRAWN = {"pdf": (as_pdf, _PDF), "xlsx": (as_xlsx, XLSX_TYPE)}
_VillageCode = Annotated[str, Query(pattern=r"^[0-9]{12}$")]


@router.get(
    "/duty-log/days/{on}/sheet.pdf",
    operation_id="export_duty_day",
    response_class=Response,
    responses=_DAY | problems(401, 403, 404, 422),
)
def export_duty_day(who: SignedIn, on: date, village_code: _VillageCode) -> Response:
    """The log of a day, to print, sign and file away; that it was taken is noted."""
    with who.writes() as (db, actor):
        day = export_day(db, actor, village_code, on, who.language)
        paper = day_paper(day, f"{actor.name} {today().isoformat()}", who.language)
    return _file(paper, as_pdf(paper), _PDF, f"duty-log-{on}", "pdf")


@router.get(
    "/duty-log/sheet.{form}",
    operation_id="export_duty_month",
    response_class=Response,
    responses=_MONTH | problems(401, 403, 404, 422),
)
def export_duty_month(
    who: SignedIn,
    form: Literal["pdf", "xlsx"],
    village_code: _VillageCode,
    month: Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")],
) -> Response:
    """The days of a month, to print or to file away; that they were taken is noted."""
    with who.writes() as (db, actor):
        found = export_month(db, actor, village_code, month, form, who.language)
        paper = month_paper(found, f"{actor.name} {today().isoformat()}", who.language)
    draw, media_type = _DRAWN[form]
    return _file(paper, draw(paper), media_type, f"duty-log-{month}", form)


def _file(paper: Paper, content: bytes, media_type: str, name: str, ending: str) -> Response:
    told = disposition(paper.name, name, ending)
    headers = {"Content-Disposition": told, "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)
