"""Paper cards: how often they may be tried, who makes them and how they end."""

from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import now
from app.core.problems import Refusal
from app.people.actor import SYSTEM
from app.people.models import DeviceSession, Means, Person
from app.people.sessions.service import Opened, open_session
from app.people.sign_in import service
from app.people.sign_in.models import PaperCard
from app.people.sign_in.schemas import CardIn
from tests.people.conftest import County
from tests.people.threads import at_once


def _issue(county: County, person: Person, by: Person) -> tuple[str, str]:
    with county.database.writing() as db:
        card, code = service.issue_card(db, county.actor(by), person.id)
    return card.card_no, code


def _show(county: County, card_no: str, code: str) -> str:
    with county.database.writing() as db:
        opened = service.sign_in_with_card(db, CardIn(card_no=card_no, code=code))
    return "in" if isinstance(opened, Opened) else opened.code


def _other(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_a_card_signs_its_owner_in_again_and_again(county: County) -> None:
    card_no, code = _issue(county, county.wang, county.li)
    assert (len(card_no), len(code)) == (10, 6)
    assert [_show(county, card_no, code) for _ in range(7)] == ["in"] * 7
    with county.database.reading() as db:
        sessions = db.exec(select(DeviceSession)).all()
        assert code not in db.exec(select(PaperCard)).one().code_digest
    assert {(each.person_id, each.means) for each in sessions} == {(county.wang.id, "card")}


def test_a_card_locks_after_five_wrong_tries_until_a_new_one_is_made(county: County) -> None:
    card_no, code = _issue(county, county.wang, county.li)
    for _ in range(4):
        assert _show(county, card_no, _other(code)) == "wrong_card"
    assert _show(county, card_no, code) == "in"
    for _ in range(5):
        assert _show(county, card_no, _other(code)) == "wrong_card"
    assert _show(county, card_no, code) == "card_locked"
    new_no, new_code = _issue(county, county.wang, county.zhao)
    assert _show(county, card_no, code) == "wrong_card"
    assert _show(county, new_no, new_code) == "in"


def test_ninety_six_guesses_at_a_card_are_five_comparisons(county: County) -> None:
    card_no, code = _issue(county, county.wang, county.li)
    answers = at_once(96, lambda: _show(county, card_no, _other(code)))
    assert sorted(map(str, answers)) == ["card_locked"] * 91 + ["wrong_card"] * 5


def test_a_new_card_ends_what_was_signed_in_with_the_old_one(county: County) -> None:
    assert _show(county, *_issue(county, county.wang, county.li)) == "in"
    with county.database.writing() as db:
        by_code = open_session(db, county.wang, Means.CODE, shared_phone=False).session.id
    _issue(county, county.wang, county.li)
    with county.database.reading() as db:
        by_means = {each.means: each for each in db.exec(select(DeviceSession))}
    assert by_means["card"].why == "card_revoked"
    assert (by_means["code"].id, by_means["code"].revoked_at) == (by_code, None)


def test_a_card_that_was_revoked_or_is_over_opens_nothing(county: County) -> None:
    revoked = _issue(county, county.wang, county.li)
    with county.database.writing() as db:
        service.revoke_cards(db, county.actor(county.li), county.wang.id)
    assert _show(county, *revoked) == "wrong_card"
    assert _show(county, "0123456789", "000000") == "wrong_card"
    good = _issue(county, county.wang, county.li)
    with time_machine.travel(now() + timedelta(days=366), tick=False):
        assert _show(county, *good) == "wrong_card"


def test_only_staff_of_the_village_make_cards(county: County) -> None:
    for by, answer in (
        (county.wang, "not_your_village"),
        (county.wife, "not_found"),
        (county.qian, "not_found"),
        (county.officer, "not_found"),
        (county.admin, "not_found"),
    ):
        with pytest.raises(Refusal) as refused:
            _issue(county, county.wang, by)
        assert refused.value.code == answer
    with county.database.writing() as db:
        assert service.issue_card(db, SYSTEM, county.wang.id)[0].issued_by is None
