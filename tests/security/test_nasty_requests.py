"""Requests that are broken before anybody looks at their fields: their bytes, addresses, cursors and headers."""

import base64
import gzip
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response

from app.core.paging import encode_cursor
from app.core.settings import settings
from tests.conftest import _copy_of
from tests.files.samples import webm
from tests.security.asks import Ask, all_asks
from tests.security.refusals import assert_problem
from tests.security.test_strangers import Operation, operations
from tests.security.township import Township
from tests.support.world import World

pytestmark = pytest.mark.long

JSON = "application/json"
BODIES: list[tuple[str, bytes]] = [
    (JSON, b""),
    (JSON, b"null"),
    (JSON, b"[]"),
    (JSON, b'"x"'),
    (JSON, b"1e999"),
    (JSON, b"NaN"),
    (JSON, b"{"),
    (JSON, b"{}{}"),
    (JSON, b"\xef\xbb\xbf{}"),
    (JSON, b'{"id": "\xff\xfe"}'),
    (JSON, b'{"\xc3\x28": 1}'),
    (JSON, '{"id": "王"}'.encode("utf-16")),
    (JSON, b'{"a": ' + b"9" * 5000 + b"}"),
    (JSON, b'{"a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    (JSON, b'{"a":' * 20_000 + b"1" + b"}" * 20_000),
    (JSON, b'{"id": 1, "id": 2, "id": 3}'),
    (JSON, b'{"\\u0000": "\\ud800"}'),
    (JSON, b"\x00" * 100),
    ("text/plain", b"{}"),
    ("", b"{}"),
    ("application/json; charset=utf-16", b"{}"),
    ("application/x-www-form-urlencoded", b"id=1&id=2&%ff=%00"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="id"\r\n\r\n1\r\n--x--\r\n'),
    ("multipart/form-data", b"--x"),
    ("application/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("/;=\xff", b"{}"),
]

# What stands in an address in the place of each id, code or number.
STEPS = [
    "%00",
    "%ff%fe",
    "%ed%a0%80",
    "..",
    "%2e%2e%2f",
    "0",
    "-1",
    "9" * 400,
    "%F0%9F%99%82",
    "00000000-0000-0000-0000-000000000000",
    "{00000000-0000-0000-0000-000000000007}",
    "urn:uuid:00000000-0000-0000-0000-000000000007",
    "00000000000000000000000000000007",
    "00000000-0000-0000-0000-00000000000G",
    "%20",
    "x" * 8000,
    "١٢٣٤٥٦٧٨٩٠١٢",
]

_LATE, _EARLY, _SOME = "9999-12-31T23:59:59.999999-14:00", "0001-01-01T00:00:00+14:00", str(UUID(int=7))
_WRONG: list[Any] = [
    [],
    {},
    [_LATE, _SOME],
    [_EARLY, _SOME],
    ["2026-01-01", _SOME],
    ["2026-01-01T00:00:00", _SOME],
    ["2026-01-01T00:00:00Z", "x"],
    ["2026-01-01T00:00:00Z", _SOME, 1],
    [1, 2],
    [None, None],
    [[], {}],
    ["\ud800", "\x00"],
]
CURSORS = [
    "x",
    "=",
    "====",
    "%00",
    "%ff",
    "é",
    "A" * 200,
    "A" * 60_000,
    *(base64.urlsafe_b64encode(json.dumps(inside).encode()).decode().rstrip("=") for inside in _WRONG),
]

QUERIES = [
    "",
    "%00",
    "a%00b",
    "%ff",
    "%ed%a0%80",
    "%",
    "%zz",
    "+",
    "-1",
    "1.5",
    "1e9",
    "9" * 400,
    "NaN",
    "null",
    "[]",
    "x" * 8000,
]
QUERIES += ["0001-01-01", "9999-12-31", "9999-99-99", "true", "%F0%9F%99%82", "1&limit=2", "'--", "%25%5F"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hardened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    folder = tmp_path_factory.mktemp("requests")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(settings(), "data_dir", folder / "data")
        yield Township(World(database), told=("errand",))


@pytest.fixture(scope="module")
def asks(hardened: Township) -> list[Ask]:
    """The first request of each operation that takes a body; nothing below is ever done, so one list lasts."""
    return [each[0] for each in all_asks(hardened).values()]


def _withstood(answer: Response, what: object) -> int:
    assert answer.status_code < 500, f"{answer.status_code} for {what!r:.300}: {answer.text[:200]}"
    if answer.status_code >= 400:
        assert_problem(answer, answer.status_code)
    return answer.status_code


def test_a_refused_field_is_named_as_people_call_it(hardened: Township) -> None:
    said = {}
    for body in ({"phone": "1"}, {"phone": "13800000000", "hello": 1}):
        answer = hardened.http.post("/api/v1/sign-in/codes", json=body)
        assert_problem(answer, 422, "invalid")
        said[answer.json()["errors"][0]["where"]] = answer.json()["detail_zh"]
    assert said["body.phone"] == "填的内容有 1 处不对，请改好再发：“手机号”格式不对。没有丢失任何内容。"
    assert "“body.hello”不认识这一项" in said["body.hello"], "what people do not fill in keeps the caller's own name"


def test_an_address_that_was_not_copied_whole_is_called_an_address_and_no_form(hardened: Township) -> None:
    answer = hardened.ask("li", "GET", "/tickets/0042")
    assert_problem(answer, 422, "invalid")
    assert answer.json()["detail_zh"] == "这个地址不完整或打错了，请从上一页重新点进来。"
    assert answer.json()["errors"][0]["where"] == "path.ticket_id"


def test_no_bytes_in_a_body_break_anything(hardened: Township, asks: list[Ask]) -> None:
    for ask in asks:
        for media_type, content in BODIES:
            headers = {"Content-Type": media_type.encode("latin-1")} if media_type else {}
            answer = hardened.ask(ask.row, ask.method, ask.path, content=content, headers=headers)
            assert _withstood(answer, (ask.path, media_type, content)) == 422


def test_a_body_that_is_too_large_is_refused_before_it_is_read(hardened: Township, asks: list[Ask]) -> None:
    for ask in asks:
        large = json.dumps(ask.body | {"x": "长" * 100_000}, ensure_ascii=False).encode()
        answer = hardened.ask(ask.row, ask.method, ask.path, content=large, headers={"Content-Type": JSON})
        assert_problem(answer, 413, "too_large")
        in_pieces = iter([large[n : n + 4096] for n in range(0, len(large), 4096)])
        answer = hardened.ask(ask.row, ask.method, ask.path, content=in_pieces, headers={"Content-Type": JSON})
        assert_problem(answer, 413, "too_large")
    ten_megabytes = b"x" * 10_000_000
    for path in ("/sign-in/codes", "/tickets", "/nope"):
        assert_problem(hardened.ask("li", "POST", path, content=ten_megabytes), 413, "too_large")
    assert_problem(hardened.ask("li", "PUT", f"/files/{uuid4()}", content=ten_megabytes), 413, "too_large")
    pieces = iter([b"x" * 65_536] * 160)
    assert_problem(hardened.ask("li", "PUT", f"/files/{uuid4()}", content=pieces), 413, "too_large")


def test_packed_bodies_are_not_unpacked(hardened: Township) -> None:
    bomb = gzip.compress(b'{"phone": "' + b"0" * 200_000 + b'"}')
    headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
    assert_problem(hardened.ask(None, "POST", "/sign-in/codes", content=bomb, headers=headers), 422, "invalid")
    file = gzip.compress(webm() * 100)
    assert_problem(hardened.ask("li", "PUT", f"/files/{uuid4()}", content=file, headers=headers), 415)


def test_no_address_breaks_anything(hardened: Township) -> None:
    for operation in operations(hardened.world.app):
        if "{" not in operation.path:
            continue
        for step in STEPS:
            path = _filled(operation, step)
            body: dict[str, Any] | None = {} if "requestBody" in operation.document else None
            heard = _withstood(hardened.ask("admin", operation.method, path, json=body), path)
            assert heard in {404, 405, 422, 403, 409, 415, 204}, f"{operation.id} {step}: {heard}"


def _filled(operation: Operation, step: str) -> str:
    return re.sub(r"\{\w+\}", lambda _: step, operation.path.removeprefix("/api/v1"))


def test_no_question_breaks_anything(hardened: Township) -> None:
    asked = 0
    for operation in operations(hardened.world.app):
        names = [each["name"] for each in operation.document.get("parameters", []) if each["in"] == "query"]
        fine = {
            "village_code": "610430107203",
            "place_code": "610430107203",
            "from_on": "2026-11-01",
            "to_on": "2026-11-02",
        }
        for name in names:
            rest = "".join(f"&{other}={fine[other]}" for other in names if other in fine and other != name)
            for value in QUERIES:
                path = f"{operation.address()}?{name}={value}{rest}"
                _withstood(hardened.ask("zhao", operation.method, path), path)
                asked += 1
        unknown = f"{operation.address()}?%00=%ff&nope=1&nope=2"
        _withstood(hardened.ask("zhao", operation.method, unknown), unknown)
    assert asked > 200


@pytest.mark.parametrize("path", ["/tickets", "/notices", "/proxy-log"])
def test_no_cursor_breaks_anything(hardened: Township, path: str) -> None:
    for cursor in CURSORS:
        answer = hardened.ask("li", "GET", f"{path}?cursor={cursor}")
        assert _withstood(answer, cursor) in {200, 422}, cursor
    for at in (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)):
        answer = hardened.ask("li", "GET", f"{path}?cursor={encode_cursor(at, UUID(int=0))}")
        assert _withstood(answer, at) == 200


def test_no_header_breaks_anything(hardened: Township) -> None:
    headers = [
        ("Accept-Language", value)
        for value in ("", ";q=", "en;q=nan", "en;q=1e999", "zh;q=-1," * 500, "\xff\xfe", "e", "en-GB, *")
    ]
    headers += [("If-None-Match", value) for value in ("", "*", "W/", '"', "\xff", "," * 5000, 'W/"x", "y"')]
    headers += [
        ("Authorization", value)
        for value in ("", "Bearer", "Bearer ", "Bearer \xff", "bearer vk1_", "Basic Og==", "x" * 5000)
    ]
    headers += [
        ("Cookie", value)
        for value in ("session", "session=", "session=a.b.c", "session=\xff", "=;=;", "session=" + "x" * 5000)
    ]
    headers += [("Cookie", "refresh=" + value) for value in ("", "x", "A" * 60, "\xff", "é" * 40)]
    headers += [("Origin", value) for value in ("", "null", "http://[", "//", "http://\xff")]
    headers += [("Sec-Fetch-Site", value) for value in ("", "x", "\xff")]
    headers += [("Accept", value) for value in ("", "text/html", "*/*;q=x", "\xff")]
    headers += [("Host", value) for value in ("", "x:y", "[", "a" * 300, "\xff")]
    headers += [
        ("Content-Length", "-1"),
        ("Content-Length", "x"),
        ("Range", "bytes=9-1"),
        ("X-HTTP-Method-Override", "DELETE"),
    ]
    for name, value in headers:
        for method, path in (
            ("GET", "/me"),
            ("GET", "/places"),
            ("GET", "/summary"),
            ("POST", "/session/refresh"),
            ("POST", "/sign-out"),
        ):
            sent = [
                (known.encode(), said.encode()) for known, said in hardened.headers["zhou"].items() if known != name
            ]
            answer = hardened.http.request(
                method, f"/api/v1{path}", headers=[*sent, (name.encode(), value.encode("latin-1"))]
            )
            assert answer.status_code < 500, f"{name}: {value!r:.100} {path}"
            if answer.status_code >= 400:
                assert_problem(answer, answer.status_code)
        hardened.headers["zhou"] = hardened.sign_in("zhou")
