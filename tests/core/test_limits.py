"""How often one address may try, and which address that is."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from fastapi import Request

from app.core.limits import Tries, address_of

START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


def test_the_hour_slides(  # A window that begins anew at the full hour would let twice as many through around it.
) -> None:
    tries = Tries(3)
    with time_machine.travel(START, tick=False) as clock:
        for minutes in (0, 20, 20):
            clock.shift(timedelta(minutes=minutes))
            assert tries.take("a") is None
        assert tries.take("a") == timedelta(minutes=20)
        assert tries.take("b") is None
        clock.shift(timedelta(minutes=20))
        assert tries.take("a") is None
        assert tries.take("a") == timedelta(minutes=20)
        tries.give_back("a")
        assert tries.take("a") is None


def test_tries_made_at_once_count_each_other() -> None:
    tries, allowed = Tries(5), []
    threads = [threading.Thread(target=lambda: allowed.append(tries.take("a"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert allowed.count(None) == 5


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("198.51.100.7", "198.51.100.7"),
        ("::ffff:198.51.100.7", "198.51.100.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_network_that_one_household_has_is_one_address(host: str, address: str) -> None:
    assert address_of(Request({"type": "http", "client": (host, 1)})) == address
    assert address_of(Request({"type": "http"})) == ""
