"""The board over HTTP: public, and 304 for as long as nothing on it has changed."""

from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from app.core.clock import now
from app.core.pages import NOT_MODIFIED, IfNoneMatch, Page, disposition
from app.core.problems import problems
from app.core.settings import settings
from app.duty.board import queries, rules
from app.duty.board.schemas import Board
from app.people.actor import Anyone

router = APIRouter(tags=["board"])


_VillageCode = Annotated[str, Path(pattern="^[0-9]{12}$")]


@router.get(
    "/board/{village_code}",
    operation_id="read_board",
    response_model=Board,
    responses=NOT_MODIFIED | problems(404, 422),
)
def read_board(who: Anyone, village_code: _VillageCode, if_none_match: IfNoneMatch = None) -> Response:
    """The notice board of a village, right at this minute."""
    with who.reads() as (db, _):
        board = queries.board(db, village_code, now(), who.language)
    return Page.of(board.model_dump_json(by_alias=True).encode()).answer(if_none_match, who.language)


@router.get(
    "/board/{village_code}/sheet.pdf",
    operation_id="print_board",
    response_class=Response,
    responses=NOT_MODIFIED | {200: {"content": {"application/pdf": {}}}} | problems(404, 422),
)
def print_board(
    who: Anyone, request: Request, village_code: _VillageCode, if_none_match: IfNoneMatch = None
) -> Response:
    """The board of the week on a sheet of A4 for the gate, with a code that leads to the board of the minute."""
    base = (settings().public_url or str(request.base_url)).rstrip("/")
    with who.reads() as (db, _):
        sheet = queries.sheet(db, village_code, now(), base, who.language)
    tag = f'"{sha256(repr(sheet).encode()).hexdigest()[:20]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept-Language"}
    if if_none_match and tag in if_none_match:
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = disposition(sheet.title, f"board-{village_code}", "pdf")
    return Response(rules.as_pdf(sheet), media_type="application/pdf", headers=headers)
