"""The note that one turn leaves to the next; there is one of each turn that ended, also where nothing had to go over."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class Why(StrEnum):
    """Why a matter stands on the note."""

    NEW = "new"
    PROMISED_TODAY = "promised_today"
    PROMISED_SOON = "promised_soon"
    WAITING_PAPERS = "waiting_papers"
    WAITING_ELSEWHERE = "waiting_elsewhere"
    ORIGINALS = "originals"
    URGENT = "urgent"
    PERSONAL = "personal"
    OPEN = "open"


class Handover(SQLModel, table=True):
    """The hand-over of one turn. `given_at` is empty where the system had to write the note, `accepted_at` until it is taken.

    `items` are [{ticket_id, why, moves}], ids and codes only: what they stand for is read anew for whoever looks, so that
    no note tells more than its reader may see. `moved` are the ids that went over when it was accepted. What nobody
    accepts climbs at `climbs_at`, from `level` 0 (the next turn) to 1 (the secretary) and 2 (the township).
    """

    __table_args__ = (
        Index("ix_handover_village", "village_id", "ends_at"),
        Index(
            "ix_handover_climbs_at",
            "climbs_at",
            sqlite_where=text("climbs_at IS NOT NULL"),
            postgresql_where=text("climbs_at IS NOT NULL"),
        ),
    )

    id: UUID = Field(primary_key=True)  # Follows from the turn, so that phone and watch write one note.
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    shift_id: UUID = Field(foreign_key="duty_shift.id", unique=True)
    giver_id: UUID = Field(foreign_key="person.id")
    taker_id: UUID | None = Field(default=None, foreign_key="person.id")
    ends_at: datetime = utc_field()
    is_needed: bool = True
    items: list[dict[str, Any]] = json_field()
    keys_given: bool = False
    remark: str | None = None
    made_at: datetime = utc_field()
    given_at: datetime | None = utc_field(default=None)
    give_id: UUID | None = Field(default=None, unique=True)
    give_mark: str | None = None
    give_reported_at: datetime | None = utc_field(default=None)
    accepted_at: datetime | None = utc_field(default=None)
    accepted_by: UUID | None = Field(default=None, foreign_key="person.id")
    accept_id: UUID | None = Field(default=None, unique=True)
    accept_mark: str | None = None
    accept_reported_at: datetime | None = utc_field(default=None)
    moved: list[str] = json_field()
    level: int = 0
    climbs_at: datetime | None = utc_field(default=None)
