"""The two clocks said once more, day by day and minute by minute, as something to compare the real ones with; for 2026.

Nothing here is the product's: which state has which clock, what it is given and how it is counted is written down anew.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from typing import NamedTuple

from tests.places.naive import SEED

CHINA = timezone(timedelta(hours=8))
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
# State of an errand -> its clock. A clock of another name is another clock, the same name goes on.
CLOCK_OF = {
    "submitted": "response",
    "correction_required": "correction",
    "accepted": "forwarding",
    "lodged": "lodging",
    "under_review": "authority",
    "suspended": "authority",
    "approved": "delivery",
    "delivered": "rating",
}
OWNER_OF = {
    "response": "village",
    "correction": "villager",
    "forwarding": "village",
    "lodging": "authority",
    "authority": "authority",
    "delivery": "village",
    "rating": "villager",
}
URGENCIES = ["normal", "urgent", "emergency"]
# Clock -> what it is given, for each of the three urgencies: working days, calendar days or open minutes.
GIVEN = {
    "response": [(1, "wd"), (120, "min"), (30, "min")],
    "correction": [(15, "wd")] * 3,
    "forwarding": [(3, "wd")] * 3,
    "lodging": [(5, "wd")] * 3,
    "delivery": [(2, "wd")] * 3,
    "rating": [(15, "cd")] * 3,
}
# What a centre may be open: on working days, on days of rest.
HOURS = {
    "usual": (((9, 0), (12, 0)), ((14, 0), (18, 0))),
    "short": (((10, 0), (11, 30)),),
    "long": (((7, 30), (20, 0)),),
}


class Run(NamedTuple):
    """One run of one clock."""

    clock: str
    owner: str
    state: str
    started_at: datetime
    stopped_at: datetime | None
    due_at: datetime | None
    yellow_at: datetime | None


def days_of_2026() -> dict[date, bool]:
    """Every day of the year and whether it is worked."""
    days = {date(2026, 1, 1) + DAY * n: (date(2026, 1, 1) + DAY * n).isoweekday() < 6 for n in range(365)}
    for row in csv.DictReader(SEED.read_text(encoding="utf-8").splitlines()):
        days[date.fromisoformat(row["date"])] = row["is_workday"] == "1"
    return days


@dataclass
class Life:
    """What has happened to one errand, in the words of this file."""

    item_limit: tuple[int, str]
    entered: list[tuple[str, datetime]]
    urgencies: list[tuple[str, datetime]]
    worked: dict[date, bool] = field(default_factory=days_of_2026)
    hours: str = "usual"
    open_on_rest_days: bool = False

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.entered[-1][0]

    def runs(self) -> list[Run]:
        """All runs of all clocks, oldest first."""
        return [self._run(stations, stopped_at) for stations, stopped_at in self._stretches()]

    def ends(self, amount: int, unit: str) -> datetime:
        """When so many days in the present state are over."""
        return self._days(amount, unit, self.entered[-1][1], [])

    def _stretches(self) -> Iterator[tuple[list[tuple[str, datetime]], datetime | None]]:
        """Neighbouring states that share a clock, and when the next clock or none took over."""
        stations: list[tuple[str, datetime]] = []
        for state, at in self.entered:
            if stations and CLOCK_OF.get(state) != CLOCK_OF.get(stations[0][0]):
                if stations[0][0] in CLOCK_OF:
                    yield stations, at
                stations = []
            stations = [*stations, (state, at)]
        if stations[0][0] in CLOCK_OF:
            yield stations, None

    def _run(self, stations: list[tuple[str, datetime]], stopped_at: datetime | None) -> Run:
        clock, start = CLOCK_OF[stations[0][0]], stations[0][1]
        ends = [at for _, at in stations[1:]] + [stopped_at]
        stood = [(since, until) for (state, since), until in zip(stations, ends, strict=True) if state == "suspended"]
        if stopped_at is None and stations[-1][0] == "suspended":
            return Run(clock, OWNER_OF[clock], "paused", start, None, None, None)
        pauses = [(since, until) for since, until in stood if until is not None]
        due, since = min(
            (self._due(limit, since, pauses), since) for limit, since in self._binding(clock, start, stopped_at)
        )
        state = "stopped" if stopped_at else "running"
        return Run(clock, OWNER_OF[clock], state, start, stopped_at, due, _yellow(since, due, pauses))

    def _binding(
        self, clock: str, start: datetime, stopped_at: datetime | None
    ) -> Iterator[tuple[tuple[int, str], datetime]]:
        """Each urgency that has been reached, with the instant from which it has been reached without a break."""
        later = [each for each in self.urgencies[1:] if stopped_at is None or each[1] < stopped_at]
        known = [(URGENCIES.index(name), at) for name, at in (self.urgencies[0], *later)]
        for level in range(known[-1][0] + 1):
            since: datetime | None = None
            for reached, at in known:
                if reached < level:
                    since = None
                elif since is None:
                    since = max(at, start)
            assert since is not None
            yield GIVEN.get(clock, [self.item_limit] * 3)[level], since

    def _due(self, limit: tuple[int, str], start: datetime, pauses: list[tuple[datetime, datetime]]) -> datetime:
        amount, unit = limit
        return self._minutes(amount, start, pauses) if unit == "min" else self._days(amount, unit, start, pauses)

    def _days(self, amount: int, unit: str, start: datetime, pauses: list[tuple[datetime, datetime]]) -> datetime:
        """The end of the first working day on which the clock ran and enough counted days have gone by."""
        day, counted = start.astimezone(CHINA).date(), 0
        while True:
            end = datetime.combine(day, time(23, 59, 59), CHINA)
            ran = not any(since <= end < until for since, until in pauses)
            if end > datetime.combine(start.astimezone(CHINA).date(), time(23, 59, 59), CHINA):
                counted += ran and (unit == "cd" or self.worked[day])
            if counted >= amount and ran and self.worked[day]:
                return end
            day += DAY

    def _minutes(self, amount: int, start: datetime, pauses: list[tuple[datetime, datetime]]) -> datetime:
        """So many open minutes later."""
        at = start.astimezone(CHINA)
        while amount:
            if self._is_open(at) and not any(since <= at < until for since, until in pauses):
                amount -= 1
            at += MINUTE
        return at

    def _is_open(self, at: datetime) -> bool:
        clock = (at.hour, at.minute)
        if not self.worked[at.date()]:
            return self.open_on_rest_days and (9, 0) <= clock < (12, 0)
        return any(opens <= clock < closes for opens, closes in HOURS[self.hours])


def _yellow(since: datetime, due: datetime, pauses: list[tuple[datetime, datetime]]) -> datetime:
    """A fifth of the time before the end, or a whole day of what was longer than three; what stood is no time."""
    seconds = (due - since).total_seconds()
    for begin, end in pauses:
        overlap = (min(end, due) - max(begin, since)).total_seconds()
        seconds -= max(overlap, 0)
    fifth = seconds / 5
    return due - timedelta(seconds=max(fifth, 86_400) if seconds > 3 * 86_400 else fifth)
