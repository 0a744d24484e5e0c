"""What tests of staff stand on."""

from collections.abc import Iterator

import pytest

from tests.support.passwords import hashed_really


@pytest.fixture(autouse=True)
def real_cost() -> Iterator[None]:
    """The cost of a password is tested here, and that names cannot be told apart by it."""
    with hashed_really():
        yield
