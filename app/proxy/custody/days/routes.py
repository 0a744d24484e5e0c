"""A day of custody over HTTP."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query

from app.core.clock import today
from app.core.problems import problems
from app.people.actor import SignedIn
from app.proxy.custody.days import queries
from app.proxy.custody.days.schemas import CustodyDay

router = APIRouter(prefix="/api/v1", tags=["proxy"])


@router.get("/custody/day", operation_id="read_custody_day", responses=problems(401, 403, 404, 422))
def read_custody_day(
    who: SignedIn, village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")], on: date | None = None
) -> CustodyDay:
    """Where each original was that a village held at the end of a day, from the log alone; without a day, now."""
    with who.reads() as (db, actor):
        return queries.held_on(db, actor, village_code, on or today(), who.language)
