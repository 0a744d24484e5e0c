"""What people show to sign in. Nothing here can be read back: codes are derived from ids under our key, or digested."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class CodeRequest(SQLModel, table=True):
    """Somebody asked for a one-time code; the code itself is HMAC(key, id), so it is stored nowhere.

    The phone stands here as its index only: who gets the code is read from the person.
    `allowed` is how many tries this code has, fewer than five when the phone had many wrong ones today.
    """

    __tablename__ = "code_request"
    __table_args__ = (Index("ix_code_request_phone_index_created_at", "phone_index", "created_at"),)

    id: UUID = Field(primary_key=True)
    phone_index: str
    created_at: datetime = utc_field()
    expires_at: datetime = utc_field()
    tries: int = 0
    allowed: int
    used_at: datetime | None = utc_field(default=None, nullable=True)
    ip: str | None = None


class PaperCard(SQLModel, table=True):
    """A card with a number, a QR code and six digits under it, for people without a phone at hand."""

    __tablename__ = "paper_card"

    id: int = Field(default=None, primary_key=True)
    card_no: str = Field(unique=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    code_digest: str
    issued_by: UUID | None = Field(default=None, foreign_key="person.id")
    issued_at: datetime = utc_field()
    expires_on: date
    revoked_at: datetime | None = utc_field(default=None, nullable=True)
    tries: int = 0
