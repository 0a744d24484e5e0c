"""Which password is good, and how long a name is locked."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from pwdlib.hashers.argon2 import Argon2Hasher

from app.people.staff import rules

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
SECRET = rules.totp_secret(b"k" * 32, "seed")


def test_a_name_is_locked_after_five_wrong_passwords_twice_as_long_each_time() -> None:
    locks = [rules.lock_after(failed) for failed in range(12)]
    assert locks[:5] == [None] * 5
    assert [lock.total_seconds() for lock in locks[5:] if lock] == [30, 60, 120, 240, 480, 900, 900]
    assert rules.lock_after(10**9) == timedelta(minutes=15)


@pytest.mark.parametrize(
    ("length", "has_totp", "is_long"),
    [(11, False, False), (12, False, True), (7, True, False), (8, True, True), (256, False, True), (257, False, False)],
)
def test_a_password_only_has_to_be_long(length: int, has_totp: bool, is_long: bool) -> None:
    assert rules.is_long_enough(length, has_totp=has_totp) is is_long


def test_a_password_fits_its_hash_however_it_was_typed() -> None:
    hashed = rules.hash_password("ｃａｆé 长长的密码 42")
    assert hashed.hash.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert rules.check_password("cafe\u0301 长长的密码 42", hashed.hash) == (True, None)
    assert rules.check_password("cafe 长长的密码 42", hashed.hash) == (False, None)


def test_an_unknown_name_costs_the_same_hashing_and_never_fits() -> None:
    assert rules.check_password("anything", None) == (False, None)
    assert not Argon2Hasher().check_needs_rehash(rules._NOBODY)  # noqa: SLF001 - the cost is what is tested.


def test_a_weak_old_hash_is_replaced_when_its_owner_signs_in() -> None:
    weak = Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1).hash("a long enough password")
    is_right, better = rules.check_password("a long enough password", weak)
    assert is_right
    assert better is not None
    assert rules.check_password("a long enough password", better) == (True, None)


def test_an_authenticators_code_counts_one_step_to_either_side_and_once() -> None:
    here = int(NOW.timestamp()) // 30
    totp = pyotp.TOTP(SECRET)
    for step in range(here - 3, here + 4):
        expected = step if abs(step - here) <= 1 else None
        assert rules.totp_step(SECRET, totp.generate_otp(step), NOW, 0) == expected
    assert rules.totp_step(SECRET, totp.generate_otp(here), NOW, here) is None
    assert rules.totp_step(SECRET, totp.generate_otp(here - 1), NOW, here) is None
    assert rules.totp_step(SECRET, totp.generate_otp(here + 1), NOW, here) == here + 1


def test_a_secret_depends_on_key_and_seed() -> None:
    assert len({SECRET, rules.totp_secret(b"o" * 32, "seed"), rules.totp_secret(b"k" * 32, "other")}) == 3
