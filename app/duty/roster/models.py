"""What a roster is drawn from, and the draft before it is published; the turns themselves are `duty.models.DutyShift`."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, false
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class RosterRule(SQLModel, table=True):
    """How a village fills its days. `turns` are `rules.TurnRule`s; without any, each span of open hours is one turn.

    `weights` counts a turn by the kind of its day, `market_digits` are the last digits of the dates of market days, of the
    lunar calendar with `market_by_moon`,
    `publish_days` is how long before a month its roster should be out, `objection_hours` how long the secretary may object
    to a swap on which two have agreed.
    """

    __tablename__ = "roster_rule"

    village_id: int = Field(primary_key=True, foreign_key="place.id", sa_column_kwargs={"autoincrement": False})
    version: int = 1
    turns: list[dict[str, Any]] = json_field()
    weights: dict[str, int] = json_field()
    market_digits: list[int] = json_field()
    market_by_moon: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    needs_leader: bool = True
    rest_hours: int = 8
    most_days_in_a_row: int = 5
    most_turns_a_day: int = 1
    publish_days: int = 3
    objection_hours: int = Field(default=24, sa_column_kwargs={"server_default": "24"})
    changed_at: datetime = utc_field()
    changed_by: UUID | None = Field(default=None, foreign_key="person.id")


class RosterMember(SQLModel, table=True):
    """What the roster has to know of somebody. `is_exempt` takes them off it, for whatever reason: it is not asked.

    `exempt_spans` are the days of that as [first, last] in ISO, the last one none while it holds: they are no debt later.
    `phone` is the number that the public board shows in their turns.
    """

    __tablename__ = "roster_member"

    village_id: int = Field(primary_key=True, foreign_key="place.id")
    person_id: UUID = Field(primary_key=True, foreign_key="person.id")
    is_leader: bool = False
    is_exempt: bool = False
    exempt_spans: list[list[str | None]] = json_field(default_factory=list, sa_column_kwargs={"server_default": "[]"})
    skills: list[str] = json_field()
    rest_weekdays: list[int] = json_field()
    most_turns: int | None = None
    phone: str | None = None
    changed_at: datetime = utc_field()
    changed_by: UUID | None = Field(default=None, foreign_key="person.id")


class Leave(SQLModel, table=True):
    """Days on which somebody cannot sit, both ends in; no reason is kept. A cancelled one stays as a record."""

    __tablename__ = "duty_leave"
    __table_args__ = (
        CheckConstraint("first_on <= last_on", name="begins_before_it_ends"),
        Index("ix_duty_leave_village", "village_id", "last_on"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    person_id: UUID = Field(foreign_key="person.id")
    first_on: date
    last_on: date
    entered_at: datetime = utc_field()
    entered_by: UUID | None = Field(default=None, foreign_key="person.id")
    cancelled_at: datetime | None = utc_field(default=None)
    cancelled_by: UUID | None = Field(default=None, foreign_key="person.id")


class RosterDraft(SQLModel, table=True):
    """A month's roster as it was drawn and mended; once published the turns lead a life of their own.

    `turns` maps a need's key to person ids, `standing` those of them who stood in the published roster when it was drawn
    or mended: whoever has gone from there since does not come back with it. `spare` is by how much the sum of squared loads may at most lie above the
    least one; nobody knows after turns were changed by hand.
    """

    __tablename__ = "roster_draft"

    village_id: int = Field(primary_key=True, foreign_key="place.id")
    month: str = Field(primary_key=True)  # 2026-12
    version: int = 1
    turns: dict[str, list[str]] = json_field()
    standing: dict[str, list[str]] = json_field(default_factory=dict, sa_column_kwargs={"server_default": "{}"})
    spare: int | None = None
    drawn_at: datetime = utc_field()
    drawn_by: UUID | None = Field(default=None, foreign_key="person.id")
    published_at: datetime | None = utc_field(default=None)
    published_by: UUID | None = Field(default=None, foreign_key="person.id")
