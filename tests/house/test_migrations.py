"""The schema's steps: up, down and up again, no drift from the code, one known head."""

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlmodel import SQLModel

from app.core.db import Database
from app.core.schema import config, migrate, newest, present
from tests.support.world import World, errand


def test_the_schema_goes_up_and_down_and_up_again(database: Database) -> None:
    assert present(database) == newest()
    command.downgrade(config(database), "base")
    assert set(inspect(database.engine).get_table_names()) == {"alembic_version"}
    migrate(database)
    assert present(database) == newest()


def test_the_tables_are_those_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_head_file_names_the_last_step(database: Database) -> None:
    assert ScriptDirectory.from_config(config(database)).get_heads() == [newest()]


def test_a_village_that_counted_by_the_day_goes_on_behind_its_highest_number(world: World) -> None:
    li = world.client("guilan")
    for _ in range(2):
        assert li.post("/api/v1/tickets", json=errand()).status_code == 201
    database = world.database
    command.downgrade(config(database), "0007")
    with database.reading() as db:
        [(prefix, last)] = db.execute(text("SELECT prefix, last FROM ticket_number")).all()
    assert (prefix[:6], prefix.count("-"), last) == ("DHS-E-", 2, 2)
    migrate(database)
    with database.reading() as db:
        assert db.execute(text("SELECT prefix, last FROM ticket_number")).all() == [("DHS", 2)]


def test_a_table_that_others_point_to_is_rebuilt_with_all_its_rows(world: World) -> None:
    assert world.client("guilan").post("/api/v1/tickets", json=errand()).status_code == 201
    database, items = world.database, "SELECT id, code, version FROM service_item ORDER BY id"
    with database.reading() as db:
        before = db.execute(text(items)).all()
    command.downgrade(config(database), "0002")
    migrate(database)
    with database.reading() as db:
        assert db.execute(text(items)).all() == before
        [(code,)] = db.execute(text("SELECT code FROM service_item JOIN ticket ON item_id = service_item.id")).all()
    assert code == "MZ-04"
