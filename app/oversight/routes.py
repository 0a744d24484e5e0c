"""Rating a matter, and reading what was said of it."""

from uuid import UUID

from fastapi import APIRouter

from app.core.problems import problems
from app.oversight import queries, service
from app.oversight.schemas import RatingGiven, RatingIn
from app.people.actor import SignedIn
from app.tickets.answers.queries import shown
from app.tickets.answers.schemas import TicketOut

router = APIRouter(prefix="/api/v1", tags=["oversight"])


@router.post("/tickets/{ticket_id}/rating", operation_id="rate_ticket", responses=problems(401, 403, 404, 409, 422))
def rate_ticket(who: SignedIn, ticket_id: UUID, asked: RatingIn) -> TicketOut:
    """Rate a matter with one of five grades, or note what the villager said of it; silence counts as nothing."""
    with who.writes() as (db, actor):
        return shown(db, actor, service.rate(db, actor, ticket_id, asked), who.language)


@router.get("/tickets/{ticket_id}/rating", operation_id="read_rating", responses=problems(401, 403, 404, 422))
def read_rating(who: SignedIn, ticket_id: UUID) -> RatingGiven:
    """What was said, for the villager's side, the secretary and the township; handlers never read it."""
    with who.reads() as (db, actor):
        return queries.rating_of(db, actor, ticket_id, who.language)
