"""How far each member is ahead of an even share of past months, and how much of that a month may ask back. Plain values."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID


class Served(NamedTuple):
    """A turn of the past, or the part of one that somebody sat: whose, when, and what it counted."""

    person_id: UUID
    on: date
    weight: float


def presence(days: Sequence[date], since: date, away: Iterable[tuple[date, date]]) -> float:
    """Which part of a month somebody could be asked to sit, from 0 to 1; `away` are spans of days, both ends in.

    A month counts for those who belonged to the roster from its first day, so a newcomer owes nothing for the time before.
    """
    if since > days[0]:
        return 0
    off = {on for first, last in away for on in days if first <= on <= last}
    return 1 - len(off) / len(days)


def carried(served: Iterable[Served], present: Mapping[date, Mapping[UUID, float]]) -> dict[UUID, int]:
    """How far each member is ahead of an even share; `present` says by the month's first day which part of it each was there.

    An even share is one of equal parts of the time that each could be asked for: days of leave and exempt ones are no
    debt, and what somebody sat in a month in which they could not be asked at all is a gift that counts nowhere.
    """
    loads: dict[date, dict[UUID, float]] = defaultdict(lambda: defaultdict(float))
    for turn in served:
        loads[turn.on.replace(day=1)][turn.person_id] += turn.weight
    ahead: dict[UUID, float] = defaultdict(float)
    for first, there in present.items():
        able = {person_id: part for person_id, part in there.items() if part > 0}
        together = sum(loads[first][person_id] for person_id in able)
        for person_id, part in able.items():
            ahead[person_id] += loads[first][person_id] - together * part / sum(able.values())
    return {person_id: round(ahead[person_id]) for there in present.values() for person_id in there}


def asked_back(ahead: int, even_share: int) -> int:
    """What of a debt or a credit counts in one month: half of an even share at most, the rest in the months after.

    Otherwise one month that was planned by hand would give everything to whoever was left out of it.
    """
    most = even_share // 2
    return max(-most, min(ahead, most))
