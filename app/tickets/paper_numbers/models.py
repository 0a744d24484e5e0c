"""Which numbers have been printed for which village; the adopted ones are `TicketAlias`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class PaperRange(SQLModel, table=True):
    """A run of slips that was printed for a village; no two of a village overlap, since each begins after the last."""

    __tablename__ = "paper_range"
    __table_args__ = (
        CheckConstraint("first <= last", name="holds_a_number"),
        UniqueConstraint("village_id", "first"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    first: int
    last: int
    issued_by: UUID = Field(foreign_key="person.id")
    issued_at: datetime = utc_field()
    fingerprint: str
