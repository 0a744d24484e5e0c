"""Each act that a relative does for somebody is told to that person: in the app, by text message, or by the duty cadre."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import col, select

from app.core.clock import today
from app.notices.models import Notice
from app.people.models import Person
from app.people.service import keep_numbers
from app.tickets.told import rules
from app.tickets.told.models import Act, How, Telling
from tests.files.samples import webm
from tests.proxy.kin.acting import consents, give, post, scope
from tests.support.world import HUAISHU, World, errand


def _for_wang(world: World, **more: Any) -> dict[str, Any]:
    return errand(channel="pwa_relative", beneficiary={"person_id": str(world.id("wang"))}) | more


def _waiting(world: World, who: str, **more: Any) -> list[dict[str, Any]]:
    answer = world.client(who).get("/api/v1/tellings", params={"village_code": HUAISHU, **more})
    assert answer.status_code == 200
    return list(answer.json())


def test_each_act_for_somebody_without_a_phone_waits_on_the_desk_until_it_is_told(world: World) -> None:
    fang, li = world.client("wangfang"), world.client("li")
    sent = _for_wang(world)
    assert post(fang, "/tickets", sent).status_code == 201
    path = f"/tickets/{sent['id']}"
    post(fang, f"{path}/notes", {"id": str(uuid4()), "text": "照片补上了"})
    move = {"id": str(uuid4()), "move": "withdraw", "version": 1, "data": {"reason": "applicant_wish"}}
    for _ in range(2):
        assert post(fang, f"{path}/moves", move).status_code == 200
    waiting = _waiting(world, "li")
    assert [each["act"] for each in waiting] == ["submitted", "noted", "withdrawn"]
    assert li.get("/api/v1/desk").json()["to_tell"] == 3
    first = waiting[0]
    no = fang.get(f"/api/v1{path}").json()["speak_no"]
    assert "您的女儿王芳替您交了一件事" in first["slip"]
    assert no in first["slip"]
    # His daughter is the only one whose number is known, and she is the one who acted.
    assert (first["phone"], first["phone_of"], first["only_in_person"]) == (None, "王芳", True)
    done = {"how": "slip", "note": "捎给他了"}
    for _ in range(2):
        assert post(li, f"/tellings/{first['id']}/told", done).json()["how_label"] == "捎了纸条"
    assert [each["act"] for each in _waiting(world, "li")] == ["noted", "withdrawn"]
    assert [each["id"] for each in _waiting(world, "li", done=True)] == [first["id"]]


def test_what_the_village_or_the_person_does_is_not_told_again(world: World) -> None:
    fang, li = world.client("wangfang"), world.client("li")
    sent = _for_wang(world)
    post(fang, "/tickets", sent)
    take = {"id": str(uuid4()), "move": "take", "version": 1, "data": {}}
    assert post(li, f"/tickets/{sent['id']}/moves", take).status_code == 200
    post(world.client("guilan"), "/tickets", errand())
    assert [each["act"] for each in _waiting(world, "li")] == ["submitted"]


def test_somebody_with_a_phone_is_told_in_the_app_by_the_relatives_name(world: World) -> None:
    shan, lan = world.client("dashan"), world.client("guilan")
    give(shan, world.id("dashan"), world.id("guilan"))
    sent = errand(channel="pwa_relative", beneficiary={"person_id": str(world.id("dashan"))})
    post(lan, "/tickets", sent)
    told = [each for each in shan.get("/api/v1/notices").json()["items"] if each["subject_id"] == sent["id"]]
    assert [each["kind"] for each in told] == ["relative_acted"]
    assert told[0]["text"].startswith("刘桂兰替您交了一件事")
    assert _waiting(world, "li") == []
    with world.database.reading() as db:
        kept = db.exec(select(Telling).where(col(Telling.ticket_id) == UUID(sent["id"]))).one()
        assert (kept.how, kept.told_by, kept.told_at is not None) == (How.APP, None, True)


def test_a_phone_that_was_only_borrowed_or_is_shared_does_not_count(world: World) -> None:
    """陈大山 has a number but has never signed in; then his number is also the number of the one who acts."""
    lan, body = world.client("guilan"), scope(agent_id=str(world.id("guilan")), basis="principal_in_person")
    post(world.client("li"), f"/people/{world.id('dashan')}/delegations", body | {"id": str(uuid4())})
    for_him = {"channel": "pwa_relative", "beneficiary": {"person_id": str(world.id("dashan"))}}
    post(lan, "/tickets", errand(**for_him))
    [waiting] = _waiting(world, "li")
    assert (waiting["name"], waiting["only_in_person"], waiting["phone_of"]) == ("陈大山", False, None)
    assert waiting["phone"]
    world.client("dashan")
    with world.database.writing() as db:
        keep_numbers(db.get_one(Person, world.id("dashan")), db.get_one(Person, world.id("guilan")).phone)
    post(lan, "/tickets", errand(**for_him, item_code="ZM-01"))
    assert [each["only_in_person"] for each in _waiting(world, "li")] == [True, True]


def test_health_and_quarrels_are_told_without_what_they_are(world: World) -> None:
    li, fang = world.client("li"), world.client("wangfang")
    given = scope(agent_id=str(world.id("wangfang")), basis="principal_in_person", services=["dispute"])
    post(li, f"/people/{world.id('wang')}/delegations", given | {"id": str(uuid4()), "consents": consents("dispute")})
    ill = {"medical_kind": "followup_visit", "need_code": "bp_check", "emergency": False}
    health = [{"purpose": "health", "text_version": "1", "how": "spoken"}]
    quarrel = {"dispute_type": "neighbour", "parties": [{"name": "马满仓", "role": "respondent"}]}
    for service, more in (("medical", {"details": ill, "consents": health}), ("dispute", {"details": quarrel})):
        sent = _for_wang(world, service=service, item_code=None) | more
        assert post(fang, "/tickets", sent).status_code == 201
    by = {who: _waiting(world, who) for who in ("li", "zhao", "liu", "sun", "zhang")}
    # A duty cadre does not learn that there is a quarrel; the secretary does.
    assert {who: len(found) for who, found in by.items()} == {"li": 1, "zhao": 2, "liu": 1, "sun": 1, "zhang": 1}
    for each in by["zhao"]:
        assert "编号后四位" in each["slip"]
        for word in ("看病", "就医", "血压", "随访", "矛盾", "调解", "邻里", "马满仓"):
            assert word not in each["slip"]
    with world.database.reading() as db:
        texts = db.exec(select(Notice.text_zh).where(col(Notice.person_id) == world.id("wang"))).all()
    assert texts
    assert not any(word in text for text in texts for word in ("看病", "矛盾", "调解"))


def test_whoever_acts_or_is_told_does_not_tick_it_off(world: World) -> None:
    """李秀英 is a cadre and acts for 王老汉 too: her colleague tells him."""
    given = scope(id=str(uuid4()), agent_id=str(world.id("li")), basis="principal_in_person")
    assert post(world.client("zhao"), f"/people/{world.id('wang')}/delegations", given).status_code == 201
    assert post(world.client("li"), "/tickets", _for_wang(world)).status_code == 201
    assert _waiting(world, "li") == []
    [waiting] = _waiting(world, "zhang")
    path = f"/tellings/{waiting['id']}/told"
    assert post(world.client("li"), path, {"how": "call"}).status_code == 404
    assert post(world.client("zhang"), path, {"how": "call"}).status_code == 200


def test_the_secretary_hears_when_somebody_did_not_want_it(world: World) -> None:
    post(world.client("wangfang"), "/tickets", _for_wang(world))
    [waiting] = _waiting(world, "li")
    told = post(world.client("li"), f"/tellings/{waiting['id']}/told", {"how": "visit", "objects": True})
    assert told.json()["objects"]
    kinds = [each["kind"] for each in world.client("zhao").get("/api/v1/notices").json()["items"]]
    assert kinds.count("relative_unwanted") == 1


def test_nobody_is_rung_at_night(world: World) -> None:
    night = datetime.fromisoformat("2026-11-23T22:30:00+08:00")
    with time_machine.travel(night):
        post(world.client("wangfang"), "/tickets", _for_wang(world))
        [waiting] = _waiting(world, "li")
    assert waiting["not_before"] == "2026-11-23T23:00:00.000000Z"  # 07:00 in the village.


def test_for_a_child_a_guardian_speaks_and_nobody_is_rung(world: World) -> None:
    with world.database.writing() as db:
        db.get_one(Person, world.id("wang")).birth_year = today().year - 9
    li, photo = world.client("li"), str(uuid4())
    li.put(f"/api/v1/files/{photo}", content=webm())
    [old] = li.get(f"/api/v1/people/{world.id('wang')}/delegations").json()
    body = scope(id=str(uuid4()), agent_id=str(world.id("wangfang")), relation="guardian", basis="guardian_papers")
    body |= {"file_ids": [photo], "replaces": old["id"]}
    assert post(li, f"/people/{world.id('wang')}/delegations", body).status_code == 201
    post(world.client("wangfang"), "/tickets", _for_wang(world))
    assert _waiting(world, "li") == []


@pytest.mark.parametrize(
    ("has_phone", "shares", "signed_in", "texted", "way"),
    [
        (False, False, True, True, None),
        (True, True, True, True, None),
        (True, False, True, True, How.APP),
        (True, False, False, True, How.SMS),
        (True, False, False, False, None),
    ],
)
def test_how_somebody_is_reached(
    *, has_phone: bool, shares: bool, signed_in: bool, texted: bool, way: How | None
) -> None:
    found = rules.reached_by(has_phone=has_phone, shares_phone=shares, signed_in=signed_in, can_be_texted=texted)
    assert found is way


def test_every_act_has_words_in_both_languages() -> None:
    for act in Act:
        told = rules.told_words("王芳", act, "0042")
        assert "王芳" in told.zh
        assert "0042" in told.en
        slip = rules.slip_words(
            "王老汉", "王芳", "女儿", act, datetime.fromisoformat("2026-11-23T08:00:00+08:00"), None, None
        )
        assert slip.zh.startswith("王老汉：11月23日，您的女儿王芳替您")
