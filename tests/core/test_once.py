"""What a phone sends twice is there once."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, func, select

from app.core.clock import now
from app.core.db import Database
from app.core.once import add_once
from app.core.problems import Refusal
from app.people.models import Person
from tests.people.threads import at_once


def _named(person_id: UUID, name: str, created_by: UUID | None = None) -> Person:
    return Person(id=person_id, name=name, created_at=now(), created_by=created_by)


def _name(person: Person) -> str:
    return person.name


def _count(db: Session) -> int:
    return db.exec(select(func.count()).select_from(Person)).one()


def test_the_first_is_added_and_the_same_again_gives_it_back(db: Session) -> None:
    first = _named(uuid4(), "王老汉")
    assert add_once(db, first, _name) is None
    assert add_once(db, _named(first.id, "王老汉"), _name) is first
    assert _count(db) == 1


def test_the_same_id_with_another_body_is_refused_and_changes_nothing(db: Session) -> None:
    first = _named(uuid4(), "王老汉")
    assert add_once(db, first, _name) is None
    with pytest.raises(Refusal) as refused:
        add_once(db, _named(first.id, "赵大爷"), _name)
    assert (refused.value.status, refused.value.code) == (409, "id_taken")
    db.expire_all()
    assert (first.name, _count(db)) == ("王老汉", 1)


def test_another_broken_rule_of_the_table_is_no_second_sending(db: Session) -> None:
    with pytest.raises(IntegrityError):
        add_once(db, _named(uuid4(), "王老汉", created_by=uuid4()), _name)
    assert _count(db) == 0


def test_the_same_sent_at_the_same_moment_is_there_once_and_all_get_it(database: Database) -> None:
    person_id = uuid4()

    def send() -> bool:
        with database.writing() as db:
            return add_once(db, _named(person_id, "王老汉"), _name) is None

    assert sorted(map(bool, at_once(6, send))) == [False] * 5 + [True]
    with database.reading() as db:
        assert _count(db) == 1
