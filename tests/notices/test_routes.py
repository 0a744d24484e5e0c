"""One's own notices over the API."""

import uuid

import pytest

from app.core.db import Database
from app.core.words import Words
from app.notices import queries, service
from app.notices.routes import router
from app.people.actor import Actor, ActorKind
from app.people.models import Person
from tests.support.web import add_person, client, serving, sign_in


@pytest.fixture
def told(database: Database) -> Person:
    """Somebody who was told five things, beside somebody who was told one."""
    with database.writing() as db:
        person, other = add_person(db, "王老汉"), add_person(db, "赵大妈")
        for n in range(5):
            words = Words(f"第{n}件", f"number {n}")
            service.tell(db, person.id, words, kind="ticket_moved", subject_type="ticket", subject_id=str(n))
        service.tell(db, other.id, Words("别人的", "not yours"), kind="x", subject_type="x", subject_id="x")
        return person


def test_notices_page_from_the_newest_to_the_oldest_and_never_show_those_of_others(
    database: Database, told: Person
) -> None:
    with database.writing() as db:
        cookies = sign_in(db, told)
    with serving(database, router) as address, client(address, cookies) as phone:
        seen: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            page = phone.get("/notices", params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
            seen += [item["text"] for item in page["items"]]
            cursor = page["next"]
        assert seen == ["第4件", "第3件", "第2件", "第1件", "第0件"]
        english = phone.get("/notices", headers={"Accept-Language": "en"}).json()
        assert english["items"][0]["text"] == "number 4"
        for bad in ("x", "WzEsMl0", "WyJub3cuLi4iLCAieCJd"):
            assert phone.get("/notices", params={"cursor": bad}).status_code == 422


def test_a_notice_is_read_once_and_only_by_its_reader(database: Database, told: Person) -> None:
    with database.writing() as db:
        mine = sign_in(db, told)
        stranger = sign_in(db, add_person(db, "甲某"))
    me = Actor(ActorKind.PERSON, told.id)
    with (
        serving(database, router) as address,
        client(address, mine) as phone,
        client(address, stranger) as other,
        client(address) as nobody,
    ):
        notice_id = phone.get("/notices").json()["items"][0]["id"]
        assert other.post(f"/notices/{notice_id}/read").status_code == 404
        assert nobody.post(f"/notices/{notice_id}/read").status_code == 401
        assert phone.post(f"/notices/{uuid.uuid4()}/read").status_code == 404
        with database.reading() as db:
            assert queries.unread_count(db, me) == 5
        first = phone.post(f"/notices/{notice_id}/read").json()
        assert first["read_at"] is not None
        assert phone.post(f"/notices/{notice_id}/read").json() == first
        with database.reading() as db:
            assert queries.unread_count(db, me) == 4
            assert queries.unread_count(db, Actor(ActorKind.MACHINE)) == 0
