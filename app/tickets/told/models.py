"""What a person has to be told that somebody did in the person's name."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class Act(StrEnum):
    """What an agent did, as far as a shared phone or a slip may say it."""

    SUBMITTED = "submitted"
    MOVED = "moved"
    NOTED = "noted"
    RATED = "rated"
    WITHDRAWN = "withdrawn"
    BEGAN = "began"
    ENDED = "ended"


class How(StrEnum):
    """How somebody was told: `app` and `sms` by this program, the others by somebody of the village."""

    APP = "app"
    SMS = "sms"
    CALL = "call"
    VISIT = "visit"
    SLIP = "slip"
    THROUGH_OTHERS = "through_others"


class Telling(SQLModel, table=True):
    """One act and how its principal was told; with `told_at` empty it waits for the duty cadre.

    `not_before` is the end of the night in which it happened. `objects` says that the person did not want it.
    """

    __table_args__ = (
        Index(
            "ix_telling_open",
            "village_path",
            "created_at",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    agent_id: UUID = Field(foreign_key="person.id")
    delegation_id: UUID = Field(foreign_key="delegation.id")
    village_path: str = path_field()
    ticket_id: UUID | None = Field(default=None, foreign_key="ticket.id")
    act: str
    created_at: datetime = utc_field()
    not_before: datetime = utc_field()
    told_at: datetime | None = utc_field(default=None, nullable=True)
    told_by: UUID | None = Field(default=None, foreign_key="person.id")
    how: str | None = None
    note: str | None = None
    objects: bool = False
