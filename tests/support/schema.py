"""Bringing a database to the newest schema, by the same steps as a county's."""

from app.core import schema
from app.core.db import Database


def migrate(url: str) -> None:
    """Run all migrations on a database."""
    database = Database(url)
    schema.migrate(database)
    database.close()
