"""A small county with people in it: two villages of one township, and one of another."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest

from app.core.db import Database
from app.people import routes as people_routes
from app.people.actor import Actor, Role, actor_of_person
from app.people.models import Person
from app.people.reveal import routes as reveal_routes
from app.people.sign_in import routes as sign_in_routes
from app.people.staff import routes as staff_routes
from app.places.models import Level, Place
from tests.support.web import add_person, add_place, give_role, serving


@dataclass(frozen=True)
class County:
    """Everybody by a short name; 王老汉 and his wife share a phone, 李秀英 and 赵书记 are staff of their village."""

    database: Database
    county: Place
    town: Place
    other_town: Place
    village: Place
    neighbour: Place
    far_village: Place
    wang: Person
    wife: Person
    daughter: Person
    li: Person
    zhao: Person
    qian: Person
    officer: Person
    admin: Person

    def actor(self, person: Person) -> Actor:
        """A person with all rights, as of now."""
        with self.database.reading() as db:
            return actor_of_person(db, person.id)


def _places(database: Database) -> dict[str, Place]:
    with database.writing() as db:
        county = add_place(db, Level.COUNTY, "淳化县", "610430000000")
        town = add_place(db, Level.TOWNSHIP, "官庄镇", "610430107000", county)
        other_town = add_place(db, Level.TOWNSHIP, "十里塬镇", "610430103000", county)
        return {
            "county": county,
            "town": town,
            "other_town": other_town,
            "neighbour": add_place(db, Level.VILLAGE, "杏树村", "610430107202", town),
            "village": add_place(db, Level.VILLAGE, "大槐树村", "610430107203", town),
            "far_village": add_place(db, Level.VILLAGE, "远村", "610430103201", other_town),
        }


@pytest.fixture
def county(database: Database) -> County:
    """The county, committed."""
    places = _places(database)
    with database.writing() as db:
        officer, admin = add_person(db, "孙镇长"), add_person(db, "周管理")
        give_role(db, officer, Role.TOWN_OFFICER, places["town"])
        give_role(db, admin, Role.ADMINISTRATOR, places["county"])
        return County(
            database=database,
            **places,
            wang=add_person(db, "王老汉", places["village"], phone="00000000011"),
            wife=add_person(db, "王大娘", places["village"], phone="00000000011"),
            daughter=add_person(db, "王小红", places["far_village"], phone="00000000012"),
            li=add_person(db, "李秀英", places["village"], Role.DUTY_CADRE, phone="00000000021"),
            zhao=add_person(db, "赵书记", places["village"], Role.VILLAGE_SECRETARY, phone="00000000022"),
            qian=add_person(db, "钱值班", places["neighbour"], Role.DUTY_CADRE, phone="00000000031"),
            officer=officer,
            admin=admin,
        )


@pytest.fixture
def address(county: County) -> Iterator[str]:
    """A real server with the routes of people and of signing in."""
    with serving(
        county.database, people_routes.router, sign_in_routes.router, staff_routes.router, reveal_routes.router
    ) as address:
        yield address


def uuid(number: int) -> UUID:
    """A readable id."""
    return UUID(int=number)
