"""When people may be disturbed, who can be sent a text message, and how long to wait after a failure."""

import re
from datetime import datetime, time, timedelta
from typing import NamedTuple, Self

from app.core.clock import LOCAL

MOST_TRIES = 6
LEASE = timedelta(minutes=5)

_WAITS = tuple(timedelta(minutes=each) for each in (1, 5, 15, 60, 240))
_MOBILE = re.compile(r"1[3-9][0-9]{9}")


class Night(NamedTuple):
    """The hours, local, in which nobody is disturbed; they may go over midnight, and are none when both ends are the same."""

    begins: time
    ends: time

    @classmethod
    def between(cls, begins: str, ends: str) -> Self:
        """The night between two "HH:MM"."""
        return cls(time.fromisoformat(begins), time.fromisoformat(ends))

    def holds(self, instant: datetime) -> bool:
        """Whether it is night at an instant."""
        clock = instant.astimezone(LOCAL).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends


def send_after(instant: datetime, night: Night, *, urgent: bool) -> datetime:
    """From when on a person may be disturbed: at once if it is urgent or day, else when the night ends."""
    if urgent or not night.holds(instant):
        return instant
    local = instant.astimezone(LOCAL)
    day = local.date() if local.time() < night.ends else local.date() + timedelta(days=1)
    return datetime.combine(day, night.ends, LOCAL)


def wait_after(tries: int) -> timedelta | None:
    """How long to wait after so many tries have failed; None when it is time to give up."""
    return None if tries >= MOST_TRIES else _WAITS[min(tries, len(_WAITS)) - 1]


def can_be_texted(phone: str | None) -> bool:
    """Whether text messages reach a number: a mobile one, so no land line and no fictional number of the demo."""
    return bool(phone and _MOBILE.fullmatch(phone))
