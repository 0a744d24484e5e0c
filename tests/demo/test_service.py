"""The demo township: loaded once, lived in, and never with numbers that somebody could ring."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.core.db import Database
from app.core.problems import Refusal
from app.demo.service import demo_id, load_demo
from app.people.actor import SYSTEM
from app.people.models import Person
from app.people.service import register_officer
from app.places.models import Place
from app.proxy.custody.models import CustodyEvent, CustodyHolding
from app.tickets.models import Ticket, TicketEvent
from tests.conftest import _copy_of


class Demo(NamedTuple):
    """The demo once loaded; all tests look at the same one, for none of them changes it."""

    database: Database
    file: Path
    sign_ins: list[dict[str, str]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    file = folder / "demo-sign-ins.json"
    with _copy_of("empty", request, folder) as database:
        yield Demo(database, file, load_demo(database, file))


def _counts(db: Session) -> list[int]:
    return [len(db.exec(select(table)).all()) for table in (Person, Ticket, TicketEvent)]


def test_loading_it_twice_changes_nothing(demo: Demo) -> None:
    database, file, first = demo
    with database.reading() as db:
        before = _counts(db)
    assert load_demo(database, file) == first == json.loads(file.read_text(encoding="utf-8"))
    assert file.stat().st_mode & 0o077 == 0
    with database.reading() as db:
        assert _counts(db) == before
        assert all(count > 20 for count in before)
        stories = db.exec(select(Ticket)).all()
        assert len({ticket.service for ticket in stories}) == 5
        assert len({ticket.core_state for ticket in stories}) >= 5


def test_a_county_that_has_begun_takes_no_demo(database: Database, tmp_path: Path) -> None:
    with database.writing() as db:
        register_officer(db, SYSTEM, uuid4(), "县管理员")
    with pytest.raises(Refusal) as refused:
        load_demo(database, tmp_path / "demo-sign-ins.json")
    assert refused.value.code == "county_has_begun"
    with database.reading() as db:
        assert [person.is_demo for person in db.exec(select(Person)).all()] == [False]
        assert db.exec(select(Place)).first() is None


def test_the_demo_holds_no_number_that_can_be_rung(demo: Demo) -> None:
    with demo.database.reading() as db:
        people = db.exec(select(Person)).all()
        assert all(person.is_demo for person in people)
        for person in people:
            for phone in (person.phone, person.contact_phone):
                assert phone is None or re.fullmatch(r"000\d{8}", phone)


def test_every_sign_in_has_what_to_type(demo: Demo) -> None:
    for each in demo.sign_ins:
        assert {"role", "place_code", "name"} <= each.keys()
        assert each.keys() & {"password", "code", "phone", "api_key"}


def test_the_demo_s_originals_are_in_hands_at_windows_and_back_home(demo: Demo) -> None:
    with demo.database.reading() as db:
        acts = {event.kind for event in db.exec(select(CustodyEvent))}
        spots = {holding.spot_kind for holding in db.exec(select(CustodyHolding))}
    assert {"received", "lodged", "picked_up", "returned"} <= acts
    assert spots == {"person", "window"}


def test_the_demo_township_has_written_its_own_windows_before_its_stories_began(demo: Demo) -> None:
    with demo.database.reading() as db:
        items = db.exec(select(ServiceItem)).all()
        written = [item for item in items if item.version == 2]
        begun = db.exec(select(ServiceItem).where(col(ServiceItem.id).in_(select(Ticket.item_id)))).all()
    assert len(written) > 30
    assert max(item.version for item in items) == 2
    assert all(not item.window_zh for item in items if item.version == 1)
    for item in written:
        assert item.window_zh
        assert item.window_en
        assert re.fullmatch(r"000\d{8}", item.window_phone)
        assert item.edited_by == demo_id("zhou")
    assert len({item.window_zh for item in written}) == 5
    assert {item.version for item in begun if item.group == "civil_affairs"} == {2}
