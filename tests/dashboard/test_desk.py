"""The duty desk: one's turn, the boxes, promises, papers for town."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.catalogue.models import ServiceItem
from app.core.clock import now, replay
from app.core.problems import Refusal
from app.dashboard.desk.queries import desk
from app.dashboard.desk.rules import hands_over_to, own_turn
from app.dashboard.desk.schemas import Desk
from app.duty.models import DutyShift, ShiftKind
from app.duty.rules import Turn
from app.people.actor import SYSTEM
from app.people.models import Role
from app.people.service import grant_role
from app.tickets.answers.lists.queries import page
from tests.dashboard.counting import statements
from tests.oversight.carried import accepted, delivered, send, step
from tests.support.world import HUAISHU, YINAN, World

MORNING = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
LI, ZHANG = uuid4(), uuid4()


def _turn(person: object, hours: int, *, kind: ShiftKind = ShiftKind.DUTY) -> Turn:
    starts_at = MORNING + timedelta(hours=hours)
    name = "李秀英" if person is LI else "张建国"
    return Turn(uuid4(), 1, kind, starts_at, starts_at + timedelta(hours=3), LI if person is LI else ZHANG, name)


def _desk(world: World, db: Session, who: str, village: str | None = None) -> Desk:
    return desk(db, world.actor(db, who), "zh", village)


def test_one_s_own_turn_is_the_running_one_or_the_next_of_today() -> None:
    morning, noon, tomorrow = _turn(LI, 0), _turn(LI, 6), _turn(LI, 24)
    turns = [morning, noon, tomorrow]
    assert own_turn(turns, LI, MORNING + timedelta(hours=1)) == morning
    assert own_turn(turns, LI, MORNING + timedelta(hours=3)) == noon
    assert own_turn(turns, LI, MORNING + timedelta(hours=10)) is None
    assert own_turn(turns, ZHANG, MORNING) is None


def test_a_turn_is_handed_to_the_next_other_person_on_duty() -> None:
    own = _turn(LI, 0)
    joint, again, next_day = _turn(ZHANG, 4, kind=ShiftKind.JOINT_OFFICE), _turn(LI, 6), _turn(ZHANG, 24)
    assert hands_over_to([own, joint, again, next_day], own) == "张建国"
    assert hands_over_to([own, again], own) is None


def test_whoever_is_on_duty_sees_until_when_and_who_comes_next(world: World) -> None:
    with world.database.writing() as db:
        ahead = select(DutyShift).where(DutyShift.person_id == world.id("li"), DutyShift.starts_at > now())
        shift = db.exec(ahead.order_by(DutyShift.starts_at)).first()  # type: ignore[arg-type]
        assert shift
        with replay(shift.starts_at + timedelta(minutes=5)):
            mine, other = _desk(world, db, "li"), _desk(world, db, "zhang")
    assert mine.on_duty
    assert mine.shift
    assert (mine.shift.from_, mine.shift.to) in {("08:30", "12:00"), ("14:30", "18:00")}
    assert mine.shift.hand_to == "张建国"
    assert not other.on_duty
    assert other.on_duty_now
    assert other.on_duty_now.name == "李秀英"


def test_a_desk_without_any_turn_says_that_nobody_is_on_duty(world: World) -> None:
    with world.database.writing() as db:
        for shift in db.exec(select(DutyShift)):
            db.delete(shift)
        db.flush()
        empty = _desk(world, db, "li")
    assert (empty.on_duty, empty.shift, empty.on_duty_now) == (False, None, None)


@pytest.mark.parametrize("who", ["li", "zhao", "liu", "sun"])
def test_the_counts_are_those_of_the_boxes(world: World, who: str) -> None:
    with world.database.writing() as db:
        accepted(world, db, "guilan", "zhang")
        accepted(world, db, "yulan", "li")
        delivered(world, db, "yulan", "li")
        for service in ("medical", "dispute", "parcel", "finance"):
            send(world, db, "dashan", service)
        step(world, db, "li", send(world, db, "guilan").id, "take")
        send(world, db, "pan3", village=YINAN)
        counts = _desk(world, db, who).counts.model_dump()
        actor = world.actor(db, who)
        for box, n in counts.items():
            assert (box, len(page(db, actor, box, "zh", limit=100).items)) == (box, n)
        assert counts["open"] > 0


def test_papers_that_are_complete_wait_to_be_carried_to_town(world: World) -> None:
    with world.database.writing() as db:
        ready = accepted(world, db, "guilan", "zhang")
        send(world, db, "yulan")
        assert [row.id for row in _desk(world, db, "li").to_town] == [ready.id]
        step(world, db, "zhang", ready.id, "lodge", window="4 号窗口", handed_to="周敏")
        assert _desk(world, db, "li").to_town == []


def test_what_was_promised_for_these_days_stands_on_the_desk_of_whoever_promised(world: World) -> None:
    with world.database.writing() as db:
        soon, late, later, theirs = (accepted(world, db, "guilan", "li") for _ in range(4))
        soon.due_at, later.due_at = now() + timedelta(hours=30), now() + timedelta(days=5)
        late.due_at = now() - timedelta(hours=1)
        theirs.due_at, theirs.clock_owner = now() + timedelta(hours=1), "authority"
        db.flush()
        assert [row.id for row in _desk(world, db, "li").promised] == [late.id, soon.id]
        assert _desk(world, db, "zhang").promised == []


def test_the_desk_names_colleagues_to_hand_over_to(world: World) -> None:
    with world.database.writing() as db:
        assert {each.name for each in _desk(world, db, "li").staff} == {
            "李秀英",
            "张建国",
            "赵长河",
            "刘正平",
            "孙立民",
        }


def test_somebody_of_two_villages_has_two_desks(world: World) -> None:
    with world.database.writing() as db:
        grant_role(db, SYSTEM, world.id("li"), Role.DUTY_CADRE, YINAN)
        db.flush()
        send(world, db, "pan3", village=YINAN)
        send(world, db, "guilan"), send(world, db, "yulan")
        desks = {code: _desk(world, db, "li", code) for code in (HUAISHU, YINAN)}
        assert {code: each.counts.open for code, each in desks.items()} == {HUAISHU: 2, YINAN: 1}
        assert [each.code for each in desks[HUAISHU].villages] == sorted([HUAISHU, YINAN])
        assert _desk(world, db, "li").village.code == YINAN


@pytest.mark.parametrize(
    ("who", "village", "code"),
    [
        ("guilan", None, "not_your_desk"),
        ("zhou", None, "not_your_desk"),
        ("he", None, "not_your_desk"),
        ("admin", None, "not_your_desk"),
        ("li", YINAN, "not_found"),
        ("li", "610430999999", "not_found"),
    ],
)
def test_a_desk_is_for_those_who_work_there(world: World, who: str, village: str | None, code: str) -> None:
    with world.database.writing() as db, pytest.raises(Refusal, match=code):
        _desk(world, db, who, village)


def test_the_desk_over_http_has_the_names_of_the_contract(world: World) -> None:
    found = world.client("li").get("/api/v1/desk", params={"village_code": HUAISHU})
    assert found.status_code == 200
    told = found.json()
    assert told["village"] == {"code": HUAISHU, "name": "大槐树村"}
    assert told["person"] == {"id": str(world.id("li")), "name": "李秀英"}
    assert set(told["counts"]) == {"mine", "unassigned", "waiting", "late", "open"}
    assert told["shift"] is None or set(told["shift"]) == {"id", "from", "to", "hand_to", "out_note"}
    assert told["slips"] == 0
    assert told["unread"] == world.client("li").get("/api/v1/me").json()["unread_notices"]
    assert world.client("guilan").get("/api/v1/desk").status_code == 403
    assert world.stranger().get("/api/v1/desk").status_code == 401


def test_papers_for_one_window_stand_together_by_the_most_pressing_window(world: World) -> None:
    first, second = "镇上审核，县民政局定", "镇便民服务中心2号窗口"
    with world.database.writing() as db:
        pension = db.exec(select(ServiceItem).where(ServiceItem.code == "RS-01")).one()
        pension.window_zh = second
        db.add(pension)
        for hours, item in enumerate(("MZ-04", "RS-01", "MZ-04")):
            ticket = accepted(world, db, item_code=item)
            ticket.due_at = now() + timedelta(hours=hours)
            db.add(ticket)
        db.flush()
        town = desk(db, world.actor(db, "li"), "zh").to_town
    assert [(row.where, row.title) for row in town] == [
        (first, "高龄老人补贴"),
        (first, "高龄老人补贴"),
        (second, "城乡居民养老保险参保登记"),
    ]


def test_a_desk_takes_the_same_number_of_statements_however_much_lies_on_it(world: World) -> None:
    with world.database.writing() as db:
        accepted(world, db)
        li = world.actor(db, "li")
        db.flush()
        with statements(world.database) as few:
            desk(db, li, "zh")
        for _ in range(6):
            accepted(world, db)
            send(world, db, "dashan", "parcel")
        db.flush()
        with statements(world.database) as many:
            assert len(desk(db, li, "zh").to_town) == 7
    assert len(few) == len(many) <= 14


def test_a_colleague_may_take_over_the_turn_that_runs_and_whoever_sits_may_not(world: World) -> None:
    with world.database.writing() as db:
        ahead = select(DutyShift).where(DutyShift.person_id == world.id("li"), DutyShift.starts_at > now())
        shift = db.exec(ahead.order_by(DutyShift.starts_at)).first()  # type: ignore[arg-type]
        assert shift
        with replay(shift.starts_at + timedelta(minutes=5)):
            mine, other = _desk(world, db, "li"), _desk(world, db, "zhang")
        with replay(shift.starts_at - timedelta(hours=2)):
            early = _desk(world, db, "zhang")
    assert mine.take_over is None
    assert other.take_over
    assert (other.take_over.shift_id, other.take_over.name, other.take_over.on_leave) == (shift.id, "李秀英", False)
    assert early.take_over is None
