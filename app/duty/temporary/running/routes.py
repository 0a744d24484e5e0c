"""Temporary rosters over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.duty.service import refuse_who_draws_up_no_roster
from app.duty.temporary.planning.queries import preview
from app.duty.temporary.planning.schemas import (
    TemporaryAsk,
    TemporaryIn,
    TemporaryPage,
    TemporaryPlan,
    TemporaryRosters,
)
from app.duty.temporary.running import queries, service
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter()


@router.get("/duty/temporary", operation_id="list_temporary_rosters", responses=problems(401, 403, 404, 422))
def list_temporary_rosters(
    who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")]
) -> TemporaryRosters:
    """The temporary rosters of a village: coming, running, over and ended."""
    with who.reads() as (db, actor):
        return queries.rosters(db, actor, village_by_code(db, village_code), who.language)


@router.post(
    "/duty/temporary-previews", operation_id="preview_temporary_roster", responses=problems(401, 403, 404, 409, 422)
)
def preview_temporary_roster(who: SignedIn, asked: TemporaryAsk) -> TemporaryPlan:
    """What a temporary roster would be, with its gaps; nothing is kept and nobody is told."""
    with who.reads() as (db, actor):
        village = village_by_code(db, asked.village_code)
        refuse_who_draws_up_no_roster(actor, village.path)
        return preview(db, village, asked, who.language)


@router.post(
    "/duty/temporary",
    operation_id="plan_temporary_roster",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": TemporaryPage, "description": "The same was sent before"}},
)
def plan_temporary_roster(who: SignedIn, asked: TemporaryIn, response: Response) -> TemporaryPage:
    """Put a temporary roster out and tell everybody whom it touches; the same again changes nothing."""
    with who.writes() as (db, actor):
        kept, is_new = service.plan(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.page(db, actor, kept.id, who.language)


@router.get(
    "/duty/temporary/{temporary_id}", operation_id="read_temporary_roster", responses=problems(401, 403, 404, 422)
)
def read_temporary_roster(who: SignedIn, temporary_id: UUID) -> TemporaryPage:
    """A temporary roster with its turns as they stand now."""
    with who.reads() as (db, actor):
        return queries.page(db, actor, temporary_id, who.language)


@router.post(
    "/duty/temporary/{temporary_id}/end",
    operation_id="end_temporary_roster",
    responses=problems(401, 403, 404, 409, 422),
)
def end_temporary_roster(who: SignedIn, temporary_id: UUID) -> TemporaryPage:
    """End a temporary roster early: usual turns come back from now on."""
    with who.writes() as (db, actor):
        kept = service.end_early(db, actor, temporary_id)
        return queries.page(db, actor, kept.id, who.language)
