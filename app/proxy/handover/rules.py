"""Who takes over from whom, what stands on the note, and what goes into other hands. Plain values only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid5

from app.core.clock import local_date
from app.core.words import Words
from app.duty.models import ShiftKind
from app.duty.rules import Turn
from app.proxy.handover.models import Why
from app.tickets.kinds.workflow import Core, Owner, Service, Urgency
from app.tickets.rules import ANSWERED_BY

DOOR = "handover"
OPENS = timedelta(minutes=30)  # Before the end of a turn.
GRACE = timedelta(minutes=10)  # After it, until the system writes the note.
TO_THE_TOWN = timedelta(hours=24)
AHEAD = timedelta(days=7)  # How far ahead promises are named and the next turn is looked for.
_NOTES = UUID("9d5a3c52-6f0b-4d77-8c3a-0b7a64a1f3d1")
_WAITING = {
    Core.CORRECTION_REQUIRED: Why.WAITING_PAPERS,
    Core.WAITING_EXTERNAL: Why.WAITING_ELSEWHERE,
    Core.SUSPENDED: Why.WAITING_ELSEWHERE,
}

WHY_WORDS = {
    Why.NEW: Words("新来的，还没有答复", "New, not answered yet"),
    Why.PROMISED_TODAY: Words("答应今天办", "Promised for today"),
    Why.PROMISED_SOON: Words("这几天到期", "Due in the coming days"),
    Why.WAITING_PAPERS: Words("等村民补材料", "Waiting for papers"),
    Why.WAITING_ELSEWHERE: Words("等上级办理", "With another office"),
    Why.ORIGINALS: Words("手里有原件", "Originals in hand"),
    Why.URGENT: Words("急事", "Urgent"),
    Why.PERSONAL: Words("专人负责，不转", "Stays with its own person"),
    Why.OPEN: Words("正在办", "Under way"),
}


class Matter(NamedTuple):
    """What the note has to know of a ticket."""

    id: UUID
    service: Service
    core: Core
    urgency: Urgency
    clock_owner: Owner | None
    due_at: datetime | None
    is_mine: bool  # It lies with the one who goes; otherwise only its originals do.
    originals: int


class Item(NamedTuple):
    """One line of a note: why it stands there, and whether it goes over."""

    ticket_id: UUID
    why: tuple[Why, ...]
    moves: bool


class Successor(NamedTuple):
    """Who comes after a turn; `is_same` where it is the same person, so that nothing has to go over."""

    turn: Turn | None
    is_same: bool = False


def note_id(shift_id: UUID) -> UUID:
    """The id of a turn's note."""
    return uuid5(_NOTES, str(shift_id))


def successor(turns: Iterable[Turn], own: Turn, staff: Collection[UUID]) -> Successor:
    """The first turn of somebody of the `staff` that runs on when this one ends, or else the next one to begin."""
    later = [
        turn
        for turn in turns
        if turn.kind is ShiftKind.DUTY and turn.id != own.id and turn.ends_at > own.ends_at and turn.person_id in staff
    ]
    here = [turn for turn in later if turn.starts_at <= own.ends_at]
    first = min((turn.starts_at for turn in later), default=None)
    beside = here or [turn for turn in later if turn.starts_at == first]
    if any(turn.person_id == own.person_id for turn in beside):
        return Successor(None, is_same=True)
    return Successor(min(beside, key=lambda turn: (turn.starts_at, turn.id), default=None))


def next_own(turns: Iterable[Turn], own: Turn) -> datetime | None:
    """When the person of a turn is on duty again."""
    return min(
        (turn.starts_at for turn in turns if turn.person_id == own.person_id and turn.starts_at >= own.ends_at),
        default=None,
    )


def items(matters: Iterable[Matter], ends_at: datetime, back_at: datetime | None) -> list[Item]:
    """The note of a turn that ends at an instant, of somebody who is on duty again at `back_at`, if ever.

    What is new, urgent, or due before he is back goes to the next; what waits for others, and what he will be back for,
    stays his. Health and quarrels are never handed from turn to turn.
    """
    return [_item(matter, ends_at, back_at) for matter in matters]


def _item(matter: Matter, ends_at: datetime, back_at: datetime | None) -> Item:
    why: list[Why] = []
    ours = matter.clock_owner is Owner.VILLAGE
    urgent = matter.urgency is not Urgency.NORMAL
    if urgent:
        why.append(Why.URGENT)
    if ours and matter.due_at is not None:
        if local_date(matter.due_at) <= local_date(ends_at):
            why.append(Why.PROMISED_TODAY)
        elif matter.due_at <= ends_at + AHEAD:
            why.append(Why.PROMISED_SOON)
    if matter.core is Core.SUBMITTED:
        why.append(Why.NEW)
    waiting = _WAITING.get(matter.core)
    if waiting is not None:
        why.append(waiting)
    if matter.originals:
        why.append(Why.ORIGINALS)
    if matter.service in ANSWERED_BY:
        return Item(matter.id, (*why, Why.PERSONAL), moves=False)
    before_back = back_at is None or matter.due_at is None or matter.due_at < back_at
    pressing = urgent or matter.core is Core.SUBMITTED or before_back
    moves = matter.is_mine and waiting is None and matter.clock_owner is not Owner.AUTHORITY and pressing
    return Item(matter.id, tuple(why) or (Why.OPEN,), moves=moves)


def merged(before: Sequence[Item], now: Sequence[Item]) -> list[Item]:
    """A note with what has come since it was written; of what stands twice the newer line holds."""
    newer = {item.ticket_id: item for item in now}
    return [newer.pop(item.ticket_id, item) for item in before] + list(newer.values())


def given_words(giver: str, n: int) -> Words:
    """What the next person on duty is told."""
    return Words(
        f"{giver}向您交班，{n} 件事请您过目，打开点“确认接班”。",
        f"{giver} hands over to you: {n} matters. Open the note and accept.",
    )


def made_words(taker: str | None) -> Words:
    """What is told to whoever went without handing over."""
    to = (
        Words(f"等{taker}确认", f"{taker} has to accept it")
        if taker
        else Words("等村书记确认", "the secretary decides")
    )
    return Words(
        f"您这一班没有交班，系统替您列了交接单，{to.zh}。您还可以补一句话。",
        f"Your turn ended without a hand-over; the system wrote the note, and {to.en}. You may still add a word.",
    )


def late_words(giver: str, n: int) -> Words:
    """What is told to whoever took over before the end of the turn."""
    return Words(
        f"{giver}交班以后又来了 {n} 件事，也转到您手里了。",
        f"After {giver} handed over {n} more matters came; they are yours, too.",
    )


def accepted_words(taker: str, n: int) -> Words:
    """What the outgoing person is told."""
    if n == 0:
        return Words(f"{taker}接了您的班，没有要转的事。", f"{taker} took over from you; nothing had to go over.")
    return Words(f"{taker}接了您的班，{n} 件事转给了他。", f"{taker} took over from you; {n} matters went over.")


def climbed_words(giver: str) -> Words:
    """What the secretary is told."""
    return Words(
        f"{giver}的交接单没人接，请您接下或安排人接。",
        f"Nobody has accepted {giver}'s hand-over: accept it, or see who does.",
    )


def town_words(village: str) -> Words:
    """What the township is told: in which village, and nothing of any matter."""
    return Words(
        f"{village}有一份值班交接单一天没人接，请问一下村里。",
        f"In {village} a hand-over has waited for a day: please ask the village.",
    )
