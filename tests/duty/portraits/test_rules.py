"""For whom a portrait may be on a board, and who looks after it."""

from uuid import UUID

import pytest

from app.duty.portraits.rules import address, is_within, looks_after

TOWN, HUAISHU, YINAN = "/1/8/", "/1/8/120/", "/1/8/121/"


def test_another_picture_has_another_address() -> None:
    first, second = (address("610430107203", UUID(int=n)) for n in (1, 2))
    assert first == "/api/v1/board/610430107203/portraits/00000000-0000-0000-0000-000000000001"
    assert first != second


@pytest.mark.parametrize(
    ("works_at", "is_there"),
    [([HUAISHU], True), ([TOWN], True), ([YINAN, HUAISHU], True), ([YINAN], False), (["/1/8/12/"], False), ([], False)],
)
def test_a_village_shows_those_who_work_in_it_or_above_it(works_at: list[str], *, is_there: bool) -> None:
    assert is_within(works_at, HUAISHU) is is_there


@pytest.mark.parametrize(
    ("secretary_of", "works_at", "does"),
    [
        ([HUAISHU], [HUAISHU], True),
        ([HUAISHU], [TOWN], True),
        ([TOWN], [HUAISHU], True),
        ([YINAN], [HUAISHU], False),
        ([YINAN, HUAISHU], [HUAISHU], True),
        ([HUAISHU], [], False),
        ([], [HUAISHU], False),
    ],
)
def test_a_secretary_looks_after_those_who_work_at_his_places(
    secretary_of: list[str], works_at: list[str], *, does: bool
) -> None:
    assert looks_after(secretary_of, works_at) is does
