"""Editing the catalogue: versions with dates, refusals in words, and matters that keep the version they began with."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Client
from sqlmodel import select

from app.catalogue.editing.schemas import ItemDraft
from app.catalogue.models import ServiceItem
from app.changes.models import Change
from app.core.clock import today
from app.places.models import Level, Place
from tests.support.world import World, errand

API = "/api/v1"
VOTE = {"code": "voter_card", "name_zh": "选民证", "kind": "copy", "copies": 2}


def _versions(who: Client, code: str = "MZ-04") -> list[dict[str, Any]]:
    answer = who.get(f"{API}/catalogue/{code}/versions")
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()
    return found


def _change(who: Client, code: str = "MZ-04", *, base: int = 1, on: date | None = None, **fields: Any) -> Any:
    content = _versions(who, code)[0]["item"] | fields
    body = {"id": str(uuid4()), "base_version": base, "valid_from": (on or today()).isoformat(), "item": content}
    return who.post(f"{API}/catalogue/{code}/versions", json=body)


def test_a_township_officer_changes_an_item_and_everybody_reads_it(world: World) -> None:
    zhou, stranger = world.client("zhou"), world.stranger()
    tag = stranger.get(f"{API}/catalogue").headers["etag"]
    answer = _change(zhou, limit_days=15, window_zh="镇便民服务中心4号窗口", window_phone="00000000199", fee_fen=None)
    assert answer.status_code == 201, answer.text
    assert (answer.json()["version"], answer.json()["standing"], answer.json()["edited_by"]) == (2, "in_force", "周敏")
    seen = stranger.get(f"{API}/catalogue", headers={"If-None-Match": tag})
    assert seen.status_code == 200
    [item] = [each for each in seen.json() if each["code"] == "MZ-04"]
    assert (item["version"], item["limit_days"], item["window_phone"], item["fee_fen"]) == (2, 15, "00000000199", None)
    assert stranger.get(f"{API}/catalogue/MZ-04").json() == item
    old = stranger.get(f"{API}/catalogue/MZ-04", params={"version": 1}).json()
    assert (old["version"], old["limit_days"], old["valid_to"]) == (1, 20, (today() - timedelta(days=1)).isoformat())
    assert stranger.get(f"{API}/catalogue/MZ-04", params={"version": 3}).status_code == 404


def test_a_matter_keeps_the_papers_and_the_limit_it_began_with(world: World) -> None:
    wang, zhou = world.client("wang"), world.client("zhou")
    before = wang.post(f"{API}/tickets", json=errand(item_version=1)).json()
    papers = _versions(zhou)[0]["item"]["materials"]
    assert _change(zhou, materials=[*papers, VOTE], limit_days=9, name_zh="高龄津贴").status_code == 201
    old = wang.get(f"{API}/tickets/{before['id']}").json()
    assert (old["title"], old["item"]["version"]) == ("高龄老人补贴", 1)
    assert [paper["code"] for paper in old["details"]["materials"]] == [paper["code"] for paper in papers]
    new = wang.post(f"{API}/tickets", json=errand(item_version=2)).json()
    assert (new["title"], new["item"]["version"]) == ("高龄津贴", 2)
    assert "voter_card" in [paper["code"] for paper in new["details"]["materials"]]
    with world.database.reading() as db:
        rows = db.exec(select(ServiceItem.version, ServiceItem.limit_days).where(ServiceItem.code == "MZ-04")).all()
    assert set(rows) == {(1, 20), (2, 9)}


def test_a_request_that_was_written_before_the_item_changed_is_told_what_to_do(world: World) -> None:
    wang, zhou = world.client("wang"), world.client("zhou")
    assert _change(zhou, limit_days=9).status_code == 201
    late = errand(item_version=1)
    refused = wang.post(f"{API}/tickets", json=late)
    assert (refused.status_code, refused.json()["code"]) == (409, "item_changed")
    assert refused.json()["item"] == {"code": "MZ-04", "version": 2}
    assert "再发一次" in refused.json()["detail_zh"]
    assert wang.post(f"{API}/tickets", json=late | {"item_version": 2}).status_code == 201
    # Who says no version, such as a cadre at the counter, gets the one in force.
    assert wang.post(f"{API}/tickets", json=errand()).json()["item"]["version"] == 2


def test_a_request_for_an_item_that_has_ended_is_told_what_to_do(world: World) -> None:
    wang, zhou = world.client("wang"), world.client("zhou")
    under_way = wang.post(f"{API}/tickets", json=errand()).json()
    ended = zhou.post(
        f"{API}/catalogue/MZ-04/end",
        json={"base_version": 1, "last_on": (today() - timedelta(days=1)).isoformat()},
    )
    assert (ended.status_code, ended.json()["standing"], ended.json()["ended_by"]) == (200, "over", "周敏")
    refused = wang.post(f"{API}/tickets", json=errand(item_version=1))
    assert (refused.status_code, refused.json()["code"]) == (409, "item_ended")
    assert "MZ-04" not in {each["code"] for each in wang.get(f"{API}/catalogue").json()}
    assert wang.get(f"{API}/tickets/{under_way['id']}").json()["item"]["code"] == "MZ-04"
    assert wang.post(f"{API}/tickets", json=errand(item_code="XX-99")).json()["code"] == "item_unknown"


def test_an_item_that_ends_with_a_later_day_is_still_taken_until_then(world: World) -> None:
    zhou, last_on = world.client("zhou"), (today() + timedelta(days=3)).isoformat()
    ask = {"base_version": 1, "last_on": last_on}
    first = zhou.post(f"{API}/catalogue/MZ-04/end", json=ask).json()
    again = zhou.post(f"{API}/catalogue/MZ-04/end", json=ask)
    assert (again.status_code, again.json(), first["standing"]) == (200, first, "in_force")
    assert world.client("wang").post(f"{API}/tickets", json=errand()).status_code == 201
    # It may be taken up again behind its end.
    behind = _change(zhou, on=today() + timedelta(days=5))
    assert (behind.status_code, behind.json()["version"]) == (201, 2)
    assert _versions(zhou)[1]["valid_to"] == last_on


@pytest.mark.parametrize(("days", "code"), [(-1, "bad_day"), (400, "bad_day")])
def test_a_version_begins_today_or_later(world: World, days: int, code: str) -> None:
    refused = _change(world.client("zhou"), on=today() + timedelta(days=days), limit_days=3)
    assert (refused.status_code, refused.json()["code"]) == (422, code)


def test_days_of_versions_never_overlap(world: World) -> None:
    zhou, next_week = world.client("zhou"), today() + timedelta(days=7)
    assert _change(zhou, on=next_week, limit_days=3).status_code == 201
    refused = _change(zhou, base=2, on=today() + timedelta(days=6), limit_days=4)
    assert (refused.status_code, refused.json()["code"]) == (422, "days_overlap")
    assert str(next_week) in refused.json()["detail_zh"]
    assert [each["standing"] for each in _versions(zhou)] == ["planned", "in_force"]
    assert world.stranger().get(f"{API}/catalogue/MZ-04").json()["version"] == 1
    # A slip is mended on the same day: the version before is then in force on no day.
    assert _change(zhou, base=2, on=next_week, limit_days=5).status_code == 201
    newest, slip, first = _versions(zhou)
    assert (newest["standing"], slip["standing"], first["valid_to"]) == (
        *("planned", "over"),
        str(next_week - timedelta(days=1)),
    )
    # A plan that is dropped leaves what was in force before it as it stands.
    dropped = zhou.post(
        f"{API}/catalogue/MZ-04/end", json={"base_version": 3, "last_on": str(next_week - timedelta(days=1))}
    )
    assert dropped.json()["standing"] == "over"
    too_early = zhou.post(f"{API}/catalogue/MZ-04/end", json={"base_version": 3, "last_on": str(today())})
    assert too_early.json()["code"] == "bad_day"


def test_whoever_edits_an_old_version_is_shown_the_newer_one(world: World) -> None:
    zhou, he = world.client("zhou"), world.client("he")
    assert _change(zhou, limit_days=15).status_code == 201
    refused = _change(he, limit_days=12)
    assert (refused.status_code, refused.json()["code"]) == (409, "item_stale")
    assert refused.json()["current"] == _versions(he)[0]
    assert _change(he, base=2, limit_days=12).json()["edited_by"] == world_name(world, "he")
    stale_end = zhou.post(f"{API}/catalogue/MZ-04/end", json={"base_version": 1, "last_on": str(today())})
    assert stale_end.json()["code"] == "item_stale"


def world_name(world: World, key: str) -> str:
    with world.database.reading() as db:
        return world.actor(db, key).name


def test_the_same_edit_sent_twice_is_one_version(world: World) -> None:
    zhou = world.client("zhou")
    body = {
        "id": str(uuid4()),
        "base_version": 1,
        "valid_from": str(today()),
        "reason": "县里发了新通知",
        "item": _versions(zhou)[0]["item"] | {"limit_days": 15},
    }
    first, again = (zhou.post(f"{API}/catalogue/MZ-04/versions", json=body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    other = zhou.post(f"{API}/catalogue/MZ-04/versions", json=body | {"reason": "别的"})
    assert (other.status_code, other.json()["code"]) == (409, "id_taken")
    assert len(_versions(zhou)) == 2
    nothing = _change(zhou, base=2)
    assert (nothing.status_code, nothing.json()["code"]) == (422, "nothing_changed")


def test_a_paper_that_may_follow_is_marked_by_the_editor_but_never_who_somebody_is(world: World) -> None:
    zhou, wang = world.client("zhou"), world.client("wang")
    papers = _versions(zhou)[0]["item"]["materials"]
    assert [paper["may_follow"] for paper in papers] == [False] * 3
    [card] = [paper for paper in papers if paper["code"] == "id_card"]
    for refused in (card, VOTE | {"name_zh": "父母的身份证", "kind": "original_seen"}, VOTE | {"kind": "in_person"}):
        others = [paper for paper in papers if paper is not refused]
        answer = _change(zhou, materials=[*others, refused | {"may_follow": True}])
        assert answer.status_code == 422, refused
        assert any("不能后补" in error["zh"] for error in answer.json()["errors"])
    assert _change(zhou, materials=[*papers, VOTE | {"may_follow": True}]).status_code == 201
    begun = wang.post(f"{API}/tickets", json=errand()).json()
    assert [paper["may_follow"] for paper in begun["details"]["materials"]] == [False] * 3 + [True]


def test_a_new_item_is_added_at_the_end_of_the_list(world: World) -> None:
    zhou, stranger = world.client("zhou"), world.stranger()
    content = _versions(zhou)[0]["item"] | {"name_zh": "老年食堂补贴", "name_en": "", "limit_days": 0}
    body = {"id": str(uuid4()), "code": "MZ-77", "valid_from": str(today()), "item": content}
    added, again = (zhou.post(f"{API}/catalogue", json=body) for _ in range(2))
    assert (added.status_code, again.status_code, added.json()["identifier"]) == (201, 200, "item_mz_77")
    listed = stranger.get(f"{API}/catalogue", headers={"Accept-Language": "en"}).json()
    assert (listed[-1]["code"], listed[-1]["name"]) == ("MZ-77", "老年食堂补贴")
    taken = zhou.post(f"{API}/catalogue", json=body | {"id": str(uuid4()), "code": "MZ-04"})
    assert (taken.status_code, taken.json()["code"]) == (409, "code_taken")
    assert taken.json()["current"]["version"] == 1
    rows = zhou.get(f"{API}/catalogue-items").json()
    assert (len(rows), rows[-1]["standing"], rows[0]["verify_locally"]) == (41, "in_force", True)
    # An item without a limit is one that ends on the spot.
    ticket = world.client("wang").post(f"{API}/tickets", json=errand(item_code="MZ-77")).json()
    offered = world.client("li").get(f"{API}/tickets/{ticket['id']}").json()["moves"]
    assert "complete_now" in [move["move"] for move in offered]


def test_only_officers_and_administrators_edit(world: World) -> None:
    for key in ("wang", "li", "zhao"):
        client = world.client(key)
        for answer in (
            client.get(f"{API}/catalogue-items"),
            client.get(f"{API}/catalogue/MZ-04/versions"),
            client.post(f"{API}/catalogue/MZ-04/end", json={"base_version": 1, "last_on": str(today())}),
        ):
            assert (answer.status_code, answer.json()["code"]) == (403, "not_your_role")
    for key in ("zhou", "he", "admin"):
        assert world.client(key).get(f"{API}/catalogue-items").status_code == 200
    assert world.client("zhou").get(f"{API}/catalogue/XX-99/versions").json()["code"] == "item_unknown"


def test_each_edit_stands_in_the_countys_feed(world: World) -> None:
    zhou = world.client("zhou")
    _change(zhou, limit_days=15)
    zhou.post(f"{API}/catalogue/MZ-04/end", json={"base_version": 2, "last_on": str(today())})
    with world.database.reading() as db:
        county = db.exec(select(Place.path).where(Place.level == Level.COUNTY)).one()
        told = db.exec(select(Change).where(Change.subject_type == "service_item").order_by(Change.seq)).all()  # type: ignore[arg-type]
    assert [(each.what, each.subject_id, each.place_path) for each in told] == [
        ("item_changed", "MZ-04", county),
        ("item_ended", "MZ-04", county),
    ]
    assert (told[0].data["version"], told[0].data["fields"]) == (2, ["limit_days"])


def test_what_the_county_has_now_may_be_saved_again_as_it_is(world: World) -> None:
    zhou = world.client("zhou")
    for row in zhou.get(f"{API}/catalogue-items").json():
        content = _versions(zhou, row["code"])[0]["item"]
        assert ItemDraft.model_validate(content).model_dump(mode="json") == content, row["code"]


HELD = {"name_zh": "身份证", "code": "id_card", "kind": "original_held"}


DRAFTS: list[tuple[dict[str, Any], str]] = [
    ({"name_zh": ""}, "太短"),
    ({"name_zh": "两\n行"}, "一行"),
    ({"limit_days": -1}, "不对"),
    ({"limit_unit": "minutes"}, "可选"),
    ({"promised_days": 5}, "一起填"),
    ({"promised_days": 21, "promised_unit": "wd"}, "不能比法定时限长"),
    ({"season_from": "09-01"}, "一起填"),
    ({"season_from": "02-30", "season_to": "03-01"}, "月-日"),
    ({"season_from": "9月1日", "season_to": "03-01"}, "格式"),
    ({"window_phone": "打听一下"}, "格式"),
    ({"red_flags_zh": "\n".join("一二三四五六七八九十" * 3)}, "最多 20 行"),
    ({"materials": [VOTE, VOTE]}, "同一个编码"),
    ({"materials": [VOTE | {"name_zh": "其他材料"}]}, "要什么就写什么"),
    ({"materials": [HELD]}, "不能留下"),
    ({"materials": [HELD | {"code": "card", "name_zh": "银行卡"}]}, "不能留下"),
    ({"proxy_mode": "ALWAYS"}, "可选"),
    ({"nobody_knows": 1}, "不认识"),
]


def test_a_draft_that_cannot_be_is_refused_in_words(world: World) -> None:
    zhou = world.client("zhou")
    for fields, says in DRAFTS:
        refused = _change(zhou, **fields)
        assert refused.status_code == 422
        assert says in " ".join(each["zh"] for each in refused.json()["errors"]), refused.text
