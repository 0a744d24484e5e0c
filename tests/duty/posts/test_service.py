"""A post from being set up to being left, over HTTP as phones do it: who may take which step, and what is told to whom."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Client
from sqlmodel import col, select

from app.changes.models import Change
from app.core.clock import now, today
from app.duty.models import PostHolding
from app.duty.queries import on_duty
from app.duty.schemas import ShiftIn
from app.duty.service import plan_shift
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.places.queries import village_by_code
from tests.support.world import HUAISHU, World

V1 = "/api/v1"


def a_post(client: Client, **more: Any) -> str:
    """A new post of our village."""
    post_id = str(uuid4())
    body = {"village_code": HUAISHU, "name": "巡渠岗", "kind": "public_affairs", "hamlet": "三组", "seats": 1} | more
    answer = client.post(f"{V1}/duty/posts/{post_id}", json=body)
    assert answer.status_code == 200, answer.text
    return post_id


def put_forward(client: Client, post_id: str, **more: Any) -> Any:
    return client.post(f"{V1}/duty/posts/{post_id}/people", json={"id": str(uuid4())} | more)


def step(client: Client, held: dict[str, Any], move: str, **more: Any) -> Any:
    body = {"id": str(uuid4()), "version": held["version"], "move": move} | more
    return client.post(f"{V1}/duty/holdings/{held['id']}/moves", json=body)


def done(answer: Any) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def on_post(world: World, post_id: str, key: str, **more: Any) -> dict[str, Any]:
    """Somebody who is on a post since some time."""
    already = {"since_on": str(today() - timedelta(days=100)), "pledge": "说到做到"} | more
    return done(put_forward(world.client("zhao"), post_id, person_id=str(world.id(key)), already=already))


def names_on_board(world: World, name: str) -> list[str]:
    """Who stands on the public board for a post."""
    posts = world.stranger().get(f"{V1}/board/{HUAISHU}/posts").json()["posts"]
    [found] = [each["people"] for each in posts if each["name"] == name]
    return [each["name"] for each in found]


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        mine = select(Notice).where(Notice.person_id == world.id(key), Notice.kind == "post_changed")
        return [each.text_zh for each in db.exec(mine.order_by(col(Notice.created_at)))]


def test_a_villager_puts_himself_forward_and_comes_onto_the_post_by_the_branch_and_the_meeting(world: World) -> None:
    zhao, guilan = world.client("zhao"), world.client("guilan")
    post_id = a_post(zhao)
    held = done(put_forward(guilan, post_id))
    assert (held["state"], [each["move"] for each in held["moves"]]) == ("proposed", ["withdraw"])
    assert names_on_board(world, "巡渠岗") == []
    assert told(world, "zhao")[-1] == "刘桂兰报名“巡渠岗”，请支部看看。"
    held = done(step(zhao, held, "nominate"))
    held = done(step(zhao, held, "agree", on=str(today() - timedelta(days=3))))
    assert held["agreed_on"] == str(today() - timedelta(days=3))
    assert code(step(guilan, held, "take_up")) == (422, "something_missing")
    signed = str(today() - timedelta(days=1))
    held = done(step(guilan, held, "take_up", pledge="渠通了才回家", letter_signed_on=signed))
    assert (held["state"], held["pledge"], held["letter_signed_on"]) == ("on_post", "渠通了才回家", signed)
    assert held["since_on"] == str(today())
    assert len(held["steps"]) == 4
    assert names_on_board(world, "巡渠岗") == ["刘桂兰"]
    assert told(world, "guilan") == ["支部提名您担任“巡渠岗”。", "会议通过了：您担任“巡渠岗”。请写下承诺上岗。"]


def test_only_the_secretary_looks_after_posts_and_steps(world: World) -> None:
    zhao, li, guilan = (world.client(key) for key in ("zhao", "li", "guilan"))
    body = {"village_code": HUAISHU, "name": "巡渠岗", "kind": "other"}
    for client in (li, guilan, world.client("zhou")):
        assert code(client.post(f"{V1}/duty/posts/{uuid4()}", json=body)) == (403, "not_your_role")
    post_id = a_post(zhao)
    assert code(put_forward(li, post_id, person_id=str(world.id("guilan")))) == (403, "not_your_role")
    assert code(put_forward(li, post_id, already={"since_on": str(today())})) == (403, "not_your_role")
    held = done(put_forward(guilan, post_id))
    assert code(step(guilan, held, "nominate")) == (403, "not_your_role")
    # A colleague does not learn that somebody put the own name forward.
    assert code(step(li, held, "nominate")) == (404, "not_found")
    assert li.get(f"{V1}/duty/posts/{post_id}").json()["holdings"] == []
    assert code(step(world.client("zhou"), held, "nominate")) == (403, "not_your_role")


def test_a_step_out_of_turn_or_on_an_old_page_is_refused(world: World) -> None:
    zhao = world.client("zhao")
    post_id = a_post(zhao)
    held = done(put_forward(zhao, post_id, person_id=str(world.id("guilan"))))
    assert held["state"] == "nominated"
    assert code(step(zhao, held, "take_up", pledge="好")) == (409, "not_from_here")
    again = {"id": str(uuid4()), "version": held["version"], "move": "agree", "on": str(today())}
    url = f"{V1}/duty/holdings/{held['id']}/moves"
    first, second = zhao.post(url, json=again), zhao.post(url, json=again)
    assert done(first) == done(second)
    assert code(zhao.post(url, json=again | {"on": str(today() - timedelta(days=1))})) == (409, "id_taken")
    assert code(step(zhao, held, "agree")) == (409, "stale")
    assert code(put_forward(zhao, post_id, person_id=str(world.id("guilan")))) == (409, "already_on_the_list")


@pytest.mark.parametrize("days", [1, -40])
def test_nobody_is_on_a_post_in_advance_or_before_the_meeting(world: World, days: int) -> None:
    zhao = world.client("zhao")
    held = done(put_forward(zhao, a_post(zhao), person_id=str(world.id("guilan"))))
    held = done(step(zhao, held, "agree", on=str(today() - timedelta(days=30))))
    on = str(today() + timedelta(days=days))
    assert code(step(zhao, held, "take_up", pledge="好", on=on)) == (422, "bad_day")


def test_several_persons_hold_a_post_up_to_its_seats_and_a_person_several(world: World) -> None:
    zhao = world.client("zhao")
    first, second = a_post(zhao, seats=2), a_post(zhao, name="看井岗", seats=None)
    on_post(world, first, "guilan")
    on_post(world, first, "yulan")
    on_post(world, second, "guilan")
    assert names_on_board(world, "巡渠岗") == ["刘桂兰", "郭玉兰"]
    third = done(put_forward(zhao, first, person_id=str(world.id("wang"))))
    assert code(step(zhao, third, "agree")) == (409, "post_full")
    a_change = {"village_code": HUAISHU, "name": "巡渠岗", "kind": "public_affairs", "seats": 3}
    done(zhao.post(f"{V1}/duty/posts/{first}", json=a_change))
    done(step(zhao, third, "agree"))
    mine = world.client("guilan").get(f"{V1}/duty/members/{world.id('guilan')}/posts").json()
    assert {"巡渠岗", "看井岗"} <= {each["post_name"] for each in mine["holdings"]}
    assert code(put_forward(zhao, second, person_id=str(world.id("pan3")))) == (422, "not_of_the_village")


def test_an_exemption_is_one_word_for_those_concerned_and_none_for_anybody_else(world: World) -> None:
    zhao, post_id = world.client("zhao"), a_post(world.client("zhao"))
    held = on_post(world, post_id, "wang")
    assert names_on_board(world, "巡渠岗") == ["王老汉"]
    assert code(step(zhao, held, "end", reason="因病")) == (422, "invalid")
    held = done(step(zhao, held, "end", reason="exempt"))
    assert (held["state"], held["reason"]) == ("ended", "免")
    mine = world.client("wang").get(f"{V1}/duty/members/{world.id('wang')}/posts").json()
    assert held["id"] in {each["id"] for each in mine["holdings"]}
    wang = str(world.id("wang"))
    addresses = ["duty/posts?village_code=" + HUAISHU, f"duty/posts/{post_id}", f"board/{HUAISHU}/posts"]
    for client in (world.client("li"), world.client("guilan"), world.stranger()):
        for address in addresses:
            for language in ("zh", "en"):
                text = client.get(f"{V1}/{address}", headers={"Accept-Language": language}).text
                for word in ("王老汉", wang, "免", "xempt"):
                    assert word not in text, (address, word)
        assert client.get(f"{V1}/duty/members/{wang}/posts").status_code in {401, 403}
    with world.database.reading() as db:
        data = [each.data for each in db.exec(select(Change).where(Change.subject_id == post_id))]
    assert {"move": "end"} in data
    assert "exempt" not in str(data)
    assert not any("免" in each for each in told(world, "wang"))


def test_who_rests_stands_on_no_board_until_he_is_back(world: World) -> None:
    zhao = world.client("zhao")
    post_id = a_post(zhao)
    held = on_post(world, post_id, "yulan")
    assert code(step(zhao, held, "suspend", reason="term_over")) == (422, "something_missing")
    held = done(step(zhao, held, "suspend", reason="away"))
    assert names_on_board(world, "巡渠岗") == []
    assert "holders" in (row := zhao.get(f"{V1}/duty/posts/{post_id}").json()["post"])
    assert row["holders"] == []
    held = done(step(zhao, held, "resume"))
    assert (held["reason"], names_on_board(world, "巡渠岗")) == (None, ["郭玉兰"])


def test_a_usual_post_is_explained_in_english_too_and_edited_as_it_was_written(world: World) -> None:
    english = {"Accept-Language": "en"}
    board = world.stranger().get(f"{V1}/board/{HUAISHU}/posts", headers=english).json()["posts"]
    assert "Runs errands for people, free of charge" in {each["duties"] for each in board}
    zhao = world.client("zhao")
    rows = zhao.get(f"{V1}/duty/posts", params={"village_code": HUAISHU}, headers=english).json()["posts"]
    [proxy] = [each for each in rows if each["name"] == "Proxy service"]
    page = zhao.get(f"{V1}/duty/posts/{proxy['id']}", headers=english).json()
    assert page["post"]["duties"] == "Runs errands for people, free of charge"
    assert (page["name_zh"], page["duties_written"]) == ("民事代办岗", "替大家跑腿办事，不收钱")


def test_the_public_board_says_names_and_posts_and_nothing_else(world: World) -> None:
    answer = world.stranger().get(f"{V1}/board/{HUAISHU}/posts")
    found = answer.json()
    assert set(found) == {"village_code", "village_name", "posts"}
    assert found["posts"]
    assert {name for each in found["posts"] for name in each} == {"name", "kind_label", "hamlet", "duties", "people"}
    assert {name for each in found["posts"] for on in each["people"] for name in on} == {"name", "portrait"}
    again = world.stranger().get(f"{V1}/board/{HUAISHU}/posts", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    with world.database.reading() as db:
        pledges = [each.pledge for each in db.exec(select(PostHolding)) if each.pledge]
    assert pledges
    assert not any(pledge in answer.text for pledge in pledges)


def test_a_closed_post_is_left_by_all_and_stays_as_a_record(world: World) -> None:
    zhao = world.client("zhao")
    post_id = a_post(zhao, seats=2)
    held = on_post(world, post_id, "guilan")
    page = done(zhao.delete(f"{V1}/duty/posts/{post_id}"))
    assert page["is_closed"]
    assert [(each["state"], each["reason"]) for each in page["holdings"]] == [("ended", "岗位撤销")]
    assert done(zhao.delete(f"{V1}/duty/posts/{post_id}")) == page
    assert code(put_forward(world.client("yulan"), post_id)) == (409, "post_is_closed")
    mine = world.client("guilan").get(f"{V1}/duty/members/{world.id('guilan')}/posts").json()["holdings"]
    assert held["id"] in {each["id"] for each in mine}
    assert "您不再担任“巡渠岗”，做过的都留着记录。" in told(world, "guilan")


def test_the_board_of_duty_names_the_post_only_while_it_is_held(world: World) -> None:
    zhao = world.client("zhao")
    post_id = a_post(zhao)
    held = on_post(world, post_id, "sun", since_on=str(today() - timedelta(days=300)))
    start = now() + timedelta(days=400)
    body = {"id": uuid4(), "village_code": HUAISHU, "person_id": world.id("sun")}
    asked = ShiftIn(**body, starts_at=start, ends_at=start + timedelta(hours=3))
    with world.database.writing() as db:
        plan_shift(db, SYSTEM, asked)

    def named() -> str | None:
        with world.database.reading() as db:
            here = on_duty(db, village_by_code(db, HUAISHU).id, start + timedelta(hours=1))
            assert here is not None
            return here.post.zh if here.post else None

    assert named() == "巡渠岗"
    held = done(step(zhao, held, "suspend", reason="away"))
    # The next that he holds stands there instead.
    assert named() == "陪同就医岗"
    held = done(step(zhao, held, "resume"))
    assert named() == "巡渠岗"
    done(step(zhao, held, "end", reason="changed", on=str(today() - timedelta(days=1))))
    assert named() == "陪同就医岗"


def test_the_first_and_the_last_day_are_whole_days_of_the_village(world: World) -> None:
    zhao = world.client("zhao")
    held = on_post(world, a_post(zhao), "guilan", since_on="2026-03-01")
    held = done(step(zhao, held, "end", reason="term_over", on="2026-05-31"))
    assert (held["since_on"], held["until_on"]) == ("2026-03-01", "2026-05-31")
    with world.database.reading() as db:
        row = db.get_one(PostHolding, UUID(held["id"]))
        assert row.since is not None
        assert row.until is not None
        assert (row.until - row.since).days == (date(2026, 6, 1) - date(2026, 3, 1)).days


def test_the_demo_is_loaded_with_posts_of_one_several_and_no_persons(world: World) -> None:
    posts = world.client("zhao").get(f"{V1}/duty/posts?village_code={HUAISHU}").json()
    sizes = {each["name"]: len(each["holders"]) for each in posts["posts"]}
    assert set(sizes.values()) == {0, 1, 2}
    assert posts["hamlets"] == ["一组", "三组", "二组"]
    assert next(each["open_names"] for each in posts["posts"] if each["name"] == "治安维护岗") == 1


def test_who_never_came_onto_a_post_is_not_told_to_have_left_it(world: World) -> None:
    zhao = world.client("zhao")
    held = done(put_forward(world.client("guilan"), a_post(zhao)))
    done(step(zhao, held, "end", reason="not_taken_up"))
    assert told(world, "guilan") == ["“巡渠岗”这次没有上岗，谢谢您报名。"]


@pytest.mark.parametrize("secret", ["卡号 4111 1111 1111 1111", "密码123456"])
def test_no_card_number_and_no_password_stands_in_a_pledge_or_in_the_duties(world: World, secret: str) -> None:
    zhao = world.client("zhao")
    post_id = a_post(zhao)
    body = {"village_code": HUAISHU, "name": "巡渠岗", "kind": "public_affairs", "duties": secret}
    assert code(zhao.post(f"{V1}/duty/posts/{post_id}", json=body)) == (422, "forbidden_text")
    already = {"since_on": str(today()), "pledge": secret}
    person_id = str(world.id("yulan"))
    assert code(put_forward(zhao, post_id, person_id=person_id, already=already)) == (422, "forbidden_text")
    held = done(put_forward(zhao, post_id, person_id=person_id))
    held = done(step(zhao, held, "agree"))
    refused = step(zhao, held, "take_up", pledge=secret)
    assert code(refused) == (422, "forbidden_text")
    assert "请删掉再发" in refused.json()["detail"]
    assert done(step(zhao, held, "take_up", pledge="说到做到"))["state"] == "on_post"
