"""The day on which temporary rosters are planned here."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.duty.conftest import at


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Tuesday the 10th, ten in the morning: 李秀英 is on duty until noon, 周平 in the afternoon, until Saturday."""
    with time_machine.travel(at("10 10:00"), tick=False) as clock:
        yield clock
