"""Planning a temporary roster: beside the usual turns or in their place, shown before, told once."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from pydantic import ValidationError
from sqlmodel import select

from app.changes.models import Change
from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty.changing import queries as changing
from app.duty.models import DutyShift
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn, MemberIn
from app.duty.roster.service import set_member
from app.duty.temporary.models import Occasion, Stands
from app.duty.temporary.planning.schemas import TemporaryAsk
from app.duty.turns.models import Act, ShiftEvent
from tests.duty.conftest import HUAISHU, Scene, at
from tests.duty.temporary.flood import DAY, NIGHT, asked, dry_run, end, page, plan, refused, standing, told


@pytest.mark.usefixtures("clock")
def test_a_roster_in_the_place_of_the_usual_one_lets_its_turns_stand_down_with_history(roster: Scene) -> None:
    before = standing(roster)
    usual = [turn for turn in before if turn[1][:2] in {"11", "12"}]
    assert len(usual) == 4
    kept = plan(roster)
    new = [("孙大夫", "11 08:00", "11 20:00"), ("吴调解", "12 08:00", "12 20:00")]
    assert standing(roster) == sorted([*(each for each in before if each not in usual), *new], key=lambda each: each[1])
    with roster.database.reading() as db:
        events = db.exec(select(ShiftEvent).where(ShiftEvent.what == Act.STOOD_DOWN)).all()
        assert len(events) == 4
        first = db.get_one(DutyShift, events[0].shift_id)
        assert (first.cancelled_by, first.cancelled_at) == (roster.zhang.id, at("10 10:00"))
        history = changing.page(db, roster.actor(db, roster.li), first.id, "zh").history
        assert history[-1].text == "张建国排了临时值班，这个班停了"
        assert {change.what for change in db.exec(select(Change))} >= {"shift_stood_down", "temporary_roster_planned"}
    shown = page(roster, kept)
    assert [turn.person.name for turn in shown.turns] == ["孙大夫", "吴调解"]
    assert [(turn.person.name, f"{turn.starts_at.astimezone(LOCAL):%d}") for turn in shown.stood_down] == [
        ("李秀英", "11"), ("周平", "11"), ("李秀英", "12"), ("周平", "12"),
    ]  # fmt: skip


@pytest.mark.usefixtures("clock")
def test_a_roster_beside_the_usual_one_leaves_its_turns_where_they_are(roster: Scene) -> None:
    before = standing(roster)
    plan(roster, stands=Stands.BESIDE)
    assert set(standing(roster)) > set(before)
    assert len(standing(roster)) == len(before) + 2


@pytest.mark.usefixtures("clock")
def test_beside_the_usual_roster_nobody_who_sits_there_is_taken_and_the_gap_says_why(roster: Scene) -> None:
    people = (roster.li, roster.zhou)
    shown = dry_run(roster, *people, roster.sun, stands=Stands.BESIDE, persons=2)
    assert [[each.name for each in turn.persons] for turn in shown.turns] == [["孙大夫"], ["孙大夫"]]
    assert [(gap.missing, [(each.person.name, each.sentence) for each in gap.why]) for gap in shown.gaps] == [
        (1, [("李秀英", "那天或紧挨着有别的班"), ("周平", "那天或紧挨着有别的班")])
    ] * 2
    assert refused(roster, *people, stands=Stands.BESIDE) == (422, "nobody_can")


@pytest.mark.usefixtures("clock")
def test_a_dry_run_says_what_would_happen_and_changes_nothing(roster: Scene) -> None:
    before = standing(roster)
    with roster.database.writing() as db:
        away = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=date(2026, 2, 12), last_on=date(2026, 2, 12))
        take_leave(db, roster.actor(db, roster.sun), away)
    shown = dry_run(roster, roster.sun, fallback_id=roster.zhang.id, hours=[NIGHT])
    assert shown.label == "防汛值班"
    assert [[each.name for each in turn.persons] for turn in shown.turns] == [["孙大夫"], ["张建国"]]
    assert [(each.person.name, each.turns) for each in shown.shares] == [("孙大夫", 1), ("张建国", 1)]
    assert (shown.gaps, len(shown.stood_down), shown.late) == ([], 4, None)
    assert [f"{gap.from_.astimezone(LOCAL):%d %H:%M}" for gap in shown.open_hours] == [
        "11 08:30", "11 14:30", "12 08:30", "12 14:30",
    ], "nights leave the open hours to nobody"  # fmt: skip
    assert standing(roster) == before
    assert told(roster, roster.zhang) == []


@pytest.mark.usefixtures("clock")
def test_what_is_planned_late_is_said_but_an_emergency_is_never_late(roster: Scene) -> None:
    assert dry_run(roster, occasion=Occasion.HARVEST).late == "村里的规则是提前3天公布，这次晚了，请给每个人打个电话。"
    assert dry_run(roster, occasion=Occasion.FOREST_FIRE).late is None
    early: dict[str, Any] = {"first_on": "2026-02-13", "last_on": "2026-02-13"}
    assert dry_run(roster, occasion=Occasion.HARVEST, **early).late is None


@pytest.mark.usefixtures("clock")
def test_an_emergency_begins_at_once_and_cuts_off_who_is_there(roster: Scene) -> None:
    today: dict[str, Any] = {"first_on": "2026-02-10", "last_on": "2026-02-10"}
    assert refused(roster, occasion=Occasion.HARVEST, **today) == (422, "nothing_to_plan"), "its one turn has begun"
    kept = plan(roster, **today)
    assert standing(roster, "10 00:00")[:3] == [
        ("李秀英", "10 08:30", "10 10:00"),
        ("孙大夫", "10 10:00", "10 20:00"),
        ("李秀英", "11 08:30", "11 12:00"),
    ]
    end(roster, kept)
    assert standing(roster, "10 00:00")[:3] == [
        ("李秀英", "10 08:30", "10 10:00"),
        ("李秀英", "10 10:00", "10 12:00"),
        ("周平", "10 14:30", "10 18:00"),
    ], "what had been cut off has its old end again"


@pytest.mark.usefixtures("clock")
def test_whoever_is_there_stays_when_nobody_can_come_in_his_place(roster: Scene) -> None:
    today: dict[str, Any] = {"first_on": "2026-02-10", "last_on": "2026-02-11"}
    roster.plan(roster.sun, "10 07:00", "10 08:00")
    plan(roster, roster.sun, **today)
    assert standing(roster, "10 08:00")[:2] == [("李秀英", "10 08:30", "10 12:00"), ("孙大夫", "11 08:00", "11 20:00")]


@pytest.mark.usefixtures("clock")
def test_a_turn_that_has_begun_goes_on_when_the_temporary_roster_begins_later(roster: Scene) -> None:
    plan(roster, hours=[NIGHT], first_on="2026-02-10", last_on="2026-02-10")
    assert standing(roster, "10 00:00")[:2] == [("李秀英", "10 08:30", "10 12:00"), ("孙大夫", "10 20:00", "11 08:00")]


@pytest.mark.usefixtures("clock")
def test_the_same_sent_twice_is_one_roster_and_each_is_told_once(roster: Scene) -> None:
    wanted: dict[str, Any] = {"id": uuid4()}
    plan(roster, **wanted)
    after = standing(roster)
    plan(roster, **wanted)
    assert standing(roster) == after
    assert refused(roster, **wanted, persons=2) == (409, "id_taken")
    assert [each.text_zh for each in told(roster, roster.sun)] == [
        "大槐树村排了防汛值班（2月11日到2月12日），您有1个班，第一个是2月11日 08:00–20:00。"
    ]
    assert [each.text_zh for each in told(roster, roster.li)] == [
        "大槐树村排了防汛值班（2月11日到2月12日），您平时的2个班停了，第一个是2月11日 08:30–12:00。"
    ]


def test_only_an_emergency_wakes_anybody(roster: Scene) -> None:
    with time_machine.travel(at("10 23:00"), tick=False):
        plan(roster, occasion=Occasion.HARVEST, last_on="2026-02-11")
        plan(roster, first_on="2026-02-12")
    harvest, flood = sorted(told(roster, roster.li), key=lambda each: each.urgent)
    assert (harvest.urgent, harvest.send_after) == (False, at("11 07:00"))
    assert (flood.urgent, flood.send_after) == (True, at("10 23:00"))


@pytest.mark.usefixtures("clock")
def test_whoever_plans_is_not_told_and_hears_nothing_of_himself(roster: Scene) -> None:
    plan(roster, roster.zhang)
    assert told(roster, roster.zhang) == []


@pytest.mark.usefixtures("clock")
def test_two_rosters_of_a_village_never_overlap_while_they_run(roster: Scene) -> None:
    first = plan(roster)
    with pytest.raises(Refusal) as said:
        plan(roster, first_on="2026-02-12", last_on="2026-02-14", hours=[NIGHT])
    assert said.value.code == "temporary_overlaps"
    assert said.value.words.zh == "2月11日到2月12日已经排了防汛值班，日子重了。请先提前结束它，或者换别的日子。"
    end(roster, first)
    plan(roster, first_on="2026-02-12", last_on="2026-02-14", hours=[NIGHT])


@pytest.mark.usefixtures("clock")
def test_what_makes_no_sense_is_refused_in_words(roster: Scene) -> None:
    assert refused(roster, roster.wang) == (422, "not_staff")
    assert refused(roster, fallback_id=roster.officer.id) == (422, "not_staff")
    assert refused(roster, first_on="2026-02-09") == (422, "in_the_past")
    assert refused(roster, first_on="2199-12-31", last_on="2199-12-31") == (422, "too_far")
    assert refused(roster, who=roster.li) == (403, "not_your_role")
    with roster.database.writing() as db:
        exempt = MemberIn(is_leader=False, is_exempt=True)
        set_member(db, roster.actor(db, roster.zhang), roster.village, roster.sun.id, exempt)
    assert refused(roster) == (422, "off_roster")
    wrongs: tuple[dict[str, Any], ...] = (
        {"last_on": "2026-02-10"},
        {"last_on": "2026-03-14"},
        {"hours": [DAY, {"starts": "19:00", "ends": "21:00"}]},
        {"hours": []},
        {"people": []},
        {"people": [roster.sun.id, roster.sun.id]},
        {"fallback_id": roster.sun.id},
        {"occasion": "party"},
    )
    for wrong in wrongs:
        with pytest.raises(ValidationError):
            TemporaryAsk.model_validate(asked(roster) | wrong)
