"""GET places: the county's tree, for choosing where one lives."""

from fastapi import APIRouter, Response
from pydantic import TypeAdapter
from sqlmodel import Session

from app.core.clock import today
from app.core.kept import Kept
from app.core.pages import NOT_MODIFIED, AcceptEncoding, IfNoneMatch, Page
from app.core.problems import problems
from app.people.actor import Anyone
from app.places.queries import places_tree
from app.places.schemas import PlaceOut, place_out

router = APIRouter(prefix="/api/v1", tags=["places"])


_PLACES = TypeAdapter(list[PlaceOut])


def _draw(db: Session) -> Page:
    places = places_tree(db, today())
    codes = {place.id: place.official_code for place in places}
    return Page.of(_PLACES.dump_json([place_out(place, codes) for place in places]), pack=True)


_page = Kept(_draw)


@router.get(
    "/places",
    operation_id="list_places",
    response_model=list[PlaceOut],
    responses=NOT_MODIFIED | problems(422),
)
def list_places(who: Anyone, if_none_match: IfNoneMatch = None, accept_encoding: AcceptEncoding = None) -> Response:
    """Today's places with their official codes, parents before children."""
    with who.reads() as (db, _):
        page = _page.of(db)
    return page.answer(if_none_match, accept_encoding=accept_encoding)
