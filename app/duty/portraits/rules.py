"""What a portrait is on the board: how large, under which address, and for whom it may be there at all."""

from collections.abc import Iterable
from uuid import UUID

# Twice the largest face of the app, for phones that show two pixels or more for one.
EDGE = 192


def address(village_code: str, portrait_id: UUID) -> str:
    """The path that shows a portrait to everybody; another picture has another one."""
    return f"/api/v1/board/{village_code}/portraits/{portrait_id}"


def is_within(place_paths: Iterable[str], village_path: str) -> bool:
    """Whether somebody who works at these places works in a village, too."""
    return village_path.startswith(tuple(place_paths))


def looks_after(secretary_of: Iterable[str], place_paths: Iterable[str]) -> bool:
    """Whether a secretary of some places is one of somebody who works at others, above or below."""
    theirs = tuple(place_paths)
    return any(is_within(theirs, own) or path.startswith(own) for own in secretary_of for path in theirs)
