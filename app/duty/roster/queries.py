"""Reading what a roster is drawn from, and the draft."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.drawing.rules import Limits, Member
from app.duty.models import DutyShift, ShiftKind
from app.duty.roster import rules
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.models import Leave, RosterMember, RosterRule
from app.duty.roster.rules import DayKind, Plan, Served, Slot, TurnRule
from app.duty.roster.schemas import LeaveOut, MemberOut, RosterPeople, RuleOut
from app.duty.schemas import PersonName
from app.duty.temporary.queries import days_taken, turns_brought
from app.people.actor import Actor, ActorKind
from app.people.models import Person, Role, RoleGrant
from app.people.rules import VILLAGE_STAFF
from app.places import queries as places
from app.places.models import Place
from app.places.rules import WorkCalendar

_A_YEAR = timedelta(days=365)


class Question(NamedTuple):
    """All that a month's roster is drawn from, as values; `agreed` are the turns that stand already, `shifts` their ids.

    `off` have turns, but are not on the roster any more.
    """

    slots: list[Slot]
    members: list[Member]
    limits: Limits
    agreed: dict[str, tuple[UUID, ...]]
    shifts: dict[tuple[str, UUID], UUID]
    names: dict[UUID, str]
    calendar: WorkCalendar
    off: frozenset[UUID]


def refuse_strangers(actor: Actor, village: Place) -> None:
    """Only those who work for the village, or above it, look into its roster.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    if actor.kind is not ActorKind.SYSTEM and not duty.sees_roster(actor, village.path):
        raise Refusal(
            403,
            "not_your_village",
            "值班安排只有本村和上级的工作人员能看，村民请看公示栏。",
            "The roster is for staff of the village and officers above it; everyone else has the board.",
        )


def rule_of(db: Session, village_id: int) -> RosterRule | None:
    """The village's own rule, if it has one."""
    return db.get(RosterRule, village_id)


def rule_out(found: RosterRule | None) -> RuleOut:
    """The rule in force."""
    return RuleOut.model_validate(found.model_dump(include=set(RuleOut.model_fields))) if found else RuleOut(version=0)


def people(db: Session, actor: Actor, village: Place, on: date) -> RosterPeople:
    """Members by name, and the leaves that are not over on a day.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    refuse_strangers(actor, village)
    names, told = staff(db, village), members_of(db, village)
    return RosterPeople(
        members=[
            _member_out(PersonName(id=person_id, name=name), told.get(person_id))
            for person_id, (name, _) in sorted(names.items(), key=lambda each: (each[1][0], each[0]))
        ],
        leaves=[leave_out(db, leave) for leave in leaves_of(db, village.id, on, date.max)],
    )


def leave_out(db: Session, leave: Leave) -> LeaveOut:
    """A leave as staff see it."""
    person = PersonName(id=leave.person_id, name=db.get_one(Person, leave.person_id).name)
    return LeaveOut(id=leave.id, person=person, first_on=leave.first_on, last_on=leave.last_on)


def member_out(db: Session, village: Place, person_id: UUID) -> MemberOut:
    """One member as the roster knows them."""
    person = db.get_one(Person, person_id)
    return _member_out(PersonName(id=person.id, name=person.name), db.get(RosterMember, (village.id, person_id)))


def _member_out(person: PersonName, told: RosterMember | None) -> MemberOut:
    return MemberOut.model_validate(
        {
            "person": person,
            "is_leader": told.is_leader if told else False,
            "is_exempt": told.is_exempt if told else False,
            "skills": told.skills if told else [],
            "rest_weekdays": told.rest_weekdays if told else [],
            "most_turns": told.most_turns if told else None,
            "phone": told.phone if told else None,
        }
    )


def staff(db: Session, village: Place) -> dict[UUID, tuple[str, date]]:
    """Those who hold a role of the village itself: their names, and since which day."""
    held = (
        select(Person.id, Person.name, RoleGrant.since)
        .join(RoleGrant, col(RoleGrant.person_id) == col(Person.id))
        .where(
            RoleGrant.place_id == village.id,
            col(RoleGrant.role).in_([role.value for role in VILLAGE_STAFF]),
            col(RoleGrant.until).is_(None),
        )
    )
    found: dict[UUID, tuple[str, date]] = {}
    for person_id, name, since in db.exec(held.order_by(col(RoleGrant.since).desc())):
        found[person_id] = name, local_date(since)
    return found


def secretaries(db: Session, village: Place) -> Sequence[UUID]:
    """Those who draw up the village's roster."""
    held = select(RoleGrant.person_id).where(
        RoleGrant.place_id == village.id,
        RoleGrant.role == Role.VILLAGE_SECRETARY.value,
        col(RoleGrant.until).is_(None),
    )
    return db.exec(held.order_by(col(RoleGrant.since))).all()


def question(db: Session, village: Place, month: str, drafted: Iterable[UUID] = ()) -> Question:
    """What a month's roster is drawn from; `drafted` are people of a draft, who count even if they left the roster."""
    days, at = rules.month_days(month), now()
    own, calendar, hours = rule_of(db, village.id), places.calendar(db), places.hours_of(db, village.id)
    slots = rules.slots(_plan(own), days, hours, calendar)
    names, told = staff(db, village), members_of(db, village)
    agreed: dict[str, tuple[UUID, ...]] = defaultdict(tuple)
    shifts: dict[tuple[str, UUID], UUID] = {}
    known, away = {slot.need.key for slot in slots}, defaultdict(set)
    brought = turns_brought(db, village.id, *duty.local_days(days[0], days[-1]))
    for shift in _shifts(db, village.id, days[0], days[-1]):
        key = rules.slot_key(shift.kind, shift.starts_at, shift.ends_at)
        if key in known and shift.id not in brought:
            agreed[key] += (shift.person_id,)
            shifts[key, shift.person_id] = shift.id
        else:
            # A turn that the rule does not know takes its person's day.
            away[shift.person_id].add(local_date(shift.starts_at))
    for leave in leaves_of(db, village.id, days[0], days[-1]):
        away[leave.person_id] |= rules.days_of_leave([(leave.first_on, leave.last_on)], days)
    ahead = _carried(db, village, days[0], own, calendar, {key: since for key, (_, since) in names.items()})
    on_roster = {key for key in names if not ((row := told.get(key)) and row.is_exempt)}
    standing = {person_id for ids in agreed.values() for person_id in ids} | set(drafted)
    members = [
        member(person_id, told.get(person_id), frozenset(away[person_id]), ahead.get(person_id, 0))
        for person_id in sorted(on_roster | standing)
    ]
    taken = days_taken(db, village.id, days[0], days[-1])
    open_slots = [
        slot if slot.need.starts_at > at else rules.settled(slot, len(agreed[slot.need.key]))
        for slot in slots
        # Where a temporary roster stands in the place of the usual one, nothing is asked of anybody.
        if slot.need.key in agreed or (slot.need.starts_at > at and local_date(slot.need.starts_at) not in taken)
    ]
    known_names = {key: name for key, (name, _) in names.items()}
    off = frozenset(standing - on_roster)
    return Question(open_slots, members, limits_of(own), dict(agreed), shifts, known_names, calendar, off)


def _plan(own: RosterRule | None) -> Plan:
    if own is None:
        return Plan()
    turns = tuple(
        TurnRule(
            time.fromisoformat(turn["starts"]),
            time.fromisoformat(turn["ends"]),
            frozenset(DayKind(kind) for kind in turn["days"]),
            turn["persons"],
            ShiftKind(turn["kind"]),
            frozenset(turn["skills"]),
            frozenset(turn.get("weekdays", ())),
        )
        for turn in own.turns
    )
    return Plan(turns, own.weights, frozenset(own.market_digits), own.needs_leader)


def limits_of(own: RosterRule | None) -> Limits:
    """What holds for everybody by the village's rule, or by the usual one."""
    return Limits(own.rest_hours, own.most_days_in_a_row, own.most_turns_a_day) if own else Limits()


def member(person_id: UUID, told: RosterMember | None, away: frozenset[date], ahead: int = 0) -> Member:
    """Somebody of the roster as the drawing knows them."""
    if told is None:
        return Member(person_id, away=away, carried=ahead)
    return Member(
        person_id,
        is_leader=told.is_leader,
        skills=frozenset(told.skills),
        away=away,
        rest_weekdays=frozenset(told.rest_weekdays),
        # Whoever was taken off the roster keeps what was agreed and gets nothing new.
        most_turns=0 if told.is_exempt else told.most_turns,
        carried=ahead,
    )


def members_of(db: Session, village: Place) -> dict[UUID, RosterMember]:
    """What the roster knows of people, for those of whom it was told anything."""
    rows = select(RosterMember).where(RosterMember.village_id == village.id)
    return {row.person_id: row for row in db.exec(rows)}


def _shifts(db: Session, village_id: int, first: date, last: date) -> Sequence[DutyShift]:
    begin, end = duty.local_days(first, last)
    planned = select(DutyShift).where(
        DutyShift.village_id == village_id,
        col(DutyShift.cancelled_at).is_(None),
        col(DutyShift.starts_at) >= begin,
        col(DutyShift.starts_at) < end,
    )
    return db.exec(planned.order_by(col(DutyShift.starts_at), col(DutyShift.id))).all()


def _carried(
    db: Session,
    village: Place,
    before: date,
    own: RosterRule | None,
    calendar: WorkCalendar,
    since: Mapping[UUID, date],
) -> dict[UUID, int]:
    weights = own.weights if own else rules.USUAL_WEIGHTS
    served = [
        Served(
            shift.person_id,
            local_date(shift.starts_at),
            rules.turn_weight(weights, shift.starts_at, shift.ends_at, calendar),
        )
        for shift in _shifts(db, village.id, before - _A_YEAR, before - timedelta(days=1))
    ]
    return rules.carried(served, since)
