"""A township sees numbers, and no number is small enough to point at somebody's illness or quarrel."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine

from app.core.clock import now
from app.people.models import Scope
from tests.conftest import _copy_of
from tests.oversight.carried import send
from tests.security.township import Township
from tests.support.world import HUAISHU, World

FEWEST = {"dispute": 3, "medical": 5}


@pytest.fixture(params=["sqlite", "postgresql"])
def quiet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Township]:
    """A township at one minute, in which nothing else happens."""
    with (
        _copy_of("world", request, tmp_path_factory.mktemp("quiet")) as database,
        time_machine.travel(now(), tick=False),
    ):
        township = Township(World(database), told=())
        with database.writing() as db:
            township.headers["wall"] = {"Authorization": f"Bearer {township.machine(db, HUAISHU, *Scope)}"}
        yield township


def _screens(township: Township) -> list[Any]:
    """What officers, machines and the village's own wall are shown, as numbers and in the feed."""
    return [
        township.ask(row, "GET", path).json() | {"head": 0, "next_after": 0}
        for row in ("zhou", "he", "key", "wall")
        for path in ("/summary", f"/summary?place_code={HUAISHU}", "/changes?limit=500")
    ]


@pytest.mark.parametrize("service", FEWEST)
def test_one_more_changes_nothing_on_any_screen_until_there_are_enough(quiet: Township, service: str) -> None:
    def one_more() -> list[Any]:
        with quiet.database.writing() as db:
            send(quiet.world, db, "mancang", service)
        return _screens(quiet)

    few = one_more()
    assert all(f'"<{FEWEST[service]}"' in json.dumps(screen) for screen in few if "villages" in screen)
    for _ in range(FEWEST[service] - 2):
        assert one_more() == few
    enough = one_more()
    assert enough != few
    assert f'"{service}": {FEWEST[service]}' in json.dumps(enough)


def test_a_village_hears_its_own_numbers_and_no_other_does(quiet: Township) -> None:
    with quiet.database.writing() as db:
        send(quiet.world, db, "mancang", "dispute")
        send(quiet.world, db, "guilan", "medical")
    counts = {
        row: quiet.ask(row, "GET", f"/summary?place_code={HUAISHU}").json()["villages"] for row in ("zhao", "zhou")
    }
    assert [(each["counts"]["dispute"], each["counts"]["medical"]) for each in counts["zhao"]] == [(1, 1)]
    assert [(each["counts"]["dispute"], each["counts"]["medical"]) for each in counts["zhou"]] == [("<3", "<5")]


def test_the_feed_has_no_gaps_where_something_hidden_happened(quiet: Township) -> None:
    """Who follows it step by step would count the steps of quarrels and illnesses, and see when they were made."""
    with quiet.database.writing() as db:
        for who, service in (("mancang", "dispute"), ("guilan", "errand"), ("guilan", "medical"), ("yulan", "errand")):
            send(quiet.world, db, who, service)
    for row in ("zhou", "he", "key", "wall"):
        after = quiet.ask(row, "GET", "/changes?limit=500").json()["items"][0]["seq"] - 1
        told = []
        while (page := quiet.ask(row, "GET", f"/changes?limit=1&after={after}").json())["items"]:
            told += [item["data"]["service"] for item in page["items"] if item["subject_type"] == "ticket"]
            after = page["next_after"]
        assert after == page["head"], f"{row} is shown a step without saying what it was"
        assert told == ["errand", "errand"]
