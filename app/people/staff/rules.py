"""Decisions about accounts: which password is good, when a name is locked, whether an authenticator's code counts."""

import base64
import hmac
import threading
import unicodedata
from datetime import datetime, timedelta
from typing import NamedTuple

import pyotp
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

_FREE_WRONG_PASSWORDS = 5
_FIRST_DELAY = timedelta(seconds=30)
_LONGEST_DELAY = timedelta(minutes=15)
_SHORTEST_PASSWORD = 12
_SHORTEST_WITH_TOTP = 8
LONGEST_PASSWORD = 256

_hasher = PasswordHash((Argon2Hasher(),))
# Each hashing takes 64 MiB and a core; more at once would starve everything else on a small machine.
_hashing = threading.BoundedSemaphore(2)
# Of a random password that nobody knows: an unknown user name takes as long to refuse as a known one.
_NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$IYAjYCl0lDMHbm0b+b0RlA$HCrUkk355tJgZdxCOqZFetqaJAYvL2GmMX2o8yyNN3Q"


def lock_after(failed: int) -> timedelta | None:
    """How long a user name is locked after so many wrong passwords in a row: twice as long each time, at most 15 minutes."""
    if failed < _FREE_WRONG_PASSWORDS:
        return None
    doublings = min(failed - _FREE_WRONG_PASSWORDS, 10)
    return min(_FIRST_DELAY * (1 << doublings), _LONGEST_DELAY)


class HashedPassword(NamedTuple):
    """A password as it may enter a transaction: its argon2id hash, and how long it was."""

    hash: str
    length: int


def is_long_enough(length: int, *, has_totp: bool) -> bool:
    """Length is the one rule for a password; what it is made of is its owner's business (NIST SP 800-63B)."""
    return (_SHORTEST_WITH_TOTP if has_totp else _SHORTEST_PASSWORD) <= length <= LONGEST_PASSWORD


def hash_password(password: str) -> HashedPassword:
    """The hash to store; slow (a tenth of a second and 64 MiB), so it is made outside of any transaction."""
    with _hashing:
        return HashedPassword(_hasher.hash(unicodedata.normalize("NFKC", password)), len(password))


def check_password(password: str, stored: str | None) -> tuple[bool, str | None]:
    """Whether a password is right, and a newer hash to store if the old one became weak; slow, as above."""
    with _hashing:
        return _hasher.verify_and_update(unicodedata.normalize("NFKC", password), stored or _NOBODY)


def totp_secret(key: bytes, seed: str) -> str:
    """The secret that an authenticator app shares with us; it is derived, so the database alone does not hold it."""
    return base64.b32encode(hmac.digest(key, seed.encode(), "sha256")[:20]).decode()


def totp_step(secret: str, code: str, now: datetime, last_step: int) -> int | None:
    """The 30-second step that a code belongs to, one to either side allowed; none if it is wrong or was used before."""
    totp = pyotp.TOTP(secret)
    here = int(now.timestamp()) // totp.interval
    for step in (here - 1, here, here + 1):
        if step > last_step and hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None
