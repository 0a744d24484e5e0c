"""One append-only table, chained by keyed hashes; triggers of both databases refuse to change or delete a row."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class AuditEntry(SQLModel, table=True):
    """One thing that somebody did or tried: ids, names of those who act, and plain values; never a number or an illness.

    `mac` covers the row and the `mac` of the row before, under a key that the database does not have.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_place_path_seq", "place_path", "seq"),
        Index("ix_audit_entry_by_id_what_at", "by_id", "what", "at"),
    )

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = utc_field()
    what: str  # An event's name in the past tense, e.g. `numbers_revealed`.
    by_id: UUID | None = None
    by_name: str
    place_path: str = path_field()
    subject_type: str
    subject_id: str
    reason: str | None = None
    result: str
    data: dict[str, Any] = json_field()
    mac: str


class AuditHead(SQLModel, table=True):
    """Where the chain ends; its row is the very last lock that a writing transaction takes."""

    __tablename__ = "audit_head"

    id: int = Field(primary_key=True)
    seq: int
    mac: str
