"""A real server on loopback for some routers, and people who are signed in to it."""

import atexit
import socket
import ssl
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import cache

import httpx
import uvicorn
from fastapi import APIRouter, FastAPI
from sqlmodel import Session
from starlette.types import Receive, Scope, Send

from app.core.clock import now
from app.core.db import Database
from app.core.keys import derived_key
from app.core.problems import install_problems
from app.people import rules
from app.people.models import DeviceSession, Means, Person, Role, RoleGrant
from app.people.service import keep_numbers
from app.places.models import Level, Place

_shown: list[FastAPI] = []
_under_way: set[object] = set()


async def _whoever_is_shown(scope: Scope, receive: Receive, send: Send) -> None:
    request = object()
    _under_way.add(request)
    try:
        await _shown[-1](scope, receive, send)
    finally:
        _under_way.remove(request)


@cache
def _server() -> str:
    """The address of the one server of a run: to start and stop one for each test took longer than most of them."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(_whoever_is_shown, log_level="warning", lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)

    def end() -> None:
        server.should_exit = True
        thread.join()
        listener.close()

    atexit.register(end)
    return f"http://127.0.0.1:{listener.getsockname()[1]}"


@contextmanager
def serving(database: Database, *routers: APIRouter) -> Iterator[str]:
    """The address of a server with these routers on this database; one at a time."""
    app = FastAPI()
    install_problems(app)
    app.state.database = database
    for router in routers:
        app.include_router(router)
    _shown.append(app)
    yield _server()
    while _under_way:  # What a broken line has left behind still holds a connection or a file.
        time.sleep(0.005)
    _shown.remove(app)


def add_place(db: Session, level: Level, name: str, code: str, parent: Place | None = None) -> Place:
    """A place of the tree."""
    place = Place(
        parent_id=parent.id if parent else None,
        level=level,
        name=name,
        path=code,
        official_code=code,
        kind="village",
        initials=code[-3:],
        valid_from=date(2023, 6, 30),
    )
    db.add(place)
    db.flush()
    place.path = f"{parent.path if parent else '/'}{place.id}/"
    db.flush()
    return place


def add_person(db: Session, name: str, village: Place | None = None, *roles: Role, phone: str | None = None) -> Person:
    """A person, of a village where there is one, who holds roles there."""
    person = Person(id=uuid.uuid4(), name=name, created_at=now())
    keep_numbers(person, phone)
    if village:
        person.village_id, person.village_path = village.id, village.path
        person.village_code, person.village_name = village.official_code, village.name
    db.add(person)
    db.flush()
    for role in roles:
        assert village is not None
        give_role(db, person, role, village)
    return person


def give_role(db: Session, person: Person, role: Role, place: Place) -> None:
    """A role at a place."""
    grant = RoleGrant(
        person_id=person.id,
        role=role,
        place_id=place.id,
        place_path=place.path,
        place_code=place.official_code,
        place_name=place.name,
        place_level=place.level,
        since=now(),
    )
    db.add(grant)
    db.flush()


def sign_in(db: Session, person: Person) -> dict[str, str]:
    """The cookie of a session opened by a password."""
    session = DeviceSession(
        id=uuid.uuid4(),
        person_id=person.id,
        means=Means.PASSWORD,
        created_at=now(),
        last_seen_at=now(),
        idle_seconds=3600,
        ends_at=now() + timedelta(days=1),
    )
    db.add(session)
    db.flush()
    access = rules.Access(session.id, person.id)
    return {"session": rules.seal_access(derived_key("access-token"), access, now(), "test")}


# Nothing here is encrypted; to read the machine's certificates for each client took longer than its requests.
_NO_TLS = ssl.create_default_context()


def client(address: str, cookies: dict[str, str] | None = None) -> httpx.Client:
    """Somebody's phone: a signed-in one with cookies, a stranger's without."""
    headers = {"Origin": address} if cookies else {}
    return httpx.Client(base_url=f"{address}/api/v1", cookies=cookies, headers=headers, trust_env=False, verify=_NO_TLS)
