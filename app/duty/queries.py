"""Reading posts and rosters."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import BindParameter, and_, bindparam, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select

from app.core.clock import LOCAL, local_date, now
from app.core.problems import Refusal
from app.core.words import Language, Words
from app.duty import rules
from app.duty.models import DutyShift, HoldingState, MemberPost, OutReason, PostHolding, ShiftKind
from app.duty.roster.leave.queries import on_leave
from app.duty.rules import OnDuty, Turn
from app.duty.schemas import Gap, PersonName, Roster, ShiftOut
from app.duty.temporary.models import TemporaryRoster, TemporaryTurn
from app.duty.temporary.queries import occasion_of
from app.duty.temporary.rules import occasion_words
from app.people.actor import Actor, ActorKind
from app.people.models import Person, Role, RoleGrant
from app.people.rules import VILLAGE_STAFF
from app.places import queries as places
from app.places.models import Place


def on_duty(db: Session, village_id: int, at: datetime) -> OnDuty | None:
    """The one to turn to in a village at an instant."""
    return rules.who_is_on_duty(_turns(db, [village_id], at, at), at)


def on_duty_in(db: Session, village_ids: Collection[int], at: datetime) -> dict[int, OnDuty]:
    """The one to turn to in each of several villages; a village with nobody on duty is left out."""
    by_village: dict[int, list[Turn]] = {}
    for turn in _turns(db, village_ids, at, at):
        by_village.setdefault(turn.village_id, []).append(turn)
    found = {village_id: rules.who_is_on_duty(turns, at) for village_id, turns in by_village.items()}
    return {village_id: who for village_id, who in found.items() if who is not None}


def next_on_duty(db: Session, village_id: int, at: datetime) -> Turn | None:
    """The turn that begins next in a village, however far ahead."""
    ahead = select(DutyShift).where(
        DutyShift.village_id == village_id, col(DutyShift.starts_at) > at, col(DutyShift.cancelled_at).is_(None)
    )
    first = db.exec(ahead.order_by(col(DutyShift.starts_at)).limit(1)).first()
    if first is None:
        return None
    return rules.next_turn(_turns(db, [village_id], first.starts_at, first.starts_at), at)


def turns_between(db: Session, village_id: int, start: datetime, end: datetime) -> list[Turn]:
    """The turns of a village that touch the time from one instant to before another, in order."""
    return _turns(db, [village_id], start, end)


def turn_of(db: Session, shift_id: UUID) -> Turn | None:
    """A turn that stands, by its id."""
    shift = db.get(DutyShift, shift_id)
    return turn(db, shift) if shift and shift.cancelled_at is None else None


def roster(db: Session, actor: Actor, village: Place, first: date, last: date, language: Language) -> Roster:
    """The turns of some days, both ends in, and the open hours without one, for the village's staff and officers above.

    Raises:
        Refusal: 403 `not_your_village`; 422 `too_many_days`.

    """
    if actor.kind is not ActorKind.SYSTEM and not sees_roster(actor, village.path):
        raise Refusal(
            403,
            "not_your_village",
            "值班安排只有本村和上级的工作人员能看，村民请看公示栏。",
            "The roster is for staff of the village and officers above it; everyone else has the board.",
        )
    if not timedelta() <= last - first <= rules.LONGEST_ROSTER:
        raise Refusal(
            422, "too_many_days", "一次最多看62天，结束不能早于开始。", "Ask for 62 days at most, the first one first."
        )
    turns = turns_between(db, village.id, *local_days(first, last))
    return Roster(
        items=[shift_out(turn, actor, language) for turn in turns],
        gaps=[
            Gap(from_=begin, to=end) for begin, end in rules.gaps(places.open_spans(db, village.id, first, last), turns)
        ],
    )


def shift_out(turn: Turn, actor: Actor, language: Language) -> ShiftOut:
    """A turn as the roster shows it to an actor."""
    note, leader = rules.out_words(turn, now()), None
    if turn.leader_id and turn.leader_name:
        leader = PersonName(id=turn.leader_id, name=turn.leader_name)
    return ShiftOut(
        id=turn.id,
        kind=turn.kind,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        person=PersonName(id=turn.person_id, name=turn.name),
        leader=leader,
        phone=turn.phone,
        out_note=note.speak(language) if note else None,
        occasion=turn.occasion.speak(language) if turn.occasion else None,
        mine=turn.person_id == actor.person_id,
    )


def sees_roster(actor: Actor, village_path: str) -> bool:
    """Whether the actor works in a village or above it."""
    return any(actor.holds(role, village_path) for role in Role if role is not Role.VILLAGER)


def handler_for(db: Session, village_id: int, at: datetime, role_wanted: Role | None) -> UUID | None:
    """Who answers first for a request in a village at an instant.

    Without a role, or for a duty cadre, whoever is on duty, then the village secretary. With another role, such as
    mediator or doctor, somebody on duty who holds it, then anybody who holds it, then the secretary: what needs that
    role is not for others' eyes. Whoever lost all rights in the village is passed over, though still on the roster; so is
    whoever is on leave, while anybody else is there, and who is out comes after who is at the desk.
    """
    turns = _turns(db, [village_id], at, at)
    here = [turn.person_id for turn in rules.turns_at(turns, at)]
    away = on_leave(db, village_id, local_date(at))
    return rules.answering_person(here, holders(db, village_id), role_wanted, away)


def holders(db: Session, village_id: int, at: datetime | None = None) -> list[tuple[UUID, Role]]:
    """Who holds which right over a village, today or still at an instant: those of the village itself first, then by time."""
    steps = places.place(db, village_id).path.strip("/").split("/")
    above = ["/" + "/".join(steps[:n]) + "/" for n in range(1, len(steps) + 1)]
    asked = {"above": above, "at": at} if at else {"above": above}
    return [
        (person_id, Role(role)) for person_id, role in db.exec(_holders_asked(still_at=at is not None), params=asked)
    ]


@cache
def _holders_asked(*, still_at: bool) -> Select[UUID, str]:
    """Built once for today and once for an instant, like `_turns_asked`."""
    until, length = col(RoleGrant.until), func.length(RoleGrant.place_path)
    active = select(RoleGrant.person_id, RoleGrant.role).where(
        col(RoleGrant.place_path).in_(bindparam("above", expanding=True)),
        col(RoleGrant.role).in_([role.value for role in VILLAGE_STAFF]),
        or_(until.is_(None), until > bindparam("at")) if still_at else until.is_(None),
    )
    return active.order_by(length.desc(), col(RoleGrant.since), col(RoleGrant.id))


def staff_of(db: Session, village_id: int) -> set[UUID]:
    """Everybody who holds a role over a village today."""
    return {person_id for person_id, _ in holders(db, village_id)}


def is_staff_here(db: Session, person_id: UUID, village_id: int) -> bool:
    """Whether a person holds a role in a village, so that they may stand at its desk."""
    return person_id in staff_of(db, village_id)


def local_days(first: date, last: date) -> tuple[datetime, datetime]:
    """From the first instant of a day to the end of another."""
    end = datetime.combine(last + timedelta(days=1), time.min, LOCAL)
    return datetime.combine(first, time.min, LOCAL), end


def _turns(db: Session, village_ids: Collection[int], start: datetime, end: datetime) -> list[Turn]:
    """Turns that hold at `start` or begin before `end`, with names and posts, in one query and in order."""
    asked = {"villages": list(village_ids), "earliest": start - rules.LONGEST_SHIFT, "start": start, "end": end}
    turns: dict[UUID, Turn] = {}
    for shift, name, leader_name, post_zh, post_en, occasion in db.execute(_turns_asked(), asked):
        post = Words(post_zh, post_en) if post_zh else None
        turns.setdefault(shift.id, _turn(shift, name, leader_name, post, occasion))
    return list(turns.values())


@cache
def _turns_asked() -> Select[Any]:
    """Built once: boards, desks and the watch all ask it, and building it takes longer than the answer.

    A turn lasts a day at most, so the index on its begin bounds the search on both sides.
    """
    leader = aliased(Person)
    columns: tuple[Any, ...] = (
        DutyShift,
        Person.name,
        leader.name,
        MemberPost.name_zh,
        MemberPost.name_en,
        TemporaryRoster.occasion,
    )
    held = and_(
        col(PostHolding.person_id) == DutyShift.person_id,
        col(PostHolding.since) < DutyShift.ends_at,
        or_(col(PostHolding.until).is_(None), col(PostHolding.until) > DutyShift.starts_at),
        col(PostHolding.state) != HoldingState.SUSPENDED,
    )
    begins = col(DutyShift.starts_at)
    start: BindParameter[datetime] = bindparam("start")
    statement = (
        select(*columns)
        .select_from(DutyShift)
        .join(Person, col(Person.id) == DutyShift.person_id)
        .outerjoin(leader, col(leader.id) == DutyShift.leader_id)
        .outerjoin(PostHolding, held)
        .outerjoin(
            MemberPost,
            and_(col(MemberPost.id) == PostHolding.post_id, col(MemberPost.village_id) == DutyShift.village_id),
        )
        .outerjoin(
            TemporaryTurn,
            and_(col(TemporaryTurn.shift_id) == DutyShift.id, col(TemporaryTurn.stood_down).is_(False)),
        )
        .outerjoin(TemporaryRoster, col(TemporaryRoster.id) == TemporaryTurn.temporary_id)
        .where(
            col(DutyShift.village_id).in_(bindparam("villages", expanding=True)),
            col(DutyShift.cancelled_at).is_(None),
            begins > bindparam("earliest"),
            or_(begins < bindparam("end"), begins <= start),
            col(DutyShift.ends_at) > start,
        )
    )
    ordered: Select[Any] = statement.order_by(begins, col(DutyShift.id), col(PostHolding.since), col(PostHolding.id))
    return ordered


def turn(db: Session, shift: DutyShift) -> Turn:
    """One row of the table as the value that the rules and shapes work with."""
    leader = db.get(Person, shift.leader_id) if shift.leader_id else None
    name, occasion = db.get_one(Person, shift.person_id).name, occasion_of(db, shift.id)
    return _turn(shift, name, leader.name if leader else None, occasion=occasion)


def _turn(
    shift: DutyShift,
    name: str,
    leader_name: str | None = None,
    post: Words | None = None,
    occasion: str | None = None,
) -> Turn:
    return Turn(
        id=shift.id,
        village_id=shift.village_id,
        kind=ShiftKind(shift.kind),
        starts_at=shift.starts_at,
        ends_at=shift.ends_at,
        person_id=shift.person_id,
        name=name,
        phone=shift.phone,
        leader_id=shift.leader_id,
        leader_name=leader_name,
        out_note=OutReason(shift.out_note) if shift.out_note else None,
        out_until=shift.out_until,
        post=post,
        occasion=occasion_words(occasion),
    )
