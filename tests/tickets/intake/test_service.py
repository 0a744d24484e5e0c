"""Taking a request in: whose wish it is."""

from typing import Any

from sqlmodel import col, select

from app.tickets.models import TicketEvent
from tests.support.world import World, errand

KNOWN = {"identity_checked": "known_in_person"}


def recorded(world: World, **more: Any) -> dict[str, Any]:
    """An errand that the desk records for 王老汉, without a word on how it was checked."""
    return errand(channel="walk_in", beneficiary={"person_id": str(world.id("wang"))}) | more


def test_what_is_recorded_for_somebody_says_how_it_was_checked(world: World) -> None:
    li, body = world.client("li"), recorded(world)
    refused = li.post("/api/v1/tickets", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "identity_unchecked")
    assert refused.json()["field"] == "identity_checked"
    assert li.post("/api/v1/tickets", json=body | KNOWN).status_code == 201
    with world.database.reading() as db:
        entry = db.exec(select(TicketEvent).where(col(TicketEvent.what) == "submitted")).one()
        assert (entry.on_behalf, entry.identity_checked) == (True, "known_in_person")


def test_the_township_says_it_too(world: World) -> None:
    zhou, body = world.client("zhou"), recorded(world, channel="town_assigned")
    assert zhou.post("/api/v1/tickets", json=body).json()["code"] == "identity_unchecked"
    assert zhou.post("/api/v1/tickets", json=body | KNOWN).status_code == 201


def test_nobody_is_asked_about_his_own_request_or_about_a_parcel_that_came(world: World) -> None:
    assert world.client("guilan").post("/api/v1/tickets", json=errand()).status_code == 201
    li, label = world.client("li"), {"parcel_kind": "inbound", "carrier": "yto", "shelf_no": "3-07"}
    came = recorded(world, service="parcel", item_code=None, details=label | {"waybill_no": "YT8812345678901"})
    assert li.post("/api/v1/tickets", json=came).status_code == 201
    unknown = label | {
        "waybill_no": "YT8812345678902",
        "unmatched": True,
        "recipient_surname": "刘",
        "recipient_phone_tail": "0113",
    }
    found = recorded(world, service="parcel", item_code=None, beneficiary=None, details=unknown)
    assert li.post("/api/v1/tickets", json=found).status_code == 201
    sent = recorded(world, service="parcel", item_code=None, details={"parcel_kind": "outbound"})
    assert li.post("/api/v1/tickets", json=sent).json()["code"] == "identity_unchecked"
