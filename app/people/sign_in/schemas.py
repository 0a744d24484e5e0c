"""Shapes of signing in."""

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from app.core.shapes import Answer, Ask, Instant
from app.people.schemas import Phone

SixDigits = Annotated[str, StringConstraints(pattern=r"^[0-9]{6}$")]


class CodeAsk(Ask):
    """A phone that wants a one-time code."""

    phone: Phone


class CodeAsked(Answer):
    """The same for every phone, known or not."""

    request_id: UUID
    expires_at: Instant


class CodeIn(Ask):
    """The code that came. `person_id` says which member of a household signs in, once a 409 `which_person` has asked."""

    request_id: UUID
    code: SixDigits
    person_id: UUID | None = None
    shared_phone: bool = False


class CardIn(Ask):
    """A paper card: the number that its QR code holds, and the digits printed under it."""

    card_no: Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")]
    code: SixDigits
    shared_phone: bool = False


class SlipOut(Answer):
    """A villager who waits for a code at the duty desk, and the code to read out."""

    name: str
    phone_masked: str
    code: str
    expires_at: Instant


class CardOut(Answer):
    """A card to print; its digits are shown this once."""

    card_no: str
    code: str
    qr_svg: str
    expires_on: date
