"""The duty log writes itself: what was done stands in it, what is for few eyes does not, and words are only ever added."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import Session, select

from app.audit.models import AuditEntry
from app.core.clock import LOCAL, now
from app.core.problems import Refusal
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from app.proxy.duty_log import queries, service
from app.proxy.duty_log.day import queries as days
from app.proxy.duty_log.models import DutyRemark
from app.proxy.duty_log.schemas import DutyDay, DutyMonth, RemarkIn, RemarkOut
from app.proxy.schemas import TripIn
from app.proxy.service import log_trip
from app.tickets.models import Ticket
from app.tickets.notes.service import add_note
from app.tickets.schemas import NoteIn
from tests.oversight.carried import accepted, send, step
from tests.people.test_texts import ID_NUMBER
from tests.support.papers import cells, size_in_mm, text
from tests.support.world import HUAISHU, World

DAY = date(2027, 3, 2)  # A Tuesday on which the demo has nothing planned.
MORNING = datetime(2027, 3, 2, 9, tzinfo=LOCAL)


@pytest.fixture(autouse=True)
def clock(world: World) -> Iterator[time_machine.Traveller]:  # noqa: ARG001 - the demo is made before.
    """Nine o'clock on a day three months after the demo was made."""
    with time_machine.travel(MORNING, tick=False) as clock:
        yield clock


def _day(world: World, who: str = "zhao", on: date = DAY, *, printed: bool = False) -> DutyDay:
    with world.database.reading() as db:
        return days.day(db, world.actor(db, who), HUAISHU, on, "zh", printed=printed)


def _month(world: World, who: str = "zhao", month: str = "2027-03") -> DutyMonth:
    with world.database.reading() as db:
        return queries.month(db, world.actor(db, who), HUAISHU, month, "zh")


def _turn(world: World, db: Session, who: str, begin: str, end: str) -> UUID:
    hours = {
        "starts_at": datetime.fromisoformat(f"2027-03-{begin}:00+08:00"),
        "ends_at": datetime.fromisoformat(f"2027-03-{end}:00+08:00"),
    }
    asked = ShiftIn.model_validate({"id": uuid4(), "village_code": HUAISHU, "person_id": world.id(who)} | hours)
    return plan_shift(db, SYSTEM, asked).shift.id


def _recorded(world: World, db: Session, by: str, service_name: str = "errand", **more: Any) -> Ticket:
    helped = {"person_id": world.id("guilan")}
    told = {"channel": "walk_in", "beneficiary": helped, "identity_checked": "known_in_person"}
    return send(world, db, by, service_name, **(told | more))


def _wrote(world: World, who: str = "li", **told: Any) -> RemarkOut:
    with world.database.writing() as db:
        asked = RemarkIn.model_validate({"id": uuid4(), "village_code": HUAISHU, "kind": "note"} | told)
        remark, _ = service.write_remark(db, world.actor(db, who), asked)
        return days.shown(db, [remark], "zh")[0]


def _refusal(world: World, who: str = "li", **told: Any) -> str:
    with pytest.raises(Refusal) as found:
        _wrote(world, who, **told)
    return found.value.code


def test_visits_calls_steps_and_trips_stand_in_the_log_without_being_typed(world: World) -> None:
    assert _day(world).counts.walk_ins == 0
    was_open = _day(world).counts.open_at_end
    with world.database.writing() as db:
        visit = _recorded(world, db, "li")
        call = _recorded(world, db, "zhang", channel="phone")
        add_note(db, world.actor(db, "li"), visit.id, NoteIn(id=uuid4(), text="下午再来一趟"))
        trip = {"ticket_ids": [visit.id], "action": "lodge", "place": "镇便民服务中心", "result": "收下了"}
        log_trip(db, world.actor(db, "li"), TripIn.model_validate({"id": uuid4()} | trip))
        numbers = visit.ticket_no, call.ticket_no
    day = _day(world)
    counts = day.counts
    assert (counts.walk_ins, counts.calls, counts.notes, counts.trips) == (1, 1, 1, 1)
    assert counts.open_at_end == was_open + 2
    marks = {line.ticket_no: line.marks for line in day.matters}
    assert (marks[numbers[0]], marks[numbers[1]]) == (["walk_in", "open"], ["phone", "open"])
    assert [(trip.who, trip.place, trip.numbers) for trip in day.trips] == [("李秀英", "镇便民服务中心", [numbers[0]])]
    assert {(act.ticket_no, act.text) for act in day.acts} >= {(numbers[0], "李秀英补充了一句")}
    everything = day.model_dump_json()
    assert "刘桂兰" not in everything
    assert "下午再来一趟" not in everything


def test_what_is_done_and_passed_on_is_told_apart_from_what_stays_open(world: World) -> None:
    with world.database.writing() as db:
        here = _recorded(world, db, "li", item_code="ZM-01")
        step(world, db, "li", here.id, "complete_now", result="开好了证明")
        lodged = accepted(world, db, "guilan")
        step(world, db, "li", lodged.id, "lodge", window="4 号窗口", handed_to="周敏")
        numbers = here.ticket_no, lodged.ticket_no
    day = _day(world)
    assert (day.counts.handled, day.counts.passed_on) == (1, 1)
    marks = {line.ticket_no: line.marks for line in day.matters}
    assert "handled" in marks[numbers[0]]
    assert marks[numbers[1]] == ["new", "passed_on", "open"]


def test_the_first_act_of_a_turn_is_the_sign_that_somebody_sat(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        _turn(world, db, "li", "02T08:30", "02T12:00")
        _turn(world, db, "zhang", "02T14:30", "02T18:00")
    assert [(turn.name, turn.served) for turn in _day(world).turns] == [("李秀英", False), ("张建国", False)]
    clock.shift(timedelta(minutes=17))
    with world.database.writing() as db:
        _recorded(world, db, "li")
        _recorded(world, db, "zhang")  # Not his turn: it is no sign for him.
    clock.shift(timedelta(minutes=30))
    with world.database.writing() as db:
        _recorded(world, db, "li")
    first, second = _day(world).turns
    assert first.served
    assert first.first_act_at is not None
    assert f"{first.first_act_at.astimezone(LOCAL):%H:%M}" == "09:17"
    assert not second.served
    # To the township it is a yes, never a clock.
    [line, _] = _day(world, "zhou").turns
    assert (line.served, line.first_act_at) == (True, None)


def test_nobody_can_clock_in() -> None:
    fields = " ".join(RemarkIn.model_fields)
    assert not [
        word for word in ("check_in", "arrived", "lat", "lng", "position", "score") if word in fields.split("_")
    ]


def test_a_night_turn_is_signed_by_what_was_done_after_midnight(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        _turn(world, db, "li", "02T20:00", "03T08:00")
    clock.move_to(datetime(2027, 3, 3, 2, 30, tzinfo=LOCAL))
    with world.database.writing() as db:
        _recorded(world, db, "li", channel="phone")
    for on in (DAY, DAY + timedelta(days=1)):
        [turn] = _day(world, on=on).turns
        assert turn.served
    assert _day(world).counts.calls == 0
    assert _day(world, on=DAY + timedelta(days=1)).counts.calls == 1
    lines = {line.on: line for line in _month(world).days}
    assert [turn.name for turn in lines[DAY].turns] == ["李秀英"]
    assert lines[DAY + timedelta(days=1)].turns == []


def test_quarrels_are_numbers_to_those_who_may_not_know_them_and_small_numbers_hide(world: World) -> None:
    def hidden(who: str) -> dict[str, int | str]:
        return {each.service: each.count for each in _day(world, who).hidden}

    # A day without any looks like a day with one or two.
    assert hidden("li") == {"dispute": "<3"}
    assert hidden("zhou") == {"medical": "<5", "dispute": "<3"}
    with world.database.writing() as db:
        quarrel = send(world, db, "dashan", "dispute")
        illness = send(world, db, "guilan", "medical")
        numbers = quarrel.ticket_no, illness.ticket_no
    assert hidden("li") == {"dispute": "<3"}
    assert hidden("zhao") == {}
    assert numbers[0] in _day(world, "zhao").model_dump_json()
    assert numbers[0] not in _day(world, "li").model_dump_json()
    assert numbers[1] in _day(world, "li").model_dump_json()
    seen = {who: _day(world, who).counts.other for who in ("zhao", "li", "zhou")}
    assert seen == {"zhao": 2, "li": 1, "zhou": 0}
    with world.database.writing() as db:
        for _ in range(2):
            send(world, db, "dashan", "dispute")
    assert hidden("li") == {"dispute": 3}


def test_the_township_gets_turns_and_numbers_and_no_content(world: World) -> None:
    _wrote(world, text="停电两个小时")
    with world.database.writing() as db:
        _turn(world, db, "li", "02T08:30", "02T12:00")
        _recorded(world, db, "li", urgency="urgent")
    day = _day(world, "zhou")
    assert not day.content
    assert not day.may_write
    assert (day.counts.walk_ins, day.counts.urgent, day.counts.remarks) == (1, 1, 1)
    assert [turn.name for turn in day.turns] == ["李秀英"]
    assert [len(lines) for lines in (day.matters, day.acts, day.trips, day.urgent, day.remarks)] == [0] * 5
    assert "停电" not in day.model_dump_json()


def test_what_was_urgent_stands_there_with_whom_it_was_told(world: World) -> None:
    with world.database.writing() as db:
        ticket = _recorded(world, db, "zhang", urgency="emergency")
        number, has_it = ticket.ticket_no, ticket.assignee_id
    [line] = _day(world).urgent
    assert (line.ticket_no, line.label) == (number, "紧急")
    with world.database.reading() as db:
        assert line.told == ([] if has_it == world.id("zhang") else line.told)
        assert len(line.told) == (0 if has_it in {None, world.id("zhang")} else 1)


def test_what_was_open_at_the_end_of_a_day_stays_in_its_log(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        ticket = _recorded(world, db, "li", item_code="ZM-01")
        number, ticket_id = ticket.ticket_no, ticket.id
    clock.shift(timedelta(days=1))
    with world.database.writing() as db:
        step(world, db, "li", ticket_id, "complete_now", result="开好了证明")
    clock.shift(timedelta(days=1))

    def is_open(on: date) -> bool:
        return any(line.ticket_no == number and "open" in line.marks for line in _day(world, on=on).matters)

    assert is_open(DAY)
    after = {line.ticket_no: line.marks for line in _day(world, on=DAY + timedelta(days=1)).matters}
    assert "handled" not in after.get(number, [])
    assert _month(world).totals.walk_ins == 1


def test_what_was_done_without_a_network_stands_on_the_day_on_which_it_was_done(
    world: World, clock: time_machine.Traveller
) -> None:
    done_at = now()
    clock.shift(timedelta(days=1))
    with world.database.writing() as db:
        _recorded(world, db, "li", reported_at=done_at.isoformat())
    assert _day(world).counts.walk_ins == 1
    assert _day(world, on=DAY + timedelta(days=1)).counts.walk_ins == 0


def test_a_word_is_added_once_and_never_changed(world: World) -> None:
    asked: dict[str, Any] = {"id": uuid4(), "text": "下大雪，路滑", "kind": "weather"}
    first, again = _wrote(world, **asked), _wrote(world, **asked)
    assert first == again
    assert (first.label, first.late, first.by) == ("天气", False, "李秀英")
    assert _refusal(world, **(asked | {"text": "天晴"})) == "id_taken"
    assert _refusal(world, "zhang", **asked) == "id_taken"
    with world.database.reading() as db:
        assert len(db.exec(select(DutyRemark)).all()) == 1


def test_a_word_that_comes_a_day_after_the_day_is_marked_as_later(world: World, clock: time_machine.Traveller) -> None:
    at = MORNING.isoformat()
    clock.move_to(datetime(2027, 3, 3, 23, 59, tzinfo=LOCAL))
    assert not _wrote(world, text="补一句", happened_at=at).late
    clock.move_to(datetime(2027, 3, 4, 0, 1, tzinfo=LOCAL))
    assert _wrote(world, text="再补一句", happened_at=at).late
    assert [(remark.text, remark.late) for remark in _day(world).remarks] == [("补一句", False), ("再补一句", True)]


def test_an_emergency_says_to_whom_it_was_reported_and_when(world: World) -> None:
    assert _refusal(world, kind="emergency", text="三组着火") == "something_missing"
    told = _wrote(world, kind="emergency", text="三组着火", told_whom="镇值班室")
    assert (told.told_whom, told.told_at) == ("镇值班室", now())
    assert _day(world).counts.emergencies == 1
    assert _day(world, "zhou").counts.emergencies == 1


def test_what_stood_on_paper_counts_and_says_who_typed_it_in_and_when(
    world: World, clock: time_machine.Traveller
) -> None:
    with world.database.writing() as db:
        _turn(world, db, "zhang", "02T08:30", "02T12:00")
    clock.move_to(datetime(2027, 3, 2, 16, 0, tzinfo=LOCAL))
    at = MORNING.isoformat()
    line = _wrote(world, kind="walk_in", count=3, on_paper=True, sat_id=world.id("zhang"), happened_at=at)
    assert (line.by, line.sat, line.on_paper, line.written_at) == ("李秀英", "张建国", True, now())
    _wrote(world, kind="handled", count=2, on_paper=True, happened_at=at)
    day = _day(world)
    assert (day.counts.walk_ins, day.counts.handled, day.counts.on_paper) == (3, 2, 2)
    [turn] = day.turns
    assert (turn.served, turn.on_paper, turn.first_act_at) == (True, True, MORNING)


def test_what_counts_by_itself_is_not_typed_in(world: World) -> None:
    assert _refusal(world, kind="walk_in", count=9) == "counts_by_itself"
    assert _refusal(world, kind="call", on_paper=True) == "something_missing"
    assert _refusal(world, kind="note") == "something_missing"
    assert _refusal(world, text="明天的事", happened_at=(now() + timedelta(hours=1)).isoformat()) == "bad_day"
    assert _refusal(world, text="很久以前", happened_at=(now() - timedelta(days=400)).isoformat()) == "bad_day"
    assert _refusal(world, text="好", on_paper=True, sat_id=world.id("guilan")) == "not_staff"
    for secret in ("卡号 4111 1111 1111 1111", "密码123456", ID_NUMBER):
        assert _refusal(world, text=secret) == "forbidden_text"
    assert _refusal(world, "zhou", text="镇里来写") == "not_your_role"


def test_a_days_sheet_names_no_quarrel_even_for_the_secretary(world: World) -> None:
    with world.database.writing() as db:
        _turn(world, db, "li", "02T08:30", "02T12:00")
        quarrel = send(world, db, "dashan", "dispute").ticket_no
        errand = _recorded(world, db, "li").ticket_no
    _wrote(world, kind="inspection", text="镇里来看了值班")
    client = world.client("zhao")
    answer = client.get(f"/api/v1/duty-log/days/{DAY}/sheet.pdf", params={"village_code": HUAISHU})
    assert answer.status_code == 200, answer.text
    made = text(answer.content)
    assert size_in_mm(answer.content) == (210, 297)
    assert errand in made
    assert quarrel not in made
    assert "镇里来看了值班" in made
    assert "刘桂兰" not in made
    with world.database.reading() as db:
        taken = db.exec(select(AuditEntry).where(AuditEntry.what == "duty_log_exported")).one()
        assert taken.data == {"day": "2027-03-02", "form": "pdf"}


def test_a_month_goes_out_as_sheet_and_as_workbook(world: World, clock: time_machine.Traveller) -> None:
    with world.database.writing() as db:
        _turn(world, db, "li", "02T08:30", "02T12:00")
        _recorded(world, db, "li")
    clock.shift(timedelta(days=2))
    month = _month(world)
    assert [line.on.day for line in month.days] == list(range(1, 5))
    assert month.totals.walk_ins == 1
    client, query = world.client("zhou"), {"village_code": HUAISHU, "month": "2027-03"}
    sheet = client.get("/api/v1/duty-log/sheet.pdf", params=query)
    assert size_in_mm(sheet.content) == (297, 210)
    assert "08:30–12:00 李秀英" in text(sheet.content)
    book = client.get("/api/v1/duty-log/sheet.xlsx", params=query)
    assert "08:30–12:00 李秀英" in cells(book.content)
    assert client.get("/api/v1/duty-log/sheet.csv", params=query).status_code == 422


def test_a_month_to_come_is_empty_and_a_day_of_no_calendar_is_refused(world: World) -> None:
    assert _month(world, month="2027-06").days == []
    client = world.client("li")
    for on in ("0001-01-01", "9999-12-31"):
        answer = client.get(f"/api/v1/duty-log/days/{on}", params={"village_code": HUAISHU})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_day")


def test_the_same_word_sent_twice_is_answered_with_200(world: World) -> None:
    body = {"id": str(uuid4()), "village_code": HUAISHU, "kind": "note", "text": "好"}
    client = world.client("li")
    answers = [client.post("/api/v1/duty-log/remarks", json=body) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].json() == answers[1].json()
