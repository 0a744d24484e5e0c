"""What colleagues ask of each other, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.duty.swaps import service
from app.duty.swaps.answers import queries
from app.duty.swaps.answers.schemas import SwapPage, Swaps
from app.duty.swaps.asking.service import ask
from app.duty.swaps.schemas import SwapIn, SwapMoveIn
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter()

_CREATED: dict[int | str, dict[str, Any]] = {200: {"description": "The same was sent before"}}


@router.get("/duty/swaps", operation_id="list_swaps", responses=problems(401, 403, 404, 422))
def list_swaps(who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")]) -> Swaps:
    """What colleagues ask of oneself and of everybody, what oneself has asked, and for the secretary what he may object to."""
    with who.reads() as (db, actor):
        return queries.swaps(db, actor, village_by_code(db, village_code), who.language)


@router.post(
    "/duty/swaps", operation_id="ask_swap", status_code=201, responses=_CREATED | problems(401, 403, 404, 409, 422)
)
def ask_swap(who: SignedIn, asked: SwapIn, response: Response) -> SwapPage:
    """Ask a colleague, or all of them, to take one's own turn or to swap it, or record that a colleague does."""
    with who.writes() as (db, actor):
        found = ask(db, actor, asked)
        if not found.is_new:
            response.status_code = 200
        return queries.page(db, actor, found.swap.id, who.language)


@router.get("/duty/swaps/{swap_id}", operation_id="read_swap", responses=problems(401, 403, 404, 422))
def read_swap(who: SignedIn, swap_id: UUID) -> SwapPage:
    """A request as it stands now, with what one may do with it."""
    with who.reads() as (db, actor):
        return queries.page(db, actor, swap_id, who.language)


@router.post("/duty/swaps/{swap_id}/moves", operation_id="move_swap", responses=problems(401, 403, 404, 409, 422))
def move_swap(who: SignedIn, swap_id: UUID, asked: SwapMoveIn) -> SwapPage:
    """Do one thing with a request, or record what a colleague said to it; the same again changes nothing."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.act(db, actor, swap_id, asked).id, who.language)
