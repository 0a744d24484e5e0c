"""People over HTTP: who I am, and the people of a village."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx

from app.core.clock import today
from app.people.actor import actor_of_person
from app.people.delegations.schemas import DelegationIn
from app.people.delegations.service import confirm_delegation
from app.people.models import Basis, Person, Relation, Service
from tests.people.conftest import County
from tests.support.web import client, sign_in


def _as(county: County, person: Person, address: str) -> httpx.Client:
    with county.database.writing() as db:
        return client(address, sign_in(db, person))


def _person(county: County, **changes: Any) -> dict[str, Any]:
    body = {"id": str(UUID(int=7)), "name": "张三", "phone": "13800000000"}
    return body | {"village_code": county.village.official_code} | changes


def _deputise(county: County) -> DelegationIn:
    """王小红 may run errands for her father, as the secretary has asked him."""
    asked = DelegationIn(
        id=uuid4(),
        agent_id=county.daughter.id,
        relation=Relation.CHILD,
        relation_text="女儿",
        services=[Service.ERRAND],
        until_on=today() + timedelta(days=90),
        basis=Basis.IN_PERSON,
    )
    with county.database.writing() as db:
        confirm_delegation(db, actor_of_person(db, county.zhao.id), county.wang.id, asked)
    return asked


def test_me_is_the_person_with_roles_village_and_those_one_helps(county: County, address: str) -> None:
    given = _deputise(county)
    with _as(county, county.zhao, address) as phone:
        me = phone.get("/me", headers={"Accept-Language": "en"}).json()
    village = {"place_code": "610430107203", "place_name": "大槐树村", "level": "village"}
    assert me == {
        "person_id": str(county.zhao.id),
        "name": "赵书记",
        "language": "zh",
        "roles": [
            {"role": "villager", "label": "villager"} | village,
            {"role": "village_secretary", "label": "village secretary"} | village,
        ],
        "village": {"code": "610430107203", "name": "大槐树村"},
        "helps": [],
        "unread_notices": 0,
    }
    with _as(county, county.daughter, address) as phone:
        assert phone.get("/me").json()["helps"] == [
            {"delegation_id": str(given.id), "person_id": str(county.wang.id), "name": "王老汉", "relation": "女儿"}
            | {"village_code": "610430107203", "village_name": "大槐树村", "services": ["errand"], "item_codes": []}
            | {"until_on": str(given.until_on)}
        ]
    with _as(county, county.officer, address) as phone:
        me = phone.get("/me").json()
    assert me["village"] is None
    town = {"place_code": "610430107000", "place_name": "官庄镇", "level": "township"}
    assert me["roles"] == [{"role": "town_officer", "label": "镇工作人员"} | town]


def test_staff_register_find_and_call_a_villager(county: County, address: str) -> None:
    with _as(county, county.li, address) as desk:
        first = desk.post("/people", json=_person(county))
        again = desk.post("/people", json=_person(county))
        other = desk.post("/people", json=_person(county, name="张四"))
        assert (first.status_code, again.status_code, other.status_code) == (201, 200, 409)
        assert first.json() == again.json()
        assert (first.json()["phone_masked"], other.json()["code"]) == ("138****0000", "id_taken")
        rows = desk.get("/people", params={"q": "张", "village_code": "610430107203"}).json()
        assert [row["id"] for row in rows] == [str(UUID(int=7))]
        assert desk.get(f"/people/{UUID(int=7)}").json()["phone"] == "138****0000"
        asked = {"fields": ["phone"], "reason": "给本人打电话"}
        seen = desk.post(f"/people/{UUID(int=7)}/reveal", json=asked)
        assert seen.json() == {"phone": "13800000000", "contact_phone": None, "id_no": None, "left_today": 29}
        assert seen.headers["Cache-Control"] == "no-store"
    with _as(county, county.qian, address) as neighbour:
        assert neighbour.get(f"/people/{UUID(int=7)}").status_code == 404
        assert neighbour.post("/people", json=_person(county, id=str(uuid4()))).status_code == 403


def test_a_body_that_does_not_fit_is_explained_in_both_languages(county: County, address: str) -> None:
    wrong: tuple[dict[str, Any], ...] = (
        {"phone": "abc"},
        {"name": "张\x00三"},
        {"name": "\ud800三"},
        {"extra": 1},
        {"id": "7"},
        {"village_code": "１" * 12},
        {"birth_year": 1066},
        {"phone": None},
    )
    with _as(county, county.li, address) as desk:
        for changes in wrong:
            # Written by hand, because the client would not send half a surrogate pair.
            content, headers = json.dumps(_person(county, **changes)), {"Content-Type": "application/json"}
            answer = desk.post("/people", content=content, headers=headers)
            assert answer.status_code == 422, changes
            assert answer.json()["errors"][0]["zh"]
            assert answer.json()["errors"][0]["en"]


def test_a_search_with_characters_that_no_database_holds_is_refused(county: County, address: str) -> None:
    with _as(county, county.li, address) as desk:
        assert desk.get("/people", params={"q": "a\x00"}).status_code == 422
        assert desk.get("/people", params={"q": "%_\\'\""}).json() == []


def test_a_stranger_gets_nowhere(county: County, address: str) -> None:
    person, card = f"/people/{county.wang.id}", f"/people/{county.wang.id}/cards"
    doors = [
        *(("GET", path) for path in ("/me", "/people", person, "/sign-in/slips", "/api-keys")),
        *(("POST", path) for path in ("/people", card, "/api-keys")),
        *(("POST", path) for path in ("/session/refresh", "/sign-out")),
        *(("DELETE", path) for path in (card, "/api-keys/abcdefgh")),
    ]
    with client(address) as stranger:
        for method, path in doors:
            answer = stranger.request(method, path, json={})
            assert answer.status_code == 401, path
            assert answer.headers["content-type"] == "application/problem+json"
            assert answer.headers["www-authenticate"] == "Bearer"
