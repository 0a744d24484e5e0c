"""What no free text may hold; how card numbers and secrets are found is tested with the finance service."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.problems import Refusal
from app.people.rules import check_character
from app.people.texts.rules import forbidden_text, refuse_forbidden_text

# No person's: the district code 000000 was never given out.
_BODY = "10000019490101001"
ID_NUMBER = _BODY + check_character(_BODY)


@pytest.mark.parametrize(
    "text",
    [
        ID_NUMBER,
        f"老王{ID_NUMBER}的补贴",
        f"{ID_NUMBER[:6]} {ID_NUMBER[6:14]} {ID_NUMBER[14:]}",
        f"{ID_NUMBER[:6]}-{ID_NUMBER[6:14]}-{ID_NUMBER[14:]}".translate(
            str.maketrans("0123456789", "０１２３４５６７８９")
        ),
        "".join("零一二三四五六七八九"[int(each)] if each != "X" else each for each in ID_NUMBER),
    ],
)
def test_an_id_number_is_refused_however_it_is_written(text: str) -> None:
    why = forbidden_text(text)
    assert why is not None
    assert "身份证号" in why.zh


def test_an_x_at_the_end_is_one_of_its_figures() -> None:
    bodies = (f"100000194901010{n:02d}" for n in range(100))
    number = next(body + "X" for body in bodies if check_character(body) == "X")
    assert forbidden_text(number.lower()) is not None
    assert forbidden_text(number) is not None


@pytest.mark.parametrize("text", ["清了渠口的树枝", "送材料 3 趟，电话13800000000", "DHS-F-261123-0042", ""])
def test_what_people_write_of_their_work_is_not_refused(text: str) -> None:
    assert forbidden_text(text) is None


@given(st.sampled_from("0123456789"))
def test_a_number_with_a_wrong_check_character_is_none(last: str) -> None:
    if last != ID_NUMBER[-1]:
        # An even last figure may make a card number of it, which is refused as one.
        why = forbidden_text(_BODY + last)
        assert why is None or "卡号" in why.zh


def test_each_of_several_texts_is_looked_at() -> None:
    refuse_forbidden_text(None, "", "说到做到")
    with pytest.raises(Refusal) as said:
        refuse_forbidden_text("说到做到", None, "卡号 4111 1111 1111 1111")
    assert (said.value.status, said.value.code) == (422, "forbidden_text")
