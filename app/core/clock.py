"""Time: instants are aware and in UTC, dates are those of the villages, Asia/Shanghai."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Asia/Shanghai")


_replayed: ContextVar[datetime | None] = ContextVar("replayed", default=None)


def now() -> datetime:
    """This instant, to the microsecond, in UTC; inside `replay` the instant that is being replayed."""
    return _replayed.get() or datetime.now(UTC)


@contextmanager
def replay(at: datetime) -> Iterator[None]:
    """Let this block happen at another instant, so that a demo's past passes through the same doors as the present."""
    token = _replayed.set(at)
    try:
        yield
    finally:
        _replayed.reset(token)


def local_date(instant: datetime) -> date:
    """The date that a calendar on the village's wall shows at an instant."""
    return instant.astimezone(LOCAL).date()


def today() -> date:
    """Today's date in the villages."""
    return local_date(now())
