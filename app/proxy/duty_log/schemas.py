"""The shapes of the duty log. Clock times of turns are instants; a day is the villages' own."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedInstant, Instant, Text
from app.duty.models import ShiftKind
from app.people.schemas import PlaceCode
from app.proxy.duty_log.models import RemarkKind
from app.tickets.answers.schemas import Named
from app.tickets.kinds.workflow import Service

_Short = Annotated[Text, StringConstraints(min_length=1, max_length=60)]
_Long = Annotated[Text, StringConstraints(min_length=1, max_length=500)]


class RemarkIn(Ask):
    """A word for the log of the day on which it happened (now, when it is not said); `id` makes it count once.

    What was written on paper while power or network was down says so; only there visits, calls and matters are numbers.
    """

    id: UUID
    village_code: PlaceCode
    kind: RemarkKind
    happened_at: AskedInstant | None = None
    text: _Long | None = None
    count: Annotated[int | None, Field(ge=1, le=99)] = None
    told_whom: _Short | None = None
    told_at: AskedInstant | None = None
    on_paper: bool = False
    sat_id: UUID | None = None  # Who sat there, if somebody else types it in.
    reported_at: AskedInstant | None = None


class RemarkOut(Answer):
    """A word of the log. `late` came when the day had been over for 24 hours, `sat` is who wrote it on paper."""

    id: UUID
    kind: RemarkKind
    label: str
    happened_at: Instant
    text: str
    count: int | None
    told_whom: str | None
    told_at: Instant | None
    on_paper: bool
    sat: str | None
    by: str
    written_at: Instant
    late: bool


class CountsOut(Answer):
    """How much there was; health and quarrels that the reader may not see are in none of these numbers."""

    walk_ins: int
    calls: int
    other: int
    moves: int
    notes: int
    handled: int
    passed_on: int
    trips: int
    urgent: int
    open_at_end: int
    on_paper: int
    remarks: int
    emergencies: int
    inspections: int


class HiddenCount(Answer):
    """How many matters of health or quarrels the reader may not see: small numbers as "<5" and "<3"."""

    service: Service
    label: str
    count: int | str


class TurnLine(Answer):
    """Who sat when. `served` says that there was an act of service in the turn, `first_act_at` when the first one was.

    The instant is for the village itself; `on_paper` means that the act was only written on paper. `changes` are sentences.
    """

    id: UUID
    kind: ShiftKind
    starts_at: Instant
    ends_at: Instant
    name: str
    post: str | None
    leader: str | None
    served: bool
    first_act_at: Instant | None
    on_paper: bool
    changes: list[str]


Mark = Literal["new", "walk_in", "phone", "handled", "passed_on", "open"]


class MatterLine(Answer):
    """A matter of the day, by its number and what it is, never by name."""

    ticket_id: UUID
    ticket_no: str
    service_label: str
    title: str
    marks: list[Mark]


class ActLine(Answer):
    """One step or note of the village's people; `text` is what the matter's own log says."""

    at: Instant
    ticket_no: str
    text: str


class TripLine(Answer):
    """A trip; `place` is empty where it served a matter of health or a quarrel."""

    at: Instant
    who: str
    action: str
    place: str
    numbers: list[str]


class UrgentLine(Answer):
    """Something urgent, or a matter whose time ran out, and who of the staff was told of it on that day."""

    at: Instant
    ticket_no: str
    label: str
    told: list[str]


class DutyDay(Answer):
    """The log of a day. Without `content` the reader gets turns and numbers only. `is_over` is false until the day has ended."""

    village: Named
    on: date
    day_name: str | None
    is_workday: bool
    is_over: bool
    content: bool
    may_write: bool
    turns: list[TurnLine]
    counts: CountsOut
    hidden: list[HiddenCount]
    matters: list[MatterLine]
    acts: list[ActLine]
    trips: list[TripLine]
    urgent: list[UrgentLine]
    remarks: list[RemarkOut]


class DayLine(Answer):
    """A day in the month's list."""

    on: date
    day_name: str | None
    is_workday: bool
    turns: list[TurnLine]
    counts: CountsOut


class DutyMonth(Answer):
    """The days of a month that have begun, in order, their sums, and what is for few eyes in the whole month."""

    village: Named
    month: str
    content: bool
    may_write: bool
    days: list[DayLine]
    totals: CountsOut
    hidden: list[HiddenCount]
