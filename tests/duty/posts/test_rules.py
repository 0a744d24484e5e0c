"""The table of steps, the templates and the quarters, as plain values."""

from datetime import UTC, date, datetime

import pytest

from app.duty.models import HoldingState, PostKind
from app.duty.posts.records.rules import bounds_of, days_of, held_in, quarter_of, quarters_until
from app.duty.posts.rules import (
    DONE,
    MOVES,
    REASONS,
    STATES,
    STEPS,
    TEMPLATES,
    Need,
    PostMove,
    label_of,
    reasons_for,
    steps_for,
)


def test_every_state_is_reached_and_every_open_one_can_end() -> None:
    reached = {HoldingState.PROPOSED} | {step.to for steps in STEPS.values() for step in steps}
    assert reached == set(HoldingState) == set(STEPS) == set(STATES)
    for state in set(HoldingState) - {HoldingState.ENDED}:
        assert HoldingState.ENDED in {step.to for step in STEPS[state]}
    assert STEPS[HoldingState.ENDED] == ()


def test_every_step_has_a_name_a_sentence_and_reasons_where_it_needs_one() -> None:
    used = {step.move for steps in STEPS.values() for step in steps}
    assert used | {PostMove.PROPOSE} == set(PostMove) == set(DONE)
    assert used == set(MOVES)
    for state, steps in STEPS.items():
        for step in steps:
            assert bool(reasons_for(state, step.move)) == (Need.REASON in step.needs)
    assert {reason for state in STEPS for move in PostMove for reason in reasons_for(state, move)} < set(REASONS)


def test_nobody_leaves_a_post_who_has_not_come_onto_it() -> None:
    assert label_of(HoldingState.PROPOSED, PostMove.END).zh == "不列入"
    assert label_of(HoldingState.SUSPENDED, PostMove.END) == MOVES[PostMove.END]


def test_the_person_takes_back_and_takes_up_and_the_secretary_does_the_rest() -> None:
    own = {step.move for state in HoldingState for step in steps_for(state, is_secretary=False, is_person=True)}
    assert own == {PostMove.WITHDRAW, PostMove.TAKE_UP}
    assert not any(list(steps_for(state, is_secretary=False, is_person=False)) for state in HoldingState)


def test_there_are_ten_usual_posts_in_four_classes_and_five_of_the_services() -> None:
    usual = [each for each in TEMPLATES if each.kind is not PostKind.SERVICE]
    assert len(usual) == 10
    assert {each.kind for each in usual} == set(PostKind) - {PostKind.SERVICE, PostKind.OTHER}
    assert len(TEMPLATES) == 15
    assert len({each.code for each in TEMPLATES}) == 15


@pytest.mark.parametrize(
    ("day", "quarter"),
    [(date(2026, 1, 1), "2026-Q1"), (date(2026, 3, 31), "2026-Q1"), (date(2026, 12, 31), "2026-Q4")],
)
def test_a_day_lies_in_its_quarter(day: date, quarter: str) -> None:
    assert quarter_of(day) == quarter
    first, after = days_of(quarter)
    assert first <= day < after


def test_a_quarter_begins_and_ends_at_the_villages_midnight() -> None:
    assert bounds_of("2026-Q4") == (
        datetime(2026, 9, 30, 16, tzinfo=UTC),
        datetime(2026, 12, 31, 16, tzinfo=UTC),
    )


def test_an_entry_may_come_a_year_late_and_never_early() -> None:
    assert quarters_until(date(2026, 2, 3)) == ["2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2", "2025-Q1"]


def test_a_post_is_held_in_a_quarter_that_it_touches() -> None:
    begin, end = bounds_of("2026-Q2")
    assert held_in(begin, None, "2026-Q2")
    assert held_in(datetime(2020, 1, 1, tzinfo=UTC), end, "2026-Q2")
    assert not held_in(end, None, "2026-Q2")
    assert not held_in(datetime(2020, 1, 1, tzinfo=UTC), begin, "2026-Q2")
    assert not held_in(None, None, "2026-Q2")
