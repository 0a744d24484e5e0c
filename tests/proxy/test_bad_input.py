"""What goes wrong at a village's desk: each refusal says what to do next, and nothing that was there is lost."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from httpx2 import Response

from app.core.clock import now, today
from tests.security.refusals import assert_problem
from tests.support.sheets import KNOWN, sheet
from tests.support.world import HUAISHU, World, errand

AT_WINDOW = {"window": "镇便民服务中心4号窗口", "handed_to": "周敏"}
ALL_HERE = {"materials": [{"code": "id_card"}, {"code": "hukou_book"}, {"code": "social_security_card"}]}


class Case:
    """One errand of 刘桂兰 and what people try with it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])

    def seen(self) -> dict[str, Any]:
        """The matter as its cadre sees it."""
        page: dict[str, Any] = self.world.client("li").get(f"/api/v1/tickets/{self.id}").json()
        return page

    def move(self, who: str, name: str, **data: Any) -> Response:
        """One step, whatever comes of it."""
        body = {"id": str(uuid4()), "move": name, "version": self.seen()["version"], "data": data}
        return self.world.client(who).post(f"/api/v1/tickets/{self.id}/moves", json=body)

    def why_not(self, who: str, name: str) -> str | None:
        """The code of what somebody is told beforehand to stand in the way of a step."""
        page = self.world.client(who).get(f"/api/v1/tickets/{self.id}").json()
        [move] = [each for each in page["moves"] if each["move"] == name]
        return move["why_not"]["code"] if move["why_not"] else None

    def sign(self, **more: Any) -> None:
        """The paper under which 李秀英 carries it."""
        body = sheet(self.id, self.world.id("li"), **more)
        assert self.world.client("li").post("/api/v1/authorisations", json=body).status_code == 201

    def carry(self, kind: str, **more: Any) -> None:
        """One act with the household register."""
        body = {"id": str(uuid4()), "ticket_id": self.id, "kind": kind, "papers": [{"code": "hukou_book"}]}
        answer = self.world.client("li").post(
            "/api/v1/custody", json=body | {"way": "witness", "witness": "邻居"} | more
        )
        assert answer.status_code == 201, answer.text

    def refused(self, answer: Response, status: int, code: str, sentence: str) -> None:
        """See that an answer is this refusal with these words, and that the matter stands as it stood."""
        before = self.seen()
        assert_problem(answer, status, code)
        assert sentence in answer.json()["detail_zh"], answer.json()["detail_zh"]
        assert self.seen()["version"] == before["version"]


@pytest.fixture
def case(world: World) -> Case:
    """A fresh one."""
    return Case(world)


def test_a_wrong_id_number_is_caught_by_its_last_character_and_mended(world: World) -> None:
    person = {"id": str(uuid4()), "name": "孙大娘", "village_code": HUAISHU, "phone": "00000000118"}
    li = world.client("li")
    wrong = li.post("/api/v1/people", json=person | {"id_no": "610430188001010019"})
    assert_problem(wrong, 422)
    assert "最后一位对不上" in wrong.text
    assert "对照证件" in wrong.text
    assert li.post("/api/v1/people", json=person | {"id_no": "610430188001010018"}).status_code == 201


def test_what_daughter_and_desk_both_send_is_linked_and_neither_is_lost(world: World) -> None:
    helped = {"beneficiary": {"person_id": str(world.id("wang"))}}
    item = {"item_code": "ZJ-01"}
    first = world.client("wangfang").post("/api/v1/tickets", json=errand(channel="pwa_relative", **helped, **item))
    second = world.client("li").post("/api/v1/tickets", json=errand(channel="walk_in", **helped, **item, **KNOWN))
    assert (first.status_code, second.status_code) == (201, 201)
    for ours, other in ((first, second), (second, first)):
        page = world.client("li").get(f"/api/v1/tickets/{ours.json()['id']}").json()
        assert other.json()["ticket_no"] in [twin["ticket_no"] for twin in page["details"]["twins"]]
        assert page["state"] == "submitted"


def test_a_request_with_an_older_version_is_told_what_changed_and_sent_again(world: World) -> None:
    body = errand(item_version=9)
    guilan = world.client("guilan")
    old = guilan.post("/api/v1/tickets", json=body)
    assert_problem(old, 409, "item_changed")
    assert "您填的都还在" in old.json()["detail_zh"]
    again = body | {"item_version": old.json()["item"]["version"]}
    assert guilan.post("/api/v1/tickets", json=again).status_code == 201


def test_an_authorisation_that_ends_mid_case_stops_nothing_but_the_next_step(case: Case) -> None:
    # Each offer says beforehand what stands in its way, so that nobody fills in a form for nothing.
    assert case.why_not("li", "accept") == "mandate_needed"
    case.sign(until_on=today().isoformat())
    assert case.why_not("li", "accept") is None
    assert case.move("li", "accept", receipt_given=True, **ALL_HERE).status_code == 200
    with time_machine.travel(now() + timedelta(days=1), tick=True):
        assert case.why_not("li", "lodge") == "authorisation_expired"
        case.refused(case.move("li", "lodge", **AT_WINDOW), 422, "authorisation_expired", "材料和进度都在")
        case.sign()
        assert case.move("li", "lodge", **AT_WINDOW).status_code == 200


def test_no_end_while_an_original_is_out_and_it_says_who_has_it(case: Case) -> None:
    case.carry("received")
    held = case.move("guilan", "withdraw", reason="applicant_wish")
    case.refused(held, 422, "originals_held", "户口本还在李秀英手里。请先当面退还")
    case.carry("returned")
    assert case.move("guilan", "withdraw", reason="applicant_wish").status_code == 200


def test_a_notice_that_left_something_out_cannot_be_mended_by_asking_for_more(case: Case) -> None:
    assert case.move("li", "notify_deficiency", missing=[{"code": "hukou_book"}], way="paper").status_code == 200
    assert case.move("guilan", "resubmit", materials=[{"code": "hukou_book"}]).status_code == 200
    more: dict[str, Any] = {"missing": [{"code": "id_card"}], "way": "paper"}
    # Whose it is, each of them hears with the offer, before any form is filled in.
    assert (case.why_not("li", "notify_deficiency"), case.why_not("zhao", "notify_deficiency")) == (
        *("second_notice_needs_secretary", None),
    )
    case.refused(
        case.move("li", "notify_deficiency", **more), 422, "second_notice_needs_secretary", "请村书记来发，并写明原因"
    )
    case.refused(
        case.move("zhao", "notify_deficiency", **more), 422, "second_notice_needs_reason", "请写明上次为什么没说全"
    )
    left_out = case.move("zhao", "notify_deficiency", **more, again_reason="忘了身份证")
    case.refused(left_out, 422, "left_out_before", "上次告知没有提身份证，按规定就算齐了")
    case.sign()
    # Nobody of the village has looked at what she says she has added.
    case.refused(
        case.move("li", "accept", receipt_given=True), 422, "materials_missing", "还差：户口本。看过、有的就勾上"
    )
    seen = [{"code": "hukou_book"}]
    assert case.move("li", "accept", receipt_given=True, materials=seen).status_code == 200
