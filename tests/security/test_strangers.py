"""What the API lets nobody do whom it does not know, and what it says to everybody; asked of every operation it documents.

The walk is over `openapi()["paths"]`, so a new operation is refused here until somebody has written down why not.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import pytest
from fastapi import FastAPI
from httpx2 import Response

from app.core.clock import today
from app.people.models import Scope
from tests.security.refusals import assert_problem
from tests.security.township import Township
from tests.support.world import HUAISHU, SHIQIAO

# Public is a word that somebody must write, with the reason.
PUBLIC = {
    "health_live": "a supervisor asks it, before anybody can sign in",
    "health_ready": "a supervisor asks it, before anybody can sign in",
    "ask_code": "the way in",
    "sign_in_with_code": "the way in",
    "sign_in_with_card": "the way in",
    "sign_in_with_password": "the way in",
    "refresh_session": "the way to stay in: the refresh cookie is asked for instead",
    "sign_out": "the way out, open to those whose access is over; without cookies it is refused too",
    "list_places": "the divisions are published by the state",
    "list_items": "what the village helps with hangs on its wall",
    "read_item": "what the village helps with hangs on its wall",
    "read_board": "who is on duty hangs on the door",
    "list_public_posts": "the posts and who holds them hang on the public board",
    "read_portrait": "a photo that its person put there, for as long as he leaves it",
    "print_board": "the same, on paper",
    "read_calendar": "calendar programs cannot sign in: the link itself is the right to read it, until it is taken back",
    "read_file": "the link itself is the right to open it, signed and good for minutes",
}

# What a machine may do, by the scope of its key; it is refused everything else, or shown empty lists.
MACHINES = {"read_summary": "summary", "list_changes": "changes"}

# Ids of the right form; what they name is not there.
_IDS = {
    "village_code": HUAISHU,
    "code": "MZ-04",
    "key_id": "abcdefgh",
    "name": "receipt",
    "form": "pdf",
    "on": "2026-11-24",
}


class Operation(NamedTuple):
    """One method of one path, as documented."""

    id: str
    method: str
    path: str
    document: dict[str, Any]

    @property
    def full(self) -> str:
        """The path with an id in each of its gaps."""
        return re.sub(r"\{(\w+)\}", lambda gap: _IDS.get(gap[1], str(UUID(int=7))), self.path)

    def address(self) -> str:
        """The same, below the version."""
        return self.full.removeprefix("/api/v1")


def operations(app: FastAPI) -> Iterator[Operation]:
    """Everything that the document lists."""
    for path, methods in app.openapi()["paths"].items():
        for method, document in methods.items():
            yield Operation(document.get("operationId", ""), method.upper(), path, document)


@pytest.fixture(scope="package")
def all_operations(township: Township) -> list[Operation]:
    return list(operations(township.world.app))


def _send(township: Township, who: str | None, operation: Operation, **more: Any) -> Response:
    """The operation with an empty body where it takes one."""
    body: dict[str, Any] | None = {} if "requestBody" in operation.document and operation.id != "put_file" else None
    return township.ask(who, operation.method, operation.address(), json=body, **more)


def test_a_stranger_is_refused_everything_that_is_not_public(
    township: Township, all_operations: list[Operation], record_property: Callable[[str, object], None]
) -> None:
    tried = [operation for operation in all_operations if operation.id not in PUBLIC]
    for operation in tried:
        assert_problem(_send(township, None, operation), 401, "sign_in_first")
    record_property("operations_that_refuse_a_stranger", len(tried))
    assert len(tried) > 30, f"only {len(tried)} operations were tried"


def test_every_public_operation_is_known_and_lives_under_the_api(all_operations: list[Operation]) -> None:
    ids = [operation.id for operation in all_operations]
    assert len(ids) == len(set(ids)), "an operation has two addresses, or two operations one name"
    assert set(PUBLIC) <= set(ids)
    assert all(operation.path.startswith("/api/v1/") for operation in all_operations)
    for operation in all_operations:
        assert bool(operation.document.get("security")) == (operation.id not in PUBLIC), operation.id


def test_a_wrong_or_old_token_opens_nothing(township: Township, all_operations: list[Operation]) -> None:
    for operation in all_operations:
        if operation.id in PUBLIC:
            continue
        assert_problem(_send(township, None, operation, headers={"Cookie": "session=not.a.token"}), 401, "access_over")
        for said in ("Bearer", "Bearer vk1_abc", "Basic bGk6bGk=", f"Bearer vk1_abcdefgh_{'a' * 43}_00000000"):
            answer = _send(township, None, operation, headers={"Authorization": said})
            assert_problem(answer, 401, "key_not_valid")


def test_no_page_of_another_site_acts_through_a_visitors_browser(
    township: Township, all_operations: list[Operation]
) -> None:
    acts = [operation for operation in all_operations if operation.method != "GET"]
    for operation in acts:
        for headers in (
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        ):
            assert_problem(_send(township, "li", operation, headers=headers), 403, "foreign_page")
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {}):
            answer = township.http.request(operation.method, operation.full, headers=headers | township.headers["li"])
            assert_problem(answer, 403, "foreign_page")
    assert acts


def test_a_machine_reads_summaries_and_changes_and_nothing_else(
    township: Township, all_operations: list[Operation]
) -> None:
    for operation in all_operations:
        if operation.id in PUBLIC or operation.id in MACHINES:
            continue
        answer = _send(township, "key", operation)
        if answer.is_success:
            said = answer.json()
            assert operation.method == "GET", f"a machine did {operation.id}"
            # An empty list, or a page all of whose lists are empty.
            told = list(said.values()) if isinstance(said, dict) else said
            assert not any(told), f"{operation.id} tells a machine {said}"
        else:
            assert_problem(answer, answer.status_code)
            assert answer.status_code in {403, 404, 409, 422}, operation.id


def test_a_machine_reads_what_its_key_is_for(township: Township) -> None:
    with township.database.writing() as db:
        keys = {scope: township.machine(db, SHIQIAO, scope) for scope in Scope}
    for scope, key in keys.items():
        for other in Scope:
            answer = township.ask(None, "GET", f"/{other}", headers={"Authorization": f"Bearer {key}"})
            if scope is other:
                assert answer.status_code == 200
            else:
                assert_problem(answer, 403, "not_your_role")
    assert_problem(township.ask(None, "GET", f"/summary?key={key}&api_key={key}&access_token={key}"), 401)
    assert_problem(township.ask(None, "GET", "/summary", headers={"Cookie": f"session={key}"}), 401)


def test_every_answer_tells_browsers_to_be_careful(township: Township, all_operations: list[Operation]) -> None:
    for who in (None, "pan", "zhou"):
        known = township.sign_in(who) if who else {}
        for operation in sorted(all_operations, key=lambda each: each.id == "sign_out"):
            headers = _send(township, None, operation, headers=known).headers
            assert headers["x-content-type-options"] == "nosniff", operation.id
            assert headers["x-frame-options"] == "DENY"
            assert headers["referrer-policy"] == "same-origin"
            kept = headers["cache-control"]
            if operation.method == "GET" and operation.id in PUBLIC:
                continue
            assert "public" not in kept
            assert kept == "no-store" if operation.method != "GET" else {"private", "no-store"} & set(kept.split(", "))


def test_what_is_shown_once_is_kept_nowhere(township: Township) -> None:
    wang = township.id("wang")
    until = (today() + timedelta(days=5)).isoformat()
    key = {"name": "大屏", "place_code": SHIQIAO, "scopes": ["summary"], "expires_on": until}
    for answer in (
        township.ask("li", "GET", "/sign-in/slips"),
        township.ask("li", "POST", f"/people/{wang}/cards"),
        township.ask("admin", "POST", "/api-keys", json=key),
    ):
        assert answer.is_success
        assert answer.headers["cache-control"] == "no-store"


def test_a_caller_that_takes_anything_gets_pages_but_no_made_up_files(township: Township) -> None:
    for accept in ("*/*", ""):
        for path in ("/", "/desk"):
            # Without a built phone app the answer says so; with one it is the page.
            assert township.http.get(path, headers={"Accept": accept}).status_code in {200, 503}, path
        for path in ("/nothing.png", "/favicon.ico", "/assets/none.js"):
            assert_problem(township.http.get(path, headers={"Accept": accept}), 404, "not_found")
    assert_problem(township.http.get("/desk", headers={"Accept": "application/json"}), 404, "not_found")


def test_pages_run_only_our_own_scripts(township: Township) -> None:
    for path in ("/", "/card?no=1", "/t/1", "/assets/none.js", "/nothing.png"):
        answer = township.http.get(path, headers={"Accept": "text/html"})
        policy = dict(part.strip().partition(" ")[::2] for part in answer.headers["content-security-policy"].split(";"))
        assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == "'none'"
        assert policy["script-src"] == "'self'"
        assert not any("unsafe" in source or "http" in source or "*" in source for source in policy.values())


def test_an_unknown_address_and_a_wrong_method_are_told_apart(
    township: Township, all_operations: list[Operation]
) -> None:
    known: dict[str, set[str]] = {}
    for operation in all_operations:
        known.setdefault(operation.full, set()).add(operation.method)
    for path, methods in known.items():
        for method in {"GET", "POST", "PUT", "DELETE", "PATCH"} - methods:
            answer = township.http.request(method, path, headers=township.headers["li"])
            assert_problem(answer, 405, "method_not_allowed")
            assert set(answer.headers["allow"].split(", ")) == methods, f"{method} {path}"
    for path in ("/api/nope", "/api/v1", "/api/v1/", "/api/v1/nope", "/api/v2/me", "/api/v1/tickets/x/y/z", "/api"):
        for method in ("GET", "POST", "DELETE"):
            answer = township.http.request(method, path, headers=township.headers["li"] | {"Accept": "text/html"})
            assert_problem(answer, 404, "not_found")


def test_every_operation_documents_itself(all_operations: list[Operation]) -> None:
    missing = {}
    for operation in all_operations:
        document, said = operation.document, set(operation.document["responses"])
        assert re.fullmatch("[a-z]+(_[a-z]+)+", operation.id), operation.path
        assert document.get("summary")
        assert document.get("description"), operation.id
        wanted = set()
        if operation.id not in PUBLIC:
            wanted |= {"401"}
        if operation.method != "GET":
            wanted |= {"403"}
        if "requestBody" in document or document.get("parameters"):
            wanted |= {"422"}
        if any(each["in"] == "path" for each in document.get("parameters", [])) and operation.id != "put_file":
            wanted |= {"404"}
        if wanted - said:
            missing[operation.id] = sorted(wanted - said)
        for status, answer in document["responses"].items():
            if status >= "400":
                shape = answer["content"]
                assert shape == {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}, (
                    f"{operation.id} {status} is documented as {shape}"
                )
    assert not missing, f"refusals that are not documented: {missing}"
