"""The database: SQLite by default, PostgreSQL by choice; the only place that knows which.

SQLite writers pass one FIFO queue and begin with BEGIN IMMEDIATE: the default mode loses acknowledged writes, and the
busy handler is unfair. `synchronous=FULL` keeps what was acknowledged through a power cut.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, create_engine, event, text
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from app.core.problems import Refusal

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "secure_delete=FAST",
    "trusted_schema=OFF",
    "cache_size=-16000",
)
_LONGEST_QUEUE = 200
_LONGEST_WAIT_SECONDS = 5.0


class _Queue:
    """A fair lock: writers get their turn in the order they came, and are sent away when the queue is too long."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the one place of the writer.

        Raises:
            Refusal: 503 `busy`, when the queue is full or the turn did not come in time.

        """
        with self._guard:
            my_turn = threading.Event()
            if len(self._waiting) >= _LONGEST_QUEUE:
                raise _busy()
            if self._taken:
                self._waiting.append(my_turn)
            else:
                self._taken = True
                my_turn.set()
        if not my_turn.wait(_LONGEST_WAIT_SECONDS) and not self._given_up(my_turn):
            raise _busy()
        try:
            yield
        finally:
            self._next()

    def _given_up(self, my_turn: threading.Event) -> bool:
        """Leave the queue; true if the turn came in the very moment of leaving, and so is still ours."""
        with self._guard:
            if my_turn.is_set():
                return True
            self._waiting.remove(my_turn)
            return False

    def _next(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class _NoQueue:
    """PostgreSQL orders its writers itself."""

    @contextmanager
    def turn(self) -> Iterator[None]:
        yield


class Database:
    """One county's database, opened once per process."""

    def __init__(self, url: str) -> None:
        """Open the engine; `url` is a SQLAlchemy address, plain `postgresql://` included."""
        self.url = url.replace("postgresql://", "postgresql+psycopg://", 1)
        self.is_sqlite = self.url.startswith("sqlite")
        self.engine = _open_sqlite(self.url) if self.is_sqlite else _open_postgresql(self.url)
        self._writer = self.engine.execution_options(write=True)
        self._queue = _Queue() if self.is_sqlite else _NoQueue()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A consistent view for one request; nothing it does is kept."""
        with Session(self.engine, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed when the block ends, undone when it raises.

        Raises:
            Refusal: 503 `busy`, when too many writers wait (SQLite).

        """
        with self._queue.turn(), Session(self._writer, expire_on_commit=False) as db:
            yield db
            db.flush()
            for finish in (*db.info.pop("at_the_end", ()), *db.info.pop("at_the_very_end", ())):
                finish(db)
            db.commit()

    def answers(self) -> bool:
        """Whether the database takes a statement right now."""
        with self.engine.connect() as connection:
            return connection.execute(text("SELECT 1")).scalar() == 1

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


def at_the_end(db: Session, finish: Callable[[Session], None], *, last: bool = False) -> None:
    """Run something once, just before this transaction commits, after everything else it does.

    Two that lock a row each would wait for each other if their order changed, so one of them says that it comes `last`.
    """
    waiting = db.info.setdefault("at_the_very_end" if last else "at_the_end", [])
    if finish not in waiting:
        waiting.append(finish)


def _busy() -> Refusal:
    return Refusal(
        503,
        "busy",
        "现在有点忙，内容没有丢，请过几秒再试。",
        "Busy just now; nothing was lost, try again in a few seconds.",
    )


def _sqlite_module() -> Any:  # noqa: ANN401 - a module.
    """A SQLite without the WAL-reset race (fixed in 3.51.3): the wheel's own where there is one, else Python's."""
    try:
        from pysqlite3 import dbapi2  # noqa: PLC0415 - an optional part of the platform.
    except ImportError:
        return sqlite3
    return dbapi2


def _open_sqlite(url: str) -> Engine:
    engine = create_engine(
        url,
        module=_sqlite_module(),
        hide_parameters=True,  # Errors are logged, people's words and numbers are not.
        pool_size=40,
        max_overflow=0,
        pool_timeout=2,
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions by itself: it would begin them as readers and fail when they write.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _open_postgresql(url: str) -> Engine:
    limits = (
        "-c statement_timeout=5000 -c lock_timeout=4000 -c idle_in_transaction_session_timeout=10000 -c timezone=UTC"
    )
    return create_engine(
        url,
        hide_parameters=True,
        pool_size=20,
        max_overflow=0,
        pool_timeout=2,
        pool_pre_ping=True,
        connect_args={"options": limits},
    )
