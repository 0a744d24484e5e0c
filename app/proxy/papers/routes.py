"""The papers of a ticket over HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request, Response

from app.core.pages import disposition
from app.core.pdf import PaperSize
from app.core.problems import problems
from app.core.settings import settings
from app.people.actor import SignedIn
from app.proxy.papers import queries
from app.proxy.papers.mandate.schemas import SheetIn
from app.proxy.papers.rules import Paper, drawn

router = APIRouter(prefix="/api/v1", tags=["proxy"])

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get(
    "/tickets/{ticket_id}/papers/{name}.pdf",
    operation_id="print_paper",
    response_class=Response,
    responses=_PDF | problems(401, 404, 409, 422),
)
def print_paper(
    who: SignedIn,
    ticket_id: UUID,
    name: Annotated[str, Path(pattern=r"^(receipt|delivery|ending|authorisation|notice-[1-9][0-9]?)$")],
    request: Request,
    size: Literal["a4", "a6"] = "a4",
) -> Response:
    """A paper to hold in the hand: the receipt, a notice by its number, the proof of delivery, why it ended, or the authorisation."""
    with who.reads() as (db, actor):
        paper = queries.paper(db, actor, ticket_id, name, who.language, _root(request))
    return _document(paper, name, size)


@router.get(
    "/tickets/{ticket_id}/authorisation-form.pdf",
    operation_id="print_authorisation_form",
    response_class=Response,
    responses=_PDF | problems(401, 404, 409, 422),
)
def print_authorisation_form(
    who: SignedIn, ticket_id: UUID, asked: Annotated[SheetIn, Query()], request: Request
) -> Response:
    """The sheet of an authorisation to be signed: the matter, the powers, the term, what nobody may do, places to sign."""
    with who.reads() as (db, actor):
        paper = queries.sheet_to_sign(db, actor, ticket_id, asked, who.language, _root(request))
    return _document(paper, "authorisation-form", asked.size)


def _root(request: Request) -> str:
    return (settings().public_url or str(request.base_url)).rstrip("/")


def _document(paper: Paper, name: str, size: str) -> Response:
    headers = {
        "Content-Disposition": disposition(f"{paper.title} {paper.number}", f"{name}-{paper.spoken}", "pdf"),
        "Cache-Control": "private, no-store",
    }
    return Response(drawn(paper, PaperSize(size)), media_type="application/pdf", headers=headers)
