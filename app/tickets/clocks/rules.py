"""Counting clocks from a log: whose time ran from when to when, what stood, and what is due. Plain values only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, NamedTuple

from app.core.clock import LOCAL, local_date
from app.places.rules import DueAt, Limit, OpeningHours, Pause, WorkCalendar, counted_due, due_instant
from app.tickets.kinds.workflow import Clock, Kind, Move, Owner, Urgency

_LEVELS = tuple(Urgency)  # From the least to the most urgent.
_SHORT_LIMIT = timedelta(days=3)


class Changed(NamedTuple):
    """From when on a ticket has been so urgent."""

    urgency: Urgency
    at: datetime


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of one clock, as the events tell it."""

    name: str
    owner: Owner
    started_at: datetime
    pauses: tuple[Pause, ...]
    stopped_at: datetime | None
    due_at: datetime | None  # None while it is paused.
    yellow_at: datetime | None
    provisional: bool
    limit: Limit | None  # The one that decides.

    @property
    def state(self) -> str:
        """`running`, `paused` or `stopped`."""
        if self.stopped_at:
            return "stopped"
        return "paused" if self.pauses and self.pauses[-1][1] is None else "running"


class _Raw(NamedTuple):
    """A run before anything is counted."""

    name: str
    started_at: datetime
    pauses: list[Pause]
    stopped_at: datetime | None


def clock_runs(
    kind: Kind,
    entered: Iterable[tuple[str, datetime]],
    urgencies: Sequence[Changed],
    item_limit: Limit | None,
    calendar: WorkCalendar,
    hours: OpeningHours,
) -> list[ClockRun]:
    """All clocks of a life, re-derived from the states it entered and how urgent it was, and when, oldest first.

    A clock starts when a state with it is entered from one without, stands in paused states, and stops when it is left.
    What happens after a clock has stopped moves it no more.
    """
    return [_counted(kind, raw, urgencies, item_limit, calendar, hours) for raw in _raw_runs(kind, entered)]


def _raw_runs(kind: Kind, entered: Iterable[tuple[str, datetime]]) -> list[_Raw]:
    runs: list[_Raw] = []
    for name, at in entered:
        state = kind.state(name)
        if runs and runs[-1].stopped_at is None:
            clock, _, pauses, _ = runs[-1]
            stands = bool(pauses) and pauses[-1][1] is None
            if clock != state.clock:
                runs[-1] = runs[-1]._replace(stopped_at=at)
            elif state.paused and not stands:
                pauses.append((at, None))
            elif not state.paused and stands:
                pauses[-1] = (pauses[-1][0], at)
        if state.clock and not (runs and runs[-1].stopped_at is None):
            runs.append(_Raw(state.clock, at, [(at, None)] if state.paused else [], None))
    return runs


def _counted(
    kind: Kind,
    raw: _Raw,
    urgencies: Sequence[Changed],
    item_limit: Limit | None,
    calendar: WorkCalendar,
    hours: OpeningHours,
) -> ClockRun:
    clock = kind.clock(raw.name)
    closed = [(since, until or raw.stopped_at) for since, until in raw.pauses]
    best: tuple[DueAt, datetime, Limit] | None = None
    for limit, since in _limits(clock, raw, urgencies, item_limit):
        due = counted_due(limit, since, closed, calendar, hours)
        if due and (best is None or due.at < best[0].at):
            best = due, since, limit
    return ClockRun(
        raw.name,
        clock.owner,
        raw.started_at,
        tuple(raw.pauses),
        raw.stopped_at,
        best and best[0].at,
        best and yellow_from(best[1], best[0].at, closed),
        bool(best and best[0].provisional),
        best[2] if best else clock.limit_for(Urgency.NORMAL) or item_limit,
    )


def _limits(
    clock: Clock, raw: _Raw, urgencies: Sequence[Changed], item_limit: Limit | None
) -> list[tuple[Limit, datetime]]:
    """The limits that bind a run, each from the instant since when the ticket has been at least so urgent.

    So nobody is late at the very moment in which a matter is called urgent, a matter that becomes more urgent is never
    due later than it was, and one that becomes less so is due as if it had never been more.
    """
    told = [urgencies[0], *(each for each in urgencies[1:] if raw.stopped_at is None or each.at < raw.stopped_at)]
    found: list[tuple[Limit, datetime]] = []
    for level in _LEVELS[: _LEVELS.index(told[-1].urgency) + 1]:
        limit = clock.limit_for(level) or item_limit
        since = raw.started_at
        for each in reversed(told):
            if _LEVELS.index(each.urgency) < _LEVELS.index(level):
                break
            since = max(each.at, raw.started_at)
        if limit and limit not in [known for known, _ in found]:
            found.append((limit, since))
    return found


def ripe_at(
    move: Move, details: Mapping[str, Any], entered_at: datetime, calendar: WorkCalendar, hours: OpeningHours
) -> datetime | None:
    """When a move becomes the system's own to make in a state entered then; None if it is not, or not yet known."""
    if move.after is not None:
        return due_instant(move.after, entered_at, calendar, hours).at
    day = move.ripe(details) if move.ripe else None
    return datetime.combine(day, time.max, LOCAL) if day else None


def yellow_from(started_at: datetime, due_at: datetime, pauses: Sequence[Pause] = ()) -> datetime:
    """When a running clock turns yellow: with a fifth of its time left, or with one day left of a longer limit.

    Time in which it stood does not make its time longer.
    """
    span, stood = due_at - started_at, timedelta()
    for since, until in sorted((since, until) for since, until in pauses if until is not None):
        stood += max(min(until, due_at) - max(since, started_at), timedelta())
    span -= stood
    return due_at - (max(span / 5, timedelta(days=1)) if span > _SHORT_LIMIT else span / 5)


def days_used(run: ClockRun, calendar: WorkCalendar, at: datetime) -> int:
    """How many working days of a run are gone, that of `at` included; the first day and days on which it stood do not count."""
    until = run.stopped_at or at
    day, last, used = local_date(run.started_at), local_date(until), 0
    while (day := day + timedelta(days=1)) <= last:
        stood = any(local_date(since) <= day and (end is None or day < local_date(end)) for since, end in run.pauses)
        used += calendar.is_workday(day) and not stood
    return used
