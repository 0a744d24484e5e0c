"""Turning to a new key while the service runs: everything opens all the time, and nothing old is left in the end."""

import threading
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from app.core.db import Database
from app.core.keys import add_sealing_key
from app.core.resealing import reseal, rows_by_key
from app.core.settings import settings
from app.people.actor import SYSTEM
from app.people.models import Person
from app.people.schemas import PersonIn
from app.people.service import register_person
from app.tickets.models import Ticket, TicketEvent
from tests.support.world import HUAISHU, World


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new key is written beside this test's database, and into no other folder."""
    monkeypatch.setattr(settings(), "data_dir", tmp_path)
    monkeypatch.setattr("app.core.resealing._AT_ONCE", 7)


def _register(database: Database, number: int) -> None:
    asked = PersonIn(id=UUID(int=number), name="新来的", phone=f"0007{number:07}", village_code=HUAISHU)
    with database.writing() as db:
        register_person(db, SYSTEM, asked)


def _numbers(database: Database) -> list[object]:
    """Everything sealed, opened; fails if one seal does not open."""
    with database.reading() as db:
        people = [(each.id, each.phone, each.contact_phone, each.id_no) for each in db.exec(select(Person))]
        documents = [*db.exec(select(Ticket.details)), *db.exec(select(TicketEvent.data))]
    return [*sorted(people, key=str), *sorted(documents, key=str)]


def _by_key(database: Database) -> dict[str, int]:
    with database.reading() as db:
        return {kid: rows for kid, rows in rows_by_key(db).items() if rows}


def _quarrel(world: World) -> None:
    sides = [{"name": "马满仓", "role": "respondent", "phone": "00000000115", "agreed": False}]
    quarrel = {"dispute_type": "neighbour", "source": "party", "parties": sides, "claims": "一句话", "dangers": []}
    body: dict[str, object] = {
        "id": str(UUID(int=900)),
        "service": "dispute",
        "village_code": HUAISHU,
        "channel": "walk_in",
    }
    body |= {"identity_checked": "known_in_person", "beneficiary": {"person_id": str(world.id("wang"))}}
    answer = world.client("zhao").post("/api/v1/tickets", json=body | {"description": "地界", "details": quarrel})
    assert answer.status_code == 201, answer.text


def test_everything_is_sealed_anew_and_nothing_is_left_under_the_old_key(world: World) -> None:
    _quarrel(world)
    before, sealed = _numbers(world.database), _by_key(world.database)
    assert set(sealed) == {"1"}
    assert reseal(world.database) == 0
    kid = add_sealing_key()
    assert _numbers(world.database) == before, "what is old opens before anything is sealed anew"
    _register(world.database, 950)
    assert _by_key(world.database) == sealed | {kid: 1}, "what is new is sealed under the new key at once"
    assert reseal(world.database) > 14
    assert _by_key(world.database) == {kid: sealed["1"] + 1}
    assert [each for each in _numbers(world.database) if each not in before] == [
        (UUID(int=950), "00070000950", None, None)
    ]
    assert reseal(world.database) == 0


def test_old_rows_open_and_new_ones_come_while_it_goes_on(world: World) -> None:
    for number in range(100, 140):
        _register(world.database, number)
    before = _numbers(world.database)
    add_sealing_key()
    turning = threading.Thread(target=reseal, args=(world.database,))
    turning.start()
    looks = 0
    while turning.is_alive() or not looks:
        assert [each for each in before if each not in _numbers(world.database)] == []
        _register(world.database, 200 + looks)
        looks += 1
    turning.join()
    reseal(world.database)
    assert set(_by_key(world.database)) == {"2"}


def test_a_row_that_was_tampered_with_stops_it_and_keeps_its_seal(world: World) -> None:
    with world.database.writing() as db:
        wang, fang = (db.get_one(Person, world.id(key)) for key in ("wang", "wangfang"))
        wang.phone_sealed = fang.phone_sealed
    add_sealing_key()
    with pytest.raises(Exception, match=r"person\.phone of row .* does not open"):
        reseal(world.database)
    assert "1" in _by_key(world.database)
