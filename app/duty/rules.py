"""Who is on duty, who comes next, who answers for a request, and when nobody is there. A turn's last instant is not its own."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from app.core.clock import LOCAL
from app.core.words import Language, Words
from app.duty.models import OutReason, ShiftKind
from app.people.models import Role, Service

LONGEST_SHIFT = timedelta(hours=24)
LONGEST_ROSTER = timedelta(days=62)

_OUT = {
    OutReason.HOME_VISIT: Words("入户走访去了", "Out visiting homes"),
    OutReason.TOWNSHIP: Words("去镇上办事了", "Out on a trip to the township"),
    OutReason.ROUND: Words("在村里巡查", "Out on a round of the village"),
    OutReason.MEETING: Words("开会去了", "Out at a meeting"),
    OutReason.EMERGENCY: Words("处理急事去了", "Out on an emergency"),
}
_BACK = Words("，{time} 回来", ", back at {time}")

SERVICE_LABELS = {
    Service.ERRAND: Words("帮我办事", "Errands"),
    Service.MEDICAL: Words("看病取药", "Doctor"),
    Service.PARCEL: Words("收发快递", "Parcels"),
    Service.FINANCE: Words("取钱缴费", "Money"),
    Service.DISPUTE: Words("说事调解", "Settle a quarrel"),
}


class Turn(NamedTuple):
    """A shift as the roster shows it, with the name of its person and the first post that they hold in the village."""

    id: UUID
    village_id: int
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime
    person_id: UUID
    name: str
    phone: str | None = None
    leader_id: UUID | None = None
    leader_name: str | None = None
    out_note: OutReason | None = None
    out_until: datetime | None = None
    post: Words | None = None
    occasion: Words | None = None  # Of the temporary roster that brought the turn.


class Lasting(Protocol):
    """What takes some time."""

    @property
    def starts_at(self) -> datetime:
        """Its first instant."""

    @property
    def ends_at(self) -> datetime:
        """The instant after its last."""


class OnDuty(NamedTuple):
    """Whoever is on duty now; `phone` is the roster's, `until` the end of the turn, `out_note` says why they are out."""

    person_id: UUID
    name: str
    phone: str | None
    post: Words | None
    until: datetime
    out_note: Words | None
    occasion: Words | None = None


def turns_at(turns: Iterable[Turn], at: datetime) -> list[Turn]:
    """The turns that hold at an instant: own duty before joint office, who is at the desk before who is out."""
    held = (turn for turn in turns if turn.starts_at <= at < turn.ends_at)
    return sorted(held, key=lambda turn: (turn.kind != ShiftKind.DUTY, is_out(turn, at), turn.starts_at, turn.id))


def who_is_on_duty(turns: Iterable[Turn], at: datetime) -> OnDuty | None:
    """The one to turn to at an instant."""
    for turn in turns_at(turns, at):
        note = out_words(turn, at)
        return OnDuty(turn.person_id, turn.name, turn.phone, turn.post, turn.ends_at, note, turn.occasion)
    return None


def next_turn(turns: Iterable[Turn], at: datetime) -> Turn | None:
    """The turn that begins next after an instant, be it of the same person."""
    ahead = (turn for turn in turns if turn.starts_at > at)
    return min(ahead, key=lambda turn: (turn.starts_at, turn.kind != ShiftKind.DUTY, turn.id), default=None)


def is_out(turn: Turn, at: datetime) -> bool:
    """Whether the person has said to be out, and is not expected back yet."""
    return turn.out_note is not None and (turn.out_until is None or at < turn.out_until)


def out_words(turn: Turn, at: datetime) -> Words | None:
    """Why somebody is out and when they will be back; None for who is at the desk."""
    if turn.out_note is None or not is_out(turn, at):
        return None
    why = _OUT[turn.out_note]
    if turn.out_until is None:
        return why
    back = spoken_time(turn.out_until, at)
    return Words(why.zh + _BACK.zh.format(time=back.zh), why.en + _BACK.en.format(time=back.en))


def gaps(spans: Iterable[tuple[datetime, datetime]], turns: Iterable[Lasting]) -> list[tuple[datetime, datetime]]:
    """The parts of some spans, open hours for instance, in which nobody has a turn."""
    found = []
    in_order = sorted(turns, key=lambda turn: turn.starts_at)
    for begin, end in spans:
        at = begin
        for turn in in_order:
            if turn.ends_at <= at or turn.starts_at >= end:
                continue
            if turn.starts_at > at:
                found.append((at, turn.starts_at))
            at = turn.ends_at
        if at < end:
            found.append((at, end))
    return found


def answering_person(
    on_duty: Sequence[UUID],
    holders: Sequence[tuple[UUID, Role]],
    wanted: Role | None,
    on_leave: Collection[UUID] = (),
) -> UUID | None:
    """Who answers for a request: see `queries.handler_for`. `holders` are active rights in the village, best ones first.

    Whoever is `on_leave` answers only where nobody else could.
    """
    staff = {person_id for person_id, _ in holders}
    here = [person_id for person_id in on_duty if person_id in staff]
    able = [person_id for person_id, role in holders if role == wanted]
    secretaries = [person_id for person_id, role in holders if role == Role.VILLAGE_SECRETARY]
    if wanted in {None, Role.DUTY_CADRE}:
        order = [*here, *secretaries, *able]
    else:
        order = [*(person_id for person_id in here if person_id in able), *able, *secretaries]
    return min(order, key=lambda person_id: person_id in on_leave, default=None)


def local_part(turn: Turn, on: date) -> tuple[str, str] | None:
    """The part of a turn that lies in a day, as "HH:MM" to "HH:MM"; midnight at its end is "24:00"."""
    midnight = datetime.combine(on, time.min, LOCAL)
    tomorrow = datetime.combine(on + timedelta(days=1), time.min, LOCAL)
    if turn.ends_at <= midnight or turn.starts_at >= tomorrow:
        return None
    begin, end = max(turn.starts_at, midnight).astimezone(LOCAL), min(turn.ends_at, tomorrow).astimezone(LOCAL)
    return f"{begin:%H:%M}", "24:00" if end == tomorrow else f"{end:%H:%M}"


def spoken_time(instant: datetime, now: datetime) -> Words:
    """An instant as people say it: the clock today, with the date on another day. Not "tomorrow": boards are read later."""
    local = instant.astimezone(LOCAL)
    clock = f"{local:%H:%M}"
    if local.date() == now.astimezone(LOCAL).date():
        return Words(clock, clock)
    return Words(f"{local.month}月{local.day}日 {clock}", f"{clock} on {local.day} {local:%b}")


def spoken_turn(turn_starts: datetime, turn_ends: datetime, language: Language) -> str:
    """When a turn is, for a notice: "2月14日 08:30–12:00"."""
    begin, end = turn_starts.astimezone(LOCAL), turn_ends.astimezone(LOCAL)
    day = f"{begin.month}月{begin.day}日" if language == "zh" else f"{begin.day} {begin:%b}"
    return f"{day} {begin:%H:%M}–{end:%H:%M}"
