"""'I take it': everybody sees who is at work on a matter, and of two who press at once one has it."""

import threading
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine

from tests.support.world import World, errand
from tests.tickets.test_watch import TUESDAY, submitted


def taken(world: World, key: str, ticket_id: UUID, version: int = 1) -> Any:
    step = {"id": str(uuid4()), "move": "take", "version": version}
    return world.client(key).post(f"/api/v1/tickets/{ticket_id}/moves", json=step)


def listed(world: World, key: str, ticket_id: UUID) -> dict[str, Any]:
    rows = world.client(key).get("/api/v1/tickets", params={"box": "open"}).json()["items"]
    return next(row for row in rows if row["id"] == str(ticket_id))


def test_the_second_who_takes_it_hears_who_has_it(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        ticket_id = submitted(world)
        assert listed(world, "zhang", ticket_id)["taken_at"] is None, "it was only given to her"
        assert taken(world, "li", ticket_id).status_code == 200
        second = taken(world, "zhang", ticket_id)
        assert (second.status_code, second.json()["code"]) == (409, "taken_before")
        assert second.json()["by"] == "李秀英"
        assert "李秀英已经接手" in second.json()["detail"]
        row = listed(world, "zhang", ticket_id)
        assert (row["assignee_name"], bool(row["taken_at"])) == ("李秀英", True)
        assert taken(world, "zhang", ticket_id, version=second.json()["current"]).status_code == 200, "who saw it may"


def test_of_two_at_the_same_moment_one_has_it(world: World) -> None:
    with time_machine.travel(TUESDAY, tick=True):
        for _ in range(3):
            ticket_id = submitted(world)
            answers: dict[str, Any] = {}
            start = threading.Barrier(2)

            def press(
                key: str,
                ticket_id: UUID = ticket_id,
                answers: dict[str, Any] = answers,
                start: threading.Barrier = start,
            ) -> None:
                start.wait()
                answers[key] = taken(world, key, ticket_id)

            both = [threading.Thread(target=press, args=(key,)) for key in ("zhang", "zhao")]
            for each in both:
                each.start()
            for each in both:
                each.join()
            assert sorted(answer.status_code for answer in answers.values()) == [200, 409]
            first = next(key for key, answer in answers.items() if answer.status_code == 200)
            other = next(answer for answer in answers.values() if answer.status_code == 409)
            assert other.json()["by"] == {"zhang": "张建国", "zhao": "赵长河"}[first]


@pytest.mark.parametrize(
    ("key", "service", "owner"),
    [
        ("zhang", "errand", "张建国"),
        ("liu", "errand", "李秀英"),
        ("zhang", "dispute", "刘正平"),
        ("zhao", "errand", "赵长河"),
    ],
)
def test_whoever_is_asked_first_stays_the_owner_or_leads_to_the_right_desk(
    world: World, key: str, service: str, owner: str
) -> None:
    helped = {"beneficiary": {"person_id": str(world.id("guilan"))}, "identity_checked": "known_in_person"}
    asked = errand(channel="walk_in", **helped)
    if service == "dispute":
        parties = [{"name": "刘桂兰", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
        details = {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "水渠"}
        asked |= {"service": "dispute", "item_code": None, "details": details}
    with time_machine.travel(TUESDAY, tick=True):
        sent = world.client(key).post("/api/v1/tickets", json=asked)
        assert sent.status_code == 201, sent.text
        page = world.client("zhao").get(f"/api/v1/tickets/{asked['id']}").json()
        assert (page["assignee"]["name"], page["recorded_by"]["id"]) == (owner, str(world.id(key)))
        assert bool(page["taken_at"]) == (page["recorded_by"]["id"] == page["assignee"]["id"])
