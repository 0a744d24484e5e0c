"""Cards go to the owner of the running clock, how urgent a matter is may change, and a new calendar moves open dates."""

import os
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from sqlmodel import col, select

from app.catalogue.queries import item_by_code
from app.core.clock import LOCAL, today
from app.core.problems import Refusal
from app.main import recount, tick
from app.notices.models import Notice
from app.places.models import WorkDay
from app.places.rules import Day
from app.places.service import confirm_year, take_notice
from app.tickets.models import Ticket, TicketEvent
from tests.oversight.carried import accepted, send, step
from tests.support import command
from tests.support.world import World

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)


def cards(world: World, key: str) -> list[str]:
    """The kinds of notices about cards that somebody has got, oldest first."""
    wanted = ("ticket_card", "ticket_escalated", "ticket_reminded")
    with world.database.reading() as db:
        rows = select(Notice.kind).where(col(Notice.person_id) == world.id(key), col(Notice.kind).in_(wanted))
        return list(db.exec(rows.order_by(col(Notice.created_at))))


def log(world: World, ticket_id: UUID, what: str) -> list[TicketEvent]:
    with world.database.reading() as db:
        rows = select(TicketEvent).where(col(TicketEvent.ticket_id) == ticket_id, col(TicketEvent.what) == what)
        return list(db.exec(rows.order_by(col(TicketEvent.seq))))


def test_a_village_s_yellow_card_goes_to_its_handler_and_the_red_one_to_the_secretary_too(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = send(world, db, "guilan")
            step(world, db, "li", ticket.id, "take")
        clock.move_to(TUESDAY + timedelta(days=1, hours=9))
        tick(world.database)
        tick(world.database)
        assert (cards(world, "li"), cards(world, "zhao"), cards(world, "zhou")) == (["ticket_card"], [], [])
        assert log(world, ticket.id, "escalated") == [], "a yellow card is the handler's own business"
        clock.move_to(TUESDAY + timedelta(days=2))
        tick(world.database)
        assert (cards(world, "li"), cards(world, "zhao")) == (["ticket_card"] * 2, ["ticket_escalated"])
        clock.move_to(TUESDAY + timedelta(days=3))
        tick(world.database)
        assert (len(cards(world, "li")), cards(world, "zhou")) == (2, ["ticket_escalated"])


def test_a_villager_is_never_told_that_a_date_will_be_kept_when_it_has_passed(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = send(world, db, "guilan")
            step(world, db, "li", ticket.id, "take")
        page = f"/api/v1/tickets/{ticket.id}"
        before = world.client("guilan").get(page).json()["sentence"]
        assert before.endswith("前给您答复。")
        clock.move_to(TUESDAY + timedelta(days=3))
        late = world.client("guilan").get(page).json()["sentence"]
        assert late.endswith("已经过了，正在催办，您也可以打电话来问。")
        english = world.client("guilan").get(page, headers={"Accept-Language": "en"}).json()["sentence"]
        assert english.endswith("it is late and being pressed. You may call, too.")


def test_an_authority_s_cards_go_to_the_township_and_never_to_the_village_s_secretary(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = accepted(world, db)
            step(world, db, "li", ticket.id, "lodge", window="4 号窗口", handed_to="周敏")
        clock.move_to(datetime(2026, 12, 1, 10, tzinfo=LOCAL))  # The fifth working day is over with this one.
        tick(world.database)
        assert (cards(world, "zhou"), cards(world, "li"), cards(world, "zhao")) == (["ticket_escalated"], [], [])
        clock.move_to(datetime(2026, 12, 2, 10, tzinfo=LOCAL))
        tick(world.database)
        assert (cards(world, "zhou"), cards(world, "zhao")) == (["ticket_escalated"] * 2, [])
        assert cards(world, "li") == ["ticket_card"], "the handler is asked to press the authority"
        (event,) = log(world, ticket.id, "escalated")
        assert (event.data["owner"], event.data["role"]) == ("authority", "town_officer")
        shown = world.client("guilan").get(f"/api/v1/tickets/{ticket.id}").json()
        assert shown["events"][-1]["text"].startswith("部门超过时间")


def test_a_villager_whose_time_runs_out_is_reminded_and_gets_no_card(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = send(world, db, "guilan")
            missing = [{"code": ticket.details["materials"][0]["code"]}]
            step(world, db, "li", ticket.id, "notify_deficiency", missing=missing, way="paper")
        for day in range(10, 25):  # The fifteenth working day is the 15th of December.
            clock.move_to(TUESDAY + timedelta(days=day, hours=1))
            tick(world.database)
        assert set(cards(world, "guilan")) == {"ticket_reminded"}
        assert cards(world, "li") + cards(world, "zhao") + cards(world, "zhou") == []
        assert world.client("li").get(f"/api/v1/tickets/{ticket.id}").json()["card"] == "none"


def test_a_matter_may_become_more_urgent_and_nobody_is_late_at_that_moment(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=False) as clock, world.database.writing() as db:
        ticket = send(world, db, "guilan")
        step(world, db, "li", ticket.id, "take")
        clock.move_to(TUESDAY + timedelta(hours=8))  # Five in the afternoon: an hour is left of this day.
        step(world, db, "zhang", ticket.id, "change_urgency", urgency="urgent", reason="deadline")
        assert (ticket.urgency, ticket.assignee_id) == ("urgent", world.id("li"))
        assert ticket.due_at == datetime(2026, 11, 25, 9, 30, tzinfo=LOCAL)
        told = db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id("li"))).all()
        assert "ticket_hurry" in told
        with pytest.raises(Refusal, match="urgency_unchanged"):
            step(world, db, "li", ticket.id, "change_urgency", urgency="urgent", reason="deadline")
        with pytest.raises(Refusal, match="secretary_slows_down"):
            step(world, db, "li", ticket.id, "change_urgency", urgency="normal", reason="can_wait")
        step(world, db, "zhao", ticket.id, "change_urgency", urgency="normal", reason="can_wait")
        assert ticket.due_at == datetime(2026, 11, 25, 23, 59, 59, tzinfo=LOCAL)


def test_a_new_holiday_moves_the_open_dates_writes_it_down_and_tells_who_was_promised_them(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        with world.database.writing() as db:
            moved, paused = send(world, db, "guilan"), send(world, db, "yulan", "finance")
            before = moved.due_at
            confirm_year(db, 2026, {date(2026, 11, 25): Day(is_workday=False, name="雪灾放假")}, "the county")
        assert recount(world.database) == 2
        with world.database.reading() as db:
            after = db.get_one(Ticket, moved.id).due_at
        assert after is not None
        assert before is not None
        assert after - before == timedelta(days=1)
        (event,) = log(world, moved.id, "recounted")
        assert event.data == {"was": before.isoformat(), "due_at": after.isoformat()}
        seen = world.client("guilan").get(f"/api/v1/tickets/{moved.id}").json()
        assert seen["events"][-1]["text"] == "放假或开门时间变了，日期改为11月26日（周四）"
        assert datetime.fromisoformat(seen["due_at"]) == after
        with world.database.reading() as db:
            told = set(db.exec(select(Notice.person_id).where(col(Notice.kind) == "ticket_new_date")))
        assert told >= {world.id("guilan"), world.id("yulan"), world.id("li")}
        assert recount(world.database) == 0, "counting again moves nothing"
        assert len(log(world, paused.id, "recounted")) == 1


def test_a_card_that_was_given_too_early_is_given_again_at_the_new_date(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = send(world, db, "guilan")
            step(world, db, "li", ticket.id, "take")
        clock.move_to(TUESDAY + timedelta(days=2))
        tick(world.database)
        with world.database.writing() as db:
            closed = {date(2026, 11, n): Day(is_workday=False, name="雪灾放假") for n in (25, 26)}
            confirm_year(db, 2026, closed, "the county")
        recount(world.database)
        clock.move_to(TUESDAY + timedelta(days=4))
        tick(world.database)
        roles = [event.data["role"] for event in log(world, ticket.id, "escalated")]
        assert roles == ["village_secretary", "village_secretary"]


def test_silence_accepts_and_everybody_hears_of_it(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            ticket = send(world, db, "guilan")
            step(world, db, "li", ticket.id, "take")
        clock.move_to(datetime(2026, 12, 1, 23, 0, tzinfo=LOCAL))
        tick(world.database)
        with world.database.reading() as db:
            assert db.get_one(Ticket, ticket.id).state == "submitted", "the fifth working day is not over"
        clock.move_to(datetime(2026, 12, 2, 8, 0, tzinfo=LOCAL))
        tick(world.database)
        seen = world.client("guilan").get(f"/api/v1/tickets/{ticket.id}").json()
        assert (seen["state"], seen["details"]["deemed_accepted_on"]) == ("accepted", "2026-11-24")
        assert seen["events"][-1]["text"] == "村里没有按时答复，按规定从收到那天起算受理"
        assert [clock["card"] for clock in seen["clocks"] if clock["name"] == "response"] == ["red"]
        with world.database.reading() as db:
            rows = select(Notice.person_id).where(col(Notice.kind) == "ticket_deem_accepted")
            assert set(db.exec(rows)) == {world.id("li"), world.id("zhao"), world.id("zhou")}
            moved = select(Notice.person_id).where(col(Notice.kind) == "ticket_moved")
            assert world.id("guilan") in set(db.exec(moved))
        clock.move_to(datetime(2026, 12, 2, 9, 0, tzinfo=LOCAL))
        tick(world.database)
        assert len(log(world, ticket.id, "moved")) == 2, "once"


def test_a_broken_promise_is_a_withdrawal_once_somebody_has_rung(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        with world.database.writing() as db:
            item = item_by_code(db, "JY-01", today())
            item.materials = [*item.materials[:-1], {**item.materials[-1], "may_follow": True}]
            ticket = send(world, db, "guilan", item_code="JY-01")
            papers = [{"code": paper["code"]} for paper in ticket.details["materials"]]
            given = {"materials": papers[:-1], "promise_on": "2026-12-04", "receipt_given": True}
            step(world, db, "li", ticket.id, "accept", **given)
        for day in range(1, 10):
            clock.move_to(TUESDAY + timedelta(days=day, hours=1))
            tick(world.database)
        assert (len(log(world, ticket.id, "reminded")), len(log(world, ticket.id, "call_asked"))) == (1, 1)
        clock.move_to(datetime(2026, 12, 6, 10, 0, tzinfo=LOCAL))
        tick(world.database)
        with world.database.writing() as db:
            assert db.get_one(Ticket, ticket.id).state == "accepted", "nobody has rung yet"
            step(world, db, "li", ticket.id, "remind", way="phone")
        clock.move_to(datetime(2026, 12, 7, 10, 0, tzinfo=LOCAL))
        tick(world.database)
        seen = world.client("guilan").get(f"/api/v1/tickets/{ticket.id}").json()
        assert (seen["state"], seen["state_label"]) == ("lapsed", "逾期未补视为撤回")


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (["date,is_workday,name,source"], "no day"),
        (["date,is_workday,name,source", "2027-01-01,maybe,元旦,x"], "line 2"),
        (["date,is_workday,name,source", "2027-01-01,0,元旦,x", "tomorrow,0,元旦,x"], "line 3"),
        (["date,is_workday,name,source", "2027-01-01,0,元旦,x", "2028-01-01,0,元旦,x"], "outside that year"),
    ],
)
def test_a_notice_that_cannot_be_read_changes_nothing(world: World, lines: list[str], why: str) -> None:
    with world.database.writing() as db, pytest.raises(ValueError, match=why):
        take_notice(db, lines)


def test_the_county_takes_the_yearly_notice_by_one_command(world: World) -> None:
    def take(notice: str) -> command.Ended:
        return command.run("calendar", environment=os.environ | {"DATABASE_URL": world.database.url}, told=notice)

    wrong = take("date,is_workday,name,source\n2027-01-01,0,元旦,notice\nsoon,0,元旦,notice\n")
    assert wrong.returncode == 1
    assert "Nothing was changed: line 3" in wrong.stderr
    taken = take("date,is_workday,name,source\n2027-01-01,0,元旦,notice\n")
    assert taken.stdout == "2027 is confirmed; 0 deadline(s) moved\n", taken.stderr
    with world.database.reading() as db:
        assert db.get_one(WorkDay, date(2027, 1, 1)).source == "notice"
