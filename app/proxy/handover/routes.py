"""Hand-overs over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.core.problems import problems
from app.people.actor import SignedIn
from app.proxy.handover import service
from app.proxy.handover.page.queries import page, shown
from app.proxy.handover.schemas import AcceptIn, GiveIn, HandoverOut, HandoverPage

router = APIRouter(prefix="/api/v1", tags=["proxy"])


@router.get("/handovers", operation_id="read_handovers", responses=problems(401, 403, 404, 422))
def read_handovers(who: SignedIn, village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")]) -> HandoverPage:
    """What one has to hand over at the end of the turn, and what waits for one to accept."""
    with who.reads() as (db, actor):
        return page(db, actor, village_code, who.language)


@router.post("/handovers/of/{shift_id}", operation_id="give_handover", responses=problems(401, 403, 404, 409, 422))
def give_handover(who: SignedIn, shift_id: UUID, asked: GiveIn) -> HandoverOut:
    """Hand one's turn over to whoever comes next; the same again changes nothing."""
    with who.writes() as (db, actor):
        return shown(db, actor, service.give(db, actor, shift_id, asked), who.language)


@router.post(
    "/handovers/{handover_id}/accept", operation_id="accept_handover", responses=problems(401, 403, 404, 409, 422)
)
def accept_handover(who: SignedIn, handover_id: UUID, asked: AcceptIn) -> HandoverOut:
    """Accept a hand-over: what is to go over is one's own from now on; the same again changes nothing."""
    with who.writes() as (db, actor):
        return shown(db, actor, service.accept(db, actor, handover_id, asked), who.language)
