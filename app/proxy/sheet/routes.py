"""The log of a month over HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.pages import disposition
from app.core.problems import problems
from app.people.actor import SignedIn
from app.proxy.sheet import rules
from app.proxy.sheet.service import export_sheet

router = APIRouter(prefix="/api/v1", tags=["proxy"])

_FILES: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}, rules.XLSX_TYPE: {}}}}
_DRAWN = {"pdf": (rules.as_pdf, "application/pdf"), "xlsx": (rules.as_xlsx, rules.XLSX_TYPE)}


@router.get(
    "/proxy-log/sheet.{form}",
    operation_id="export_trips",
    response_class=Response,
    responses=_FILES | problems(401, 403, 404, 422),
)
def export_trips(
    who: SignedIn,
    form: Literal["pdf", "xlsx"],
    village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")],
    month: Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")],
    agent_id: UUID | None = None,
) -> Response:
    """The trips of a month, of one agent or of the whole village, to print or to file away; that it was taken is noted."""
    with who.writes() as (db, actor):
        sheet = export_sheet(db, actor, village_code, month, agent_id, form, who.language)
    draw, media_type = _DRAWN[form]
    name = disposition(f"{sheet.say('title')} {sheet.village} {month}", f"proxy-log-{month}", form)
    headers = {"Content-Disposition": name, "Cache-Control": "private, no-store"}
    return Response(draw(sheet), media_type=media_type, headers=headers)
