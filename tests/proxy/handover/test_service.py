"""Two taps hand a turn over; what nobody taps is written by the system, and climbs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from httpx2 import Client
from sqlmodel import col, select

from app.core.clock import LOCAL
from app.duty.queries import turns_between
from app.duty.schemas import ShiftIn
from app.duty.service import cancel_shift, plan_shift
from app.main import tick
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.places.queries import village_by_code
from app.proxy.custody.models import CustodyEvent, CustodyKind
from app.proxy.handover.models import Handover
from app.proxy.handover.queries import handovers_of
from app.proxy.handover.rules import note_id
from app.tickets.models import Ticket
from tests.oversight.carried import accepted, send, signed, step
from tests.support.world import HUAISHU, World

# 李秀英 has the mornings, 张建国 the afternoons.
TUESDAY = datetime(2026, 11, 24, 11, 40, tzinfo=LOCAL)
NOON, AFTERNOON = TUESDAY.replace(hour=12, minute=0), TUESDAY.replace(hour=14, minute=30)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY, tick=True) as clock:
        yield clock


def page(client: Client) -> dict[str, Any]:
    answer = client.get(f"/api/v1/handovers?village_code={HUAISHU}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def given(client: Client, **more: Any) -> dict[str, Any]:
    shift = page(client)["give"]["shift_id"]
    answer = client.post(f"/api/v1/handovers/of/{shift}", json={"id": str(uuid4())} | more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def accept(client: Client, note: str, **more: Any) -> Any:
    return client.post(f"/api/v1/handovers/{note}/accept", json={"id": str(uuid4())} | more)


def owner(world: World, ticket_id: UUID) -> UUID | None:
    with world.database.reading() as db:
        return db.get_one(Ticket, ticket_id).assignee_id


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        rows = select(Notice.kind).where(
            col(Notice.person_id) == world.id(key), col(Notice.kind).startswith("handover")
        )
        return list(db.exec(rows.order_by(col(Notice.created_at))))


def one_errand(world: World, **more: Any) -> UUID:
    with world.database.writing() as db:
        return send(world, db, "guilan", **more).id


@pytest.mark.usefixtures("clock")
def test_two_taps_hand_a_turn_over(world: World) -> None:
    ticket_id = one_errand(world)
    assert owner(world, ticket_id) == world.id("li")
    li, zhang = world.client("li"), world.client("zhang")
    due = li.get(f"/api/v1/tickets/{ticket_id}").json()["due_at"]
    draft = page(li)["give"]
    assert (draft["state"], draft["taker"]["name"], draft["may_give"]) == ("draft", "张建国", True)
    note = given(li, remark="钥匙在抽屉里", keys_given=True)
    assert page(zhang)["accept"][0]["remark"] == "钥匙在抽屉里"
    assert told(world, "zhang") == ["handover_given"]
    assert owner(world, ticket_id) == world.id("li"), "it is hers until he has it"
    answer = accept(zhang, note["id"])
    assert answer.status_code == 200, answer.text
    assert (answer.json()["state"], answer.json()["moving"]) == ("accepted", 1)
    assert owner(world, ticket_id) == world.id("zhang")
    matter = zhang.get(f"/api/v1/tickets/{ticket_id}").json()
    assert matter["events"][-1]["text"] == "张建国接班，从李秀英手里接下"
    assert matter["due_at"] == due, "no hand-over moves what was promised"
    assert told(world, "li") == ["handover_accepted"]
    assert page(zhang)["accept"] == []


@pytest.mark.usefixtures("clock")
def test_the_same_tap_sent_twice_is_one_tap_and_another_is_refused(world: World) -> None:
    one_errand(world)
    li, zhang = world.client("li"), world.client("zhang")
    shift, body = page(li)["give"]["shift_id"], {"id": str(uuid4()), "remark": "一句话"}
    first, again = (li.post(f"/api/v1/handovers/of/{shift}", json=body) for _ in range(2))
    assert first.json() == again.json()
    other = li.post(f"/api/v1/handovers/of/{shift}", json=body | {"remark": "另一句"})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    anew = li.post(f"/api/v1/handovers/of/{shift}", json={"id": str(uuid4())})
    assert (anew.status_code, anew.json()["code"]) == (409, "given_before")
    tap = str(uuid4())
    assert accept(zhang, first.json()["id"], id=tap).json() == accept(zhang, first.json()["id"], id=tap).json()
    late = accept(world.client("zhao"), first.json()["id"])
    assert (late.status_code, late.json()["code"], late.json()["by"]) == (409, "accepted_before", "张建国")


def test_a_turn_is_handed_over_in_its_last_half_hour_or_after(world: World, clock: time_machine.Traveller) -> None:
    clock.move_to(TUESDAY - timedelta(minutes=30))
    li = world.client("li")
    draft = page(li)["give"]
    assert not draft["may_give"]
    early = li.post(f"/api/v1/handovers/of/{draft['shift_id']}", json={"id": str(uuid4())})
    assert (early.status_code, early.json()["code"]) == (409, "too_early")
    clock.move_to(NOON + timedelta(minutes=40))
    assert given(world.client("li"))["state"] == "given"


def test_who_goes_on_himself_hands_nothing_over(world: World, clock: time_machine.Traveller) -> None:
    one_errand(world)
    with world.database.writing() as db:
        shift = ShiftIn(
            id=uuid4(),
            village_code=HUAISHU,
            person_id=world.id("li"),
            starts_at=NOON,
            ends_at=AFTERNOON,
        )
        plan_shift(db, SYSTEM, shift)
    li = world.client("li")
    assert page(li) == page(li) | {"give": None, "is_same": True}
    clock.move_to(NOON + timedelta(minutes=15))
    tick(world.database)
    with world.database.reading() as db:
        [note] = handovers_of(db, village_by_code(db, HUAISHU).id, TUESDAY.date(), TUESDAY.date())
        assert not note.is_needed
    assert told(world, "zhang") == told(world, "li") == []


def test_a_turn_that_ends_without_a_word_gets_its_note_from_the_system(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = one_errand(world)
    clock.move_to(NOON + timedelta(minutes=11))
    tick(world.database)
    tick(world.database)
    assert told(world, "zhang") == ["handover_given"]
    assert told(world, "li") == ["handover_made"]
    [note] = page(world.client("zhang"))["accept"]
    assert (note["state"], note["giver"]["name"]) == ("made", "李秀英")
    later = given(world.client("li"), remark="刘桂兰下午来")
    assert (later["id"], later["state"]) == (note["id"], "given"), "she may still add her word"
    assert accept(world.client("zhang"), note["id"]).status_code == 200
    assert owner(world, ticket_id) == world.id("zhang")


def test_what_comes_between_the_two_taps_and_after_goes_over_too(world: World, clock: time_machine.Traveller) -> None:
    tick(world.database)  # Yesterday's turns left nothing behind.
    one_errand(world)
    note = given(world.client("li"))
    between = one_errand(world)
    assert accept(world.client("zhang"), note["id"]).status_code == 200
    assert owner(world, between) == world.id("zhang")
    after = one_errand(world)
    assert owner(world, after) == world.id("li"), "until noon she is at the desk"
    clock.move_to(NOON + timedelta(minutes=11))
    tick(world.database)
    assert owner(world, after) == world.id("zhang")
    assert told(world, "zhang") == ["handover_given", "handover_rest"]


def test_what_comes_back_in_the_last_minutes_goes_over_a_second_time(
    world: World, clock: time_machine.Traveller
) -> None:
    tick(world.database)
    ticket_id = one_errand(world)
    note = given(world.client("li"))
    assert accept(world.client("zhang"), note["id"]).status_code == 200
    assert owner(world, ticket_id) == world.id("zhang")
    with world.database.writing() as db:
        step(world, db, "zhao", ticket_id, "assign", person_id=str(world.id("li")))
    assert owner(world, ticket_id) == world.id("li")
    clock.move_to(NOON + timedelta(minutes=11))
    tick(world.database)
    assert owner(world, ticket_id) == world.id("zhang")
    with world.database.reading() as db:
        assert db.get_one(Handover, UUID(note["id"])).moved == [str(ticket_id)]


def test_a_note_that_cannot_be_read_stops_no_other(world: World, clock: time_machine.Traveller) -> None:
    tick(world.database)
    with world.database.writing() as db:
        village = village_by_code(db, HUAISHU)
        for n, turn in enumerate(turns_between(db, village.id, NOON, NOON + timedelta(days=2))[:2]):
            # The first one in line is broken; the second one only waits.
            note = Handover(
                id=note_id(turn.id),
                village_id=village.id,
                village_path=village.path,
                shift_id=turn.id,
                giver_id=turn.person_id,
                ends_at=NOON,
                made_at=NOON,
                is_needed=True,
                items=[{}] if n == 0 else [],
                moved=[],
                climbs_at=NOON + timedelta(minutes=n),
            )
            note.accepted_by = world.id("zhang") if n == 0 else None
            db.add(note)
            waiting = note.id
    clock.move_to(NOON + timedelta(minutes=5))
    with pytest.raises(ExceptionGroup) as failed:
        tick(world.database)
    assert [type(each) for each in failed.value.exceptions] == [KeyError]
    with world.database.reading() as db:
        assert db.get_one(Handover, waiting).level == 1


def test_what_nobody_accepts_climbs_to_the_secretary_and_then_to_the_township_once(
    world: World, clock: time_machine.Traveller
) -> None:
    ticket_id = one_errand(world)
    note = given(world.client("li"))
    with world.database.writing() as db:
        village = village_by_code(db, HUAISHU)
        # Were she on duty again the next morning, all of it would lie before her and nobody would be asked.
        for turn in turns_between(db, village.id, AFTERNOON, AFTERNOON + timedelta(days=2)):
            if turn.person_id == world.id("li"):
                cancel_shift(db, SYSTEM, turn.id)
    clock.move_to(AFTERNOON + timedelta(minutes=110))
    tick(world.database)
    assert told(world, "zhao") == []
    clock.move_to(AFTERNOON + timedelta(minutes=125))
    tick(world.database)
    tick(world.database)
    assert (told(world, "zhao"), told(world, "zhou")) == (["handover_climbed"], [])
    clock.move_to(AFTERNOON + timedelta(hours=27))
    tick(world.database)
    tick(world.database)
    assert told(world, "zhao") == ["handover_climbed"]
    assert told(world, "zhou") == ["handover_climbed"]
    with world.database.reading() as db:
        words = db.exec(
            select(Notice).where(col(Notice.person_id) == world.id("zhou"), col(Notice.kind) == "handover_climbed")
        ).one()
    assert "大槐树村" in words.text_zh
    assert "李秀英" not in words.text_zh
    assert accept(world.client("zhao"), note["id"]).status_code == 200
    # She let it lie for hours on end, so that it went to the next on duty before anybody took her turn over.
    assert owner(world, ticket_id) == world.id("zhang")


@pytest.mark.usefixtures("clock")
def test_with_nobody_on_the_roster_after_it_the_secretary_is_asked_at_once(world: World) -> None:
    one_errand(world)
    with world.database.writing() as db:
        village = village_by_code(db, HUAISHU)
        for turn in turns_between(db, village.id, AFTERNOON, AFTERNOON + timedelta(days=20)):
            cancel_shift(db, SYSTEM, turn.id)
    note = given(world.client("li"))
    assert note["taker"] is None
    tick(world.database)
    assert told(world, "zhao") == ["handover_climbed"]


@pytest.mark.usefixtures("clock")
def test_a_quarrel_stays_with_its_mediator_and_shows_its_number_only(world: World) -> None:
    with world.database.writing() as db:
        quarrel = send(world, db, "guilan", "dispute")
        quarrel.assignee_id = world.id("li")  # As if she were its mediator and then no more.
        db.add(quarrel)
        number = quarrel.ticket_no[-4:]
    zhang = world.client("zhang")
    note = given(world.client("li"))
    [item] = page(zhang)["accept"][0]["items"]
    assert item == {
        "ticket_id": None,
        "speak_no": number,
        "ticket": None,
        "why": [{"code": "personal", "label": "专人负责，不转"}],
        "moves": False,
        "originals": 0,
    }
    assert accept(zhang, note["id"]).json()["moving"] == 0
    assert owner(world, quarrel.id) == world.id("li")


@pytest.mark.usefixtures("clock")
def test_an_errand_stays_with_the_agent_whom_its_authorisation_names(world: World) -> None:
    with world.database.writing() as db:
        ticket = accepted(world, db, urgency="urgent")
    note = given(world.client("li"))
    assert accept(world.client("zhang"), note["id"]).json()["moving"] == 0
    assert owner(world, ticket.id) == world.id("li")


@pytest.mark.usefixtures("clock")
def test_originals_follow_and_are_confirmed_on_their_own(world: World) -> None:
    with world.database.writing() as db:
        ticket = signed(world, db)
    li = world.client("li")
    papers = [{"code": "hukou_book", "count": 1}]
    body = {"id": str(uuid4()), "ticket_id": str(ticket.id), "kind": "received", "papers": papers, "way": "signature"}
    answer = li.post("/api/v1/custody", json=body)
    if answer.status_code == 422:
        body |= {"way": "witness", "witness": "陈玉兰"}
        answer = li.post("/api/v1/custody", json=body)
    assert answer.status_code == 201, answer.text
    note = given(li)
    assert note["items"][0]["originals"] == 1
    assert accept(world.client("zhang"), note["id"]).status_code == 200
    with world.database.reading() as db:
        last = db.exec(select(CustodyEvent).order_by(col(CustodyEvent.seq).desc())).first()
    assert last is not None
    assert (last.kind, last.taker_key) == (CustodyKind.HANDED_OVER, str(world.id("zhang")))


@pytest.mark.usefixtures("clock")
def test_a_card_number_is_not_kept_in_a_remark(world: World) -> None:
    shift = page(world.client("li"))["give"]["shift_id"]
    body = {"id": str(uuid4()), "remark": "卡号 622202026001234568"}
    refused = world.client("li").post(f"/api/v1/handovers/of/{shift}", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "forbidden_text")


@pytest.mark.usefixtures("clock")
def test_the_note_of_a_turn_has_one_id_and_the_days_notes_can_be_read(world: World) -> None:
    one_errand(world)
    note = given(world.client("li"))
    assert note["id"] == str(note_id(UUID(note["shift_id"])))
    with world.database.reading() as db:
        village = village_by_code(db, HUAISHU).id
        days = [TUESDAY.date() - timedelta(days=1), TUESDAY.date(), TUESDAY.date() + timedelta(days=1)]
        found = [[str(each.id) for each in handovers_of(db, village, day, day)] for day in days]
    assert found == [[], [note["id"]], []]
