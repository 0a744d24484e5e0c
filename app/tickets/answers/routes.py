"""The code on a receipt that leads back to its ticket."""

from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from fastapi import APIRouter, Request, Response

from app.core.problems import problems
from app.core.settings import settings
from app.people.actor import SignedIn
from app.tickets.queries import ticket_in_sight

router = APIRouter(prefix="/api/v1", tags=["tickets"])

_DRAWING: dict[int | str, dict[str, Any]] = {200: {"content": {"image/svg+xml": {}}}}


@router.get(
    "/tickets/{ticket_id}/qr.svg",
    operation_id="draw_ticket_code",
    response_class=Response,
    responses=_DRAWING | problems(401, 404, 422),
)
def draw_ticket_code(who: SignedIn, ticket_id: UUID, request: Request) -> Response:
    """A QR code that opens the ticket for those who may see it; it says nothing but where."""
    with who.reads() as (db, actor):
        ticket = ticket_in_sight(db, actor, ticket_id)
    base = (settings().public_url or str(request.base_url)).rstrip("/")
    drawn = BytesIO()
    segno.make(f"{base}/tickets/{ticket.id}", micro=False, error="m").save(drawn, kind="svg", scale=4, omitsize=True)
    return Response(drawn.getvalue(), media_type="image/svg+xml")
