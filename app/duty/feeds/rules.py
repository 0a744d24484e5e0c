"""From turns to a calendar (RFC 5545): what an event is called, what keeps its name, and how the file is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from icalendar import Calendar, Event, Timezone

from app.core.clock import LOCAL
from app.core.words import Language, Words
from app.duty.models import ShiftKind

BEHIND, AHEAD = timedelta(days=31), timedelta(days=123)
MOST_LINKS = 10
_ASK_AGAIN = timedelta(hours=1)
_ZONE = "Asia/Shanghai"

_W = {
    "own": Words("{village}值班", "Duty in {village}"),
    "village": Words("{village}值班表", "Roster of {village}"),
    "duty": Words("值班", "Duty"),
    "joint": Words("集中办公", "All together"),
    "leader": Words("带班：{name}", "Led by {name}"),
    "phone": Words("值班电话：{phone}", "On duty: {phone}"),
    "gone": Words("这个班已经取消，或者换给了别人。", "This turn was cancelled, or somebody else has it now."),
}


class Row(NamedTuple):
    """One row of a turn as the table has it; a turn that changed hands has several, each replacing the one before."""

    id: UUID
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime
    person_id: UUID
    name: str
    leader: str | None
    phone: str | None
    planned_at: datetime
    cancelled_at: datetime | None
    replaces_id: UUID | None
    occasion: Words | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: `uid` and `sequence` tell a calendar program that a changed turn is the one it knows."""

    uid: UUID
    sequence: int
    row: Row
    is_gone: bool


def token_hash(token: str) -> str:
    """What is kept of the secret part of a link."""
    return sha256(token.encode()).hexdigest()


def entries(rows: Iterable[Row], whose: UUID | None, at: datetime) -> list[Entry]:
    """The events of a village, or of one person. A turn keeps its event while it changes hands or hours.

    What was cancelled, or went to somebody else, stays as a cancelled event until its time has passed, so that a program
    that copied it takes it out; a turn that had begun when it changed hands is two events, since both sat.
    """
    known = {row.id: row for row in rows}
    behind = {row.replaces_id: row for row in known.values() if row.replaces_id}
    found = []
    for row in known.values():
        uid, depth = _origin(row, known)
        later = behind.get(row.id)
        if row.cancelled_at is None:
            if whose in {None, row.person_id}:
                found.append(Entry(uid, depth, row, is_gone=False))
            continue
        if row.ends_at <= at or whose not in {None, row.person_id}:
            continue
        # Whoever has the turn now speaks for it, if this calendar shows them.
        if not _is_shown_later(later, behind, whose):
            found.append(Entry(uid, depth + 1, row, is_gone=True))
    return sorted(found, key=lambda entry: (entry.row.starts_at, str(entry.uid), entry.sequence))


def _origin(row: Row, known: Mapping[UUID, Row]) -> tuple[UUID, int]:
    """The first row of a turn's line, and how many steps lie between; a row that was served for a while begins a new one."""
    depth = 0
    while row.replaces_id and (before := known.get(row.replaces_id)) and before.cancelled_at:
        row, depth = before, depth + 1
    return row.id, depth


def _is_shown_later(row: Row | None, behind: Mapping[UUID, Row], whose: UUID | None) -> bool:
    while row:
        if whose in {None, row.person_id}:
            return True
        row = behind.get(row.id)
    return False


def calendar(
    found: Iterable[Entry], village: str, place: str, whose: UUID | None, today: date, language: Language
) -> bytes:
    """The file. It depends on the turns alone, so that a program which has it already is told so."""
    told = Calendar()
    told.add("prodid", "-//Buchucun//Roster//ZH")
    told.add("version", "2.0")
    told.add("method", "PUBLISH")
    name = _W["own" if whose else "village"].speak(language, village=village)
    told.add("x-wr-calname", name)
    told.add("x-wr-timezone", _ZONE)
    told.add("refresh-interval", _ASK_AGAIN, parameters={"VALUE": "DURATION"})
    told.add("x-published-ttl", "PT1H")
    told.add_component(_zone_until(today.year + 10))
    for entry in found:
        told.add_component(_event(entry, place, whose, language))
    written: bytes = told.to_ical()
    return written


@lru_cache(maxsize=2)
def _zone_until(year: int) -> Timezone:
    """The offsets of our zone; to look through the days of so many years takes longer than all the rest of a file."""
    return Timezone.from_tzid(_ZONE, first_date=date(2020, 1, 1), last_date=date(year, 1, 1))


def _event(entry: Entry, place: str, whose: UUID | None, language: Language) -> Event:
    row, event = entry.row, Event()
    usual = _W["joint" if row.kind is ShiftKind.JOINT_OFFICE else "duty"]
    label = (row.occasion or usual).speak(language)
    changed = row.cancelled_at if entry.is_gone and row.cancelled_at else row.planned_at
    said = [
        _W["gone"].speak(language) if entry.is_gone else "",
        _W["leader"].speak(language, name=row.leader) if row.leader else "",
        _W["phone"].speak(language, phone=row.phone) if row.phone and not whose else "",
    ]
    event.add("uid", f"{entry.uid}@buchucun")
    event.add("sequence", entry.sequence)
    event.add("dtstamp", changed.astimezone(UTC))
    event.add("last-modified", changed.astimezone(UTC))
    event.add("dtstart", row.starts_at.astimezone(LOCAL))
    event.add("dtend", row.ends_at.astimezone(LOCAL))
    event.add("summary", label if whose else f"{label} {row.name}")
    event.add("status", "CANCELLED" if entry.is_gone else "CONFIRMED")
    event.add("transp", "OPAQUE" if whose and not entry.is_gone else "TRANSPARENT")
    if place:
        event.add("location", place)
    if description := "\n".join(filter(None, said)):
        event.add("description", description)
    return event
