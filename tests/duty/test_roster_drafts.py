"""A month as it stands: what is open now, who could come, what to know ahead, and what publishing makes of it."""

from collections.abc import Iterator
from datetime import date, datetime, time
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty.drawing.gaps.rules import gaps_of
from app.duty.drawing.rules import Lack, Limits, Member, Missing, Need
from app.duty.models import DutyShift
from app.duty.roster import rules
from app.duty.roster.drafts import queries as drafts
from app.duty.roster.drafts import service as drafting
from app.duty.roster.leave.service import take_leave
from app.duty.roster.rules import DayKind, Plan, TurnRule
from app.duty.roster.schemas import Draft, LeaveIn, TurnChange
from app.duty.turns.queries import phone_of
from app.notices.models import Notice
from app.people.models import Person
from app.places import queries as places
from app.places.rules import USUAL_HOURS
from tests.duty.conftest import HUAISHU, Scene, at
from tests.duty.test_roster import MARCH, away, drawn, knows, published, shown


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Wednesday the 25th of February 2026, nine in the morning."""
    with time_machine.travel(at("25 09:00"), tick=False) as clock:
        yield clock


def mend(scene: Scene, seen: int, turn: str, *who: Person) -> Draft:
    with scene.database.writing() as db:
        asked = TurnChange(version=seen, turn=turn, person_ids=[person.id for person in who])
        drafting.change_turn(db, scene.actor(db, scene.zhang), scene.village, MARCH, asked)
    return shown(scene)


def test_a_leave_taken_since_the_drawing_shows_at_the_turns_it_falls_on(scene: Scene) -> None:
    draft = drawn(scene)
    turn = next(each for each in draft.turns if each.persons[0].id == scene.li.id)
    day = turn.starts_at.astimezone(LOCAL).day
    away(scene, scene.li, day, day)
    troubled = [each for each in shown(scene).turns if each.troubles]
    assert [(each.key, each.troubles[0].sentence) for each in troubled] == [(turn.key, "请假了")]


def test_who_left_the_roster_since_shows_too_and_the_draft_can_still_be_mended(scene: Scene) -> None:
    draft = drawn(scene)
    knows(scene, scene.li, is_exempt=True)
    own = [turn for turn in draft.turns if turn.persons[0].id == scene.li.id]
    troubled = [turn for turn in shown(scene).turns if turn.troubles]
    assert [turn.key for turn in troubled] == [turn.key for turn in own]
    assert {why.lack for turn in troubled for why in turn.troubles} == {Lack.OFF_ROSTER}
    free = {scene.zhou.id: scene.zhou, scene.sun.id: scene.sun, scene.wu.id: scene.wu}
    for turn in draft.turns:
        if turn.key[:10] == own[0].key[:10]:
            free.pop(turn.persons[0].id, None)
    after = mend(scene, draft.version, own[0].key, next(iter(free.values())))
    assert own[0].key not in {turn.key for turn in after.turns if turn.troubles}


def test_a_gap_that_was_made_by_hand_proposes_first_whom_nothing_hinders(scene: Scene) -> None:
    knows(scene, scene.zhou, rest_weekdays=[0])
    draft = drawn(scene)
    monday = [turn for turn in draft.turns if turn.key.startswith("2026-03-02")]
    busy = {turn.persons[0].id for turn in monday}
    gap = mend(scene, draft.version, monday[0].key).gaps[0]
    proposed = [person.id for person in gap.proposals]
    assert gap.turn == monday[0].key
    assert scene.zhou.id == proposed[-1], "who always rests on Mondays comes last"
    assert {monday[0].persons[0].id} <= set(proposed)
    assert monday[1].persons[0].id not in proposed
    assert busy & {why.person.id for why in gap.why} == {monday[1].persons[0].id}


def test_everybody_stands_by_name_with_what_speaks_against_them(scene: Scene) -> None:
    away(scene, scene.li, 2, 2)
    draft = drawn(scene)
    first, second = draft.turns[:2]
    with scene.database.reading() as db:
        actor = scene.actor(db, scene.zhang)
        found = drafts.candidates(db, actor, scene.village, MARCH, first.key, "zh").items
        with pytest.raises(Refusal) as refusal:
            drafts.candidates(db, actor, scene.village, MARCH, "2026-03-02 03:00–04:00 duty", "zh")
    assert refusal.value.code == "turn_unknown"
    assert [each.person.name for each in found] == sorted(each.person.name for each in found)
    said = {each.person.id: (each.has_it, each.sentence) for each in found}
    assert said[scene.li.id] == (False, "请假了")
    assert said[first.persons[0].id][0]
    assert said[second.persons[0].id] == (False, "那天或紧挨着有别的班")


def test_what_is_out_already_is_not_taken_away_in_a_draft(scene: Scene) -> None:
    draft = drawn(scene)
    published(scene, draft.version)
    again = drawn(scene, seen=draft.version)
    turn = again.turns[0]
    assert [each.person_id for each in turn.agreed] == [turn.persons[0].id]
    with pytest.raises(Refusal) as found:
        mend(scene, again.version, turn.key)
    assert found.value.code == "turn_agreed"
    assert turn.persons[0].name in found.value.words.zh


def test_the_board_gets_the_number_that_was_given_for_it_and_the_days_leader(scene: Scene) -> None:
    knows(scene, scene.zhang, is_leader=True)
    knows(scene, scene.li, phone="00000000007")
    published(scene, drawn(scene).version)
    with scene.database.reading() as db:
        made = db.exec(select(DutyShift)).all()
    assert {shift.phone for shift in made if shift.person_id == scene.li.id} == {"00000000007"}
    assert {shift.phone for shift in made if shift.person_id == scene.zhou.id} == {None}
    led = {shift.starts_at.astimezone(LOCAL).date() for shift in made if shift.person_id == scene.zhang.id}
    for shift in made:
        if shift.person_id != scene.zhang.id:
            assert (shift.leader_id == scene.zhang.id) == (shift.starts_at.astimezone(LOCAL).date() in led)


def test_whoever_takes_a_turn_brings_the_number_that_was_given_for_the_board(scene: Scene) -> None:
    scene.plan(scene.zhou, "26 08:30", "26 12:00", phone="00000000009")
    knows(scene, scene.li, phone="00000000007")
    with scene.database.reading() as db:
        numbers = [phone_of(db, scene.village.id, person.id) for person in (scene.li, scene.zhou, scene.sun)]
    assert numbers == ["00000000007", "00000000009", None]


def test_a_leave_on_turns_that_are_out_is_told_to_the_secretary_once(scene: Scene) -> None:
    published(scene, drawn(scene).version)
    leave = {"id": uuid4(), "village_code": HUAISHU, "first_on": date(2026, 3, 1), "last_on": date(2026, 3, 31)}
    for _ in range(2):
        with scene.database.writing() as db:
            take_leave(db, scene.actor(db, scene.li), LeaveIn.model_validate(leave))
    with scene.database.reading() as db:
        told = db.exec(select(Notice).where(Notice.kind == "leave_taken")).all()
    assert [notice.person_id for notice in told] == [scene.zhang.id]
    assert "李秀英请假了，有" in told[0].text_zh


def test_what_hangs_on_one_person_is_said_ahead(scene: Scene) -> None:
    for person in (scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other):
        knows(scene, person, phone="00000000007")
    assert [each.code for each in drawn(scene).warnings] == ["no_leader"]
    knows(scene, scene.zhang, is_leader=True, phone="00000000007")
    knows(scene, scene.sun, skills=["medicine"])
    said = {str(each.code): each.sentence for each in shown(scene).warnings}
    assert set(said) == {"one_leader", "only_one_knows", "no_phone"}
    assert said["only_one_knows"] == "懂医药的只有孙大夫一个人，他请假或生病时没有人顶。"
    assert "孙大夫" in said["no_phone"]


def test_a_month_that_should_be_out_says_so(scene: Scene) -> None:
    with time_machine.travel(datetime(2026, 2, 27, 9, tzinfo=LOCAL), tick=False):
        draft = drawn(scene)
        assert "not_out" in {each.code for each in draft.warnings}
        published(scene, draft.version)
        assert "not_out" not in {each.code for each in shown(scene).warnings}


def test_days_that_have_passed_are_not_drawn(scene: Scene) -> None:
    with time_machine.travel(datetime(2026, 3, 20, 9, tzinfo=LOCAL), tick=False):
        draft = drawn(scene)
    assert min(turn.key for turn in draft.turns) == "2026-03-20 14:30–18:00 duty"
    assert not draft.gaps


def test_a_turn_may_come_on_one_weekday_only(scene: Scene) -> None:
    with scene.database.reading() as db:
        calendar = places.calendar(db)
    monday = TurnRule(time(9), time(11), frozenset({DayKind.WORKDAY}), weekdays=frozenset({0}))
    found = rules.slots(Plan((monday,)), rules.month_days(MARCH), USUAL_HOURS, calendar)
    assert [slot.need.starts_at.day for slot in found] == [2, 9, 16, 23, 30]


def test_a_full_turn_without_the_skill_proposes_the_free_one_who_has_it() -> None:
    start, end = datetime(2026, 3, 2, 9, tzinfo=LOCAL), datetime(2026, 3, 2, 11, tzinfo=LOCAL)
    need = Need("one", start, end, 2, skills=frozenset({"medicine"}))
    doctor, helper = Member(uuid4(), skills=frozenset({"medicine"})), Member(uuid4())
    (gap,) = gaps_of([need], [doctor, helper], Limits(), {"one": (helper.id,)})
    assert (gap.missing, gap.proposals, gap.why) == (Missing.SKILL, (doctor.id,), {helper.id: Lack.NO_SKILL})
