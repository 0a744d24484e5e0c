"""Who takes over from whom, and what goes over."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.core.clock import LOCAL
from app.duty.models import ShiftKind
from app.duty.rules import Turn
from app.proxy.handover.models import Why
from app.proxy.handover.rules import Item, Matter, items, merged, next_own, successor
from app.tickets.kinds.workflow import Core, Owner, Service, Urgency

LI, ZHANG, SUN = UUID(int=1), UUID(int=2), UUID(int=3)
STAFF = {LI, ZHANG, SUN}
NOON = datetime(2026, 11, 24, 12, tzinfo=LOCAL)


def turn(person: UUID, begin: int, end: int, kind: ShiftKind = ShiftKind.DUTY) -> Turn:
    """A turn from so many hours after noon to so many hours after noon."""
    return Turn(uuid4(), 1, kind, NOON + timedelta(hours=begin), NOON + timedelta(hours=end), person, "")


def matter(**more: Any) -> Matter:
    base = Matter(
        uuid4(),
        Service.ERRAND,
        Core.ACCEPTED,
        Urgency.NORMAL,
        Owner.VILLAGE,
        NOON + timedelta(days=20),
        is_mine=True,
        originals=0,
    )
    return base._replace(**more)


def one(ends_at: datetime, back_at: datetime | None, **more: Any) -> Item:
    [item] = items([matter(**more)], ends_at, back_at)
    return item


def test_the_next_turn_of_another_takes_over() -> None:
    own, after = turn(LI, -3, 0), turn(ZHANG, 2, 6)
    assert successor([own, turn(SUN, 20, 24), after], own, STAFF).turn == after
    assert successor([own], own, STAFF) == (None, False)


def test_whoever_is_still_there_takes_over_before_whoever_comes_later() -> None:
    own, beside = turn(LI, -3, 0), turn(SUN, -1, 3)
    assert successor([own, beside, turn(ZHANG, 2, 6)], own, STAFF).turn == beside


def test_a_joint_office_or_somebody_who_left_takes_nothing_over() -> None:
    own, after = turn(LI, -3, 0), turn(ZHANG, 2, 6)
    together, gone = turn(SUN, 0, 2, ShiftKind.JOINT_OFFICE), turn(SUN, 1, 2)
    assert successor([own, together, gone, after], own, STAFF - {SUN}).turn == after


@pytest.mark.parametrize("begin", [0, 2])
def test_the_same_person_twice_in_a_row_hands_nothing_over(begin: int) -> None:
    own = turn(LI, -3, 0)
    assert successor([own, turn(LI, begin, 6), turn(ZHANG, begin, 6)], own, STAFF).is_same


def test_one_is_back_when_the_next_turn_begins() -> None:
    own, back = turn(LI, -3, 0), turn(LI, 44, 48)
    assert next_own([own, turn(ZHANG, 2, 6), turn(LI, 68, 72), back], own) == back.starts_at


def test_what_is_due_before_one_is_back_goes_over_and_the_rest_stays() -> None:
    back = NOON + timedelta(days=2)
    assert one(NOON, back, due_at=NOON + timedelta(days=1)).moves
    assert not one(NOON, back, due_at=NOON + timedelta(days=3)).moves
    assert one(NOON, None, due_at=NOON + timedelta(days=3)).moves, "who is never back leaves everything"


def test_new_and_urgent_matters_go_over_whenever_they_are_due() -> None:
    back, far = NOON + timedelta(days=2), NOON + timedelta(days=9)
    assert one(NOON, back, due_at=far, core=Core.SUBMITTED).moves
    assert one(NOON, back, due_at=far, urgency=Urgency.URGENT).moves


@pytest.mark.parametrize(
    ("core", "owner", "why"),
    [
        (Core.CORRECTION_REQUIRED, Owner.VILLAGER, Why.WAITING_PAPERS),
        (Core.WAITING_EXTERNAL, Owner.AUTHORITY, Why.WAITING_ELSEWHERE),
        (Core.SUSPENDED, Owner.AUTHORITY, Why.WAITING_ELSEWHERE),
    ],
)
def test_what_waits_for_others_is_named_and_stays(core: Core, owner: Owner, why: Why) -> None:
    item = one(NOON, None, core=core, clock_owner=owner, due_at=NOON)
    assert item.why == (why,)
    assert not item.moves


@pytest.mark.parametrize("service", [Service.MEDICAL, Service.DISPUTE])
def test_health_and_quarrels_never_go_from_turn_to_turn(service: Service) -> None:
    item = one(NOON, None, service=service, core=Core.SUBMITTED, urgency=Urgency.URGENT, due_at=NOON)
    assert Why.PERSONAL in item.why
    assert not item.moves


def test_promises_are_told_apart_by_their_day() -> None:
    assert one(NOON, None, due_at=NOON - timedelta(days=3)).why == (Why.PROMISED_TODAY,), "overdue is today's, too"
    assert one(NOON, None, due_at=NOON.replace(hour=23, minute=59)).why == (Why.PROMISED_TODAY,)
    assert one(NOON, None, due_at=NOON + timedelta(days=1)).why == (Why.PROMISED_SOON,)
    assert one(NOON, None, due_at=NOON + timedelta(days=8)).why == (Why.OPEN,)


def test_originals_alone_move_no_matter() -> None:
    item = one(NOON, None, is_mine=False, originals=2, due_at=NOON)
    assert Why.ORIGINALS in item.why
    assert not item.moves


def test_a_note_gets_what_came_later_and_drops_nothing() -> None:
    [old, still] = items([matter(), matter()], NOON, None)
    new = Item(uuid4(), (Why.NEW,), moves=True)
    again = still._replace(moves=False)
    assert merged([old, still], [new, again]) == [old, again, new]
