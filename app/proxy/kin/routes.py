"""Acting for somebody, over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.files.service import link
from app.people.actor import SignedIn
from app.people.delegations.queries import of_principal
from app.people.delegations.schemas import DelegationIn, EndIn
from app.places.queries import village_by_code
from app.proxy.kin import queries, service
from app.proxy.kin.answering import service as answering
from app.proxy.kin.asking import service as asking
from app.proxy.kin.schemas import (
    AgentOut,
    AskIn,
    CloseIn,
    ConfirmIn,
    DelegationOut,
    DeskRequest,
    Kin,
    OfferIn,
    RequestOut,
)

router = APIRouter(prefix="/api/v1", tags=["kin"])

_CREATED: dict[int | str, dict[str, Any]] = {200: {"description": "The same was sent before"}}
VillageCode = Annotated[str, Query(pattern=r"^[0-9]{12}$")]


@router.get("/people/{person_id}/delegations", operation_id="list_delegations", responses=problems(401, 404, 422))
def list_delegations(who: SignedIn, person_id: UUID, past: bool = False) -> list[DelegationOut]:
    """Who may act for a person today, or also who once could; a relative sees nobody but himself."""
    with who.reads() as (db, actor):
        found = of_principal(db, actor, person_id, past=past)
        return queries.shown(db, actor, found, who.language, link)


@router.post(
    "/people/{person_id}/delegations",
    operation_id="confirm_delegation",
    status_code=201,
    responses=_CREATED | problems(401, 403, 404, 409, 422),
)
def confirm_delegation(who: SignedIn, person_id: UUID, asked: DelegationIn, response: Response) -> DelegationOut:
    """Let someone act for a person; with `replaces` in place of an earlier one, to extend or to narrow it."""
    with who.writes() as (db, actor):
        delegation, is_new = service.confirm_delegation(db, actor, person_id, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, actor, [delegation], who.language, link)[0]


@router.post(
    "/delegations/{delegation_id}/revoke", operation_id="revoke_delegation", responses=problems(401, 403, 404, 422)
)
def revoke_delegation(who: SignedIn, delegation_id: UUID, asked: EndIn) -> DelegationOut:
    """End a delegation; it opens nothing from the next request on. A link to a photo that was already open lasts half an hour at most."""
    with who.writes() as (db, actor):
        ended = service.revoke_delegation(db, actor, delegation_id, asked)
        return queries.shown(db, actor, [ended], who.language, link)[0]


@router.get("/kin", operation_id="read_kin", responses=problems(401))
def read_kin(who: SignedIn) -> Kin:
    """Who acts for me, for whom I act, and what is under way."""
    with who.reads() as (db, actor):
        return queries.kin(db, actor, who.language, link)


@router.post(
    "/kin/asks",
    operation_id="ask_to_help",
    status_code=201,
    responses=_CREATED | problems(401, 403, 404, 409, 422, 429),
)
def ask_to_help(who: SignedIn, asked: AskIn, response: Response) -> RequestOut:
    """Ask a village to let one act for somebody; nobody learns by it whether there is such a person."""
    with who.writes() as (db, actor):
        row, is_new = asking.ask_to_help(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.own_request(db, row, who.language)


@router.post(
    "/kin/offers",
    operation_id="offer_to_relative",
    status_code=201,
    responses=_CREATED | problems(401, 403, 409, 422, 429),
)
def offer_to_relative(who: SignedIn, asked: OfferIn, response: Response) -> RequestOut:
    """Ask somebody by name and number to act for oneself; nobody learns by it whether there is such a person."""
    with who.writes() as (db, actor):
        row, is_new = asking.offer_to_relative(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.own_request(db, row, who.language)


@router.get("/kin/requests", operation_id="list_kin_requests", responses=problems(401, 403, 404, 422))
def list_kin_requests(who: SignedIn, village_code: VillageCode) -> list[DeskRequest]:
    """What relatives ask of a village's desk, the oldest first."""
    with who.reads() as (db, actor):
        return queries.desk_requests(db, actor, village_by_code(db, village_code), who.language, link)


@router.post(
    "/kin/requests/{request_id}/confirm",
    operation_id="confirm_kin_request",
    responses=problems(401, 403, 404, 409, 422),
)
def confirm_kin_request(who: SignedIn, request_id: UUID, asked: ConfirmIn) -> RequestOut:
    """The desk has asked the person, who agrees."""
    with who.writes() as (db, actor):
        return queries.own_request(db, answering.confirm_request(db, actor, request_id, asked), who.language)


@router.post(
    "/kin/requests/{request_id}/accept", operation_id="accept_kin_request", responses=problems(401, 403, 404, 409, 422)
)
def accept_kin_request(who: SignedIn, request_id: UUID) -> RequestOut:
    """Accept what somebody offers one."""
    with who.writes() as (db, actor):
        return queries.own_request(db, answering.accept_request(db, actor, request_id), who.language)


@router.post(
    "/kin/requests/{request_id}/close", operation_id="close_kin_request", responses=problems(401, 403, 404, 409, 422)
)
def close_kin_request(who: SignedIn, request_id: UUID, asked: CloseIn) -> RequestOut:
    """Decline a request, or take one's own back."""
    with who.writes() as (db, actor):
        return queries.own_request(db, answering.close_request(db, actor, request_id, asked), who.language)


@router.get("/kin/agents", operation_id="list_agents", responses=problems(401, 403, 404, 422))
def list_agents(who: SignedIn, village_code: VillageCode) -> list[AgentOut]:
    """For the secretary: who acts for people of the village, and for how many; whoever acts for many deserves a look."""
    with who.reads() as (db, actor):
        return queries.agents(db, actor, village_by_code(db, village_code))
