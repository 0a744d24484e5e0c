"""The issue's story over HTTP: 王老汉's allowance from the counter to his hand, and one matter of each other service."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from httpx2 import Client

from app.core.clock import LOCAL, now
from tests.support.sheets import sheet
from tests.support.world import HUAISHU, World

# A Saturday that is worked, in exchange for a day of the National Day week.
WORKING_SATURDAY = datetime(2026, 10, 10, 9, 30, tzinfo=LOCAL)
KNOWN = {"identity_checked": "known_in_person"}


@pytest.fixture
def saturday(world: World) -> Iterator[time_machine.Traveller]:
    """李秀英 is on duty on a working Saturday."""
    with time_machine.travel(WORKING_SATURDAY, tick=True) as clock:
        secretary = world.client("zhao")
        planned = secretary.post(
            "/api/v1/duty/shifts",
            json={
                "id": str(uuid4()),
                "village_code": HUAISHU,
                "person_id": str(world.id("li")),
                "starts_at": "2026-10-10T00:30:00Z",
                "ends_at": "2026-10-10T10:00:00Z",
            },
        )
        assert planned.status_code == 201, planned.text
        yield clock


class Desk:
    """One ticket in one person's hands."""

    def __init__(self, client: Client, ticket: dict[str, Any]) -> None:
        self.client, self.ticket = client, ticket

    def move(self, name: str, *, on_behalf: bool = False, **data: Any) -> dict[str, Any]:
        """Make a move that this person is offered, and see that it was made."""
        page = self.see()
        offered = [offer["move"] for offer in page["moves"]]
        assert name in offered, f"{name} is not among {offered}"
        body = {"id": str(uuid4()), "move": name, "version": page["version"], "data": data}
        if on_behalf:
            body["on_behalf"] = KNOWN
        answer = self.client.post(f"/api/v1/tickets/{self.ticket['id']}/moves", json=body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    def see(self) -> dict[str, Any]:
        """The ticket as this person sees it now."""
        answer = self.client.get(f"/api/v1/tickets/{self.ticket['id']}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json())


def _carry(client: Client, ticket_id: str, kind: str, **more: Any) -> dict[str, Any]:
    """One act with the household register."""
    body = {"id": str(uuid4()), "ticket_id": ticket_id, "kind": kind, "papers": [{"code": "hukou_book"}]} | more
    answer = client.post("/api/v1/custody", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def _the_original_comes_home(at_desk: Desk, daughter: Client) -> None:
    """Nothing ends before it is in its owner's own hand; he has no phone, and his daughter, who is far away, held nothing."""
    carried = partial(_carry, at_desk.client, at_desk.ticket["id"])
    carried("picked_up")
    papers = {"ticket_id": at_desk.ticket["id"], "kind": "returned", "papers": [{"code": "hukou_book"}]}
    tapped = at_desk.client.post("/api/v1/custody", json={"id": str(uuid4()), "way": "app"} | papers)
    assert (tapped.status_code, tapped.json()["code"]) == (422, "no_own_phone")
    body = {"id": str(uuid4()), "move": "deliver", "version": at_desk.see()["version"], "data": {"way": "fingerprint"}}
    too_early = at_desk.client.post(f"/api/v1/tickets/{at_desk.ticket['id']}/moves", json=body)
    assert too_early.json()["detail_zh"] == "户口本还在李秀英手里。请先当面退还，再办这一步。"
    given = carried("returned", way="witness", witness="邻居陈大山")
    assert given["all_back"]
    confirmed = daughter.post(f"/api/v1/custody/{given['chain'][-1]['id']}/confirm", json={"id": str(uuid4())})
    assert (confirmed.status_code, confirmed.json()["code"]) == (403, "not_yours_to_confirm")


def submit(client: Client, **more: Any) -> dict[str, Any]:
    body = {"id": str(uuid4()), "village_code": HUAISHU, "channel": "walk_in", "details": {}} | KNOWN | more
    answer = client.post("/api/v1/tickets", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


@pytest.mark.usefixtures("saturday")
def test_the_old_mans_allowance_goes_from_the_counter_to_his_hand(
    world: World, saturday: time_machine.Traveller
) -> None:
    li, daughter, town = world.client("li"), world.client("wangfang"), world.client("zhou")
    ticket = submit(li, service="errand", item_code="MZ-04", beneficiary={"person_id": str(world.id("wang"))})
    assert ticket["assignee"]["name"] == "李秀英"
    assert ticket["due_at"].startswith("2026-10-12"), "one working day after a worked Saturday is Monday"
    at_desk, far_away, at_town = Desk(li, ticket), Desk(daughter, ticket), Desk(town, ticket)
    assert far_away.see()["title"] == "高龄老人补贴"

    at_desk.move("notify_deficiency", missing=[{"code": "social_security_card"}], way="phone", read_back=True)
    told = far_away.see()
    assert told["core_state"] == "correction_required"
    assert told["todo"]["text"]
    assert [notice["missing"] for notice in told["details"]["notices"]] == [["social_security_card"]]

    far_away.move("resubmit", materials=[{"code": "social_security_card"}])
    carried = partial(_carry, li, ticket["id"])
    carried("received", way="witness", witness="张建国")
    assert at_desk.see()["details"]["materials"][1]["custody"]["holder_name"] == "李秀英"
    mandate = li.post("/api/v1/authorisations", json=sheet(ticket["id"], world.id("li")))
    assert mandate.status_code == 201, mandate.text
    accepted = at_desk.move(
        "accept",
        # The daughter says that she has added the card; whoever takes it on has looked.
        materials=[{"code": "social_security_card"}],
        receipt_given=True,
    )
    assert accepted["core_state"] == "accepted"
    assert [clock["owner"] for clock in accepted["clocks"] if clock["state"] == "running"] == ["village"]
    logged = li.post(
        "/api/v1/proxy-log",
        json={
            "id": str(uuid4()),
            "ticket_ids": [ticket["id"]],
            "went_at": now().isoformat(),
            "place": "石桥镇便民服务中心",
            "action": "lodge",
            "result": "材料已交，窗口收下",
        },
    )
    assert logged.status_code == 201, logged.text
    carried("lodged", window="镇便民服务中心4号窗口", slip="周敏")
    at_desk.move("lodge", window="4 号窗口", handed_to="周敏")

    reviewed = at_town.move("authority_accepts", acceptance_no="石受〔2026〕18 号")
    running = [clock for clock in reviewed["clocks"] if clock["state"] == "running"]
    assert [(clock["name"], clock["owner"]) for clock in running] == [("authority", "authority")]
    before = running[0]["due_at"]
    at_town.move("special_procedure", reason="public_notice", until_on="2026-10-20", told=True)
    paused = far_away.see()
    assert [clock["state"] for clock in paused["clocks"]][-1] == "paused"
    assert paused["due_at"] is None
    assert "预计10月20日（周二）结束" in paused["sentence"], "one sentence with one date"
    saturday.shift(timedelta(days=7))
    at_town.client, at_desk.client = world.client("zhou"), world.client("li")  # A week later everybody signs in anew.
    resumed = at_town.move("resume")
    assert datetime.fromisoformat(resumed["due_at"]) > datetime.fromisoformat(before)
    at_town.move("approve", document="石批〔2026〕7 号")
    _the_original_comes_home(at_desk, world.client("wangfang"))
    delivered = at_desk.move("deliver", way="fingerprint", received_by="王老汉")
    assert delivered["core_state"] == "delivered"
    assert all(material["custody"] is None for material in delivered["details"]["materials"])

    rating = {"id": str(uuid4()), "grade": 5, "version": delivered["version"], "channel": "colleague_phone"}
    assert "rate" not in [offer["move"] for offer in at_desk.see()["moves"]]
    refused = at_desk.client.post(f"/api/v1/tickets/{ticket['id']}/rating", json=rating | {"on_behalf": KNOWN})
    assert refused.status_code in {403, 409}, "the handler never collects a rating of his own work"
    colleague = world.client("zhang")
    rated = colleague.post(f"/api/v1/tickets/{ticket['id']}/rating", json=rating | {"on_behalf": KNOWN})
    assert rated.status_code in {200, 201}, rated.text
    assert Desk(colleague, ticket).see()["core_state"] == "closed"


@pytest.mark.usefixtures("saturday")
def test_a_parcel_reaches_its_recipient_by_code(world: World) -> None:
    li, guilan = world.client("li"), world.client("guilan")
    ticket = submit(
        li,
        service="parcel",
        beneficiary={"person_id": str(world.id("guilan"))},
        details={"parcel_kind": "inbound", "carrier": "yto", "waybill_no": "YT8812345678901", "shelf_no": "3-07"},
    )
    Desk(li, ticket).move("notify", way="app")
    code = Desk(guilan, ticket).see()["details"]["pickup_code"]
    assert "pickup_code" not in Desk(li, ticket).see()["details"]
    wrong = "000000" if code != "000000" else "111111"
    body: dict[str, Any] = {"collected_by": "self", "proof": "code", "looked_at": True}
    page = Desk(li, ticket).see()
    tried = li.post(
        f"/api/v1/tickets/{ticket['id']}/moves",
        json={"id": str(uuid4()), "move": "collect", "version": page["version"], "data": body | {"code": wrong}},
    )
    assert tried.status_code == 422, tried.text
    assert Desk(li, ticket).move("collect", **body, code=code)["core_state"] == "delivered"


@pytest.mark.usefixtures("saturday")
def test_a_visit_to_the_doctor_is_booked_and_held(world: World) -> None:
    guilan, doctor, li = world.client("guilan"), world.client("sun"), world.client("li")
    wish = {
        "medical_kind": "clinic_appointment",
        "need_code": "fever",
        "emergency": False,
        "preferred_slots": [{"on": "2026-10-12", "half": "morning"}],
    }
    without = {
        "id": str(uuid4()),
        "service": "medical",
        "village_code": HUAISHU,
        "channel": "pwa_self",
        "details": wish,
    }
    assert guilan.post("/api/v1/tickets", json=without).json()["code"] == "consent_missing"
    consent = [{"purpose": "health", "text_version": "v1", "how": "tapped"}]
    ticket = submit(guilan, service="medical", channel="pwa_self", details=wish, consents=consent)
    assert ticket["assignee"]["name"] == "孙立民"
    seen_by_cadre = Desk(li, ticket).see()
    assert seen_by_cadre["details_hidden"]
    assert "need_code" not in seen_by_cadre["details"]
    at_clinic = Desk(doctor, ticket)
    at_clinic.move("book", slot_at="2026-10-12T01:00:00Z")
    at_clinic.move("check_in")
    assert at_clinic.move("finish", outcome="treated")["core_state"] == "closed"


@pytest.mark.usefixtures("saturday")
def test_a_withdrawal_is_helped_with_and_no_secret_is_kept(world: World) -> None:
    guilan, li = world.client("guilan"), world.client("li")
    wish = {"finance_kind": "cash_withdrawal_appt", "bank_name": "农商银行", "amount_band": "upto_1000"}
    for secret in ("密码是123456", "卡号 4111 1111 1111 1111", "验证码：６６８８２１"):
        body = {
            "id": str(uuid4()),
            "service": "finance",
            "village_code": HUAISHU,
            "channel": "pwa_self",
            "details": wish,
        }
        leak = guilan.post("/api/v1/tickets", json=body | {"description": secret})
        assert (leak.status_code, leak.json()["code"]) == (422, "forbidden_text"), secret
    ticket = submit(guilan, service="finance", channel="pwa_self", details=wish)
    at_desk = Desk(li, ticket)
    at_desk.move("screen", all_asked=True)
    at_desk.move("schedule", slot_start="2026-10-12T01:30:00Z")
    at_desk.move("check_in", holder_present=True)
    served = at_desk.move("serve", receipt_given=True, signed=True)
    assert served["core_state"] == "completed"
    noted = li.post(f"/api/v1/tickets/{ticket['id']}/notes", json={"id": str(uuid4()), "text": "他的PIN 998877"})
    assert noted.status_code == 422


@pytest.mark.usefixtures("saturday")
def test_a_quarrel_over_a_boundary_is_for_few_eyes(world: World) -> None:
    dashan, mediator = world.client("dashan"), world.client("liu")
    details: dict[str, Any] = {
        "dispute_type": "neighbour",
        "source": "party",
        "parties": [
            {"name": "陈大山", "role": "applicant"},
            {"name": "马满仓", "role": "respondent", "phone": "00000000115"},
        ],
        "claims": "田埂被占了半尺",
    }
    answer = dashan.post(
        "/api/v1/tickets",
        json={
            "id": str(uuid4()),
            "service": "dispute",
            "village_code": HUAISHU,
            "channel": "pwa_self",
            "details": details,
        },
    )
    assert answer.status_code == 201, answer.text
    ticket = answer.json()
    assert ticket["assignee"]["name"] == "刘正平"
    for stranger in ("li", "zhou", "guilan", "wangfang", "sun", "pan", "he", "admin"):
        assert world.client(stranger).get(f"/api/v1/tickets/{ticket['id']}").status_code == 404, stranger
    assert Desk(world.client("zhao"), ticket).see()["details"]["claims"] == "田埂被占了半尺"
    at_table = Desk(mediator, ticket)
    agreed = [party | {"agreed": True} for party in details["parties"]]
    at_table.move("accept", parties=agreed, in_scope=True, explained=True)
    at_table.move("appoint", person_id=str(world.id("liu")), no_conflict=True, parties_told=True)
    at_table.move("hold_session", notice_signed=True, place="村调解室", session="closed")
    term = {"obligor": "马满仓", "what": "退回半尺田埂", "due_on": "2026-10-20", "manner": "当面"}
    done = dict.fromkeys(("applicant_signed", "respondent_signed", "mediator_signed", "sealed", "copies_given"), True)
    settled = at_table.move("agree_in_writing", terms=[term], effective_on="2026-10-10", **done)
    assert settled["state"] == "agreed_written"
    assert at_table.move("record_performance", outcome="done")["core_state"] == "delivered"


@pytest.mark.usefixtures("saturday")
def test_a_parcel_without_a_known_recipient_finds_its_owner(world: World) -> None:
    li, guilan = world.client("li"), world.client("guilan")
    arrival = {"parcel_kind": "inbound", "carrier": "zto", "waybill_no": "ZT7712345678901", "shelf_no": "1-02"}
    unknown = arrival | {"unmatched": True, "recipient_surname": "刘", "recipient_phone_tail": "0113"}
    ticket = submit(li, service="parcel", details=unknown)
    assert ticket["state"] == "unmatched"
    assert guilan.get(f"/api/v1/tickets/{ticket['id']}").status_code == 404
    assert Desk(li, ticket).move("match", recipient_name="刘桂兰", recipient_phone="00000000113")["state"] == "arrived"
    assert Desk(guilan, ticket).see()["beneficiary"]["name"] == "刘桂兰"
    by_villager = {"id": str(uuid4()), "service": "parcel", "village_code": HUAISHU, "channel": "pwa_self"}
    refused = guilan.post("/api/v1/tickets", json=by_villager | {"details": arrival})
    assert (refused.status_code, refused.json()["code"]) == (403, "staff_record_this")


@pytest.mark.usefixtures("saturday")
def test_five_wrong_codes_leave_the_code_useless(world: World) -> None:
    li, guilan = world.client("li"), world.client("guilan")
    label = {"parcel_kind": "inbound", "carrier": "yto", "waybill_no": "YT8812345678902", "shelf_no": "3-08"}
    ticket = submit(li, service="parcel", beneficiary={"person_id": str(world.id("guilan"))}, details=label)
    Desk(li, ticket).move("notify", way="app")
    code = Desk(guilan, ticket).see()["details"]["pickup_code"]
    version = Desk(li, ticket).see()["version"]

    def collect(tried: str) -> str:
        data = {"collected_by": "self", "proof": "code", "looked_at": True, "code": tried}
        body = {"id": str(uuid4()), "move": "collect", "version": version, "data": data}
        answer = li.post(f"/api/v1/tickets/{ticket['id']}/moves", json=body)
        assert answer.status_code == 422, answer.text
        return str(answer.json()["code"])

    for _ in range(5):
        assert collect("000000" if code != "000000" else "111111") == "wrong_code"
    assert collect(code) != "wrong_code"


@pytest.mark.usefixtures("saturday")
def test_who_gave_a_quarrel_away_is_told_again_that_it_is_done(world: World) -> None:
    dashan, mediator = world.client("dashan"), world.client("liu")
    parties = [{"name": "陈大山", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
    details = {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "水渠"}
    ticket = submit(dashan, service="dispute", channel="pwa_self", details=details)
    to_cadre = {"id": str(uuid4()), "move": "assign", "version": 1, "data": {"person_id": str(world.id("li"))}}
    moves = f"/api/v1/tickets/{ticket['id']}/moves"
    assert mediator.post(moves, json=to_cadre).json()["code"] == "not_staff", "a quarrel is not for a duty cadre"
    to_secretary = to_cadre | {"id": str(uuid4()), "data": {"person_id": str(world.id("zhao"))}}
    assert mediator.post(moves, json=to_secretary).status_code == 200
    again = mediator.post(moves, json=to_secretary)
    assert again.status_code == 200, again.text
    assert again.json()["details"] == {}
    assert mediator.get(f"/api/v1/tickets/{ticket['id']}").status_code == 404
