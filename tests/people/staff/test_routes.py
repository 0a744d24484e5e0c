"""Staff and machines over HTTP."""

import json
import statistics
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pyotp
import pytest
import time_machine

from app.core.clock import today
from app.core.settings import settings
from app.people.actor import SYSTEM
from app.people.staff import rules, service
from tests.people.conftest import County
from tests.support.web import client, sign_in

PASSWORD = " 一个 很长的 密码 of mine "


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(datetime(2026, 11, 23, tzinfo=UTC), tick=False) as clock:
        yield clock


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


def test_a_locked_name_is_answered_like_one_that_nobody_has(address: str, account: str) -> None:
    with _browser(address) as desk:

        def knock(name: str, password: str) -> tuple[int, list[str], dict[str, str], float]:
            begun = time.monotonic()
            answer = desk.post("/sign-in/password", json={"username": name, "password": password})
            headers = [each for each in answer.headers if each != "date"]
            return answer.status_code, headers, answer.json(), time.monotonic() - begun

        wrong = [knock("lixiuying", "wrong") for _ in range(5)]
        locked, unknown = [knock("lixiuying", account) for _ in range(5)], [knock("nobody", account) for _ in range(5)]
        assert [each[:3] for each in wrong] == [each[:3] for each in locked] == [each[:3] for each in unknown]
        assert locked[0][0] == 401
        assert "15 分钟" in locked[0][2]["detail_zh"], "the owner learns how to go on"
        took = [statistics.median(each[3] for each in some) for some in (wrong, locked, unknown)]
        assert max(took) < 3 * min(took), "each is compared with something"


def test_an_address_fails_so_often_and_no_more(
    address: str, account: str, clock: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "tries_per_address", 6)
    right = {"username": "lixiuying", "password": account}
    with _browser(address) as desk:
        for _ in range(8):
            assert desk.post("/sign-in/password", json=right).status_code == 200, "who gets in has not failed"
        for n in range(2):
            assert desk.post("/sign-in/password", json={"username": f"nobody{n}", "password": "x"}).status_code == 401
            assert desk.post("/sign-in/card", json={"card_no": "0123456789", "code": "123456"}).status_code == 401
            code = {"request_id": str(uuid4()), "code": "123456"}
            assert desk.post("/sign-in/code", json=code).status_code == 409
        clock.shift(60)
        for path, body in (("password", right), ("card", {"card_no": "0123456789", "code": "123456"}), ("code", code)):
            refused = desk.post(f"/sign-in/{path}", json=body)
            assert (refused.status_code, refused.json()["code"]) == (429, "too_many_from_here")
            assert 3530 <= int(refused.headers["retry-after"]) <= 3541
        clock.shift(3541)
        assert desk.post("/sign-in/password", json=right).status_code == 200


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
