"""The tables of tickets: the row is what is true now, the events are how it came to be."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel, text

from app.core.sealed import json_with_sealed_numbers
from app.core.tables import path_field, utc_field


class Ticket(SQLModel, table=True):
    """One request and its present state. `due_at` and the other clock fields are a cache of what the events say."""

    __table_args__ = (
        Index("ix_ticket_place_path_updated_at", "place_path", "updated_at", "id"),
        Index(
            "ix_ticket_open",
            "place_path",
            "service",
            "due_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index(
            "ix_ticket_tick_at",
            "tick_at",
            sqlite_where=text("tick_at IS NOT NULL"),
            postgresql_where=text("tick_at IS NOT NULL"),
        ),
        Index("ix_ticket_beneficiary_id_updated_at", "beneficiary_id", "updated_at", "id"),
        Index("ix_ticket_assignee_id_updated_at", "assignee_id", "updated_at", "id"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    ticket_no: str = Field(unique=True)
    service: str
    state: str
    core_state: str
    version: int = 1

    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    group_name: str | None = None
    title_zh: str
    title_en: str
    description: str | None = None
    urgency: str
    channel: str
    applicant_id: UUID = Field(foreign_key="person.id")
    beneficiary_id: UUID = Field(foreign_key="person.id")
    relation: str | None = None
    recorded_by: UUID | None = Field(default=None, foreign_key="person.id")
    assignee_id: UUID | None = Field(default=None, foreign_key="person.id")
    backup_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    stands_in: str | None = None  # Why the backup acts now: leave, silence.
    absence_seen_on: date | None = None  # The last day on which its handler's leave was looked at.
    taken_at: datetime | None = utc_field(
        default=None
    )  # Since when its handler is at work on it; of the log, like clocks.
    item_id: int | None = Field(default=None, foreign_key="service_item.id")
    item_code: str | None = None  # Of that item; what a relative may see can be narrowed to some.
    details: dict[str, Any] = json_with_sealed_numbers("ticket.details")

    clock: str | None = None
    clock_owner: str | None = None
    clock_state: str | None = None  # running, paused
    due_at: datetime | None = utc_field(default=None)
    due_provisional: bool = False
    yellow_at: datetime | None = utc_field(default=None)
    tick_at: datetime | None = utc_field(default=None)
    escalation: int = 0

    entered_at: datetime = utc_field()
    submitted_at: datetime = utc_field()
    updated_at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    completed_at: datetime | None = utc_field(default=None, index=True)
    closed_at: datetime | None = utc_field(default=None)
    rated_at: datetime | None = utc_field(default=None)
    fingerprint: str


class TicketEvent(SQLModel, table=True):
    """One entry of a ticket's log; never changed, never removed."""

    __tablename__ = "ticket_event"
    __table_args__ = (UniqueConstraint("ticket_id", "seq"),)

    id: UUID = Field(primary_key=True)  # Made on the phone, so that an act sent twice is one act.
    ticket_id: UUID = Field(foreign_key="ticket.id")
    seq: int
    what: str  # submitted, moved, noted, trip_logged, escalated, passed_on, left_open, reminded, call_asked, let_lie, left_waiting, stood_in, stood_down
    move: str | None = None
    from_state: str | None = None
    to_state: str | None = None
    actor_id: UUID | None = Field(default=None, foreign_key="person.id")
    actor_name: str
    actor_side: str
    on_behalf: bool = False
    identity_checked: str | None = None
    at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    note: str | None = None
    data: dict[str, Any] = json_with_sealed_numbers("ticket_event.data")
    fingerprint: str


class TicketConsent(SQLModel, table=True):
    """A consent that was given for one purpose, in which words, and how."""

    __tablename__ = "ticket_consent"

    ticket_id: UUID = Field(foreign_key="ticket.id", primary_key=True)
    purpose: str = Field(primary_key=True)
    text_version: str
    how: str
    recorded_by: UUID | None = Field(default=None, foreign_key="person.id")
    at: datetime = utc_field()


class TicketFile(SQLModel, table=True):
    """A photo or a recording that belongs to an entry of the log."""

    __tablename__ = "ticket_file"

    ticket_id: UUID = Field(foreign_key="ticket.id", primary_key=True)
    file_id: UUID = Field(foreign_key="stored_file.id", primary_key=True)
    event_id: UUID = Field(foreign_key="ticket_event.id")


class TicketAlias(SQLModel, table=True):
    """The number of a slip that was given out before the system knew of the ticket; each belongs to one ticket only."""

    __tablename__ = "ticket_alias"

    number: str = Field(primary_key=True)  # DHS临000424
    ticket_id: UUID = Field(foreign_key="ticket.id", unique=True)
    adopted_by: UUID = Field(foreign_key="person.id")
    adopted_at: datetime = utc_field()


class TicketNumber(SQLModel, table=True):
    """How many tickets a village has had so far; it is never set back, so that the last digits alone tell one from another."""

    __tablename__ = "ticket_number"

    prefix: str = Field(primary_key=True)  # The village's initials, DHS.
    last: int
