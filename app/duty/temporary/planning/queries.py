"""Drawing up a temporary roster without putting it out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.core.words import Language, Words
from app.duty import queries as duty
from app.duty import rules as duty_rules
from app.duty.drawing.rules import Lack
from app.duty.models import DutyShift
from app.duty.presence.queries import there
from app.duty.roster import queries as roster
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.rules import LACK_WORDS, days_of_leave
from app.duty.roster.schemas import RuleOut, WhyNot
from app.duty.schemas import Gap, PersonName
from app.duty.temporary.models import Occasion, Stands, TemporaryRoster, TemporaryTurn
from app.duty.temporary.planning import rules
from app.duty.temporary.planning.rules import Seat, Sitter, Span
from app.duty.temporary.planning.schemas import (
    PersonTurns,
    StoodDown,
    TemporaryAsk,
    TemporaryGap,
    TemporaryPlan,
    TemporaryTurnOut,
)
from app.duty.temporary.rules import EMERGENCIES, OCCASIONS
from app.duty.turns import queries as turns
from app.people.models import Person
from app.places.models import Place
from app.places.queries import open_spans

_MOST_SHOWN = 50


class Drawn(NamedTuple):
    """A temporary roster before it is put out: who sits when, and which usual turns stand down for it."""

    seats: list[Seat]
    down: Sequence[DutyShift]


def draw_up(db: Session, village: Place, asked: TemporaryAsk, at: datetime) -> Drawn:
    """Who would sit when, and which usual turns would stand down.

    Raises:
        Refusal: 409 `temporary_overlaps`; 422 `in_the_past`, `too_far`, `not_staff`, `off_roster`, `nothing_to_plan`,
            `nobody_can`.

    """
    _refuse_other_days(asked.first_on, local_date(at))
    told = roster.members_of(db, village)
    _refuse_other_people(db, village, asked, {key for key, row in told.items() if row.is_exempt})
    _refuse_overlap(db, village, asked)
    hours = [each.as_hours() for each in asked.hours]
    spans = rules.spans(asked.first_on, asked.last_on, hours, at, at_once=asked.occasion in EMERGENCIES)
    if not spans:
        raise Refusal(
            422,
            "nothing_to_plan",
            "这几天的班都已经过了，请往后选。",
            "All turns of these days are over or have begun: choose later days or hours.",
        )
    begins_now = spans[0].starts_at <= at
    down = _usual_turns(db, village, asked, at, running_too=begins_now)
    seats = _seats(db, village, asked, spans, down)
    if begins_now and not seats[0].people:
        # Whoever sits there now goes on, since nobody comes in his place.
        down = _usual_turns(db, village, asked, at, running_too=False)
        seats = _seats(db, village, asked, spans, down)
    if not any(seat.people for seat in seats):
        raise Refusal(
            422,
            "nobody_can",
            "选的人一个班也值不了（请假、有别的班或要歇班），请多选几个人。",
            "Nobody of these can take a single turn, for leave, other turns or rest: choose more people.",
        )
    return Drawn(seats, down)


def _usual_turns(
    db: Session, village: Place, asked: TemporaryAsk, at: datetime, *, running_too: bool
) -> Sequence[DutyShift]:
    """The usual turns of some days that stand down for a temporary roster which stands in their place."""
    if asked.stands is Stands.BESIDE:
        return ()
    first, last = duty.local_days(asked.first_on, asked.last_on)
    brought = select(TemporaryTurn.shift_id).where(col(TemporaryTurn.stood_down).is_(False))
    usual = select(DutyShift).where(
        DutyShift.village_id == village.id,
        col(DutyShift.cancelled_at).is_(None),
        col(DutyShift.starts_at) >= (first if running_too else max(first, at)),
        col(DutyShift.starts_at) < last,
        col(DutyShift.ends_at) > at,
        col(DutyShift.id).not_in(brought),
    )
    return db.exec(usual.order_by(col(DutyShift.starts_at), col(DutyShift.id))).all()


def _seats(
    db: Session, village: Place, asked: TemporaryAsk, spans: Sequence[Span], down: Sequence[DutyShift]
) -> list[Seat]:
    sitters = _sitters(db, village, asked, {shift.id for shift in down})
    fallback = sitters.pop() if asked.fallback_id else None
    limits = roster.limits_of(roster.rule_of(db, village.id))
    return rules.seats(spans, sitters, fallback, asked.persons, limits)


def _sitters(db: Session, village: Place, asked: TemporaryAsk, down: Collection[UUID]) -> list[Sitter]:
    """Everybody who is asked, in the order named, the fallback person last."""
    ids = [*asked.people, *([asked.fallback_id] if asked.fallback_id else [])]
    first, last = asked.first_on.replace(day=1) - timedelta(days=7), asked.last_on + timedelta(days=38)
    busy = turns.busy_times(db, ids, *duty.local_days(first, last))
    days = [asked.first_on + timedelta(days=n) for n in range((asked.last_on - asked.first_on).days + 1)]
    away: dict[UUID, frozenset[date]] = dict.fromkeys(ids, frozenset())
    for leave in leaves_of(db, village.id, days[0], days[-1]):
        if leave.person_id in away:
            away[leave.person_id] |= days_of_leave([(leave.first_on, leave.last_on)], days)
    told = roster.members_of(db, village)
    return [
        Sitter(
            roster.member(person_id, told.get(person_id), away[person_id]),
            tuple(Span(each.starts_at, each.ends_at) for each in busy[person_id] if each.id not in down),
        )
        for person_id in ids
    ]


def _refuse_other_days(first: date, today: date) -> None:
    if first < today:
        raise Refusal(
            422, "in_the_past", "开始的日子已经过了，请往后选。", "It begins in the past: choose today or later."
        )
    if first > today + rules.FURTHEST:
        raise Refusal(422, "too_far", "最多提前一年排。", "Plan a year ahead at most.")


def _refuse_other_people(db: Session, village: Place, asked: TemporaryAsk, exempt: Collection[UUID]) -> None:
    staff = roster.staff(db, village)
    for person_id in (*asked.people, *([asked.fallback_id] if asked.fallback_id else [])):
        if person_id not in staff:
            raise Refusal(
                422,
                "not_staff",
                "只能排本村有职务的人值班，请先给他职务。",
                "Only staff of the village can be on duty: give the person a role first.",
                person_id=str(person_id),
            )
        if person_id in exempt:
            name = staff[person_id][0]
            raise Refusal(
                422,
                "off_roster",
                f"{name}不排班，请换一个人。",
                f"{name} is not on the roster: choose somebody else.",
                person_id=str(person_id),
            )


def _refuse_overlap(db: Session, village: Place, asked: TemporaryAsk) -> None:
    other = db.exec(
        select(TemporaryRoster).where(
            TemporaryRoster.village_id == village.id,
            col(TemporaryRoster.ended_at).is_(None),
            col(TemporaryRoster.first_on) <= asked.last_on,
            col(TemporaryRoster.last_on) >= asked.first_on,
        )
    ).first()
    if other:
        days, label = rules.spoken_days(other.first_on, other.last_on), OCCASIONS[Occasion(other.occasion)]
        raise Refusal(
            409,
            "temporary_overlaps",
            f"{days.zh}已经排了{label.zh}，日子重了。请先提前结束它，或者换别的日子。",
            f"There is a roster already for {days.en} ({label.en}): end it early first, or choose other days.",
            temporary_id=str(other.id),
        )


def preview(db: Session, village: Place, asked: TemporaryAsk, language: Language) -> TemporaryPlan:
    """What would be put out, for whoever may do it.

    Raises:
        Refusal: as `draw_up`.

    """
    at = now()
    drawn = draw_up(db, village, asked, at)
    names = names_of(db, [*asked.people, asked.fallback_id, *(shift.person_id for shift in drawn.down)])
    counts = Counter(person_id for seat in drawn.seats for person_id in seat.people)
    return TemporaryPlan(
        label=OCCASIONS[asked.occasion].speak(language),
        turns=[
            TemporaryTurnOut(
                starts_at=seat.starts_at,
                ends_at=seat.ends_at,
                persons=[names[each] for each in seat.people],
                missing=seat.missing,
            )
            for seat in drawn.seats
        ],
        gaps=[gap_out(gap, names, language) for gap in gaps_of(drawn.seats)],
        stood_down=[stood_down_out(shift, shift.ends_at, names) for shift in drawn.down],
        open_hours=_open_hours(db, village, asked, drawn, at),
        shares=[
            PersonTurns(person=names[each], turns=counts[each])
            for each in (*asked.people, asked.fallback_id)
            if each is not None
        ],
        late=_late(db, village, asked, at, language),
    )


def gaps_of(seats: Iterable[Seat]) -> list[dict[str, Any]]:
    """What stays open, as the table keeps it."""
    return [gap(seat.starts_at, seat.ends_at, seat.missing, seat.why) for seat in seats if seat.missing]


def gap(starts_at: datetime, ends_at: datetime, missing: int, why: Mapping[UUID, Lack]) -> dict[str, Any]:
    """A time in which somebody is missing, as the table keeps it."""
    told = {str(person_id): lack.value for person_id, lack in why.items()}
    return {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat(), "missing": missing, "why": told}


def _open_hours(db: Session, village: Place, asked: TemporaryAsk, drawn: Drawn, at: datetime) -> list[Gap]:
    """Open hours of the days in which nobody would sit, neither by the usual roster nor by this one."""
    gone = {shift.id for shift in drawn.down}
    begin, end = duty.local_days(asked.first_on, asked.last_on)
    usual = there(db, village.id, (t for t in duty.turns_between(db, village.id, begin, end) if t.id not in gone))
    filled = [seat for seat in drawn.seats if seat.people]
    ahead = [
        (max(opens, at), closes)
        for opens, closes in open_spans(db, village.id, asked.first_on, asked.last_on)
        if closes > at
    ]
    return [Gap(from_=opens, to=closes) for opens, closes in duty_rules.gaps(ahead, [*usual, *filled])]


def _late(db: Session, village: Place, asked: TemporaryAsk, at: datetime, language: Language) -> str | None:
    own = roster.rule_of(db, village.id)
    days = own.publish_days if own else RuleOut(version=0).publish_days
    if asked.occasion in EMERGENCIES or asked.first_on >= local_date(at) + timedelta(days=days):
        return None
    words = Words(
        "村里的规则是提前{days}天公布，这次晚了，请给每个人打个电话。",
        "The village's rule wants rosters out {days} days ahead and this one is late: give everybody a call.",
    )
    return words.speak(language, days=days)


def names_of(db: Session, ids: Iterable[UUID | None]) -> dict[UUID, PersonName]:
    """Those whose ids are given, with their names."""
    found = select(Person.id, Person.name).where(col(Person.id).in_({each for each in ids if each}))
    return {person_id: PersonName(id=person_id, name=name) for person_id, name in db.exec(found)}


def gap_out(kept: Mapping[str, Any], names: Mapping[UUID, PersonName], language: Language) -> TemporaryGap:
    """A kept gap as people read it."""
    why = {UUID(person_id): Lack(lack) for person_id, lack in kept["why"].items()}
    return TemporaryGap(
        starts_at=datetime.fromisoformat(kept["starts_at"]),
        ends_at=datetime.fromisoformat(kept["ends_at"]),
        missing=kept["missing"],
        why=[
            WhyNot(person=names[person_id], lack=lack, sentence=LACK_WORDS[lack].speak(language))
            for person_id, lack in why.items()
        ],
    )


def stood_down_out(shift: DutyShift, ends_at: datetime, names: Mapping[UUID, PersonName]) -> StoodDown:
    """A usual turn that stands down, with the end that it had."""
    return StoodDown(id=shift.id, starts_at=shift.starts_at, ends_at=ends_at, person=names[shift.person_id])
