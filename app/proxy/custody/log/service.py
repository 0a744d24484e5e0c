"""Entries of the log, the errand's own step with each, and the cache of what lies where."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, delete

from app.core.clock import now
from app.core.words import Words
from app.people.actor import Actor
from app.places.queries import calendar, hours_of
from app.proxy.custody import rules
from app.proxy.custody.log.queries import acts_of, paper_names, spot_names
from app.proxy.custody.models import CustodyEvent, CustodyHolding, CustodyKind, SpotKind
from app.proxy.custody.rules import CABINET, Act, Ledger, Spot
from app.proxy.custody.wording import rules as wording
from app.tickets.models import Ticket
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move

_LONGEST_NAMES, _LONGEST_NAME = 300, 120


def frame(
    ticket: Ticket,
    actor: Actor,
    events: Sequence[CustodyEvent],
    event_id: UUID,
    mark: str,
    reported_at: datetime | None,
) -> dict[str, Any]:
    """What every entry has: whose, where, by whom, when."""
    assert actor.person_id is not None, "only persons stand on a side of a ticket"
    return {
        "id": event_id,
        "ticket_id": ticket.id,
        "seq": len(events) + 1,
        "village_id": ticket.village_id,
        "place_path": ticket.place_path,
        "actor_id": actor.person_id,
        "actor_name": actor.name,
        "happened_at": rules.happened_at(reported_at, now(), events[-1].happened_at if events else None),
        "at": now(),
        "reported_at": reported_at,
        "fingerprint": mark,
    }


def named(ticket: Ticket, papers: Mapping[str, int]) -> list[dict[str, Any]]:
    """The papers of an act with what they are called at the time."""
    names = paper_names(ticket)
    return [
        {"code": code, "name_zh": names[code].zh, "name_en": names[code].en, "count": count}
        for code, count in papers.items()
    ]


def between(giver: Spot, giver_name: str, taker: Spot, taker_name: str) -> dict[str, Any]:
    """From where to where."""
    return {
        "giver_kind": giver.kind,
        "giver_key": giver.key,
        "giver_name": giver_name,
        "taker_kind": taker.kind,
        "taker_key": taker.key,
        "taker_name": taker_name,
    }


_MOVES = {
    CustodyKind.RECEIVED: "receive_originals",
    CustodyKind.LODGED: "lodge_originals",
    CustodyKind.PICKED_UP: "pick_up_originals",
    CustodyKind.RETAINED: "leave_originals",
    CustodyKind.LOST_REPORTED: "report_loss",
    CustodyKind.FOUND: "find_originals",
    CustodyKind.LOSS_SETTLED: "settle_loss",
    CustodyKind.COPY_DESTROYED: "destroy_copies",
    CustodyKind.REFUSED: "refuse_originals",
}


def _move(event: CustodyEvent, acts: Sequence[Act]) -> str:
    """The step in the errand's own table by which its papers are moved."""
    this = acts[-1]
    if this.kind is CustodyKind.CONFIRMED:
        about = next(each for each in acts if each.id == this.answers)
        if not rules.asks_owner(about):
            return "take_over_originals"
        return "get_originals_back" if rules.waits(about) else "confirm_originals"
    if this.kind is CustodyKind.HANDED_OVER:
        if rules.waits(this):
            return "pass_originals"
        return "lock_up_originals" if this.taker == CABINET else "take_out_originals"
    if this.kind is CustodyKind.RETURNED:
        return "offer_originals" if rules.waits(this) else "return_originals"
    return _MOVES[CustodyKind(event.kind)]


def write(
    db: Session,
    actor: Actor,
    ticket: Ticket,
    event: CustodyEvent,
    events: Sequence[CustodyEvent],
    file_ids: Sequence[UUID],
) -> None:
    """The entry, the errand's own step with it, and the cache of what lies where."""
    db.add(event)
    db.flush()
    acts, names, called = acts_of(events), spot_names(events), paper_names(ticket, events)
    ledger = rules.ledger_of(acts)
    listed = wording.listed(Words(paper["name_zh"], paper["name_en"]) for paper in event.papers)
    data: dict[str, Any] = {
        "originals": [_cached(code, called[code].zh, ledger, names) for code in acts[-1].papers],
        "papers_zh": listed.zh[:_LONGEST_NAMES],
        "papers_en": listed.en[:_LONGEST_NAMES],
        "to_name": event.taker_name,
    }
    step = MoveIn(
        id=uuid5(event.id, "move"),
        move=_move(event, acts),
        version=ticket.version,
        data={name: value for name, value in data.items() if value},
        note=event.note,
        file_ids=list(file_ids),
        reported_at=event.reported_at,
    )
    make_move(db, actor, ticket.id, step, door=rules.DOOR)
    _keep(db, ticket, ledger, names, called)


def _cached(code: str, name_zh: str, ledger: Ledger, names: Mapping[Spot, str]) -> dict[str, Any]:
    """What the errand keeps of one material: how many are out and with whom, in one line if they are in several hands."""
    spots = rules.out(ledger).get(code, {})
    if not spots:
        return {"code": code, "count": 0}
    spot, lot = max(spots.items(), key=lambda each: each[1].since)
    called = [names[each] or wording.SPOT_WORDS[each.kind].zh for each in spots]
    return {
        "code": code,
        "count": sum(each.count for each in spots.values()),
        "holder": spot.kind,
        "holder_id": spot.key if spot.kind is SpotKind.PERSON else None,
        "holder_name": "、".join(called)[:120],
        "since": lot.since.isoformat(),
        "overnight_ok": not rules.is_identity_card(code, name_zh),
    }


def _keep(db: Session, ticket: Ticket, ledger: Ledger, names: Mapping[Spot, str], called: Mapping[str, Words]) -> None:
    at, hours, days = now(), hours_of(db, ticket.village_id), calendar(db)
    db.exec(delete(CustodyHolding).where(col(CustodyHolding.ticket_id) == ticket.id))
    for code, spots in rules.out(ledger).items():
        for spot, lot in spots.items():
            card = rules.is_identity_card(code, called[code].zh) and spot.kind is not SpotKind.LOST
            db.add(
                CustodyHolding(
                    ticket_id=ticket.id,
                    code=code,
                    spot_kind=spot.kind,
                    spot_key=spot.key,
                    village_id=ticket.village_id,
                    place_path=ticket.place_path,
                    spot_name=names[spot],
                    count=lot.count,
                    since=lot.since,
                    out_since=lot.out_since,
                    remind_at=rules.next_reminder(lot.out_since, at, hours, days) if card else None,
                )
            )
    db.flush()
