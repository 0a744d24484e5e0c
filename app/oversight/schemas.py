"""The shapes of ratings."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, Instant, Text
from app.oversight.models import Cause, RatingChannel
from app.tickets.schemas import OnBehalf


class RatingIn(Ask):
    """A rating; `id` makes it count once. Whoever collects it says in `on_behalf` how the person was recognised."""

    id: UUID
    grade: Annotated[int, Field(ge=1, le=5)]
    tags: list[Cause] = Field(default_factory=list, max_length=9)
    comment: Annotated[Text, StringConstraints(max_length=300)] | None = None
    channel: Literal[RatingChannel.APP, RatingChannel.PAPER, RatingChannel.COLLEAGUE_PHONE, RatingChannel.CALL_BACK] = (
        RatingChannel.APP
    )
    version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None  # Of the ticket; None rates it as it is now.
    on_behalf: OnBehalf | None = None


class CauseOut(Answer):
    """Why somebody was not satisfied."""

    value: Cause
    label: str


class RatingGiven(Answer):
    """What was said, for those who may read it; `relative` is a relative's word, not the person's own."""

    id: UUID
    grade: int
    grade_label: str
    tags: list[CauseOut]
    comment: str | None
    channel: RatingChannel
    collected_by: str | None
    at: Instant
