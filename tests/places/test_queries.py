"""Finding places: what lies below a path, whose village this is."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from app.core.db import Database
from app.core.kept import Kept
from app.places import queries, service
from app.places.models import Level, Place
from app.places.queries import below
from tests.support.web import add_place

SHIQIAO, DAHUAISHU = "610430107000", "610430107203"


def test_below_is_the_place_itself_and_all_in_it_and_nothing_beside_it(db: Session) -> None:
    since = date(2023, 6, 30)
    for n, path in enumerate(["/1/", "/1/7/", "/1/8/", "/1/8/1/", "/1/8/9/3/", "/1/80/", "/1/81/1/", "/1/9/"]):
        row = Place(level="village", name="", kind="", initials="", valid_from=since, path=path, official_code=str(n))
        db.add(row)
    db.flush()
    found = db.exec(select(Place.path).where(below(col(Place.path), "/1/8/")).order_by(col(Place.path)))
    assert found.all() == ["/1/8/", "/1/8/1/", "/1/8/9/3/"]


def test_below_is_a_range_of_an_index(database: Database) -> None:
    with database.writing() as db:
        service.load_divisions(db)
    with database.reading() as db:
        statement = select(Place.id).where(below(col(Place.path), "/1/8/"))
        sql = str(statement.compile(database.engine, compile_kwargs={"literal_binds": True}))
        if not database.is_sqlite:
            db.execute(text("SET LOCAL enable_seqscan = off"))
        how = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        plan = " ".join(str(cell) for row in db.execute(text(f"{how} {sql}".replace(":", r"\:"))) for cell in row)
    assert ("(path>? AND path<?)" if database.is_sqlite else "uq_place_path") in plan
    assert ("SEARCH" if database.is_sqlite else "Index Cond") in plan


def test_a_township_has_its_own_villages(db: Session) -> None:
    service.load_divisions(db)
    town = queries.place_by_code(db, SHIQIAO)
    villages = queries.villages_below(db, town.path)
    assert len(villages) == 15
    assert {village.parent_id for village in villages} == {town.id}
    assert len(queries.villages_below(db, queries.place_by_code(db, "610430000000").path)) == 132


def test_every_place_knows_its_village_and_township(db: Session) -> None:
    service.load_divisions(db)
    village = queries.place_by_code(db, DAHUAISHU)
    group = add_place(db, Level.GROUP, "二组", "610430107203002", village)
    town = queries.township_of(db, group.id)
    assert town
    assert town.official_code == SHIQIAO
    assert queries.village_of(db, group.id) == queries.village_of(db, village.id) == village
    assert queries.village_of(db, town.id) is None
    assert queries.name_of(db, village.id) == "大槐树村"
    assert queries.places_by_id(db, [village.id, town.id, town.id]) == {village.id: village, town.id: town}


def test_the_tree_names_parents_before_children(db: Session) -> None:
    service.load_divisions(db)
    seen: set[int | None] = {None}
    for place in queries.places_tree(db, date(2026, 11, 23)):
        assert place.parent_id in seen
        seen.add(place.id)
    assert len(seen) == 142


def test_the_calendar_is_read_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with database.writing() as db:
        service.load_calendar(db)
    with database.reading() as db:
        first = queries.calendar(db)
    with database.reading() as db:
        assert queries.calendar(db) is first
        assert not db.in_transaction()
    monkeypatch.setattr(Kept, "_SECONDS", -1.0)
    with database.reading() as db:
        assert queries.calendar(db) is not first
