"""Authorisations over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.files.service import link
from app.people.actor import SignedIn
from app.proxy.authorisation import queries, service
from app.proxy.authorisation.form.queries import form
from app.proxy.authorisation.giving.service import give
from app.proxy.authorisation.schemas import (
    AuthorisationIn,
    AuthorisationOut,
    AuthorisationPage,
    FormOut,
    RevokeIn,
    UseIn,
)

router = APIRouter(prefix="/api/v1", tags=["proxy"])


@router.get("/authorisations", operation_id="list_authorisations", responses=problems(401, 404, 422))
def list_authorisations(
    who: SignedIn,
    ticket_id: UUID | None = None,
    principal_id: UUID | None = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> AuthorisationPage:
    """The authorisations in sight, the latest first."""
    with who.reads() as (db, actor):
        return queries.page(
            db, actor, who.language, link, ticket_id=ticket_id, principal_id=principal_id, cursor=cursor, limit=limit
        )


@router.post(
    "/authorisations",
    operation_id="give_authorisation",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": AuthorisationOut, "description": "The same was sent before"}},
)
def give_authorisation(who: SignedIn, asked: AuthorisationIn, response: Response) -> AuthorisationOut:
    """Let an agent of the village act: in the app by the person himself, or recorded from a signed sheet."""
    with who.writes() as (db, actor):
        paper, is_new = give(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, actor, [paper], who.language, link)[0]


@router.get("/authorisations/{authorisation_id}", operation_id="read_authorisation", responses=problems(401, 404, 422))
def read_authorisation(who: SignedIn, authorisation_id: UUID) -> AuthorisationOut:
    """One authorisation: who may do what for whom until when."""
    with who.reads() as (db, actor):
        paper = queries.in_sight(db, actor, authorisation_id)
        return queries.shown(db, actor, [paper], who.language, link)[0]


@router.post(
    "/authorisations/{authorisation_id}/revoke",
    operation_id="revoke_authorisation",
    responses=problems(401, 403, 404, 409, 422),
)
def revoke_authorisation(who: SignedIn, authorisation_id: UUID, asked: RevokeIn) -> AuthorisationOut:
    """Take an authorisation back, at once and for everything that is carried under it."""
    with who.writes() as (db, actor):
        paper = service.revoke(db, actor, authorisation_id, asked)
        return queries.shown(db, actor, [paper], who.language, link)[0]


@router.post(
    "/authorisations/{authorisation_id}/uses",
    operation_id="use_authorisation",
    responses=problems(401, 403, 404, 409, 422),
)
def use_authorisation(who: SignedIn, authorisation_id: UUID, asked: UseIn) -> AuthorisationOut:
    """Carry one more ticket under an authorisation about items of the catalogue."""
    with who.writes() as (db, actor):
        paper = service.use(db, actor, authorisation_id, asked)
        return queries.shown(db, actor, [paper], who.language, link)[0]


@router.get(
    "/tickets/{ticket_id}/authorisation-form", operation_id="read_authorisation_form", responses=problems(401, 404, 422)
)
def read_authorisation_form(who: SignedIn, ticket_id: UUID) -> FormOut:
    """The sheet to be signed for a ticket, filled in with what is usual, and the paper that it is carried under now."""
    with who.reads() as (db, actor):
        return form(db, actor, ticket_id, who.language, link)
