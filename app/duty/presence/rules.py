"""What of the turns on the roster people can sit, given their days of leave. Plain values only."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Protocol
from uuid import UUID

from app.core.clock import LOCAL, local_date
from app.duty.rules import Turn

_AN_INSTANT = timedelta(microseconds=1)


class Away(Protocol):
    """Days on which somebody cannot sit, both ends in."""

    @property
    def person_id(self) -> UUID:
        """Whose."""

    @property
    def first_on(self) -> date:
        """The first of them."""

    @property
    def last_on(self) -> date:
        """The last of them."""


def is_away(leaves: Iterable[Away], person_id: UUID, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether somebody is on leave on any day of a time."""
    first, last = local_date(starts_at), local_date(ends_at - _AN_INSTANT)
    return any(leave.person_id == person_id and leave.first_on <= last and leave.last_on >= first for leave in leaves)


def sat(turns: Iterable[Turn], leaves: Collection[Away]) -> list[Turn]:
    """The turns as their people can sit them, in order: without days of leave, so that a night may lose one side of midnight."""
    return [part for turn in turns for part in _parts(turn, leaves)]


def _parts(turn: Turn, leaves: Collection[Away]) -> Iterator[Turn]:
    if not is_away(leaves, turn.person_id, turn.starts_at, turn.ends_at):
        yield turn
        return
    begin = turn.starts_at
    while begin < turn.ends_at:
        midnight = datetime.combine(local_date(begin) + timedelta(days=1), time.min, LOCAL)
        end = min(turn.ends_at, midnight)
        if not is_away(leaves, turn.person_id, begin, end):
            yield turn._replace(starts_at=begin, ends_at=end)
        begin = end
