"""The demo township as tests see it: people by name, each with a signed-in client."""

from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI
from httpx2 import Client
from sqlmodel import Session

from app.core.clock import now
from app.core.db import Database
from app.core.keys import derived_key
from app.demo.service import demo_id
from app.main import create_app
from app.people import rules
from app.people.actor import Actor, actor_of_person
from app.people.models import Means, Person
from app.people.sessions.service import open_session
from tests.support.inprocess import ask

HUAISHU = "610430107203"
YINAN = "610430107201"
GUANZHUANG = "610430101200"
SHIQIAO = "610430107000"
STAFF = {"li", "zhang", "zhao", "liu", "sun", "pan", "pan2", "guan", "guan2", "zhou", "tang", "he", "admin"}


class World:
    """The app on one database with the demo township in it."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.app: FastAPI = create_app(database, watch=False)

    def id(self, key: str) -> UUID:
        """The id of somebody of the demo township, e.g. `li` for 李秀英."""
        return demo_id(key)

    def actor(self, db: Session, key: str) -> Actor:
        """Somebody with all rights, without HTTP."""
        return actor_of_person(db, demo_id(key))

    def stranger(self) -> Client:
        """A client that is not signed in."""
        return ask(self.app, headers={"Sec-Fetch-Site": "same-origin"})

    def client(self, key: str) -> Client:
        """A client signed in as somebody: staff as if by password, villagers as if by code."""
        means = Means.PASSWORD if key in STAFF else Means.CODE
        with self.database.writing() as db:
            opened = open_session(db, db.get_one(Person, demo_id(key)), means, shared_phone=False)
        client = self.stranger()
        access = rules.Access(opened.session.id, opened.session.person_id)
        client.cookies.set("session", rules.seal_access(derived_key("access-token"), access, now(), uuid4().hex))
        return client


def errand(**more: Any) -> dict[str, Any]:
    """A villager's own errand: MZ-04 高龄老人补贴."""
    return {
        "id": str(uuid4()),
        "service": "errand",
        "village_code": HUAISHU,
        "channel": "pwa_self",
        "item_code": "MZ-04",
        "details": {},
    } | more
