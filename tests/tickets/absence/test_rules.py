"""Until when somebody is away, and what cannot wait for him."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from app.duty.roster.models import Leave
from app.places.rules import WorkCalendar
from app.tickets.absence.rules import back_on, cannot_wait
from app.tickets.kinds.workflow import Urgency
from app.tickets.silence.rules import Held

TUESDAY = date(2026, 11, 24)
BEGUN = Held(1, datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 23, 2, tzinfo=UTC), None)


def leave(first: int, last: int) -> Leave:
    day = TUESDAY.replace
    return Leave(
        id=uuid4(), village_id=1, village_path="/1/", person_id=uuid4(), first_on=day(day=first), last_on=day(day=last)
    )


@pytest.mark.parametrize(
    ("leaves", "back"),
    [
        ([], None),
        ([(25, 26)], None),
        ([(23, 24)], 25),
        ([(23, 24), (25, 27)], 28),
        ([(23, 24), (26, 27)], 25),
        ([(20, 29), (24, 25)], 30),
    ],
)
def test_leaves_that_follow_each_other_are_one_absence(leaves: list[tuple[int, int]], back: int | None) -> None:
    assert back_on([leave(*each) for each in leaves], TUESDAY) == (TUESDAY.replace(day=back) if back else None)


@pytest.mark.parametrize(
    ("back", "due", "urgency", "waits"),
    [
        (25, 27, "normal", True),
        (25, None, "normal", True),
        (25, 25, "normal", False),
        (26, 30, "normal", False),
        (25, 27, "urgent", False),
    ],
)
def test_a_matter_in_good_hands_waits_for_one_working_day(
    back: int, due: int | None, urgency: str, waits: bool
) -> None:
    due_at = datetime(2026, 11, due, 10, tzinfo=UTC) if due else None
    assert cannot_wait(Urgency(urgency), due_at, BEGUN, TUESDAY, TUESDAY.replace(day=back), WorkCalendar()) is not waits


def test_a_weekend_is_no_working_day() -> None:
    friday, tuesday = date(2026, 11, 27), date(2026, 12, 1)
    assert not cannot_wait(Urgency.NORMAL, None, BEGUN, friday, date(2026, 11, 30), WorkCalendar())
    assert cannot_wait(Urgency.NORMAL, None, BEGUN, friday, tuesday, WorkCalendar()), "Friday and Monday are two"


def test_what_he_has_not_begun_does_not_wait_at_all() -> None:
    untouched = BEGUN._replace(first_act_at=None)
    assert cannot_wait(Urgency.NORMAL, None, untouched, TUESDAY, TUESDAY.replace(day=25), WorkCalendar())
