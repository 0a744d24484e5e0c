"""How alembic runs our migrations: on the configured database, with time limits, all steps in one transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, text
from sqlmodel import AutoString, SQLModel

import app.main  # noqa: F401 - importing the app makes every table known.
from app.core.db import Database
from app.core.settings import settings
from app.core.tables import Bytewise, JsonData, UtcDateTime


def _render(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:  # noqa: ANN401 - alembic's own signature.
    """Write types of ours as plain ones, so that a step stays as it was when the code moves on."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return "sa.String()"
    if kind == "type" and item is Bytewise:
        return 'sa.String().with_variant(sa.String(collation="C"), "postgresql")'
    if kind == "type" and item is JsonData:
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run() -> None:
    """Bring the database to the asked revision."""
    database = context.config.attributes.get("database") or Database(settings().database)
    with database.engine.connect() as connection:
        if database.is_sqlite:
            # A step that rebuilds a table drops the old one, to which rows of others point (sqlite.org/lang_altertable.html §7).
            _pragma(connection, "foreign_keys=OFF")
        else:
            connection.execute(text("SET lock_timeout = '10s'"))
            connection.execute(text("SET statement_timeout = '10min'"))
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            render_item=_render,
            render_as_batch=database.is_sqlite,
            transactional_ddl=True,
            compare_type=True,
            # Our SQLite connections begin transactions themselves, so its DDL is as transactional as that of PostgreSQL.
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
                if database.is_sqlite and (lost := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()):
                    raise RuntimeError(f"rows point to what is no longer there: {lost[:5]}")
        finally:
            if database.is_sqlite:
                _pragma(connection, "foreign_keys=ON")


def _pragma(connection: Connection, setting: str) -> None:
    """Set what SQLite takes only outside of transactions, past the engine, which would begin one."""
    connection.connection.cursor().execute(f"PRAGMA {setting}")


run()
