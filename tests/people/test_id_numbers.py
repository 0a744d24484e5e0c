"""The rule of citizen ID numbers (GB 11643), over numbers that nobody living has."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.core.clock import today
from app.people import rules
from app.people.schemas import PersonIn

GOOD = ("610430188001010018", "61043018811230000X")
TODAY = date(2026, 11, 24)
FORMER = st.dates(min_value=date(1850, 1, 1), max_value=date(1889, 12, 31))


@st.composite
def id_numbers(draw: st.DrawFn) -> str:
    """Any area, a day in the 1880s or before, any sequence, and the right last character."""
    area, sequence = draw(st.integers(100000, 999999)), draw(st.integers(0, 999))
    body = f"{area}{draw(FORMER):%Y%m%d}{sequence:03}"
    return body + rules.check_character(body)


def _wrong(id_no: str) -> bool:
    return rules.what_is_wrong_with_id_no(id_no, TODAY) is not None


@pytest.mark.parametrize("id_no", GOOD)
def test_good_numbers_are_taken(id_no: str) -> None:
    assert not _wrong(id_no)


@given(id_numbers())
def test_whatever_the_area_a_number_with_its_last_character_is_good(id_no: str) -> None:
    assert not _wrong(id_no)


@given(id_numbers())
def test_every_change_of_one_character_is_caught(id_no: str) -> None:
    for at in range(18):
        for other in "0123456789X":
            if other != id_no[at]:
                assert _wrong(id_no[:at] + other + id_no[at + 1 :]), (at, other)


@given(id_numbers(), st.integers(0, 15))
def test_two_neighbours_that_changed_places_are_caught(id_no: str, at: int) -> None:
    swapped = id_no[:at] + id_no[at + 1] + id_no[at] + id_no[at + 2 :]
    assert swapped == id_no or _wrong(swapped)


@pytest.mark.parametrize(
    ("id_no", "says"),
    [
        ("610430880101001", "15 位"),
        ("61043018800101001", "18 位"),
        ("61043018800101001A", "18 位"),
        ("010430188001010018", "18 位"),
        ("610430188013010018", "出生日期"),
        ("610430188102290010", "出生日期"),
        ("610430184912310018", "出生日期"),
        ("610430188001010019", "最后一位"),
    ],
)
def test_the_sentence_says_what_to_look_at(id_no: str, says: str) -> None:
    wrong = rules.what_is_wrong_with_id_no(id_no, TODAY)
    assert wrong is not None
    assert says in wrong.zh
    assert wrong.en


def test_nobody_is_born_tomorrow() -> None:
    for days, wrong in ((0, False), (1, True)):
        body = f"610430{TODAY + timedelta(days=days):%Y%m%d}001"
        assert _wrong(body + rules.check_character(body)) is wrong


@pytest.mark.parametrize(
    "typed", ["６１０４３０１８８１１２３００００Ｘ", "61043018811230000x", " 610430 18811230-000x "]
)
def test_a_number_may_be_typed_as_people_type_it(typed: str) -> None:
    assert rules.tidy_id_no(typed) == "61043018811230000X"


def test_a_masked_number_keeps_three_characters_and_four() -> None:
    assert rules.mask_id_no("610430188001010018") == "610***********0018"
    assert rules.mask_id_no(None) is None


def _asked(**more: object) -> PersonIn:
    body = {"id": "00000000-0000-0000-0000-000000000007", "name": "张三", "phone": "00000000077"}
    return PersonIn.model_validate(body | {"village_code": "610430107203"} | more)


def test_the_year_of_birth_follows_from_the_number() -> None:
    assert _asked(id_no="61043018811230000x").birth_year == 1881
    assert _asked().birth_year is None
    with pytest.raises(ValidationError, match="出生年份"):
        _asked(id_no="61043018811230000x", birth_year=1981)


def test_a_refused_number_is_told_by_its_sentence() -> None:
    with pytest.raises(ValidationError, match="最后一位对不上"):
        _asked(id_no="610430188001010019")
    body = f"610430{today() + timedelta(days=400):%Y%m%d}001"
    with pytest.raises(ValidationError, match="出生日期"):
        _asked(id_no=body + rules.check_character(body))
