"""What somebody who acts for others may see is what a plain model says, whatever was given, ended and let run out before.

The model knows dates and sets only. Against it stand the rights that a request reads, the condition that finds matters, the
rule that decides about one, and the notices that were told through a delegation.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.core.clock import today
from app.core.db import Database
from app.core.words import Words
from app.notices.models import Notice
from app.notices.queries import visible as notices_visible
from app.notices.service import tell
from app.people.actor import actor_of_person
from app.people.delegations.rules import EndReason
from app.people.delegations.schemas import DelegationIn, EndIn, SeparateConsent
from app.people.delegations.service import confirm_delegation, revoke_delegation
from app.people.models import Basis, Person, Relation, Service
from app.places.models import Level
from app.tickets.models import Ticket
from app.tickets.queries import visible
from app.tickets.rules import sides
from tests.security.test_sides_and_sight import ITEMS, Land
from tests.support.web import add_person, add_place

pytestmark = pytest.mark.long

START = datetime.fromisoformat("2026-11-23T10:00:00+08:00")


@dataclass
class Given:
    """What the model keeps of a delegation."""

    id: UUID
    principal: int
    services: frozenset[Service]
    items: frozenset[str]
    until_on: date
    ended: bool = False

    def covers(self, ticket: Ticket, on: date, principals: list[Person]) -> bool:
        """Whether it opens a matter on a day, said as plainly as can be."""
        if self.ended or on > self.until_on or ticket.beneficiary_id != principals[self.principal].id:
            return False
        if ticket.service not in {service.value for service in self.services}:
            return False
        return ticket.service != "errand" or not self.items or ticket.item_code in self.items


class Village:
    """Two elders with a matter of every sort each, and somebody far away who acts for them now and then."""

    def __init__(self, db: Session, database: Database) -> None:
        self.database = database
        county = add_place(db, Level.COUNTY, "县", "610430000000")
        town = add_place(db, Level.TOWNSHIP, "镇", "610430101000", county)
        village = add_place(db, Level.VILLAGE, "村", "610430101201", town)
        self.principals = [add_person(db, "老人", village), add_person(db, "邻居", village)]
        self.agent = add_person(db, "在外地", village)
        db.flush()
        self.tickets = []
        sorts = [(service, None) for service in Service] + [(Service.ERRAND, item) for item in ITEMS]
        for n, (person, (service, item)) in enumerate(product([*self.principals, self.agent], sorts)):
            ticket = Land._ticket(n, service, village, person.id, None, None)  # noqa: SLF001 - the same bare matters.
            ticket.item_code = item
            self.tickets.append(ticket)
        db.add_all(self.tickets)


@pytest.fixture(scope="module")
def village(everywhere: Database) -> Village:
    with everywhere.writing() as db:
        return Village(db, everywhere)


_SERVICES = st.frozensets(st.sampled_from(Service), min_size=1, max_size=3)
_GIVE = st.tuples(
    st.just("give"),
    st.integers(0, 1),
    _SERVICES,
    st.frozensets(st.sampled_from(ITEMS), max_size=2),
    st.integers(0, 366),
)
_END = st.tuples(st.just("end"), st.integers(0, 5), st.booleans())
_WAIT = st.tuples(st.just("wait"), st.integers(0, 200))
_REPLACE = st.tuples(st.just("replace"), st.integers(0, 5), _SERVICES, st.integers(0, 366))


class _UndoneError(Exception):
    """Leaves a transaction without keeping anything of it."""


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(acts=st.lists(st.one_of(_GIVE, _GIVE, _END, _WAIT, _REPLACE), max_size=8))
def test_whoever_acts_for_others_sees_what_was_given_and_is_not_over(village: Village, acts: list[tuple]) -> None:  # type: ignore[type-arg]
    with time_machine.travel(START, tick=False) as clock, pytest.raises(_UndoneError), village.database.writing() as db:
        model: list[Given] = []
        _agree(db, village, model)
        for act in acts:
            _do(db, village, model, act, clock)
            _agree(db, village, model)
        raise _UndoneError


def _do(db: Session, village: Village, model: list[Given], act: tuple, clock: time_machine.Traveller) -> None:  # type: ignore[type-arg]
    match act:
        case ("wait", days):
            clock.shift(timedelta(days=days))
        case ("give", principal, services, items, days):
            model.append(_give(db, village, principal, services, items if "errand" in services else frozenset(), days))
        case ("end", number, by_agent) if number < len(model):
            old = model[number]
            by = village.agent.id if by_agent else village.principals[old.principal].id
            revoke_delegation(db, actor_of_person(db, by), old.id, EndIn(reason=EndReason.NOT_WANTED))
            old.ended = True
        case ("replace", number, services, days) if number < len(model):
            old = model[number]
            model.append(_give(db, village, old.principal, services, frozenset(), days, replaces=old.id))
            old.ended = True


def _give(
    db: Session,
    village: Village,
    principal: int,
    services: frozenset[Service],
    items: frozenset[str],
    days: int,
    replaces: UUID | None = None,
) -> Given:
    asked = DelegationIn(
        id=uuid4(),
        agent_id=village.agent.id,
        relation=Relation.CHILD,
        services=sorted(services),
        item_codes=sorted(items),
        until_on=today() + timedelta(days=days),
        basis=Basis.OWN_APP,
        consents=[
            SeparateConsent(service=each, text_version="1", how="tapped") for each in (Service.MEDICAL, Service.DISPUTE)
        ],
        replaces=replaces,
    )
    person = village.principals[principal]
    confirm_delegation(db, actor_of_person(db, person.id), person.id, asked)
    words = Words("有进展", "News")
    tell(db, village.agent.id, words, kind="t", subject_type="t", subject_id=str(asked.id), through=asked.id)
    return Given(asked.id, principal, services, items, asked.until_on)


def _agree(db: Session, village: Village, model: list[Given]) -> None:
    db.flush()
    actor, on = actor_of_person(db, village.agent.id), today()
    wanted = {
        ticket.id
        for ticket in village.tickets
        if ticket.beneficiary_id == village.agent.id
        or any(each.covers(ticket, on, village.principals) for each in model)
    }
    assert set(db.exec(select(Ticket.id).where(visible(actor)))) == wanted
    assert {ticket.id for ticket in village.tickets if sides(actor, ticket)} == wanted
    told = set(db.exec(select(Notice.subject_id).where(notices_visible(actor))))
    assert told == {str(each.id) for each in model if not each.ended and on <= each.until_on}
