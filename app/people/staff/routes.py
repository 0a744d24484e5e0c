"""Signing in with a password, who holds which role, and the keys of machines."""

from typing import Annotated
from uuid import UUID

import segno
from fastapi import APIRouter, Path, Request, Response
from sqlmodel import Session

from app.core.limits import only_failures_count
from app.core.problems import Refusal, problems
from app.people import service as people
from app.people.actor import Anyone, SignedIn
from app.people.queries import row_of
from app.people.schemas import Me, PersonRow, PlaceCode
from app.people.sessions.service import Opened
from app.people.sign_in.routes import NO_FAILURE, let_in
from app.people.staff import queries, rules, service
from app.people.staff.schemas import (
    AccountIn,
    ApiKeyIn,
    ApiKeyOut,
    AuthenticatorOut,
    GrantOut,
    NewApiKey,
    OfficerIn,
    PasswordIn,
    RoleIn,
    StaffIn,
    StaffOut,
    StaffRow,
)

router = APIRouter(prefix="/api/v1")


@router.post(
    "/sign-in/password",
    operation_id="sign_in_with_password",
    tags=["sign-in"],
    responses=problems(401, 403, 422, 429),
)
def sign_in_with_password(who: Anyone, asked: PasswordIn, request: Request, response: Response) -> Me:
    """Sign in as staff; 401 `totp_needed` asks for the code of the authenticator."""
    # The one place with two transactions: the try is counted and kept before the slow comparison, which holds neither.
    with only_failures_count(request, "sign-in", unless=NO_FAILURE):
        with who.writes() as (db, _):
            tried = service.knock(db, asked.username)
        is_right, new_hash = rules.check_password(asked.password, tried.password_hash)

        def open_up(db: Session) -> Opened | Refusal:
            return (
                service.sign_in_with_password(db, tried, new_hash, asked)
                if is_right
                else service.refuse_password(db, tried)
            )

        return let_in(who, request, response, open_up)


@router.get("/api-keys", operation_id="list_api_keys", tags=["api-keys"], responses=problems(401))
def list_api_keys(who: SignedIn) -> list[ApiKeyOut]:
    """The keys of machines below the places that one administers."""
    with who.reads() as (db, actor):
        return [ApiKeyOut.model_validate(key) for key in queries.api_keys(db, actor)]


@router.post(
    "/api-keys",
    operation_id="create_api_key",
    status_code=201,
    tags=["api-keys"],
    responses=problems(401, 403, 404, 422),
)
def create_api_key(who: SignedIn, asked: ApiKeyIn, response: Response) -> NewApiKey:
    """Make a key for a machine; it is shown this once."""
    response.headers["Cache-Control"] = "no-store"
    with who.writes() as (db, actor):
        key, text = service.create_api_key(db, actor, asked)
        return NewApiKey.model_validate(key.model_dump() | {"key": text})


@router.delete(
    "/api-keys/{key_id}",
    operation_id="revoke_api_key",
    status_code=204,
    tags=["api-keys"],
    responses=problems(401, 403, 404, 422),
)
def revoke_api_key(who: SignedIn, key_id: Annotated[str, Path(pattern="^[a-z2-7]{8}$")]) -> None:
    """End a machine's key at once."""
    with who.writes() as (db, actor):
        service.revoke_api_key(db, actor, key_id)


@router.post(
    "/officers",
    operation_id="register_officer",
    status_code=201,
    tags=["staff"],
    responses=problems(401, 403, 409, 422),
)
def register_officer(who: SignedIn, asked: OfficerIn) -> PersonRow:
    """Register somebody who works here and lives in no village; roles are granted afterwards."""
    with who.writes() as (db, actor):
        return row_of(people.register_officer(db, actor, asked.id, asked.name))


@router.get("/staff", operation_id="list_staff", tags=["staff"], responses=problems(401, 403, 404, 422))
def list_staff(who: SignedIn, place_code: PlaceCode) -> list[StaffRow]:
    """Who holds which role in a place and below it, and by which name he signs in; for its administrators."""
    with who.reads() as (db, actor):
        return queries.staff_below(db, actor, place_code, who.language)


@router.post(
    "/staff",
    operation_id="register_staff",
    status_code=201,
    tags=["staff"],
    responses=problems(401, 403, 404, 409, 422),
)
def register_staff(who: SignedIn, asked: StaffIn) -> StaffOut:
    """Register somebody with roles at a place and an account, all or nothing; sent again it is the same person."""
    with who.reads() as (db, actor):
        service.ensure_administers_place(db, actor, asked.place_code)
    hashed = rules.hash_password(asked.password)
    with who.writes() as (db, actor):
        person = service.register_staff(db, actor, asked, hashed)
        return queries.member(db, actor, person.id, who.language)


@router.get("/staff/{person_id}", operation_id="read_staff", tags=["staff"], responses=problems(401, 404, 422))
def read_staff(who: SignedIn, person_id: UUID) -> StaffOut:
    """One member of staff, for the administrators of a place where he holds or held a role."""
    with who.reads() as (db, actor):
        return queries.member(db, actor, person_id, who.language)


@router.post(
    "/people/{person_id}/roles",
    operation_id="grant_role",
    status_code=201,
    tags=["staff"],
    responses=problems(401, 403, 404, 422),
)
def grant_role(who: SignedIn, person_id: UUID, asked: RoleIn) -> GrantOut:
    """Give a person a role at a place; granting what is held changes nothing."""
    with who.writes() as (db, actor):
        grant = people.grant_role(db, actor, person_id, asked.role, asked.place_code)
        return queries.grant_out(db, grant, who.language)


@router.delete(
    "/roles/{grant_id}",
    operation_id="take_role",
    status_code=204,
    tags=["staff"],
    responses=problems(401, 403, 404, 422),
)
def take_role(who: SignedIn, grant_id: Annotated[int, Path(ge=1, le=2**31 - 1)]) -> None:
    """Take a role away; its holder's next request no longer has it."""
    with who.writes() as (db, actor):
        people.take_role(db, actor, grant_id)


@router.put(
    "/people/{person_id}/account",
    operation_id="set_account",
    status_code=204,
    tags=["staff"],
    responses=problems(401, 403, 404, 409, 422),
)
def set_account(who: SignedIn, person_id: UUID, asked: AccountIn) -> None:
    """Give a member of staff a user name and a password; a new one signs them out everywhere."""
    with who.reads() as (db, actor):
        service.ensure_administers(db, actor, person_id)
    hashed = rules.hash_password(asked.password)
    with who.writes() as (db, actor):
        service.create_staff(db, actor, person_id, asked.username, hashed)


@router.post(
    "/people/{person_id}/authenticator",
    operation_id="give_authenticator",
    status_code=201,
    tags=["staff"],
    responses=problems(401, 403, 404, 422),
)
def give_authenticator(who: SignedIn, person_id: UUID, response: Response) -> AuthenticatorOut:
    """Ask for an authenticator's code from the next sign-in on; one's own, or that of staff below."""
    response.headers["Cache-Control"] = "no-store"
    with who.writes() as (db, actor):
        address = service.give_totp(db, actor, person_id)
    return AuthenticatorOut(
        otpauth=address, qr=segno.make(address, micro=False, error="m").svg_data_uri(scale=4, light="white")
    )
