"""What the API says of places."""

from collections.abc import Mapping

from app.core.shapes import Answer
from app.places.models import Level, Place


class PlaceOut(Answer):
    """One place of the county's tree; the county itself has no parent here."""

    code: str
    name: str
    level: Level
    parent_code: str | None


def place_out(place: Place, codes: Mapping[int, str]) -> PlaceOut:
    """The shape of a place, given the official codes of the places by id."""
    parent_code = codes.get(place.parent_id) if place.parent_id is not None else None
    return PlaceOut(code=place.official_code, name=place.name, level=Level(place.level), parent_code=parent_code)
