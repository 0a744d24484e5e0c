"""What was done on a post, in words. Rows are only added: a later one may stand in the place of an earlier one."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class PostRecord(SQLModel, table=True):
    """An entry for a quarter ("2026-Q4"). `by_id` wrote it: the holder, or the secretary for one who has no phone."""

    __tablename__ = "post_record"
    __table_args__ = (
        Index("ix_post_record_village", "village_id", "quarter"),
        # One successor each, so that what became of an entry is one line and never a fork.
        Index("uq_post_record_amends_id", "amends_id", unique=True),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    holding_id: UUID = Field(foreign_key="post_holding.id", index=True)
    village_id: int = Field(foreign_key="place.id")
    village_path: str = path_field()
    quarter: str
    done_on: date | None = None
    text: str
    place_text: str | None = None
    amends_id: UUID | None = Field(default=None, foreign_key="post_record.id")
    by_id: UUID | None = Field(default=None, foreign_key="person.id")
    written_at: datetime = utc_field()
    fingerprint: str


class PostRecordSeen(SQLModel, table=True):
    """The countersign: somebody who looks after the posts has seen the entry. No grade, no remark."""

    __tablename__ = "post_record_seen"

    record_id: UUID = Field(primary_key=True, foreign_key="post_record.id")
    by_id: UUID = Field(foreign_key="person.id")
    at: datetime = utc_field()
