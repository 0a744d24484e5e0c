"""The proxy log over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.files.service import link
from app.people.actor import SignedIn
from app.proxy import queries, service
from app.proxy.schemas import AmendmentIn, TripIn, TripOut, TripPage

router = APIRouter(prefix="/api/v1", tags=["proxy"])


@router.get("/proxy-log", operation_id="list_trips", responses=problems(401, 404, 422))
def list_trips(
    who: SignedIn,
    ticket_id: UUID | None = None,
    village_code: Annotated[str | None, Query(pattern=r"^[0-9]{12}$")] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> TripPage:
    """What was done on the way for the tickets in sight, the latest first."""
    with who.reads() as (db, actor):
        return queries.page(
            db, actor, who.language, link, ticket_id=ticket_id, village_code=village_code, cursor=cursor, limit=limit
        )


@router.post(
    "/proxy-log",
    operation_id="log_trip",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422) | {200: {"model": TripOut, "description": "The same was sent before"}},
)
def log_trip(who: SignedIn, asked: TripIn, response: Response) -> TripOut:
    """Write down a trip, call or visit for one or several tickets; the same again changes nothing."""
    with who.writes() as (db, actor):
        entry, is_new = service.log_trip(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, actor, [entry], who.language, link)[0]


@router.post("/proxy-log/{entry_id}/amendments", operation_id="amend_trip", responses=problems(401, 403, 404, 409, 422))
def amend_trip(who: SignedIn, entry_id: UUID, asked: AmendmentIn) -> TripOut:
    """Add words to an entry of the log, such as what its recording says; the same again changes nothing."""
    with who.writes() as (db, actor):
        entry = service.amend_trip(db, actor, entry_id, asked)
        return queries.shown(db, actor, [entry], who.language, link)[0]
