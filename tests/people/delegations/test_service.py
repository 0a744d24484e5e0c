"""Who may let whom act for somebody, in what and on which grounds, and how it ends; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from app.core.clock import now, today
from app.core.problems import Refusal
from app.people.actor import actor_of_person
from app.people.delegations import queries, service
from app.people.delegations.rules import EndReason
from app.people.delegations.schemas import Checked, DelegationIn, EndIn
from app.people.models import Basis, Delegation, DelegationConsent, Person
from tests.people.conftest import County

ENDED = EndIn(reason=EndReason.NOT_WANTED, on_behalf=Checked(identity_checked="phone_call_back"))


def _code(act: object, *given: object) -> tuple[int, str]:
    with pytest.raises(Refusal) as refused:
        act(*given)  # type: ignore[operator]
    return refused.value.status, refused.value.code


def _mandate(county: County, **changes: object) -> DelegationIn:
    body: dict[str, object] = {"id": UUID(int=20), "agent_id": county.daughter.id, "relation": "child"}
    body |= {"services": ["errand"], "until_on": today() + timedelta(days=365), "basis": "principal_in_person"}
    return DelegationIn.model_validate(body | changes)


def _basis(county: County, by: Person) -> dict[str, Basis]:
    return {"basis": Basis.OWN_APP} if by.id == county.wang.id else {}


def _confirm(db: Session, county: County, by: Person, asked: DelegationIn) -> object:
    return service.confirm_delegation(
        db, actor_of_person(db, by.id), county.wang.id, asked.model_copy(update=_basis(county, by))
    )


def test_the_person_or_staff_of_the_village_confirms_a_delegation(county: County) -> None:
    for number, by in enumerate((county.wang, county.li, county.zhao), 20):
        with county.database.writing() as db:
            _confirm(db, county, by, _mandate(county, id=UUID(int=number)))
            _confirm(db, county, by, _mandate(county, id=UUID(int=number)))
    assert {mandate.principal_id for mandate in county.actor(county.daughter).mandates} == {county.wang.id}
    with county.database.reading() as db:
        kept = queries.of_principal(db, county.actor(county.wang), county.wang.id)
    assert {each.confirmed_by for each in kept} == {county.wang.id, county.li.id, county.zhao.id}
    assert {each.agent_id for each in kept} == {county.daughter.id}


def test_the_one_who_gains_by_a_delegation_never_confirms_it(county: County) -> None:
    with county.database.writing() as db:
        own = _mandate(county, agent_id=county.li.id)
        assert _code(_confirm, db, county, county.li, own) == (403, "not_yours_to_confirm")
        _confirm(db, county, county.zhao, own)
        # Whom she acts for is now in her sight; that does not make her the one to extend it.
        more = _mandate(county, id=UUID(int=21), agent_id=county.li.id, services=["parcel"])
        assert _code(_confirm, db, county, county.li, more) == (403, "not_yours_to_confirm")


def test_strangers_to_the_person_do_not_even_learn_that_the_person_exists(county: County) -> None:
    with county.database.writing() as db:
        for by in (county.daughter, county.wife, county.qian, county.officer, county.admin):
            assert _code(_confirm, db, county, by, _mandate(county)) == (404, "not_found")


@pytest.mark.parametrize("days", [-1, 367])
def test_a_delegation_ends_within_a_year(county: County, days: int) -> None:
    with county.database.writing() as db:
        asked = _mandate(county, until_on=today() + timedelta(days=days))
        assert _code(_confirm, db, county, county.li, asked) == (422, "bad_delegation")


def test_a_delegation_names_another_registered_person(county: County) -> None:
    with county.database.writing() as db:
        for agent in (uuid4(), county.wang.id):
            asked = _mandate(county, agent_id=agent)
            assert _code(_confirm, db, county, county.li, asked) == (422, "bad_delegation")
        _confirm(db, county, county.li, _mandate(county))
        assert _code(_confirm, db, county, county.li, _mandate(county, services=["parcel"])) == (409, "id_taken")


def test_both_sides_and_staff_end_a_delegation_and_nobody_else_sees_it(county: County) -> None:
    for number, by in enumerate((county.wang, county.daughter, county.li), 20):
        with county.database.writing() as db:
            _confirm(db, county, county.zhao, _mandate(county, id=UUID(int=number)))
            for other in (county.wife, county.qian, county.officer, county.admin):
                actor = actor_of_person(db, other.id)
                assert _code(service.revoke_delegation, db, actor, UUID(int=number), ENDED) == (404, "not_found")
            service.revoke_delegation(db, actor_of_person(db, by.id), UUID(int=number), ENDED)
            assert actor_of_person(db, county.daughter.id).mandates == ()


def _field(db: Session, county: County, by: Person, **changes: object) -> object:
    with pytest.raises(Refusal, match="bad_delegation") as refused:
        _confirm(db, county, by, _mandate(county, **changes))
    return refused.value.more["field"]


def test_health_and_disputes_are_let_go_one_by_one(county: County) -> None:
    def consents(*services: str) -> list[dict[str, str]]:
        return [{"service": each, "text_version": "2026-11", "how": "spoken"} for each in services]

    with county.database.writing() as db:
        both = ["errand", "medical", "dispute"]
        for given in ([], consents("medical"), consents("dispute")):
            assert _field(db, county, county.li, services=both, consents=given) == "consents"
        _confirm(db, county, county.li, _mandate(county, services=both, consents=consents("medical", "dispute")))
        kept = db.exec(select(DelegationConsent)).all()
        assert {(each.service, each.text_version, each.how) for each in kept} == {
            ("medical", "2026-11", "spoken"),
            ("dispute", "2026-11", "spoken"),
        }
        assert {each.recorded_by for each in kept} == {county.li.id}


def test_a_paper_is_kept_as_a_photo_and_another_relation_is_said_in_words(county: County) -> None:
    photo = [uuid4()]
    with county.database.writing() as db:
        assert _field(db, county, county.li, basis="written_paper") == "file_ids"
        assert _field(db, county, county.li, relation="other") == "relation_text"
        assert _field(db, county, county.li, services=["parcel"], item_codes=["MZ-04"]) == "item_codes"
        asked = _mandate(county, basis="written_paper", file_ids=photo, relation="other", relation_text="干女儿")
        _confirm(db, county, county.li, asked)
        assert db.exec(select(Delegation.file_ids)).one() == [str(each) for each in photo]


def test_what_is_given_on_the_own_phone_is_sent_from_there_and_nothing_else_is(county: County) -> None:
    with county.database.writing() as db:
        assert _field(db, county, county.li, basis="own_app") == "basis"
        asked = _mandate(county)
        assert (
            _code(service.confirm_delegation, db, county.actor(county.wang), county.wang.id, asked)[1]
            == "bad_delegation"
        )


@pytest.mark.parametrize(("age", "is_child"), [(13, True), (14, True), (15, False), (70, False)])
def test_for_a_child_under_14_and_as_a_guardian_one_needs_a_guardians_papers(
    county: County, age: int, is_child: bool
) -> None:
    with county.database.writing() as db:
        db.get_one(Person, county.wang.id).birth_year = today().year - age
        papers = {"basis": "guardian_papers", "file_ids": [uuid4()]}
        assert _field(db, county, county.li, relation="guardian") == "basis"
        if is_child:
            assert _field(db, county, county.li) == "basis"
        else:
            _confirm(db, county, county.li, _mandate(county))
        _confirm(db, county, county.li, _mandate(county, id=uuid4(), relation="guardian", **papers))


def test_extending_or_narrowing_ends_the_old_one_and_keeps_it(county: County) -> None:
    with county.database.writing() as db:
        _confirm(db, county, county.li, _mandate(county, services=["errand", "parcel"]))
        narrower = _mandate(county, id=UUID(int=21), services=["parcel"], replaces=UUID(int=20))
        _confirm(db, county, county.wang, narrower)
        _confirm(db, county, county.wang, narrower)
        [mandate] = actor_of_person(db, county.daughter.id).mandates
        assert (mandate.delegation_id, mandate.services) == (UUID(int=21), frozenset({"parcel"}))
        wang = actor_of_person(db, county.wang.id)
        past = queries.of_principal(db, wang, county.wang.id, past=True)
        assert [(each.id.int, each.end_reason) for each in past] == [(20, "replaced"), (21, None)]
        for wrong in (UUID(int=99), UUID(int=22)):
            again = _mandate(county, id=UUID(int=22), replaces=wrong)
            assert _code(_confirm, db, county, county.li, again) == (404, "not_found")


def test_the_village_says_how_it_knew_whose_wish_the_end_is(county: County) -> None:
    with county.database.writing() as db:
        _confirm(db, county, county.zhao, _mandate(county))
        li = actor_of_person(db, county.li.id)
        bare = EndIn(reason=EndReason.NO_TRUST)
        assert _code(service.revoke_delegation, db, li, UUID(int=20), bare) == (422, "identity_unchecked")
        ended = service.revoke_delegation(db, li, UUID(int=20), ENDED)
        assert (ended.revoked_by, ended.end_reason, ended.end_checked) == (
            county.li.id,
            "not_wanted",
            "phone_call_back",
        )
        at = ended.revoked_at
        # Ending it once more changes nothing of what is on record.
        again = service.revoke_delegation(db, actor_of_person(db, county.wang.id), UUID(int=20), bare)
        assert (again.revoked_at, again.end_reason) == (at, "not_wanted")


def test_an_agent_hands_back_whatever_reason_is_given_and_sees_no_other_agent(county: County) -> None:
    with county.database.writing() as db:
        _confirm(db, county, county.zhao, _mandate(county))
        _confirm(db, county, county.zhao, _mandate(county, id=UUID(int=21), agent_id=county.wife.id))
        daughter = actor_of_person(db, county.daughter.id)
        assert [each.id.int for each in queries.of_principal(db, daughter, county.wang.id)] == [20]
        assert _code(service.revoke_delegation, db, daughter, UUID(int=21), ENDED) == (404, "not_found")
        assert service.revoke_delegation(db, daughter, UUID(int=20), ENDED).end_reason == "handed_back"
        assert now() >= db.get_one(Delegation, UUID(int=20)).since
