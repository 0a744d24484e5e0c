"""The change feed: gap-free, in order, and nothing of what was undone."""

import threading

import pytest
from sqlalchemy import true

from app.changes import queries, service
from app.core.db import Database


def _record(database: Database, name: str) -> None:
    with database.writing() as db:
        service.record(db, "thing_happened", subject_type="thing", subject_id=name, place_path="/1/")


def test_numbers_have_no_gaps_although_many_write_at_once(database: Database) -> None:
    _record(database, "first")

    def write(who: int) -> None:
        for n in range(10):
            _record(database, f"{who}-{n}")

    threads = [threading.Thread(target=write, args=(who,)) for who in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        seqs = [change.seq for change in queries.changes_after(db, 0, 1000, true())]
        assert seqs == list(range(1, 52))
        assert queries.head(db) == 51


def test_an_act_that_failed_leaves_no_change_and_no_gap(database: Database) -> None:
    _record(database, "kept")
    with pytest.raises(RuntimeError), database.writing() as db:
        service.record(db, "thing_happened", subject_type="thing", subject_id="undone", place_path="/1/")
        raise RuntimeError
    _record(database, "next")
    with database.reading() as db:
        assert [change.subject_id for change in queries.changes_after(db, 0, 10, true())] == ["kept", "next"]
        assert queries.head(db) == 2
