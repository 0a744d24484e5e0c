"""The items that a village helps with, in numbered versions, so that a case keeps the rules it began with."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlmodel import Field, SQLModel, UniqueConstraint

from app.core.tables import json_field


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
    """One version of an item. `limit_days` is the authority's own limit, counted in `limit_unit` ("wd" or "cd").

    `materials` is a list of `{code, name_zh, name_en, kind}`; `fee_fen` None means that the fee differs from case to
    case; `instant` items end on the spot; `verify_locally` marks limits that the county has not confirmed yet.
    """

    __tablename__ = "service_item"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: int = Field(default=None, primary_key=True)
    code: str
    version: int
    name_zh: str
    name_en: str
    identifier: str
    group: str
    decided_by_zh: str
    decided_by_en: str
    materials: list[dict[str, Any]] = json_field()
    limit_days: int
    limit_unit: str
    limit_note_zh: str
    limit_note_en: str
    fee_fen: int | None
    proxy_mode: str
    instant: bool
    verify_locally: bool
    source: str
    valid_from: date
    valid_to: date | None = None
