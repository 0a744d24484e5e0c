"""The duty log over HTTP."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Response

from app.core.problems import problems
from app.people.actor import SignedIn
from app.proxy.duty_log import queries, service
from app.proxy.duty_log.day import queries as days
from app.proxy.duty_log.schemas import DutyDay, DutyMonth, RemarkIn, RemarkOut
from app.proxy.duty_log.sheet.routes import router as sheet

router = APIRouter(prefix="/api/v1", tags=["proxy"])
router.include_router(sheet)
VillageCode = Annotated[str, Query(pattern=r"^[0-9]{12}$")]
Month = Annotated[str, Query(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")]


@router.get("/duty-log", operation_id="read_duty_month", responses=problems(401, 403, 404, 422))
def read_duty_month(who: SignedIn, village_code: VillageCode, month: Month) -> DutyMonth:
    """The days of a month, each with who sat and how much there was; the township reads turns and numbers."""
    with who.reads() as (db, actor):
        return queries.month(db, actor, village_code, month, who.language)


@router.get("/duty-log/days/{on}", operation_id="read_duty_day", responses=problems(401, 403, 404, 422))
def read_duty_day(who: SignedIn, on: date, village_code: VillageCode) -> DutyDay:
    """The log of a day, written by the acts themselves, with the words that were added."""
    with who.reads() as (db, actor):
        return days.day(db, actor, village_code, on, who.language)


@router.post(
    "/duty-log/remarks",
    operation_id="write_duty_remark",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": RemarkOut, "description": "The same was sent before"}},
)
def write_duty_remark(who: SignedIn, asked: RemarkIn, response: Response) -> RemarkOut:
    """Add a word to the log of a day, or type in what stood on paper; the same again changes nothing."""
    with who.writes() as (db, actor):
        remark, is_new = service.write_remark(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return days.shown(db, [remark], who.language)[0]
