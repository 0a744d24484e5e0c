"""What no form of ours would ever send: nothing of it breaks the server, and whatever is refused is refused in plain words."""

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response

from app.core.clock import now
from app.core.settings import settings
from app.demo.life.rules import plausible
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from tests.conftest import _copy_of
from tests.security.asks import Ask, all_asks
from tests.security.refusals import assert_problem
from tests.security.test_strangers import operations
from tests.security.township import COLUMNS, Township
from tests.support.world import World

pytestmark = pytest.mark.long


def _nested(depth: int) -> Any:
    value: Any = "x"
    for _ in range(depth):
        value = [value]
    return value


KNOWN = {"identity_checked": "known_in_person"}

# Put in the place of each value in turn.
NASTY: list[Any] = [
    None,
    True,
    0,
    -1,
    10**400,
    2**63,
    -(2**31) - 1,
    1e308,
    float("nan"),
    float("inf"),
    "",
    "  \t\u3000\u200b",
    "\x00",
    "a\x00b",
    "\ud800",
    "王\udfff",
    "\u202e\u2066\ufeff",
    "'; DROP TABLE person; --",
    "%s%n{0}{who}{__class__}",
    "长" * 10_000,
    "0001-01-01",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59.999999-14:00",
    "2026-02-30T25:61:61Z",
    "1" * 5000,
    [],
    {},
    [None],
    ["\ud800"],
    {"\ud800": 1},
    {"a" * 300: {"\x00": []}},
    _nested(40),
    _nested(400),
    [0] * 1000,
]

# What might pass every check and break only in the other database.
STORED: list[Any] = [
    10**400,
    2**63,
    "\x00",
    "a\x00b",
    "王\udfff",
    "9999-12-31",
    "0001-01-01T00:00:00+14:00",
    ["\ud800"],
]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def hardened(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    folder = tmp_path_factory.mktemp("nasties")
    with pytest.MonkeyPatch.context() as patch, _copy_of("world", request, folder) as database:
        patch.setattr(settings(), "data_dir", folder / "data")
        yield Township(World(database), told=("errand", "parcel", "illness", "quarrel", "finance"))


def _withstood(answer: Response, what: object) -> None:
    if answer.status_code >= 400:
        assert answer.status_code < 500, f"{answer.status_code} for {what!r:.300}: {answer.text[:200]}"
        assert_problem(answer, answer.status_code)


def _send(township: Township, ask: Ask, body: dict[str, Any]) -> Response:
    """The body as a new act on what stands there now, unless its id or version is what is wrong with it."""
    if body.get("id") == ask.body.get("id"):
        body = body | {"id": str(uuid4())} if "id" in body else body
    if ask.path.startswith("/tickets/") and "version" in body and body["version"] == ask.body.get("version"):
        body = body | {"version": township.version(UUID(ask.path.split("/")[2]))}
    content = json.dumps(body).encode()
    return township.ask(ask.row, ask.method, ask.path, content=content, headers={"Content-Type": "application/json"})


Way = tuple[Any, ...]


def _tries(body: dict[str, Any], nasties: list[Any]) -> dict[Way, list[Any]]:
    """What is put in the place of each value of a body, by the way that leads to it, and under names that it does not have.

    Each value gets a third of a long list in turn: there are many values, and all texts pass the same few checks.
    """
    turns = 3 if nasties is NASTY else 1
    within = {way: nasties[n % turns :: turns] for n, way in enumerate(_ways(body))}
    return within | {(name,): [1] for name in ("\ud800", "\x00", "x" * 10_000, "__proto__", "")}


def _broken(body: dict[str, Any], tries: dict[Way, list[Any]]) -> Iterator[dict[str, Any]]:
    """The body with each nasty value alone in its place."""
    for way, nasties in tries.items():
        for nasty in nasties:
            yield _with(body, way, nasty)


def _not_refused_together(township: Township, ask: Ask, tries: dict[Way, list[Any]]) -> dict[Way, list[Any]]:
    """What has to be sent alone, after values were sent side by side.

    The check of a body's form names every value that it refuses, so those have been tried; all others may come further.
    """
    outer = {way[:depth] for way in tries for depth in range(1, len(way))}
    left: dict[Way, list[Any]] = {way: nasties if way in outer else [] for way, nasties in tries.items()}
    for n in range(max(map(len, tries.values()))):
        together = {way: nasties[n] for way, nasties in tries.items() if way not in outer and n < len(nasties)}
        body = ask.body
        for way, nasty in together.items():
            body = _with(body, way, nasty)
        answer = _send(township, ask, body)
        _withstood(answer, body)
        named = [f"{each['where']}." for each in answer.json().get("errors", [])] if answer.is_client_error else []
        for way, nasty in together.items():
            if not any(where.startswith(".".join(map(str, ("body", *way, "")))) for where in named):
                left[way].append(nasty)
    return left


def _ways(value: Any, way: Way = ()) -> Iterator[Way]:
    if way:
        yield way
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inside:
        yield from _ways(each, (*way, step))


def _with(body: Any, way: Way, nasty: Any) -> Any:
    changed = deepcopy(body)
    place = changed
    for step in way[:-1]:
        place = place[step]
    place[way[-1]] = nasty
    return changed


def test_every_body_stands_in_the_list_and_would_be_taken_as_it_is(hardened: Township) -> None:
    takes_json = {
        operation.id
        for operation in operations(hardened.world.app)
        if "application/json" in operation.document.get("requestBody", {}).get("content", {})
    }
    asks = all_asks(hardened)
    assert set(asks) == takes_json
    refused = {
        operation: answer.json()["code"]
        for operation, each in asks.items()
        for ask in each
        if not (answer := _send(hardened, ask, ask.body)).is_success
    }
    # Whether somebody is on duty to go out depends on the hour at which this runs.
    assert refused.pop("set_out_note", "not_on_duty") == "not_on_duty"
    # The refusals of those that would be let in only once, or by chance.
    assert refused == {
        "sign_in_with_code": "code_over",
        "sign_in_with_card": "wrong_card",
        "sign_in_with_password": "wrong_password",
        "rate_ticket": "move_not_open",
        "set_account": "short_password",
        "register_staff": "short_password",
    }


def test_no_value_in_a_body_breaks_anything(hardened: Township) -> None:
    tried = 0
    nasties = NASTY if hardened.database.is_sqlite else STORED
    for asks in all_asks(hardened).values():
        for ask in asks:
            tries = _tries(ask.body, nasties)
            tried += sum(map(len, tries.values()))
            for body in _broken(ask.body, _not_refused_together(hardened, ask, tries)):
                _withstood(_send(hardened, ask, body), body)
    assert tried > 1_000


def test_no_answer_to_a_step_breaks_anything(hardened: Township) -> None:
    """Each step that is offered, with plausible answers to all that it needs but one."""
    tried = 0
    for column in hardened.told:
        handler = str(COLUMNS[column][3])
        page = hardened.ask(handler, "GET", f"/tickets/{hardened.told[column]}").json()
        offers = [offer for offer in page["moves"] if offer["at"] == "moves" and offer["needs"]]
        assert offers
        for offer in offers:
            move = KINDS[Service(page["service"])].move(offer["move"], page["state"])
            assert move is not None
            whole = {
                need.name: plausible(need, page["details"], now(), staff_id=str(hardened.id("li")))
                for need in move.needs
            }
            for data in _broken(whole, _tries(whole, NASTY if hardened.database.is_sqlite else STORED)):
                matter = hardened.told[column]
                step = {
                    "id": str(uuid4()),
                    "move": move.name,
                    "version": page["version"],
                    "data": data,
                    "on_behalf": KNOWN,
                }
                answer = _send(hardened, Ask(handler, "POST", f"/tickets/{matter}/moves", {}), step)
                _withstood(answer, data)
                tried += 1
                if answer.is_success:
                    hardened.told[column] = hardened.fresh(column)
                    page["version"] = hardened.version(hardened.told[column])
    assert tried > 100
