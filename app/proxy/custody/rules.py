"""Where originals are, computed from the log of custody alone. Plain values only."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from app.catalogue.rules import names_bank_card, names_identity_card
from app.core.clock import LOCAL, local_date
from app.core.words import Words
from app.places.rules import OpeningHours, WorkCalendar
from app.proxy.custody.models import CustodyKind, CustodyWay, SpotKind

DOOR = "custody"  # Through which the chain moves an errand's papers, in any state but an end.
LONG_OUT = timedelta(days=7)  # What is out for longer is named to the secretary and the township.
PAPER_WAYS = frozenset({CustodyWay.SIGNATURE, CustodyWay.FINGERPRINT, CustodyWay.PHOTO})
ANSWERS = frozenset({CustodyKind.CONFIRMED, CustodyKind.REFUSED})
NEED_A_WAY = frozenset({CustodyKind.RECEIVED, CustodyKind.RETURNED})  # The villager's side confirms these.
OUT = frozenset({SpotKind.PERSON, SpotKind.CABINET, SpotKind.WINDOW, SpotKind.LOST})
_CLOSES = time(18)  # On a day on which the centre does not open.
_OLDEST_REPORT, _CLOCK_SKEW = timedelta(days=3), timedelta(minutes=10)
# The catalogue's own codes are made of words: `id_card`, `id_card_of_deceased`, `couple_id_cards`, `old_id_card`.
_IDENTITY_CARD = re.compile(r"(^|_)id_cards?(_|$)")
_NEVER_HELD = re.compile(r"(^|_)(bank|social_security)_cards?(_|$)")

KIND_WORDS = {
    CustodyKind.RECEIVED: Words("收下原件", "Took the original"),
    CustodyKind.HANDED_OVER: Words("交接", "Handed over"),
    CustodyKind.LODGED: Words("送到窗口", "Handed in at the window"),
    CustodyKind.PICKED_UP: Words("取回", "Picked up"),
    CustodyKind.RETURNED: Words("退还", "Given back"),
    CustodyKind.RETAINED: Words("部门依规留存", "Kept by the authority for good"),
    CustodyKind.LOST_REPORTED: Words("报告丢失", "Reported lost"),
    CustodyKind.FOUND: Words("找到了", "Found"),
    CustodyKind.LOSS_SETTLED: Words("丢失已处理", "Loss settled"),
    CustodyKind.COPY_DESTROYED: Words("销毁复印件", "Copies destroyed"),
    CustodyKind.CONFIRMED: Words("确认", "Confirmed"),
    CustodyKind.REFUSED: Words("没有确认", "Not confirmed"),
}
WAY_WORDS = {
    CustodyWay.SIGNATURE: Words("签字", "Signature"),
    CustodyWay.FINGERPRINT: Words("按手印", "Fingerprint"),
    CustodyWay.PHOTO: Words("拍照", "Photo"),
    CustodyWay.WITNESS: Words("见证人在场", "Before a witness"),
    CustodyWay.APP: Words("在手机上确认", "On one's own phone"),
}
SPOT_WORDS = {
    SpotKind.OWNER: Words("本人", "the owner"),
    SpotKind.CABINET: Words("村里带锁的柜子", "the village's locked cabinet"),
    SpotKind.LOST: Words("丢失，正在找", "lost, being looked for"),
    SpotKind.SETTLED: Words("不再退还", "not to come back"),
}


class Spot(NamedTuple):
    """A place where originals can be: `key` is a person's id or a window's name."""

    kind: SpotKind
    key: str = ""


OWNER, CABINET, LOST, SETTLED = (
    Spot(SpotKind.OWNER),
    Spot(SpotKind.CABINET),
    Spot(SpotKind.LOST),
    Spot(SpotKind.SETTLED),
)
Papers = Mapping[str, int]  # How many originals of which material.


class Act(NamedTuple):
    """One entry of the log."""

    id: UUID
    kind: CustodyKind
    papers: Papers
    giver: Spot
    taker: Spot
    actor: str  # A person's id.
    at: datetime
    way: CustodyWay | None = None
    answers: UUID | None = None


@dataclass(frozen=True, slots=True)
class Lot:
    """Originals of one material in one place."""

    count: int
    since: datetime  # There.
    out_since: datetime  # Away from their owner.


Ledger = dict[str, dict[Spot, Lot]]  # By material; the owner's side is what is missing here.


def waits(act: Act) -> bool:
    """Whether nothing has moved until the other side confirms: what goes to a colleague, and what the owner confirms by phone.

    Whoever takes something out of the cabinet himself asks nobody.
    """
    if act.kind is CustodyKind.HANDED_OVER:
        from_hand = act.giver.kind is SpotKind.PERSON
        return act.taker.kind is SpotKind.PERSON and (from_hand or act.taker.key != act.actor)
    return act.kind is CustodyKind.RETURNED and act.way is CustodyWay.APP


def asks_owner(act: Act) -> bool:
    """Whether the villager's side has to confirm on the phone."""
    return act.kind in NEED_A_WAY and act.way is CustodyWay.APP


def moves_papers(act: Act) -> bool:
    """Whether originals change their place by an act, now or once it is confirmed."""
    return act.kind not in ANSWERS | {CustodyKind.COPY_DESTROYED}


def ledger_of(acts: Sequence[Act], until: datetime | None = None) -> Ledger:
    """Where everything is once these entries, in the order of the log, have happened up to an instant, itself included.

    Raises:
        ValueError: a log that takes from a place what is not there.

    """
    known, ledger = {act.id: act for act in acts}, Ledger()
    for act in acts:
        if until is not None and act.at > until:
            break
        if act.kind is CustodyKind.CONFIRMED and act.answers is not None:
            if waits(asked := known[act.answers]):
                _carry(ledger, asked, act.at)
        elif moves_papers(act) and not waits(act):
            _carry(ledger, act, act.at)
    return ledger


def _carry(ledger: Ledger, act: Act, at: datetime) -> None:
    for code, count in act.papers.items():
        spots = ledger.setdefault(code, {})
        out_since = at
        if act.giver != OWNER:
            there = spots.get(act.giver)
            if there is None or there.count < count:
                raise ValueError(f"{count} of {code} are not with {act.giver}")
            out_since = there.out_since
            if there.count == count:
                del spots[act.giver]
            else:
                spots[act.giver] = replace(there, count=there.count - count)
        if act.taker != OWNER:
            had = spots.get(act.taker)
            spots[act.taker] = (
                Lot(had.count + count, had.since, min(had.out_since, out_since)) if had else Lot(count, at, out_since)
            )


def out(ledger: Ledger) -> Ledger:
    """What has to come back: everything that is neither with its owner nor settled."""
    found = {code: {spot: lot for spot, lot in spots.items() if spot.kind in OUT} for code, spots in ledger.items()}
    return {code: spots for code, spots in found.items() if spots}


def balance(ledger: Ledger) -> dict[str, int]:
    """How many originals of each material are out; an errand ends only when none is."""
    return {code: sum(lot.count for lot in spots.values()) for code, spots in out(ledger).items()}


def lies_with(ledger: Ledger, papers: Papers, spot: Spot) -> bool:
    """Whether all these originals are in one place; their owner always may bring some."""
    return spot == OWNER or all(
        (lot := ledger.get(code, {}).get(spot)) is not None and lot.count >= count for code, count in papers.items()
    )


def open_questions(acts: Sequence[Act]) -> list[Act]:
    """The acts that somebody still has to confirm; one whose papers have gone elsewhere meanwhile asks nobody any more."""
    answered = {act.answers for act in acts if act.answers}
    ledger = ledger_of(acts)
    return [
        act
        for act in acts
        if act.id not in answered
        and (waits(act) or asks_owner(act))
        and (not waits(act) or lies_with(ledger, act.papers, act.giver))
    ]


_GIVERS: Mapping[CustodyKind, tuple[SpotKind, ...]] = {
    CustodyKind.RECEIVED: (SpotKind.OWNER,),
    CustodyKind.HANDED_OVER: (SpotKind.PERSON, SpotKind.CABINET),
    CustodyKind.LODGED: (SpotKind.PERSON, SpotKind.CABINET),
    CustodyKind.PICKED_UP: (SpotKind.WINDOW,),
    CustodyKind.RETURNED: (SpotKind.PERSON, SpotKind.CABINET, SpotKind.WINDOW),
    CustodyKind.RETAINED: (SpotKind.WINDOW,),
    CustodyKind.LOST_REPORTED: (SpotKind.PERSON, SpotKind.CABINET, SpotKind.WINDOW),
    CustodyKind.FOUND: (SpotKind.LOST,),
    CustodyKind.LOSS_SETTLED: (SpotKind.LOST,),
    CustodyKind.COPY_DESTROYED: (SpotKind.OWNER,),
}
# What somebody may do although the papers are in a colleague's hand.
_FOR_OTHERS = frozenset({CustodyKind.LOST_REPORTED})


def giver_of(kind: CustodyKind, papers: Papers, ledger: Ledger, me: str, *, leads: bool) -> Spot | None:
    """From where papers can be taken for such an act: one's own hand first; a colleague's only by the one who `leads`.

    None when they do not all lie in one place from which this person may take them.
    """
    here = {spot for spots in ledger.values() for spot in spots} | {OWNER}
    for wanted in _GIVERS[kind]:
        spots = sorted((spot for spot in here if spot.kind is wanted), key=lambda spot: (spot.key != me, spot.key))
        for spot in spots:
            of_others = spot.kind is SpotKind.PERSON and spot.key != me
            if of_others and not leads and kind not in _FOR_OTHERS:
                continue
            if of_others and kind in {CustodyKind.LODGED, CustodyKind.RETURNED}:
                continue
            if lies_with(ledger, papers, spot):
                return spot
    return None


def acts_open(ledger: Ledger, me: str, *, works: bool, leads: bool, settles: bool) -> list[CustodyKind]:
    """What somebody may do with the originals of one errand as they lie now."""
    lies = {spot for spots in out(ledger).values() for spot in spots}
    kinds = {spot.kind for spot in lies}
    mine = Spot(SpotKind.PERSON, me) in lies
    near = mine or SpotKind.CABINET in kinds
    others = any(spot.kind is SpotKind.PERSON and spot.key != me for spot in lies)
    may = {
        CustodyKind.RECEIVED: works,
        CustodyKind.HANDED_OVER: works and (near or (leads and others)),
        CustodyKind.LODGED: works and near,
        CustodyKind.PICKED_UP: works and SpotKind.WINDOW in kinds,
        CustodyKind.RETURNED: works and (near or SpotKind.WINDOW in kinds),
        CustodyKind.RETAINED: works and SpotKind.WINDOW in kinds,
        CustodyKind.LOST_REPORTED: works and bool(kinds - {SpotKind.LOST}),
        CustodyKind.FOUND: works and SpotKind.LOST in kinds,
        CustodyKind.LOSS_SETTLED: settles and SpotKind.LOST in kinds,
    }
    return [kind for kind, yes in may.items() if yes]


def is_identity_card(code: str, name_zh: str) -> bool:
    """Whether a material is an identity card, which never stays overnight, not even in the cabinet."""
    return bool(_IDENTITY_CARD.search(code)) or names_identity_card(name_zh)


def is_never_held(code: str, name_zh: str) -> bool:
    """Whether a material is a bank or social security card, which the village looks at and never keeps."""
    return bool(_NEVER_HELD.search(code)) or names_bank_card(name_zh)


def is_paper(material: Mapping[str, str]) -> bool:
    """Whether a material can change hands: somebody's own presence cannot."""
    return material["kind"] != "in_person"


def closing(on: date, hours: OpeningHours, days: WorkCalendar) -> datetime:
    """When a day ends at a centre; on a day of rest as well, for somebody may have been asked to come."""
    spans = hours.periods_on(on, days)
    return datetime.combine(on, spans[-1].closes if spans else _CLOSES, LOCAL)


def next_closing(after: datetime, hours: OpeningHours, days: WorkCalendar) -> datetime:
    """The first closing after an instant."""
    on = local_date(after)
    today = closing(on, hours, days)
    return today if today > after else closing(on + timedelta(days=1), hours, days)


def next_reminder(out_since: datetime, at: datetime, hours: OpeningHours, days: WorkCalendar) -> datetime:
    """When to speak of an identity card that is out: at the closing of its first day, then at each that follows."""
    first = next_closing(out_since, hours, days)
    return first if first > at else next_closing(at, hours, days)


def happened_at(reported_at: datetime | None, at: datetime, last: datetime | None) -> datetime:
    """When an act took place: what the phone says if that can be, never ahead, never before the entry before it."""
    told = reported_at if reported_at and at - _OLDEST_REPORT <= reported_at <= at + _CLOCK_SKEW else at
    return max(min(told, at), last) if last else min(told, at)


def end_of(on: date) -> datetime:
    """The last instant of a day in the villages."""
    return datetime.combine(on + timedelta(days=1), time.min, LOCAL) - timedelta(microseconds=1)


def days_out(out_since: datetime, at: datetime) -> int:
    """Since how many days something is out, as a calendar on the wall counts."""
    return (local_date(at) - local_date(out_since)).days


def day_words(at: datetime) -> Words:
    """A day as people say it: 11月24日."""
    day = at.astimezone(LOCAL)
    return Words(f"{day.month}月{day.day}日", f"{day.day} {day:%b}")


def is_overnight(out_since: datetime, at: datetime, hours: OpeningHours, days: WorkCalendar) -> bool:
    """Whether an identity card has been kept beyond the closing of the day on which it came."""
    return at > closing(local_date(out_since), hours, days)


def listed(names: Iterable[Words]) -> Words:
    """Names in one breath."""
    names = list(names)
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def where(spot: Spot, name: str) -> Words:
    """A place as one says where something is."""
    if spot.kind is SpotKind.PERSON:
        return Words(f"在{name}手里", f"with {name}")
    if spot.kind is SpotKind.WINDOW:
        return Words(f"在{name}", f"at {name}")
    zh, en = SPOT_WORDS[spot.kind]
    return Words(zh if spot.kind is SpotKind.LOST else f"在{zh}里" if spot.kind is SpotKind.CABINET else zh, en)


def sentence(paper: Words, spot: Spot, name: str, since: datetime, whose: str = "") -> Words:
    """Where an original is, in one sentence for its owner, or with the owner's name (`whose`) for somebody else."""
    day, there = day_words(since), where(spot, name)
    paper = Words(f"{whose or '您'}的{paper.zh}", f"{paper.en} of {whose}" if whose else paper.en)
    if spot.kind is SpotKind.LOST:
        return Words(
            f"{paper.zh}找不到了，{day.zh}报的，村书记正在处理。",
            f"{paper.en}: reported lost on {day.en}; the secretary sees to it.",
        )
    if spot.kind is SpotKind.SETTLED:
        return Words(f"{paper.zh}不再退还，{day.zh}说清楚的。", f"{paper.en}: not to come back, settled on {day.en}.")
    return Words(f"{paper.zh}{there.zh}，{day.zh}交的。", f"{paper.en}: {there.en} since {day.en}.")


def card_words(*, late: bool) -> Words:
    """What to say of an identity card that is out."""
    if late:
        return Words(
            "身份证过夜了，请马上当面退还本人。", "An identity card was kept overnight: give it back in person at once."
        )
    return Words(
        "身份证不能过夜，今天下班前当面退还本人。",
        "Identity cards never stay overnight: give it back before closing today.",
    )
