"""The tables of authorisations 代办委托书."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import Field, SQLModel

from app.core.tables import json_field, path_field, utc_field


class Signed(StrEnum):
    """How the principal put his name to it."""

    SIGNATURE = "signature"
    FINGERPRINT = "fingerprint"
    SEAL = "seal"
    APP = "app"  # He himself, signed in.


class Authorisation(SQLModel, table=True):
    """A paper by which a villager lets one or two of the village's agents act for him.

    It is about one ticket (`ticket_id`) or about items of the catalogue (`item_codes`). `paper_filed`: the signed sheet lies
    in the village's file; a photo of it is in `AuthorisationFile`.
    """

    __table_args__ = (
        CheckConstraint("agent_id <> principal_id", name="agent_is_another"),
        CheckConstraint("backup_agent_id <> agent_id", name="two_agents_are_two"),
        CheckConstraint("until_on >= since_on", name="term_is_a_term"),
        Index("ix_authorisation_place_path", "place_path", "given_at", "id"),
        Index("ix_authorisation_principal_id", "principal_id", "given_at", "id"),
    )

    id: UUID = Field(primary_key=True)  # Made on the phone.
    village_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    principal_id: UUID = Field(foreign_key="person.id")
    agent_id: UUID = Field(foreign_key="person.id", index=True)
    backup_agent_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    ticket_id: UUID | None = Field(default=None, foreign_key="ticket.id", index=True)
    item_codes: list[str] = json_field()
    powers: list[str] = json_field()
    since_on: date
    until_on: date
    signed: str
    cannot_read: bool = False
    read_aloud: bool = False
    witness_name: str | None = None
    sub_delegation: bool = False
    paper_filed: bool = False
    recorded_by: UUID = Field(foreign_key="person.id")
    identity_checked: str | None = None  # None where the principal gave it himself.
    given_at: datetime = utc_field()
    reported_at: datetime | None = utc_field(default=None)
    revoked_at: datetime | None = utc_field(default=None)
    revoked_by: UUID | None = Field(default=None, foreign_key="person.id")
    revoke_reason: str | None = None
    revoke_identity_checked: str | None = None
    fingerprint: str


class AuthorisationTicket(SQLModel, table=True):
    """Under which paper a ticket is carried now; the last one given counts."""

    __tablename__ = "authorisation_ticket"

    ticket_id: UUID = Field(foreign_key="ticket.id", primary_key=True)
    authorisation_id: UUID = Field(foreign_key="authorisation.id", index=True)


class AuthorisationFile(SQLModel, table=True):
    """A photo of the signed sheet, or a recording of its being read aloud."""

    __tablename__ = "authorisation_file"

    authorisation_id: UUID = Field(foreign_key="authorisation.id", primary_key=True)
    file_id: UUID = Field(foreign_key="stored_file.id", primary_key=True)
