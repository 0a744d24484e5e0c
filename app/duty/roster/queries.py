"""Reading what a roster is drawn from, and the draft."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.drawing.rules import Limits, Member
from app.duty.models import ShiftKind
from app.duty.roster import rules
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.loads.queries import carried_before
from app.duty.roster.loads.rules import asked_back
from app.duty.roster.models import Leave, RosterMember, RosterRule
from app.duty.roster.rules import DayKind, Plan, Slot, TurnRule
from app.duty.roster.schemas import LeaveOut, MemberOut, RosterPeople, RuleOut
from app.duty.roster.standing.queries import rows as standing_rows
from app.duty.roster.standing.rules import Other, in_order, laid, wholes
from app.duty.schemas import PersonName
from app.duty.temporary.queries import days_taken, turns_brought
from app.people.actor import Actor, ActorKind
from app.people.models import Person, Role, RoleGrant
from app.people.rules import VILLAGE_STAFF
from app.places import queries as places
from app.places.models import Place
from app.places.rules import WorkCalendar


class Question(NamedTuple):
    """All that a month's roster is drawn from, as values; `agreed` are the turns that stand already, `shifts` their ids.

    `off` have turns, but are not on the roster any more. `parts` and `others` are those of `standing.rules.Laid`.
    """

    slots: list[Slot]
    members: list[Member]
    limits: Limits
    agreed: dict[str, tuple[UUID, ...]]
    shifts: dict[tuple[str, UUID], UUID]
    names: dict[UUID, str]
    calendar: WorkCalendar
    off: frozenset[UUID]
    parts: Sequence[Slot] = ()
    others: tuple[Other, ...] = ()

    @property
    def shown(self) -> list[Slot]:
        """All that somebody can be put on: what is drawn, and what turns of other hours leave open."""
        return in_order([*self.slots, *self.parts])


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
    days, own, calendar = rules.month_days(month), rule_of(db, village.id), places.calendar(db)
    names, told = staff(db, village), members_of(db, village)
    brought = turns_brought(db, village.id, *duty.local_days(days[0], days[-1]))
    rows = standing_rows(db, village.id, days[0], days[-1])
    stand = wholes(row for row in rows if row.id not in brought)
    weights = own.weights if own else rules.USUAL_WEIGHTS
    on = laid(
        rules.slots(_plan(own), days, places.hours_of(db, village.id), calendar),
        stand,
        now(),
        days_taken(db, village.id, days[0], days[-1]),
        weight_of={each.key: rules.turn_weight(weights, each.starts_at, each.ends_at, calendar) for each in stand},
        skills_of={person_id: frozenset(row.skills) for person_id, row in told.items()},
    )
    busy, away = defaultdict[UUID, set[date]](set), defaultdict[UUID, set[date]](set)
    for row in rows:
        if row.id in brought and not row.is_cancelled:
            # A turn of a temporary roster takes its person's day.
            busy[row.person_id].add(local_date(row.starts_at))
    for leave in leaves_of(db, village.id, days[0], days[-1]):
        away[leave.person_id] |= rules.days_of_leave([(leave.first_on, leave.last_on)], days)
    on_roster = {key for key in names if not ((known := told.get(key)) and known.is_exempt)}
    standing = {person_id for ids in on.agreed.values() for person_id in ids} | set(drafted)
    since = {person_id: joined for person_id, (_, joined) in names.items()}
    ahead = carried_before(db, village, days[0], own, calendar, since, told)
    share = sum(slot.need.weight * slot.need.persons for slot in on.slots) // max(len(on_roster), 1)
    members = [
        member(
            person_id,
            told.get(person_id),
            frozenset(away[person_id]),
            asked_back(ahead.get(person_id, 0), share),
            frozenset(busy[person_id]),
        )
        for person_id in sorted(on_roster | standing)
    ]
    known_names, off = {key: name for key, (name, _) in names.items()}, frozenset(standing - on_roster)
    return Question(
        on.slots, members, limits_of(own), on.agreed, on.shifts, known_names, calendar, off, on.parts, on.others
    )


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
    return Plan(turns, own.weights, frozenset(own.market_digits), own.market_by_moon, own.needs_leader)


def limits_of(own: RosterRule | None) -> Limits:
    """What holds for everybody by the village's rule, or by the usual one."""
    return Limits(own.rest_hours, own.most_days_in_a_row, own.most_turns_a_day) if own else Limits()


def member(
    person_id: UUID,
    told: RosterMember | None,
    away: frozenset[date],
    ahead: int = 0,
    busy: frozenset[date] = frozenset(),
) -> Member:
    """Somebody of the roster as the drawing knows them."""
    if told is None:
        return Member(person_id, away=away, busy=busy, carried=ahead)
    return Member(
        person_id,
        is_leader=told.is_leader,
        skills=frozenset(told.skills),
        away=away,
        busy=busy,
        rest_weekdays=frozenset(told.rest_weekdays),
        # Whoever was taken off the roster keeps what was agreed and gets nothing new.
        most_turns=0 if told.is_exempt else told.most_turns,
        carried=ahead,
    )


def members_of(db: Session, village: Place) -> dict[UUID, RosterMember]:
    """What the roster knows of people, for those of whom it was told anything."""
    rows = select(RosterMember).where(RosterMember.village_id == village.id)
    return {row.person_id: row for row in db.exec(rows)}
