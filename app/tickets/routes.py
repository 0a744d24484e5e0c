"""Tickets over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from app.core.problems import Refusal, problems
from app.people.actor import SignedIn
from app.tickets import service
from app.tickets.answers import queries as answers
from app.tickets.answers.lists import queries as lists
from app.tickets.answers.schemas import TicketOut, TicketPage
from app.tickets.intake.schemas import TicketIn
from app.tickets.intake.service import submit
from app.tickets.kinds.workflow import Service
from app.tickets.notes import service as notes
from app.tickets.paper_numbers.queries import trouble
from app.tickets.schemas import Box, MoveIn, NoteIn

router = APIRouter(prefix="/api/v1", tags=["tickets"])


@router.get("/tickets", operation_id="list_tickets", responses=problems(401, 422))
def list_tickets(
    who: SignedIn,
    *,
    box: Box = "mine",
    service: Service | None = None,
    village_code: Annotated[str | None, Query(pattern=r"^[0-9]{12}$")] = None,
    number: Annotated[str | None, Query(pattern=r"^[0-9A-Za-z临 -]{3,30}$")] = None,
    beneficiary_id: UUID | None = None,
    item_code: Annotated[str | None, Query(max_length=20)] = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> TicketPage:
    """One page of a box of tickets, newest change first; with a number that somebody tells, of all that bear it.

    With `beneficiary_id` and `item_code` it tells, before a request is sent, whether the same is open already.
    """
    with who.reads() as (db, actor):
        return lists.page(
            db,
            actor,
            box,
            who.language,
            service=service,
            village_code=village_code,
            number=number,
            beneficiary_id=beneficiary_id,
            item_code=item_code,
            cursor=cursor,
            limit=limit,
        )


@router.post(
    "/tickets",
    operation_id="submit_ticket",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422)
    | {200: {"model": TicketOut, "description": "The same request was sent before"}},
)
def submit_ticket(who: SignedIn, asked: TicketIn, response: Response) -> TicketOut:
    """Send a request; the same one again gives the same ticket.

    A number on a slip that cannot be adopted refuses nothing: the answer says why, and what to do.
    """
    with who.writes() as (db, actor):
        ticket, is_new = submit(db, actor, asked)
        response.status_code = 201 if is_new else 200
        shown = answers.shown(db, actor, ticket, who.language)
        shown.paper_number_trouble = trouble(db, actor, ticket, asked.paper_number, who.language)
        return shown


@router.get("/tickets/{ticket_id}", operation_id="read_ticket", responses=problems(401, 404, 422))
def read_ticket(who: SignedIn, ticket_id: UUID, response: Response) -> TicketOut:
    """One ticket with its life, and what this person may do now."""
    with who.reads() as (db, actor):
        ticket = answers.ticket_page(db, actor, ticket_id, who.language)
        look = service.unnoted_look(db, actor, ticket_id)
    if look is not None:
        # Written before the answer leaves, and only for staff: a villager's reading stays a reading.
        with who.writes() as (db, actor):
            service.note_look(db, actor, look)
    response.headers["ETag"] = f'"{ticket.version}-{len(ticket.events)}"'
    return ticket


@router.post("/tickets/{ticket_id}/moves", operation_id="make_move", responses=problems(401, 403, 404, 409, 422))
def make_move(who: SignedIn, ticket_id: UUID, asked: MoveIn) -> TicketOut:
    """Make one step; the same one again changes nothing."""
    try:
        with who.writes() as (db, actor):
            return answers.shown(db, actor, service.make_move(db, actor, ticket_id, asked), who.language)
    except Refusal as refusal:
        if refusal.code == "wrong_code":
            with who.writes() as (db, actor):
                service.count_wrong_code(db, actor, ticket_id)
        raise


@router.post("/tickets/{ticket_id}/notes", operation_id="add_note", responses=problems(401, 403, 404, 409, 422))
def add_note(who: SignedIn, ticket_id: UUID, asked: NoteIn) -> TicketOut:
    """Add a word, photos or a recording."""
    with who.writes() as (db, actor):
        return answers.shown(db, actor, notes.add_note(db, actor, ticket_id, asked), who.language)
