"""The desk's list of what people have to be told."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.core.problems import problems
from app.people.actor import SignedIn
from app.places.queries import village_by_code
from app.tickets.told import queries, service
from app.tickets.told.schemas import TellingOut, ToldIn

router = APIRouter(prefix="/api/v1", tags=["tickets"])


@router.get("/tellings", operation_id="list_tellings", responses=problems(401, 404, 422))
def list_tellings(
    who: SignedIn, village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")], done: bool = False
) -> list[TellingOut]:
    """What relatives did for people of a village whom this program cannot reach; `done` shows what was told this week."""
    with who.reads() as (db, actor):
        return queries.tellings(db, actor, village_by_code(db, village_code), who.language, done=done)


@router.post("/tellings/{telling_id}/told", operation_id="note_told", responses=problems(401, 403, 404, 422))
def note_told(who: SignedIn, telling_id: UUID, asked: ToldIn) -> TellingOut:
    """Note that the person was told, and how; again changes nothing."""
    with who.writes() as (db, actor):
        return queries.shown(db, [service.note_told(db, actor, telling_id, asked)], who.language)[0]
