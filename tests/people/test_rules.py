"""The decisions about people, as plain values."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people import rules
from app.people.models import Means, Role

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
ACCESS = rules.Access(UUID(int=1), UUID(int=2))


def test_a_masked_phone_keeps_three_digits_and_four() -> None:
    assert rules.mask_phone("13800000000") == "138****0000"
    assert rules.mask_phone(None) is None


@pytest.mark.parametrize("typed", ["+86 138-0000-0000", "１３８００００００００", " 138 0000 0000 ", "13800000000"])
def test_a_phone_may_be_typed_as_people_type_it(typed: str) -> None:
    assert rules.tidy_phone(typed) == "13800000000"


def test_an_end_lies_between_today_and_the_longest_allowed() -> None:
    today = date(2026, 11, 23)
    fits = [
        rules.is_fitting_end(today + timedelta(days=days), today, timedelta(days=365)) for days in (-1, 0, 365, 366)
    ]
    assert fits == [False, True, True, False]


@pytest.mark.parametrize(
    ("method", "fetch_site", "origin", "cookie", "allowed"),
    [
        ("GET", "cross-site", "https://evil.example", True, True),
        ("POST", "same-origin", None, True, True),
        ("POST", "none", None, True, True),
        ("POST", "same-site", "https://cun.example", True, False),
        ("POST", "cross-site", "https://cun.example", True, False),
        ("POST", "cross-site", None, False, False),
        ("POST", None, "https://cun.example", True, True),
        ("POST", None, "https://CUN.example", True, True),
        ("POST", None, "https://cun.example:8443", True, False),
        ("POST", None, "https://evil.example", True, False),
        ("POST", None, "https://evil.example", False, False),
        ("POST", None, "null", True, False),
        ("DELETE", None, None, True, False),
        ("POST", None, None, False, True),
    ],
)
def test_only_our_own_pages_may_act(
    method: str, fetch_site: str | None, origin: str | None, cookie: bool, allowed: bool
) -> None:
    answer = rules.is_from_our_page(
        method, fetch_site=fetch_site, origin=origin, host="cun.example", carries_cookie=cookie
    )
    assert answer is allowed


def test_without_a_host_no_origin_fits() -> None:
    assert not rules.is_from_our_page("POST", fetch_site=None, origin="null", host=None, carries_cookie=False)
    assert not rules.is_from_our_page("POST", fetch_site=None, origin="", host="", carries_cookie=False)


@pytest.mark.parametrize(
    ("means", "roles", "shared", "idle", "absolute"),
    [
        (Means.CODE, set(), False, timedelta(days=60), timedelta(days=180)),
        (Means.CARD, {Role.ADMINISTRATOR}, False, timedelta(days=60), timedelta(days=180)),
        (Means.CODE, set(), True, timedelta(minutes=30), timedelta(hours=12)),
        (Means.PASSWORD, {Role.DUTY_CADRE}, False, timedelta(hours=12), timedelta(days=30)),
        (Means.PASSWORD, {Role.DUTY_CADRE}, True, timedelta(minutes=30), timedelta(hours=12)),
        (Means.PASSWORD, {Role.TOWN_OFFICER}, False, timedelta(minutes=30), timedelta(hours=12)),
        (Means.PASSWORD, {Role.MEDIATOR, Role.ADMINISTRATOR}, False, timedelta(minutes=30), timedelta(hours=12)),
    ],
)
def test_the_more_a_session_opens_the_shorter_it_lives(
    means: Means, roles: set[Role], shared: bool, idle: timedelta, absolute: timedelta
) -> None:
    assert rules.lifetime(means, roles, shared_phone=shared) == (idle, absolute)


def test_an_access_token_says_whose_session_it_is_and_nothing_else() -> None:
    token = rules.seal_access(KEY, ACCESS, datetime.now(UTC), "1")
    assert rules.open_access(KEY, token) == ACCESS
    claims = jwt.decode(token, options={"verify_signature": False})
    assert set(claims) == {"iss", "aud", "sub", "sid", "iat", "exp", "jti"}
    assert claims["exp"] - claims["iat"] == 900


def test_an_access_token_is_over_after_a_quarter_of_an_hour() -> None:
    now = datetime.now(UTC)
    assert rules.open_access(KEY, rules.seal_access(KEY, ACCESS, now - timedelta(minutes=14), "1")) == ACCESS
    assert rules.open_access(KEY, rules.seal_access(KEY, ACCESS, now - timedelta(minutes=15), "1")) is None


def _forged(**changes: Any) -> str:
    good = rules.seal_access(KEY, ACCESS, datetime.now(UTC), "1")
    claims = jwt.decode(good, options={"verify_signature": False})
    headers = {name: jwt.get_unverified_header(good)[name] for name in ("typ", "kid")}
    key = changes.pop("key", KEY)
    algorithm = str(changes.pop("algorithm", "HS256"))
    headers |= {name: changes.pop(name) for name in ("typ", "kid") if name in changes}
    merged = {name: value for name, value in (claims | changes).items() if value is not None}
    return jwt.encode(merged, key, algorithm, headers=headers)


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER_KEY},
        {"key": None, "algorithm": "none"},
        {"key": KEY * 2, "algorithm": "HS512"},
        {"typ": "JWT"},
        {"kid": "other"},
        {"iss": "other"},
        {"aud": "other"},
        {"jti": None},
        {"exp": None},
        {"sid": "not-a-uuid"},
        {"sid": 7},
    ],
)
def test_a_token_that_differs_in_anything_is_no_token(changes: dict[str, object]) -> None:
    assert rules.open_access(KEY, _forged()) == ACCESS
    assert rules.open_access(KEY, _forged(**changes)) is None


@given(st.text(max_size=120))
def test_any_other_text_opens_nothing(text: str) -> None:
    assert rules.open_access(KEY, text) is None
    assert rules.open_refresh(KEY, text) is None
    assert rules.read_api_key(text) is None


@given(st.uuids(), st.integers(0, 2**63), st.integers(0, 74), st.integers(1, 127))
def test_a_refresh_token_opens_only_as_it_was_sealed(family: UUID, serial: int, at: int, flip: int) -> None:
    token = rules.seal_refresh(KEY, family, serial)
    assert rules.open_refresh(KEY, token) == (family, serial)
    assert rules.open_refresh(OTHER_KEY, token) is None
    changed = token[:at] + chr(ord(token[at]) ^ flip) + token[at + 1 :]
    assert rules.open_refresh(KEY, changed) is None


def test_a_mistyped_key_is_told_from_a_good_one_by_its_checksum() -> None:
    key = rules.write_api_key("abcdefgh", "A_-" + "x" * 40)
    assert rules.read_api_key(key) == "abcdefgh"
    for at in range(len(key)):
        wrong = key[:at] + ("y" if key[at] != "y" else "z") + key[at + 1 :]
        assert rules.read_api_key(wrong) is None
    assert rules.read_api_key(key + "\n") is None
