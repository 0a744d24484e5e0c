"""What a step offers to choose from."""

from typing import Any
from uuid import uuid4

from tests.oversight.carried import accepted, send
from tests.support.world import HUAISHU, World, errand


def _move(world: World, key: str, ticket_id: str, name: str, **data: Any) -> None:
    client = world.client(key)
    version = client.get(f"/api/v1/tickets/{ticket_id}").json()["version"]
    body = {"id": str(uuid4()), "move": name, "version": version, "data": data}
    assert client.post(f"/api/v1/tickets/{ticket_id}/moves", json=body).status_code == 200


def _offered(world: World, key: str, ticket_id: str, move: str, need: str, language: str = "zh") -> dict[str, str]:
    page = world.client(key).get(f"/api/v1/tickets/{ticket_id}", headers={"Accept-Language": language}).json()
    needs = next(each["needs"] for each in page["moves"] if each["move"] == move)
    return {choice["value"]: choice["label"] for each in needs if each["name"] == need for choice in each["choices"]}


def test_whoever_adds_papers_chooses_among_those_that_are_missing(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    all_papers = _offered(world, "li", ticket_id, "notify_deficiency", "missing")
    assert len(all_papers) == 3
    assert _offered(world, "li", ticket_id, "accept", "materials") == all_papers
    _move(world, "li", ticket_id, "notify_deficiency", missing=[{"code": "hukou_book"}], way="paper")
    assert _offered(world, "guilan", ticket_id, "resubmit", "materials") == {"hukou_book": all_papers["hukou_book"]}
    assert list(_offered(world, "li", ticket_id, "waive", "materials")) == ["hukou_book"]
    english = _offered(world, "guilan", ticket_id, "resubmit", "materials", "en")
    assert english["hukou_book"].isascii()


def test_whoever_works_on_a_matter_reads_of_the_villager_who_is_spoken_to_himself(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    _move(world, "li", ticket_id, "notify_deficiency", missing=[{"code": "hukou_book"}], way="paper")

    def read(key: str) -> str:
        client = world.client(key)
        page = client.get(f"/api/v1/tickets/{ticket_id}").json()["sentence"]
        rows = [
            row for box in ("all", "mine") for row in client.get(f"/api/v1/tickets?box={box}").json().get("items", [])
        ]
        assert {row["sentence"] for row in rows if row["id"] == ticket_id} <= {page}
        return str(page)

    assert "请在" in read("guilan")
    assert read("li") == read("zhou") == read("zhao")
    assert read("li").endswith("前要补齐。")


def test_a_list_of_the_township_names_nobody_who_is_helped(world: World) -> None:
    asked = errand(service="finance", item_code=None, details={"finance_kind": "balance_help"})
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=asked).json()["id"])
    _move(world, "li", ticket_id, "hold", note="像骗局")
    read = {
        key: world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()["sentence"]
        for key in ("guilan", "li", "zhou")
    }
    assert "陪您核实" in read["guilan"]
    assert "陪刘桂兰核实" in read["li"]
    assert "陪村民核实" in read["zhou"]


def test_a_villager_takes_back_his_wish_for_reasons_of_his_own(world: World) -> None:
    """A cadre who writes it down for him may know that he has died; nobody is offered that of himself."""
    guilan = world.client("guilan")
    ticket_id = str(guilan.post("/api/v1/tickets", json=errand()).json()["id"])
    for_staff = _offered(world, "li", ticket_id, "withdraw", "reason")
    own = _offered(world, "guilan", ticket_id, "withdraw", "reason")
    assert set(for_staff) - set(own) == {"principal_deceased"}
    assert not {"fraud_or_false_papers", "authorization_revoked"} & set(for_staff)
    page = guilan.get(f"/api/v1/tickets/{ticket_id}").json()
    withdraw = next(each for each in page["moves"] if each["move"] == "withdraw")
    assert [need["name"] for need in withdraw["needs"]] == ["reason"]
    _move(world, "guilan", ticket_id, "withdraw", reason="applicant_wish")
    sentence = guilan.get(f"/api/v1/tickets/{ticket_id}").json()["sentence"]
    assert sentence == "这件事撤回了。想办随时再来。"


def test_a_paper_that_was_sent_back_is_asked_for_again(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    _move(world, "li", ticket_id, "notify_deficiency", missing=[{"code": "id_card"}], way="paper")
    _move(world, "guilan", ticket_id, "resubmit", materials=[{"code": "id_card"}])
    again = {"missing": [{"code": "id_card", "reason": "照片看不清"}], "again_reason": "没看清"}
    _move(world, "zhao", ticket_id, "notify_deficiency", way="paper", **again)
    assert list(_offered(world, "guilan", ticket_id, "resubmit", "materials")) == ["id_card"]


def test_a_villager_reads_why_it_was_declined_and_where_to_go(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    _move(world, "li", ticket_id, "decline", reason="person_required", text="卡要您自己拿着", redirect="镇农商银行")
    for language, why in (("zh", ["必须本人去办", "卡要您自己拿着", "镇农商银行"]), ("en", ["The person must go"])):
        page = world.client("guilan").get(f"/api/v1/tickets/{ticket_id}", headers={"Accept-Language": language}).json()
        said = page["events"][-1]["said"]
        assert [each["text"] for each in said][: len(why)] == why
        assert all(each["label"] for each in said)


def test_days_are_said_as_people_say_them_and_lists_of_papers_are_not_repeated(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    _move(world, "li", ticket_id, "notify_deficiency", missing=[{"code": "hukou_book"}], way="phone", read_back=True)
    page = world.client("guilan").get(f"/api/v1/tickets/{ticket_id}").json()
    assert page["events"][-1]["said"] == [{"label": "怎么告知", "text": "打电话念给对方听"}]


def test_a_parcel_that_is_sent_has_stations_of_its_own(world: World) -> None:
    asked = {"service": "parcel", "village_code": HUAISHU, "channel": "pwa_self"}
    ahead = {}
    for kind, more in (("outbound", {"size": "small"}), ("fetch", {})):
        body = asked | {"id": str(uuid4()), "details": {"parcel_kind": kind, "carrier": "zto", **more}}
        answer = world.client("guilan").post("/api/v1/tickets", json=body)
        assert answer.status_code == 201, answer.text
        ahead[kind] = answer.json()["steps_ahead"]
    assert ahead["outbound"] == ["快递员看身份证", "快递员看东西", "交给快递", "对方收到"]
    assert ahead["fetch"] == ["取回村里", "通知来取", "交到手里"]


def test_a_villager_reads_plain_words_where_the_desk_reads_the_offices(world: World) -> None:
    ticket_id = str(world.client("guilan").post("/api/v1/tickets", json=errand()).json()["id"])
    _move(world, "li", ticket_id, "notify_deficiency", missing=[{"code": "hukou_book"}], way="paper")
    said = {}
    for who in ("guilan", "li"):
        row = (
            world.client(who)
            .get("/api/v1/tickets", params={"box": "mine" if who == "guilan" else "all"})
            .json()["items"][0]
        )
        said[who] = (row["id"], row["state_label"], row["core_label"])
    assert said["guilan"] == (ticket_id, "待补正", "还差材料")
    assert said["li"] == (ticket_id, "待补正", "待补正")


def test_what_is_done_on_the_spot_has_one_station_and_nobody_is_a_paper(world: World) -> None:
    at_home = world.client("guilan").post("/api/v1/tickets", json=errand(item_code="RS-04")).json()
    assert at_home["steps_ahead"] == ["当面办好，材料看过就还"]
    custody = world.client("li").get(f"/api/v1/tickets/{at_home['id']}/custody").json()
    assert (custody["materials"], custody["acts"]) == ([], [])
    with_us = str(world.client("guilan").post("/api/v1/tickets", json=errand(item_code="GA-04")).json()["id"])
    assert set(_offered(world, "li", with_us, "accept", "materials")) == {"hukou_book", "old_id_card"}
    page = world.client("li").get(f"/api/v1/tickets/{with_us}").json()
    assert len(page["steps_ahead"]) > 1


def test_whoever_has_it_reads_of_himself_as_you_and_colleagues_read_his_name(world: World) -> None:
    with world.database.writing() as db:
        ticket_id = accepted(world, db).id
    said = {
        key: world.client(key).get(f"/api/v1/tickets/{ticket_id}", headers={"Accept-Language": language}).json()
        for key, language in (("li", "zh"), ("zhang", "zh"), ("zhao", "en"))
    }
    assert said["li"]["sentence"].startswith("您接下了，这几天替刘桂兰把材料送到窗口")
    assert said["zhang"]["sentence"].startswith("李秀英接下了")
    assert said["zhao"]["sentence"].startswith("李秀英 ")


def test_a_relative_is_told_of_the_person_and_not_spoken_to_as_him(world: World) -> None:
    with world.database.writing() as db:
        ticket_id = accepted(world, db, "wang").id
    read = {
        key: world.client(key).get(f"/api/v1/tickets/{ticket_id}").json()["sentence"] for key in ("wang", "wangfang")
    }
    assert read["wang"].startswith("李秀英接下了，这几天就替您把材料送到窗口")
    assert read["wangfang"].startswith("李秀英接下了，这几天替王老汉把材料送到窗口")


def test_people_are_chosen_among_those_who_may_have_it_and_do_not_have_it_yet(world: World) -> None:
    with world.database.writing() as db:
        errand_id, quarrel_id = str(accepted(world, db).id), str(send(world, db, "guilan", "dispute").id)
    given = set(_offered(world, "li", errand_id, "assign", "person_id").values())
    assert {"张建国", "赵长河"} <= given
    assert "李秀英" not in given
    assert given == set(_offered(world, "li", errand_id, "set_backup", "backup_id").values())
    _move(world, "liu", quarrel_id, "take")
    assert set(_offered(world, "liu", quarrel_id, "assign", "person_id").values()) == {"赵长河"}
    page = world.client("liu").get(f"/api/v1/tickets/{quarrel_id}").json()
    body = {
        "id": str(uuid4()),
        "move": "assign",
        "version": page["version"],
        "data": {"person_id": str(world.id("li"))},
    }
    refused = world.client("liu").post(f"/api/v1/tickets/{quarrel_id}/moves", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "not_staff")
    assert refused.json()["detail_zh"] == "这件事只能交给本村的人民调解员、村党支部书记。"


def test_whoever_carries_something_for_the_ill_does_not_read_what_it_is_about(world: World) -> None:
    with world.database.writing() as db:
        ticket_id = str(send(world, db, "guilan", "medical").id)
    _move(world, "sun", ticket_id, "assign", person_id=str(world.id("li")))
    read = {key: world.client(key).get(f"/api/v1/tickets/{ticket_id}").json() for key in ("sun", "li")}
    assert read["li"]["assignee"]["name"] == "李秀英"
    assert read["sun"]["details"]["need_code"] == "bp_check"
    assert "need_code" not in read["li"]["details"]
    assert read["li"]["details_hidden"]
