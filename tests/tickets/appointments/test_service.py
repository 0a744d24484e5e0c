"""Nobody is expected at a shut door, and no limit is walked around by asking twice."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from app.core.clock import LOCAL
from tests.support.world import World, errand

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)
SUNDAY, TUESDAY = "2026-11-29", "2026-11-24"
CASH = {"finance_kind": "cash_withdrawal_appt", "bank_name": "农商银行", "amount_band": "upto_2000"}
VISIT = {"medical_kind": "clinic_appointment", "need_code": "bp_check", "emergency": False}
HEALTH = {"purpose": "health", "text_version": "v1", "how": "tapped"}


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=True):
        yield


def ask(world: World, key: str, service: str, details: dict[str, Any], **more: Any) -> Any:
    consents = {"consents": [HEALTH]} if service == "medical" else {}
    body = errand(service=service, item_code=None, details=details, **consents, **more)
    return world.client(key).post("/api/v1/tickets", json=body)


def step(world: World, key: str, ticket_id: str, name: str, **data: Any) -> Any:
    version = world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()["version"]
    body = {"id": str(uuid4()), "move": name, "version": version, "data": data}
    return world.client(key).post(f"/api/v1/tickets/{ticket_id}/moves", json=body)


def screened(world: World, details: dict[str, Any], key: str = "guilan") -> str:
    answer = ask(world, key, "finance", details)
    assert answer.status_code == 201, answer.text
    ticket_id = str(answer.json()["id"])
    clear = dict.fromkeys(
        ("stranger_called", "code_asked", "told_to_hide", "safe_account", "easy_money", "screen_shared"), "no"
    )
    assert step(world, "li", ticket_id, "screen", **clear).status_code == 200
    return ticket_id


def test_one_matter_of_money_of_a_kind_is_open_at_a_time(world: World) -> None:
    first = ask(world, "guilan", "finance", CASH | {"slot_start": f"{TUESDAY}T09:00:00+08:00"})
    assert first.status_code == 201
    again = ask(world, "guilan", "finance", CASH | {"slot_start": f"{TUESDAY}T10:00:00+08:00"})
    assert (again.status_code, again.json()["code"]) == (409, "already_open")
    assert first.json()["speak_no"] in again.json()["detail_zh"]
    assert ask(world, "dashan", "finance", CASH | {"slot_start": f"{TUESDAY}T10:00:00+08:00"}).status_code == 201
    assert ask(world, "guilan", "finance", {"finance_kind": "balance_help", "bank_name": "农商银行"}).status_code == 201
    withdrawn = step(world, "guilan", first.json()["id"], "cancel")
    assert withdrawn.status_code == 200, withdrawn.text
    assert ask(world, "guilan", "finance", CASH | {"slot_start": f"{TUESDAY}T10:00:00+08:00"}).status_code == 201


def test_the_wish_of_a_second_appointment_on_one_day_is_not_booked_by_leaving_the_hour_out(world: World) -> None:
    cash = screened(world, CASH | {"slot_start": f"{TUESDAY}T09:00:00+08:00"})
    assert step(world, "li", cash, "schedule").status_code == 200
    other = screened(world, CASH | {"finance_kind": "remittance_appt", "slot_start": f"{TUESDAY}T15:00:00+08:00"})
    assert step(world, "li", other, "schedule").json()["code"] == "second_slot"


def test_fraud_is_told_as_often_as_it_happens(world: World) -> None:
    for _ in range(2):
        assert ask(world, "guilan", "finance", {"finance_kind": "fraud_report"}).status_code == 201


def test_a_day_has_one_appointment_for_cash(world: World) -> None:
    cash = screened(world, CASH)
    assert step(world, "li", cash, "schedule", slot_start=f"{TUESDAY}T09:00:00+08:00").status_code == 200
    other = screened(world, CASH | {"finance_kind": "remittance_appt"})
    refused = step(world, "li", other, "schedule", slot_start=f"{TUESDAY}T15:00:00+08:00")
    assert (refused.status_code, refused.json()["code"]) == (422, "second_slot")
    assert step(world, "li", other, "schedule", slot_start="2026-11-25T15:00:00+08:00").status_code == 200
    third = screened(world, CASH | {"slot_start": f"{TUESDAY}T16:00:00+08:00"}, key="dashan")
    assert step(world, "li", third, "schedule").status_code == 200, "another's card is another's"
    back = step(world, "li", other, "reschedule", slot_start=f"{TUESDAY}T15:30:00+08:00")
    assert back.json()["code"] == "second_slot"
    assert step(world, "li", cash, "reschedule", slot_start=f"{TUESDAY}T10:00:00+08:00").status_code == 200


@pytest.mark.parametrize(
    ("hour", "why"), [(f"{SUNDAY}T10:00:00+08:00", "不开门"), (f"{TUESDAY}T13:00:00+08:00", "08:30–12:00")]
)
def test_a_cadre_books_while_the_door_is_open_or_says_that_it_was_agreed(world: World, hour: str, why: str) -> None:
    cash = screened(world, CASH)
    refused = step(world, "li", cash, "schedule", slot_start=hour)
    assert (refused.status_code, refused.json()["code"]) == (422, "door_shut")
    assert why in refused.json()["detail_zh"]
    assert step(world, "li", cash, "schedule", slot_start=hour, out_of_hours=True).status_code == 200


def test_a_doctor_books_while_the_door_is_open_or_says_that_it_was_agreed(world: World) -> None:
    wish = VISIT | {"preferred_slots": [{"on": TUESDAY, "half": "morning"}]}
    ticket_id = ask(world, "guilan", "medical", wish).json()["id"]
    refused = step(world, "sun", ticket_id, "book", slot_at=f"{SUNDAY}T23:00:00+08:00")
    assert (refused.status_code, refused.json()["code"]) == (422, "door_shut")
    assert (
        step(world, "sun", ticket_id, "book", slot_at=f"{SUNDAY}T23:00:00+08:00", out_of_hours=True).status_code == 200
    )


def test_nobody_wishes_for_a_half_day_on_which_the_door_is_shut(world: World) -> None:
    refused = ask(world, "guilan", "medical", VISIT | {"preferred_slots": [{"on": SUNDAY, "half": "morning"}]})
    assert (refused.status_code, refused.json()["code"]) == (422, "details_invalid")
    assert "那天不开门" in refused.json()["detail_zh"]
    wish = VISIT | {"preferred_slots": [{"on": TUESDAY, "half": "afternoon"}]}
    assert ask(world, "guilan", "medical", wish).status_code == 201
