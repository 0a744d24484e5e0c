"""A wall screen with its own key."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from httpx2 import Client

from app.core.clock import today
from app.people.actor import SYSTEM
from app.people.models import Scope
from app.people.staff.schemas import ApiKeyIn
from app.people.staff.service import create_api_key
from tests.support.world import SHIQIAO, World

Screen = Callable[..., Client]


@pytest.fixture
def screen(world: World) -> Screen:
    """A client of a machine: `screen(Scope.SUMMARY, …, place=…)`."""

    def hang(*scopes: Scope, place: str = SHIQIAO) -> Client:
        ends = today() + timedelta(days=30)
        asked = ApiKeyIn(name="大屏", place_code=place, scopes=list(scopes), expires_on=ends)
        with world.database.writing() as db:
            _, key = create_api_key(db, SYSTEM, asked)
        client = world.stranger()
        client.headers["Authorization"] = f"Bearer {key}"
        return client

    return hang
