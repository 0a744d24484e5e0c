"""A clock for everything that waits."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

START = datetime.fromisoformat("2026-11-23T08:00:00+08:00")


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """A clock that stands still until it is moved."""
    with time_machine.travel(START, tick=False) as clock:
        yield clock
