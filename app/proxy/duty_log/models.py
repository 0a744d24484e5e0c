"""What people add to the duty log; all the rest of it is read from the acts."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class RemarkKind(StrEnum):
    """What a remark is about; the last four stand for acts that were only written on paper."""

    NOTE = "note"
    WEATHER = "weather"
    SPECIAL = "special"
    EMERGENCY = "emergency"
    INSPECTION = "inspection"
    WALK_IN = "walk_in"
    CALL = "call"
    HANDLED = "handled"
    PASSED_ON = "passed_on"


class DutyRemark(SQLModel, table=True):
    """A word added to the log of a day; never changed, never removed. `happened_at` decides on the day.

    `on_paper` was written on paper first, by `sat_id` if that was not the one who typed it in. `count` says how many
    visits, calls or matters a line of paper stands for.
    """

    __tablename__ = "duty_remark"
    __table_args__ = (
        CheckConstraint("count > 0", name="count_is_a_number"),
        Index("ix_duty_remark_village", "village_id", "happened_at", "id"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    kind: str
    happened_at: datetime = utc_field()
    text: str
    count: int | None = None
    told_whom: str | None = None  # To whom an emergency was reported.
    told_at: datetime | None = utc_field(default=None)
    on_paper: bool = False
    sat_id: UUID | None = Field(default=None, foreign_key="person.id")
    by_id: UUID = Field(foreign_key="person.id")
    written_at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    fingerprint: str
