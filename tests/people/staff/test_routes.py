"""Staff and machines over HTTP."""

import json
from datetime import timedelta

import httpx
import pyotp
import pytest

from app.core.clock import today
from app.people.actor import SYSTEM
from app.people.staff import rules, service
from tests.people.conftest import County
from tests.support.web import client, sign_in

PASSWORD = " 一个 很长的 密码 of mine "


@pytest.fixture
def account(county: County) -> str:
    """李秀英's account; gives her password, blanks at both ends included."""
    hashed = rules.hash_password(PASSWORD)
    with county.database.writing() as db:
        service.create_staff(db, SYSTEM, county.li.id, "lixiuying", hashed)
    return PASSWORD


def _browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=f"{address}/api/v1", headers={"Origin": address}, trust_env=False)


def test_a_cadre_signs_in_with_name_and_password_and_has_her_roles(address: str, account: str) -> None:
    with _browser(address) as desk:
        for wrong in (account.strip(), account.upper(), "x"):
            refused = desk.post("/sign-in/password", json={"username": "lixiuying", "password": wrong})
            assert (refused.status_code, refused.json()["code"]) == (401, "wrong_password")
        me = desk.post("/sign-in/password", json={"username": " LiXiuying ", "password": account})
        assert [each["role"] for each in me.json()["roles"]] == ["villager", "duty_cadre"]
        assert desk.get("/me").json() == me.json()
        assert desk.get("/sign-in/slips").status_code == 200


def test_five_wrong_passwords_lock_the_name_with_a_sentence(address: str, account: str) -> None:
    with _browser(address) as desk:
        body = {"username": "lixiuying", "password": "wrong"}
        answers = [desk.post("/sign-in/password", json=body) for _ in range(5)]
        assert [each.status_code for each in answers] == [401] * 5
        locked = desk.post("/sign-in/password", json={"username": "lixiuying", "password": account})
        assert (locked.status_code, locked.json()["code"]) == (429, "too_many_tries")
        assert 1 <= int(locked.headers["retry-after"]) <= 31


def test_an_authenticator_is_the_second_question(county: County, address: str, account: str) -> None:
    with county.database.writing() as db:
        totp = pyotp.parse_uri(service.give_totp(db, SYSTEM, county.li.id))
    assert isinstance(totp, pyotp.TOTP)
    with _browser(address) as desk:
        body = {"username": "lixiuying", "password": account}
        assert desk.post("/sign-in/password", json=body).json()["code"] == "totp_needed"
        assert desk.post("/sign-in/password", json=body | {"totp": totp.now()}).json()["name"] == "李秀英"


def test_what_no_account_can_have_is_refused_as_malformed(address: str) -> None:
    fitting = {"username": "a", "password": "x"}
    wrong = (
        {"username": "a\x00"},
        {"password": ""},
        {"password": "x" * 257},
        {"password": "\ud800"},
        {"totp": "12345"},
        {"role": "administrator"},
    )
    with _browser(address) as desk:
        assert desk.post("/sign-in/password", json=fitting).status_code == 401
        for changes in wrong:
            # Written by hand, because the client would not send half a surrogate pair.
            content, headers = json.dumps(fitting | changes), {"Content-Type": "application/json"}
            assert desk.post("/sign-in/password", content=content, headers=headers).status_code == 422


def test_a_machine_shows_its_key_and_nothing_else_counts(county: County, address: str) -> None:
    with county.database.writing() as db:
        admin = client(address, sign_in(db, county.admin))
    asked = {"name": "镇大屏", "place_code": "610430107000", "scopes": ["summary", "changes"]}
    with admin, client(address) as machine:
        made = admin.post("/api-keys", json=asked | {"expires_on": str(today() + timedelta(days=30))})
        assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
        key = made.json()
        (listed,) = admin.get("/api-keys").json()
        assert listed | {"key": key["key"]} == key
        bearer = {"Authorization": f"Bearer {key['key']}"}
        assert machine.get("/people", headers=bearer).json() == []
        assert machine.get("/me", headers=bearer).status_code == 404
        assert machine.post("/api-keys", json=asked | {"expires_on": str(today())}, headers=bearer).status_code == 403
        for wrong in (
            f"Basic {key['key']}",
            f"Bearer {key['key'][:-9]}_00000000",
            "Bearer",
            key["key"],
            f"Bearer  {key['key']}",
        ):
            refused = machine.get("/people", headers={"Authorization": wrong})
            assert (refused.status_code, refused.json()["code"]) == (401, "key_not_valid")
        assert machine.get("/people", params={"key": key["key"]}).status_code == 401
        assert admin.delete(f"/api-keys/{key['id']}").status_code == 204
        assert machine.get("/people", headers=bearer).json()["code"] == "key_not_valid"


def test_a_key_beside_cookies_is_what_counts(county: County, address: str) -> None:
    with county.database.writing() as db:
        admin = client(address, sign_in(db, county.admin))
    with admin:
        assert admin.get("/me", headers={"Authorization": "Bearer nonsense"}).json()["code"] == "key_not_valid"
