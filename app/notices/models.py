"""What people have been told, and where its text message stands."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class SmsState(StrEnum):
    """Where a text message stands; `none` is a notice that only the app shows."""

    NONE = "none"
    WAITING = "waiting"
    LEASED = "leased"
    SENT = "sent"
    FAILED = "failed"


class Notice(SQLModel, table=True):
    """One thing that one person was told. `key` is the teller's own, so that the same is not told twice."""

    __table_args__ = (
        UniqueConstraint("person_id", "key"),
        Index("ix_notice_person", "person_id", "created_at", "id"),
        Index("ix_notice_due", "sms_state", "send_after"),
    )

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    kind: str
    subject_type: str
    subject_id: str
    through_id: UUID | None = Field(default=None, foreign_key="delegation.id")  # Shown as long as this is in force.
    text_zh: str
    text_en: str
    key: str | None = None
    urgent: bool = False
    created_at: datetime = utc_field()
    read_at: datetime | None = utc_field(default=None, nullable=True)
    sms_state: str = SmsState.NONE
    send_after: datetime = utc_field()
    tries: int = 0
    leased_until: datetime | None = utc_field(default=None, nullable=True)
    provider_id: str | None = None
    sent_at: datetime | None = utc_field(default=None, nullable=True)
