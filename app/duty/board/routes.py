"""The board over HTTP: public, and 304 for as long as nothing on it has changed."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from app.core.clock import now
from app.core.pages import NOT_MODIFIED, IfNoneMatch, Page
from app.core.problems import problems
from app.duty.board import queries
from app.duty.board.schemas import Board
from app.people.actor import Anyone

router = APIRouter(tags=["board"])


@router.get(
    "/board/{village_code}",
    operation_id="read_board",
    response_model=Board,
    responses=NOT_MODIFIED | problems(404, 422),
)
def read_board(
    who: Anyone, village_code: Annotated[str, Path(pattern="^[0-9]{12}$")], if_none_match: IfNoneMatch = None
) -> Response:
    """The notice board of a village, right at this minute."""
    with who.reads() as (db, _):
        board = queries.board(db, village_code, now(), who.language)
    return Page.of(board.model_dump_json(by_alias=True).encode()).answer(if_none_match, who.language)
