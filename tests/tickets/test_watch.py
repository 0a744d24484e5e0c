"""Nobody is forgotten: late and ownerless tickets climb, once, and ripe steps make themselves."""

import threading
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.main import tick
from app.notices.models import Notice
from app.tickets.models import Ticket, TicketEvent
from tests.support.world import World, errand

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)


def submitted(world: World, **more: object) -> UUID:
    answer = world.client("guilan").post("/api/v1/tickets", json=errand(**more))
    assert answer.status_code == 201, answer.text
    return UUID(answer.json()["id"])


def climbs(world: World, ticket_id: UUID) -> list[str]:
    with world.database.reading() as db:
        rows = select(TicketEvent).where(col(TicketEvent.ticket_id) == ticket_id, col(TicketEvent.what) == "escalated")
        return [event.data["role"] for event in db.exec(rows.order_by(col(TicketEvent.seq)))]


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        return [notice.kind for notice in db.exec(select(Notice).where(col(Notice.person_id) == world.id(key)))]


def test_a_late_ticket_climbs_from_the_secretary_to_the_township(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        ticket_id = submitted(world)
        tick(world.database)
        assert climbs(world, ticket_id) == []
        clock.move_to(TUESDAY + timedelta(days=2))  # One working day is over since midnight.
        tick(world.database)
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary"]
        assert "ticket_escalated" in told(world, "zhao")
        assert "ticket_escalated" not in told(world, "zhou")
        clock.move_to(TUESDAY + timedelta(days=3))
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary", "town_officer"]
        assert "ticket_escalated" in told(world, "zhou")


def test_a_ticket_that_nobody_has_climbs_without_being_late(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        ticket_id = submitted(world)
        with world.database.writing() as db:
            ticket = db.get_one(Ticket, ticket_id)
            ticket.assignee_id, ticket.tick_at = None, ticket.submitted_at
        tick(world.database)
        clock.shift(timedelta(minutes=31))
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary"]
        clock.shift(timedelta(hours=6))  # Four of them with open doors.
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary", "town_officer"]


def test_two_workers_that_look_at_once_climb_once(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        ids = [submitted(world) for _ in range(5)]
        clock.move_to(TUESDAY + timedelta(days=2))
        workers = [threading.Thread(target=tick, args=(world.database,)) for _ in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        assert [climbs(world, ticket_id) for ticket_id in ids] == [["village_secretary"]] * 5


def test_a_word_from_the_villager_resets_no_clock(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        ticket_id = submitted(world)
        guilan = world.client("guilan")
        before = guilan.get(f"/api/v1/tickets/{ticket_id}").json()
        clock.shift(timedelta(minutes=5))
        noted = guilan.post(
            f"/api/v1/tickets/{ticket_id}/notes", json={"id": str(uuid4()), "text": "我下午在家"}
        ).json()
        assert noted["due_at"] == before["due_at"]
        assert noted["clocks"] == before["clocks"]
        clock.move_to(TUESDAY + timedelta(days=2))
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary"]


@pytest.mark.parametrize("at_night", [False, True])
def test_nothing_is_sent_at_night(world: World, *, at_night: bool) -> None:
    at = TUESDAY.replace(hour=22 if at_night else 10)
    with time_machine.travel(at, tick=True):
        submitted(world)
        with world.database.reading() as db:
            notices = db.exec(select(Notice).where(col(Notice.kind) == "ticket_assigned")).all()
            assert notices
            expected = TUESDAY.replace(day=25, hour=7) if at_night else at
            assert all(abs(notice.send_after - expected) < timedelta(minutes=1) for notice in notices)


def test_the_stored_deadline_is_the_one_that_the_log_tells(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        ticket_id = submitted(world)
        page = world.client("li").get(f"/api/v1/tickets/{ticket_id}").json()
        running = [clock for clock in page["clocks"] if clock["state"] == "running"]
        assert [clock["due_at"] for clock in running] == [page["due_at"]]


def test_what_climbed_because_nobody_had_it_climbs_again_when_it_is_late(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        ticket_id = submitted(world)
        with world.database.writing() as db:
            ticket = db.get_one(Ticket, ticket_id)
            ticket.assignee_id, ticket.tick_at = None, ticket.submitted_at
        tick(world.database)
        clock.shift(timedelta(hours=7))
        tick(world.database)
        tick(world.database)
        assert climbs(world, ticket_id) == ["village_secretary", "town_officer"]
        li = world.client("li")
        page = li.get(f"/api/v1/tickets/{ticket_id}").json()
        taken = {"id": str(uuid4()), "move": "take", "version": page["version"]}
        assert li.post(f"/api/v1/tickets/{ticket_id}/moves", json=taken).status_code == 200
        clock.move_to(TUESDAY + timedelta(days=2))
        tick(world.database)
        assert climbs(world, ticket_id)[2:] == ["village_secretary"]


def test_one_broken_ticket_stops_no_other(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        broken, sound = submitted(world), submitted(world)
        with world.database.writing() as db:
            db.get_one(Ticket, broken).state = "a_state_of_another_release"
        clock.move_to(TUESDAY + timedelta(days=2))
        tick(world.database)
        assert climbs(world, sound) == ["village_secretary"]
        with world.database.reading() as db:
            put_off = db.get_one(Ticket, broken).tick_at
            assert put_off is not None
            assert put_off > TUESDAY + timedelta(days=2), "it is looked at again later, behind all others"
