"""Numbers on slips: how they are made, and what is read from bad handwriting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.tickets.paper_numbers.rules import HIGHEST, Slips, check_digit, paper_number, printed, read_number
from tests.support.papers import pages, text

COUNTS = st.integers(1, HIGHEST)


def test_the_check_digit_is_that_of_the_standard() -> None:
    """The example of ISO/IEC 7064 for MOD 11,10: 0794 has the check digit 5."""
    assert check_digit("0794") == "5"


@given(COUNTS)
def test_a_number_is_read_as_it_was_printed(count: int) -> None:
    number = paper_number("DHS", count)
    assert read_number(number, "DHS") == (number, count)
    assert read_number(number[-6:], "DHS") == (number, count)
    assert read_number(f" dhs-{number[-6:-3]} {number[-3:]}", "DHS") == (number, count)


@given(COUNTS, st.integers(0, 5), st.integers(1, 9))
def test_a_single_wrong_digit_is_always_found(count: int, at: int, by: int) -> None:
    digits = list(paper_number("DHS", count)[-6:])
    digits[at] = str((int(digits[at]) + by) % 10)
    assert read_number("".join(digits), "DHS") is None


@pytest.mark.parametrize(
    "written", ["", "12345", "1234567", "YN临000018", "DHS临00001８", "DHS临OOOO18", "000000", "临"]
)
def test_what_is_no_number_of_the_village_is_not_read(written: str) -> None:
    assert read_number(written, "DHS") is None


def test_slips_are_printed_eight_on_a_page_each_with_its_own_number() -> None:
    numbers = tuple(paper_number("DHS", count) for count in range(1, 17))
    made = printed(Slips(numbers, "大槐树村党群服务中心", "00000000108", "镇里 00000000900", "zh"))
    assert len(pages(made)) == 2
    for number in numbers:
        assert text(made).count(number) == 1
    assert "凭这个号查进展" in text(made).replace("\n", "")
    assert "Slip for a request" in text(printed(Slips(numbers[:8], "Dahuaishu", "1", "", "en")))
