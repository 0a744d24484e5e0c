"""Who sees whom, and how much of a phone number."""

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session

from app.core.clock import today
from app.people import queries
from app.people.actor import SYSTEM, Actor, actor_of_person
from app.people.delegations.schemas import DelegationIn
from app.people.delegations.service import confirm_delegation
from app.people.models import Person
from tests.people.conftest import County


def _mandate(county: County, **changes: object) -> DelegationIn:
    body: dict[str, object] = {"id": UUID(int=20), "agent_id": county.daughter.id, "relation": "child"}
    body |= {"services": ["errand"], "until_on": today() + timedelta(days=365), "basis": "principal_in_person"}
    return DelegationIn.model_validate(body | changes)


def _confirm(db: Session, county: County, by: Person, asked: DelegationIn) -> object:
    return confirm_delegation(db, actor_of_person(db, by.id), county.wang.id, asked)


def _names(db: Session, actor: Actor, village_code: str | None = None, q: str | None = None) -> list[str]:
    return sorted(row.name for row in queries.people(db, actor, village_code, q))


def test_staff_see_their_village_and_everybody_else_oneself_and_ones_own(county: County) -> None:
    with county.database.writing() as db:
        _confirm(db, county, county.li, _mandate(county))
        assert _names(db, actor_of_person(db, county.li.id)) == sorted(["王老汉", "王大娘", "李秀英", "赵书记"])
        assert _names(db, actor_of_person(db, county.qian.id)) == ["钱值班"]
        assert _names(db, actor_of_person(db, county.daughter.id)) == sorted(["王小红", "王老汉"])
        assert _names(db, actor_of_person(db, county.wife.id)) == ["王大娘"]
        assert _names(db, actor_of_person(db, county.admin.id)) == sorted(
            ["李秀英", "赵书记", "钱值班", "孙镇长", "周管理"]
        )


def test_people_are_found_by_a_part_of_the_name_or_four_digits(county: County) -> None:
    with county.database.reading() as db:
        li = actor_of_person(db, county.li.id)
        assert _names(db, li, q="老") == ["王老汉"]
        assert _names(db, li, q="0011") == sorted(["王老汉", "王大娘"])
        assert _names(db, li, q="011") == []
        assert _names(db, li, q="%") == []
        assert _names(db, li, county.neighbour.official_code) == []


def test_phones_are_masked_for_everybody_but_their_owner(county: County) -> None:
    with county.database.writing() as db:
        _confirm(db, county, county.li, _mandate(county))
        li, daughter = actor_of_person(db, county.li.id), actor_of_person(db, county.daughter.id)
        assert {row.phone_masked for row in queries.people(db, li, None, "王")} == {"000****0011"}
        assert queries.person_for(db, li, county.wang.id).phone == "000****0011"
        assert queries.person_for(db, daughter, county.wang.id).phone == "000****0011"
        assert queries.person_for(db, daughter, county.daughter.id).phone == "00000000012"
        assert queries.person_for(db, SYSTEM, county.wang.id).phone == "000****0011"
