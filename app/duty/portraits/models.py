"""The pictures for the board; of one that was taken back only the fact is left."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class Portrait(SQLModel, table=True):
    """A picture of a person, given of his own will until he or the secretary takes it down; its file is gone with that.

    The row stays, so that an old message from a phone, which comes late, puts nothing up again. `given_by` is another
    person than `person_id` where the secretary did it at his word.
    """

    __tablename__ = "portrait"
    __table_args__ = (
        Index(
            "uq_portrait_person_id",
            "person_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        CheckConstraint("(ended_at IS NULL) = (file_id IS NOT NULL)", name="ended_means_forgotten"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone, and a part of the address: another picture has another one.
    person_id: UUID = Field(foreign_key="person.id")
    file_id: UUID | None = Field(default=None, foreign_key="stored_file.id")
    given_at: datetime = utc_field()
    given_by: UUID = Field(foreign_key="person.id")
    ended_at: datetime | None = utc_field(default=None, nullable=True)
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
    fingerprint: str
