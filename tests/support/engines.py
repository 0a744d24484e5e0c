"""Engines that go from one test's database to the next one's: a statement compiled once stays compiled."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event, make_url

from app.core.db import Database


class _Moving(Database):
    """A database that can become another one of the same make."""

    def __init__(self, url: str) -> None:
        super().__init__(url)
        self._connects_to: dict[str, Any] = {}
        event.listen(self.engine, "do_connect", self._connect_there)

    def move(self, url: str) -> None:
        """Be the database at another address; nobody may be connected."""
        self.url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        self.engine.url = make_url(self.url)
        self._writer = self.engine.execution_options(write=True)

    def _connect_there(self, dialect: Any, _: object, arguments: list[Any], named: dict[str, Any]) -> None:
        there, more = dialect.create_connect_args(self.engine.url)
        arguments[:] = there
        named.update(more)


_idle: dict[bool, list[_Moving]] = defaultdict(list)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    """The database at an address, on an engine that knows the statements of the tests before."""
    idle = _idle[url.startswith("sqlite")]
    database = idle.pop() if idle else _Moving(url)
    database.move(url)
    yield database
    database.close()
    idle.append(database)
