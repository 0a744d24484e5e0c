"""What is known of each stored file; its bytes lie on disk."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class FileKind(StrEnum):
    """What people may add: a picture to look at, or a voice to listen to."""

    PHOTO = "photo"
    VOICE = "voice"


class StoredFile(SQLModel, table=True):
    """One file: `sha256` is that of what was sent, `size` in bytes and `media_type` are those of what is kept."""

    __tablename__ = "stored_file"
    __table_args__ = (Index("ix_stored_file_uploader", "uploaded_by", "created_at"),)

    id: UUID = Field(primary_key=True)
    kind: str
    media_type: str
    size: int
    sha256: str
    name_on_disk: str = Field(unique=True)
    uploaded_by: UUID = Field(foreign_key="person.id")
    created_at: datetime = utc_field()
