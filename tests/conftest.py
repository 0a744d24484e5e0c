"""What all tests stand on: both databases, migrated once and copied for each test, and the app on top of them."""

import gc
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from sqlmodel import Session

os.environ.setdefault("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests")

from app.core.db import Database
from app.demo.service import load_township
from tests.support import postgresql
from tests.support.engines import opened
from tests.support.passwords import hashed_cheaply
from tests.support.schema import migrate
from tests.support.world import World

# A Tuesday, ten in the morning in the villages: everybody is at work, so that no test depends on the hour it runs at.
MORNING = datetime(2026, 11, 24, 2, tzinfo=UTC)
_begun: list[datetime] = []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the long ones begin first; all others keep their order."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection_finish() -> None:
    """Look for what is left over less often, and never among what lives to the end: a tenth of the run was spent on it."""
    gc.freeze()
    gc.set_threshold(50_000)


@pytest.fixture(scope="session", autouse=True)
def in_the_morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Let the whole run begin then, with cheap passwords; where a browser or a killed server takes part, all is as it is."""
    if any(item.get_closest_marker("browser") or item.get_closest_marker("chaos") for item in request.session.items):
        yield
        return
    with time_machine.travel(MORNING, tick=True), hashed_cheaply():
        _begun.append(MORNING)
        yield


@pytest.fixture(scope="session")
def sqlite_templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two migrated SQLite files that tests copy: `empty`, and `world` with the demo township."""
    folder = tmp_path_factory.mktemp("sqlite")
    for name in ("empty", "world"):
        _prepare(f"sqlite:///{folder / name}", name)
    return folder


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a real PostgreSQL server of our own, with the same two as databases."""
    with postgresql.server() as url:
        for name in ("empty", "world"):
            postgresql.create(url, name)
            _prepare(postgresql.address(url, name), name)
        yield url


def _prepare(url: str, name: str) -> None:
    migrate(url)
    if name == "world":
        database = Database(url)
        # Whichever test comes first may stand on a day of its own; the township is one of the run's.
        with time_machine.travel(_begun[-1], tick=True) if _begun else nullcontext():
            load_township(database)
        database.close()


@contextmanager
def _copy_of(template: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database of this test's own, made from a template."""
    if request.param == "sqlite":
        path = tmp_path / f"{template}.sqlite3"
        shutil.copy(request.getfixturevalue("sqlite_templates") / template, path)
        with opened(f"sqlite:///{path}") as database:
            yield database
        return
    server = request.getfixturevalue("postgresql_server")
    name = f"t_{uuid.uuid4().hex[:12]}"
    postgresql.create(server, name, template=template)
    with opened(postgresql.address(server, name)) as database:
        yield database
    postgresql.drop(server, name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A fresh, migrated, empty database; every test that asks for it runs twice."""
    with _copy_of("empty", request, tmp_path) as database:
        yield database


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    """One writing transaction, committed when the test ends well."""
    with database.writing() as db:
        yield db


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """The app with the demo township, signed-in clients at hand; on both databases."""
    with _copy_of("world", request, tmp_path) as database:
        yield World(database)
