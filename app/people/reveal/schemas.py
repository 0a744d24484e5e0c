"""Shapes of seeing numbers."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, Text

Number = Literal["phone", "contact_phone", "id_no"]


class RevealIn(Ask):
    """Which numbers somebody has to see whole, why, and for which matter if there is one."""

    fields: Annotated[list[Number], Field(min_length=1, max_length=3)]
    reason: Annotated[Text, StringConstraints(min_length=2, max_length=100)]
    ticket_id: UUID | None = None


class Revealed(Answer):
    """The numbers that were asked for, whole; null where there is none or where it was not asked for."""

    phone: str | None = None
    contact_phone: str | None = None
    id_no: str | None = None
    left_today: int
