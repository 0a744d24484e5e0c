"""The rule that decides about a matter and the condition that finds matters are one rule, told twice.

Every sort of matter is there: each service, in places on either side of each other, for and with each of some people. Against
them stands any actor that can be: roles at places of every level, mandates for people and services.
"""

from itertools import product
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.core.clock import now
from app.core.db import Database
from app.people.actor import STRANGER, SYSTEM, Actor, ActorKind, Grant, Mandate, Role
from app.people.models import Scope
from app.places.models import Level, Place
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket
from app.tickets.queries import visible
from app.tickets.rules import sides
from tests.support.web import add_person, add_place

pytestmark = pytest.mark.long

# Ids low and high, and one like another's beginning.
PEOPLE = [UUID(int=n) for n in (1, 2, 2**100, 2**127 - 1, 2**127)]
ITEMS = ("MZ-04", "ZM-01")
STRANGERS_ID = UUID(int=3)


class Land:
    """A county with two townships, two villages each, and a matter of every sort in them."""

    def __init__(self, db: Session, database: Database) -> None:
        self.database = database
        county = add_place(db, Level.COUNTY, "县", "610430000000")
        towns = [add_place(db, Level.TOWNSHIP, "镇", f"61043010{n}000", county) for n in (1, 2)]
        villages = [
            add_place(db, Level.VILLAGE, "村", f"{town.official_code[:9]}20{n}", town) for n in (1, 2) for town in towns
        ]
        self.places = [county, *towns, *villages]
        people = [add_person(db, "某人") for _ in PEOPLE]
        for person, person_id in zip(people, PEOPLE, strict=True):
            person.id = person_id
        db.flush()
        self.tickets = [
            self._ticket(n, *each)
            for n, each in enumerate(
                product(Service, villages, PEOPLE[1:4], [None, *PEOPLE[::2]], [None, *PEOPLE[1::2]])
            )
        ]
        db.add_all(self.tickets)
        db.flush()

    @staticmethod
    def _ticket(
        n: int, service: Service, village: Place, helped: UUID, assignee: UUID | None, backup: UUID | None
    ) -> Ticket:
        state = KINDS[service].states[0]
        return Ticket(
            id=UUID(int=n + 1),
            ticket_no=f"T-{n}",
            service=service,
            state=state.name,
            core_state=state.core,
            village_id=village.id,
            place_path=village.path,
            title_zh="",
            title_en="",
            urgency="normal",
            channel="pwa_self",
            applicant_id=helped,
            beneficiary_id=helped,
            assignee_id=assignee,
            backup_id=backup,
            stands_in="leave" if backup and n % 2 else None,
            item_code=(None, *ITEMS)[n % 3] if service is Service.ERRAND else None,
            details={},
            entered_at=now(),
            submitted_at=now(),
            updated_at=now(),
            fingerprint="",
        )


@pytest.fixture(scope="module")
def land(everywhere: Database) -> Land:
    with everywhere.writing() as db:
        return Land(db, everywhere)


def _grants(land: Land) -> st.SearchStrategy[Grant]:
    places = [(place.id, place.path) for place in land.places]
    return st.builds(lambda role, place: Grant(role, *place), st.sampled_from(Role), st.sampled_from(places))


_MANDATES = st.builds(
    Mandate,
    st.sampled_from(PEOPLE),
    st.just("女儿"),
    st.frozensets(st.sampled_from(Service), max_size=3).map(frozenset),
    st.frozensets(st.sampled_from(ITEMS), max_size=2),
)


@settings(max_examples=150, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_matter_is_found_by_just_those_who_have_a_side_towards_it(land: Land, data: st.DataObject) -> None:
    actor = Actor(
        ActorKind.PERSON,
        data.draw(st.sampled_from([*PEOPLE, STRANGERS_ID])),
        "某人",
        tuple(data.draw(st.lists(_grants(land), max_size=3))),
        tuple(data.draw(st.lists(_MANDATES, max_size=2))),
    )
    _agree(land, actor)


@pytest.mark.parametrize("kind", [ActorKind.MACHINE, ActorKind.STRANGER])
def test_neither_machines_nor_strangers_find_anything(land: Land, kind: ActorKind) -> None:
    county = land.places[0]
    actor = Actor(kind, scopes=frozenset(Scope), area=county.path, grants=(Grant(Role.VILLAGE_SECRETARY, 1, "/"),))
    assert _agree(land, actor) == set()
    assert _agree(land, STRANGER) == set()


def test_the_system_finds_everything(land: Land) -> None:
    assert len(_agree(land, SYSTEM)) == len(land.tickets)


def _agree(land: Land, actor: Actor) -> set[UUID]:
    """What an actor finds, once seen to be what the rule says."""
    with land.database.reading() as db:
        found = set(db.exec(select(Ticket.id).where(visible(actor))).all())
    assert found == {ticket.id for ticket in land.tickets if sides(actor, ticket)}
    return found
