"""Seeing whole numbers: with a reason, thirty times a day, and never without a trace."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from app.audit.models import AuditEntry
from app.core.clock import now
from app.core.problems import Refusal
from app.people import service as people
from app.people.actor import SYSTEM
from app.people.models import Person
from app.people.reveal import service
from app.people.reveal.rules import names_a_number
from app.people.reveal.schemas import Revealed, RevealIn
from app.people.schemas import PersonIn
from tests.people.conftest import County
from tests.people.threads import at_once

ID_NO = "610430188001010018"


@pytest.fixture
def elder(county: County) -> UUID:
    """A villager with all three numbers."""
    body: dict[str, Any] = {"id": UUID(int=7), "name": "张大爷", "village_code": county.village.official_code}
    body |= {"no_phone": True, "contact_name": "张家女儿", "contact_phone": "00000000078", "id_no": ID_NO}
    with county.database.writing() as db:
        return people.register_person(db, SYSTEM, PersonIn.model_validate(body))[0].id


def _reveal(county: County, by: Person, of: UUID, **asked: Any) -> Revealed | str:
    body = RevealIn.model_validate({"fields": ["phone", "id_no"], "reason": "给本人打电话"} | asked)
    try:
        with county.database.writing() as db:
            return service.reveal(db, county.actor(by), of, body)
    except Refusal as refusal:
        return refusal.code


def _trail(county: County) -> list[AuditEntry]:
    with county.database.reading() as db:
        return list(db.exec(select(AuditEntry).where(AuditEntry.what == "numbers_revealed")))


def test_staff_of_the_village_see_what_they_ask_for_and_leave_a_trace(county: County, elder: UUID) -> None:
    ticket = uuid4()
    asked = {"fields": ["id_no", "contact_phone", "id_no"], "reason": " 填高龄补贴的表 ", "ticket_id": ticket}
    shown = _reveal(county, county.li, elder, **asked)
    assert shown == Revealed(contact_phone="00000000078", id_no=ID_NO, left_today=29)
    [entry] = _trail(county)
    assert (entry.by_id, entry.by_name, entry.subject_id) == (county.li.id, "李秀英", str(elder))
    assert (entry.reason, entry.place_path) == ("填高龄补贴的表", county.village.path)
    assert entry.data == {"fields": ["contact_phone", "id_no"], "ticket_id": str(ticket)}
    assert ID_NO not in entry.model_dump_json()


def test_nobody_else_sees_them_and_strangers_do_not_learn_of_the_person(county: County, elder: UUID) -> None:
    for by in (county.qian, county.daughter, county.officer, county.admin):
        assert _reveal(county, by, elder) == "not_found"
    assert _reveal(county, county.wang, county.wang.id) == "not_your_village"
    assert _reveal(county, county.li, uuid4()) == "not_found"
    assert _trail(county) == []


def test_thirty_times_a_day_are_the_most(county: County, elder: UUID) -> None:
    left = [_reveal(county, county.li, elder) for _ in range(30)]
    assert [each.left_today for each in left if isinstance(each, Revealed)] == list(range(29, -1, -1))
    assert _reveal(county, county.li, elder) == "too_many_reveals"
    assert isinstance(_reveal(county, county.zhao, elder), Revealed)
    with time_machine.travel(now() + timedelta(days=1)):
        assert isinstance(_reveal(county, county.li, elder), Revealed)


def test_parallel_looks_count_each_other(county: County, elder: UUID) -> None:
    for _ in range(26):
        _reveal(county, county.li, elder)
    answers = at_once(8, lambda: _reveal(county, county.li, elder))
    assert sum(isinstance(each, Revealed) for each in answers) == 4
    assert len(_trail(county)) == 30


@pytest.mark.parametrize("asked", [{"reason": ""}, {"reason": "好"}, {"fields": []}, {"fields": ["name"]}, {"more": 1}])
def test_a_look_needs_fields_and_a_reason(asked: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        RevealIn.model_validate({"fields": ["phone"], "reason": "给本人打电话"} | asked)


def test_a_reason_names_no_number(county: County, elder: UUID) -> None:
    for reason in ("电话 138 0000 0000", "是６１０４３０１８８００１０１００１８吗", "091-6123456"):
        assert _reveal(county, county.li, elder, reason=reason) == "number_in_reason"
    assert _trail(county) == []


@given(st.integers(0, 10**18))
def test_seven_digits_are_a_number_and_six_are_none(number: int) -> None:
    assert names_a_number(f"看{number}号") is (len(str(number)) >= 7)
