"""Column types and naming that all tables share, the same on SQLite and on PostgreSQL."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, String, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

# Paths and codes are compared byte by byte, so that a range of them is a prefix on PostgreSQL as well.
Bytewise = String().with_variant(String(collation="C"), "postgresql")
JsonData = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in the database; a naive value is refused because nobody knows what it means."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into what the driver stores."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = "a naive datetime has no place in the database"
            raise ValueError(msg)
        value = value.astimezone(UTC)
        # SQLite has no type for instants and keeps the text of what it is given; all of it is UTC.
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class names it.
        """Give the instant its time zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def utc_field(**options: Any) -> Any:  # noqa: ANN401 - Field itself takes and returns anything.
    """A field that holds an instant."""
    return Field(sa_type=UtcDateTime, **options)


def json_field(**options: Any) -> Any:  # noqa: ANN401 - Field itself takes and returns anything.
    """A field that holds JSON; assign a new value to change it, the database does not see a change inside."""
    return Field(sa_type=JsonData, **options)


def path_field(**options: Any) -> Any:  # noqa: ANN401 - Field itself takes and returns anything.
    """A field that holds a place path such as `/1/8/120/`, ordered bytewise."""
    return Field(sa_type=Bytewise, **options)
