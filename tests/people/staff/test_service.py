"""Accounts of staff and keys of machines, on both databases."""

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest
import time_machine
from sqlmodel import select

from app.core.clock import now, today
from app.core.problems import Refusal
from app.people.actor import SYSTEM, Role, Scope
from app.people.models import ApiKey, DeviceSession, Means, Person
from app.people.service import grant_role
from app.people.sessions.service import Opened, open_session
from app.people.staff import queries, rules, service
from app.people.staff.models import Credential
from app.people.staff.schemas import ApiKeyIn, PasswordIn
from tests.people.conftest import County
from tests.people.threads import at_once
from tests.support.passwords import CHEAP

PASSWORD = "a long enough password"
START = datetime.fromisoformat("2026-11-23T08:00:00+08:00")


def _hashed(password: str = PASSWORD) -> rules.HashedPassword:
    return rules.HashedPassword(CHEAP.hash(password), len(password))


def _account(county: County) -> None:
    with county.database.writing() as db:
        service.create_staff(db, county.actor(county.admin), county.li.id, "LiXiuying", _hashed())


def _sign_in(county: County, password: str = PASSWORD, totp: str | None = None, name: str = "lixiuying") -> str:
    """`in`, the code of the refusal, or `nothing compared` of a locked or unknown name; the three steps of the route."""
    asked = PasswordIn(username=name, password=password, totp=totp)
    with county.database.writing() as db:
        tried = service.knock(db, asked.username)
    if tried.password_hash is None or not CHEAP.verify(password, tried.password_hash):
        with county.database.writing() as db:
            refusal = service.refuse_password(db, tried)
        return refusal.code if tried.password_hash else "nothing compared"
    with county.database.writing() as db:
        opened = service.sign_in_with_password(db, tried, None, asked)
    return "in" if isinstance(opened, Opened) else opened.code


def _refused(county: County, by: Person, person: Person, name: str = "somebody", password: str = PASSWORD) -> str:
    with pytest.raises(Refusal) as refused, county.database.writing() as db:
        service.create_staff(db, county.actor(by), person.id, name, _hashed(password))
    return refused.value.code


# --- Accounts -------------------------------------------------------------------------------------------------------


def test_staff_sign_in_by_name_in_any_case_and_password(county: County) -> None:
    _account(county)
    assert _sign_in(county, name="LIXIUYING") == "in"
    assert _sign_in(county, password=PASSWORD + " ") == "wrong_password"
    assert _sign_in(county, name="nobody") == "nothing compared"
    with county.database.reading() as db:
        session = db.exec(select(DeviceSession)).one()
    assert (session.person_id, session.means, session.idle_seconds) == (county.li.id, "password", 12 * 3600)


def test_a_name_is_locked_for_longer_and_longer(county: County) -> None:
    _account(county)
    with time_machine.travel(START, tick=False) as clock:
        assert [_sign_in(county, "wrong") for _ in range(6)] == ["wrong_password"] * 5 + ["nothing compared"]
        for seconds in (30, 60, 120):
            assert _sign_in(county) == "nothing compared"
            clock.shift(seconds)
            assert _sign_in(county, "wrong") == "wrong_password"
        clock.shift(240)
        assert _sign_in(county) == "in"
        assert [_sign_in(county, "wrong") for _ in range(5)] == ["wrong_password"] * 5


def test_parallel_guesses_count_each_other(county: County) -> None:
    _account(county)
    answers = at_once(32, lambda: _sign_in(county, "wrong"))
    assert sorted(map(str, answers)) == ["nothing compared"] * 27 + ["wrong_password"] * 5


def test_a_lock_on_the_name_leaves_open_sessions_alone(county: County) -> None:
    _account(county)
    assert _sign_in(county) == "in"
    for _ in range(6):
        _sign_in(county, "wrong")
    with county.database.reading() as db:
        assert db.exec(select(DeviceSession)).one().revoked_at is None


def test_a_new_password_signs_out_everywhere_and_unlocks(county: County) -> None:
    _account(county)
    with county.database.writing() as db:
        open_session(db, county.li, Means.CODE, shared_phone=False)
    assert _sign_in(county) == "in"
    for _ in range(6):
        _sign_in(county, "wrong")
    with county.database.writing() as db:
        service.create_staff(
            db, county.actor(county.admin), county.li.id, "lixiuying", _hashed("another long password")
        )
    assert _sign_in(county) == "wrong_password"
    assert _sign_in(county, "another long password") == "in"
    with county.database.reading() as db:
        reasons = sorted((each.means, each.why or "") for each in db.exec(select(DeviceSession)))
    assert reasons == [("code", ""), ("password", ""), ("password", "password_changed")]


def test_a_password_that_changed_during_the_comparison_opens_nothing(county: County) -> None:
    _account(county)
    with county.database.writing() as db:
        tried = service.knock(db, "lixiuying")
        service.create_staff(db, SYSTEM, county.li.id, "lixiuying", _hashed("another long password"))
        opened = service.sign_in_with_password(db, tried, None, PasswordIn(username="lixiuying", password=PASSWORD))
    assert isinstance(opened, Refusal)


def test_only_who_stands_above_all_of_somebodys_roles_gives_an_account(county: County) -> None:
    with county.database.writing() as db:
        grant_role(db, SYSTEM, county.officer.id, Role.ADMINISTRATOR, county.town.official_code)
    for by in (county.li, county.zhao, county.qian, county.wang):
        assert _refused(county, by, county.li) == "not_your_role"
    assert _refused(county, county.officer, county.admin) == "not_your_role"
    assert _refused(county, county.admin, county.wang) == "not_your_role"
    with county.database.writing() as db:
        grant_role(db, SYSTEM, county.zhao.id, Role.MEDIATOR, county.far_village.official_code)
    assert _refused(county, county.officer, county.zhao) == "not_your_role"
    with county.database.writing() as db:
        service.create_staff(db, county.actor(county.officer), county.li.id, "li", _hashed())


def test_short_passwords_and_names_that_are_taken_are_refused(county: County) -> None:
    _account(county)
    assert _refused(county, county.admin, county.zhao, name="LIxiuying") == "name_taken"
    assert _refused(county, county.admin, county.zhao, password="x" * 11) == "short_password"
    with county.database.writing() as db:
        service.give_totp(db, SYSTEM, county.li.id)
        service.create_staff(db, SYSTEM, county.li.id, "li", _hashed("x" * 8))


def test_an_authenticator_is_asked_for_and_its_code_works_once(county: County) -> None:
    _account(county)
    with time_machine.travel(START, tick=False) as clock:
        with county.database.writing() as db:
            address = service.give_totp(db, county.actor(county.li), county.li.id)
        totp = pyotp.TOTP(parse_qs(urlsplit(address).query)["secret"][0])
        assert _sign_in(county) == "totp_needed"
        assert _sign_in(county, totp=f"{(int(totp.now()) + 1) % 1_000_000:06}") == "wrong_password"
        assert _sign_in(county, "wrong", totp=totp.now()) == "wrong_password"
        assert _sign_in(county, totp=totp.now()) == "in"
        assert _sign_in(county, totp=totp.now()) == "wrong_password"
        clock.shift(30)
        assert _sign_in(county, totp=totp.now()) == "in"
    with county.database.reading() as db:
        assert totp.secret not in db.get_one(Credential, county.li.id).model_dump_json()


def test_a_wrong_authenticator_code_locks_like_a_wrong_password(county: County) -> None:
    _account(county)
    with county.database.writing() as db:
        service.give_totp(db, SYSTEM, county.li.id)
    assert [_sign_in(county, totp="000000") for _ in range(6)][-1] == "nothing compared"


def test_an_authenticator_is_for_accounts_only(county: County) -> None:
    with county.database.writing() as db:
        for by, code in ((county.li, "not_found"), (county.zhao, "not_your_role"), (county.admin, "not_found")):
            with pytest.raises(Refusal) as refused:
                service.give_totp(db, county.actor(by), county.li.id)
            assert refused.value.code == code


# --- Keys of machines -----------------------------------------------------------------------------------------------


def _ask(county: County, days: int = 365, code: str | None = None) -> ApiKeyIn:
    body = {"name": "镇大屏", "place_code": code or county.town.official_code, "scopes": [Scope.SUMMARY, Scope.SUMMARY]}
    return ApiKeyIn.model_validate(body | {"expires_on": today() + timedelta(days=days)})


def test_a_key_is_told_once_and_stored_as_a_digest(county: County) -> None:
    with county.database.writing() as db:
        key, text = service.create_api_key(db, county.actor(county.admin), _ask(county))
    secret = text.split("_", 2)[2]
    assert len(text) == 3 + 1 + 8 + 1 + 43 + 1 + 8
    with county.database.reading() as db:
        row = db.get_one(ApiKey, key.id)
    assert secret not in row.model_dump_json()
    assert (row.scopes, row.place_path, row.created_by) == (["summary"], county.town.path, county.admin.id)


def test_only_an_administrator_makes_lists_and_ends_keys_below_his_place(county: County) -> None:
    with county.database.writing() as db:
        key, _ = service.create_api_key(db, county.actor(county.admin), _ask(county))
        grant_role(db, SYSTEM, county.officer.id, Role.ADMINISTRATOR, county.other_town.official_code)
    with county.database.writing() as db:
        for person in (county.li, county.zhao, county.officer, county.wang):
            actor = county.actor(person)
            assert queries.api_keys(db, actor) == []
            with pytest.raises(Refusal) as refused:
                service.create_api_key(db, actor, _ask(county))
            assert refused.value.code == "not_your_role"
            with pytest.raises(Refusal) as refused:
                service.revoke_api_key(db, actor, key.id)
            assert refused.value.code == "not_found"
        admin = county.actor(county.admin)
        assert [each.id for each in queries.api_keys(db, admin)] == [key.id]
        service.revoke_api_key(db, admin, key.id)
        (ended,) = queries.api_keys(db, admin)
        first = ended.revoked_at
        service.revoke_api_key(db, admin, key.id)
        assert ended.revoked_at == first is not None
        assert first <= now()


@pytest.mark.parametrize(("days", "code"), [(-1, "bad_end"), (366, "bad_end")])
def test_a_key_lasts_a_year_at_most(county: County, days: int, code: str) -> None:
    with county.database.writing() as db, pytest.raises(Refusal) as refused:
        service.create_api_key(db, SYSTEM, _ask(county, days))
    assert refused.value.code == code


def test_a_key_needs_a_place(county: County) -> None:
    with county.database.writing() as db, pytest.raises(Refusal) as refused:
        service.create_api_key(db, SYSTEM, _ask(county, code="999999999999"))
    assert refused.value.code == "not_found"
