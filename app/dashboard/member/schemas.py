"""The shape of what one member has done."""

from app.core.shapes import Answer
from app.duty.posts.records.schemas import Quarter
from app.duty.schemas import PersonName


class MemberDeeds(Answer):
    """What somebody did in a quarter, as the acts themselves tell it: turns that are over, trips, and matters carried on.

    Whoever is not that person sees neither health nor quarrels in it; `left_out` says so.
    """

    person: PersonName
    quarter: Quarter
    turns: int
    trips: int
    matters: int
    left_out: bool
