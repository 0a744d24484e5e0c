"""The tables of ratings."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class RatingChannel(StrEnum):
    """How a rating came: from the villager's own phone, a relative's, or collected by one who did not handle the matter."""

    APP = "app"
    RELATIVE = "relative"
    PAPER = "paper"
    COLLEAGUE_PHONE = "colleague_phone"
    CALL_BACK = "call_back"


class Cause(StrEnum):
    """Why somebody is not satisfied (差评原因)."""

    ATTITUDE = "attitude"
    SLOW = "slow"
    WRONG_INFO = "wrong_info"
    MANY_TRIPS = "many_trips"
    EXTRA_PAPER = "extra_paper"
    FEE = "fee"
    NOT_SOLVED = "not_solved"
    PRIVACY = "privacy"
    OTHER = "other"


class Rating(SQLModel, table=True):
    """What the villager's side said of one round of a matter; never changed, never removed."""

    __table_args__ = (
        UniqueConstraint("ticket_id", "round"),
        CheckConstraint("grade BETWEEN 1 AND 5", name="grade_is_one_of_five"),
        Index("ix_rating_place_path_at", "place_path", "at"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    ticket_id: UUID = Field(foreign_key="ticket.id")
    round: int = 1
    grade: int
    tags: list[str] = json_field()
    comment: str | None = None
    channel: str
    rated_by: UUID | None = Field(default=None, foreign_key="person.id")  # None when it was collected.
    collected_by: UUID | None = Field(default=None, foreign_key="person.id")
    place_path: str = path_field()
    service: str
    at: datetime = utc_field()
    fingerprint: str
