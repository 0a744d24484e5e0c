"""Who is there at a minute, who comes next, who answers, when nobody is there."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.words import Words
from app.duty import rules
from app.duty.models import OutReason, ShiftKind
from app.duty.rules import Turn
from app.people.models import Role
from tests.duty.conftest import at

A, B, C, D = (UUID(int=n) for n in range(1, 5))


def _turn(name: str, begin: str, end: str, **more: object) -> Turn:
    turn = Turn(uuid4(), 1, ShiftKind.DUTY, at(begin), at(end), uuid4(), name)
    return turn._replace(**more)  # type: ignore[arg-type]


def _name(turns: list[Turn], instant: datetime) -> str | None:
    here = rules.who_is_on_duty(turns, instant)
    return here.name if here else None


SWAPPED = [
    _turn("甲", "14 08:30", "14 10:15"),
    _turn("乙", "14 10:15", "14 12:00"),
    _turn("丙", "14 14:30", "14 18:00"),
]


@pytest.mark.parametrize(
    ("instant", "now", "then"),
    [
        (at("14 08:29:59.999999"), None, "甲"),
        (at("14 08:30"), "甲", "乙"),
        (at("14 10:14:59.999999"), "甲", "乙"),
        (at("14 10:15"), "乙", "丙"),
        (at("14 11:59:59.999999"), "乙", "丙"),
        (at("14 12:00"), None, "丙"),
        (at("14 14:29:59.999999"), None, "丙"),
        (at("14 14:30"), "丙", None),
        (at("14 18:00"), None, None),
    ],
)
def test_every_minute_has_one_answer_also_those_of_a_swap_and_lunch(
    instant: datetime, now: str | None, then: str | None
) -> None:
    following = rules.next_turn(SWAPPED, instant)
    assert _name(SWAPPED, instant) == now
    assert (following.name if following else None) == then


def test_a_night_belongs_to_one_turn_on_both_sides_of_midnight() -> None:
    night = _turn("甲", "14 20:00", "15 08:00")
    assert [_name([night], at(each)) for each in ("14 23:59:59", "15 00:00", "15 07:59", "15 08:00")] == ["甲"] * 3 + [
        None
    ]
    assert rules.local_part(night, date(2026, 2, 14)) == ("20:00", "24:00")
    assert rules.local_part(night, date(2026, 2, 15)) == ("00:00", "08:00")
    assert rules.local_part(night, date(2026, 2, 16)) is None
    until_midnight = _turn("甲", "14 20:00", "15 00:00")
    assert rules.local_part(until_midnight, date(2026, 2, 14)) == ("20:00", "24:00")
    assert rules.local_part(until_midnight, date(2026, 2, 15)) is None


def test_who_is_out_gives_way_to_who_is_there_and_stays_when_alone() -> None:
    out = _turn("甲", "14 08:30", "14 12:00", out_note=OutReason.TOWNSHIP, out_until=at("14 10:30"))
    there = _turn("乙", "14 09:00", "14 12:00")
    assert _name([out, there], at("14 09:30")) == "乙"
    assert _name([out, there], at("14 10:30")) == "甲"
    alone = rules.who_is_on_duty([out], at("14 09:30"))
    assert alone is not None
    assert alone.out_note == Words("去镇上办事了，10:30 回来", "Out on a trip to the township, back at 10:30")
    back = rules.who_is_on_duty([out], at("14 10:30"))
    assert back is not None
    assert back.out_note is None


def test_a_turn_of_ones_own_goes_before_joint_office() -> None:
    joint = _turn("甲", "14 08:00", "14 12:00", kind=ShiftKind.JOINT_OFFICE)
    own = _turn("乙", "14 08:30", "14 12:00")
    assert _name([joint, own], at("14 09:00")) == "乙"
    assert _name([joint, own], at("14 08:10")) == "甲"


def test_another_day_is_said_with_its_date() -> None:
    assert rules.spoken_time(at("14 18:00"), at("14 09:00")) == Words("18:00", "18:00")
    assert rules.spoken_time(at("15 08:00"), at("14 23:00")) == Words("2月15日 08:00", "08:00 on 15 Feb")


_MINUTES = st.integers(0, 300)


@given(
    spans=st.lists(st.tuples(_MINUTES, _MINUTES).filter(lambda s: s[0] < s[1]), max_size=3),
    shifts=st.lists(st.tuples(_MINUTES, _MINUTES).filter(lambda s: s[0] < s[1]), max_size=6),
)
def test_gaps_are_the_minutes_that_a_minute_by_minute_search_finds(
    spans: list[tuple[int, int]], shifts: list[tuple[int, int]]
) -> None:
    zero = at("14 08:00")

    def instant(minute: int) -> datetime:
        return zero + timedelta(minutes=minute)

    turns = [_turn("甲", "14 08:00", "14 09:00")._replace(starts_at=instant(a), ends_at=instant(b)) for a, b in shifts]
    for begin, end in spans:
        empty = {m for m in range(begin, end) if not any(a <= m < b for a, b in shifts)}
        found = rules.gaps([(instant(begin), instant(end))], turns)
        assert all(a < b for a, b in found)
        minutes = [(int((a - zero).total_seconds() // 60), int((b - zero).total_seconds() // 60)) for a, b in found]
        assert [m for a, b in minutes for m in range(a, b)] == sorted(empty)


@pytest.mark.parametrize(
    ("on_duty", "wanted", "answers"),
    [
        ([A, B], Role.DUTY_CADRE, A),
        ([B, A], None, B),
        ([], Role.DUTY_CADRE, C),
        ([], None, C),
        ([A], Role.VILLAGE_DOCTOR, D),
        ([A, D], Role.VILLAGE_DOCTOR, D),
        ([A], Role.MEDIATOR, C),
        ([UUID(int=99)], Role.DUTY_CADRE, C),
        ([UUID(int=99), A], Role.DUTY_CADRE, A),
    ],
)
def test_who_answers_first(on_duty: list[UUID], wanted: Role | None, answers: UUID) -> None:
    holders = [(A, Role.DUTY_CADRE), (B, Role.DUTY_CADRE), (C, Role.VILLAGE_SECRETARY), (D, Role.VILLAGE_DOCTOR)]
    assert rules.answering_person(on_duty, holders, wanted) == answers


def test_nobody_answers_where_nobody_holds_a_right() -> None:
    assert rules.answering_person([A], [], Role.DUTY_CADRE) is None
    assert rules.answering_person([], [(A, Role.DUTY_CADRE)], Role.DUTY_CADRE) == A
