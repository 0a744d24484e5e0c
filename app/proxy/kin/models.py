"""What somebody has asked for before anybody may act."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class RequestKind(StrEnum):
    """Who asks: a relative asks the village to confirm it, or the person offers it to somebody."""

    ASKED = "asked"
    OFFERED = "offered"


class RequestState(StrEnum):
    """Where a request stands."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class DelegationRequest(SQLModel, table=True):
    """A request to act for somebody, or an offer; it opens nothing by itself.

    `named` is what the asker typed. Who that is stays empty in a relative's request until the desk has found the person, and
    in an offer whose phone and name belong to nobody on record: its asker must not be able to tell the difference.
    """

    __tablename__ = "delegation_request"
    __table_args__ = (
        Index(
            "ix_delegation_request_open",
            "village_path",
            "created_at",
            sqlite_where=text("state = 'requested'"),
            postgresql_where=text("state = 'requested'"),
        ),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    kind: str
    state: str = RequestState.REQUESTED
    asker_id: UUID = Field(foreign_key="person.id", index=True)
    principal_id: UUID | None = Field(default=None, foreign_key="person.id")
    agent_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    named: str
    card_no: str | None = None
    village_path: str = path_field()
    village_code: str
    village_name: str
    relation: str
    relation_text: str | None = None
    services: list[str] = json_field()
    item_codes: list[str] = json_field()
    until_on: date
    word: str | None = None
    file_ids: list[str] = json_field()
    consents: list[dict[str, str]] = json_field()
    created_at: datetime = utc_field()
    decided_at: datetime | None = utc_field(default=None, nullable=True)
    decided_by: UUID | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    reason_note: str | None = None
    delegation_id: UUID | None = Field(default=None, foreign_key="delegation.id")
    fingerprint: str
