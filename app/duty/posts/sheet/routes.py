"""The sheet of a quarter over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from app.core.pages import disposition
from app.core.problems import problems
from app.duty.posts.records.schemas import Quarter
from app.duty.posts.sheet import queries, rules
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter()

_PDF: dict[int | str, dict[str, Any]] = {200: {"content": {"application/pdf": {}}}}


@router.get(
    "/duty/post-records/sheet.pdf",
    operation_id="print_post_records",
    response_class=Response,
    responses=_PDF | problems(401, 403, 404, 422),
)
def print_post_records(
    who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")], quarter: Quarter
) -> Response:
    """What was done on the posts of a village in a quarter, to sign and to file away."""
    with who.reads() as (db, actor):
        sheet = queries.sheet(db, actor, village_by_code(db, village_code), quarter, who.language)
    headers = {
        "Content-Disposition": disposition(sheet.title, f"posts-{quarter}", "pdf"),
        "Cache-Control": "private, no-store",
    }
    return Response(rules.as_pdf(sheet), media_type="application/pdf", headers=headers)
