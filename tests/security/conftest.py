"""One township for each database; the tests leave what they look at as they found it, or make their own."""

from collections.abc import Iterator

import pytest

from app.core.db import Database
from app.core.settings import settings
from tests.conftest import _copy_of
from tests.security.township import Township
from tests.support.world import World


@pytest.fixture(scope="package", params=["sqlite", "postgresql"])
def township(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """Everybody and one matter of each sort, on one database."""
    folder = tmp_path_factory.mktemp("township")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(settings(), "data_dir", folder / "data")
        yield Township(World(database))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def everywhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database for a whole module, on both."""
    with _copy_of("empty", request, tmp_path_factory.mktemp("empty")) as database:
        yield database
