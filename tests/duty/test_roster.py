"""A month drawn up, mended, published and drawn anew; what a rule makes of a calendar, and what a year has left behind."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import Session, col, select

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty.drawing.solving.rules import draw
from app.duty.models import DutyShift
from app.duty.roster import queries, rules, service
from app.duty.roster.drafts import queries as drafts
from app.duty.roster.drafts import service as drafting
from app.duty.roster.leave.service import cancel_leave, take_leave
from app.duty.roster.models import RosterDraft
from app.duty.roster.rules import DayKind, Plan, TurnRule
from app.duty.roster.schemas import Draft, LeaveIn, MemberIn, RuleIn, TurnChange
from app.duty.service import cancel_shift, plan_shift
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.people.models import Person
from app.places import queries as places
from app.places.rules import USUAL_HOURS
from tests.duty.conftest import HUAISHU, Scene, at

MARCH = "2026-03"


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, nine in the morning."""
    with time_machine.travel(at("25 09:00"), tick=False) as clock:
        yield clock


def drawn(scene: Scene, *, by: Person | None = None, seen: int = 0) -> Draft:
    """Draw March as the route does: look, draw, keep."""
    who = by or scene.zhang
    with scene.database.reading() as db:
        asked = drafting.may_draw(db, scene.actor(db, who), scene.village, MARCH)
    drawing = draw([slot.need for slot in asked.slots], asked.members, asked.limits, asked.agreed)
    with scene.database.writing() as db:
        drafting.keep_draft(db, scene.actor(db, who), scene.village, MARCH, drawing, seen=seen)
    return shown(scene)


def shown(scene: Scene, who: Person | None = None) -> Draft:
    """March as somebody sees it."""
    with scene.database.reading() as db:
        return drafts.draft(db, scene.actor(db, who or scene.zhang), scene.village, MARCH, "zh")


def published(scene: Scene, seen: int) -> None:
    with scene.database.writing() as db:
        drafting.publish(db, scene.actor(db, scene.zhang), scene.village, MARCH, seen=seen)


def knows(scene: Scene, person: Person, **told: object) -> None:
    """Tell the roster something of somebody."""
    with scene.database.writing() as db:
        asked = MemberIn.model_validate({"is_leader": False, "is_exempt": False} | told)
        service.set_member(db, scene.actor(db, scene.zhang), scene.village, person.id, asked)


def away(scene: Scene, person: Person, first: int, last: int) -> UUID:
    days = {"first_on": date(2026, 3, first), "last_on": date(2026, 3, last)}
    with scene.database.writing() as db:
        asked = LeaveIn.model_validate({"id": uuid4(), "village_code": HUAISHU} | days)
        return take_leave(db, scene.actor(db, person), asked)[0].id


def shifts(scene: Scene, db: Session) -> list[DutyShift]:
    standing = select(DutyShift).where(DutyShift.village_id == scene.village.id, col(DutyShift.cancelled_at).is_(None))
    return list(db.exec(standing.order_by(col(DutyShift.starts_at))))


def refused(scene: Scene, who: Person, seen: int) -> str:
    with pytest.raises(Refusal) as found:
        drawn(scene, by=who, seen=seen)
    return found.value.code


def test_without_a_rule_the_open_hours_of_march_are_filled_evenly(scene: Scene) -> None:
    everybody = (scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other)
    for person in everybody:
        knows(scene, person, is_leader=True)
    draft = drawn(scene)
    assert len(draft.turns) == 22 * 2  # Twenty-two working days, mornings and afternoons.
    assert all(len(turn.persons) == 1 and turn.short == 0 for turn in draft.turns)
    assert draft.gaps == []
    assert draft.spare == 0
    assert [share.person.name for share in draft.shares] == sorted(share.person.name for share in draft.shares)
    loads = [share.load for share in draft.shares]
    assert sum(loads) == 44 * 2
    assert max(loads) - min(loads) <= 2  # One turn.


def test_leaders_come_on_every_day_even_if_they_carry_more(scene: Scene) -> None:
    knows(scene, scene.zhang, is_leader=True)
    knows(scene, scene.li, is_leader=True)
    draft = drawn(scene)
    assert draft.gaps == []
    shares = {share.person.name: share.turns for share in draft.shares}
    assert shares["张建国"] == shares["李秀英"] == 11
    assert max(turns for name, turns in shares.items() if name not in {"张建国", "李秀英"}) == 6


def test_a_leave_is_kept_free_and_what_nobody_can_fill_is_listed(scene: Scene) -> None:
    for person in (scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other):
        away(scene, person, 9, 9)
    away(scene, scene.li, 9, 10)
    draft = drawn(scene)
    assert [(gap.key, gap.missing) for gap in draft.gaps if gap.missing == "person"] == [
        ("2026-03-09 08:30–12:00 duty", "person"),
        ("2026-03-09 14:30–18:00 duty", "person"),
    ]
    gap = next(gap for gap in draft.gaps if gap.missing == "person")
    assert gap.sentence == "还差1个人"
    assert {why.sentence for why in gap.why} == {"请假了"}
    assert not [
        turn for turn in draft.turns if "2026-03-10" in turn.key and scene.li.id in {p.id for p in turn.persons}
    ]


def test_publishing_makes_the_turns_and_tells_each_person_once(scene: Scene) -> None:
    draft = drawn(scene)
    published(scene, draft.version)
    published(scene, draft.version)
    with scene.database.reading() as db:
        made = shifts(scene, db)
        assert len(made) == 44
        notices = db.exec(select(Notice).where(Notice.kind == "roster_published")).all()
        assert {notice.person_id for notice in notices} == {shift.person_id for shift in made} - {scene.zhang.id}
        assert len(notices) == len({notice.person_id for notice in notices})
        assert "3月的值班表出来了" in notices[0].text_zh
    assert shown(scene).published_at is not None


def test_drawing_a_published_month_anew_keeps_what_has_been_agreed_since(scene: Scene) -> None:
    draft = drawn(scene)
    published(scene, draft.version)
    with scene.database.writing() as db:
        first, *rest = shifts(scene, db)
        taker = next(p for p in (scene.li, scene.zhou) if p.id != first.person_id)
        cancel_shift(db, SYSTEM, first.id)
        swapped = scene.shift(taker, "25 10:00", "25 11:00").model_copy(
            update={"starts_at": first.starts_at, "ends_at": first.ends_at}
        )
        clash = [s for s in rest if s.person_id == taker.id and s.starts_at.date() == first.starts_at.date()]
        for shift in clash:
            cancel_shift(db, SYSTEM, shift.id)
        plan_shift(db, SYSTEM, swapped)
        standing = {(s.starts_at, s.person_id) for s in shifts(scene, db)}
    again = drawn(scene, seen=draft.version)
    published(scene, again.version)
    with scene.database.reading() as db:
        now_standing = {(s.starts_at, s.person_id) for s in shifts(scene, db)}
    assert standing <= now_standing
    assert len(now_standing) == 44


def test_a_draft_is_the_secretarys_until_it_is_published(scene: Scene) -> None:
    draft = drawn(scene)
    assert shown(scene, scene.li).version == 0
    assert not any(turn.persons for turn in shown(scene, scene.li).turns)
    published(scene, draft.version)
    assert all(turn.persons for turn in shown(scene, scene.li).turns)


def test_only_the_secretary_draws_and_nobody_over_a_newer_draft(scene: Scene) -> None:
    for who in (scene.li, scene.wang, scene.officer, scene.other):
        assert refused(scene, who, 0) == "not_your_role"
    drawn(scene)
    assert refused(scene, scene.zhang, 0) == "stale"
    with scene.database.reading() as db:
        assert [row.version for row in db.exec(select(RosterDraft))] == [1]


def test_the_secretary_mends_a_turn_but_nobody_sits_in_two_places_or_on_leave(scene: Scene) -> None:
    away(scene, scene.li, 2, 2)
    draft = drawn(scene)
    morning, afternoon = draft.turns[:2]

    def change(turn: str, *who: Person, seen: int) -> int:
        asked = TurnChange(version=seen, turn=turn, person_ids=[person.id for person in who])
        with scene.database.writing() as db:
            actor = scene.actor(db, scene.zhang)
            return drafting.change_turn(db, actor, scene.village, MARCH, asked).version

    version = change(morning.key, scene.zhou, scene.sun, seen=draft.version)
    after = shown(scene)
    assert {person.name for person in after.turns[0].persons} == {"周平", "孙大夫"}
    with pytest.raises(Refusal) as found:
        change(afternoon.key, scene.li, seen=version)
    assert (found.value.code, found.value.words.zh) == ("cannot_sit", "李秀英这个班值不了：请假了。请换一个人。")
    version = change(morning.key, seen=version)
    assert [gap.key for gap in shown(scene).gaps if gap.missing == "person"] == [morning.key]
    with pytest.raises(Refusal) as found:
        change("2026-03-02 03:00–04:00 duty", scene.zhou, seen=version)
    assert found.value.code == "turn_unknown"


def test_a_turn_planned_by_hand_takes_its_persons_day(scene: Scene) -> None:
    with scene.database.writing() as db:
        flood = scene.shift(scene.li, "25 10:00", "25 11:00").model_copy(
            update={
                "starts_at": datetime(2026, 3, 2, 19, tzinfo=LOCAL),
                "ends_at": datetime(2026, 3, 2, 23, tzinfo=LOCAL),
            }
        )
        plan_shift(db, SYSTEM, flood)
    draft = drawn(scene)
    monday = [turn for turn in draft.turns if turn.key.startswith("2026-03-02")]
    assert [scene.li.id in {person.id for person in turn.persons} for turn in monday] == [False, False, True]


def test_whoever_is_exempt_gets_nothing_and_no_reason_is_asked(scene: Scene) -> None:
    knows(scene, scene.zhou, is_exempt=True)
    draft = drawn(scene)
    assert scene.zhou.id not in {person.id for turn in draft.turns for person in turn.persons}
    assert "reason" not in MemberIn.model_fields


def test_a_rule_brings_nights_markets_and_skills(scene: Scene) -> None:
    turns = [
        {"starts": "08:30", "ends": "12:00", "days": ["workday", "market"]},
        {"starts": "20:00", "ends": "08:00", "days": ["holiday"], "persons": 2},
        {"starts": "09:00", "ends": "11:00", "days": ["market"], "kind": "joint_office", "skills": ["medicine"]},
    ]
    asked = RuleIn.model_validate({"version": 0, "turns": turns, "market_digits": [8], "needs_leader": False})
    with scene.database.writing() as db:
        assert service.set_rule(db, scene.actor(db, scene.zhang), scene.village, asked).version == 1
    knows(scene, scene.sun, skills=["medicine"])
    draft = drawn(scene)
    assert (
        len([turn for turn in draft.turns if turn.kind == "duty"]) == 22 + 2
    )  # The 8th and the 28th are no working days.
    joint = [turn for turn in draft.turns if turn.kind == "joint_office"]
    assert [turn.key[:10] for turn in joint] == ["2026-03-08", "2026-03-18", "2026-03-28"]
    assert {gap.missing for gap in draft.gaps} <= {"person", "skill"}
    assert all(scene.sun.id in {person.id for person in turn.persons} for turn in joint)


def test_a_leave_that_is_cancelled_holds_no_longer(scene: Scene) -> None:
    leave = away(scene, scene.li, 1, 31)
    assert scene.li.id not in {person.id for turn in drawn(scene).turns for person in turn.persons}
    with scene.database.writing() as db:
        cancel_leave(db, scene.actor(db, scene.li), leave)
    again = drawn(scene, seen=1)
    assert scene.li.id in {person.id for turn in again.turns for person in turn.persons}


def test_who_sat_through_the_festival_sits_less_afterwards(scene: Scene) -> None:
    for day in range(17, 23):
        scene.plan(scene.li, f"{day} 08:00", f"{day} 20:00")
    with time_machine.travel(datetime(2026, 3, 30, 9, tzinfo=LOCAL), tick=False), scene.database.reading() as db:
        village = scene.village
        asked = queries.question(db, village, "2026-05")
    ahead = {member.id: member.carried for member in asked.members}
    assert ahead[scene.li.id] == 0, "she came to the roster in that very month, so it counts for nobody"


# The rules by themselves.


def test_the_festival_counts_most_and_a_make_up_saturday_like_any_working_day(scene: Scene) -> None:
    with scene.database.reading() as db:
        calendar = places.calendar(db)
    plan = Plan(
        turns=(TurnRule(datetime.min.time().replace(hour=9), datetime.min.time().replace(hour=11), frozenset(DayKind)),)
    )
    days = [date(2026, 2, 14), date(2026, 2, 17), date(2026, 4, 5), date(2026, 3, 1), date(2026, 3, 2)]
    weights = {slot.need.starts_at.date(): slot.need.weight for slot in rules.slots(plan, days, USUAL_HOURS, calendar)}
    assert weights == {days[0]: 2, days[1]: 6, days[2]: 4, days[3]: 3, days[4]: 2}


def test_every_month_has_its_days() -> None:
    assert len(rules.month_days("2028-02")) == 29
    assert rules.month_days("2026-12")[-1] == date(2026, 12, 31)
    assert rules.publish_by("2026-03", 3) == date(2026, 2, 26)
    assert timedelta(days=30) == rules.month_days("2026-12")[-1] - rules.month_days("2026-12")[0]
