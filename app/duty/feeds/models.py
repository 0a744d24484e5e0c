"""The links under which calendars read a roster."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class CalendarLink(SQLModel, table=True):
    """Lets a calendar program, which cannot sign in, read the turns of one person or, if `is_whole`, of the village.

    Only a hash of the address's secret part is kept. `used_on` is the last day on which anything asked.
    """

    __tablename__ = "calendar_link"
    __table_args__ = (
        Index("uq_calendar_link_token", "token_hash", unique=True),
        Index("ix_calendar_link_person", "person_id"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    person_id: UUID = Field(foreign_key="person.id")
    is_whole: bool
    token_hash: str
    made_at: datetime = utc_field()
    used_on: date | None = None
    revoked_at: datetime | None = utc_field(default=None, nullable=True)
    revoked_by: UUID | None = Field(default=None, foreign_key="person.id")
