"""Keeping in the process what seldom changes."""

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import event
from sqlalchemy.engine import URL
from sqlmodel import Session

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """What seldom changes, read once a minute at most for each database and key.

    The process that changes it sees the change as soon as it is committed; other processes within the minute.
    """

    _SECONDS = 60.0
    _MOST = 100
    _values: ClassVar[dict[tuple[object, URL, tuple[object, ...]], tuple[float, Any]]] = {}

    def __init__(self, read: Callable[..., Value]) -> None:
        """Keep what `read(db, *key)` answers; callers share the value, so it must not be changed."""
        self._read = read

    def of(self, db: Session, *key: object) -> Value:
        """The value, kept or read now; what this transaction has changed is not kept, others may not see it yet."""
        if Kept in db.info:
            return self._read(db, *key)
        where = (self, db.get_bind().engine.url, key)
        kept = self._values.get(where)
        if kept is None or monotonic() - kept[0] > self._SECONDS:
            if len(self._values) >= self._MOST:
                self._values.clear()
            kept = self._values[where] = (monotonic(), self._read(db, *key))
        value: Value = kept[1]
        return value

    @classmethod
    def forget(cls, db: Session) -> None:
        """Keep nothing in this transaction from now on, and read everything anew once it is committed."""
        if Kept not in db.info:
            db.info[Kept] = True
            event.listen(db, "after_commit", lambda _: cls._values.clear(), once=True)
