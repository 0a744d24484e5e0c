"""The database layer: nothing acknowledged is lost, writers take turns."""

import threading

from sqlalchemy import text

from app.core.db import Database, at_the_end


def test_parallel_read_modify_writes_are_all_kept(database: Database) -> None:
    with database.writing() as db:
        db.execute(text("CREATE TABLE tally (n INTEGER)"))
        db.execute(text("INSERT INTO tally VALUES (0)"))

    def add() -> None:
        for _ in range(20):
            with database.writing() as db:
                n = db.execute(text("SELECT n FROM tally" + ("" if database.is_sqlite else " FOR UPDATE"))).scalar_one()
                db.execute(text("UPDATE tally SET n = :n"), {"n": n + 1})

    threads = [threading.Thread(target=add) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as db:
        assert db.execute(text("SELECT n FROM tally")).scalar_one() == 120


def test_what_was_left_for_the_end_runs_once_and_last(database: Database) -> None:
    ran: list[str] = []

    def finish(_: object) -> None:
        ran.append("end")

    with database.writing() as db:
        at_the_end(db, finish)
        at_the_end(db, finish)
        ran.append("act")
    assert ran == ["act", "end"]
