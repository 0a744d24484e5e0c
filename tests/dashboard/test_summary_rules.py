"""What a summary hides, and that nothing brings it back."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.clock import LOCAL
from app.dashboard.rules import is_known, tag_of
from app.dashboard.summary.rules import day_bounds, mask_name, satisfied_rate, shown_total
from app.tickets.kinds.workflow import Service
from app.tickets.rules import shown_count

HIDING = [Service.DISPUTE, Service.MEDICAL]
CELLS = st.lists(st.integers(0, 9), max_size=8)


@pytest.mark.parametrize(
    ("service", "shown"),
    [
        (Service.DISPUTE, [0, "<3", "<3", 3, 4, 5]),
        (Service.MEDICAL, [0, "<5", "<5", "<5", "<5", 5]),
        (Service.ERRAND, [0, 1, 2, 3, 4, 5]),
        (Service.FINANCE, [0, 1, 2, 3, 4, 5]),
        (Service.PARCEL, [0, 1, 2, 3, 4, 5]),
    ],
)
def test_small_numbers_of_health_and_quarrels_are_hidden(service: Service, shown: list[int | str]) -> None:
    assert [shown_count(service, n) for n in range(6)] == shown


@given(st.sampled_from(HIDING), CELLS)
def test_a_total_says_nothing_that_the_shown_cells_do_not_say(service: Service, cells: list[int]) -> None:
    """The total follows from the shown cells alone, so whoever subtracts learns nothing."""
    shown = [shown_count(service, n) for n in cells]
    least = sum(1 if isinstance(each, str) else each for each in shown)
    hidden = any(isinstance(each, str) for each in shown)
    assert shown_total(service, cells) == (f"≥{least}" if hidden else least)


@given(st.sampled_from(sorted(set(Service) - set(HIDING))), CELLS)
def test_totals_of_open_services_are_exact(service: Service, cells: list[int]) -> None:
    assert shown_total(service, cells) == sum(cells)


def test_a_rate_needs_ten_ratings() -> None:
    assert satisfied_rate(9, 9) is None
    assert satisfied_rate(9, 10) == 0.9
    assert satisfied_rate(0, 0) is None


def test_a_name_on_a_board_is_a_surname() -> None:
    assert [mask_name(name) for name in ("王老汉", "李芳", "")] == ["王**", "李**", "**"]


def test_days_begin_at_the_village_s_midnight() -> None:
    bounds = day_bounds(datetime(2026, 11, 23, 17, 0, tzinfo=UTC))  # One o'clock at night on the 24th.
    assert len(bounds) == 15
    assert bounds[0] == datetime(2026, 11, 11, tzinfo=LOCAL)
    assert bounds[-2:] == [datetime(2026, 11, 24, tzinfo=LOCAL), datetime(2026, 11, 25, tzinfo=LOCAL)]


def test_a_tag_is_known_in_every_form_a_client_may_send() -> None:
    tag = tag_of("summary", 7)
    assert tag == tag_of("summary", 7) != tag_of("summary", 8)
    assert all(is_known(tag, sent) for sent in (tag, f"W/{tag}", f'"x", {tag}', "*"))
    assert not any(is_known(tag, sent) for sent in (None, "", '"x"', tag.strip('"')))
