"""Temporary rosters as they run: ended early, changed, shown on the board, in tickets and in calendars."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from icalendar import Calendar
from sqlmodel import Session, select

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
from app.duty.roster.schemas import LeaveIn
from app.duty.service import cancel_shift
from app.duty.temporary.models import Stands, TemporaryRoster
from app.duty.temporary.planning.rules import State
from app.duty.temporary.running import queries
from app.people.actor import SYSTEM, Role
from app.people.models import RoleGrant
from app.people.service import take_role
from tests.duty.conftest import HUAISHU, Scene, at
from tests.duty.temporary.flood import NIGHT, end, page, plan, standing, told


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
        assert {member.id for member in question.members if member.busy} == {scene.sun.id, scene.wu.id}
        assert not any(member.away for member in question.members), "a watch is no leave"


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
