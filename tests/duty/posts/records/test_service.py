"""What was done on a post: written by the holder or for him, only ever added to, countersigned as seen, and ranked by nobody."""

import json
import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

from app.core.clock import today
from app.duty.posts.records.rules import days_of, quarter_of
from tests.duty.posts.test_service import V1, a_post, code, done, on_post, put_forward
from tests.people.test_texts import ID_NUMBER
from tests.support.papers import text
from tests.support.world import HUAISHU, World


def write(world: World, who: str, held: dict[str, Any], **more: Any) -> Any:
    body = {"id": str(uuid4()), "quarter": quarter_of(today()), "text": "清了渠口的树枝"} | more
    return world.client(who).post(f"{V1}/duty/holdings/{held['id']}/records", json=body)


def seen(world: World, who: str, record: dict[str, Any]) -> Any:
    return world.client(who).post(f"{V1}/duty/post-records/{record['id']}/seen")


def records(world: World, who: str, whose: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.client(who).get(f"{V1}/duty/members/{world.id(whose)}/posts").json()["records"]
    return found


def test_a_member_writes_and_the_secretary_countersigns(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "yulan")
    record = done(write(world, "yulan", held, place="三组", done_on=str(today())))
    assert (record["for_him"], record["may_countersign"], record["seen_by"]) == (False, False, None)
    assert code(seen(world, "yulan", record)) == (403, "own_words")
    signed = done(seen(world, "zhao", record))
    assert (signed["seen_by"], signed["may_countersign"]) == ("赵长河", False)
    assert done(seen(world, "zhao", record)) == signed
    assert records(world, "yulan", "yulan")[0]["seen_by"] == "赵长河"


def test_the_secretary_writes_for_who_has_no_phone_and_somebody_else_countersigns(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "wang")
    record = done(write(world, "zhao", held))
    assert (record["for_him"], record["by"]) == (True, "赵长河")
    assert code(seen(world, "zhao", record)) == (403, "own_words")
    assert done(seen(world, "zhou", record))["seen_by"] == "周敏"


def test_an_entry_is_amended_by_another_one_and_the_first_words_stay(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "yulan")
    first = done(write(world, "yulan", held))
    done(seen(world, "zhao", first))
    second = done(write(world, "yulan", held, text="清了渠口，也看了机井", amends_id=first["id"]))
    [shown] = [each for each in records(world, "zhao", "yulan") if each["holding_id"] == held["id"]]
    assert (shown["text"], shown["seen_by"]) == ("清了渠口，也看了机井", None)
    assert [each["text"] for each in shown["earlier"]] == ["清了渠口的树枝"]
    assert code(write(world, "yulan", held, amends_id=first["id"])) == (409, "already_amended")
    assert code(seen(world, "zhao", first)) == (409, "already_amended")
    assert done(seen(world, "zhao", second))["seen_by"] == "赵长河"


def test_sending_an_entry_twice_writes_it_once(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "yulan")
    body = {"id": str(uuid4()), "quarter": quarter_of(today()), "text": "看了渠"}
    url, yulan = f"{V1}/duty/holdings/{held['id']}/records", world.client("yulan")
    assert done(yulan.post(url, json=body)) == done(yulan.post(url, json=body))
    assert code(yulan.post(url, json=body | {"text": "别的"})) == (409, "id_taken")
    assert len([each for each in records(world, "yulan", "yulan") if each["holding_id"] == held["id"]]) == 1


def test_an_entry_belongs_to_a_quarter_in_which_the_post_was_held(world: World) -> None:
    zhao = world.client("zhao")
    held = on_post(world, a_post(zhao), "yulan", since_on=str(days_of(quarter_of(today()))[0]))
    assert code(write(world, "yulan", held, quarter="2019-Q1")) == (422, "bad_quarter")
    assert code(write(world, "yulan", held, quarter="2099-Q1")) == (422, "bad_quarter")
    assert code(write(world, "yulan", held, quarter="2026-Q5")) == (422, "invalid")
    before = quarter_of(days_of(quarter_of(today()))[0] - timedelta(days=1))
    assert code(write(world, "yulan", held, quarter=before)) == (422, "not_on_post_then")
    assert code(write(world, "yulan", held, done_on=str(today() + timedelta(days=1)))) == (422, "bad_day")
    other = on_post(world, a_post(zhao, name="看井岗"), "guilan")
    record = done(write(world, "guilan", other))
    assert code(write(world, "yulan", held, amends_id=record["id"])) == (422, "not_amendable")
    proposed = done(put_forward(world.client("yulan"), a_post(zhao, name="看林岗")))
    assert code(write(world, "yulan", proposed)) == (422, "not_on_post_then")


def test_what_was_written_is_for_the_holder_the_secretary_and_officers_above(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "yulan")
    record = done(write(world, "yulan", held))
    address = f"{V1}/duty/members/{world.id('yulan')}/posts"
    for who, status in {"li": 403, "guilan": 403, "pan2": 404, "tang": 404, "admin": 403}.items():
        assert world.client(who).get(address).status_code == status, who
        assert code(write(world, who, held))[0] == 404
        assert code(seen(world, who, record))[0] == 404
    for who in ("yulan", "zhao", "zhou", "he"):
        assert world.client(who).get(address).status_code == 200, who
    assert code(write(world, "zhou", held)) == (403, "not_your_role")


def test_the_village_s_quarter_lists_entries_by_post_and_name_without_any_count(world: World) -> None:
    zhao, quarter = world.client("zhao"), quarter_of(today())
    post_id = a_post(zhao, seats=3)
    busy, quiet = on_post(world, post_id, "yulan"), on_post(world, post_id, "guilan")
    for _ in range(3):
        done(write(world, "yulan", busy))
    done(write(world, "guilan", quiet))
    answer = zhao.get(f"{V1}/duty/post-records?village_code={HUAISHU}&quarter={quarter}")
    found = answer.json()
    ours = [each["person"]["name"] for each in found["records"] if each["post_name"] == "巡渠岗"]
    assert ours == ["刘桂兰", "郭玉兰", "郭玉兰", "郭玉兰"]
    assert "张建国" in {each["name"] for each in found["people"]}
    numbers = {
        name for each in [found, *found["records"]] for name, value in each.items() if isinstance(value, int | float)
    }
    assert numbers <= {"for_him", "may_amend", "may_countersign"}
    assert not re.search(r"score|rank|points|total|count\b", answer.text)
    li = world.client("li").get(f"{V1}/duty/post-records?village_code={HUAISHU}&quarter={quarter}")
    assert code(li) == (403, "not_your_role")


def test_the_sheet_of_a_quarter_has_who_was_on_a_post_and_what_was_written(world: World) -> None:
    zhao, quarter = world.client("zhao"), quarter_of(today())
    post_id = a_post(zhao, seats=3)
    busy = on_post(world, post_id, "yulan")
    on_post(world, post_id, "guilan")
    done(write(world, "yulan", busy, text="第一件，清渠"))
    done(write(world, "zhao", busy, text="第二件，看井"))
    answer = zhao.get(f"{V1}/duty/post-records/sheet.pdf?village_code={HUAISHU}&quarter={quarter}")
    assert answer.headers["Content-Type"] == "application/pdf"
    words = text(answer.content)
    assert words.count("郭玉兰") >= 1
    for said in ("大槐树村岗位记录", "第一件，清渠", "赵长河代记", "没有记录", "不打分、不排名"):
        assert said in words, words
    assert words.index("刘桂兰", words.index("巡渠岗")) < words.index("郭玉兰", words.index("巡渠岗"))
    empty = zhao.get(f"{V1}/duty/post-records/sheet.pdf?village_code={HUAISHU}&quarter=2001-Q1")
    assert "没有人在岗" in text(empty.content)


def test_nothing_of_posts_has_a_place_for_a_score_a_rank_or_an_illness(world: World) -> None:
    document = world.app.openapi()
    names = (
        "PostIn",
        "ProposalIn",
        "PostMoveIn",
        "RecordIn",
        "HoldingOut",
        "RecordOut",
        "MemberPosts",
        "VillageRecords",
        "MemberDeeds",
    )
    for name in names:
        fields = json.dumps(list(document["components"]["schemas"][name]["properties"])).lower()
        assert not re.search(r"score|rank|point|grade|health|illness|minutes|photo|location", fields), name


def test_no_card_number_no_password_and_no_id_number_stands_in_a_record(world: World) -> None:
    held = on_post(world, a_post(world.client("zhao")), "yulan")
    for secret in ("卡号 4111 1111 1111 1111", "密码123456", ID_NUMBER):
        assert code(write(world, "yulan", held, text=f"陪老人去银行，{secret}")) == (422, "forbidden_text")
        assert code(write(world, "yulan", held, place=secret)) == (422, "forbidden_text")
    assert records(world, "yulan", "yulan") == []
