"""One turn over HTTP: its page, who could take it, and what is done with it."""

from uuid import UUID

from fastapi import APIRouter

from app.core.problems import problems
from app.duty.changing import queries, service
from app.duty.changing.schemas import Partners, TurnMoveIn, TurnPage
from app.people.actor import SignedIn

router = APIRouter()


@router.get("/duty/turns/{shift_id}", operation_id="read_turn", responses=problems(401, 403, 404, 422))
def read_turn(who: SignedIn, shift_id: UUID) -> TurnPage:
    """A turn as it stands now, what became of it, and what one may do with it."""
    with who.reads() as (db, actor):
        return queries.page(db, actor, shift_id, who.language)


@router.get(
    "/duty/turns/{shift_id}/partners", operation_id="list_turn_partners", responses=problems(401, 403, 404, 422)
)
def list_turn_partners(who: SignedIn, shift_id: UUID) -> Partners:
    """Who has time for a turn, and which turns it could be swapped for."""
    with who.reads() as (db, actor):
        return queries.partners(db, actor, shift_id, who.language)


@router.post(
    "/duty/turns/{shift_id}/moves", operation_id="change_one_turn", responses=problems(401, 403, 404, 409, 422)
)
def change_one_turn(who: SignedIn, shift_id: UUID, asked: TurnMoveIn) -> TurnPage:
    """Do one thing with a turn; the same again changes nothing."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.act(db, actor, shift_id, asked), who.language)
