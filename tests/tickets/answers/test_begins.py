"""What a form begins with: what was told once is not asked again, and nobody learns more by it than he may read."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import LOCAL, now, today
from tests.support.world import HUAISHU, World
from tests.tickets.kinds.life import LI, WANG

READERS = ("guilan", "wang", "dashan", "li", "zhang", "zhao", "liu", "sun", "zhou", "he")
HEALTH = {"consents": [{"purpose": "health", "text_version": "1", "how": "tapped"}]}
REFERRAL = {"medical_kind": "referral_booking", "need_code": "check_up", "emergency": False}


def _asked(world: World, key: str, service: str, details: dict[str, Any], **more: Any) -> str:
    """A request from somebody's own phone; gives its id."""
    body = {"id": str(uuid4()), "service": service, "village_code": HUAISHU, "channel": "pwa_self", "details": details}
    answer = world.client(key).post("/api/v1/tickets", json=body | more)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _page(world: World, key: str, ticket_id: str) -> dict[str, Any]:
    return dict(world.client(key).get(f"/api/v1/tickets/{ticket_id}").json())


def _begins(world: World, key: str, ticket_id: str, move: str) -> dict[str, Any]:
    """The answers with which a form begins, without those that begin with nothing."""
    needs = next(each["needs"] for each in _page(world, key, ticket_id)["moves"] if each["move"] == move)
    return {need["name"]: need["begins"] for need in needs if need["begins"] is not None}


def _move(world: World, key: str, ticket_id: str, name: str, **data: Any) -> dict[str, Any]:
    body = {"id": str(uuid4()), "move": name, "version": _page(world, key, ticket_id)["version"], "data": data}
    answer = world.client(key).post(f"/api/v1/tickets/{ticket_id}/moves", json=body)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def test_an_arrival_begins_with_what_the_villager_said(world: World) -> None:
    said = {"carrier": "zto", "waybill_no": "ZT8812345678901", "flags": ["medicine", "perishable"]}
    ticket_id = _asked(world, "guilan", "parcel", {"parcel_kind": "fetch", "outside_code": "12-3-4567", **said})
    assert _begins(world, "li", ticket_id, "receive") == said
    page = _move(world, "li", ticket_id, "receive", **said, shelf_no="3-07")
    assert {name: page["details"][name] for name in said} == said


def test_what_a_keeper_takes_away_from_what_was_said_stays_away(world: World) -> None:
    said = {"carrier": "zto", "flags": ["damaged"], "courier_name": "赵师傅"}
    ticket_id = _asked(world, "guilan", "parcel", {"parcel_kind": "fetch", **said})
    assert _begins(world, "li", ticket_id, "receive") == said
    page = _move(world, "li", ticket_id, "receive", carrier="yto", waybill_no="YT8812345678901", shelf_no="3-07")
    kept = page["details"]
    assert (kept["carrier"], kept["flags"], kept["courier_name"]) == ("yto", [], None)


def test_a_request_that_says_nothing_leaves_the_form_empty(world: World) -> None:
    ticket_id = _asked(world, "guilan", "parcel", {"parcel_kind": "fetch"})
    assert _begins(world, "li", ticket_id, "receive") == {"flags": []}


def test_a_parcel_to_be_sent_goes_with_the_carrier_that_was_wished_for(world: World) -> None:
    ticket_id = _asked(world, "guilan", "parcel", {"parcel_kind": "outbound", "size": "small", "carrier": "ems"})
    _move(world, "li", ticket_id, "check_id", by_courier=True)
    _move(world, "li", ticket_id, "inspect", allowed=True)
    assert _begins(world, "li", ticket_id, "hand_to_carrier") == {"carrier": "ems"}


def test_a_booking_begins_with_the_time_that_was_wished_for(world: World) -> None:
    at = (now() + timedelta(days=3)).astimezone(LOCAL).replace(hour=9, minute=30, second=0, microsecond=0)
    wish = {"finance_kind": "cash_withdrawal_appt", "amount_band": "upto_500", "slot_start": at.isoformat()}
    ticket_id = _asked(world, "guilan", "finance", wish)
    _move(world, "li", ticket_id, "screen", all_asked=True)
    begins = _begins(world, "li", ticket_id, "schedule")
    assert begins == {"slot_start": _page(world, "li", ticket_id)["details"]["slot_start"]}


def test_a_bank_is_not_asked_for_twice_and_what_was_explained_is_ticked_anew(world: World) -> None:
    told = {"bank_name": "农商银行", "loan_household_type": "monitored"}
    loan = {"finance_kind": "micro_loan_referral", "loan_purpose": "livestock", **told}
    ticket_id = _asked(world, "guilan", "finance", loan)
    six = ("stranger_called", "code_asked", "told_to_hide", "safe_account", "easy_money", "screen_shared")
    _move(world, "li", ticket_id, "screen", **dict.fromkeys(six, "no"))
    assert _begins(world, "li", ticket_id, "refer") == told


def test_the_parties_of_a_quarrel_are_written_once(world: World) -> None:
    other = {"name": "马满仓", "role": "respondent", "phone": "13712345678", "agreed": False}
    ticket_id = _asked(world, "dashan", "dispute", {"dispute_type": "neighbour", "parties": [other]})
    assert _begins(world, "liu", ticket_id, "accept") == {"parties": [other]}


def test_a_place_of_an_earlier_session_is_not_asked_for_again(world: World) -> None:
    ticket_id = _asked(world, "dashan", "dispute", {"dispute_type": "neighbour", "parties": [LI]})
    _move(world, "liu", ticket_id, "accept", parties=[WANG, LI], in_scope=True, explained=True)
    mine = {"person_id": str(world.id("liu")), "no_conflict": True, "parties_told": True}
    _move(world, "liu", ticket_id, "appoint", **mine)
    assert _begins(world, "liu", ticket_id, "hold_session") == {}
    where = {"place": "调解室", "session": "closed"}
    _move(world, "liu", ticket_id, "hold_session", notice_signed=True, **where)
    _move(world, "liu", ticket_id, "escalate_town", reason="too_hard", received_by="司法所")
    _move(world, "liu", ticket_id, "resume")
    assert _begins(world, "liu", ticket_id, "hold_session") == where


def test_a_day_on_which_medicine_is_expected_begins_with_the_day_that_was_told(world: World) -> None:
    supply = {"supply_end_on": (today() + timedelta(days=5)).isoformat(), "insurance_card": "self"}
    refill = {"medical_kind": "refill_request", "need_code": "refill", "emergency": False, **supply}
    ticket_id = _asked(world, "wang", "medical", refill, **HEALTH)
    _move(world, "sun", ticket_id, "take")
    _move(world, "sun", ticket_id, "prescribe", rx_ref="RX-2026-0001", weeks=4)
    on = (today() + timedelta(days=2)).isoformat()
    assert _begins(world, "sun", ticket_id, "order_medicine") == {}
    _move(world, "sun", ticket_id, "order_medicine", expected_on=on)
    assert _begins(world, "sun", ticket_id, "order_medicine") == {"expected_on": on}


def test_a_hospital_is_known_to_the_doctor_and_not_by_the_form_of_a_cadre_who_may_not_read_it(world: World) -> None:
    ticket_id = _asked(world, "wang", "medical", REFERRAL, **HEALTH)
    _move(world, "sun", ticket_id, "refer", hospital="县医院")
    assert _begins(world, "sun", ticket_id, "confirm_appointment") == {"hospital": "县医院"}
    cadres = [key for key in ("li", "zhang", "zhao") if "hospital" not in _page(world, key, ticket_id)["details"]]
    offered = [key for key in cadres if "confirm_appointment" in _moves(world, key, ticket_id)]
    assert offered
    for key in offered:
        assert _begins(world, key, ticket_id, "confirm_appointment") == {}
        assert "县医院" not in str(_page(world, key, ticket_id)["moves"])


def _moves(world: World, key: str, ticket_id: str) -> set[str]:
    return {each["move"] for each in _page(world, key, ticket_id)["moves"]}


def test_no_form_begins_with_more_than_its_reader_sees_of_the_details(world: World) -> None:
    phone = {"name": "李老四", "role": "respondent", "phone": "13712345678"}
    tickets = [
        _asked(world, "guilan", "parcel", {"parcel_kind": "fetch", "carrier": "zto"}),
        _asked(world, "guilan", "finance", {"finance_kind": "card_problem", "bank_name": "农商银行"}),
        _asked(world, "dashan", "dispute", {"dispute_type": "neighbour", "parties": [phone]}),
        _asked(world, "wang", "medical", REFERRAL, **HEALTH),
    ]
    _move(world, "sun", tickets[-1], "refer", hospital="县医院")
    begun = set()
    for key in READERS:
        for ticket_id in tickets:
            page = world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()
            for move in page.get("moves", ()):
                for need in move["needs"]:
                    if need["begins"] not in (None, []):
                        begun.add(need["name"])
                        assert need["begins"] in page["details"].values(), (key, move["move"])
    assert begun == {"carrier", "hospital", "parties"}
