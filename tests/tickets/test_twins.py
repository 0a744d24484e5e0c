"""The son sends it, the mother asks at the counter: both are kept, linked, decided in one tap, and that is undone as easily."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from app.core.problems import Refusal
from app.notices.models import Notice
from app.tickets.models import Ticket, TicketEvent
from tests.oversight.carried import send, step
from tests.support.world import World, errand

KNOWN = {"identity_checked": "known_in_person"}


def at_counter(world: World, **more: Any) -> dict[str, Any]:
    """王老汉 asks at the counter; 李秀英 records it."""
    helped = {"person_id": str(world.id("wang"))}
    answer = world.client("li").post(
        "/api/v1/tickets", json=errand(channel="walk_in", beneficiary=helped, **KNOWN, **more)
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def by_phone(world: World, **more: Any) -> dict[str, Any]:
    """王芳 sends it for her father from far away."""
    helped = {"person_id": str(world.id("wang"))}
    answer = world.client("wangfang").post(
        "/api/v1/tickets", json=errand(channel="pwa_relative", beneficiary=helped, **more)
    )
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def see(world: World, who: str, ticket_id: str) -> dict[str, Any]:
    answer = world.client(who).get(f"/api/v1/tickets/{ticket_id}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def decide(world: World, who: str, ticket_id: str, move: str, twin_id: str) -> Any:
    version = see(world, who, ticket_id)["version"]
    body = {"id": str(uuid4()), "move": move, "version": version, "data": {"twin_id": twin_id}}
    return world.client(who).post(f"/api/v1/tickets/{ticket_id}/moves", json=body)


def verdicts(page: dict[str, Any]) -> list[tuple[str, bool, str]]:
    return [(each["ticket_no"], each["later"], each["verdict"]) for each in page["details"]["twins"]]


def offered(page: dict[str, Any]) -> set[str]:
    return {move["move"] for move in page["moves"]} & {"same_matter", "different_matter", "maybe_same", "separate"}


def test_two_requests_for_one_person_and_item_are_both_taken_and_linked(world: World) -> None:
    first, second = by_phone(world), at_counter(world)
    later, earlier = see(world, "li", second["id"]), see(world, "li", first["id"])
    assert verdicts(later) == [(first["ticket_no"], True, "possible")]
    assert verdicts(earlier) == [(second["ticket_no"], False, "possible")]
    assert later["events"][-1]["text"] == f"可能和编号 {first['speak_no']} 是同一件事"
    assert offered(later) == {"same_matter", "different_matter"}
    assert offered(earlier) == set(), "the earlier one goes on in any case"
    told = see(world, "wangfang", second["id"])
    assert offered(told) == set(), "the village decides"
    assert [event["what"] for event in told["events"]] == ["submitted"], "nor is the question put to the villager"


def test_the_same_matter_ends_the_later_request_and_everybody_keeps_sight_of_the_other(world: World) -> None:
    first, second = by_phone(world), at_counter(world)
    answer = decide(world, "zhang", second["id"], "same_matter", first["id"])
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["details"]["ending"]["reason"]) == ("declined", "duplicate")
    assert first["ticket_no"] in answer.json()["details"]["ending"]["text"]
    for who in ("wangfang", "li"):
        page = see(world, who, first["id"])
        assert page["state"] == "submitted"
        assert page["events"][-1]["text"].endswith("是同一件事，并到这里办")
    with world.database.reading() as db:
        kinds = select(Notice.person_id, Notice.kind).where(col(Notice.subject_id).in_([first["id"], second["id"]]))
        told = set(db.exec(kinds))
    assert {(world.id("wang"), "ticket_moved"), (world.id("wangfang"), "ticket_moved")} <= told
    holder = UUID(
        see(world, "li", first["id"])["assignee"]["id"]
    )  # By day 李秀英; when nobody is on duty the secretary.
    assert (holder, "ticket_twin_same") in told


def test_a_mistaken_verdict_is_undone_and_the_log_keeps_both(world: World) -> None:
    first, second = by_phone(world), at_counter(world)
    decide(world, "li", second["id"], "same_matter", first["id"])
    back = decide(world, "li", second["id"], "separate", first["id"])
    assert back.status_code == 200, back.text
    assert (back.json()["state"], back.json()["details"]["ending"]) == ("submitted", None)
    assert back.json()["due_at"] is not None
    assert verdicts(back.json()) == [(first["ticket_no"], True, "different")]
    assert verdicts(see(world, "li", first["id"])) == [(second["ticket_no"], False, "different")]
    assert offered(back.json()) == {"maybe_same"}
    again = decide(world, "li", second["id"], "maybe_same", first["id"])
    assert offered(again.json()) == {"same_matter", "different_matter"}
    moves = [event["move"] for event in again.json()["events"] if event["move"]]
    assert moves == ["same_matter", "separate", "maybe_same"]


def test_different_matters_go_on_side_by_side(world: World) -> None:
    first, second = by_phone(world), at_counter(world)
    parted = decide(world, "li", second["id"], "different_matter", first["id"])
    assert (parted.status_code, parted.json()["state"]) == (200, "submitted")
    assert see(world, "li", first["id"])["events"][-1]["text"].endswith("不是一件事")


@pytest.mark.parametrize("which", ["itself", "nothing", "a stranger's"])
def test_only_what_is_linked_can_be_joined(world: World, which: str) -> None:
    by_phone(world)
    second = at_counter(world)
    stranger = world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"]
    twin = {"itself": second["id"], "nothing": "x", "a stranger's": stranger}[which]
    answer = decide(world, "li", second["id"], "same_matter", twin)
    assert (answer.status_code, answer.json()["code"]) == (422, "twin_unknown")


def test_another_person_s_or_another_item_s_request_is_no_twin(world: World) -> None:
    by_phone(world)
    assert at_counter(world, item_code="MZ-03")["details"]["twins"] == []
    assert world.client("guilan").post("/api/v1/tickets", json=errand()).json()["details"]["twins"] == []


def test_what_is_ended_is_no_twin_of_what_comes_later(world: World) -> None:
    first = by_phone(world)
    body = {"id": str(uuid4()), "move": "withdraw", "version": first["version"], "data": {"reason": "applicant_wish"}}
    assert world.client("wangfang").post(f"/api/v1/tickets/{first['id']}/moves", json=body).status_code == 200
    assert at_counter(world)["details"]["twins"] == []


def test_the_same_request_sent_twice_is_no_twin_of_itself(world: World) -> None:
    body = errand()
    guilan = world.client("guilan")
    assert guilan.post("/api/v1/tickets", json=body).status_code == 201
    again = guilan.post("/api/v1/tickets", json=body)
    assert (again.status_code, again.json()["details"]["twins"]) == (200, [])


def test_a_third_request_is_linked_with_the_oldest(world: World) -> None:
    first, second, third = by_phone(world), at_counter(world), at_counter(world)
    assert verdicts(see(world, "li", third["id"])) == [(first["ticket_no"], True, "possible")]
    assert decide(world, "li", third["id"], "same_matter", first["id"]).status_code == 200
    assert [v for _, _, v in verdicts(see(world, "li", first["id"]))] == ["possible", "same"]
    assert second["details"]["twins"]


def test_a_later_request_that_holds_originals_gives_them_back_first(world: World) -> None:
    with world.database.writing() as db:
        _two(world, db)
        rows = db.exec(select(Ticket).order_by(col(Ticket.ticket_no))).all()
        earlier, later = rows[0], rows[1]
        _held(db, later)
        with pytest.raises(Refusal, match="originals_held"):
            step(world, db, "li", later.id, "same_matter", twin_id=str(earlier.id))


def _two(world: World, db: Session) -> tuple[Ticket, Ticket]:
    return send(world, db, "guilan"), send(world, db, "guilan")


def _held(db: Session, ticket: Ticket) -> None:
    """An original lies with the village."""
    paper, *rest = ticket.details["materials"]
    where = {"count": 1, "holder": "cabinet", "holder_id": None, "holder_name": "村里的柜子"}
    held = where | {"since": "2026-11-24T01:00:00Z", "overnight_ok": True}
    ticket.details = {**ticket.details, "materials": [{**paper, "custody": held}, *rest]}
    db.flush()


def test_before_another_is_sent_the_desk_can_ask_whether_one_is_open(world: World) -> None:
    first = by_phone(world)
    asked = {"box": "open", "beneficiary_id": str(world.id("wang")), "item_code": "MZ-04"}

    def found(who: str, **more: str) -> list[str]:
        answer = world.client(who).get("/api/v1/tickets", params=asked | more)
        assert answer.status_code == 200
        return [row["id"] for row in answer.json()["items"]]

    assert found("li") == found("wangfang") == [first["id"]]
    assert found("li", item_code="MZ-03") == []
    assert found("li", beneficiary_id=str(world.id("guilan"))) == []
    assert found("guilan") == found("pan") == [], "who may not see it learns nothing"


def test_each_log_counts_on_without_a_gap(world: World) -> None:
    first, second = by_phone(world), at_counter(world)
    decide(world, "li", second["id"], "same_matter", first["id"])
    with world.database.reading() as db:
        for ticket_id in (first["id"], second["id"]):
            rows = select(TicketEvent.seq).where(col(TicketEvent.ticket_id) == UUID(ticket_id))
            seqs = list(db.exec(rows.order_by(col(TicketEvent.seq))))
            assert seqs == list(range(1, len(seqs) + 1))


def test_however_many_come_for_one_thing_each_is_taken_and_the_first_can_still_be_worked_on(world: World) -> None:
    first = at_counter(world)
    many = [at_counter(world) for _ in range(22)]
    assert len({each["ticket_no"] for each in many}) == 22
    page = see(world, "li", first["id"])
    assert len(page["details"]["twins"]) == 20
    taken = {"id": str(uuid4()), "move": "take", "version": page["version"], "data": {}}
    answer = world.client("li").post(f"/api/v1/tickets/{first['id']}/moves", json=taken)
    assert answer.status_code == 200, answer.text
