"""The shape of a day of custody."""

from datetime import date
from uuid import UUID

from app.core.shapes import Answer, Instant
from app.tickets.answers.schemas import Named


class HeldThen(Answer):
    """Originals of one material that were away from their owner at the end of a day; `where` says with whom, in words.

    `days` is how long they had been away by then, `long` more than a week. Whose they are says the matter itself.
    """

    ticket_id: UUID
    ticket_no: str
    title: str
    code: str
    name: str
    count: int
    where: str
    since: Instant
    out_since: Instant
    days: int
    long: bool


class CustodyDay(Answer):
    """Everything that a village held for its people at the end of a day, or now if that day is not over; the oldest first."""

    village: Named
    on: date
    items: list[HeldThen]
