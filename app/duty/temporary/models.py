"""Rosters of some days; the turns themselves are `duty.models.DutyShift` rows."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class Occasion(StrEnum):
    """What a temporary roster is for; its name on the board, so a list and no free text."""

    SPRING_FESTIVAL = "spring_festival"
    HOLIDAY = "holiday"
    FLOOD = "flood"
    FOREST_FIRE = "forest_fire"
    SNOW = "snow"
    HARVEST = "harvest"
    EMERGENCY = "emergency"


class Stands(StrEnum):
    """Beside the usual turns of its days, or in their place."""

    BESIDE = "beside"
    INSTEAD = "instead"


class TemporaryRoster(SQLModel, table=True):
    """Some days, both ends in, with hours of their own (`[{"starts": "08:00", "ends": "20:00"}]`) and people in rotation.

    `gaps` are the turns that neither somebody in rotation nor the fallback person could take, and after an early end the
    usual ones that could not come back: `{"starts_at", "ends_at", "missing", "why": {person id: drawing.rules.Lack}}`.
    """

    __tablename__ = "temporary_roster"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="begins_before_it_ends"),
        Index("ix_temporary_roster_village", "village_id", "last_on"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    occasion: str
    first_on: date
    last_on: date
    hours: list[dict[str, Any]] = json_field()
    persons: int
    people: list[str] = json_field()
    fallback_id: UUID | None = Field(default=None, foreign_key="person.id")
    stands: str
    gaps: list[dict[str, Any]] = json_field()
    planned_at: datetime = utc_field()
    planned_by: UUID | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = utc_field(default=None, nullable=True)
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
    fingerprint: str


class TemporaryTurn(SQLModel, table=True):
    """A turn that a temporary roster brought, or a usual one that stood down for it."""

    __tablename__ = "temporary_turn"

    temporary_id: UUID = Field(primary_key=True, foreign_key="temporary_roster.id")
    shift_id: UUID = Field(primary_key=True, foreign_key="duty_shift.id", index=True)
    stood_down: bool = False
