"""The roster over HTTP; the board is beside it."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.duty import queries, service
from app.duty.board.routes import router as board
from app.duty.changing.routes import router as changing
from app.duty.feeds.routes import router as feeds
from app.duty.portraits.routes import router as portraits
from app.duty.posts.routes import router as posts
from app.duty.roster.routes import router as roster
from app.duty.roster_sheet.routes import router as roster_sheet
from app.duty.schemas import OutNoteIn, Roster, ShiftIn, ShiftOut
from app.duty.swaps.routes import router as swaps
from app.duty.temporary.running.routes import router as temporary
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter(prefix="/api/v1", tags=["duty"])
router.include_router(board)
router.include_router(roster)
router.include_router(feeds)
router.include_router(roster_sheet)
router.include_router(changing)
router.include_router(swaps)
router.include_router(posts)
router.include_router(portraits)
router.include_router(temporary)

_CREATED: dict[int | str, dict[str, Any]] = {200: {"description": "The same was sent before"}}


@router.get("/duty", operation_id="list_shifts", responses=problems(401, 403, 404, 422))
def list_shifts(
    who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")], from_on: date, to_on: date
) -> Roster:
    """The roster of a village for some days, and the open hours for which nobody is planned."""
    with who.reads() as (db, actor):
        return queries.roster(db, actor, village_by_code(db, village_code), from_on, to_on, who.language)


@router.post(
    "/duty/shifts", operation_id="plan_shift", status_code=201, responses=_CREATED | problems(401, 403, 404, 409, 422)
)
def plan_shift(who: SignedIn, asked: ShiftIn, response: Response) -> ShiftOut:
    """Put a turn on the roster; the same again is the same turn."""
    with who.writes() as (db, actor):
        planned = service.plan_shift(db, actor, asked)
        if not planned.is_new:
            response.status_code = 200
        return queries.shift_out(queries.turn(db, planned.shift), actor, who.language)


@router.delete(
    "/duty/shifts/{shift_id}", operation_id="cancel_shift", status_code=204, responses=problems(401, 403, 404, 409, 422)
)
def cancel_shift(who: SignedIn, shift_id: UUID) -> None:
    """Take a turn off the roster; one that has begun ends now."""
    with who.writes() as (db, actor):
        service.cancel_shift(db, actor, shift_id)


@router.post("/duty/out-note", operation_id="set_out_note", responses=problems(401, 403, 409, 422))
def set_out_note(who: SignedIn, asked: OutNoteIn) -> ShiftOut:
    """Say on the board why one is out and when one will be back; without a reason, that one is back."""
    with who.writes() as (db, actor):
        return queries.shift_out(queries.turn(db, service.set_out_note(db, actor, asked)), actor, who.language)
