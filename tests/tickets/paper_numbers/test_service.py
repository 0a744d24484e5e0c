"""Slips for days without a network: no number exists twice, and no request is lost for one."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from app.core.problems import Refusal
from app.places.queries import village_by_code
from app.tickets.models import Ticket, TicketAlias
from app.tickets.paper_numbers.models import PaperRange
from app.tickets.paper_numbers.rules import HIGHEST, SLIPS_A_PAGE, paper_number
from app.tickets.paper_numbers.schemas import PaperRangeIn
from app.tickets.paper_numbers.service import add_number, issue_slips
from tests.oversight.carried import send
from tests.support.papers import text
from tests.support.world import HUAISHU, YINAN, World


def _issue(world: World, db: Session, who: str = "li", village: str = HUAISHU, pages: int = 1) -> PaperRange:
    asked = PaperRangeIn(id=uuid4(), village_code=village, pages=pages)
    return issue_slips(db, world.actor(db, who), asked)[0]


def _number(db: Session, count: int, village: str = HUAISHU) -> str:
    return paper_number(village_by_code(db, village).initials, count)


def _walk_in(world: World, **more: Any) -> dict[str, Any]:
    helped = {"person_id": str(world.id("guilan"))}
    where = {"service": "errand", "village_code": HUAISHU, "channel": "walk_in", "item_code": "MZ-04"}
    return {"id": str(uuid4()), "beneficiary": helped, "identity_checked": "known_in_person"} | where | more


def test_each_run_begins_where_the_last_one_of_the_village_ended(world: World) -> None:
    with world.database.writing() as db:
        first, second, other = _issue(world, db), _issue(world, db, "zhao", pages=2), _issue(world, db, "pan", YINAN)
        assert (first.first, first.last) == (1, SLIPS_A_PAGE)
        assert (second.first, second.last) == (SLIPS_A_PAGE + 1, 3 * SLIPS_A_PAGE)
        assert (other.first, other.last) == (1, SLIPS_A_PAGE)
        assert _number(db, 1) != _number(db, 1, YINAN)


def test_the_same_slips_asked_for_twice_are_printed_once(world: World) -> None:
    asked = {"id": str(uuid4()), "village_code": HUAISHU, "pages": 1}
    li = world.client("li")
    first, again = li.post("/api/v1/paper-numbers", json=asked), li.post("/api/v1/paper-numbers", json=asked)
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = li.post("/api/v1/paper-numbers", json=asked | {"pages": 2})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")


def test_a_village_runs_out_of_numbers_rather_than_giving_one_twice(world: World) -> None:
    with world.database.writing() as db:
        _issue(world, db).last = HIGHEST
        db.flush()
        with pytest.raises(Refusal, match="no_numbers_left"):
            _issue(world, db)


def test_slips_are_printed_for_the_village_with_its_phones(world: World) -> None:
    with world.database.writing() as db:
        issued, number = _issue(world, db), _number(db, 1)
    answer = world.client("zhao").get(f"/api/v1/paper-numbers/{issued.id}/slips.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    assert number in text(answer.content)
    assert "监督电话" in text(answer.content)
    assert world.client("pan").get(f"/api/v1/paper-numbers/{issued.id}/slips.pdf").status_code == 404


def test_a_request_that_was_kept_on_a_slip_bears_its_number_ever_after(world: World) -> None:
    with world.database.writing() as db:
        _issue(world, db)
        number = _number(db, 3)
    li = world.client("li")
    asked = _walk_in(world, paper_number=f"dhs {number[-6:]}")
    sent, again = li.post("/api/v1/tickets", json=asked), li.post("/api/v1/tickets", json=asked)
    assert (sent.status_code, again.status_code) == (201, 200)
    for answer in (sent, again):
        assert (answer.json()["paper_number"], answer.json()["paper_number_trouble"]) == (number, None)
    ticket = sent.json()["id"]
    assert world.client("guilan").get(f"/api/v1/tickets/{ticket}").json()["paper_number"] == number
    assert number in text(li.get(f"/api/v1/tickets/{ticket}/papers/receipt.pdf").content)
    [listed] = li.get("/api/v1/paper-numbers", params={"village_code": HUAISHU}).json()
    assert (listed["used"], listed["count"], listed["issued_by"]) == (1, SLIPS_A_PAGE, "李秀英")


@pytest.mark.parametrize(("written", "code"), [("DHS临123456", "misread"), (paper_number("DHS", 100), "not_printed")])
def test_a_number_that_cannot_be_adopted_loses_no_request(world: World, written: str, code: str) -> None:
    with world.database.writing() as db:
        _issue(world, db)
    answer = world.client("li").post("/api/v1/tickets", json=_walk_in(world, paper_number=written))
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert told["ticket_no"]
    assert told["paper_number"] is None
    assert (told["paper_number_trouble"]["code"], told["paper_number_trouble"]["ticket_id"]) == (code, None)
    assert "纸条" in told["paper_number_trouble"]["sentence"]


def test_a_slip_that_another_matter_bears_is_named_to_those_who_may_see_it(world: World) -> None:
    with world.database.writing() as db:
        _issue(world, db)
        number, quarrel = _number(db, 1), send(world, db, "dashan", "dispute")
        errand = send(world, db, "yulan")
        zhao = world.actor(db, "zhao")
        add_number(db, zhao, quarrel.id, number)
        add_number(db, zhao, errand.id, _number(db, 2))
    li = world.client("li")
    hidden = li.post("/api/v1/tickets", json=_walk_in(world, paper_number=number)).json()["paper_number_trouble"]
    assert (hidden["code"], hidden["ticket_no"], hidden["ticket_id"]) == ("used", None, None)
    seen = li.post("/api/v1/tickets", json=_walk_in(world, paper_number=_second(number))).json()["paper_number_trouble"]
    assert (seen["code"], seen["ticket_no"], seen["ticket_id"]) == ("used", errand.ticket_no, str(errand.id))


def _second(number: str) -> str:
    return paper_number(number.split("临", maxsplit=1)[0], 2)


def test_a_villager_s_own_request_bears_no_slip(world: World) -> None:
    own = {"id": str(uuid4()), "service": "errand", "village_code": HUAISHU, "channel": "pwa_self"}
    answer = world.client("guilan").post("/api/v1/tickets", json=own | {"item_code": "MZ-04", "paper_number": "000018"})
    assert (answer.status_code, answer.json()["code"]) == (422, "unknown_field")


def test_a_number_is_entered_later_and_only_once(world: World) -> None:
    with world.database.writing() as db:
        _issue(world, db)
        ticket, li = send(world, db, "guilan"), world.actor(db, "li")
        number = _number(db, 1)
        assert add_number(db, li, ticket.id, number) is add_number(db, li, ticket.id, number)
        assert [alias.number for alias in db.exec(select(TicketAlias)).all()] == [number]
        with pytest.raises(Refusal, match="has_slip"):
            add_number(db, li, ticket.id, _number(db, 2))


@pytest.mark.parametrize(
    ("count", "code", "status"), [(1, "slip_used", 409), (9, "slip_not_printed", 422), (0, "slip_misread", 422)]
)
def test_a_wrong_number_entered_later_is_refused_with_what_to_do(
    world: World, count: int, code: str, status: int
) -> None:
    with world.database.writing() as db:
        _issue(world, db)
        first, second = send(world, db, "guilan"), send(world, db, "yulan")
        add_number(db, world.actor(db, "li"), first.id, _number(db, 1))
        number = _number(db, count)
    answer = world.client("li").post(f"/api/v1/tickets/{second.id}/paper-number", json={"number": number})
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json().get("ticket_no") == (first.ticket_no if code == "slip_used" else None)


def _found(world: World, who: str, number: str) -> set[UUID]:
    answer = world.client(who).get("/api/v1/tickets", params={"number": number})
    assert answer.status_code == 200, answer.text
    return {UUID(row["id"]) for row in answer.json()["items"]}


def test_a_matter_is_found_by_whatever_number_somebody_tells(world: World) -> None:
    with world.database.writing() as db:
        _issue(world, db)
        ticket, number = send(world, db, "guilan"), _number(db, 1)
        add_number(db, world.actor(db, "li"), ticket.id, number)
        other = send(world, db, "yulan")
    for told in (ticket.ticket_no, ticket.ticket_no.lower(), ticket.ticket_no[-4:], number, number[-6:]):
        assert _found(world, "li", told) == {ticket.id}, told
    assert _found(world, "li", other.ticket_no[-4:]) == {other.id}
    assert _found(world, "guilan", number) == {ticket.id}
    for who in ("dashan", "pan"):
        assert _found(world, who, ticket.ticket_no) == set()
    assert world.client("li").get("/api/v1/tickets", params={"number": "100%"}).status_code == 422


def test_a_matter_that_has_ended_is_found_by_its_number_too(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
        db.get_one(Ticket, ticket.id).closed_at = ticket.submitted_at
    assert _found(world, "li", ticket.ticket_no[-4:]) == {ticket.id}
