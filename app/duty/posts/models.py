"""What was done on the way to a post and away from it, one row a step. Posts and holdings are in `duty.models`."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class Reason(StrEnum):
    """Why a holding rests or ends. A fixed list without a word on anybody's age, health or conduct."""

    EXEMPT = "exempt"
    OWN_WISH = "own_wish"
    AWAY = "away"
    CHANGED = "changed"
    TERM_OVER = "term_over"
    POST_CLOSED = "post_closed"
    NOT_TAKEN_UP = "not_taken_up"
    OTHER = "other"


class PostStep(SQLModel, table=True):
    """One step: `on` is the day that it stands for (a meeting, a pledge), `at` when it was written. Never changed."""

    __tablename__ = "post_step"
    __table_args__ = (Index("ix_post_step_holding", "holding_id", "at"),)

    id: UUID = Field(primary_key=True)  # Made on the phone, so that an act sent twice is one act.
    holding_id: UUID = Field(foreign_key="post_holding.id")
    at: datetime = utc_field()
    what: str
    by_id: UUID | None = Field(default=None, foreign_key="person.id")
    on: date | None = None
    reason: str | None = None
    fingerprint: str
