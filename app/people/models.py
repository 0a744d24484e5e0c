"""Persons, the roles they hold at places, the people they act for, their open sessions, and the keys of machines."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import Field, SQLModel

from app.core.sealed import unseal
from app.core.tables import json_field, path_field, utc_field


class Role(StrEnum):
    """What a person may be at a place. Villager comes with being registered in a village, the others are granted."""

    VILLAGER = "villager"
    DUTY_CADRE = "duty_cadre"
    VILLAGE_SECRETARY = "village_secretary"
    MEDIATOR = "mediator"
    VILLAGE_DOCTOR = "village_doctor"
    TOWN_OFFICER = "town_officer"
    COUNTY_OFFICER = "county_officer"
    ADMINISTRATOR = "administrator"


class Service(StrEnum):
    """The five services, as far as a person can name them when giving someone a mandate."""

    FINANCE = "finance"
    ERRAND = "errand"
    MEDICAL = "medical"
    PARCEL = "parcel"
    DISPUTE = "dispute"


class Means(StrEnum):
    """How the owner of a session showed who they are; only a password opens the rights of staff."""

    CODE = "code"
    CARD = "card"
    PASSWORD = "password"  # noqa: S105 - the name of a means, not a password.


class Relation(StrEnum):
    """What somebody who acts for a person is to that person; `other` is said in words."""

    CHILD = "child"
    SPOUSE = "spouse"
    PARENT = "parent"
    SIBLING = "sibling"
    RELATIVE = "relative"
    NEIGHBOUR = "neighbour"
    PARTY_PAIR = "party_pair"
    GUARDIAN = "guardian"
    OTHER = "other"


class Basis(StrEnum):
    """How it was made sure that a person wants somebody to act."""

    BY_PHONE = "principal_by_phone"
    IN_PERSON = "principal_in_person"
    WRITTEN = "written_paper"
    GUARDIAN_PAPERS = "guardian_papers"
    OWN_APP = "own_app"


class Scope(StrEnum):
    """What the key of a machine may read."""

    SUMMARY = "summary"
    CHANGES = "changes"


class Person(SQLModel, table=True):
    """A villager or a member of staff; `village_…` is empty for officers who are registered in no village.

    A phone may be shared by a household, so it is not unique and never an identity by itself; the citizen ID number is,
    within a village. All three numbers are stored sealed, and found by keyed indexes: the phone also by its last four digits.
    """

    __table_args__ = (Index("uq_person_village_id_id_no_index", "village_id", "id_no_index", unique=True),)

    id: UUID = Field(primary_key=True)
    name: str
    phone_sealed: str | None = None
    phone_index: str | None = Field(default=None, index=True)
    phone_tail_index: str | None = Field(default=None, index=True)
    no_phone: bool = False
    contact_name: str | None = None
    contact_phone_sealed: str | None = None
    id_no_sealed: str | None = None
    id_no_index: str | None = None
    village_id: int | None = Field(default=None, foreign_key="place.id")
    village_path: str | None = path_field(default=None, nullable=True, index=True)
    village_code: str | None = None
    village_name: str | None = None
    group_name: str | None = None
    birth_year: int | None = None
    is_demo: bool = False
    language: str = "zh"
    created_at: datetime = utc_field()
    created_by: UUID | None = Field(default=None, foreign_key="person.id")

    @property
    def phone(self) -> str | None:
        """The phone, opened; a `BrokenSealError` if it was tampered with."""
        return self._opened("phone", self.phone_sealed)

    @property
    def contact_phone(self) -> str | None:
        """The phone of the one to call instead, opened."""
        return self._opened("contact_phone", self.contact_phone_sealed)

    @property
    def id_no(self) -> str | None:
        """The citizen ID number, opened."""
        return self._opened("id_no", self.id_no_sealed)

    def _opened(self, field: str, sealed: str | None) -> str | None:
        return unseal(sealed, f"person.{field}", self.id) if sealed else None


class RoleGrant(SQLModel, table=True):
    """A role at a place, from one instant until it is taken away; a past grant stays as a record."""

    __tablename__ = "role_grant"
    __table_args__ = (
        Index(
            "uq_role_grant_active",
            "person_id",
            "role",
            "place_id",
            unique=True,
            sqlite_where=text("until IS NULL"),
            postgresql_where=text("until IS NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: UUID = Field(foreign_key="person.id")
    role: str
    place_id: int = Field(foreign_key="place.id")
    place_path: str = path_field(index=True)
    place_code: str
    place_name: str
    place_level: str
    granted_by: UUID | None = Field(default=None, foreign_key="person.id")
    since: datetime = utc_field()
    until: datetime | None = utc_field(default=None, nullable=True)
    taken_by: UUID | None = Field(default=None, foreign_key="person.id")


class Delegation(SQLModel, table=True):
    """A principal lets an agent act in some services, for a year at most; a past one stays as a record.

    `item_codes` narrow the errands to some items and are empty for all. `file_ids` are photos or recordings that show the
    `basis`; `evidence` is a word about it. `end_checked` says how whoever ended it for the principal knew for whom.
    """

    __table_args__ = (
        CheckConstraint("agent_id <> principal_id", name="agent_is_another"),
        CheckConstraint("confirmed_by <> agent_id", name="agent_does_not_confirm"),
    )

    id: UUID = Field(primary_key=True)
    principal_id: UUID = Field(foreign_key="person.id", index=True)
    agent_id: UUID = Field(foreign_key="person.id", index=True)
    relation: str
    relation_text: str | None = None
    services: list[str] = json_field()
    item_codes: list[str] = json_field(default_factory=list)
    since: datetime = utc_field()
    until_on: date
    basis: str
    evidence: str
    file_ids: list[str] = json_field(default_factory=list)
    confirmed_by: UUID = Field(foreign_key="person.id")
    replaces_id: UUID | None = Field(default=None, foreign_key="delegation.id")
    revoked_at: datetime | None = utc_field(default=None, nullable=True)
    revoked_by: UUID | None = Field(default=None, foreign_key="person.id")
    end_reason: str | None = None
    end_note: str | None = None
    end_checked: str | None = None


class DelegationConsent(SQLModel, table=True):
    """The separate consent to let somebody act where health or a quarrel is touched: in which words, and how given."""

    __tablename__ = "delegation_consent"

    delegation_id: UUID = Field(foreign_key="delegation.id", primary_key=True)
    service: str = Field(primary_key=True)
    text_version: str
    how: str
    recorded_by: UUID = Field(foreign_key="person.id")
    at: datetime = utc_field()


class DeviceSession(SQLModel, table=True):
    """One sign-in on one device, and where its refresh tokens stand (`rules.Family`).

    No token is stored: each is a serial number of this family under our key.
    """

    __tablename__ = "device_session"

    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    means: str
    shared_phone: bool = False
    created_at: datetime = utc_field()
    last_seen_at: datetime = utc_field()
    idle_seconds: int
    ends_at: datetime = utc_field()
    newest_serial: int = 1
    used_serial: int | None = None
    retired_serial: int | None = None
    used_at: datetime | None = utc_field(default=None, nullable=True)
    revoked_at: datetime | None = utc_field(default=None, nullable=True)
    why: str | None = None


class ApiKey(SQLModel, table=True):
    """A machine's key for one place and everything below it; only the digest of the key is kept."""

    __tablename__ = "api_key"

    id: str = Field(primary_key=True)
    digest: str
    name: str
    place_id: int = Field(foreign_key="place.id")
    place_path: str = path_field()
    place_code: str
    scopes: list[str] = json_field()
    created_at: datetime = utc_field()
    created_by: UUID | None = Field(default=None, foreign_key="person.id")
    expires_on: date
    revoked_at: datetime | None = utc_field(default=None, nullable=True)
    last_used_on: date | None = None
