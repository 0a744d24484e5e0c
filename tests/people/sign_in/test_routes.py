"""Signing in over HTTP, the way a browser does it."""

import logging
import re
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
import jwt
import pytest
import time_machine

from app.core.clock import now
from app.core.settings import settings
from app.people.models import Person
from app.people.rules import ACCESS_LASTS
from app.people.sign_in import queries, rules
from tests.people.conftest import County
from tests.support.web import client, sign_in


def _browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=f"{address}/api/v1", headers={"Origin": address}, trust_env=False)


def _as(county: County, person: Person, address: str) -> httpx.Client:
    with county.database.writing() as db:
        return client(address, sign_in(db, person))


def _code(request_id: str) -> str:
    return rules.code_of(queries.code_key(), UUID(request_id))


def _sign_in(phone: httpx.Client, number: str, **more: Any) -> httpx.Response:
    request_id = phone.post("/sign-in/codes", json={"phone": number}).raise_for_status().json()["request_id"]
    return phone.post("/sign-in/code", json={"request_id": request_id, "code": _code(request_id)} | more)


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Cookies as behind TLS."""
    monkeypatch.setenv("COOKIE_SECURE", "true")
    monkeypatch.setenv("PUBLIC_URL", "https://cun.example/")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


def _cookies(answer: httpx.Response) -> dict[str, tuple[str, str]]:
    """Name, and value and attributes of each cookie that an answer sets."""
    found = {}
    for header in answer.headers.get_list("set-cookie"):
        name, _, rest = header.partition("=")
        value, _, attributes = rest.partition("; ")
        found[name] = (value, attributes)
    return found


def _on_the_console(caplog: pytest.LogCaptureFixture) -> str:
    """The code as the console shows it; it is sent after the answer, so it may come a moment later."""
    while not (found := re.search(r"the code of 000\*{4}0012 is (\d{6})", caplog.text)):
        time.sleep(0.01)
    return found[1]


def test_a_villager_signs_in_by_code_and_out_again(address: str, caplog: pytest.LogCaptureFixture) -> None:
    with _browser(address) as phone, caplog.at_level(logging.WARNING):
        assert phone.get("/me").json()["code"] == "sign_in_first"
        asked = phone.post("/sign-in/codes", json={"phone": "000-0000-0012"})
        assert asked.status_code == 202
        assert set(asked.json()) == {"request_id", "expires_at"}
        code = _on_the_console(caplog)
        me = phone.post("/sign-in/code", json={"request_id": asked.json()["request_id"], "code": code})
        assert me.json() == phone.get("/me").json()
        assert (me.json()["name"], me.headers["cache-control"]) == ("王小红", "no-store")
        out = phone.post("/sign-out")
        assert (out.status_code, out.headers["clear-site-data"]) == (204, '"cache", "storage"')
        assert not list(phone.cookies.jar)
        assert phone.get("/me").json()["code"] == "sign_in_first"


def test_a_copy_of_the_cookies_opens_nothing_after_signing_out(address: str) -> None:
    with _browser(address) as phone, _browser(address) as thief:
        _sign_in(phone, "00000000012").raise_for_status()
        thief.cookies.update(phone.cookies)
        assert thief.get("/me").status_code == 200
        phone.post("/sign-out")
        assert thief.get("/me").json()["code"] == "session_ended"
        assert thief.post("/session/refresh").json()["code"] == "sign_in_again"


def test_known_and_unknown_phones_are_answered_alike(address: str) -> None:
    with _browser(address) as phone:
        answers = [phone.post("/sign-in/codes", json={"phone": number}) for number in ("00000000012", "13999999999")]
        known, unknown = answers
        assert (known.status_code, set(known.json())) == (unknown.status_code, set(unknown.json()))
        assert [name for name in known.headers if name != "date"] == [
            name for name in unknown.headers if name != "date"
        ]
        again = [phone.post("/sign-in/codes", json={"phone": number}) for number in ("00000000012", "13999999999")]
        assert [each.status_code for each in again] == [429, 429]
        assert again[0].json()["detail"] == again[1].json()["detail"]
        assert 50 <= int(again[0].headers["retry-after"]) <= 61


def test_an_address_asks_for_sixty_codes_an_hour_whosever_they_are(address: str, clock: time_machine.Traveller) -> None:
    with _browser(address) as phone:
        numbers = [f"139999999{n:02}" for n in range(62)]
        answers = [phone.post("/sign-in/codes", json={"phone": number}) for number in numbers[:61]]
        assert [each.status_code for each in answers] == [202] * 60 + [429]
        assert answers[-1].json()["code"] == "too_many_from_here"
        assert 3590 <= int(answers[-1].headers["retry-after"]) <= 3601
        clock.shift(3601)
        assert phone.post("/sign-in/codes", json={"phone": numbers[61]}).status_code == 202


def test_wrong_tries_are_kept_although_they_are_refused(address: str) -> None:
    with _browser(address) as phone:
        request_id = phone.post("/sign-in/codes", json={"phone": "00000000012"}).json()["request_id"]
        wrong = {"request_id": request_id, "code": f"{(int(_code(request_id)) + 1) % 1_000_000:06}"}
        answers = [phone.post("/sign-in/code", json=wrong) for _ in range(6)]
        assert [each.status_code for each in answers] == [401] * 5 + [409]
        assert answers[-1].json()["code"] == "code_over"


def test_a_household_chooses(address: str) -> None:
    with _browser(address) as phone:
        request_id = phone.post("/sign-in/codes", json={"phone": "00000000011"}).json()["request_id"]
        asked = {"request_id": request_id, "code": _code(request_id)}
        which = phone.post("/sign-in/code", json=asked)
        assert (which.status_code, which.json()["code"]) == (409, "which_person")
        (wang,) = (each["person_id"] for each in which.json()["persons"] if each["name"] == "王老汉")
        assert phone.post("/sign-in/code", json=asked | {"person_id": wang}).json()["name"] == "王老汉"


def test_a_cadre_who_signs_in_by_code_is_a_villager(address: str) -> None:
    with _browser(address) as phone:
        assert [each["role"] for each in _sign_in(phone, "00000000021").json()["roles"]] == ["villager"]
        assert phone.get("/sign-in/slips").json()["code"] == "not_your_desk"


def test_cookies_are_kept_from_scripts_and_from_other_sites(address: str) -> None:
    with _browser(address) as phone:
        cookies = _cookies(_sign_in(phone, "00000000012"))
    assert set(cookies) == {"session", "refresh"}
    assert cookies["session"][1] == "HttpOnly; Max-Age=900; Path=/; SameSite=lax"
    assert cookies["refresh"][1] == f"HttpOnly; Max-Age={60 * 86400}; Path=/; SameSite=lax"
    claims = jwt.decode(cookies["session"][0], options={"verify_signature": False})
    assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "exp", "jti"}


def test_on_a_shared_phone_cookies_go_with_the_browser(address: str) -> None:
    with _browser(address) as phone:
        cookies = _cookies(_sign_in(phone, "00000000012", shared_phone=True))
    assert {attributes for _, attributes in cookies.values()} == {"HttpOnly; Path=/; SameSite=lax"}


@pytest.mark.usefixtures("secure")
def test_behind_tls_cookies_are_bound_to_the_host(address: str) -> None:
    with _browser(address) as phone:
        cookies = _cookies(_sign_in(phone, "00000000012"))
        assert set(cookies) == {"__Host-session", "__Host-refresh"}
        assert all(attributes.endswith("Path=/; SameSite=lax; Secure") for _, attributes in cookies.values())
        jar = {name: value for name, (value, _) in cookies.items()}
        with httpx.Client(base_url=f"{address}/api/v1", cookies=jar, headers={"Origin": address}) as same:
            assert same.get("/me").status_code == 200
        with httpx.Client(base_url=f"{address}/api/v1", cookies={"session": jar["__Host-session"]}) as other:
            assert other.get("/me").status_code == 401


def test_a_phone_renews_its_sign_in_when_the_quarter_of_an_hour_is_over(address: str) -> None:
    with _browser(address) as phone:
        _sign_in(phone, "00000000012").raise_for_status()
        kept = phone.cookies["refresh"]
        # The browser drops the short cookie by itself; the long one is enough to be asked to renew.
        phone.cookies.delete("session")
        assert phone.get("/me").json()["code"] == "access_over"
        assert phone.post("/session/refresh").json()["name"] == "王小红"
        assert phone.get("/me").status_code == 200
        assert phone.cookies["refresh"] != kept


def test_an_access_token_that_is_over_asks_to_renew(address: str) -> None:
    with _browser(address) as phone:
        _sign_in(phone, "00000000012").raise_for_status()
        with time_machine.travel(now() + ACCESS_LASTS, tick=True):
            assert phone.get("/me", headers={"Cookie": _all(phone)}).json()["code"] == "access_over"


def _all(phone: httpx.Client) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in phone.cookies.jar)


def test_a_stolen_refresh_cookie_ends_both_sign_ins(address: str) -> None:
    with _browser(address) as phone, _browser(address) as thief:
        _sign_in(phone, "00000000012").raise_for_status()
        thief.cookies.set("refresh", phone.cookies["refresh"])
        with time_machine.travel(now(), tick=False) as clock:
            phone.post("/session/refresh").raise_for_status()
            clock.shift(ACCESS_LASTS)
            cookies = {"Cookie": f"refresh={phone.cookies['refresh']}"}
            renewed = phone.post("/session/refresh", headers=cookies).raise_for_status()
            clock.shift(ACCESS_LASTS)
            assert thief.post("/session/refresh").json()["code"] == "sign_in_again"
            mine = {"Cookie": f"refresh={_cookies(renewed)['refresh'][0]}"}
            assert phone.post("/session/refresh", headers=mine).json()["code"] == "sign_in_again"


def test_other_sites_cannot_act_through_a_visitors_browser(address: str) -> None:
    foreign: list[dict[str, str]] = [
        {},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": address},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ]
    with _browser(address) as phone:
        _sign_in(phone, "00000000012").raise_for_status()
        jar = _all(phone)
    with httpx.Client(base_url=f"{address}/api/v1", headers={"Cookie": jar}, trust_env=False) as page:
        for headers in foreign:
            answer = page.post("/sign-out", headers=headers)
            assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")
            assert page.get("/me", headers=headers).status_code == 200
        assert page.post("/session/refresh", headers={"Sec-Fetch-Site": "none"}).status_code == 200
        assert page.post("/session/refresh", headers={"Origin": address}).status_code == 200
        assert page.post("/sign-out", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 204
        assert page.get("/me").status_code == 401


def test_another_site_cannot_sign_a_visitor_in_as_somebody_else(address: str) -> None:
    with httpx.Client(base_url=f"{address}/api/v1", trust_env=False) as page:
        body = {"card_no": "0123456789", "code": "000000"}
        foreign = page.post("/sign-in/card", json=body, headers={"Origin": "https://evil.example"})
        assert (foreign.status_code, foreign.json()["code"]) == (403, "foreign_page")
        assert page.post("/sign-in/card", json=body).json()["code"] == "wrong_card"


def test_an_elder_signs_in_with_a_paper_card(county: County, address: str) -> None:
    with _as(county, county.li, address) as desk, _browser(address) as phone:
        made = desk.post(f"/people/{county.wang.id}/cards")
        assert (made.status_code, made.headers["cache-control"]) == (201, "no-store")
        card = made.json()
        assert card["qr_svg"].startswith("<svg")
        body = {"card_no": card["card_no"], "code": card["code"]}
        assert phone.post("/sign-in/card", json=body).json()["name"] == "王老汉"
        assert phone.get("/me").status_code == 200
        assert desk.delete(f"/people/{county.wang.id}/cards").status_code == 204
        assert phone.get("/me").json()["code"] == "session_ended"
        assert phone.post("/sign-in/card", json=body).json()["code"] == "wrong_card"


def test_the_duty_desk_reads_the_code_to_a_villager_who_waits(county: County, address: str) -> None:
    with _as(county, county.li, address) as desk, _browser(address) as phone:
        assert desk.get("/sign-in/slips").json() == []
        request_id = phone.post("/sign-in/codes", json={"phone": "00000000011"}).json()["request_id"]
        (slip,) = desk.get("/sign-in/slips").json()
        assert set(slip) == {"name", "phone_masked", "code", "expires_at"}
        body = {"request_id": request_id, "code": slip["code"], "person_id": str(county.wang.id)}
        assert phone.post("/sign-in/code", json=body).json()["name"] == "王老汉"
    for other in (county.wang, county.officer, county.admin):
        with _as(county, other, address) as phone:
            assert phone.get("/sign-in/slips").json()["code"] == "not_your_desk"


def test_with_a_gateway_no_code_shows_on_the_desk(
    county: County, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _as(county, county.li, address) as desk, _browser(address) as phone:
        phone.post("/sign-in/codes", json={"phone": "00000000011"}).raise_for_status()
        monkeypatch.setenv("SMS_GATEWAY_URL", "http://127.0.0.1:9/")
        settings.cache_clear()
        assert desk.get("/sign-in/slips").json() == []
    monkeypatch.undo()
    settings.cache_clear()
