"""Who asks: rights are read at each request, so whatever is taken away is gone with the next one."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import now, today
from app.core.db import Database
from app.core.problems import Refusal
from app.people import queries, service
from app.people.actor import SYSTEM, Actor, ActorKind, Caller, Grant, Mandate, Role, Scope, actor_of_person
from app.people.delegations import service as delegations
from app.people.delegations.rules import EndReason
from app.people.delegations.schemas import DelegationIn, EndIn
from app.people.models import ApiKey, Means, Person, RoleGrant
from app.people.rules import Access
from app.people.sessions import service as sessions
from app.people.staff import service as staff
from app.people.staff.schemas import ApiKeyIn
from tests.people.conftest import County


def _caller(county: County, person: Person, means: Means = Means.PASSWORD) -> Caller:
    with county.database.writing() as db:
        opened = sessions.open_session(db, person, means, shared_phone=False)
    return Caller(county.database, "zh", access=Access(opened.session.id, person.id))


def _who(caller: Caller) -> Actor:
    with caller.reads() as (_, actor):
        return actor


def _refusal(caller: Caller) -> str:
    with pytest.raises(Refusal) as refused:
        _who(caller)
    assert refused.value.status == 401
    return refused.value.code


def _deputise(county: County, *services: str) -> DelegationIn:
    body = {"agent_id": county.daughter.id, "relation": "child", "relation_text": "女儿", "services": services}
    consent = {"service": "medical", "text_version": "1", "how": "spoken"}
    body |= {"basis": "principal_in_person", "consents": [consent]}
    asked = DelegationIn.model_validate(body | {"id": uuid4(), "until_on": today() + timedelta(days=30)})
    with county.database.writing() as db:
        delegations.confirm_delegation(db, actor_of_person(db, county.li.id), county.wang.id, asked)
    return asked


def test_an_actor_has_the_name_and_all_rights_of_the_person(county: County) -> None:
    both, parcels = _deputise(county, "errand", "medical"), _deputise(county, "parcel")
    with county.database.writing() as db:
        service.grant_role(db, SYSTEM, county.daughter.id, Role.MEDIATOR, county.far_village.official_code)
    actor = _who(_caller(county, county.daughter))
    at_home = (county.far_village.id, county.far_village.path)
    assert (actor.kind, actor.person_id, actor.name) == (ActorKind.PERSON, county.daughter.id, "王小红")
    assert set(actor.grants) == {Grant(Role.VILLAGER, *at_home), Grant(Role.MEDIATOR, *at_home)}
    assert set(actor.mandates) == {
        Mandate(county.wang.id, "女儿", frozenset(each.services), frozenset(), each.id, each.until_on)
        for each in (both, parcels)
    }
    assert actor == county.actor(county.daughter)


def test_a_role_is_held_at_its_place_and_below_never_beside_or_above(county: County) -> None:
    officer = county.actor(county.officer)
    assert officer.paths(Role.TOWN_OFFICER, Role.ADMINISTRATOR) == (county.town.path,)
    reach = [county.town, county.village, county.neighbour, county.county, county.other_town, county.far_village]
    assert [officer.holds(Role.TOWN_OFFICER, place.path) for place in reach] == [True, True, True, False, False, False]
    assert not officer.holds(Role.DUTY_CADRE, county.village.path)


def test_taking_a_role_away_works_with_the_next_request(county: County) -> None:
    caller = _caller(county, county.li)
    assert _who(caller).holds(Role.DUTY_CADRE, county.village.path)
    with county.database.writing() as db:
        grant = db.exec(select(RoleGrant).where(RoleGrant.person_id == county.li.id)).one()
        service.take_role(db, actor_of_person(db, county.admin.id), grant.id)
    assert not _who(caller).holds(Role.DUTY_CADRE, county.village.path)


def test_ending_a_session_works_with_the_next_request(county: County) -> None:
    caller, other = _caller(county, county.li), _caller(county, county.li)
    assert caller.access is not None
    with county.database.writing() as db:
        sessions.end_session(db, caller.access.session_id, "signed_out")
    assert _refusal(caller) == "session_ended"
    assert _who(other).person_id == county.li.id


def test_revoking_a_delegation_works_with_the_next_request(county: County) -> None:
    asked = _deputise(county, "errand")
    caller = _caller(county, county.daughter, Means.CODE)
    assert len(_who(caller).mandates) == 1
    with county.database.writing() as db:
        ended = EndIn(reason=EndReason.NOT_WANTED)
        delegations.revoke_delegation(db, actor_of_person(db, county.wang.id), asked.id, ended)
    assert _who(caller).mandates == ()


def test_a_delegation_ends_with_its_last_day(county: County) -> None:
    _deputise(county, "errand")
    caller = _caller(county, county.daughter, Means.CODE)
    for days, left in ((30, 1), (31, 0)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            assert len(_who(caller).mandates) == left


@pytest.mark.parametrize("means", [Means.CODE, Means.CARD])
def test_a_code_or_a_card_opens_no_right_of_staff(county: County, means: Means) -> None:
    assert _who(_caller(county, county.li, means)).grants == (
        Grant(Role.VILLAGER, county.village.id, county.village.path),
    )


def test_a_session_belongs_to_one_person_and_has_an_end(county: County) -> None:
    caller = _caller(county, county.li)
    assert caller.access is not None
    stolen = Caller(county.database, "zh", access=Access(caller.access.session_id, county.zhao.id))
    assert _refusal(stolen) == "session_ended"
    assert _refusal(Caller(county.database, "zh", access=Access(uuid4(), county.li.id))) == "session_ended"
    with time_machine.travel(now() + timedelta(days=30), tick=False):
        assert _refusal(caller) == "session_ended"


def test_writing_is_refused_like_reading(county: County) -> None:
    with pytest.raises(Refusal), Caller(county.database, "zh", access=Access(uuid4(), uuid4())).writes():
        pytest.fail("nobody may write here")


def test_without_any_proof_one_is_a_stranger(database: Database) -> None:
    actor = _who(Caller(database, "zh"))
    assert (actor.kind, actor.person_id, actor.grants, actor.scopes) == (ActorKind.STRANGER, None, (), frozenset())


def _machine(county: County, *scopes: Scope) -> tuple[Caller, str]:
    asked = ApiKeyIn(
        name="镇大屏",
        place_code=county.town.official_code,
        scopes=list(scopes),
        expires_on=today() + timedelta(days=90),
    )
    with county.database.writing() as db:
        key, text = staff.create_api_key(db, actor_of_person(db, county.admin.id), asked)
    return Caller(county.database, "zh", api_key=text), key.id


def test_a_machine_reads_its_scopes_at_its_place_and_below(county: County) -> None:
    caller, key_id = _machine(county, Scope.SUMMARY)
    actor = _who(caller)
    assert (actor.kind, actor.person_id, actor.name, actor.grants) == (ActorKind.MACHINE, None, "镇大屏", ())
    assert actor.may_read(Scope.SUMMARY, county.village.path)
    assert not actor.may_read(Scope.CHANGES, county.village.path)
    assert not actor.may_read(Scope.SUMMARY, county.county.path)
    assert not actor.may_read(Scope.SUMMARY, county.far_village.path)
    with county.database.reading() as db:
        assert db.get_one(ApiKey, key_id).last_used_on == today()


def test_a_key_ends_when_it_is_revoked_and_on_its_last_day(county: County) -> None:
    caller, key_id = _machine(county, Scope.SUMMARY)
    for days, is_good in ((90, True), (91, False)):
        with time_machine.travel(now() + timedelta(days=days), tick=False):
            assert (_who(caller).kind is ActorKind.MACHINE) if is_good else (_refusal(caller) == "key_not_valid")
    with county.database.writing() as db:
        staff.revoke_api_key(db, actor_of_person(db, county.admin.id), key_id)
    assert _refusal(caller) == "key_not_valid"


def test_a_key_with_another_secret_is_no_key(county: County) -> None:
    caller, key_id = _machine(county, Scope.SUMMARY)
    other, _ = _machine(county, Scope.SUMMARY)
    assert caller.api_key is not None
    assert other.api_key is not None
    with county.database.writing() as db:
        db.get_one(ApiKey, key_id).digest = "0" * 64
    assert _refusal(caller) == "key_not_valid"
    assert _who(other).kind is ActorKind.MACHINE


def test_nobody_is_visible_to_strangers_machines_and_officers(county: County) -> None:
    machine, _ = _machine(county, Scope.SUMMARY)
    with county.database.reading() as db:
        assert queries.people(db, _who(machine), None, None) == []
        assert queries.people(db, Actor(ActorKind.STRANGER), None, None) == []
        assert [row.name for row in queries.people(db, county.actor(county.officer), None, None)] == ["孙镇长"]
        assert len(queries.people(db, SYSTEM, None, None)) == 8
