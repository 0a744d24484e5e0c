"""Shapes of calendar links."""

from datetime import date
from uuid import UUID

from app.core.shapes import Answer, Ask, Instant
from app.duty.schemas import PersonName
from app.people.schemas import PlaceCode


class CalendarLinkIn(Ask):
    """A link for a calendar program; `id` is made by the sender. `is_whole` is the village's roster, else one's own turns."""

    id: UUID
    village_code: PlaceCode
    is_whole: bool


class CalendarLinkOut(Answer):
    """A link that works; `used_on` is the last day on which a program asked."""

    id: UUID
    person: PersonName
    is_whole: bool
    made_at: Instant
    used_on: date | None
    mine: bool


class CalendarLinkMade(CalendarLinkOut):
    """A link with its address, which is told once: only a hash of it is kept."""

    url: str


class CalendarLinks(Answer):
    """Links that work, one's own first."""

    items: list[CalendarLinkOut]
