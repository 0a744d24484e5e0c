"""What signing in, rights, cards and keys leave in the audit."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.core.clock import today
from app.people import service
from app.people.models import Means, Role, Scope
from app.people.sessions import service as sessions
from app.people.sign_in import service as sign_in
from app.people.sign_in.schemas import CardIn
from app.people.staff import service as staff
from app.people.staff.rules import HashedPassword
from app.people.staff.schemas import ApiKeyIn, PasswordIn
from tests.people.conftest import County
from tests.people.sign_in.asking import asked, show_code, wrong_code

Told = tuple[str, UUID | None, str, str, dict[str, object]]


def _trail(county: County) -> list[Told]:
    with county.database.reading() as db:
        entries = db.exec(select(AuditEntry).order_by(col(AuditEntry.seq))).all()
    return [(each.what, each.by_id, each.subject_id, each.result, each.data) for each in entries]


def test_a_sign_in_and_a_wrong_code_are_noted(county: County) -> None:
    request, her = asked(county, "00000000012"), county.daughter.id
    for _ in range(4):
        show_code(county, request, wrong_code(request))
    show_code(county, request)
    refused: Told = ("sign_in_refused", None, str(her), "refused", {"means": "code", "locked": False})
    came_in: Told = ("signed_in", her, str(her), "done", {"means": "code", "shared_phone": False})
    assert _trail(county) == [refused] * 4 + [came_in]


def test_the_last_wrong_code_says_that_it_locks_and_later_ones_say_nothing(county: County) -> None:
    request = asked(county, "00000000012")
    for _ in range(7):
        show_code(county, request, wrong_code(request))
    assert [told[4]["locked"] for told in _trail(county)] == [False] * 4 + [True]


def test_nobody_fills_the_audit_with_what_is_not_there(county: County) -> None:
    request = asked(county, "00000000999")
    for _ in range(3):
        show_code(county, request, "000000")
    with county.database.writing() as db:
        sign_in.sign_in_with_card(db, CardIn(card_no="0000000000", code="000000"))
        staff.refuse_password(db, staff.knock(db, "nobody"))
    assert _trail(county) == []


def test_cards_and_wrong_cards_are_noted(county: County) -> None:
    li, wang = county.actor(county.li), str(county.wang.id)
    with county.database.writing() as db:
        card, code = sign_in.issue_card(db, li, county.wang.id)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for shown in (code, *[wrong] * 6):
        with county.database.writing() as db:
            sign_in.sign_in_with_card(db, CardIn(card_no=card.card_no, code=shown))
    with county.database.writing() as db:
        sign_in.revoke_cards(db, li, county.wang.id)
        sign_in.revoke_cards(db, li, county.wang.id)
    told = _trail(county)
    assert [each[0] for each in told] == ["card_issued", "signed_in", *["sign_in_refused"] * 5, "cards_revoked"]
    assert {each[2] for each in told} == {wang}
    assert [each[4]["locked"] for each in told[2:7]] == [False] * 4 + [True]
    assert code not in str(told)


def test_passwords_and_wrong_passwords_are_noted_without_them(county: County) -> None:
    password = HashedPassword("not-a-hash-that-matters", 20)
    with county.database.writing() as db:
        staff.create_staff(db, county.actor(county.admin), county.li.id, "lixiuying", password)
    for _ in range(6):
        with county.database.writing() as db:
            tried = staff.knock(db, "lixiuying")
        with county.database.writing() as db:
            staff.refuse_password(db, tried)
        if _trail(county)[-1][4]["locked"]:
            break
    with county.database.writing() as db:
        asked_for = PasswordIn(username="lixiuying", password="whatever it was")
        staff.sign_in_with_password(db, tried, None, asked_for)
        staff.give_totp(db, county.actor(county.admin), county.li.id)
    told = _trail(county)
    assert [each[0] for each in told[:2]] == ["account_set", "sign_in_refused"]
    assert [each[4]["locked"] for each in told[1:-2]] == [False] * 4 + [True]
    assert [each[0] for each in told[-2:]] == ["signed_in", "authenticator_given"]
    assert told[-2][4]["means"] == "password"
    assert "whatever" not in str(told)


def _grant(db: Session, county: County) -> None:
    admin, code = county.actor(county.admin), county.village.official_code
    grant = service.grant_role(db, admin, county.wang.id, Role.MEDIATOR, code)
    service.grant_role(db, admin, county.wang.id, Role.MEDIATOR, code)
    service.take_role(db, admin, grant.id)
    service.take_role(db, admin, grant.id)


def _make_key(db: Session, county: County) -> None:
    until, code = today() + timedelta(days=9), county.town.official_code
    made = ApiKeyIn(name="大屏", place_code=code, scopes=[Scope.SUMMARY], expires_on=until)
    key, _ = staff.create_api_key(db, county.actor(county.admin), made)
    staff.revoke_api_key(db, county.actor(county.admin), key.id)
    staff.revoke_api_key(db, county.actor(county.admin), key.id)


@pytest.mark.parametrize(
    ("act", "noted"),
    [(_grant, ["role_granted", "role_taken"]), (_make_key, ["api_key_created", "api_key_revoked"])],
)
def test_rights_and_keys_are_noted_once(
    county: County, act: Callable[[Session, County], None], noted: list[str]
) -> None:
    with county.database.writing() as db:
        act(db, county)
    assert [each[0] for each in _trail(county)] == noted
    assert {each[1] for each in _trail(county)} == {county.admin.id}


def test_a_session_that_two_used_is_noted(county: County) -> None:
    with county.database.writing() as db:
        opened = sessions.open_session(db, county.wang, Means.CODE, shared_phone=False)
        sessions.open_session(db, county.wang, Means.CODE, shared_phone=True)
    assert [each[4]["shared_phone"] for each in _trail(county)] == [False, True]
    with county.database.writing() as db:
        sessions.refresh_session(db, f"{uuid4()}")
        assert opened.serial == 1
    assert len(_trail(county)) == 2


def test_an_act_that_is_refused_leaves_nothing(county: County) -> None:
    with pytest.raises(Exception, match="not_your_role"), county.database.writing() as db:
        service.grant_role(db, county.actor(county.li), county.wang.id, Role.MEDIATOR, county.village.official_code)
    assert _trail(county) == []
