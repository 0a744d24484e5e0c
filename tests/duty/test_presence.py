"""Leave is honoured wherever somebody asks who is there: on duty, in the roster's gaps, in what colleagues ask."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from app.core.clock import now
from app.duty import queries
from app.duty.changing.queries import partners
from app.duty.changing.rules import TurnMove
from app.duty.models import OutReason, ShiftKind
from app.duty.presence.queries import there
from app.duty.presence.rules import sat
from app.duty.roster.ahead.queries import ahead
from app.duty.roster.leave.service import cancel_leave, take_leave
from app.duty.roster.schemas import LeaveIn
from app.duty.schemas import OutNoteIn, Roster
from app.duty.service import set_out_note
from app.duty.swaps.models import Lapse, SwapState
from app.duty.swaps.rules import SwapMove
from app.duty.turns.models import Reason
from app.people.models import Person, Role
from tests.duty.conftest import HUAISHU, Scene, at
from tests.duty.swapping import asks, changes, has, moves, page, refused, refused_to_ask, row, texts, watched


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """Monday the 9th, nine in the morning; 李秀英 has the mornings of the week, 周平 the afternoons."""
    with time_machine.travel(at("09 09:00"), tick=False) as clock:
        yield clock


def away(scene: Scene, who: Person, first: str, last: str = "") -> UUID:
    """Let somebody take leave on days of February."""
    days = {"first_on": at(f"{first} 00:00").date(), "last_on": at(f"{last or first} 00:00").date()}
    with scene.database.writing() as db:
        asked = LeaveIn(id=uuid4(), village_code=HUAISHU, **days)
        return take_leave(db, scene.actor(db, who), asked)[0].id


def turn_of(scene: Scene, who: Person, begin: str) -> UUID:
    with scene.database.reading() as db:
        turns = queries.turns_between(db, scene.village.id, at(begin), at(begin) + timedelta(minutes=1))
        return next(turn.id for turn in turns if turn.person_id == who.id)


def listed(scene: Scene, first: str, last: str) -> Roster:
    with scene.database.reading() as db:
        days = at(f"{first} 00:00").date(), at(f"{last} 00:00").date()
        return queries.roster(db, scene.actor(db, scene.zhang), scene.village, *days, "zh")


def test_whoever_is_on_leave_is_not_on_duty_until_the_leave_is_taken_back(roster: Scene) -> None:
    def on_duty() -> tuple[str | None, str | None]:
        with roster.database.reading() as db:
            here, of_all = (
                queries.on_duty(db, roster.village.id, now()),
                queries.on_duty_in(db, [roster.village.id, roster.neighbour.id], now()).get(roster.village.id),
            )
            return here and here.name, of_all and of_all.name

    assert on_duty() == ("李秀英", "李秀英")
    leave_id = away(roster, roster.li, "09")
    assert on_duty() == (None, None)
    with roster.database.writing() as db:
        cancel_leave(db, roster.actor(db, roster.li), leave_id)
    assert on_duty() == ("李秀英", "李秀英")


def test_a_night_keeps_the_side_of_midnight_that_is_no_day_of_leave(roster: Scene) -> None:
    away(roster, roster.zhang, "17")
    with roster.database.reading() as db:
        [night] = queries.turns_between(db, roster.village.id, at("16 20:00"), at("16 21:00"))
        assert queries.on_duty(db, roster.village.id, at("16 23:00")) is not None
        assert queries.on_duty(db, roster.village.id, at("17 02:00")) is None
        parts = there(db, roster.village.id, [night])
    assert [(part.starts_at, part.ends_at) for part in parts] == [(at("16 20:00"), at("17 00:00"))]
    assert sat([night], []) == [night]


def test_a_morning_whose_person_is_on_leave_is_a_gap_and_its_row_says_why(roster: Scene) -> None:
    assert listed(roster, "10", "10").gaps == []
    away(roster, roster.li, "10", "11")
    found = listed(roster, "10", "12")
    assert [(gap.from_, gap.to) for gap in found.gaps] == [
        (at("10 08:30"), at("10 12:00")),
        (at("11 08:30"), at("11 12:00")),
    ]
    assert [(each.person.name, each.on_leave) for each in found.items] == [
        ("李秀英", True),
        ("周平", False),
        ("李秀英", True),
        ("周平", False),
        ("李秀英", False),
        ("周平", False),
    ]


def test_the_secretary_is_warned_in_the_morning_of_open_hours_that_a_leave_left(
    roster: Scene, clock: time_machine.Traveller
) -> None:
    def of_the_week() -> list[str]:
        with roster.database.reading() as db:
            return [each.words.zh for each in ahead(db, now()) if "2月10日" in each.words.zh]

    clock.move_to(at("09 08:15"))
    assert of_the_week() == []
    away(roster, roster.li, "10")
    assert len(of_the_week()) == 1
    assert "2月10日 08:30–12:00还没有人值班" in of_the_week()[0]


def test_who_is_out_answers_after_a_colleague_of_the_joint_office_who_is_at_the_desk(roster: Scene) -> None:
    roster.plan(roster.zhang, "09 08:30", "09 12:00", ShiftKind.JOINT_OFFICE)
    with roster.database.writing() as db:
        assert queries.handler_for(db, roster.village.id, now(), None) == roster.li.id
        set_out_note(db, roster.actor(db, roster.li), OutNoteIn(reason=OutReason.HOME_VISIT, back_at=at("09 10:00")))
        assert queries.handler_for(db, roster.village.id, now(), Role.DUTY_CADRE) == roster.zhang.id
        assert queries.handler_for(db, roster.village.id, at("09 10:00"), None) == roster.li.id


def test_nobody_is_asked_for_a_turn_on_a_day_of_leave(roster: Scene) -> None:
    morning, afternoon = turn_of(roster, roster.li, "10 09:00"), turn_of(roster, roster.zhou, "11 15:00")
    away(roster, roster.sun, "10")
    assert refused_to_ask(roster, roster.li, morning, person_id=roster.sun.id) == (409, "on_leave")
    # Of a swap neither side, and the asker's own leave counts too.
    away(roster, roster.li, "11")
    assert refused_to_ask(roster, roster.li, morning, for_shift_id=afternoon) == (409, "on_leave")
    with roster.database.reading() as db:
        found = partners(db, roster.actor(db, roster.li), morning, "zh")
    assert roster.sun.name not in [each.name for each in found.free]
    assert found.turns
    assert at("11 14:30") not in [each.starts_at for each in found.turns]
    assert at("12 14:30") in [each.starts_at for each in found.turns]


def test_whoever_took_leave_since_cannot_agree_and_nothing_is_confirmed_over_a_leave(roster: Scene) -> None:
    one, two = turn_of(roster, roster.li, "10 09:00"), turn_of(roster, roster.li, "12 09:00")
    asked = asks(roster, roster.li, one, person_id=roster.sun.id)
    agreed = asks(roster, roster.li, two, person_id=roster.wu.id)
    assert moves(roster, roster.wu, agreed, SwapMove.ACCEPT) == SwapState.ACCEPTED
    away(roster, roster.sun, "10")
    away(roster, roster.wu, "12")
    assert SwapMove.ACCEPT not in [each.move for each in page(roster, roster.sun, asked).moves]
    assert refused(roster, roster.sun, asked, SwapMove.ACCEPT) == (409, "on_leave")
    assert refused(roster, roster.zhang, agreed, SwapMove.CONFIRM) == (409, "on_leave")
    assert has(roster, two) == "李秀英"


def test_a_request_ends_by_itself_once_whoever_was_to_come_takes_leave(roster: Scene) -> None:
    agreed = asks(roster, roster.li, turn_of(roster, roster.li, "12 09:00"), person_id=roster.wu.id)
    moves(roster, roster.wu, agreed, SwapMove.ACCEPT)
    away(roster, roster.wu, "11")
    assert watched(roster) == 0, "another day's leave is nobody's concern"
    away(roster, roster.wu, "12")
    assert watched(roster) == 1
    assert (row(roster, agreed).state, row(roster, agreed).lapsed_as) == (SwapState.LAPSED, Lapse.ON_LEAVE)
    assert [text for text in texts(roster, roster.li) if "来接的人那天请了假" in text]
    assert watched(roster) == 0


def test_everybody_asked_leaves_out_whoever_is_on_leave(roster: Scene) -> None:
    away(roster, roster.sun, "10")
    swap_id = asks(roster, roster.li, turn_of(roster, roster.li, "10 09:00"))
    assert texts(roster, roster.wu)
    assert texts(roster, roster.sun) == []
    names = {each.person.name for each in page(roster, roster.zhang, swap_id).records}
    assert "吴调解" in names
    assert "孙大夫" not in names


def test_the_secretary_gives_no_turn_to_whoever_is_on_leave_and_nobody_on_leave_takes_over(roster: Scene) -> None:
    away(roster, roster.sun, "09")
    running = turn_of(roster, roster.li, "09 09:00")
    with pytest.raises(Exception, match="on_leave"):
        changes(roster, roster.zhang, running, TurnMove.REPLACE, person_id=roster.sun.id, reason=Reason.ABSENT)
    with pytest.raises(Exception, match="on_leave"):
        changes(roster, roster.sun, running, TurnMove.TAKE_OVER)
    assert has(roster, running) == "李秀英"
    changes(roster, roster.wu, running, TurnMove.TAKE_OVER)
    assert has(roster, running) == "吴调解"
