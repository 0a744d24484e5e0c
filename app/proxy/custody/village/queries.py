"""What a village has in custody now, and what somebody has to confirm there."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import Refusal, not_found
from app.core.words import Language
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.places.queries import village_by_code
from app.proxy.custody import rules
from app.proxy.custody.log.queries import acts_of, log_of, paper_names
from app.proxy.custody.models import CustodyHolding, SpotKind
from app.proxy.custody.queries import Reader, chain_out, reader_of
from app.proxy.custody.rules import Lot, Spot
from app.proxy.custody.schemas import CustodyCounts, HeldOut, OpenCustody, OpenRow, QuestionRow
from app.tickets import queries as tickets
from app.tickets.answers.schemas import Named
from app.tickets.models import Ticket
from app.tickets.rules import STAFF_ROLES, sides


def village_for(db: Session, actor: Actor, village_code: str) -> Place:
    """The village whose custody is read by its staff or its township.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village = village_by_code(db, village_code)
    if not any(actor.holds(role, village.path) for role in (*STAFF_ROLES, Role.TOWN_OFFICER)):
        if actor.paths(*STAFF_ROLES, Role.TOWN_OFFICER):
            raise not_found()
        raise Refusal(403, "not_your_desk", "这一页是村里工作人员用的。", "This page is for a village's staff.")
    return village


def open_custody(db: Session, actor: Actor, village_code: str, language: Language) -> OpenCustody:
    """What a village has in custody now, the oldest first, and what this person has to confirm.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village = village_for(db, actor, village_code)
    works = any(actor.holds(role, village.path) for role in STAFF_ROLES)
    reader = reader_of(db, actor, language, village.id, now())
    rows = _holdings(db, actor, village)
    held = [(ticket, helped, _held(reader.of(ticket, helped), ticket, holding)) for holding, ticket, helped in rows]
    found = {ticket.id: (ticket, helped) for _, ticket, helped in rows}
    return OpenCustody(
        village=Named(code=village.official_code, name=village.name),
        counts=CustodyCounts(
            out=sum(each.count for _, _, each in held),
            long=sum(each.count for _, _, each in held if each.long),
            identity_cards=sum(each.count for _, _, each in held if each.identity_card),
            late=sum(each.count for _, _, each in held if each.late),
            lost=sum(each.count for _, _, each in held if each.spot.kind is SpotKind.LOST),
        ),
        items=[OpenRow(**_of(ticket, helped, language), held=each) for ticket, helped, each in held] if works else [],
        to_confirm=_to_confirm(db, reader, found) if works else [],
    )


def _holdings(db: Session, actor: Actor, village: Place) -> Sequence[tuple[CustodyHolding, Ticket, str]]:
    wanted = (
        select(CustodyHolding, Ticket, Person.name)
        .join(Ticket, col(Ticket.id) == col(CustodyHolding.ticket_id))
        .join(Person, col(Person.id) == col(Ticket.beneficiary_id))
        .where(tickets.visible(actor), col(CustodyHolding.place_path) == village.path)
        .order_by(col(CustodyHolding.out_since), col(Ticket.ticket_no), col(CustodyHolding.code))
    )
    return db.exec(wanted).all()


def _held(reader: Reader, ticket: Ticket, holding: CustodyHolding) -> HeldOut:
    spot = Spot(SpotKind(holding.spot_kind), holding.spot_key)
    lot = Lot(holding.count, holding.since, holding.out_since)
    return reader.held(holding.code, paper_names(ticket)[holding.code], spot, holding.spot_name, lot)


def _of(ticket: Ticket, helped: str, language: Language) -> dict[str, Any]:
    title = ticket.title_en if language == "en" else ticket.title_zh
    return {"ticket_id": ticket.id, "ticket_no": ticket.ticket_no, "title": title, "beneficiary_name": helped}


def _to_confirm(db: Session, reader: Reader, found: Mapping[UUID, tuple[Ticket, str]]) -> list[QuestionRow]:
    rows: list[QuestionRow] = []
    for ticket_id, events in log_of(db, found).items():
        ticket, helped = found[ticket_id]
        chain = chain_out(reader.of(ticket, helped), events, acts_of(events), sides(reader.actor, ticket), {})
        of = _of(ticket, helped, reader.language)
        rows += [QuestionRow(**of, act=each) for each in chain if each.mine_to_answer]
    return rows


class LongOut(NamedTuple):
    """How many originals of a village are out, and how many of them for over a week."""

    out: int
    long: int


def count_in(db: Session, in_area: ColumnElement[bool], at: datetime) -> dict[int, LongOut]:
    """The originals of an area that are out, by village; `in_area` is a condition on `CustodyHolding.place_path`.

    One statement; what does not come back is not out.
    """
    count = col(CustodyHolding.count)
    long = case((col(CustodyHolding.out_since) < at - rules.LONG_OUT, count), else_=0)
    rows = (
        select(col(CustodyHolding.village_id), func.sum(count), func.sum(long))
        .where(in_area, col(CustodyHolding.spot_kind).in_(rules.OUT))
        .group_by(col(CustodyHolding.village_id))
    )
    return {village_id: LongOut(int(whole), int(old)) for village_id, whole, old in db.exec(rows)}
