"""What everybody has carried: by the time they sat and could be asked for, and no more of it in one month than is fair."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlmodel import select

from app.core.clock import LOCAL
from app.duty.changing.rules import TurnMove
from app.duty.changing.schemas import TurnMoveIn
from app.duty.changing.service import act
from app.duty.roster import queries, rules, service
from app.duty.roster.leave.service import take_leave
from app.duty.roster.loads.rules import Served, asked_back, carried, presence
from app.duty.roster.models import RosterMember
from app.duty.roster.schemas import LeaveIn, MemberIn
from app.duty.service import plan_shift
from app.people.actor import SYSTEM
from app.people.models import Person, RoleGrant
from tests.duty.conftest import HUAISHU, Scene

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
LI, ZHOU, NEW = UUID(int=1), UUID(int=2), UUID(int=3)


def test_a_month_before_somebody_came_owes_them_nothing() -> None:
    served = [Served(LI, date(2026, 1, 5), 6), Served(ZHOU, date(2026, 1, 6), 2), Served(LI, date(2026, 2, 3), 3)]
    present = {JANUARY: {LI: 1.0, ZHOU: 1.0, NEW: 0.0}, FEBRUARY: {LI: 1.0, ZHOU: 1.0, NEW: 1.0}}
    assert carried(served, present) == {LI: 4, ZHOU: -3, NEW: -1}


def test_whoever_was_there_for_half_of_a_month_owes_half_of_it() -> None:
    served = [Served(LI, date(2026, 1, 5), 8), Served(ZHOU, date(2026, 1, 6), 4)]
    assert carried(served, {JANUARY: {LI: 1.0, ZHOU: 0.5}}) == {LI: 0, ZHOU: 0}


def test_an_exempt_month_is_no_debt_and_what_was_sat_in_it_a_gift() -> None:
    served = [Served(LI, date(2026, 1, 5), 8), Served(ZHOU, date(2026, 1, 6), 8), Served(NEW, date(2026, 1, 7), 2)]
    assert carried(served, {JANUARY: {LI: 1.0, ZHOU: 1.0, NEW: 0.0}}) == {LI: 0, ZHOU: 0, NEW: 0}


def test_days_of_leave_are_days_on_which_nobody_could_be_asked() -> None:
    days = rules.month_days("2026-04")
    assert presence(days, date(2025, 1, 1), [(date(2026, 4, 16), date(2026, 5, 20))]) == 0.5
    assert (
        presence(days, date(2025, 1, 1), [(date(2026, 4, 1), date(2026, 4, 3)), (date(2026, 4, 2), date(2026, 4, 6))])
        == 0.8
    )
    assert presence(days, date(2026, 4, 2), []) == 0
    assert presence(days, date(2025, 1, 1), []) == 1


@pytest.mark.parametrize(("ahead", "counts"), [(3, 3), (-3, -3), (40, 8), (-40, -8)])
def test_one_month_asks_back_half_of_an_even_share_at_most(ahead: int, counts: int) -> None:
    assert asked_back(ahead, 16) == counts


def test_exemptions_keep_their_days() -> None:
    spans = rules.exempted([], is_exempt=True, on=date(2026, 3, 1))
    assert rules.exempted(spans, is_exempt=True, on=date(2026, 3, 9)) == spans == [["2026-03-01", None]]
    over = rules.exempted(spans, is_exempt=False, on=date(2026, 4, 1))
    assert rules.exempted(over, is_exempt=False, on=date(2026, 4, 9)) == over == [["2026-03-01", "2026-03-31"]]
    again = rules.exempted(over, is_exempt=True, on=date(2026, 5, 1))
    assert rules.exempt_days(again) == [(date(2026, 3, 1), date(2026, 3, 31)), (date(2026, 5, 1), date.max)]


# Through the database: February is lived, March is drawn.


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Sunday the first of February 2026."""
    with time_machine.travel(datetime(2026, 2, 1, 7, tzinfo=LOCAL), tick=False) as clock:
        yield clock


@pytest.fixture(autouse=True)
def members(scene: Scene) -> None:
    """Everybody has been there for long."""
    with scene.database.writing() as db:
        for grant in db.exec(select(RoleGrant)):
            grant.since = datetime(2025, 1, 1, tzinfo=LOCAL)
            db.add(grant)


def march(scene: Scene) -> dict[UUID, int]:
    with time_machine.travel(datetime(2026, 2, 27, 9, tzinfo=LOCAL), tick=False), scene.database.reading() as db:
        return {member.id: member.carried for member in queries.question(db, scene.village, "2026-03").members}


def sits(scene: Scene, person: Person, *days: int) -> list[UUID]:
    found = []
    for day in days:
        hours = {
            "starts_at": datetime(2026, 2, day, 8, 30, tzinfo=LOCAL),
            "ends_at": datetime(2026, 2, day, 12, tzinfo=LOCAL),
        }
        with scene.database.writing() as db:
            asked = scene.shift(person, "25 10:00", "25 11:00").model_copy(update={"id": uuid4(), **hours})
            found.append(plan_shift(db, SYSTEM, asked).shift.id)
    return found


def exempt(scene: Scene, person: Person, *, is_exempt: bool, on: datetime) -> None:
    with time_machine.travel(on, tick=False), scene.database.writing() as db:
        asked = MemberIn(is_leader=False, is_exempt=is_exempt)
        service.set_member(db, scene.actor(db, scene.zhang), scene.village, person.id, asked)


def test_taking_over_for_some_minutes_moves_no_turn_from_one_to_the_other(scene: Scene) -> None:
    everybody = (scene.li, scene.zhou, scene.zhang, scene.sun, scene.wu, scene.other)
    for day, person in zip((2, 3, 4, 5, 6, 9), everybody, strict=True):
        [shift] = sits(scene, person, day)
    before = march(scene)
    with time_machine.travel(datetime(2026, 2, 9, 9, tzinfo=LOCAL), tick=False), scene.database.writing() as db:
        until = datetime(2026, 2, 9, 9, 11, tzinfo=LOCAL)
        asked = TurnMoveIn(id=uuid4(), move=TurnMove.TAKE_OVER, until=until)
        act(db, scene.actor(db, scene.li), shift, asked)
    assert before == march(scene) == dict.fromkeys(before, 0)


def test_whoever_comes_back_from_an_exemption_or_a_long_leave_has_nothing_to_pay_back(scene: Scene) -> None:
    exempt(scene, scene.sun, is_exempt=True, on=datetime(2026, 1, 20, tzinfo=LOCAL))
    with scene.database.writing() as db:
        days = {"first_on": date(2026, 2, 1), "last_on": date(2026, 2, 28)}
        take_leave(
            db, scene.actor(db, scene.wu), LeaveIn.model_validate({"id": uuid4(), "village_code": HUAISHU} | days)
        )
    for n, person in enumerate((scene.li, scene.zhou, scene.zhang, scene.other)):
        sits(scene, person, *range(2 + n, 26, 4))
    exempt(scene, scene.sun, is_exempt=False, on=datetime(2026, 3, 1, tzinfo=LOCAL))
    owed = march(scene)
    assert owed[scene.sun.id] == owed[scene.wu.id] == 0
    with scene.database.reading() as db:
        row = db.get_one(RosterMember, (scene.village.id, scene.sun.id))
        assert row.exempt_spans == [["2026-01-20", "2026-02-28"]]


def test_one_month_that_two_carried_alone_is_paid_back_over_several(scene: Scene) -> None:
    sits(scene, scene.li, *range(1, 29, 2))
    sits(scene, scene.zhou, *range(2, 29, 2))
    owed = march(scene)
    share = 44 * 2 // 6
    assert sorted(owed.values()) == [-(share // 2)] * 4 + [share // 2] * 2
