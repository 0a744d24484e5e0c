"""Passwords hashed in a hundredth of the time: what hashing costs in the villages has tests of its own."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.people.staff import rules

CHEAP = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=256, parallelism=1),))
_REAL = {name: getattr(rules, name) for name in ("_hasher", "_NOBODY")}


@contextmanager
def hashed_cheaply() -> Iterator[None]:
    """Let whatever hashes in this process do it cheaply."""
    with _set({"_hasher": CHEAP, "_NOBODY": CHEAP.hash("nobody")}):
        yield


@contextmanager
def hashed_really() -> Iterator[None]:
    """Within the other one: at the cost that villages pay."""
    with _set(_REAL):
        yield


@contextmanager
def _set(values: dict[str, object]) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(rules, name, value)
        yield
