"""The feed: in order, nothing missed, nothing of other places, nothing that tells small numbers."""

from typing import Any
from uuid import uuid4

import pytest
from httpx2 import Client

from app.changes.service import record
from app.dashboard.feed.queries import changes
from app.dashboard.feed.schemas import ChangePage
from app.people.models import Scope
from app.places.queries import village_by_code
from tests.dashboard.conftest import Screen
from tests.dashboard.counting import statements
from tests.oversight.carried import accepted, send
from tests.support.world import GUANZHUANG, HUAISHU, YINAN, World


def _note(world: World, village: str, name: str, **data: Any) -> None:
    with world.database.writing() as db:
        path = village_by_code(db, village).path
        record(db, "thing_happened", subject_type="thing", subject_id=name, place_path=path, data=data)


def _get(client: Client, **query: int) -> Any:
    answer = client.get("/api/v1/changes", params=query)
    assert answer.status_code == 200
    return answer.json()


def test_a_screen_that_follows_the_cursor_misses_nothing_and_sees_nothing_twice(world: World, screen: Screen) -> None:
    wall, seen, after = screen(Scope.CHANGES), [], 0
    for n in range(12):
        _note(world, (HUAISHU, GUANZHUANG, YINAN)[n % 3], str(n))
        page = _get(wall, after=after, limit=2)
        seen += page["items"]
        after = page["next_after"]
    while after < page["head"]:
        page = _get(wall, after=after, limit=2)
        seen += page["items"]
        after = page["next_after"]
    things = [each for each in seen if each["subject_type"] == "thing"]
    assert [each["subject_id"] for each in things] == [str(n) for n in range(12) if n % 3 != 1]
    assert [each["village_code"] for each in things] == [HUAISHU, YINAN] * 4
    numbers = [each["seq"] for each in seen]
    assert numbers == sorted(set(numbers))


def test_an_empty_page_still_leads_on(world: World, screen: Screen) -> None:
    wall = screen(Scope.CHANGES)
    start = _get(wall, limit=500)["head"]
    for n in range(5):
        _note(world, GUANZHUANG, str(n))
    page = _get(wall, after=start, limit=2)
    assert page == {"items": [], "next_after": start + 5, "head": start + 5}


def test_a_full_page_leads_to_its_own_end(world: World, screen: Screen) -> None:
    wall = screen(Scope.CHANGES)
    start = _get(wall, limit=500)["head"]
    for n in range(3):
        _note(world, HUAISHU, str(n))
    page = _get(wall, after=start, limit=2)
    assert (page["next_after"], page["head"]) == (start + 2, start + 3)
    assert len(_get(wall, after=page["next_after"], limit=2)["items"]) == 1


def test_a_cursor_from_before_a_restore_is_set_back_to_the_head(screen: Screen) -> None:
    wall = screen(Scope.CHANGES)
    page = _get(wall, after=10**9)
    assert page == {"items": [], "next_after": page["head"], "head": page["head"]}


def test_steps_of_health_and_quarrels_are_not_in_the_feed_at_all(world: World, screen: Screen) -> None:
    wall = screen(Scope.CHANGES)
    start = _get(wall, limit=500)["head"]
    with world.database.writing() as db:
        send(world, db, "dashan", "dispute")
        send(world, db, "guilan", "medical")
        shown = accepted(world, db)
    _note(world, HUAISHU, "trip", services=["errand", "medical"])
    page = _get(wall, after=start)
    # The errand and the authorisation under which it is carried.
    subjects = {(each["subject_type"], each["subject_id"]) for each in page["items"]}
    assert {kind for kind, _ in subjects} == {"ticket", "authorisation"}
    assert {subject for kind, subject in subjects if kind == "ticket"} == {str(shown.id)}
    assert page["next_after"] == page["head"]
    assert all("dispute" not in str(each) and "medical" not in str(each) for each in page["items"])


def test_who_has_the_newest_page_gets_304_and_nothing_is_read_for_it(world: World, screen: Screen) -> None:
    _note(world, HUAISHU, "before")
    officer = world.client("zhou")
    first = officer.get("/api/v1/changes")
    with statements(world.database) as sent:
        again = officer.get("/api/v1/changes", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert len(sent) == 2  # Who asks, and the number of the newest change.
    _note(world, GUANZHUANG, "elsewhere")
    assert officer.get("/api/v1/changes", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    # Another area has other pages under the same address.
    assert screen(Scope.CHANGES, place=GUANZHUANG).get("/api/v1/changes").headers["ETag"] != first.headers["ETag"]


def test_a_poll_of_a_screen_that_is_up_to_date_reads_no_rows(world: World) -> None:
    _note(world, HUAISHU, "before")
    with world.database.reading() as db:
        officer = world.actor(db, "zhou")
        head = ChangePage.model_validate_json(changes(db, officer, 0, 500, None).body or b"").head
        with statements(world.database) as sent:
            changes(db, officer, head, 100, None)
    assert len(sent) == 1


@pytest.mark.parametrize(("n", "limit"), [(2, 100), (40, 100)])
def test_a_page_takes_three_statements(world: World, n: int, limit: int) -> None:
    for name in range(n):
        _note(world, HUAISHU if name % 2 else YINAN, str(name))
    with world.database.reading() as db:
        officer = world.actor(db, "zhou")
        with statements(world.database) as sent:
            changes(db, officer, 0, limit, None)
    assert len(sent) == 3


def test_officers_see_their_own_area_only(world: World) -> None:
    for village in (HUAISHU, GUANZHUANG):
        _note(world, village, village)
    seen = {
        who: {
            each["subject_id"]
            for each in _get(world.client(who), limit=500)["items"]
            if each["subject_type"] == "thing"
        }
        for who in ("zhou", "tang", "he")
    }
    assert seen == {"zhou": {HUAISHU}, "tang": {GUANZHUANG}, "he": {HUAISHU, GUANZHUANG}}


@pytest.mark.parametrize("who", ["guilan", "li", "zhao", "sun", "liu", "admin"])
def test_nobody_else_reads_the_feed(world: World, who: str) -> None:
    assert world.client(who).get("/api/v1/changes").status_code == 403


def test_a_key_reads_the_feed_only_with_that_scope(world: World, screen: Screen) -> None:
    assert screen(Scope.SUMMARY).get("/api/v1/changes").status_code == 403
    assert screen(Scope.CHANGES, place=HUAISHU).get("/api/v1/changes").status_code == 200
    assert world.stranger().get("/api/v1/changes").status_code == 401
    for odd in ({"after": -1}, {"after": 2**60}, {"limit": 0}, {"limit": 501}, {"after": str(uuid4())}):
        assert screen(Scope.CHANGES).get("/api/v1/changes", params=odd).status_code == 422
