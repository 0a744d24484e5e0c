"""One append-only table with a gap-free cursor."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class Change(SQLModel, table=True):
    """One thing that happened; ids and plain values only, never a person's data."""

    seq: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime = utc_field()
    what: str  # An event's name in the past tense, e.g. `ticket_moved`.
    subject_type: str
    subject_id: str
    place_path: str = path_field(index=True)
    data: dict[str, Any] = json_field()


class ChangeHead(SQLModel, table=True):
    """The number of the newest change; its row is the last lock that a writing transaction takes."""

    __tablename__ = "change_head"

    id: int = Field(primary_key=True)
    seq: int
