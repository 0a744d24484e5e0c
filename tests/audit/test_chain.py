"""The chain of the audit: what is written cannot be changed, and what is changed in spite of that is found."""

from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.audit.queries import Proof, head, proof
from app.audit.rules import Anchor, mac_of, read_anchor
from app.audit.service import record
from app.changes.service import record as record_change
from app.core.db import Database
from app.people.actor import SYSTEM, Actor, ActorKind
from tests.people.threads import at_once

LI = Actor(ActorKind.PERSON, UUID(int=1), "李秀英")


def _write(database: Database, entries: int) -> None:
    for number in range(entries):
        with database.writing() as db:
            record(db, LI, "tried", "thing", number, place_path="/1/", reason="试试", data={"n": number, "of": ["a"]})


def _proof(database: Database, anchor: Anchor | None = None) -> Proof:
    with database.reading() as db:
        return proof(db, anchor)


def _tamper(database: Database, *statements: str) -> None:
    """Change the table as somebody would who has the database and not the key."""
    unguard = ["DROP TRIGGER audit_entry_no_update", "DROP TRIGGER audit_entry_no_delete"]
    with database.writing() as db:
        for statement in unguard if database.is_sqlite else ["DROP TRIGGER audit_entry_append_only ON audit_entry"]:
            db.execute(text(statement))
        for statement in statements:
            db.execute(text(statement))


def test_an_empty_chain_is_whole(database: Database) -> None:
    assert _proof(database) == Proof(0, Anchor(0, ""))


def test_entries_are_numbered_without_a_gap_and_hold(database: Database) -> None:
    _write(database, 3)
    with database.writing() as db:
        record(db, SYSTEM, "first", "thing", 1)
        record(db, SYSTEM, "second", "thing", 2)
    found = _proof(database)
    assert (found.entries, found.broken) == (5, None)
    with database.reading() as db:
        assert found.head == head(db)
        assert db.exec(select(AuditEntry.what).order_by(col(AuditEntry.seq))).all()[-2:] == ["first", "second"]


def test_an_act_that_is_undone_leaves_no_entry_and_no_gap(database: Database) -> None:
    _write(database, 1)
    with pytest.raises(RuntimeError), database.writing() as db:
        record(db, LI, "undone", "thing", 1)
        raise RuntimeError
    _write(database, 1)
    assert (_proof(database).entries, _proof(database).broken) == (2, None)


def test_parallel_acts_make_one_chain_and_wait_for_nobody_crosswise(database: Database) -> None:
    numbers = iter(range(40))

    def act() -> None:
        for _ in range(5):
            with database.writing() as db:
                number = next(numbers)

                def change(db: Session = db, number: int = number) -> None:
                    record_change(db, "tried", subject_type="thing", subject_id=str(number), place_path="/1/")

                if number % 2:
                    change()
                record(db, LI, "tried", "thing", number)
                if not number % 2:
                    change()

    assert at_once(8, act) == [None] * 8
    assert (_proof(database).entries, _proof(database).broken) == (40, None)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit_entry SET reason = 'x'", "UPDATE audit_entry SET seq = seq + 10", "DELETE FROM audit_entry"],
)
def test_the_database_refuses_to_change_or_delete_an_entry(database: Database, statement: str) -> None:
    _write(database, 2)
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as db:
        db.execute(text(statement))
    assert _proof(database).entries == 2


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_postgresql_refuses_to_empty_the_table(database: Database) -> None:
    _write(database, 2)
    with pytest.raises(DBAPIError, match="append-only"), database.writing() as db:
        db.execute(text("TRUNCATE audit_entry"))


_COPY = "INSERT INTO audit_entry SELECT {seq}, at, what, by_id, by_name, place_path, subject_type, {subject}, reason,"
_COPY += " result, data, mac FROM audit_entry WHERE seq = {of}"


@pytest.mark.parametrize(
    ("statements", "broken"),
    [
        (["UPDATE audit_entry SET reason = 'x' WHERE seq = 3"], 3),
        (["UPDATE audit_entry SET reason = NULL WHERE seq = 3"], 3),
        (["UPDATE audit_entry SET by_name = '王老汉' WHERE seq = 1"], 1),
        (["UPDATE audit_entry SET at = '2020-01-01 00:00:00' WHERE seq = 6"], 6),
        (["""UPDATE audit_entry SET data = '{"n": 9, "of": ["a"]}' WHERE seq = 4"""], 4),
        (["DELETE FROM audit_entry WHERE seq = 3"], 3),
        (["DELETE FROM audit_entry WHERE seq = 1"], 1),
        (["DELETE FROM audit_entry WHERE seq = 3", "UPDATE audit_entry SET seq = seq - 1 WHERE seq > 3"], 3),
        (
            [
                "UPDATE audit_entry SET seq = 99 WHERE seq = 2",
                "UPDATE audit_entry SET seq = 2 WHERE seq = 3",
                "UPDATE audit_entry SET seq = 3 WHERE seq = 99",
            ],
            2,
        ),
        ([_COPY.format(seq=7, subject="'9'", of=6)], 7),
        ([_COPY.format(seq=7, subject="subject_id", of=6), "UPDATE audit_head SET seq = 7"], 7),
        (["DELETE FROM audit_entry WHERE seq > 4"], 5),
        (["DELETE FROM audit_entry"], 1),
        (["UPDATE audit_head SET mac = 'x'"], 7),
    ],
)
def test_what_was_tampered_with_is_found(database: Database, statements: list[str], broken: int) -> None:
    _write(database, 6)
    _tamper(database, *statements)
    found = _proof(database)
    assert found.broken == broken
    assert found.why


def test_a_tail_that_was_cut_with_its_head_shows_against_an_anchor_only(database: Database) -> None:
    _write(database, 6)
    anchor = _proof(database).head
    _write(database, 1)
    assert _proof(database, anchor).broken is None, "an anchor of the past still holds"
    cut = "UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit_entry WHERE seq = 4)"
    _tamper(database, "DELETE FROM audit_entry WHERE seq > 4", cut)
    assert _proof(database).broken is None, "without an anchor the shorter chain is whole"
    assert _proof(database, anchor).broken == 5


def test_a_chain_that_was_cut_and_goes_on_shows_against_an_anchor(database: Database) -> None:
    _write(database, 6)
    anchor = _proof(database).head
    cut = "UPDATE audit_head SET seq = 4, mac = (SELECT mac FROM audit_entry WHERE seq = 4)"
    _tamper(database, "DELETE FROM audit_entry WHERE seq > 4", cut)
    with database.writing() as db:
        for number in range(4):
            record(db, LI, "another", "thing", number)
    assert _proof(database).broken is None
    assert _proof(database, anchor).broken == 6


def test_an_anchor_is_read_as_it_was_printed() -> None:
    anchor = Anchor(42, mac_of(b"k" * 32, {"seq": 42}, ""))
    assert read_anchor(f" {anchor}\n") == anchor
    for text_ in ("", "42", "42:", f"x:{anchor.mac}", f"{anchor}0"):
        assert read_anchor(text_) is None


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_a_proof_reads_many_entries_in_parts(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.audit.queries._AT_ONCE", 3)
    _write(database, 8)
    assert (_proof(database).entries, _proof(database).broken) == (8, None)


def test_another_key_makes_another_proof() -> None:
    make: Callable[[bytes], str] = lambda key: mac_of(key, {"seq": 1}, "")  # noqa: E731
    assert make(b"a" * 32) != make(b"b" * 32)
