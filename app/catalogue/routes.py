"""GET catalogue: what the village helps with, which papers it takes and how long it lasts."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import TypeAdapter
from sqlmodel import Session

from app.catalogue.queries import item_by_code, item_version, items_on
from app.catalogue.schemas import ItemOut, item_out
from app.core.clock import today
from app.core.kept import Kept
from app.core.pages import NOT_MODIFIED, AcceptEncoding, IfNoneMatch, Page
from app.core.problems import problems
from app.core.shapes import Text
from app.core.words import Language
from app.people.actor import Anyone
from app.places.queries import village_by_code

router = APIRouter(prefix="/api/v1", tags=["catalogue"])

_ITEMS = TypeAdapter(list[ItemOut])


def _draw(db: Session, language: Language) -> Page:
    return Page.of(_ITEMS.dump_json([item_out(item, language) for item in items_on(db, today())]), pack=True)


_page = Kept(_draw)


@router.get(
    "/catalogue",
    operation_id="list_items",
    response_model=list[ItemOut],
    responses=NOT_MODIFIED | problems(404, 422),
)
def list_items(
    who: Anyone,
    village_code: Text | None = None,
    if_none_match: IfNoneMatch = None,
    accept_encoding: AcceptEncoding = None,
) -> Response:
    """The items of today; all villages of the county have the same ones."""
    with who.reads() as (db, _):
        if village_code is not None:
            village_by_code(db, village_code)
        page = _page.of(db, who.language)
    return page.answer(if_none_match, who.language, accept_encoding)


@router.get(
    "/catalogue/{code}",
    operation_id="read_item",
    response_model=ItemOut,
    responses=NOT_MODIFIED | problems(404, 422),
)
def read_item(
    who: Anyone,
    code: Text,
    version: Annotated[int | None, Query(ge=1, le=1_000_000)] = None,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """One item as it stands today, or the version of it with which somebody's matter began."""
    with who.reads() as (db, _):
        found = item_version(db, code, version) if version else item_by_code(db, code, today())
        item = item_out(found, who.language)
    return Page.of(item.model_dump_json().encode()).answer(if_none_match, language=who.language)
