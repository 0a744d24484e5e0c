"""How a relative comes to act for somebody: asked for, offered, confirmed, declined, ended; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import now, today
from app.notices.models import Notice
from app.people.models import Delegation, Person
from app.proxy.kin.models import DelegationRequest
from app.tickets.told.models import Telling
from tests.files.samples import webm
from tests.proxy.kin.acting import KNOWN, ask, confirm, consents, give, post, scope
from tests.support.world import HUAISHU, YINAN, World, errand


def _told(world: World, key: str) -> set[str]:
    with world.database.reading() as db:
        return set(db.exec(select(Notice.kind).where(col(Notice.person_id) == world.id(key))))


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
    assert "delegation_began" in _told(world, "guilan")
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
    assert "delegation_declined" in _told(world, "guilan")
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
    assert "relative_acted" in _told(world, "dashan")


def test_a_child_gives_nothing_on_a_phone(world: World) -> None:
    with world.database.writing() as db:
        db.get_one(Person, world.id("dashan")).birth_year = today().year - 10
    offer = scope(id=str(uuid4()), named="刘桂兰", phone="00000000113")
    assert post(world.client("dashan"), "/kin/offers", offer).json()["field"] == "basis"


def test_a_paper_is_shown_to_the_person_and_the_staff_and_told_to_the_person(world: World) -> None:
    li, lan, photo = world.client("li"), world.client("guilan"), str(uuid4())
    assert li.put(f"/api/v1/files/{photo}", content=webm()).status_code == 200
    body = scope(id=str(uuid4()), agent_id=str(world.id("guilan")), basis="written_paper", evidence="按了手印")
    path = f"/people/{world.id('wang')}/delegations"
    assert post(li, path, body).json()["field"] == "file_ids"
    assert post(lan, path, body | {"file_ids": [photo]}).status_code == 404
    assert post(world.client("zhao"), path, body | {"file_ids": [photo]}).json()["code"] == "unknown_file"
    assert post(li, path, body | {"file_ids": [photo], "item_codes": ["XX-99"]}).json()["code"] == "unknown_item"
    made = post(li, path, body | {"file_ids": [photo]})
    assert (made.status_code, made.json()["evidence"], len(made.json()["files"])) == (201, "按了手印", 1)
    assert world.stranger().get(made.json()["files"][0]["url"]).status_code == 200
    [seen] = lan.get(f"/api/v1{path}").json()
    assert (seen["evidence"], seen["files"]) == (None, [])
    # Of a paper that somebody else brought, the person is told at the door.
    [telling] = li.get("/api/v1/tellings", params={"village_code": HUAISHU}).json()
    assert (telling["act"], telling["name"]) == ("began", "王老汉")


def test_either_side_ends_it_and_the_other_hears_of_it(world: World) -> None:
    shan, lan = world.client("dashan"), world.client("guilan")
    given = give(shan, world.id("dashan"), world.id("guilan"))
    ended = post(shan, f"/delegations/{given}/revoke", {"reason": "no_trust"})
    assert (ended.json()["state"], ended.json()["end_label"]) == ("revoked", "本人不放心")
    assert "delegation_ended" in _told(world, "guilan")
    past = shan.get(f"/api/v1/people/{world.id('dashan')}/delegations", params={"past": True}).json()
    assert [each["state"] for each in past] == ["revoked"]
    again = give(shan, world.id("dashan"), world.id("guilan"))
    assert post(lan, f"/delegations/{again}/revoke", {"reason": "not_wanted"}).json()["end_label"] == "代办人交回了"
    with world.database.reading() as db:
        acts = db.exec(select(Telling.act).where(col(Telling.person_id) == world.id("dashan"))).all()
    assert sorted(acts) == ["began", "began", "ended"]


def test_the_village_ends_it_for_somebody_without_a_phone(world: World) -> None:
    li = world.client("li")
    [given] = li.get(f"/api/v1/people/{world.id('wang')}/delegations").json()
    path = f"/delegations/{given['id']}/revoke"
    assert post(li, path, {"reason": "not_wanted"}).json()["code"] == "identity_unchecked"
    assert post(li, path, {"reason": "not_wanted", "on_behalf": KNOWN}).json()["state"] == "revoked"
    with world.database.reading() as db:
        kept = db.get_one(Delegation, UUID(given["id"]))
        assert (kept.revoked_by, kept.end_checked) == (world.id("li"), "phone_call_back")


def test_whoever_acts_for_many_is_marked_for_a_look_and_nobody_is_ranked(world: World) -> None:
    zhao, li = world.client("zhao"), world.client("li")
    keys = ["dashan", "mancang", "guilan", "zhang", "liu"]
    for number, key in enumerate([*keys, "sun"]):
        agents = zhao.get("/api/v1/kin/agents", params={"village_code": HUAISHU}).json()
        yulan = [each for each in agents if each["name"] == "郭玉兰"]
        assert [(each["principals"], each["look"]) for each in yulan] == ([(number, False)] if number else [])
        body = scope(id=str(uuid4()), agent_id=str(world.id("yulan")), basis="principal_in_person")
        assert post(li, f"/people/{world.id(key)}/delegations", body).status_code == 201
    agents = zhao.get("/api/v1/kin/agents", params={"village_code": HUAISHU}).json()
    assert [(each["name"], each["principals"], each["look"]) for each in agents] == [
        ("王芳", 1, False),
        ("郭玉兰", 6, True),
    ]
    # Somebody who helps 6 people in all is marked in every village, however few of them live there.
    pan2 = world.client("pan2")
    body = scope(id=str(uuid4()), agent_id=str(world.id("yulan")), basis="principal_in_person")
    post(pan2, f"/people/{world.id('pan3')}/delegations", body)
    [there] = pan2.get("/api/v1/kin/agents", params={"village_code": "610430107201"}).json()
    assert (there["principals"], there["names"], there["look"]) == (1, ["高小芹"], True)


# --- What is over opens nothing, with the very next request ---------------------------------------------------------


@pytest.mark.parametrize("ending", ["revoked", "over"])
def test_with_the_end_everything_closes_for_the_same_session(world: World, ending: str) -> None:
    shan, lan = world.client("dashan"), world.client("guilan")
    given = give(shan, world.id("dashan"), world.id("guilan"), until_on=(today() + timedelta(days=3)).isoformat())
    photo = str(uuid4())
    assert lan.put(f"/api/v1/files/{photo}", content=webm()).status_code == 200
    asked = errand(channel="pwa_relative", beneficiary={"person_id": str(world.id("dashan"))}, file_ids=[photo])
    sent = post(lan, "/tickets", asked)
    assert sent.status_code == 201, sent.text
    ticket, link = asked["id"], sent.json()["files"][0]["url"]
    move = {"id": str(uuid4()), "move": "withdraw", "version": 1, "data": {"reason": "applicant_wish"}}
    assert post(lan, f"/tickets/{ticket}/moves", move).status_code == 200
    world.client("li").post(f"/api/v1/tickets/{ticket}/notes", json={"id": str(uuid4()), "text": "好"})
    doors = [
        ("GET", f"/tickets/{ticket}", None),
        ("GET", f"/tickets/{ticket}/qr.svg", None),
        ("GET", f"/people/{world.id('dashan')}", None),
        ("GET", f"/people/{world.id('dashan')}/delegations", None),
        ("GET", f"/proxy-log?ticket_id={ticket}", None),
        ("POST", f"/tickets/{ticket}/notes", {"id": str(uuid4()), "text": "好"}),
        ("POST", "/tickets", asked),
        ("POST", f"/tickets/{ticket}/moves", move),
    ]

    def heard() -> list[int]:
        return [lan.request(method, f"/api/v1{path}", json=body).status_code for method, path, body in doors]

    def lists() -> list[int]:
        return [
            len(lan.get("/api/v1/tickets", params={"box": box}).json()["items"])
            for box in ("own", "all", "open", "mine")
        ]

    def sees_person() -> bool:
        return any(each["name"] == "陈大山" for each in lan.get("/api/v1/people").json())

    assert set(heard()) <= {200, 201}
    assert lists()[1] == 1
    assert sees_person()
    told = lan.get("/api/v1/notices").json()["items"]
    at = now()
    if ending == "revoked":
        assert post(shan, f"/delegations/{given}/revoke", {"reason": "not_wanted"}).status_code == 200
    else:
        at += timedelta(days=4)
        with world.database.writing() as db:
            db.get_one(Delegation, UUID(given)).until_on = today() - timedelta(days=1)
    assert set(heard()) == {404}
    assert lists() == [0, 0, 0, 0]
    assert not sees_person()
    assert post(lan, "/tickets", asked | {"id": str(uuid4())}).json()["code"] == "not_for_others"
    still = lan.get("/api/v1/notices").json()["items"]
    assert {each["subject_type"] for each in still} <= {"delegation"}
    assert len(still) <= len(told) + 1
    assert lan.get("/api/v1/me").json()["helps"] == []
    # A link that was handed out before lives for half an hour at most.
    with time_machine.travel(now() + timedelta(minutes=31)):
        assert world.stranger().get(link).json()["code"] == "link_over"


def test_notices_stop_and_what_was_told_before_is_hidden(world: World) -> None:
    shan, lan, li = world.client("dashan"), world.client("guilan"), world.client("li")
    given = give(shan, world.id("dashan"), world.id("guilan"))
    own = errand(id=str(uuid4()))
    assert post(shan, "/tickets", own).status_code == 201
    about = {each["subject_id"] for each in lan.get("/api/v1/notices").json()["items"]}
    assert own["id"] in about
    unread = lan.get("/api/v1/me").json()["unread_notices"]
    post(shan, f"/delegations/{given}/revoke", {"reason": "not_wanted"})
    take = {"id": str(uuid4()), "move": "take", "version": 1, "data": {}}
    post(li, f"/tickets/{own['id']}/moves", take)
    about = {each["subject_id"] for each in lan.get("/api/v1/notices").json()["items"]}
    assert own["id"] not in about
    assert lan.get("/api/v1/me").json()["unread_notices"] == unread  # One hidden, one new: that it ended.


def test_items_narrow_what_is_seen_and_sent(world: World) -> None:
    shan, lan = world.client("dashan"), world.client("guilan")
    give(shan, world.id("dashan"), world.id("guilan"), item_codes=["MZ-04"])
    covered, other, spoken = errand(), errand(item_code="ZM-01"), errand(item_code=None, description="帮我问问")
    for each in (covered, other, spoken):
        assert post(shan, "/tickets", each).status_code == 201
    heard = [lan.get(f"/api/v1/tickets/{each['id']}").status_code for each in (covered, other, spoken)]
    assert heard == [200, 404, 404]
    assert [each["id"] for each in lan.get("/api/v1/tickets?box=all").json()["items"]] == [covered["id"]]
    assert {each["subject_id"] for each in lan.get("/api/v1/notices").json()["items"]} & {
        covered["id"], other["id"], spoken["id"]
    } == {covered["id"]}  # fmt: skip
    for_him = {"channel": "pwa_relative", "beneficiary": {"person_id": str(world.id("dashan"))}}
    sent = [
        post(lan, "/tickets", each | for_him | {"id": str(uuid4())}).status_code for each in (covered, other, spoken)
    ]
    assert sent == [201, 403, 403]


def test_narrowing_closes_what_is_no_longer_covered_and_keeps_the_rest(world: World) -> None:
    shan, lan = world.client("dashan"), world.client("guilan")
    both = give(shan, world.id("dashan"), world.id("guilan"), services=["errand", "parcel"])
    own = errand()
    post(shan, "/tickets", own)
    assert lan.get(f"/api/v1/tickets/{own['id']}").status_code == 200
    less = give(shan, world.id("dashan"), world.id("guilan"), services=["parcel"], replaces=both)
    assert lan.get(f"/api/v1/tickets/{own['id']}").status_code == 404
    assert own["id"] not in {each["subject_id"] for each in lan.get("/api/v1/notices").json()["items"]}
    more = give(
        shan, world.id("dashan"), world.id("guilan"), services=["parcel", "medical"], replaces=less,
        consents=consents("medical"),
    )  # fmt: skip
    [help_now] = lan.get("/api/v1/me").json()["helps"]
    assert (help_now["delegation_id"], help_now["services"]) == (more, ["medical", "parcel"])


def test_a_relatives_rating_is_marked_as_a_relatives(world: World) -> None:
    shan, lan, li, zhao = (world.client(key) for key in ("dashan", "guilan", "li", "zhao"))
    give(shan, world.id("dashan"), world.id("guilan"))
    own = errand(item_code="ZM-01")
    post(shan, "/tickets", own)
    path = f"/tickets/{own['id']}"
    done = {"id": str(uuid4()), "move": "complete_now", "version": 1, "data": {"result": "开好了"}}
    assert post(li, f"{path}/moves", done).status_code == 200, "an instant item is done at once"
    forged = {"id": str(uuid4()), "grade": 5, "channel": "relative"}
    assert post(lan, f"{path}/rating", forged).status_code == 422
    assert post(lan, f"{path}/rating", {"id": str(uuid4()), "grade": 5}).status_code in {200, 201}
    assert zhao.get(f"/api/v1{path}/rating").json()["channel"] == "relative"
    acts = [(each["by"]["name"], each["by"]["role_label"]) for each in zhao.get(f"/api/v1{path}").json()["events"]]
    assert acts[0] == ("陈大山", "本人")
    assert acts[-1] == ("刘桂兰", "亲友代办")
