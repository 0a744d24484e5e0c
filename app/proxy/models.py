"""The tables of the proxy log 代办日志."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.core.tables import path_field, utc_field


class TripAction(StrEnum):
    """What an agent did."""

    CALL = "call"
    VISIT = "visit"
    LODGE = "lodge"
    PICK_UP = "pick_up"
    CHASE = "chase"
    DELIVER = "deliver"
    ACCOMPANY = "accompany"
    OTHER = "other"


class ProxyLogEntry(SQLModel, table=True):
    """One trip, call or visit. `fee_fen` is a statutory fee paid for the villager against a receipt; the service is free."""

    __tablename__ = "proxy_log_entry"
    __table_args__ = (
        CheckConstraint("fee_fen >= 0", name="fee_is_no_debt"),
        Index("ix_proxy_log_entry_place_path", "place_path", "went_at", "id"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    agent_id: UUID = Field(foreign_key="person.id")
    went_at: datetime = utc_field()
    place_text: str
    contact: str | None = None
    action: str
    result: str  # Empty when it was only spoken, into a recording that belongs to the entry.
    next_step: str | None = None
    next_on: date | None = None
    fee_fen: int = 0
    companions: str | None = None
    created_at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    fingerprint: str


class ProxyLogTicket(SQLModel, table=True):
    """A ticket that a trip served; one trip may serve several."""

    __tablename__ = "proxy_log_ticket"

    entry_id: UUID = Field(foreign_key="proxy_log_entry.id", primary_key=True)
    ticket_id: UUID = Field(foreign_key="ticket.id", primary_key=True, index=True)


class ProxyLogAmendment(SQLModel, table=True):
    """Words added to an entry later, such as what a recording says; the entry itself stays as it was written."""

    __tablename__ = "proxy_log_amendment"

    id: UUID = Field(primary_key=True)  # Made on the phone.
    entry_id: UUID = Field(foreign_key="proxy_log_entry.id", index=True)
    by_id: UUID = Field(foreign_key="person.id")
    text: str
    created_at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    fingerprint: str


class ProxyLogFile(SQLModel, table=True):
    """A photo or a recording of a trip, such as the slip of a window."""

    __tablename__ = "proxy_log_file"

    entry_id: UUID = Field(foreign_key="proxy_log_entry.id", primary_key=True)
    file_id: UUID = Field(foreign_key="stored_file.id", primary_key=True)
