"""How turns that stand are laid beside those that a rule asks for, on plain values."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest

from app.core.clock import LOCAL
from app.duty.drawing.rules import Need
from app.duty.models import ShiftKind
from app.duty.roster.rules import Slot, slot_key
from app.duty.roster.standing.rules import Laid, Row, Whole, laid, wholes

EIGHT = datetime(2026, 3, 2, 8, tzinfo=LOCAL)
LI, ZHOU, SUN = UUID(int=1), UUID(int=2), UUID(int=3)


def hour(n: float) -> datetime:
    return EIGHT + timedelta(hours=n - 8)


def sat(person: UUID, begin: float, end: float, behind: Row | None = None) -> Row:
    return Row(uuid4(), person, ShiftKind.DUTY, hour(begin), hour(end), replaces_id=behind.id if behind else None)


def lay(
    standing: list[Whole], begin: float, end: float, persons: int = 1, skills: frozenset[str] = frozenset()
) -> Laid:
    key = slot_key("duty", hour(begin), hour(end))
    slot = Slot(Need(key, hour(begin), hour(end), 2, persons, skills), ShiftKind.DUTY)
    weights = {whole.key: 2 for whole in standing}
    known = {SUN: frozenset({"medicine"})}
    return laid([slot], standing, EIGHT - timedelta(days=1), weight_of=weights, skills_of=known)


def test_pieces_of_one_turn_are_one_turn_of_who_sat_longest() -> None:
    first = sat(LI, 8, 9)
    taken = sat(ZHOU, 9, 9.2, first)
    rows = [first, taken, sat(LI, 9.2, 12, taken), sat(SUN, 12, 14)]
    one, two = wholes(rows)
    assert (one.starts_at, one.ends_at, one.person_id) == (hour(8), hour(12), LI)
    assert [(person, round(part, 2)) for person, part in one.parts()] == [(LI, 0.25), (ZHOU, 0.05), (LI, 0.7)]
    assert two.person_id == SUN


def test_a_line_with_a_break_in_it_is_two_turns() -> None:
    first = sat(LI, 8, 9)
    assert len(wholes([first, sat(LI, 10, 12, first)])) == 2


@pytest.mark.parametrize(
    ("standing", "still_asked", "open_parts"),
    [
        ([(8.5, 12)], 0, []),
        ([(8, 11)], 0, [(11, 12, 1)]),
        ([(8, 9.5), (10, 12)], 0, [(9.5, 10, 1)]),
        ([(11, 14)], 1, []),  # It only touches the slot.
    ],
)
def test_one_person_is_spared_by_whoever_fills_half_of_the_turn(
    standing: list[tuple[float, float]], still_asked: int, open_parts: list[tuple[float, float, int]]
) -> None:
    found = lay(wholes([sat(LI, *span) for span in standing]), 9, 12)
    asked = [slot.need.persons for slot in found.slots if slot.need.key not in found.agreed]
    assert sum(asked) == still_asked
    parts = [(part.need.starts_at, part.need.ends_at, part.need.persons) for part in found.parts]
    assert parts == [(hour(begin), hour(end), persons) for begin, end, persons in open_parts]


def test_of_two_persons_one_at_other_hours_spares_one_and_brings_her_skill() -> None:
    found = lay(wholes([sat(SUN, 8.5, 12)]), 9, 12, persons=2, skills=frozenset({"medicine"}))
    slot = next(slot for slot in found.slots if slot.need.key not in found.agreed)
    assert (slot.need.persons, slot.need.skills) == (1, frozenset())


def test_as_many_move_as_there_is_room_for() -> None:
    found = lay(wholes([sat(LI, 8.5, 12), sat(ZHOU, 8.5, 12)]), 9, 12)
    assert [other.becomes is not None for other in found.others] == [True, False]
