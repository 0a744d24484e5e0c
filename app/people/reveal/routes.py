"""Seeing a whole number, over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.core.problems import problems
from app.people.actor import SignedIn
from app.people.reveal import service
from app.people.reveal.schemas import Revealed, RevealIn

router = APIRouter(prefix="/api/v1", tags=["people"])


@router.post("/people/{person_id}/reveal", operation_id="reveal_numbers", responses=problems(401, 403, 404, 422, 429))
def reveal_numbers(who: SignedIn, person_id: UUID, asked: RevealIn, response: Response) -> Revealed:
    """See whole numbers of a villager, for staff of the village; reason and reader are kept in the audit."""
    response.headers["Cache-Control"] = "no-store"
    with who.writes() as (db, actor):
        return service.reveal(db, actor, person_id, asked)
