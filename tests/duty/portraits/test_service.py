"""A photo of oneself for the board: given, seen by everybody, changed, and gone at once when it is taken down."""

import io
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Client
from PIL import Image
from sqlmodel import select

from app.audit.models import AuditEntry
from app.core.clock import now, today
from app.core.settings import settings
from app.duty.models import PostHolding
from app.duty.portraits import rules, service
from app.duty.portraits.models import Portrait
from app.duty.portraits.schemas import PortraitIn
from app.files.models import StoredFile
from app.main import tick
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.people.models import RoleGrant
from app.people.service import take_role
from tests.files import samples
from tests.support.world import HUAISHU, YINAN, World, errand

V1 = "/api/v1"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings(), "data_dir", tmp_path / "data")
    return tmp_path / "data" / "files"


def bytes_kept(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def upload(client: Client, content: bytes | None = None) -> str:
    file_id = str(uuid4())
    sent = client.put(f"{V1}/files/{file_id}", content=content or samples.photo_with_place((900, 1200)))
    assert sent.status_code == 200, sent.text
    return file_id


def give(client: Client, **more: Any) -> Any:
    body = {"id": str(uuid4()), "file_id": more.get("file_id") or upload(client)}
    return client.post(f"{V1}/duty/portraits", json=body | more)


def given(client: Client, **more: Any) -> dict[str, Any]:
    answer = give(client, **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def shown(world: World, given_now: dict[str, Any], village: str = HUAISHU, **headers: str) -> Any:
    return world.stranger().get(rules.address(village, UUID(given_now["portrait"]["id"])), headers=headers)


def on_post(world: World, key: str) -> str:
    """Somebody without an office whom the secretary puts onto a post; gives the id of the holding."""
    zhao, post_id, held = world.client("zhao"), uuid4(), str(uuid4())
    post = {"village_code": HUAISHU, "name": "巡渠岗", "kind": "public_affairs"}
    assert zhao.post(f"{V1}/duty/posts/{post_id}", json=post).status_code == 200
    already = {"since_on": str(today()), "pledge": "说到做到"}
    name = {"id": held, "person_id": str(world.id(key)), "already": already}
    assert zhao.post(f"{V1}/duty/posts/{post_id}/people", json=name).status_code == 200
    return held


def told(world: World, key: str) -> list[str]:
    with world.database.reading() as db:
        mine = select(Notice).where(Notice.person_id == world.id(key), Notice.subject_type == "portrait")
        return [each.text_zh for each in db.exec(mine)]


def test_a_photo_becomes_small_and_square_and_loses_the_place_where_it_was_taken(world: World, folder: Path) -> None:
    li = world.client("li")
    mine = given(li)
    assert (mine["is_me"], mine["may_give"], mine["portrait"]["for_him"]) == (True, True, False)
    assert mine["portrait"]["by"] == mine["person"]["name"] == "李秀英"
    answer = shown(world, mine)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    assert len(answer.content) < 10_000
    assert b"SECRET" not in answer.content
    with Image.open(io.BytesIO(answer.content)) as picture:
        assert picture.size == (rules.EDGE, rules.EDGE)
        assert dict(picture.getexif()) == {}
    assert li.get(mine["portrait"]["url"]).content == answer.content
    assert [path.read_bytes() for path in bytes_kept(folder)] == [answer.content], "what was uploaded is not kept"


def test_the_board_and_its_posts_name_the_photos_that_were_given_and_nothing_of_the_others(world: World) -> None:
    on_post(world, "mancang")
    stranger = world.stranger()
    before = stranger.get(f"{V1}/board/{HUAISHU}")
    assert before.json()["on_duty"]["name"] == "李秀英"
    assert before.json()["on_duty"]["portrait"] is None
    mine, mancangs = given(world.client("li")), given(world.client("mancang"))
    after = stranger.get(f"{V1}/board/{HUAISHU}", headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert stranger.get(after.json()["on_duty"]["portrait"]).content == shown(world, mine).content
    posts = stranger.get(f"{V1}/board/{HUAISHU}/posts").json()["posts"]
    [holders] = [each["people"] for each in posts if each["name"] == "巡渠岗"]
    assert holders == [{"name": "马满仓", "portrait": rules.address(HUAISHU, UUID(mancangs["portrait"]["id"]))}]
    [none] = [each["people"] for each in posts if each["name"] == "财务监督岗"]
    assert none == [{"name": "郭玉兰", "portrait": None}]


def test_a_photo_that_is_taken_down_is_gone_at_the_next_request_and_from_the_disk(world: World, folder: Path) -> None:
    li = world.client("li")
    mine = given(li)
    tag = shown(world, mine).headers["etag"]
    assert shown(world, mine, **{"If-None-Match": tag}).status_code == 304
    path = f"{V1}/duty/portraits/{mine['portrait']['id']}"
    assert li.delete(path).status_code == 204
    gone = shown(world, mine, **{"If-None-Match": tag})
    assert code(gone) == (404, "not_found")
    assert gone.headers["cache-control"] == "no-store"
    assert code(li.get(mine["portrait"]["url"])) == (404, "not_found")
    assert bytes_kept(folder) == []
    assert world.stranger().get(f"{V1}/board/{HUAISHU}").json()["on_duty"]["portrait"] is None
    assert li.get(f"{V1}/duty/members/{world.id('li')}/portrait").json()["portrait"] is None
    assert li.delete(path).status_code == 204, "again changes nothing"
    with world.database.reading() as db:
        assert db.exec(select(StoredFile)).all() == []
        [entry] = db.exec(select(AuditEntry).where(AuditEntry.what == "portrait_removed")).all()
    assert (entry.by_name, entry.data) == ("李秀英", {"for_him": False})


def test_a_photo_stays_in_the_visitors_own_browser_only(world: World) -> None:
    headers = shown(world, given(world.client("li"))).headers
    assert headers["cache-control"] == "private, max-age=2592000, immutable"
    assert headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert headers["x-content-type-options"] == "nosniff"


def test_another_photo_takes_the_place_of_the_first_under_another_address(world: World, folder: Path) -> None:
    li = world.client("li")
    first, second = given(li), given(li, file_id=upload(li, samples.photo("PNG", (300, 300))))
    assert shown(world, first).status_code == 404
    assert shown(world, second).status_code == 200
    assert len(bytes_kept(folder)) == 1
    with world.database.reading() as db:
        assert [each.id for each in db.exec(select(Portrait)) if each.file_id] == [UUID(second["portrait"]["id"])]


def test_sent_twice_it_is_one_and_a_late_message_puts_nothing_up_again(world: World, folder: Path) -> None:
    li = world.client("li")
    body = {"id": str(uuid4()), "file_id": upload(li)}
    first = given(li, **body)
    assert given(li, **body)["portrait"]["id"] == first["portrait"]["id"]
    assert code(give(li, id=body["id"])) == (409, "id_taken")
    assert code(give(world.client("zhang"), **body)) == (409, "id_taken")
    assert shown(world, first).status_code == 200
    assert li.delete(f"{V1}/duty/portraits/{body['id']}").status_code == 204
    assert given(li, **body)["portrait"] is None
    assert code(shown(world, first)) == (404, "not_found")
    with world.database.reading() as db:
        assert [each.ended_by for each in db.exec(select(Portrait))] == [world.id("li")]
        # What the refused ones uploaded lies there as of any form that was never sent.
        assert len(bytes_kept(folder)) == len(db.exec(select(StoredFile)).all())


def test_of_two_messages_at_the_same_moment_the_second_finds_the_first(world: World, folder: Path) -> None:
    li = world.client("li")
    asked = PortraitIn(id=uuid4(), file_id=UUID(upload(li)))
    with world.database.reading() as db:
        photo = service.photo_given(db, world.actor(db, "li"), asked)
    for _ in range(2):
        with world.database.writing() as db:
            assert service.give(db, world.actor(db, "li"), asked, service.small(photo)) == world.id("li")
    assert len(bytes_kept(folder)) == 1


def test_what_fails_leaves_no_bytes(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    li = world.client("li")
    body = {"id": str(uuid4()), "file_id": upload(li)}
    before = bytes_kept(folder)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("the disk of the audit is full")

    with monkeypatch.context() as patch:
        patch.setattr(service, "record", fail)
        assert give(li, **body).status_code == 500
    assert bytes_kept(folder) == before, "neither the small picture stays, nor is the photo lost"
    assert given(li, **body)["portrait"]["id"] == body["id"]


def test_a_photo_that_belongs_to_a_matter_too_stays_there(world: World, folder: Path) -> None:
    li = world.client("li")
    file_id = upload(li)
    sent = li.post(f"{V1}/tickets", json=errand(file_ids=[file_id]))
    assert sent.status_code == 201, sent.text
    given(li, file_id=file_id)
    [file] = li.get(f"{V1}/tickets/{sent.json()['id']}").json()["files"]
    assert li.get(file["url"]).status_code == 200
    assert len(bytes_kept(folder)) == 2, "the small picture and the one of the matter"


def test_the_secretary_gives_it_at_somebodys_word_and_takes_down_a_wrong_one_and_both_are_told(world: World) -> None:
    on_post(world, "mancang")
    zhao, whose = world.client("zhao"), str(world.id("mancang"))
    assert code(give(zhao, person_id=whose)) == (422, "consent_missing")
    his = given(zhao, person_id=whose, has_agreed=True)
    assert (his["is_me"], his["portrait"]["by"], his["portrait"]["for_him"]) == (False, "赵长河", True)
    assert told(world, "mancang") == ["赵长河按您的意思，把您的照片放上了公示栏。不想放了，随时可以拿下来。"]
    own = given(world.client("mancang"))
    assert (own["portrait"]["for_him"], len(told(world, "mancang"))) == (False, 1)
    assert zhao.delete(f"{V1}/duty/portraits/{own['portrait']['id']}").status_code == 204
    assert told(world, "mancang")[-1] == "赵长河把您的照片从公示栏拿下来了。想换一张，随时可以再放。"
    with world.database.reading() as db:
        acts = [
            (each.what, each.by_name, each.data["for_him"])
            for each in db.exec(select(AuditEntry))
            if each.what.startswith("portrait")
        ]
    assert acts == [
        ("portrait_given", "赵长河", True),
        ("portrait_given", "马满仓", False),
        ("portrait_removed", "赵长河", True),
    ]


def test_nobody_else_gives_looks_after_or_takes_down_a_photo(world: World) -> None:
    mine = given(world.client("li"))
    path, page = f"{V1}/duty/portraits/{mine['portrait']['id']}", f"{V1}/duty/members/{world.id('li')}/portrait"
    for key, said in (("zhang", 403), ("mancang", 403), ("zhou", 403), ("pan2", 404)):
        other = world.client(key)
        assert other.get(page).status_code == said
        assert give(other, person_id=str(world.id("li")), has_agreed=True).status_code == said
        assert code(other.delete(path)) == (404, "not_found")
    zhang = world.client("zhang")
    body = {"id": str(uuid4()), "file_id": upload(world.client("li"))}
    assert code(zhang.post(f"{V1}/duty/portraits", json=body)) == (422, "unknown_file")
    assert shown(world, mine).status_code == 200


def test_only_those_who_are_on_duty_or_on_a_post_need_one(world: World) -> None:
    mancang = world.client("mancang")
    assert not mancang.get(f"{V1}/duty/members/{world.id('mancang')}/portrait").json()["may_give"]
    assert code(give(mancang)) == (422, "no_post_here")
    on_post(world, "mancang")
    assert given(mancang)["may_give"]


def test_a_voice_is_no_portrait(world: World) -> None:
    li = world.client("li")
    assert code(give(li, file_id=upload(li, samples.webm()))) == (422, "not_a_photo")


def test_a_photo_is_seen_in_the_villages_of_its_person_only(world: World) -> None:
    mine = given(world.client("li"))
    assert shown(world, mine).status_code == 200
    assert code(shown(world, mine, YINAN)) == (404, "not_found")
    assert code(shown(world, mine, "610430999999")) == (404, "place_unknown")


def test_who_leaves_the_post_or_the_office_leaves_the_board_at_once(world: World) -> None:
    held = on_post(world, "mancang")
    mine, mancangs = given(world.client("li")), given(world.client("mancang"))
    with world.database.writing() as db:
        for grant in db.exec(select(RoleGrant).where(RoleGrant.person_id == world.id("li"))).all():
            take_role(db, SYSTEM, grant.id)
        for post in db.exec(select(PostHolding).where(PostHolding.person_id == world.id("li"))).all():
            post.state, post.until = "ended", now()
            db.add(post)
    assert code(shown(world, mine)) == (404, "not_found")
    assert shown(world, mancangs).status_code == 200
    rest = {"id": str(uuid4()), "version": 1, "move": "suspend", "reason": "away"}
    assert world.client("zhao").post(f"{V1}/duty/holdings/{held}/moves", json=rest).status_code == 200
    assert code(shown(world, mancangs)) == (404, "not_found")
    li = world.client("li")
    assert li.delete(f"{V1}/duty/portraits/{mine['portrait']['id']}").status_code == 204, "one's own at any time"


def test_the_watch_forgets_the_photos_of_those_who_left_and_of_nobody_else(world: World, folder: Path) -> None:
    held = on_post(world, "mancang")
    mine, mancangs = given(world.client("li")), given(world.client("mancang"))
    rest = {"id": str(uuid4()), "version": 1, "move": "suspend", "reason": "away"}
    assert world.client("zhao").post(f"{V1}/duty/holdings/{held}/moves", json=rest).status_code == 200
    tick(world.database)
    assert len(bytes_kept(folder)) == 2, "a post that rests is a post"
    end = {"id": str(uuid4()), "version": 2, "move": "end", "reason": "term_over"}
    assert world.client("zhao").post(f"{V1}/duty/holdings/{held}/moves", json=end).status_code == 200
    tick(world.database)
    assert [path.read_bytes() for path in bytes_kept(folder)] == [shown(world, mine).content]
    assert code(shown(world, mancangs)) == (404, "not_found")
    with world.database.reading() as db:
        ended = db.get_one(Portrait, UUID(mancangs["portrait"]["id"]))
    assert (ended.ended_by, ended.file_id, ended.ended_at is None) == (None, None, False)
