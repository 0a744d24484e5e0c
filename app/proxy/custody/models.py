"""The tables of custody: an append-only log, and what lies where now as a cache of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class CustodyKind(StrEnum):
    """What happened to papers, or the answer of the other side."""

    RECEIVED = "received"
    HANDED_OVER = "handed_over"  # To a colleague, into the village's locked cabinet, or out of it.
    LODGED = "lodged"
    PICKED_UP = "picked_up"
    RETURNED = "returned"
    RETAINED = "retained"  # The authority keeps it for good, as it does with a migration permit.
    LOST_REPORTED = "lost_reported"
    FOUND = "found"
    LOSS_SETTLED = "loss_settled"
    COPY_DESTROYED = "copy_destroyed"
    CONFIRMED = "confirmed"
    REFUSED = "refused"


class SpotKind(StrEnum):
    """Where an original can be."""

    OWNER = "owner"
    PERSON = "person"  # One of the village's staff.
    CABINET = "cabinet"
    WINDOW = "window"
    LOST = "lost"
    SETTLED = "settled"  # It does not come back, and that has been settled.


class CustodyWay(StrEnum):
    """How the villager's side confirmed."""

    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    PHOTO = "photo"
    WITNESS = "witness"
    APP = "app"


class CustodyEvent(SQLModel, table=True):
    """One act or one answer; never changed, never removed. `happened_at` never runs backwards within a ticket."""

    __tablename__ = "custody_event"
    __table_args__ = (UniqueConstraint("ticket_id", "seq"),)

    id: UUID = Field(primary_key=True)  # Made on the phone.
    ticket_id: UUID = Field(foreign_key="ticket.id")
    seq: int
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    kind: str
    papers: list[dict[str, Any]] = json_field()  # [{code, name_zh, name_en, count}]
    giver_kind: str
    giver_key: str = ""  # A person's id, or a window's name.
    giver_name: str = ""
    taker_kind: str
    taker_key: str = ""
    taker_name: str = ""
    answers_id: UUID | None = Field(default=None, foreign_key="custody_event.id", unique=True)
    actor_id: UUID = Field(foreign_key="person.id")
    actor_name: str
    way: str | None = None
    slip: str | None = None  # A window's slip number, or who took the papers there.
    witness: str | None = None
    received_by: str | None = None
    note: str | None = None
    happened_at: datetime = utc_field()
    at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    fingerprint: str


class CustodyHolding(SQLModel, table=True):
    """Originals of one material in one place now: a cache of the log, which a test re-derives."""

    __tablename__ = "custody_holding"
    __table_args__ = (
        Index("ix_custody_holding_place_path", "place_path", "out_since"),
        Index(
            "ix_custody_holding_remind_at",
            "remind_at",
            sqlite_where=text("remind_at IS NOT NULL"),
            postgresql_where=text("remind_at IS NOT NULL"),
        ),
    )

    ticket_id: UUID = Field(foreign_key="ticket.id", primary_key=True)
    code: str = Field(primary_key=True)
    spot_kind: str = Field(primary_key=True)
    spot_key: str = Field(primary_key=True)
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    spot_name: str
    count: int
    since: datetime = utc_field()
    out_since: datetime = utc_field()
    remind_at: datetime | None = utc_field(default=None)
