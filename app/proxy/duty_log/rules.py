"""What the duty log says of a day, worked out from the acts. Plain values only; nothing here is typed by anybody."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from app.core.clock import LOCAL, local_date
from app.core.words import Words
from app.duty.rules import Turn
from app.people.actor import Actor, Role
from app.proxy.duty_log.models import RemarkKind
from app.tickets.kinds.workflow import Core, Service, Urgency
from app.tickets.rules import FEWEST, OPEN_SERVICES, STAFF_ROLES

ONE_DAY = timedelta(days=1)
OLDEST = timedelta(days=366)
_CLOCK_SKEW = timedelta(minutes=10)  # A phone's clock may be a little fast.
_CLOSES_AFTER = timedelta(hours=24)

KIND_WORDS = {
    RemarkKind.NOTE: Words("备注", "Remark"),
    RemarkKind.WEATHER: Words("天气", "Weather"),
    RemarkKind.SPECIAL: Words("特殊情况", "Something special"),
    RemarkKind.EMERGENCY: Words("突发情况", "Emergency"),
    RemarkKind.INSPECTION: Words("上级检查", "Inspection"),
    RemarkKind.WALK_IN: Words("来访", "Visitors"),
    RemarkKind.CALL: Words("来电", "Calls"),
    RemarkKind.HANDLED: Words("当场办好", "Settled on the spot"),
    RemarkKind.PASSED_ON: Words("转交", "Passed on"),
}
# What the acts write by themselves is typed in only when it stands on paper.
COUNTED_ON_PAPER = (RemarkKind.WALK_IN, RemarkKind.CALL, RemarkKind.HANDLED, RemarkKind.PASSED_ON)
URGENCY_WORDS = {
    Urgency.NORMAL: Words("一般", "Normal"),
    Urgency.URGENT: Words("较急", "Urgent"),
    Urgency.EMERGENCY: Words("紧急", "Emergency"),
}
CLIMBED = Words("到时间没人办", "Time ran out")
_DONE = frozenset({Core.COMPLETED, Core.DELIVERED, Core.CLOSED})


class Matter(NamedTuple):
    """A ticket as the log knows it; `seen` is for whoever may read what it is about."""

    id: UUID
    number: str
    service: Service
    channel: str
    urgency: Urgency
    title: Words
    seen: bool

    @property
    def counts(self) -> bool:
        """Whether it may stand in a number of its own."""
        return self.seen or self.service in OPEN_SERVICES


class Deed(NamedTuple):
    """One entry of a ticket's log. `core` is the state that it led to, `ends` whether that left the desk (None: no change).

    `gives` passes the matter into other hands, `by_staff` is an act of the village's own people.
    """

    id: UUID
    ticket_id: UUID
    seq: int
    at: datetime
    what: str
    move: str | None = None
    core: Core | None = None
    ends: bool | None = None
    gives: bool = False
    person_id: UUID | None = None
    by_staff: bool = False


class Act(NamedTuple):
    """That somebody served at an instant: a step, a trip, papers that changed hands, a word in this log."""

    person_id: UUID
    at: datetime
    on_paper: bool = False


class PaperLine(NamedTuple):
    """A remark as far as it is counted."""

    kind: RemarkKind
    at: datetime
    how_many: int | None
    on_paper: bool


class Counts(NamedTuple):
    """How much there was in a day, without health and quarrels that the reader may not see; lines of paper are counted in."""

    walk_ins: int = 0
    calls: int = 0
    other: int = 0
    moves: int = 0
    notes: int = 0
    handled: int = 0
    passed_on: int = 0
    trips: int = 0
    urgent: int = 0
    open_at_end: int = 0
    on_paper: int = 0
    remarks: int = 0
    emergencies: int = 0
    inspections: int = 0


def bounds(on: date) -> tuple[datetime, datetime]:
    """The first instant of a day in the villages, and that of the next one."""
    begin = datetime.combine(on, time.min, LOCAL)
    return begin, datetime.combine(on + ONE_DAY, time.min, LOCAL)


def is_a_day_of_ours(on: date, today: date) -> bool:
    """Whether there can be a log of a day: in this century, and a year ahead at most."""
    return date(2000, 1, 1) <= on <= today + OLDEST


def month_days(month: str, last: date) -> list[date]:
    """The days of a month ("2026-11") that have begun by a day."""
    first = date.fromisoformat(f"{month}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return [day for n in range((following - first).days) if (day := first + n * ONE_DAY) <= last]


def works_there(actor: Actor, village_path: str) -> bool:
    """Whether somebody sits at this village's desk and so reads and writes its log."""
    return any(actor.holds(role, village_path) for role in STAFF_ROLES)


def sees_numbers(actor: Actor, village_path: str) -> bool:
    """Whether somebody of the township reads the log's numbers and turns."""
    return actor.holds(Role.TOWN_OFFICER, village_path)


def few_eyes(actor: Actor, village_path: str) -> tuple[Service, ...]:
    """The services of which there may be matters that this person must not know of."""
    if actor.holds(Role.VILLAGE_SECRETARY, village_path):
        return ()
    if actor.holds(Role.DUTY_CADRE, village_path) or actor.holds(Role.VILLAGE_DOCTOR, village_path):
        return (Service.DISPUTE,)
    return (Service.MEDICAL, Service.DISPUTE)


def shown_of_a_day(service: Service, n: int) -> int | str:
    """How many of what is for few eyes a day had. None is hidden as well, or the days between would tell which one had some."""
    fewest = FEWEST[service]
    return f"<{fewest}" if n < fewest else n


def is_believable(happened_at: datetime, at: datetime) -> bool:
    """Whether something may have been then: not ahead, and within a year."""
    return at - OLDEST <= happened_at <= at + _CLOCK_SKEW


def is_late(happened_at: datetime, written_at: datetime) -> bool:
    """Whether a word came into the log when the day had been over for 24 hours."""
    return written_at > bounds(local_date(happened_at))[1] + _CLOSES_AFTER


def act_time(at: datetime, reported_at: datetime | None) -> datetime:
    """When something was done: what the phone says if it had to wait for a network, never later than it arrived."""
    return min(at, reported_at) if reported_at else at


def first_act(turn: Turn, acts: Iterable[Act]) -> Act | None:
    """The first act of service of a turn, by whoever sat: the sign that somebody was there."""
    held = (act for act in acts if act.person_id == turn.person_id and turn.starts_at <= act.at < turn.ends_at)
    return min(held, key=lambda act: act.at, default=None)


def is_open_at(deeds: Sequence[Deed], at: datetime) -> bool:
    """Whether a matter, by its deeds in order, lay on the desk at an instant."""
    told = [deed.ends for deed in deeds if deed.ends is not None and deed.at < at]
    return bool(told) and not told[-1]


def close_of(end: datetime, at: datetime) -> datetime:
    """Until when a day's log reaches: to its end, or to just after now while it is not over."""
    return min(end, at + timedelta(microseconds=1))


def begun(deeds: Sequence[Deed]) -> datetime | None:
    """When a matter came in."""
    return next((deed.at for deed in deeds if deed.what == "submitted"), None)


class DayFacts(NamedTuple):
    """All that one day's numbers are counted from; `lives` are deeds by matter, in order."""

    matters: Mapping[UUID, Matter]
    lives: Mapping[UUID, Sequence[Deed]]
    trips: Sequence[datetime]
    lines: Sequence[PaperLine]


def new_in(facts: DayFacts, begin: datetime, end: datetime) -> list[Matter]:
    """What came in within a time."""
    found = ((begun(facts.lives.get(matter_id, ())), matter) for matter_id, matter in facts.matters.items())
    return [matter for at, matter in found if at is not None and begin <= at < end]


def settled_at_once(deeds: Sequence[Deed], begin: datetime, end: datetime) -> bool:
    """Whether what came in on a day got its result on that day."""
    came = begun(deeds)
    done = any(deed.core in _DONE and begin <= deed.at < end for deed in deeds)
    return came is not None and begin <= came < end and done


def is_passed_on(deed: Deed) -> bool:
    """Whether a deed put a matter into a colleague's or an authority's hands."""
    return deed.gives or deed.what == "passed_on" or deed.core is Core.WAITING_EXTERNAL


def is_urgent_deed(deed: Deed, matter: Matter) -> bool:
    """Whether a deed is the coming in of something urgent, its becoming so, or a card that climbed."""
    came_urgent = deed.what == "submitted" and matter.urgency is not Urgency.NORMAL
    return came_urgent or deed.move == "change_urgency" or deed.what == "escalated"


def counts_of(facts: DayFacts, begin: datetime, end: datetime, at: datetime) -> Counts:
    """The numbers of one day; `at` is now, since today's end has not come."""
    mine = {matter_id: matter for matter_id, matter in facts.matters.items() if matter.counts}
    shown = facts._replace(matters=mine)
    lives = {matter_id: facts.lives.get(matter_id, ()) for matter_id in mine}
    deeds = [deed for life in lives.values() for deed in life if begin <= deed.at < end]
    channels = [matter.channel for matter in new_in(shown, begin, end)]
    lines = [line for line in facts.lines if begin <= line.at < end]
    paper = _on_paper(lines)
    walk_ins, calls = channels.count("walk_in"), channels.count("phone")
    return Counts(
        walk_ins=walk_ins + paper[RemarkKind.WALK_IN],
        calls=calls + paper[RemarkKind.CALL],
        other=len(channels) - walk_ins - calls,
        moves=sum(deed.what == "moved" and deed.by_staff for deed in deeds),
        notes=sum(deed.what == "noted" and deed.by_staff for deed in deeds),
        handled=sum(settled_at_once(life, begin, end) for life in lives.values()) + paper[RemarkKind.HANDLED],
        passed_on=len({deed.ticket_id for deed in deeds if is_passed_on(deed)}) + paper[RemarkKind.PASSED_ON],
        trips=sum(begin <= trip < end for trip in facts.trips),
        urgent=len({deed.ticket_id for deed in deeds if is_urgent_deed(deed, mine[deed.ticket_id])}),
        open_at_end=sum(is_open_at(life, close_of(end, at)) for life in lives.values()),
        on_paper=sum(line.on_paper for line in lines),
        remarks=len(lines),
        emergencies=sum(line.kind is RemarkKind.EMERGENCY for line in lines),
        inspections=sum(line.kind is RemarkKind.INSPECTION for line in lines),
    )


def _on_paper(lines: Iterable[PaperLine]) -> dict[RemarkKind, int]:
    found: dict[RemarkKind, int] = defaultdict(int)
    for line in lines:
        found[line.kind] += line.how_many or 0
    return found


def touched(facts: DayFacts, service: Service, begin: datetime, end: datetime) -> int:
    """How many matters of a service that the reader may not see had something happen in a time."""
    return sum(
        any(begin <= deed.at < end for deed in facts.lives.get(matter_id, ()))
        for matter_id, matter in facts.matters.items()
        if matter.service is service and not matter.seen
    )


def summed(days: Iterable[Counts]) -> Counts:
    """The numbers of several days together; what is open is that of the last one."""
    every = list(days)
    if not every:
        return Counts()
    return Counts(*map(sum, zip(*every, strict=True)))._replace(open_at_end=every[-1].open_at_end)
