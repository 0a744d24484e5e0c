"""The shapes of slips and their numbers."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, Instant, Text
from app.people.schemas import PlaceCode
from app.tickets.paper_numbers.rules import MOST_PAGES

WrittenNumber = Annotated[Text, StringConstraints(min_length=1, max_length=30)]


class PaperRangeIn(Ask):
    """How many pages of eight slips to print for a village; `id` makes it count once."""

    id: UUID
    village_code: PlaceCode
    pages: Annotated[int, Field(ge=1, le=MOST_PAGES)]


class PaperNumberIn(Ask):
    """The number that the villager's slip bears."""

    number: WrittenNumber


class PaperRangeOut(Answer):
    """A run of slips: its first and last number, how many there are, and how many of them tickets bear."""

    id: UUID
    village_code: str
    first: str
    last: str
    count: int
    used: int
    issued_by: str
    issued_at: Instant
