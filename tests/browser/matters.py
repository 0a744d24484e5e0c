"""Matters beside those of the demo, so that every kind of screen has something to show."""

from datetime import timedelta
from typing import Any
from urllib.parse import quote
from uuid import uuid4

import httpx

from app.core.clock import LOCAL, now, today
from app.demo.service import demo_id
from tests.files.samples import photo
from tests.support.sheets import sheet
from tests.support.town import Town
from tests.support.world import HUAISHU

KNOWN = {"identity_checked": "known_in_person"}


class Hands:
    """The people of the township, each signed in once, beside the app."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._clients: dict[str, httpx.Client] = {}

    def of(self, name: str) -> httpx.Client:
        """Somebody's client."""
        if name not in self._clients:
            self._clients[name] = self.town.client(name)
        return self._clients[name]

    def wash(self) -> None:
        """Close them all."""
        for client in self._clients.values():
            client.close()

    def submit(self, name: str, service: str, details: dict[str, Any] | None = None, **more: Any) -> str:
        """A new matter; gives its id."""
        body = {"id": str(uuid4()), "service": service, "village_code": HUAISHU, "details": details or {}}
        answer = self.of(name).post("/tickets", json={"channel": "pwa_self", **body, **more})
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def move(self, name: str, ticket_id: str, move: str, **data: Any) -> None:
        """One step of it."""
        client = self.of(name)
        version = client.get(f"/tickets/{ticket_id}").json()["version"]
        body = {"id": str(uuid4()), "move": move, "version": version, "data": data}
        answer = client.post(f"/tickets/{ticket_id}/moves", json=body)
        assert answer.status_code == 200, answer.text

    def sign(self, name: str, ticket_id: str, key: str) -> None:
        """The authorisation that it needs, for the one who records it."""
        answer = self.of(name).post("/authorisations", json=sheet(ticket_id, demo_id(key)))
        assert answer.status_code == 201, answer.text

    def carry(self, name: str, ticket_id: str, kind: str, **more: Any) -> None:
        """One act with the household register."""
        body = {"id": str(uuid4()), "ticket_id": ticket_id, "kind": kind, "papers": [{"code": "hukou_book"}]}
        answer = self.of(name).post("/custody", json=body | more)
        assert answer.status_code == 201, answer.text


def _when_it_is_open(hands: Hands) -> dict[str, Any]:
    """The first half day on which the clinic's door is open, whatever day the machine lives on."""
    week = hands.of("王芳").get(f"/board/{HUAISHU}").json()["week"]
    day = next(each for each in week if each["hours"])
    half = "morning" if day["hours"][0]["opens"] < "12:00" else "afternoon"
    return {"preferred_slots": [{"on": day["on"], "half": half}]}


def prepare(hands: Hands) -> dict[str, str]:
    """One matter for each kind of screen, by a short name."""
    found = {
        "asked": hands.submit("李秀英", "errand", **_for_wang("MZ-03")),
        "ready": hands.submit("李秀英", "errand", **_for_wang("MZ-05")),
        "fangs": hands.submit("王芳", "errand", item_code="MZ-03"),
        "short": hands.submit("李秀英", "errand", **_for_wang("MZ-04")),
        "taken": hands.submit("李秀英", "errand", **_for_wang("MZ-04")),
        "lodged": hands.submit("李秀英", "errand", **_for_wang("MZ-04")),
        "visit": hands.submit("王芳", "medical", _VISIT | _when_it_is_open(hands), consents=[_HEALTH]),
        "money": hands.submit("王芳", "finance", _CASH),
        "quarrel": hands.submit("王芳", "dispute", _quarrel()),
        "talks": hands.submit("王芳", "dispute", _quarrel()),
        "parcel": hands.submit("李秀英", "parcel", _PARCEL, channel="walk_in", beneficiary={"person_id": _id("wang")}),
        "declined": hands.submit("李秀英", "errand", **_for_wang("NY-01")),
        "rated": _delivered_by_zhang(hands),
    }
    why_not = {"reason": "person_required", "text": "要您本人去银行", "redirect": "镇农商银行"}
    hands.move("李秀英", found["declined"], "decline", **why_not)
    hands.sign("李秀英", found["ready"], "li")
    missing = [{"code": "social_security_card", "reason": "卡过期了"}]
    hands.move("李秀英", found["short"], "notify_deficiency", missing=missing, way="paper")
    for ticket_id in (found["taken"], found["lodged"]):
        hands.sign("李秀英", ticket_id, "li")
        hands.move("李秀英", ticket_id, "accept", **_ACCEPTED)
    given = {"way": "witness", "witness": "邻居陈大山"}
    hands.carry("李秀英", found["taken"], "received", **given)
    hands.carry("张建国", found["lodged"], "received", **given)
    hands.carry("张建国", found["lodged"], "handed_over", to_person_id=_id("li"))
    hands.carry("李秀英", found["short"], "received", **given)
    hands.carry("李秀英", found["short"], "returned", way="app", received_by="王芳")
    hands.move("李秀英", found["lodged"], "lodge", window="镇便民服务中心4号窗口", handed_to="周敏")
    hands.move("李秀英", found["parcel"], "notify", way="app")
    agreed = [party | {"agreed": True} for party in _quarrel()["parties"]]
    hands.move("刘正平", found["talks"], "accept", parties=agreed, in_scope=True, explained=True)
    appointed = {"person_id": _id("liu"), "no_conflict": True, "parties_told": True}
    hands.move("刘正平", found["talks"], "appoint", **appointed)
    hands.move("刘正平", found["talks"], "hold_session", notice_signed=True, place="村调解室", session="closed")
    _portrait_of_li(hands)
    found |= _between_relatives(hands) | _turn_ahead(hands) | _between_colleagues(hands)
    return found | {"temporary": _harvest_watch(hands), "running": _turn_now(hands)}


def _portrait_of_li(hands: Hands) -> None:
    """A photo of hers on the board."""
    file_id, li = str(uuid4()), hands.of("李秀英")
    for answer in (
        li.put(f"/files/{file_id}", content=photo("JPEG", (300, 400))),
        li.post("/duty/portraits", json={"id": str(uuid4()), "file_id": file_id}),
    ):
        assert answer.status_code == 200, answer.text


def _harvest_watch(hands: Hands) -> str:
    """A temporary roster far ahead, beside the usual turns, with a gap in it."""
    on = (today() + timedelta(days=300)).isoformat()
    watch: dict[str, Any] = {
        "occasion": "harvest",
        "first_on": on,
        "last_on": on,
        "hours": [{"starts": "20:00", "ends": "08:00"}],
    }
    watch |= {"persons": 2, "people": [_id("li")], "stands": "beside", "village_code": HUAISHU}
    answer = hands.of("赵长河").post("/duty/temporary", json=watch | {"id": str(uuid4())})
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def _turn_now(hands: Hands) -> str:
    """刘正平 sits beside whoever is on duty, for two hours of this day, whatever the hour."""
    turn = {"id": str(uuid4()), "village_code": HUAISHU, "person_id": str(demo_id("liu")), "kind": "joint_office"}
    hours = {"starts_at": now().isoformat(), "ends_at": (now() + timedelta(hours=2)).isoformat()}
    answer = hands.of("赵长河").post("/duty/shifts", json=turn | hours)
    assert answer.status_code == 201, answer.text
    return turn["id"]


def _turn_ahead(hands: Hands) -> dict[str, str]:
    """This month, and a turn that is on the roster and has not begun, with its month."""
    this_month = today().replace(day=1)
    for first in (this_month, (this_month + timedelta(days=32)).replace(day=1)):
        month = hands.of("赵长河").get(f"/duty/rosters/{HUAISHU}/{first:%Y-%m}").json()
        ahead = [turn for turn in month["turns"] if turn["agreed"] and turn["key"][:10] > today().isoformat()]
        if ahead:
            return {
                "today": f"{today()}",
                "this_month": f"{this_month:%Y-%m}",
                "turn": f"of={first:%Y-%m}&turn={quote(ahead[0]['key'])}",
                "shift": ahead[0]["agreed"][0]["shift_id"],
            }
    raise AssertionError("the demo plans three weeks ahead")


def _between_colleagues(hands: Hands) -> dict[str, str]:
    """李秀英 is asked by 张建国 and has asked everybody; about a third turn, a week from now at night, she has not asked yet."""
    found = {}
    night = (now() + timedelta(days=7)).astimezone(LOCAL).replace(hour=22, minute=0, second=0, microsecond=0)
    for name, who, key in (("to_li", "张建国", "zhang"), ("of_li", "李秀英", "li"), ("li_turn", "李秀英", "li")):
        turn = {"id": str(uuid4()), "village_code": HUAISHU, "person_id": str(demo_id(key))}
        hours = {"starts_at": night.isoformat(), "ends_at": (night + timedelta(hours=1)).isoformat()}
        answer = hands.of("赵长河").post("/duty/shifts", json=turn | hours)
        assert answer.status_code == 201, answer.text
        night += timedelta(days=1)
        found[name] = turn["id"]
        if name == "li_turn":
            break
        asked: dict[str, str] = {"id": str(uuid4()), "shift_id": turn["id"], "reason": "personal"}
        asked |= {"person_id": str(demo_id("li"))} if name == "to_li" else {}
        answer = hands.of(who).post("/duty/swaps", json=asked)
        assert answer.status_code == 201, answer.text
        found[name] = asked["id"]
    return found


def _between_relatives(hands: Hands) -> dict[str, str]:
    """What 王芳 has done for her father is to be told to him; 刘桂兰 asks to act for him too."""
    hands.submit("王芳", "errand", item_code="ZM-01", channel="pwa_relative", beneficiary={"person_id": _id("wang")})
    until = (today() + timedelta(days=90)).isoformat()
    asked = {"id": str(uuid4()), "named": "王老汉", "village_code": HUAISHU, "relation": "relative", "until_on": until}
    answer = hands.of("刘桂兰").post("/kin/asks", json=asked | {"services": ["errand", "medical"], "word": "我在西安"})
    assert answer.status_code == 201, answer.text
    li = hands.of("李秀英")
    given = li.get(f"/people/{_id('wang')}/delegations").json()[0]["id"]
    telling = li.get("/tellings", params={"village_code": HUAISHU}).json()[0]["id"]
    return {"kin": asked["id"], "given": given, "telling": telling}


def _id(key: str) -> str:
    return str(demo_id(key))


def _for_wang(item: str) -> dict[str, Any]:
    return {"item_code": item, "channel": "walk_in", "beneficiary": {"person_id": _id("wang")}} | KNOWN


def _quarrel() -> dict[str, Any]:
    parties = [{"name": "王芳", "role": "applicant"}, {"name": "马满仓", "role": "respondent"}]
    return {"dispute_type": "neighbour", "source": "party", "parties": parties, "claims": "田埂被占了半尺"}


def _delivered_by_zhang(hands: Hands) -> str:
    """王老汉's errand that 张建国 brought to its end, so that 李秀英's phone may take the rating."""
    ticket_id = hands.submit("张建国", "errand", **_for_wang("MZ-04"))
    steps: tuple[tuple[str, dict[str, Any]], ...] = (
        ("take", {}),
        ("sign", {}),
        ("accept", _ACCEPTED),
        ("lodge", {"window": "镇便民服务中心4号窗口", "handed_to": "周敏"}),
        ("authority_accepts", {"acceptance_no": "石受〔2026〕18 号"}),
        ("approve", {"document": "石批〔2026〕7 号"}),
        ("deliver", {"way": "fingerprint"}),
    )
    for move, data in steps:
        if move == "sign":
            hands.sign("张建国", ticket_id, "zhang")
        else:
            hands.move("张建国", ticket_id, move, **data)
    return ticket_id


_ACCEPTED = {
    "materials": [{"code": "id_card"}, {"code": "hukou_book"}, {"code": "social_security_card"}],
    "receipt_given": True,
}
_HEALTH = {"purpose": "health", "text_version": "v1", "how": "tapped"}
_VISIT = {
    "medical_kind": "clinic_appointment",
    "need_code": "fever",
    "emergency": False,
}
_CASH = {"finance_kind": "cash_withdrawal_appt", "bank_name": "农商银行", "amount_band": "upto_1000"}
_PARCEL = {"parcel_kind": "inbound", "carrier": "yto", "waybill_no": "YT8812345678901", "shelf_no": "3-07"}
