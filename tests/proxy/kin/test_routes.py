"""What somebody who acts for another may do and see, and how it ends for both; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import now, today
from app.people.models import Delegation
from app.tickets.told.models import Telling
from tests.files.samples import webm
from tests.proxy.kin.acting import KNOWN, consents, give, kinds_told, post, scope
from tests.support.world import HUAISHU, World, errand


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
    assert "delegation_ended" in kinds_told(world, "guilan")
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
