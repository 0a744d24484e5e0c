"""A server for files with its own folder, a villager and a neighbour."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.core.db import Database
from app.core.settings import settings
from app.files.routes import router
from tests.support.web import add_person, client, serving, sign_in


class Scene(NamedTuple):
    database: Database
    folder: Path
    address: str
    villager: httpx.Client
    neighbour: httpx.Client
    stranger: httpx.Client

    def kept(self) -> list[Path]:
        """What lies on disk, half-arrived uploads included."""
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "data_dir", tmp_path / "data")
    return tmp_path / "data" / "files"


@pytest.fixture
def scene(database: Database, folder: Path) -> Iterator[Scene]:
    with database.writing() as db:
        mine, other = sign_in(db, add_person(db, "王老汉")), sign_in(db, add_person(db, "赵大妈"))
    with (
        serving(database, router) as address,
        client(address, mine) as villager,
        client(address, other) as neighbour,
        client(address) as stranger,
    ):
        yield Scene(database, folder, address, villager, neighbour, stranger)
