"""When people may be disturbed."""

from datetime import datetime, time, timedelta

import pytest

from app.core.clock import LOCAL
from app.notices.rules import MOST_TRIES, Night, can_be_texted, send_after, wait_after

NIGHT = Night.between("21:00", "07:00")
SIESTA = Night.between("12:00", "14:30")
NEVER = Night(time(8), time(8))


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("night", "told", "sent"),
    [
        (NIGHT, "2026-02-14 20:59:59", "2026-02-14 20:59:59"),
        (NIGHT, "2026-02-14 21:00", "2026-02-15 07:00"),
        (NIGHT, "2026-02-14 23:59:59", "2026-02-15 07:00"),
        (NIGHT, "2026-02-15 00:00", "2026-02-15 07:00"),
        (NIGHT, "2026-02-15 06:59:59", "2026-02-15 07:00"),
        (NIGHT, "2026-02-15 07:00", "2026-02-15 07:00"),
        (NIGHT, "2026-12-31 22:00", "2027-01-01 07:00"),
        (SIESTA, "2026-02-14 12:00", "2026-02-14 14:30"),
        (SIESTA, "2026-02-14 14:30", "2026-02-14 14:30"),
        (SIESTA, "2026-02-14 23:00", "2026-02-14 23:00"),
        (NEVER, "2026-02-14 08:00", "2026-02-14 08:00"),
    ],
)
def test_nobody_is_disturbed_at_night(night: Night, told: str, sent: str) -> None:
    assert send_after(_at(told), night, urgent=False) == _at(sent)


def test_an_emergency_does_not_wait_for_the_morning() -> None:
    assert send_after(_at("2026-02-14 23:00"), NIGHT, urgent=True) == _at("2026-02-14 23:00")


def test_waits_grow_and_end() -> None:
    waits = [wait_after(tries) for tries in range(1, MOST_TRIES + 2)]
    grown = [wait for wait in waits if wait]
    assert grown == sorted(grown)
    assert waits[:1] == [timedelta(minutes=1)]
    assert waits[-2:] == [None, None]


@pytest.mark.parametrize("phone", [None, "", "00000000012", "02912345678", "12012345678", "+8619912345678"])
def test_land_lines_and_fictional_numbers_get_no_messages(phone: str | None) -> None:
    assert not can_be_texted(phone)
    assert can_be_texted("19912345678")
