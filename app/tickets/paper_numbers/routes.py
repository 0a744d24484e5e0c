"""Slips and their numbers over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.pages import disposition
from app.core.problems import problems
from app.people.actor import SignedIn
from app.tickets.answers import queries as answers
from app.tickets.answers.schemas import TicketOut
from app.tickets.paper_numbers import queries, rules, service
from app.tickets.paper_numbers.schemas import PaperNumberIn, PaperRangeIn, PaperRangeOut

router = APIRouter(prefix="/api/v1", tags=["tickets"])

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get("/paper-numbers", operation_id="list_slip_ranges", responses=problems(401, 404, 422))
def list_slip_ranges(who: SignedIn, village_code: Annotated[str, Query(pattern=r"^[0-9]{12}$")]) -> list[PaperRangeOut]:
    """The slips that were printed for a village, for those who work there."""
    with who.reads() as (db, actor):
        return queries.ranges(db, actor, village_code)


@router.post(
    "/paper-numbers",
    operation_id="issue_slips",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": PaperRangeOut, "description": "The same was sent before"}},
)
def issue_slips(who: SignedIn, asked: PaperRangeIn, response: Response) -> PaperRangeOut:
    """Give a village numbers for slips that are handed out while there is no network."""
    with who.writes() as (db, actor):
        issued, is_new = service.issue_slips(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, [issued])[0]


@router.get(
    "/paper-numbers/{range_id}/slips.pdf",
    operation_id="print_slips",
    response_class=Response,
    responses=_PDF | problems(401, 404, 422),
)
def print_slips(who: SignedIn, range_id: UUID) -> Response:
    """The slips of a run, eight on a page, to cut apart."""
    with who.reads() as (db, actor):
        slips = queries.slips(db, actor, range_id, who.language)
    name = f"{rules.W['title'].speak(who.language)} {slips.numbers[0]}-{slips.numbers[-1]}"
    headers = {"Content-Disposition": disposition(name, "slips", "pdf"), "Cache-Control": "private, no-store"}
    return Response(rules.printed(slips), media_type="application/pdf", headers=headers)


@router.post(
    "/tickets/{ticket_id}/paper-number",
    operation_id="add_paper_number",
    responses=problems(401, 403, 404, 409, 422),
)
def add_paper_number(who: SignedIn, ticket_id: UUID, asked: PaperNumberIn) -> TicketOut:
    """Write down which slip the villager holds; the same again changes nothing."""
    with who.writes() as (db, actor):
        ticket = service.add_number(db, actor, ticket_id, asked.number)
        return answers.shown(db, actor, ticket, who.language)
