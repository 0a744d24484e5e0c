"""Laying the turns that stand beside those that the rule asks for: by the time they cover, whatever their hours. Plain values."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from app.core.clock import local_date
from app.duty.drawing.rules import Need
from app.duty.models import ShiftKind
from app.duty.roster.rules import Slot, slot_key

_NONE = timedelta()


class Row(NamedTuple):
    """A row of the roster, with the row that it stands in the place of; a cancelled one only ties others together.

    `on_purpose` says that somebody has changed its hours for a reason of that day, so that it is no left-over of a rule.
    """

    id: UUID
    person_id: UUID
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime
    on_purpose: bool = False
    replaces_id: UUID | None = None
    is_cancelled: bool = False


class Whole(NamedTuple):
    """A turn as it was sat, in the pieces of those who shared it, one behind the other."""

    pieces: tuple[Row, ...]

    @property
    def starts_at(self) -> datetime:
        """Its first instant."""
        return self.pieces[0].starts_at

    @property
    def ends_at(self) -> datetime:
        """The instant after its last."""
        return self.pieces[-1].ends_at

    @property
    def key(self) -> str:
        """What a turn of the roster with these hours is called."""
        return slot_key(self.pieces[0].kind, self.starts_at, self.ends_at)

    @property
    def person_id(self) -> UUID:
        """Whoever sat, or will sit, for the longest part of it; of two alike the later one."""
        time: dict[UUID, timedelta] = defaultdict(timedelta)
        for piece in reversed(self.pieces):
            time[piece.person_id] += piece.ends_at - piece.starts_at
        return max(time, key=lambda person_id: time[person_id])

    def parts(self) -> Iterator[tuple[UUID, float]]:
        """Each piece's person, and which part of the whole it is."""
        length = self.ends_at - self.starts_at
        for piece in self.pieces:
            yield piece.person_id, (piece.ends_at - piece.starts_at) / length


class Other(NamedTuple):
    """A turn ahead at hours that the rule does not know, and the turn of the rule that it could become, if there is room."""

    row: Row
    becomes: Slot | None


class Laid(NamedTuple):
    """A month of slots beside the turns that stand.

    `slots` are to be drawn, those of other hours among them; `parts` are what such turns leave open of a slot that they
    fill for the most part: somebody may be put there by hand, and nobody is drawn for them. `agreed` has persons by key,
    `shifts` the row to look at, `others` what could be moved or ended.
    """

    slots: list[Slot]
    parts: list[Slot]
    agreed: dict[str, tuple[UUID, ...]]
    shifts: dict[tuple[str, UUID], UUID]
    others: tuple[Other, ...]


def wholes(rows: Iterable[Row]) -> list[Whole]:
    """The turns that stand: pieces that follow upon each other in one line of rows, without a break, are one turn."""
    known = {row.id: row for row in rows}

    def root(row: Row) -> UUID:
        while row.replaces_id in known:
            row = known[row.replaces_id]
        return row.id

    lines: dict[UUID, list[Row]] = defaultdict(list)
    for row in known.values():
        if not row.is_cancelled:
            lines[root(row)].append(row)
    found = list[Whole]()
    for line in lines.values():
        line.sort(key=lambda row: row.starts_at)
        pieces = [line[0]]
        for before, row in pairwise(line):
            if before.ends_at != row.starts_at:
                found.append(Whole(tuple(pieces)))
                pieces = []
            pieces.append(row)
        found.append(Whole(tuple(pieces)))
    return sorted(found, key=lambda whole: (whole.starts_at, whole.pieces[0].id))


def laid(
    asked: Sequence[Slot],
    standing: Sequence[Whole],
    at: datetime,
    taken: frozenset[date] = frozenset(),
    *,
    weight_of: Mapping[str, int],
    skills_of: Mapping[UUID, frozenset[str]],
) -> Laid:
    """Lay the turns that stand beside the slots that the rule asks for.

    `taken` are days on which a temporary roster stands in the place of the usual one, so that nothing is asked of anybody.
    `weight_of` says what turns of other hours count, by their key.
    """
    known = {slot.need.key for slot in asked}
    agreed: dict[str, tuple[UUID, ...]] = defaultdict(tuple)
    shifts: dict[tuple[str, UUID], UUID] = {}
    for whole in standing:
        agreed[whole.key] += (whole.person_id,)
        shifts[whole.key, whole.person_id] = whole.pieces[-1].id
    other = [whole for whole in standing if whole.key not in known]
    led = {slot.need.leader_of for slot in asked}
    slots, parts = list[Slot](), list[Slot]()
    for key, same in _by_key(other).items():
        first, on = same[0], local_date(same[0].starts_at)
        need = Need(key, first.starts_at, first.ends_at, weight_of[key], len(same))
        slots.append(Slot(replace(need, leader_of=on if on in led else None), first.pieces[0].kind))
    for slot in asked:
        need, sitting = slot.need, agreed.get(slot.need.key, ())
        if need.starts_at <= at:
            if sitting:
                # A turn that has begun asks for nobody but those who sit there.
                begun = replace(need, persons=len(sitting), skills=frozenset(), leader_of=None)
                slots.append(slot._replace(need=begun))
        elif sitting or local_date(need.starts_at) not in taken:
            rest, pieces = _left_open(slot, other, skills_of)
            if rest.need.persons or rest.need.skills or sitting:
                slots.append(rest)
            parts += pieces
    ahead = [whole.pieces[0] for whole in other if len(whole.pieces) == 1 and whole.starts_at > at]
    return Laid(in_order(slots), in_order(parts), dict(agreed), shifts, _others(ahead, asked, agreed, at))


def in_order(slots: Iterable[Slot]) -> list[Slot]:
    """Slots by their time."""
    return sorted(slots, key=lambda slot: (slot.need.starts_at, slot.need.key))


def _by_key(turns: Iterable[Whole]) -> dict[str, list[Whole]]:
    found: dict[str, list[Whole]] = {}
    for whole in turns:
        found.setdefault(whole.key, []).append(whole)
    return found


def _left_open(slot: Slot, other: Sequence[Whole], skills_of: Mapping[UUID, frozenset[str]]) -> tuple[Slot, list[Slot]]:
    """A slot without the persons whom turns of other hours spare it, and what these leave open of it.

    As many are spared as the turns fill of it in whole persons, so half of one is enough; below that somebody is drawn
    for all of it, since a turn that only touches the slot is not one of its own.
    """
    need = slot.need
    there = [
        whole
        for whole in other
        if whole.pieces[0].kind == slot.kind and whole.starts_at < need.ends_at and need.starts_at < whole.ends_at
    ]
    bounds = {need.starts_at, need.ends_at}
    bounds |= {
        each for whole in there for each in (whole.starts_at, whole.ends_at) if need.starts_at < each < need.ends_at
    }
    spans = [
        (begin, end, sum(whole.starts_at <= begin < whole.ends_at for whole in there))
        for begin, end in pairwise(sorted(bounds))
    ]
    filled = sum(((end - begin) * min(deep, need.persons) for begin, end, deep in spans), _NONE)
    spared = int(filled / (need.ends_at - need.starts_at) + 0.5)
    if not spared:
        return slot, []
    known = frozenset[str]().union(*(skills_of.get(whole.person_id, frozenset()) for whole in there))
    left = replace(need, persons=need.persons - spared, skills=need.skills - known)
    return slot._replace(need=left), [
        Slot(Need(slot_key(slot.kind, begin, end), begin, end, need.weight, spared - deep), slot.kind)
        for begin, end, deep in _joined(spans, spared)
    ]


def _joined(spans: Iterable[tuple[datetime, datetime, int]], most: int) -> Iterator[tuple[datetime, datetime, int]]:
    """The spans in which fewer sit than could; neighbours in which equally many do are one."""
    waiting: tuple[datetime, datetime, int] | None = None
    for begin, end, deep in spans:
        if waiting and waiting[1] == begin and waiting[2] == deep:
            waiting = waiting[0], end, deep
            continue
        if waiting:
            yield waiting
        waiting = (begin, end, deep) if deep < most else None
    if waiting:
        yield waiting


def _others(
    rows: Iterable[Row], asked: Sequence[Slot], agreed: Mapping[str, Sequence[UUID]], at: datetime
) -> tuple[Other, ...]:
    room = {slot.need.key: slot.need.persons - len(agreed.get(slot.need.key, ())) for slot in asked}
    found = list[Other]()
    for row in rows:
        fitting = [
            (_shared(row, slot.need), slot)
            for slot in asked
            if slot.kind == row.kind
            and slot.need.starts_at > at
            and room[slot.need.key] > 0
            and row.person_id not in agreed.get(slot.need.key, ())
            and 2 * _shared(row, slot.need) >= min(row.ends_at - row.starts_at, slot.need.ends_at - slot.need.starts_at)
        ]
        best = max(fitting, key=lambda each: each[0], default=None)
        if best:
            room[best[1].need.key] -= 1
        found.append(Other(row, best[1] if best else None))
    return tuple(found)


def _shared(row: Row, need: Need) -> timedelta:
    return max(min(row.ends_at, need.ends_at) - max(row.starts_at, need.starts_at), _NONE)
