"""Reading a desk, in a fixed number of statements."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.catalogue.rules import in_both
from app.core.clock import local_date, now
from app.core.problems import Refusal, not_found
from app.core.words import Language
from app.dashboard.desk.rules import hands_over_to, own_turn, to_take_over
from app.dashboard.desk.schemas import (
    Colleague,
    Desk,
    DeskCounts,
    DeskPerson,
    DeskShift,
    HandoverLine,
    TakeOver,
    TownRow,
)
from app.duty.presence.queries import there
from app.duty.queries import local_days, turns_between
from app.duty.rules import Turn, local_part, out_words, turns_at, who_is_on_duty
from app.duty.swaps.queries import waiting_count
from app.notices.queries import unread_count
from app.people.actor import Actor, Grant
from app.people.sign_in.queries import slips
from app.places.models import Level, Place
from app.places.queries import below
from app.proxy.handover.queries import waiting_for
from app.proxy.kin.queries import desk_counts
from app.tickets import queries as tickets
from app.tickets.answers.lists import queries as lists
from app.tickets.answers.schemas import Call, Named
from app.tickets.boxes import queries as boxes
from app.tickets.kinds.workflow import Owner, Service
from app.tickets.models import Ticket
from app.tickets.reminders.queries import call_wanted
from app.tickets.rules import STAFF_ROLES

_SOON = timedelta(days=2)
_ROSTER_AHEAD = timedelta(days=7)  # Far enough to know who comes after a long weekend.
_LONGEST_LIST = 50


def desk(db: Session, actor: Actor, language: Language, village_code: str | None = None) -> Desk:
    """The desk of somebody of the staff, in one of the villages in which the person holds a post.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    villages = _villages(db, actor)
    village = next((each for each in villages if village_code in {None, each.official_code}), None)
    if village is None:
        raise not_found()
    at, here = now(), _only_in(actor, village)
    today = local_date(at)
    planned = turns_between(db, village.id, *local_days(today, today + _ROSTER_AHEAD))
    turns = there(db, village.id, planned)
    duty = who_is_on_duty(turns, at)
    running = to_take_over(planned, turns, actor.person_id, at)
    promised = _open_rows(db, here, village, _promised(here, at))
    to_town = _open_rows(db, here, village, _to_town())
    to_call = _open_rows(db, here, village, call_wanted())
    kin_requests, to_tell = desk_counts(db, here)
    handover = waiting_for(db, here, village, turns, at)
    assert actor.person_id is not None, "only persons hold posts"
    return Desk(
        person=DeskPerson(id=actor.person_id, name=actor.name),
        village=_named(village),
        villages=[_named(each) for each in villages],
        on_duty=any(turn.person_id == actor.person_id for turn in turns_at(turns, at)),
        shift=_shift(turns, actor, at, language),
        on_duty_now=Call(name=duty.name, phone=duty.phone) if duty else None,
        take_over=TakeOver(shift_id=running.id, name=running.name, on_leave=duty is None) if running else None,
        counts=DeskCounts.model_validate(boxes.box_counts(db, here)),
        promised=[lists.row(actor, row, language, at) for row in promised],
        to_call=[lists.row(actor, row, language, at) for row in to_call],
        to_town=_town_rows(db, actor, to_town, language, at),
        slips=len(slips(db, here)),
        to_tell=to_tell,
        kin_requests=kin_requests,
        staff=[Colleague(person_id=each.id, name=each.name) for each in tickets.staff_at(db, village.path)],
        handover=HandoverLine.model_validate(handover) if handover else None,
        swaps=waiting_count(db, here, village),
        unread=unread_count(db, actor),
    )


def _villages(db: Session, actor: Actor) -> Sequence[Place]:
    paths = actor.paths(*STAFF_ROLES)
    if not paths:
        raise Refusal(
            403, "not_your_desk", "这一页是村里工作人员的值班台。", "This page is the desk of a village's staff."
        )
    posts = or_(*(below(col(Place.path), path) for path in paths))
    return db.exec(select(Place).where(Place.level == Level.VILLAGE, posts).order_by(Place.official_code)).all()


def _only_in(actor: Actor, village: Place) -> Actor:
    """The same person with nothing but the rights in one village, so that a desk counts no other village's tickets."""
    grants = dict.fromkeys(
        Grant(grant.role, village.id, village.path)
        for grant in actor.grants
        if grant.role in STAFF_ROLES and village.path.startswith(grant.place_path)
    )
    return replace(actor, grants=tuple(grants), mandates=())


def _open_rows(db: Session, actor: Actor, village: Place, which: ColumnElement[bool]) -> Sequence[boxes.ListedRow]:
    """Open tickets of the village, what is due first on top."""
    wanted = (
        sa_select(
            Ticket,
            col(boxes.Village.name),
            col(boxes.Village.official_code),
            col(boxes.Helped.name),
            col(boxes.Handler.name),
        )
        .join(boxes.Village, col(boxes.Village.id) == col(Ticket.village_id))
        .join(boxes.Helped, col(boxes.Helped.id) == col(Ticket.beneficiary_id))
        .outerjoin(boxes.Handler, boxes.HAS_IT)
        .where(tickets.visible(actor), col(Ticket.closed_at).is_(None), col(Ticket.village_id) == village.id, which)
        .order_by(col(Ticket.due_at), col(Ticket.id))
    )
    return db.execute(wanted.limit(_LONGEST_LIST)).all()


def _promised(actor: Actor, at: datetime) -> ColumnElement[bool]:
    """What the person has to keep in these days, overdue included; an authority's deadline is no promise of ours."""
    ours = col(Ticket.clock_owner) == Owner.VILLAGE.value
    return and_(tickets.handled_by(actor), ours, col(Ticket.due_at) <= at + _SOON)


def _to_town() -> ColumnElement[bool]:
    """Errands whose papers are complete and have to be carried to the window."""
    return and_(col(Ticket.service) == Service.ERRAND.value, col(Ticket.state) == "accepted")


def _town_rows(
    db: Session, actor: Actor, rows: Sequence[boxes.ListedRow], language: Language, at: datetime
) -> list[TownRow]:
    """The errands for town with where each goes, those for one window together, the most pressing window first."""
    ids = {row[0].item_id for row in rows if row[0].item_id}
    items = {item.id: item for item in db.exec(select(ServiceItem).where(col(ServiceItem.id).in_(ids)))} if ids else {}
    found = [
        TownRow(**lists.row(actor, row, language, at).model_dump(), where=_where(items.get(row[0].item_id), language))
        for row in rows
    ]
    order = list(dict.fromkeys(row.where for row in found))
    return sorted(found, key=lambda row: order.index(row.where))


def _where(item: ServiceItem | None, language: Language) -> str:
    if item is None:
        return ""
    window, office = (item.window_zh, item.window_en), (item.decided_by_zh, item.decided_by_en)
    return in_both(*(window if window[0] else office)).speak(language)


def _shift(turns: Sequence[Turn], actor: Actor, at: datetime, language: Language) -> DeskShift | None:
    own = own_turn(turns, actor.person_id, at)
    part = local_part(own, local_date(max(at, own.starts_at))) if own else None
    if own is None or part is None:
        return None
    out = out_words(own, at)
    return DeskShift(
        id=own.id,
        from_=part[0],
        to=part[1],
        hand_to=hands_over_to(turns, own),
        out_note=out.speak(language) if out else None,
    )


def _named(place: Place) -> Named:
    return Named(code=place.official_code, name=place.name)
