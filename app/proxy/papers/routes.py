"""The papers of a ticket over HTTP."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response

from app.core.pages import disposition
from app.core.pdf import PaperSize
from app.core.problems import problems
from app.core.settings import settings
from app.people.actor import SignedIn
from app.proxy.papers import queries
from app.proxy.papers.rules import drawn

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
    root = (settings().public_url or str(request.base_url)).rstrip("/")
    with who.reads() as (db, actor):
        paper = queries.paper(db, actor, ticket_id, name, who.language, root)
    headers = {
        "Content-Disposition": disposition(f"{paper.title} {paper.number}", f"{name}-{paper.spoken}", "pdf"),
        "Cache-Control": "private, no-store",
    }
    return Response(drawn(paper, PaperSize(size)), media_type="application/pdf", headers=headers)
