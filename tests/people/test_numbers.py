"""The numbers of people: sealed on the disk, found by their indexes, one person for one ID number."""

from uuid import UUID

import pytest
from sqlalchemy import func, update
from sqlmodel import Session, col, select

from app.core.problems import Refusal
from app.core.sealed import BrokenSealError
from app.people import queries, service
from app.people.actor import SYSTEM
from app.people.models import Person
from app.people.schemas import PersonIn
from tests.people.conftest import County
from tests.people.threads import at_once

ID_NO, OTHER_ID_NO = "610430188001010018", "61043018811230000X"


def _new(county: County, number: int, id_no: str | None = ID_NO, **changes: object) -> PersonIn:
    body: dict[str, object] = {"id": UUID(int=number), "name": f"张{number}", "phone": "00000000077", "id_no": id_no}
    return PersonIn.model_validate(body | {"village_code": county.village.official_code} | changes)


def _refusal(db: Session, county: County, by: Person, asked: PersonIn) -> Refusal:
    with pytest.raises(Refusal) as refused:
        service.register_person(db, county.actor(by), asked)
    return refused.value


def test_numbers_are_stored_sealed_and_read_open(county: County) -> None:
    asked = _new(county, 7, phone=None, no_phone=True, contact_name="张家女儿", contact_phone="091612345678")
    with county.database.writing() as db:
        service.register_person(db, county.actor(county.li), asked)
    with county.database.reading() as db:
        stored = db.get_one(Person, UUID(int=7))
        assert (stored.phone, stored.contact_phone, stored.id_no) == (None, "091612345678", ID_NO)
        row = stored.model_dump_json()
        assert "091612345678" not in row
        assert ID_NO not in row
        assert stored.birth_year == 1880


def test_the_same_body_again_is_the_same_person_and_another_number_is_not(county: County) -> None:
    li = county.actor(county.li)
    with county.database.writing() as db:
        assert service.register_person(db, li, _new(county, 7))[1]
        assert not service.register_person(db, li, _new(county, 7))[1]
        for asked in (_new(county, 7, OTHER_ID_NO), _new(county, 7, None), _new(county, 7, phone="00000000078")):
            assert _refusal(db, county, county.li, asked).code == "id_taken"


def test_one_id_number_is_one_person_of_a_village(county: County) -> None:
    with county.database.writing() as db:
        service.register_person(db, county.actor(county.li), _new(county, 7))
        refusal = _refusal(db, county, county.li, _new(county, 8))
        assert (refusal.status, refusal.code) == (409, "registered_already")
        assert "张7" in refusal.words.zh
        assert refusal.more == {"person_id": str(UUID(int=7))}


def test_nobody_outside_the_village_learns_whose_number_it_is(county: County) -> None:
    with county.database.writing() as db:
        service.register_person(db, county.actor(county.li), _new(county, 7))
        there = _new(county, 8, village_code=county.neighbour.official_code)
        assert service.register_person(db, county.actor(county.qian), there)[1]
        refusal = _refusal(db, county, county.admin, _new(county, 9))
        assert (refusal.code, refusal.more) == ("registered_already", {})
        assert "张7" not in refusal.words.zh + refusal.words.en
        assert _refusal(db, county, county.qian, _new(county, 9)).code == "not_your_village"


def test_parallel_registrations_of_one_id_number_make_one_person(county: County) -> None:
    li = county.actor(county.li)

    def register() -> str:
        with county.database.writing() as db:
            try:
                return str(service.register_person(db, li, _new(county, next(numbers)))[1])
            except Refusal as refusal:
                return refusal.code

    numbers = iter(range(50, 58))
    assert sorted(map(str, at_once(8, register))) == ["True"] + ["registered_already"] * 7
    with county.database.reading() as db:
        assert db.exec(select(func.count()).where(col(Person.id_no_index).is_not(None))).one() == 1


def test_a_number_that_was_moved_or_altered_on_the_disk_does_not_open(county: County) -> None:
    with county.database.writing() as db:
        wife = db.get_one(Person, county.wife.id).phone_sealed
        db.execute(update(Person).where(col(Person.id) == county.wang.id).values(phone_sealed=wife))
    with county.database.reading() as db, pytest.raises(BrokenSealError, match=str(county.wang.id)):
        queries.people(db, county.actor(county.li), None, None)


def test_people_are_found_by_a_whole_phone_however_it_is_typed(county: County) -> None:
    with county.database.reading() as db:
        li = county.actor(county.li)
        for typed in ("00000000011", "+86 000-0000-0011", "０００００００００１１", "000011", "0011"):
            assert {row.name for row in queries.people(db, li, None, typed)} == {"王老汉", "王大娘"}, typed
        for typed in ("10000000011", "00000000019", "0000"):
            assert queries.people(db, li, None, typed) == []


def test_a_list_of_people_opens_one_seal_a_row(county: County) -> None:
    with county.database.writing() as db:
        for number in range(60, 90):
            service.register_person(db, SYSTEM, _new(county, number, None))
    with county.database.reading() as db:
        li, opened = county.actor(county.li), []
        original = Person._opened  # noqa: SLF001 - counted, not changed.

        def counted(person: Person, field: str, sealed: str | None) -> str | None:
            opened.append(field)
            return original(person, field, sealed)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Person, "_opened", counted)
            rows = queries.people(db, li, None, None)
        assert len(rows) == len(opened) == 34
        assert set(opened) == {"phone"}
