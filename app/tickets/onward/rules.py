"""Why a matter cannot stay where it is. Plain values only."""

from typing import NamedTuple

DOOR = "onward"


class Cause(NamedTuple):
    """A reason: the move that gives the matter on, the entry of the log where nobody may have it, and the news of both.

    `gone` is told to whom it was taken from, `asked` to whoever is asked above, `kept` to its handler where it stays.
    """

    move: str
    entry: str
    gone: str
    asked: str
    kept: str | None


LIES = Cause("return_to_duty", "let_lie", "returned", "see_to_it", "let_lie")
AWAY = Cause("cover_absence", "left_waiting", "covered", "see_to_absent", None)
