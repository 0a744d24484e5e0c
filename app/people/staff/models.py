"""How members of staff sign in."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Field, SQLModel

from app.core.tables import utc_field


class Credential(SQLModel, table=True):
    """An account. The TOTP secret is derived from `totp_seed`; `totp_step` was the last one used."""

    person_id: UUID = Field(primary_key=True, foreign_key="person.id")
    username: str = Field(unique=True)
    password_hash: str
    totp_seed: str | None = None
    totp_step: int = 0
    failed_count: int = 0
    locked_until: datetime | None = utc_field(default=None, nullable=True)
