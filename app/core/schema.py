"""The schema's version: bringing a database to the newest one, and telling which one it has."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext

from app.core.db import Database

_FOLDER = Path(__file__).parents[2] / "migrations"


def newest() -> str:
    """The revision that the code was written for."""
    return (_FOLDER / "HEAD").read_text().strip()


def present(database: Database) -> str | None:
    """The revision that a database has; None when it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def migrate(database: Database, revision: str = "head") -> None:
    """Bring a database up to a revision."""
    command.upgrade(config(database), revision)


def config(database: Database) -> Config:
    """Alembic's configuration for one open database."""
    found = Config()
    found.set_main_option("script_location", str(_FOLDER))
    found.attributes["database"] = database
    return found
