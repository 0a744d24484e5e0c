"""Who I am, and the people of a village."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from sqlmodel import Session

from app.core.problems import problems
from app.core.shapes import Text
from app.people import queries, service
from app.people.actor import Actor, SignedIn
from app.people.schemas import Me, PersonIn, PersonOut, PersonRow

router = APIRouter(prefix="/api/v1", tags=["people"])

_CREATED: dict[int | str, dict[str, Any]] = {200: {"description": "The same was sent before"}}


@router.get("/me", operation_id="read_me", responses=problems(401, 404))
def read_me(who: SignedIn, request: Request) -> Me:
    """The one who is signed in; roles are those that this session opens."""
    with who.reads() as (db, actor):
        return queries.me(db, actor, who.language, unread_count(request, db, actor))


def unread_count(request: Request, db: Session, actor: Actor) -> int:
    """How many notices wait; they stand above people, so the app hands down `state.unread_count(db, actor)`."""
    count = getattr(request.app.state, "unread_count", None)
    return count(db, actor) if count else 0


@router.get("/people", operation_id="list_people", responses=problems(401, 422))
def list_people(
    who: SignedIn,
    village_code: Annotated[str | None, Query(pattern="^[0-9]{12}$")] = None,
    q: Annotated[Text | None, Query(min_length=1, max_length=20)] = None,
) -> list[PersonRow]:
    """At most 50 people in sight, by name; phones are masked."""
    with who.reads() as (db, actor):
        return queries.people(db, actor, village_code, q)


@router.post(
    "/people", operation_id="register_person", status_code=201, responses=_CREATED | problems(401, 403, 404, 409, 422)
)
def register_person(who: SignedIn, asked: PersonIn, response: Response) -> PersonRow:
    """Register a villager of one's village."""
    with who.writes() as (db, actor):
        person, is_new = service.register_person(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.row_of(person)


@router.get("/people/{person_id}", operation_id="read_person", responses=problems(401, 404, 422))
def read_person(who: SignedIn, person_id: UUID) -> PersonOut:
    """A person in sight; the numbers are whole for oneself, and masked for staff, who may ask to see them (`reveal`)."""
    with who.reads() as (db, actor):
        return queries.person_for(db, actor, person_id)
