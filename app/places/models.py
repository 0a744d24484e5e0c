"""Places, their service centres, and the calendar by which all limits are counted."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class Level(StrEnum):
    """Where a place stands in the tree; an urban community stands where a village does."""

    COUNTY = "county"
    TOWNSHIP = "township"
    VILLAGE = "village"
    GROUP = "group"


class DayType(StrEnum):
    """The two kinds of days that opening hours may be written for."""

    WORKDAY = "workday"
    REST_DAY = "rest_day"


class LimitUnit(StrEnum):
    """What a limit is counted in."""

    WORKING_DAYS = "wd"
    CALENDAR_DAYS = "cd"
    OPEN_MINUTES = "open_minutes"
    MINUTES = "minutes"


class Place(SQLModel, table=True):
    """A county, township, village or group. The id never changes; the official code does when places merge."""

    id: int = Field(default=None, primary_key=True)
    parent_id: int | None = Field(default=None, foreign_key="place.id", index=True)
    level: str
    name: str
    path: str = path_field(unique=True)
    official_code: str = Field(unique=True)
    kind: str
    initials: str
    valid_from: date
    valid_to: date | None = None


class ServiceCentre(SQLModel, table=True):
    """The centre that a village or township goes to; `supervision` is a list of `{name, phone}` to complain to."""

    __tablename__ = "service_centre"

    id: int = Field(default=None, primary_key=True)
    place_id: int = Field(foreign_key="place.id", unique=True)
    name: str
    address: str
    phone: str
    supervision: list[dict[str, Any]] = json_field(default_factory=list)


class OpeningPeriod(SQLModel, table=True):
    """Hours of a centre, "HH:MM" local, on one weekday (0 is Monday) or one type of day; seasons are "MM-DD", both ends in."""

    __tablename__ = "opening_period"
    __table_args__ = (
        CheckConstraint("(weekday IS NULL) <> (day_type IS NULL)", name="one_kind_of_day"),
        CheckConstraint("(season_from IS NULL) = (season_to IS NULL)", name="season_has_both_ends"),
        CheckConstraint("opens < closes", name="opens_before_it_closes"),
    )

    id: int = Field(default=None, primary_key=True)
    centre_id: int = Field(foreign_key="service_centre.id", index=True)
    weekday: int | None = None
    day_type: str | None = None
    opens: str
    closes: str
    season_from: str | None = None
    season_to: str | None = None


class WorkDay(SQLModel, table=True):
    """A day that is not what its weekday says, or that has a name: a holiday, or the working weekend that makes up for one."""

    __tablename__ = "work_day"

    on: date = Field(primary_key=True)
    is_workday: bool
    name: str
    source: str


class ConfirmedYear(SQLModel, table=True):
    """A year whose holiday notice has come and is in `work_day` as a whole."""

    __tablename__ = "confirmed_year"

    year: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    confirmed_at: datetime = utc_field()
