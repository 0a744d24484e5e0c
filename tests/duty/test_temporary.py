"""Temporary rosters: put out beside the usual turns or in their place, told once, shown on the board, ended early."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from icalendar import Calendar
from pydantic import ValidationError
from sqlmodel import Session, col, select

from app.changes.models import Change
from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.duty import queries as duty
from app.duty.board.queries import board
from app.duty.changing import queries as changing
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act
from app.duty.feeds.queries import feed
from app.duty.feeds.schemas import CalendarLinkIn
from app.duty.feeds.service import make_link
from app.duty.models import CameBy, DutyShift
from app.duty.roster import queries as month
from app.duty.roster.leave.service import take_leave
from app.duty.roster.schemas import LeaveIn, MemberIn
from app.duty.roster.service import set_member
from app.duty.service import cancel_shift
from app.duty.temporary.models import Occasion, Stands, TemporaryRoster
from app.duty.temporary.planning.queries import preview
from app.duty.temporary.planning.rules import State
from app.duty.temporary.planning.schemas import TemporaryAsk, TemporaryIn, TemporaryPage, TemporaryPlan
from app.duty.temporary.running import queries, service
from app.duty.turns.models import Act, ShiftEvent
from app.notices.models import Notice
from app.people.actor import SYSTEM, Role
from app.people.models import Person, RoleGrant
from app.people.service import take_role
from tests.duty.conftest import HUAISHU, Scene, at

DAY = {"starts": "08:00", "ends": "20:00"}
NIGHT = {"starts": "20:00", "ends": "08:00"}


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Tuesday the 10th, ten in the morning: 李秀英 is on duty until noon, 周平 in the afternoon, until Saturday."""
    with time_machine.travel(at("10 10:00"), tick=False) as clock:
        yield clock


def asked(scene: Scene, *people: Person, **more: Any) -> dict[str, Any]:
    """A flood watch by day on Wednesday and Thursday, in the place of the usual turns."""
    return {
        "village_code": HUAISHU,
        "occasion": Occasion.FLOOD,
        "first_on": "2026-02-11",
        "last_on": "2026-02-12",
        "hours": [DAY],
        "people": [person.id for person in people or (scene.sun, scene.wu)],
        "stands": Stands.INSTEAD,
    } | more


def plan(scene: Scene, *people: Person, who: Person | None = None, **more: Any) -> UUID:
    wanted = TemporaryIn.model_validate({"id": uuid4()} | asked(scene, *people, **more))
    with scene.database.writing() as db:
        return service.plan(db, scene.actor(db, who or scene.zhang), wanted)[0].id


def refused(scene: Scene, *people: Person, **more: Any) -> tuple[int, str]:
    with pytest.raises(Refusal) as said:
        plan(scene, *people, **more)
    return said.value.status, said.value.code


def dry_run(scene: Scene, *people: Person, **more: Any) -> TemporaryPlan:
    with scene.database.reading() as db:
        return preview(db, scene.village, TemporaryAsk.model_validate(asked(scene, *people, **more)), "zh")


def end(scene: Scene, temporary_id: UUID, who: Person | None = None) -> None:
    with scene.database.writing() as db:
        service.end_early(db, scene.actor(db, who or scene.zhang), temporary_id)


def page(scene: Scene, temporary_id: UUID, who: Person | None = None) -> TemporaryPage:
    with scene.database.reading() as db:
        return queries.page(db, scene.actor(db, who or scene.li), temporary_id, "zh")


def standing(scene: Scene, since: str = "01 00:00") -> list[tuple[str, str, str]]:
    """Name, begin and end of all turns of the village that end after an instant."""
    with scene.database.reading() as db:
        turns = duty.turns_between(db, scene.village.id, at(since), at("28 00:00"))
        return [
            (turn.name, f"{turn.starts_at.astimezone(LOCAL):%d %H:%M}", f"{turn.ends_at.astimezone(LOCAL):%d %H:%M}")
            for turn in turns
        ]


def told(scene: Scene, person: Person) -> list[Notice]:
    with scene.database.reading() as db:
        return list(db.exec(select(Notice).where(Notice.person_id == person.id).order_by(col(Notice.created_at))))


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
    assert refused(roster, first_on="9999-12-31", last_on="9999-12-31") == (422, "too_far")
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


@pytest.mark.usefixtures("clock")
def test_ending_it_early_brings_back_what_stood_before(roster: Scene, clock: time_machine.Traveller) -> None:
    before = standing(roster)
    kept = plan(roster)
    clock.move_to(at("11 15:00"))
    assert page(roster, kept, roster.zhang).may_end
    assert not page(roster, kept, roster.li).may_end
    end(roster, kept)
    expected = [("孙大夫", "11 08:00", "11 15:00"), ("周平", "11 15:00", "11 18:00")]
    assert standing(roster, "11 00:00") == expected + [turn for turn in before if turn[1] >= "12"]
    shown = page(roster, kept)
    assert (shown.state, shown.ended_at, shown.gaps) == (State.ENDED, at("11 15:00"), [])
    with roster.database.reading() as db:
        [back, *_] = db.exec(
            select(DutyShift).where(DutyShift.came_by == CameBy.RESTORED, DutyShift.starts_at == at("11 15:00"))
        )
        lines = [line.text for line in changing.page(db, roster.actor(db, roster.li), back.id, "zh").history]
    assert lines[1:] == ["张建国排了临时值班，这个班停了", "张建国恢复了这个班，由周平值班"]
    assert [each.text_zh for each in told(roster, roster.wu)][1:] == [
        "大槐树村的防汛值班提前结束了。您还没值的1个班不用值了。"
    ]
    assert [each.text_zh for each in told(roster, roster.zhou)][1:] == [
        "大槐树村的防汛值班提前结束了。您平时的2个班恢复了，第一个是2月11日 15:00–18:00。"
    ]
    end(roster, kept)
    assert len(told(roster, roster.zhou)) == 2, "again changes nothing"


@pytest.mark.usefixtures("clock")
def test_a_turn_that_cannot_come_back_is_listed_with_the_reason(roster: Scene, clock: time_machine.Traveller) -> None:
    kept = plan(roster)
    clock.shift(60)
    with roster.database.writing() as db:
        away = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=date(2026, 2, 11), last_on=date(2026, 2, 11))
        take_leave(db, roster.actor(db, roster.li), away)
    roster.plan(roster.li, "12 09:00", "12 10:00")
    with roster.database.writing() as db:
        [grant] = db.exec(select(RoleGrant).where(RoleGrant.person_id == roster.zhou.id))
        take_role(db, SYSTEM, grant.id)
    end(roster, kept)
    lost = [
        (f"{gap.starts_at.astimezone(LOCAL):%d %H:%M}", gap.why[0].person.name, gap.why[0].lack)
        for gap in page(roster, kept).gaps
    ]
    assert lost == [
        ("11 08:30", "李秀英", "away"),
        ("11 14:30", "周平", "off_roster"),
        ("12 08:30", "李秀英", "turn_then"),
        ("12 14:30", "周平", "off_roster"),
    ]


@pytest.mark.usefixtures("clock")
def test_leave_that_was_known_before_changes_nothing_at_the_end(roster: Scene) -> None:
    with roster.database.writing() as db:
        away = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=date(2026, 2, 11), last_on=date(2026, 2, 11))
        take_leave(db, roster.actor(db, roster.li), away)
    before = standing(roster)
    end(roster, plan(roster))
    assert standing(roster) == before


def test_what_is_over_cannot_be_ended(roster: Scene) -> None:
    with time_machine.travel(at("10 10:00"), tick=False):
        kept = plan(roster, hours=[NIGHT])
    with time_machine.travel(at("13 07:59"), tick=False):
        assert page(roster, kept).state is State.RUNNING
    with time_machine.travel(at("13 08:00"), tick=False), pytest.raises(Refusal) as said:
        end(roster, kept)
    assert said.value.code == "roster_is_over"


@pytest.mark.usefixtures("clock")
def test_a_turn_that_changed_hands_still_belongs_to_it_and_ends_with_it(roster: Scene) -> None:
    kept = plan(roster)
    [first, _] = page(roster, kept).turns
    move = {"id": uuid4(), "move": TurnMove.REPLACE, "person_id": roster.other.id, "reason": "emergency"}
    with roster.database.writing() as db:
        act(db, roster.actor(db, roster.zhang), first.id, TurnMoveIn.model_validate(move))
    assert [(turn.person.name, turn.occasion) for turn in page(roster, kept).turns] == [
        ("郑国", "防汛值班"),
        ("吴调解", "防汛值班"),
    ]
    end(roster, kept)
    assert not {"郑国", "吴调解"} & {name for name, _, _ in standing(roster)}


def test_tickets_the_board_the_roster_and_calendars_follow_it(roster: Scene) -> None:
    with time_machine.travel(at("10 10:00"), tick=False):
        plan(roster)
        with roster.database.writing() as db:
            _, token, _ = make_link(
                db, roster.actor(db, roster.li), CalendarLinkIn(id=uuid4(), village_code=HUAISHU, is_whole=True)
            )
    with time_machine.travel(at("11 09:00"), tick=False), roster.database.reading() as db:
        assert duty.handler_for(db, roster.village.id, at("11 09:00"), Role.DUTY_CADRE) == roster.sun.id
        assert duty.handler_for(db, roster.village.id, at("13 09:00"), Role.DUTY_CADRE) == roster.li.id
        shown = board(db, HUAISHU, at("11 09:00"), "zh")
        assert shown.on_duty
        assert (shown.on_duty.name, shown.on_duty.occasion) == ("孙大夫", "防汛值班")
        assert [(each.name, each.occasion) for day in shown.week[:3] for each in day.shifts] == [
            ("孙大夫", "防汛值班"),
            ("吴调解", "防汛值班"),
            ("李秀英", None),
            ("周平", None),
        ]
        listed = duty.roster(
            db, roster.actor(db, roster.li), roster.village, date(2026, 2, 11), date(2026, 2, 13), "en"
        )
        assert [turn.occasion for turn in listed.items] == ["Flood watch", "Flood watch", None, None]
        events = Calendar.from_ical(feed(db, token, "zh").body).walk("VEVENT")
        said = {(str(each["summary"]), str(each["status"])) for each in events if each.decoded("dtstart").day == 11}
        assert said == {("防汛值班 孙大夫", "CONFIRMED"), ("值班 李秀英", "CANCELLED"), ("值班 周平", "CANCELLED")}


@pytest.mark.usefixtures("clock")
def test_a_month_is_drawn_around_it(scene: Scene) -> None:
    def days(db: Session) -> set[int]:
        slots = month.question(db, scene.village, "2026-02").slots
        return {slot.need.starts_at.astimezone(LOCAL).day for slot in slots}

    with scene.database.reading() as db:
        assert {11, 12} <= days(db)
    same_hours: dict[str, Any] = {"hours": [{"starts": "08:30", "ends": "12:00"}]}
    kept = plan(scene, **same_hours)
    with scene.database.reading() as db:
        assert not {11, 12} & days(db), "nobody is asked for usual turns while another roster stands in their place"
    end(scene, kept)
    with scene.database.reading() as db:
        assert {11, 12} <= days(db)
    plan(scene, **same_hours, stands=Stands.BESIDE)
    with scene.database.reading() as db:
        question = month.question(db, scene.village, "2026-02")
        assert question.agreed == {}, "a watch at the hours of a usual turn does not fill that turn"
        assert {member.id for member in question.members if member.away} == {scene.sun.id, scene.wu.id}


@pytest.mark.usefixtures("clock")
def test_a_turn_that_the_secretary_cancelled_stays_cancelled(roster: Scene) -> None:
    kept = plan(roster)
    [first, second] = page(roster, kept).turns
    with roster.database.writing() as db:
        cancel_shift(db, roster.actor(db, roster.zhang), first.id)
    assert [turn.id for turn in page(roster, kept).turns] == [second.id]
    end(roster, kept)
    with roster.database.reading() as db:
        row = db.get_one(TemporaryRoster, kept)
        assert row.ended_by == roster.zhang.id
        assert isinstance(row.ended_at, datetime)


@pytest.mark.usefixtures("clock")
def test_staff_and_officers_see_the_list_and_nobody_else(roster: Scene) -> None:
    plan(roster)
    with roster.database.reading() as db:
        for person, may_plan in ((roster.li, False), (roster.officer, False), (roster.zhang, True)):
            found = queries.rosters(db, roster.actor(db, person), roster.village, "zh")
            assert ([each.state for each in found.items], found.may_plan) == ([State.COMING], may_plan)
            assert {each.code for each in found.occasions if each.is_emergency} == {"flood", "forest_fire", "emergency"}
        with pytest.raises(Refusal):
            queries.rosters(db, roster.actor(db, roster.wang), roster.village, "zh")
