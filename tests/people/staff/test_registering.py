"""An administrator makes a member of staff over HTTP, reads who works where, and what he may not do, on both databases."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.people.actor import SYSTEM, Role
from app.people.models import Person
from app.people.service import grant_role
from app.people.staff.service import knock
from tests.people.conftest import County
from tests.support.web import client, sign_in

VILLAGE, TOWN, OTHER_TOWN = "610430107203", "610430107000", "610430103000"
PASSWORD = "k7mq-x3fw-9tnc"


@pytest.fixture
def admin(county: County, address: str) -> Iterator[httpx.Client]:
    """The administrator of the county, signed in."""
    with county.database.writing() as db:
        cookies = sign_in(db, county.admin)
    with client(address, cookies) as admin:
        yield admin


def _secretary(**more: Any) -> dict[str, Any]:
    asked = {"id": str(uuid4()), "name": "赵新书", "roles": ["village_secretary", "mediator"], "place_code": VILLAGE}
    return asked | {"username": "ZhaoXinshu", "password": PASSWORD, "phone": "00000000171"} | more


def _persons(db: Session, name: str) -> list[Person]:
    return list(db.exec(select(Person).where(Person.name == name)))


def test_a_secretary_is_registered_with_roles_and_account_at_once(
    county: County, address: str, admin: httpx.Client
) -> None:
    asked = _secretary()
    made = admin.post("/staff", json=asked)
    assert made.status_code == 201, made.text
    told = made.json()
    assert (told["village_name"], told["phone_masked"], told["may_set_account"]) == ("大槐树村", "000****0171", True)
    assert [each["label"] for each in told["roles"]] == ["村党支部书记", "人民调解员"]
    assert told["account"] == {"username": "zhaoxinshu", "has_totp": False, "locked_until": None}
    assert admin.get(f"/staff/{asked['id']}").json() == told
    with client(address) as desk:
        me = desk.post("/sign-in/password", json={"username": "zhaoxinshu", "password": PASSWORD})
        assert [each["role"] for each in me.json()["roles"]] == ["villager", "village_secretary", "mediator"]
    with county.database.reading() as db:
        [person] = _persons(db, "赵新书")
        noted = db.exec(select(AuditEntry).where(AuditEntry.subject_id == str(person.id)).order_by(col(AuditEntry.seq)))
        assert [(each.what, each.by_id) for each in noted][:3] == [
            ("role_granted", county.admin.id),
            ("role_granted", county.admin.id),
            ("account_set", county.admin.id),
        ]


def test_what_is_sent_twice_is_one_person_with_the_same_password(county: County, admin: httpx.Client) -> None:
    for asked in (
        _secretary(),
        _secretary(name="周新敏", place_code=TOWN, roles=["town_officer"], username="zhouxinmin"),
    ):
        first, again = (admin.post("/staff", json=asked) for _ in range(2))
        assert (first.status_code, again.status_code) == (201, 201), again.text
        assert first.json() == again.json()
        with county.database.reading() as db:
            assert len(_persons(db, str(asked["name"]))) == 1


def test_a_registration_that_is_refused_leaves_nobody_behind(county: County, admin: httpx.Client) -> None:
    assert admin.post("/staff", json=_secretary(name="先来的")).status_code == 201
    refused = [
        (_secretary(), 409, "name_taken"),
        (_secretary(username="other", password="short"), 422, "short_password"),
        (_secretary(username="other", phone=None), 422, "phone_needed"),
        (_secretary(username="other", roles=["villager"]), 422, "not_a_grant"),
        (_secretary(username="other", place_code="999999999999"), 404, "not_found"),
    ]
    for asked, status, code in refused:
        answer = admin.post("/staff", json=asked)
        assert (answer.status_code, answer.json()["code"]) == (status, code)
        assert answer.json()["detail_zh"]
        assert answer.json()["detail_en"]
    with county.database.reading() as db:
        assert _persons(db, "赵新书") == []


def test_an_officer_needs_no_phone_and_lives_in_no_village(county: County, admin: httpx.Client) -> None:
    asked = _secretary(name="周新敏", place_code=TOWN, roles=["town_officer"], phone=None)
    assert admin.post("/staff", json=asked).json()["village_name"] is None
    with county.database.reading() as db:
        [person] = _persons(db, "周新敏")
        assert (person.village_id, person.phone) == (None, None)


def test_a_village_secretary_registers_no_staff_although_he_registers_villagers(county: County, address: str) -> None:
    with county.database.writing() as db:
        zhao = sign_in(db, county.zhao)
    with client(address, zhao) as desk:
        person = {"id": str(uuid4()), "name": "新村民", "phone": "00000000172", "village_code": VILLAGE}
        assert desk.post("/people", json=person).status_code == 201
        refused = desk.post("/staff", json=_secretary())
        assert (refused.status_code, refused.json()["code"]) == (403, "not_your_role")


def test_the_list_says_who_has_an_account_a_second_factor_or_a_lock(county: County, admin: httpx.Client) -> None:
    asked = _secretary()
    admin.post("/staff", json=asked)
    assert admin.post(f"/people/{asked['id']}/authenticator").json()["qr"].startswith("data:image/svg+xml")
    with county.database.writing() as db:
        for _ in range(5):
            knock(db, "zhaoxinshu")
    rows = {
        (each["name"], each["role"]): each["account"]
        for each in admin.get("/staff", params={"place_code": VILLAGE}).json()
    }
    assert rows["李秀英", "duty_cadre"] is None
    account = rows["赵新书", "mediator"]
    assert account == rows["赵新书", "village_secretary"]
    assert (account["username"], account["has_totp"]) == ("zhaoxinshu", True)
    assert account["locked_until"] is not None


def test_who_works_elsewhere_too_is_seen_in_part_and_his_account_is_for_the_one_above(
    county: County, address: str, admin: httpx.Client
) -> None:
    asked = _secretary()
    admin.post("/staff", json=asked)
    with county.database.writing() as db:
        [person] = _persons(db, "赵新书")
        grant_role(db, SYSTEM, person.id, Role.MEDIATOR, OTHER_TOWN)
        grant_role(db, SYSTEM, county.officer.id, Role.ADMINISTRATOR, OTHER_TOWN)
        other = sign_in(db, county.officer)
    with client(address, other) as officer:
        seen = officer.get(f"/staff/{asked['id']}").json()
        assert ([each["place_code"] for each in seen["roles"]], seen["may_set_account"]) == ([OTHER_TOWN], False)
        account = {"username": "mine", "password": PASSWORD}
        assert officer.put(f"/people/{asked['id']}/account", json=account).json()["code"] == "not_your_role"
    assert len(admin.get(f"/staff/{asked['id']}").json()["roles"]) == 3
