"""AB岗: who is named to stand in acts when the handler is away or silent, within the same authority, until he is back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.duty.roster.leave.service import cancel_leave, take_leave
from app.duty.roster.schemas import LeaveIn
from app.main import tick
from app.notices.models import Notice
from app.people.actor import SYSTEM, Role
from app.people.service import grant_role
from app.tickets.models import Ticket
from tests.oversight.carried import accepted, send
from tests.support.world import HUAISHU, World
from tests.tickets.test_watch import TUESDAY


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def moved(world: World, key: str, ticket_id: UUID, move: str, **data: Any) -> Any:
    version = world.client("zhao").get(f"/api/v1/tickets/{ticket_id}").json()["version"]
    step = {"id": str(uuid4()), "move": move, "version": version, "data": data}
    return world.client(key).post(f"/api/v1/tickets/{ticket_id}/moves", json=step)


def page(world: World, key: str, ticket_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()
    return found


def on_desk(world: World, key: str) -> list[str]:
    return [row["id"] for row in world.client(key).get("/api/v1/tickets", params={"box": "mine"}).json()["items"]]


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        return list(db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id(key))))


def taken_on(world: World) -> UUID:
    """An errand of 刘桂兰's that 李秀英 took on, under a paper that names her and 张建国."""
    with world.database.writing() as db:
        ticket = accepted(world, db, "guilan", "li")
        paper = {**ticket.details["authorisation"]}
        paper["agent_ids"] = [str(world.id("li")), str(world.id("zhang"))]
        ticket.details = {**ticket.details, "authorisation": paper}
        return ticket.id


def test_the_handler_or_the_secretary_name_somebody_else_of_the_staff(world: World) -> None:
    ticket_id = taken_on(world)
    refused = moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("li")))
    assert (refused.status_code, refused.json()["code"]) == (422, "backup_is_handler")
    refused = moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("liu")))
    assert (refused.status_code, refused.json()["code"]) == (422, "agent_not_authorised"), "the paper names others"
    refused = moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("guilan")))
    assert refused.status_code == 422
    assert moved(world, "zhao", ticket_id, "set_backup", backup_id=str(world.id("zhang"))).status_code == 200
    shown = page(world, "li", ticket_id)
    assert (shown["backup"]["name"], shown["stands_in"], shown["acting"]["name"]) == ("张建国", None, "李秀英")
    assert str(ticket_id) not in on_desk(world, "zhang"), "until he stands in it is not his"
    assert page(world, "guilan", ticket_id)["backup"] is None
    assert moved(world, "li", ticket_id, "clear_backup").status_code == 200
    assert page(world, "li", ticket_id)["backup"] is None


def test_nothing_new_has_a_backup(world: World) -> None:
    with world.database.writing() as db:
        ticket_id = send(world, db, "guilan").id
    moves = [move["move"] for move in page(world, "zhao", ticket_id)["moves"]]
    assert "take" in moves
    assert "set_backup" not in moves


def test_while_the_handler_is_on_leave_the_backup_acts(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = taken_on(world)
    assert moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("zhang"))).status_code == 200
    first = (TUESDAY + timedelta(days=1)).date()
    with world.database.writing() as db:
        asked = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=first, last_on=first + timedelta(days=1))
        take_leave(db, world.actor(db, "li"), asked)
    tick(world.database)
    assert page(world, "li", ticket_id)["stands_in"] is None, "the leave has not begun"
    clock.move_to(TUESDAY + timedelta(days=1))
    tick(world.database)
    tick(world.database)
    shown = page(world, "zhang", ticket_id)
    assert (shown["stands_in"], shown["acting"]["name"], shown["assignee"]["name"]) == ("leave", "张建国", "李秀英")
    assert shown["events"][-1]["text"] == "李秀英不在，B岗张建国顶上办"
    assert str(ticket_id) in on_desk(world, "zhang")
    helped = page(world, "guilan", ticket_id)
    assert "张建国" in helped["sentence"]
    assert helped["phone_to_call"] == {"name": "张建国", "phone": "00000000102"}
    assert (helped["stands_in"], helped["backup"]) == (None, None), "why is his own affair"
    assert told(world, "zhang").count("ticket_stood_in") == 1
    lodged = moved(world, "zhang", ticket_id, "lodge", window="4号窗口", handed_to="周敏")
    assert lodged.status_code == 200, "within the same authority"
    clock.move_to(TUESDAY + timedelta(days=3))
    tick(world.database)
    tick(world.database)
    shown = page(world, "li", ticket_id)
    assert (shown["stands_in"], shown["acting"]["name"]) == (None, "李秀英")
    assert shown["events"][-1]["text"] == "李秀英接着办，B岗张建国不用再顶"
    assert str(ticket_id) not in on_desk(world, "zhang")


def test_a_leave_that_is_taken_back_brings_the_handler_back(world: World, clock: time_machine.Traveller) -> None:
    ticket_id = taken_on(world)
    assert moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("zhang"))).status_code == 200
    day = TUESDAY.date()
    with world.database.writing() as db:
        asked = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=day, last_on=day)
        take_leave(db, world.actor(db, "li"), asked)
    tick(world.database)
    assert page(world, "li", ticket_id)["stands_in"] == "leave"
    with world.database.writing() as db:
        cancel_leave(db, world.actor(db, "li"), asked.id)
    clock.shift(timedelta(minutes=1))
    tick(world.database)
    assert page(world, "li", ticket_id)["stands_in"] is None


def test_after_a_working_days_silence_the_backup_acts_until_a_word_comes(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = taken_on(world)
    assert moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("zhang"))).status_code == 200
    due = page(world, "li", ticket_id)["due_at"]
    clock.move_to(TUESDAY + timedelta(days=1, hours=14))
    tick(world.database)
    assert page(world, "li", ticket_id)["stands_in"] is None, "the working day is not over"
    clock.move_to(TUESDAY + timedelta(days=2))
    tick(world.database)
    tick(world.database)
    shown = page(world, "zhang", ticket_id)
    assert (shown["stands_in"], shown["acting"]["name"], shown["due_at"]) == ("silence", "张建国", due)
    said = world.client("li").post(
        f"/api/v1/tickets/{ticket_id}/notes", json={"id": str(uuid4()), "text": "明天去镇上"}
    )
    assert said.status_code in {200, 201}
    shown = page(world, "li", ticket_id)
    assert (shown["stands_in"], shown["events"][-1]["what"]) == (None, "stood_down")


@pytest.mark.usefixtures("clock")
def test_whoever_takes_it_over_stands_in_for_nobody(world: World) -> None:
    ticket_id = taken_on(world)
    assert moved(world, "li", ticket_id, "set_backup", backup_id=str(world.id("zhang"))).status_code == 200
    assert moved(world, "zhang", ticket_id, "take").status_code == 200
    with world.database.reading() as db:
        ticket = db.get_one(Ticket, ticket_id)
        assert (ticket.assignee_id, ticket.backup_id, ticket.stands_in) == (world.id("zhang"), None, None)


def test_of_a_quarrel_only_another_mediator_or_the_secretary_stands_in_and_sees_it_then(
    world: World, clock: time_machine.Traveller
) -> None:
    parties = [{"name": "刘桂兰", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
    details = {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "水渠"}
    asked = {
        "id": str(uuid4()),
        "service": "dispute",
        "village_code": HUAISHU,
        "channel": "pwa_self",
        "details": details,
    }
    assert world.client("guilan").post("/api/v1/tickets", json=asked).status_code == 201
    ticket_id = UUID(asked["id"])  # type: ignore[arg-type]
    agreed = [{**each, "agreed": True} for each in parties]
    assert moved(world, "liu", ticket_id, "accept", parties=agreed, in_scope=True, explained=True).status_code == 200
    refused = moved(world, "liu", ticket_id, "set_backup", backup_id=str(world.id("zhang")))
    assert (refused.status_code, refused.json()["code"]) == (422, "not_staff")
    with world.database.writing() as db:
        grant_role(db, SYSTEM, world.id("yulan"), Role.MEDIATOR, HUAISHU)
    assert moved(world, "liu", ticket_id, "set_backup", backup_id=str(world.id("yulan"))).status_code == 200
    with world.database.reading() as db:
        yulan = world.actor(db, "yulan")
    assert yulan.holds(Role.MEDIATOR, "/") is False
    clock.shift(timedelta(days=2))
    with world.database.writing() as db:
        day = (TUESDAY + timedelta(days=2)).date()
        asked_leave = LeaveIn(id=uuid4(), village_code=HUAISHU, first_on=day, last_on=day)
        take_leave(db, world.actor(db, "liu"), asked_leave)
    tick(world.database)
    assert page(world, "zhao", ticket_id)["acting"]["name"] == "郭玉兰"
