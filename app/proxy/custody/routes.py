"""Custody over HTTP."""

from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.files.service import link
from app.people.actor import SignedIn
from app.proxy.custody import queries, service
from app.proxy.custody.schemas import ConfirmIn, CustodyIn, CustodyPage, OpenCustody, RefuseIn
from app.proxy.custody.village.queries import open_custody

router = APIRouter(prefix="/api/v1", tags=["proxy"])


@router.get("/tickets/{ticket_id}/custody", operation_id="read_custody", responses=problems(401, 404, 422))
def read_custody(who: SignedIn, ticket_id: UUID, on: date | None = None) -> CustodyPage:
    """Where each original of a ticket is, or was at the end of a day, and the chain that brought it there."""
    with who.reads() as (db, actor):
        return queries.page(db, actor, ticket_id, who.language, link, on)


@router.get("/custody/open", operation_id="list_open_custody", responses=problems(401, 403, 404, 422))
def list_open_custody(who: SignedIn, village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")]) -> OpenCustody:
    """What a village has in custody, with whom and since when, and what one has to confirm; townships read the counts."""
    with who.reads() as (db, actor):
        return open_custody(db, actor, village_code, who.language)


@router.post(
    "/custody",
    operation_id="write_custody",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": CustodyPage, "description": "The same was sent before"}},
)
def write_custody(who: SignedIn, asked: CustodyIn, response: Response) -> CustodyPage:
    """Write down one act with originals of an errand; the same again changes nothing."""
    with who.writes() as (db, actor):
        response.status_code = 201 if service.act(db, actor, asked) else 200
        return queries.page(db, actor, asked.ticket_id, who.language, link)


@router.post("/custody/{act_id}/confirm", operation_id="confirm_custody", responses=problems(401, 403, 404, 409, 422))
def confirm_custody(who: SignedIn, act_id: UUID, asked: ConfirmIn) -> CustodyPage:
    """Confirm a hand-over that one has taken, or as the owner what was recorded of one's papers."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.confirm(db, actor, act_id, asked), who.language, link)


@router.post("/custody/{act_id}/refuse", operation_id="refuse_custody", responses=problems(401, 403, 404, 409, 422))
def refuse_custody(who: SignedIn, act_id: UUID, asked: RefuseIn) -> CustodyPage:
    """Say that it was not so, and why; the papers count as still with the giver."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.refuse(db, actor, act_id, asked), who.language, link)
