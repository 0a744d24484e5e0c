"""Handing originals over. Each act is written once, by both sides, and the errand knows at once where its papers are."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.problems import Refusal, not_found
from app.people.actor import Actor
from app.people.models import Person
from app.proxy.custody import queries, rules
from app.proxy.custody.checks.service import (
    check_answer,
    check_day,
    check_open,
    check_phone,
    check_role,
    check_told,
    papers_of,
)
from app.proxy.custody.log.queries import acts_of, log_of, paper_names, spot_names
from app.proxy.custody.log.service import between, frame, named, write
from app.proxy.custody.models import CustodyEvent, CustodyKind, SpotKind
from app.proxy.custody.news.service import tell_of_act, tell_of_refusal
from app.proxy.custody.rules import CABINET, LOST, OWNER, SETTLED, Ledger, Spot
from app.proxy.custody.schemas import ConfirmIn, CustodyIn, RefuseIn
from app.proxy.custody.wording import rules as wording
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service, Side
from app.tickets.models import Ticket
from app.tickets.queries import ticket_in_sight
from app.tickets.rules import fingerprint, sides
from app.tickets.service import follow_changes_of_hands, refuse_forbidden

_MOST_OF_ONE = 99
_SAME_SPOTS = {"giver_kind", "giver_key", "giver_name", "taker_kind", "taker_key", "taker_name"}


class _Case(NamedTuple):
    """An errand whose originals somebody acts on, and what its log says."""

    ticket: Ticket
    here: frozenset[Side]
    events: list[CustodyEvent]
    ledger: Ledger

    def names(self) -> dict[Spot, str]:
        """What the people and windows of the log are called."""
        return spot_names(self.events)


def _case(db: Session, actor: Actor, ticket_id: UUID) -> _Case:
    ticket = ticket_in_sight(db, actor, ticket_id, lock=True)
    events = log_of(db, [ticket.id])[ticket.id]
    return _Case(ticket, sides(actor, ticket), events, rules.ledger_of(acts_of(events)))


def act(db: Session, actor: Actor, asked: CustodyIn) -> bool:
    """Write one act with originals; true if this is the first time that its id comes.

    Raises:
        Refusal: 404 a ticket not in sight; 403 `not_your_role` or `own_loss`; 409 `id_taken`, `custody_closed`,
            `not_in_your_hands` or `already_there`; 422 naming what is missing or may not be kept.

    """
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if _sent_before(db, asked.id, mark):
        return False
    case = _case(db, actor, asked.ticket_id)
    if _sent_before(db, asked.id, mark):
        return False
    ticket, kind = case.ticket, CustodyKind(asked.kind)
    check_role(actor, kind, case.here, acts_of(case.events))
    check_open(ticket)
    papers = papers_of(ticket, asked)
    names = paper_names(ticket)
    check_told(asked, kind, {code: names[code] for code in papers})
    check_phone(db, ticket, asked, kind)
    event = CustodyEvent(
        **frame(ticket, actor, case.events, asked.id, mark, asked.reported_at),
        **_spots(db, actor, case, asked, papers),
        kind=kind,
        papers=named(ticket, papers),
        way=asked.way,
        slip=asked.slip,
        witness=asked.witness,
        received_by=asked.received_by,
        note=asked.note,
    )
    if kind is CustodyKind.RECEIVED:
        check_day(db, ticket, event)
    write(db, actor, ticket, event, [*case.events, event], asked.file_ids)
    tell_of_act(db, actor, ticket, event)
    return True


def confirm(db: Session, actor: Actor, act_id: UUID, asked: ConfirmIn) -> UUID:
    """Say that an act was so; a hand-over takes effect by it. Gives the ticket's id; the same again changes nothing.

    Raises:
        Refusal: 404 nothing of that id in sight; 403 `not_yours_to_confirm`; 409 `answered_before`, `no_longer_there` or
            `id_taken`.

    """
    return _answer(db, actor, act_id, asked, CustodyKind.CONFIRMED, None)


def refuse(db: Session, actor: Actor, act_id: UUID, asked: RefuseIn) -> UUID:
    """Say that an act was not so; the papers of a hand-over stay with the giver, who is told. Gives the ticket's id.

    Raises:
        Refusal: as `confirm`, and 422 for a forbidden text.

    """
    return _answer(db, actor, act_id, asked, CustodyKind.REFUSED, asked.reason)


def _answer(
    db: Session, actor: Actor, act_id: UUID, asked: ConfirmIn | RefuseIn, kind: CustodyKind, note: str | None
) -> UUID:
    mark = fingerprint({"answers": str(act_id), "kind": kind} | asked.model_dump(mode="json"), actor.person_id)
    about = db.get(CustodyEvent, act_id)
    if about is None or about.answers_id is not None:
        raise not_found()
    if _sent_before(db, asked.id, mark):
        return about.ticket_id
    case = _case(db, actor, about.ticket_id)
    if _sent_before(db, asked.id, mark):
        return about.ticket_id
    ticket, acts = case.ticket, acts_of(case.events)
    owns = ticket.beneficiary_id == actor.person_id
    check_answer(actor, case.here, acts, next(each for each in acts if each.id == act_id), owns=owns)
    refuse_forbidden(KINDS[Service(ticket.service)], note)
    event = CustodyEvent(
        **frame(ticket, actor, case.events, asked.id, mark, asked.reported_at),
        **about.model_dump(include=_SAME_SPOTS),
        kind=kind,
        papers=about.papers,
        answers_id=act_id,
        note=note,
    )
    write(db, actor, ticket, event, [*case.events, event], ())
    if kind is CustodyKind.REFUSED:
        tell_of_refusal(db, ticket, event, about.actor_id)
    return ticket.id


def hand_over_with(db: Session, actor: Actor, ticket: Ticket, was: UUID | None) -> None:
    """A ticket has changed hands: the originals in the old hands have to follow, once the new ones confirm it."""
    new = ticket.assignee_id
    if was is None or new is None or actor.person_id is None or ticket.service != Service.ERRAND:
        return
    events = log_of(db, [ticket.id])[ticket.id]
    acts = acts_of(events)
    giver, taker = Spot(SpotKind.PERSON, str(was)), Spot(SpotKind.PERSON, str(new))
    asked = [each for each in rules.open_questions(acts) if (each.giver, each.taker) == (giver, taker)]
    papers = {code: spots[giver].count for code, spots in rules.ledger_of(acts).items() if giver in spots}
    papers = {code: count for code, count in papers.items() if all(code not in each.papers for each in asked)}
    if not papers:
        return
    # Whoever takes the matter over himself does not have its papers yet either: he, too, confirms once they are there.
    event = CustodyEvent(
        **frame(ticket, actor, events, uuid5(ticket.id, f"hands:{ticket.version}"), "", None),
        **between(giver, spot_names(events)[giver], taker, db.get_one(Person, new).name),
        kind=CustodyKind.HANDED_OVER,
        papers=named(ticket, papers),
    )
    db.add(event)
    db.flush()
    tell_of_act(db, actor, ticket, event)


follow_changes_of_hands(hand_over_with)


def _sent_before(db: Session, event_id: UUID, mark: str) -> bool:
    known = db.get(CustodyEvent, event_id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一次交接上，请重新记。",
            "This id belongs to another hand-over: send it under a new one.",
        )
    return known is not None


def _spots(db: Session, actor: Actor, case: _Case, asked: CustodyIn, papers: Mapping[str, int]) -> dict[str, Any]:
    """From where to where, as far as the log lets it be."""
    kind, me, names = CustodyKind(asked.kind), str(actor.person_id), case.names()
    taker, taker_name = _taker(db, actor, case.ticket, asked)
    giver = rules.giver_of(kind, papers, case.ledger, me, leads=Side.SECRETARY in case.here)
    of_others = giver is not None and giver.kind is SpotKind.PERSON and giver.key != me
    if giver is None or (of_others and taker == CABINET):
        raise _elsewhere(case, papers)
    if giver == taker and kind is not CustodyKind.COPY_DESTROYED:
        raise Refusal(409, "already_there", "原件已经在那里了。", "The papers are there already.")
    had = {code: sum(lot.count for lot in case.ledger.get(code, {}).values()) for code in papers}
    if kind is CustodyKind.RECEIVED and any(count + had[code] > _MOST_OF_ONE for code, count in papers.items()):
        raise Refusal(422, "too_many", "一样材料收不了这么多份。", "That is too many of one paper.", field="papers")
    return between(giver, names.get(giver, ""), taker, taker_name)


def _taker(db: Session, actor: Actor, ticket: Ticket, asked: CustodyIn) -> tuple[Spot, str]:
    kind, mine = CustodyKind(asked.kind), Spot(SpotKind.PERSON, str(actor.person_id))
    if kind is CustodyKind.HANDED_OVER and asked.to_person_id:
        names = queries.runners(db, ticket)
        if asked.to_person_id not in names:
            raise Refusal(
                422,
                "not_staff",
                "请选本村的值班干部或村书记。",
                "Choose a duty cadre or the secretary of this village.",
                field="to_person_id",
            )
        return Spot(SpotKind.PERSON, str(asked.to_person_id)), names[asked.to_person_id]
    if kind is CustodyKind.LODGED:
        return Spot(SpotKind.WINDOW, asked.window or ""), asked.window or ""
    fixed = {
        CustodyKind.HANDED_OVER: CABINET,
        CustodyKind.RETURNED: OWNER,
        CustodyKind.RETAINED: SETTLED,
        CustodyKind.LOST_REPORTED: LOST,
        CustodyKind.LOSS_SETTLED: SETTLED,
        CustodyKind.COPY_DESTROYED: OWNER,
    }
    return (fixed[kind], "") if kind in fixed else (mine, actor.name)


def _elsewhere(case: _Case, papers: Mapping[str, int]) -> Refusal:
    """Where the papers are instead, so that one knows whom to ask."""
    called, names, lies_out = paper_names(case.ticket), case.names(), rules.out(case.ledger)
    lies = [(called[code], wording.where(spot, names[spot])) for code in papers for spot in lies_out.get(code, {})]
    zh = "，".join(f"{paper.zh}{there.zh}" for paper, there in lies) or "村里没有这些原件"
    en = "; ".join(f"{paper.en} is {there.en}" for paper, there in lies) or "The village does not have these originals"
    return Refusal(
        409,
        "not_in_your_hands",
        f"{zh}，要由拿着的人来交接。",
        f"{en}: whoever has them hands them over.",
        field="papers",
    )
