"""A person to tell something, noon in the village, and a gateway."""

from collections.abc import Iterator
from datetime import datetime

import pytest
import time_machine

from app.core.clock import LOCAL
from app.core.db import Database
from app.core.settings import settings
from app.people.models import Person
from tests.notices.peer import Peer, gateway
from tests.support.web import add_person

NOON = datetime(2026, 2, 14, 12, 0, tzinfo=LOCAL)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Noon of a working Saturday; time goes on from there."""
    with time_machine.travel(NOON) as clock:
        yield clock


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Peer]:
    """A gateway, configured."""
    with gateway() as peer:
        monkeypatch.setattr(settings(), "sms_gateway_url", peer.url)
        monkeypatch.setattr(settings(), "sms_gateway_token", "only-for-tests")
        yield peer


@pytest.fixture
def person(database: Database) -> Person:
    with database.writing() as db:
        return add_person(db, "王小妹", phone="19900000001")
