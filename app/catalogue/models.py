"""The items that a village helps with, in numbered versions, so that a case keeps the rules it began with."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel, UniqueConstraint

from app.core.tables import json_field, utc_field


class ProxyMode(StrEnum):
    """How much of an item the village can do in a villager's place."""

    FULL = "FULL"
    LODGE = "LODGE"
    HOME = "HOME"
    ACCOMPANY = "ACCOMPANY"
    GUIDE = "GUIDE"


class MaterialKind(StrEnum):
    """What happens to a paper: an original is looked at or travels and comes back, a copy stays."""

    ORIGINAL_SEEN = "original_seen"
    ORIGINAL_HELD = "original_held"
    COPY = "copy"
    DECLARATION = "declaration"
    PHOTO = "photo"
    IN_PERSON = "in_person"


class ItemGroup(StrEnum):
    """Where a villager would look for an item."""

    CIVIL_AFFAIRS = "civil_affairs"
    DISABILITY = "disability"
    HOUSEHOLD_REGISTER = "household_register"
    SOCIAL_SECURITY = "social_security"
    MEDICAL_INSURANCE = "medical_insurance"
    FAMILY = "family"
    LAND_HOUSING = "land_housing"
    FARMING = "farming"
    VETERANS = "veterans"
    EDUCATION = "education"
    LAW = "law"
    UTILITIES = "utilities"
    CERTIFICATES = "certificates"


class ServiceItem(SQLModel, table=True):
    """One version of an item, never changed once it is written: only its last day is set when it ends or is followed.

    `limit_days` is the authority's statutory limit, counted in `limit_unit` ("wd" or "cd"); `promised_days` is the shorter
    one that it promises, in a unit of its own. `materials` is a list of `{code, name_zh, name_en, kind, copies, may_follow,
    note_zh, note_en}`; a paper without `may_follow` has to be here before a case is taken on. Conditions, steps and red
    flags hold one sentence a line. English may be empty: Chinese speaks for it.
    `fee_fen` None means that the fee differs from case to case; `instant` items end on the spot; seasons are "MM-DD", both
    days in, and may run over the new year; `true_will` items ask an elder whether it is his own will; `verify_locally`
    marks what the county has not confirmed yet. A version that is replaced on its first day ends the day before: it is in
    force on no day, and only the tickets that began with it keep it.
    """

    __tablename__ = "service_item"
    __table_args__ = (
        UniqueConstraint("code", "version"),
        UniqueConstraint("edit_id"),
        CheckConstraint("(promised_days IS NULL) = (promised_unit IS NULL)", name="promise_has_a_unit"),
        CheckConstraint("(season_from IS NULL) = (season_to IS NULL)", name="season_has_both_ends"),
    )

    id: int = Field(default=None, primary_key=True)
    code: str
    version: int
    name_zh: str
    name_en: str
    identifier: str
    national_code: str | None = None
    group: str
    target_zh: str = ""
    target_en: str = ""
    decided_by_zh: str
    decided_by_en: str
    conditions_zh: str = ""
    conditions_en: str = ""
    materials: list[dict[str, Any]] = json_field()
    steps_zh: str = ""
    steps_en: str = ""
    limit_days: int
    limit_unit: str
    promised_days: int | None = None
    promised_unit: str | None = None
    limit_note_zh: str
    limit_note_en: str
    fee_fen: int | None
    proxy_mode: str
    true_will: bool = False
    result_zh: str = ""
    result_en: str = ""
    window_zh: str = ""
    window_en: str = ""
    window_address: str = ""
    window_phone: str = ""
    season_from: str | None = None
    season_to: str | None = None
    legal_basis_zh: str = ""
    legal_basis_en: str = ""
    red_flags_zh: str = ""
    red_flags_en: str = ""
    instant: bool
    verify_locally: bool
    source: str
    valid_from: date
    valid_to: date | None = None
    edit_id: UUID | None = None  # Made by the editor's page, so that an edit sent twice is one version.
    fingerprint: str | None = None
    edited_at: datetime | None = utc_field(default=None)
    edited_by: UUID | None = Field(default=None, foreign_key="person.id")
    edit_reason: str = ""
    ended_at: datetime | None = utc_field(default=None)
    ended_by: UUID | None = Field(default=None, foreign_key="person.id")
