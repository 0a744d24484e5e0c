"""Where originals are, computed from the log of custody alone. Plain values only."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple
from uuid import UUID

from app.catalogue.rules import names_bank_card, names_identity_card
from app.core.clock import LOCAL, local_date
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
    received_by: str = ""  # Who of the family took them in the owner's place.


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


def may_say_so(act: Act, name: str, *, owns: bool) -> bool:
    """Whether somebody of the villager's side knows how it was: the owner, or the relative who took the papers and is named."""
    return owns or (bool(act.received_by) and act.received_by == name)


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


def is_overnight(out_since: datetime, at: datetime, hours: OpeningHours, days: WorkCalendar) -> bool:
    """Whether an identity card has been kept beyond the closing of the day on which it came."""
    return at > closing(local_date(out_since), hours, days)
