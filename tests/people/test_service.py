"""Registering and granting, on both databases."""

from uuid import UUID, uuid4

import pytest
from pydantic import ValidationError
from sqlmodel import func, select

from app.core.problems import Refusal
from app.people import service
from app.people.actor import SYSTEM, Role, actor_of_person
from app.people.models import Person, RoleGrant
from app.people.schemas import PersonIn
from tests.people.conftest import County
from tests.people.threads import at_once


def _new(county: County, **changes: object) -> PersonIn:
    body: dict[str, object] = {"id": UUID(int=7), "name": "张三", "phone": "13800000000"}
    return PersonIn.model_validate(body | {"village_code": county.village.official_code} | changes)


def _code(act: object, *given: object) -> tuple[int, str]:
    with pytest.raises(Refusal) as refused:
        act(*given)  # type: ignore[operator]
    return refused.value.status, refused.value.code


# --- Registering ----------------------------------------------------------------------------------------------------


def test_staff_register_a_villager_of_their_village_once(county: County) -> None:
    li = county.actor(county.li)
    for is_first in (True, False):
        with county.database.writing() as db:
            person, is_new = service.register_person(db, li, _new(county, group="三组", birth_year=1941))
            assert is_new is is_first
    assert (person.village_path, person.village_name) == (county.village.path, "大槐树村")
    assert (person.group_name, person.created_by, person.birth_year) == ("三组", county.li.id, 1941)
    with county.database.reading() as db:
        assert db.exec(select(func.count()).where(Person.name == "张三")).one() == 1


def test_the_same_id_with_another_body_is_refused(county: County) -> None:
    with county.database.writing() as db:
        li = actor_of_person(db, county.li.id)
        service.register_person(db, li, _new(county))
        for changes in ({"name": "张四"}, {"phone": "13800000001"}, {"group": "一组"}):
            assert _code(service.register_person, db, li, _new(county, **changes)) == (409, "id_taken")


def test_parallel_registrations_of_one_id_make_one_person(county: County) -> None:
    li = county.actor(county.li)

    def register() -> bool:
        with county.database.writing() as db:
            return service.register_person(db, li, _new(county))[1]

    assert sorted(map(bool, at_once(8, register))) == [False] * 7 + [True]


def test_only_staff_of_the_village_and_administrators_above_it_register(county: County) -> None:
    with county.database.writing() as db:
        for person in (county.qian, county.wang, county.officer):
            actor = actor_of_person(db, person.id)
            assert _code(service.register_person, db, actor, _new(county)) == (403, "not_your_village")
        assert service.register_person(db, SYSTEM, _new(county), is_demo=True)[0].is_demo
        unknown = _new(county, id=UUID(int=8), village_code="999999999999")
        assert _code(service.register_person, db, SYSTEM, unknown) == (404, "not_found")
        town = _new(county, id=UUID(int=8), village_code=county.town.official_code)
        assert _code(service.register_person, db, SYSTEM, town) == (404, "not_found")


@pytest.mark.parametrize(
    "changes",
    [
        {"phone": None},
        {"no_phone": True},
        {"phone": None, "no_phone": True},
        {"phone": None, "no_phone": True, "contact_name": "王小红"},
        {"phone": "12345"},
        {"phone": "1380000000x"},
        {"name": "张"},
        {"name": "张" * 21},
        {"role": "administrator"},
        {"is_demo": True},
    ],
)
def test_a_registration_that_does_not_fit_is_refused(changes: dict[str, object]) -> None:
    body: dict[str, object] = {"id": uuid4(), "name": "张三", "phone": "13800000000", "village_code": "610430107203"}
    PersonIn.model_validate(body)
    with pytest.raises(ValidationError):
        PersonIn.model_validate(body | changes)


def test_who_has_no_phone_is_reached_through_somebody(county: County) -> None:
    asked = _new(county, phone=None, no_phone=True, contact_name="王小红", contact_phone="091612345678")
    with county.database.writing() as db:
        person, _ = service.register_person(db, SYSTEM, asked)
    assert (person.phone, person.contact_phone) == (None, "091612345678")


def test_an_officer_is_registered_without_a_village(county: County) -> None:
    with county.database.writing() as db:
        admin = actor_of_person(db, county.admin.id)
        officer = service.register_officer(db, admin, UUID(int=9), "吴干事")
        assert actor_of_person(db, officer.id).grants == ()
        assert _code(service.register_officer, db, county.actor(county.li), UUID(int=10), "吴干事")[0] == 403


# --- Roles ----------------------------------------------------------------------------------------------------------


def test_an_administrator_grants_below_his_place_once(county: County) -> None:
    with county.database.writing() as db:
        admin, code = actor_of_person(db, county.admin.id), county.village.official_code
        grant = service.grant_role(db, admin, county.wang.id, Role.MEDIATOR, code)
        assert service.grant_role(db, admin, county.wang.id, Role.MEDIATOR, code).id == grant.id
        assert actor_of_person(db, county.wang.id).holds(Role.MEDIATOR, county.village.path)
        service.take_role(db, admin, grant.id)
        service.take_role(db, admin, grant.id)
        assert not actor_of_person(db, county.wang.id).holds(Role.MEDIATOR, county.village.path)
        assert service.grant_role(db, admin, county.wang.id, Role.MEDIATOR, code).id != grant.id
    assert (grant.granted_by, grant.taken_by) == (county.admin.id, county.admin.id)


def test_nobody_else_grants_or_takes_roles(county: County) -> None:
    with county.database.writing() as db:
        grant = db.exec(select(RoleGrant).where(RoleGrant.person_id == county.li.id)).one()
        service.grant_role(db, SYSTEM, county.officer.id, Role.ADMINISTRATOR, county.other_town.official_code)
        for person in (county.li, county.zhao, county.officer, county.wang):
            actor, code = actor_of_person(db, person.id), county.village.official_code
            assert _code(service.grant_role, db, actor, county.wang.id, Role.MEDIATOR, code) == (403, "not_your_role")
            assert _code(service.take_role, db, actor, grant.id) == (403, "not_your_role")


def test_a_grant_needs_a_person_a_place_and_a_role_that_is_granted(county: County) -> None:
    with county.database.writing() as db:
        code = county.village.official_code
        assert _code(service.grant_role, db, SYSTEM, uuid4(), Role.MEDIATOR, code)[0] == 404
        assert _code(service.grant_role, db, SYSTEM, county.wang.id, Role.MEDIATOR, "000000000000")[0] == 404
        assert _code(service.grant_role, db, SYSTEM, county.wang.id, Role.VILLAGER, code) == (422, "not_a_grant")
        assert _code(service.take_role, db, SYSTEM, 0)[0] == 404
