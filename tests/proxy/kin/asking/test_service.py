"""How a relative comes to act for somebody: asked for, offered, confirmed, declined; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import now, today
from app.people.models import Person
from app.proxy.kin.models import DelegationRequest
from tests.proxy.kin.acting import ask, confirm, kinds_told, post, scope
from tests.support.world import HUAISHU, YINAN, World


def test_a_relative_asks_the_desk_rings_the_person_and_the_relative_may_act(world: World) -> None:
    lan, li, asked = world.client("guilan"), world.client("li"), ask(word="我在西安", relation_text="侄女")
    for status in (201, 200):
        answer = post(lan, "/kin/asks", asked)
        assert (answer.status_code, answer.json()["state"]) == (status, "requested")
    [waiting] = li.get("/api/v1/kin/requests", params={"village_code": HUAISHU}).json()
    assert (waiting["asker_name"], waiting["named"], waiting["word"]) == ("刘桂兰", "王老汉", "我在西安")
    assert waiting["asker_phone"] == "00000000113"
    assert li.get("/api/v1/desk").json()["kin_requests"] == 1
    assert lan.get("/api/v1/me").json()["helps"] == []

    path = f"/kin/requests/{asked['id']}/confirm"
    more = post(li, path, confirm(world.id("wang"), services=["errand", "parcel"]))
    assert (more.status_code, more.json()["code"]) == (422, "more_than_asked")
    for _ in range(2):
        assert post(li, path, confirm(world.id("wang"))).json()["state"] == "confirmed"
    [helped] = lan.get("/api/v1/kin").json()["helped"]
    assert (helped["principal_name"], helped["basis"], helped["confirmed_by_name"]) == (
        "王老汉",
        "principal_by_phone",
        "李秀英",
    )
    assert (helped["relation_label"], helped["evidence"], helped["files"]) == ("侄女", None, [])
    assert "delegation_began" in kinds_told(world, "guilan")
    assert li.get("/api/v1/desk").json()["kin_requests"] == 0
    asked_now = lan.get("/api/v1/kin").json()["asked"]
    assert [(each["state"], each["sentence"]) for each in asked_now] == [("confirmed", "办好了，现在可以替办。")]


def test_nobody_learns_by_asking_whether_somebody_lives_there(world: World) -> None:
    lan, li = world.client("guilan"), world.client("li")
    there, not_there = ask(), ask(named="查无此人")
    first, second = post(lan, "/kin/asks", there), post(lan, "/kin/asks", not_there)
    same = {"id", "named", "created_at"}
    assert {k: v for k, v in first.json().items() if k not in same} == {
        k: v for k, v in second.json().items() if k not in same
    }
    offers = [scope(id=str(uuid4()), named=name, phone="00000000114") for name in ("郑秋菊", "查无此人")]
    told = [post(lan, "/kin/offers", each) for each in offers]
    assert [each.status_code for each in told] == [201, 201]
    assert {k: v for k, v in told[0].json().items() if k not in same} == {
        k: v for k, v in told[1].json().items() if k not in same
    }
    for each in (there, not_there):
        closed = post(li, f"/kin/requests/{each['id']}/close", {"reason": "not_confirmed", "note": "没这个人"})
        assert closed.status_code == 200
    after = [each for each in lan.get("/api/v1/kin").json()["asked"] if each["kind"] == "asked"]
    assert {each["sentence"] for each in after} == {"没有向本人确认到。没有办成。有疑问请打村里的电话。"}
    assert "没这个人" not in str(after)


def test_whoever_is_one_of_the_two_does_not_confirm_it(world: World) -> None:
    """李秀英 asks to act for 王老汉; her colleague answers. For her own request to be helped she is no third person either."""
    li, zhang = world.client("li"), world.client("zhang")
    own = ask()
    post(li, "/kin/asks", own)
    assert (
        post(li, f"/kin/requests/{own['id']}/confirm", confirm(world.id("wang"))).json()["code"]
        == "not_yours_to_confirm"
    )
    for_her = ask(named="李秀英")
    post(world.client("guilan"), "/kin/asks", for_her)
    refused = post(li, f"/kin/requests/{for_her['id']}/confirm", confirm(world.id("li")))
    assert refused.json()["code"] == "not_yours_to_confirm"
    assert post(zhang, f"/kin/requests/{own['id']}/confirm", confirm(world.id("wang"))).status_code == 200


def test_a_request_is_answered_once_and_declining_it_says_why(world: World) -> None:
    lan, li, asked = world.client("guilan"), world.client("li"), ask()
    post(lan, "/kin/asks", asked)
    path = f"/kin/requests/{asked['id']}"
    assert post(li, f"{path}/close", {}).json()["code"] == "say_why"
    for _ in range(2):
        assert post(li, f"{path}/close", {"reason": "come_in_person"}).json()["state"] == "declined"
    assert post(lan, f"{path}/close", {}).json()["code"] == "already_decided"
    assert post(li, f"{path}/confirm", confirm(world.id("wang"))).json()["code"] == "already_decided"
    assert post(li, f"{path}/accept").json()["code"] == "not_offered_to_you"
    assert "delegation_declined" in kinds_told(world, "guilan")
    mine = ask()
    post(lan, "/kin/asks", mine)
    assert post(lan, f"/kin/requests/{mine['id']}/close", {}).json()["state"] == "withdrawn"


@pytest.mark.parametrize("named", ["王老汉", "查无此人"])
def test_asking_again_for_the_same_person_adds_to_what_waits(world: World, named: str) -> None:
    lan, li = world.client("guilan"), world.client("li")
    later = (today() + timedelta(days=60)).isoformat()
    first = ask(named=named, word="我在西安", item_codes=["MZ-03"])
    second = ask(named=f"{named[:1]} {named[1:]}", services=["errand", "parcel"], item_codes=["MZ-05"], until_on=later)
    third = ask(named=named, card_no="6104300001", word="爸爸腿脚不好")
    assert post(lan, "/kin/asks", first).status_code == 201
    for each in (second, third, third, first):
        answer = post(lan, "/kin/asks", each)
        assert (answer.status_code, answer.json()["id"], answer.json()["state"]) == (200, first["id"], "requested")
    [waiting] = li.get("/api/v1/kin/requests", params={"village_code": HUAISHU}).json()
    assert waiting["services"] == ["errand", "parcel"]
    assert waiting["item_codes"] == [], "the third asked for all errands"
    assert (waiting["word"], waiting["card_no"]) == ("爸爸腿脚不好", "6104300001")
    assert li.get("/api/v1/desk").json()["kin_requests"] == 1
    assert len(lan.get("/api/v1/kin").json()["asked"]) == 1


def test_only_the_same_asker_name_village_and_card_are_one_request(world: World) -> None:
    lan, dashan = world.client("guilan"), world.client("dashan")
    first = ask(card_no="6104300001")
    assert post(lan, "/kin/asks", first).status_code == 201
    assert post(dashan, "/kin/asks", ask()).status_code == 201, "somebody else asks"
    assert post(lan, "/kin/asks", ask(named="王老五")).status_code == 201
    assert post(lan, "/kin/asks", ask(card_no="6104300002")).status_code == 201, "two people of one name"
    assert post(lan, "/kin/asks", ask(village_code=YINAN)).status_code == 201
    assert post(lan, f"/kin/requests/{first['id']}/close", {}).json()["state"] == "withdrawn"
    assert post(lan, "/kin/asks", ask(card_no="6104300001")).status_code == 201, "what was answered is not added to"


def test_what_waited_too_long_and_is_asked_again_waits_anew(world: World) -> None:
    lan, li = world.client("guilan"), world.client("li")
    first = ask()
    post(lan, "/kin/asks", first)
    with world.database.writing() as db:
        db.get_one(DelegationRequest, UUID(first["id"])).created_at = now() - timedelta(days=31)
    assert post(lan, "/kin/asks", ask()).json()["id"] == first["id"]
    done = post(li, f"/kin/requests/{first['id']}/confirm", confirm(world.id("wang")))
    assert (done.status_code, done.json()["state"]) == (200, "confirmed")


def test_a_desk_is_not_flooded_and_an_old_request_is_asked_anew(world: World) -> None:
    lan, li = world.client("guilan"), world.client("li")
    sent = [ask(named=name) for name in ("王老汉", "郭玉兰", "陈大山", "查无此人", "谁也不是")]
    for each in sent:
        assert post(lan, "/kin/asks", each).status_code == 201
    refused = post(lan, "/kin/asks", ask(named="第六个人"))
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_asks")
    assert post(lan, "/kin/asks", sent[0]).status_code == 200
    with world.database.writing() as db:
        db.get_one(DelegationRequest, UUID(sent[0]["id"])).created_at = now() - timedelta(days=31)
    old = post(li, f"/kin/requests/{sent[0]['id']}/confirm", confirm(world.id("wang")))
    assert old.json()["code"] == "request_over"


def test_a_person_offers_it_by_number_and_the_other_side_accepts(world: World) -> None:
    """陈大山 has a phone of his own; 刘桂兰 is to fetch his parcels and to go with him to the doctor."""
    shan, lan = world.client("dashan"), world.client("guilan")
    offer = scope(id=str(uuid4()), named="刘桂兰", phone="00000000113", services=["parcel", "medical"])
    assert post(shan, "/kin/offers", offer).json()["field"] == "consents"
    offer |= {"consents": [{"service": "medical", "text_version": "2026-11", "how": "tapped"}]}
    for status in (201, 200):
        assert post(shan, "/kin/offers", offer).status_code == status
    [offered] = lan.get("/api/v1/kin").json()["offered_to_me"]
    assert (offered["asker_name"], offered["services"]) == ("陈大山", ["medical", "parcel"])
    path = f"/kin/requests/{offer['id']}"
    assert post(shan, f"{path}/accept").json()["code"] == "not_offered_to_you"
    assert post(world.client("li"), f"{path}/confirm", confirm(world.id("dashan"))).status_code == 404
    for _ in range(2):
        assert post(lan, f"{path}/accept").json()["state"] == "confirmed"
    [helper] = shan.get("/api/v1/kin").json()["helpers"]
    assert (helper["agent_name"], helper["basis"], helper["state"]) == ("刘桂兰", "own_app", "active")
    assert lan.get("/api/v1/kin").json()["offered_to_me"] == []
    assert "relative_acted" in kinds_told(world, "dashan")


def test_a_child_gives_nothing_on_a_phone(world: World) -> None:
    with world.database.writing() as db:
        db.get_one(Person, world.id("dashan")).birth_year = today().year - 10
    offer = scope(id=str(uuid4()), named="刘桂兰", phone="00000000113")
    assert post(world.client("dashan"), "/kin/offers", offer).json()["field"] == "basis"
