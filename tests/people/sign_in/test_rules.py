"""What a code is, and how often one may ask."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.people.sign_in import rules

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)


def test_a_code_is_six_digits_of_its_request_under_the_key() -> None:
    codes = {rules.code_of(b"k" * 32, uuid4()) for _ in range(2000)}
    assert len(codes) > 1990
    assert all(len(code) == 6 and code.isdecimal() for code in codes)
    request = UUID(int=1)
    assert rules.code_of(b"k" * 32, request) == rules.code_of(b"k" * 32, request) != rules.code_of(b"o" * 32, request)


def test_a_digest_of_a_card_depends_on_key_number_and_digits() -> None:
    digests = {
        rules.digest_of_card(key, number, code)
        for key in (b"k" * 32, b"o" * 32)
        for number in ("0000000001", "0000000002")
        for code in ("000001", "000002")
    }
    assert len(digests) == 8


@pytest.mark.parametrize(
    ("seconds_ago", "wait"),
    [
        ([], 0),
        ([59], 1),
        ([60], 0),
        ([61, 700, 1400, 2100], 0),
        ([61, 700, 1400, 2100, 3500], 100),
        ([61, 700, 1400, 2100, 3600], 0),
        ([5_000 * n for n in range(1, 10)], 0),
        ([5_000 * n for n in range(1, 11)], 86_400 - 50_000),
        ([5_000 * n for n in range(10, 0, -1)], 86_400 - 50_000),
    ],
)
def test_one_code_a_minute_five_an_hour_ten_a_day(seconds_ago: list[int], wait: int) -> None:
    asked_at = [NOW - timedelta(seconds=seconds) for seconds in seconds_ago]
    assert rules.wait_before_asking(asked_at, NOW) == timedelta(seconds=wait)


def test_a_phone_has_fifteen_wrong_tries_a_day_and_five_a_code() -> None:
    assert [rules.tries_left_today(wrong) for wrong in (0, 10, 11, 14, 15, 20)] == [5, 5, 4, 1, 0, 0]
