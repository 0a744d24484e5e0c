"""Who sits when in a temporary roster, and in which words people are told.

People sit in rotation: whoever has had the fewest of its turns comes next, then whoever has waited longest, then as they
were named. The village's limits hold for them. Whom the rotation cannot give, the fallback person is; for him leave, two
turns at once and rest hold, but not how many days in a row or turns in a month he sits. What is left is a gap.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

from app.core.clock import LOCAL, local_date
from app.core.words import Language, Words
from app.duty.drawing.rules import Lack, Limits, Member, Need, why_not
from app.duty.rules import Lasting, spoken_turn

LONGEST = timedelta(days=31)
FURTHEST = timedelta(days=366)
_ONE_DAY = timedelta(days=1)


class State(StrEnum):
    """Where a temporary roster stands in time."""

    COMING = "coming"
    RUNNING = "running"
    OVER = "over"
    ENDED = "ended"


class Hours(NamedTuple):
    """Clock times of each day; those that end at or before their beginning end on the next day."""

    starts: time
    ends: time


class Span(NamedTuple):
    """A turn to be filled, from its first instant to before its last."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who may sit, with the turns that they have already, in whatever village."""

    member: Member
    own: tuple[Span, ...] = ()
    is_off: bool = False  # Exempt: never asked.


@dataclass(frozen=True, slots=True)
class Seat:
    """A turn and who sits in it; `why` says of everybody who was asked and could not, why."""

    starts_at: datetime
    ends_at: datetime
    people: tuple[UUID, ...]
    missing: int = 0
    why: Mapping[UUID, Lack] = field(default_factory=dict)


def overlaps_itself(hours: Sequence[Hours]) -> bool:
    """Whether two hours of a day, or of a day and the next, touch the same minute."""
    in_order = sorted(_minutes(each, day) for each in hours for day in (0, 1))
    return any(later[0] < earlier[1] for earlier, later in pairwise(in_order))


def _minutes(hours: Hours, day: int) -> tuple[int, int]:
    begin = hours.starts.hour * 60 + hours.starts.minute
    end = hours.ends.hour * 60 + hours.ends.minute
    return day * 1440 + begin, day * 1440 + (end if end > begin else end + 1440)


def spans(first: date, last: date, hours: Sequence[Hours], at: datetime, *, at_once: bool) -> list[Span]:
    """The turns of some days, both ends in, that are still ahead; of one that has begun what is left, if it begins `at_once`."""
    found = []
    for on in (first + timedelta(days=n) for n in range((last - first).days + 1)):
        for each in hours:
            span = span_on(on, each)
            if span.starts_at >= at:
                found.append(span)
            elif at_once and span.ends_at > at:
                found.append(span._replace(starts_at=at))
    return sorted(found)


def span_on(on: date, hours: Hours) -> Span:
    """Some hours on a day, as instants."""
    last = on if hours.ends > hours.starts else on + _ONE_DAY
    return Span(datetime.combine(on, hours.starts, LOCAL), datetime.combine(last, hours.ends, LOCAL))


def state_of(first: date, last: date, hours: Sequence[Hours], ended_at: datetime | None, at: datetime) -> State:
    """Where a roster stands at an instant; the last night may go on into the day after."""
    if ended_at is not None:
        return State.ENDED
    if max(span_on(last, each).ends_at for each in hours) <= at:
        return State.OVER
    return State.COMING if min(span_on(first, each).starts_at for each in hours) > at else State.RUNNING


def seats(
    open_spans: Sequence[Span], sitters: Sequence[Sitter], fallback: Sitter | None, persons: int, limits: Limits
) -> list[Seat]:
    """Who sits in each turn, by rotation."""
    own = {each.member.id: list(each.own) for each in (*sitters, *([fallback] if fallback else []))}
    sat: dict[UUID, tuple[int, int]] = {each.member.id: (0, order - len(sitters)) for order, each in enumerate(sitters)}
    found = []
    for n, span in enumerate(open_spans):
        chosen, why = list[UUID](), dict[UUID, Lack]()
        queue = sorted(sitters, key=lambda each: sat[each.member.id])
        for sitter in (*queue, *([fallback] if fallback else [])):
            if len(chosen) == persons:
                break
            person_id = sitter.member.id
            eased = sitter is fallback
            if reason := _lack(sitter, span, own[person_id], limits, eased=eased):
                why[person_id] = reason
                continue
            chosen.append(person_id)
            own[person_id].append(span)
            if not eased:
                sat[person_id] = sat[person_id][0] + 1, n
        missing = persons - len(chosen)
        found.append(Seat(span.starts_at, span.ends_at, tuple(chosen), missing, why if missing else {}))
    return found


def _lack(sitter: Sitter, span: Span, own: Sequence[Span], limits: Limits, *, eased: bool) -> Lack | None:
    if sitter.is_off:
        return Lack.OFF_ROSTER
    most, member = sitter.member.most_turns, replace(sitter.member, most_turns=None)
    if eased:
        member, limits = replace(member, rest_weekdays=frozenset()), replace(limits, most_days_in_a_row=366)
    need = _need(span)
    around = _days_around(span, own)
    if found := why_not(member, need, [_need(each) for each in own if local_date(each.starts_at) in around], limits):
        return found
    month = [each for each in own if _month(each.starts_at) == _month(span.starts_at)]
    return Lack.MOST_TURNS if most is not None and not eased and len(month) >= most else None


def _days_around(span: Span, own: Sequence[Span]) -> set[date]:
    """The days that bear on a turn: those near it, and those in one row with it; a long row elsewhere says nothing."""
    on, sits = local_date(span.starts_at), {local_date(each.starts_at) for each in own}
    found = {on + n * _ONE_DAY for n in range(-2, 3)}
    for step in (-_ONE_DAY, _ONE_DAY):
        day = on + step
        while day in sits:
            found.add(day)
            day += step
    return found


def _need(span: Lasting) -> Need:
    return Need(span.starts_at.isoformat(), span.starts_at, span.ends_at, 0)


def _month(at: datetime) -> str:
    return f"{local_date(at):%Y-%m}"


def why_not_back(person_id: UUID, staff: Collection[UUID], *, is_away: bool, is_busy: bool) -> Lack | None:
    """Why a turn that stood down cannot come back to whom it was taken from."""
    if person_id not in staff:
        return Lack.OFF_ROSTER
    if is_away:
        return Lack.AWAY
    return Lack.TURN_THEN if is_busy else None


_PLANNED = Words(
    "{village}排了{occasion}（{days}），您有{n}个班，第一个是{when}。",
    "{village} has a roster for: {occasion} ({days}). You have {n} turns, the first one {when}.",
)
_DOWN = Words(
    "{village}排了{occasion}（{days}），您平时的{n}个班停了，第一个是{when}。",
    "{village} has a roster for: {occasion} ({days}). {n} of your usual turns stand down, the first one {when}.",
)
_AND_DOWN = Words("您平时的{n}个班停了，第一个是{when}。", "{n} of your usual turns stand down, the first one {when}.")
_ENDED = Words("{village}的{occasion}提前结束了。", "In {village} this ends early: {occasion}.")
_OFF = Words("您还没值的{n}个班不用值了。", "{n} of your turns are off.")
_BACK = Words("您平时的{n}个班恢复了，第一个是{when}。", "{n} of your usual turns are back, the first one {when}.")


def planned_words(
    village: str, occasion: Words, first: date, last: date, new: Sequence[Lasting], down: Sequence[Lasting]
) -> Words:
    """What somebody is told when a roster is put out: their turns of it, and which usual ones stand down."""

    def said(language: Language) -> str:
        about = {"village": village, "occasion": occasion.speak(language), "days": _days(first, last, language)}
        if not new:
            return _counted(_DOWN, down, language, about)
        return _joined(language, _counted(_PLANNED, new, language, about), _counted(_AND_DOWN, down, language, about))

    return Words(said("zh"), said("en"))


def ended_words(village: str, occasion: Words, off: Sequence[Lasting], back: Sequence[Lasting]) -> Words:
    """What somebody is told when a roster ends early: what they need not do, and what they do again."""

    def said(language: Language) -> str:
        about = {"village": village, "occasion": occasion.speak(language)}
        told = _counted(_OFF, off, language, about), _counted(_BACK, back, language, about)
        return _joined(language, _ENDED.speak(language, **about), *told)

    return Words(said("zh"), said("en"))


def _counted(words: Words, turns: Sequence[Lasting], language: Language, about: Mapping[str, str]) -> str:
    if not turns:
        return ""
    first = min(turns, key=lambda turn: turn.starts_at)
    return words.speak(language, n=len(turns), when=spoken_turn(first.starts_at, first.ends_at, language), **about)


def _joined(language: Language, *sentences: str) -> str:
    return (" " if language == "en" else "").join(filter(None, sentences))


def _days(first: date, last: date, language: Language) -> str:
    def day(on: date) -> str:
        return f"{on.month}月{on.day}日" if language == "zh" else f"{on.day} {on:%b}"

    if first == last:
        return day(first)
    return f"{day(first)}到{day(last)}" if language == "zh" else f"{day(first)} to {day(last)}"


def spoken_days(first: date, last: date) -> Words:
    """Some days as people say them."""
    return Words(_days(first, last, "zh"), _days(first, last, "en"))
