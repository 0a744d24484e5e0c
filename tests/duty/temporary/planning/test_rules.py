"""Who sits when in a temporary roster: rotation, fallback, gaps and their reasons."""

from datetime import date, time, timedelta
from uuid import UUID

from app.duty.drawing.rules import Lack, Limits, Member
from app.duty.temporary.models import Occasion
from app.duty.temporary.planning.rules import (
    Hours,
    Seat,
    Sitter,
    Span,
    State,
    overlaps_itself,
    planned_words,
    seats,
    spans,
    state_of,
)
from app.duty.temporary.rules import OCCASIONS
from tests.duty.conftest import at

A, B, C = (UUID(int=n) for n in (1, 2, 3))
DAY, NIGHT = "08:00-20:00", "20:00-08:00"
FREE = Limits(rest_hours=0, most_days_in_a_row=31, most_turns_a_day=4)


def hours(*texts: str) -> list[Hours]:
    return [Hours(*(time.fromisoformat(clock) for clock in text.split("-"))) for text in texts]


def of_days(first: int, last: int, *texts: str, now: str = "01 00:00", at_once: bool = False) -> list[Span]:
    return spans(date(2026, 2, first), date(2026, 2, last), hours(*texts), at(now), at_once=at_once)


def sitter(person_id: UUID, *own: tuple[str, str], **more: object) -> Sitter:
    member = Member(person_id, **more)  # type: ignore[arg-type]
    return Sitter(member, tuple(Span(at(begin), at(end)) for begin, end in own))


def who(found: list[Seat]) -> list[tuple[UUID, ...]]:
    return [seat.people for seat in found]


def test_hours_of_a_day_and_of_the_next_must_not_overlap() -> None:
    assert not overlaps_itself(hours(DAY, NIGHT))
    assert not overlaps_itself(hours("08:00-08:00"))
    assert overlaps_itself(hours("08:00-12:00", "11:59-14:00"))
    assert overlaps_itself(hours("20:00-09:00", "08:00-12:00")), "the night goes into the next day's morning"
    assert overlaps_itself(hours("08:00-08:00", "12:00-13:00"))


def test_what_has_begun_is_left_out_unless_it_begins_at_once() -> None:
    assert [span.starts_at for span in of_days(9, 10, DAY, NIGHT, now="09 10:00")] == [
        at("09 20:00"),
        at("10 08:00"),
        at("10 20:00"),
    ]
    first = of_days(9, 9, DAY, now="09 10:00", at_once=True)
    assert first == [Span(at("09 10:00"), at("09 20:00"))]
    assert of_days(9, 9, DAY, now="09 20:00", at_once=True) == []


def test_people_take_turns_in_the_order_they_were_named() -> None:
    found = seats(of_days(9, 14, DAY), [sitter(B), sitter(A), sitter(C)], None, 1, FREE)
    assert who(found) == [(B,), (A,), (C,), (B,), (A,), (C,)]
    pairs = seats(of_days(9, 11, DAY), [sitter(A), sitter(B), sitter(C)], None, 2, FREE)
    assert who(pairs) == [(A, B), (C, A), (B, C)]


def test_whoever_was_away_catches_up() -> None:
    away = frozenset({date(2026, 2, 9), date(2026, 2, 10)})
    found = seats(of_days(9, 14, DAY), [sitter(A, away=away), sitter(B)], None, 1, FREE)
    assert who(found) == [(B,), (B,), (A,), (A,), (B,), (A,)]


def test_leave_other_turns_and_rest_are_respected_and_what_is_left_is_a_gap_with_its_reasons() -> None:
    away = frozenset({date(2026, 2, 10)})
    people = [sitter(A, away=away), sitter(B, ("10 12:00", "10 14:00")), sitter(C, ("09 20:00", "10 01:00"))]
    [seat] = seats(of_days(10, 10, DAY), people, None, 1, Limits())
    assert (seat.people, seat.missing) == ((), 1)
    assert seat.why == {A: Lack.AWAY, B: Lack.TURN_THEN, C: Lack.TURN_THEN}
    [rested] = seats(of_days(10, 10, DAY), people, None, 1, Limits(rest_hours=7))
    assert rested.people == (C,), "seven hours have passed since one in the night"


def test_the_fallback_comes_last_and_only_what_is_soft_gives_way_for_him() -> None:
    tuesday = {"rest_weekdays": frozenset({1}), "most_turns": 1}
    limits = Limits(most_days_in_a_row=1)
    found = seats(of_days(9, 11, DAY), [sitter(A, **tuesday)], sitter(C, **tuesday), 1, limits)
    assert who(found) == [(A,), (C,), (C,)], "A always rests on Tuesdays and takes one turn a month"
    [seat] = seats(of_days(10, 10, DAY), [sitter(A, **tuesday)], sitter(C, ("10 18:00", "10 23:00")), 1, limits)
    assert (seat.missing, seat.why) == (1, {A: Lack.REST_DAY, C: Lack.TURN_THEN})


def test_a_turn_for_two_that_only_one_can_take_is_half_a_gap() -> None:
    [seat] = seats(of_days(10, 10, DAY), [sitter(A)], None, 2, FREE)
    assert (seat.people, seat.missing) == ((A,), 1)


def test_turns_of_another_month_do_not_count_against_this_one() -> None:
    full = sitter(A, ("27 08:00", "27 12:00"), most_turns=1)
    [seat] = seats(
        spans(date(2026, 3, 2), date(2026, 3, 2), hours(DAY), at("01 00:00"), at_once=False), [full], None, 1, FREE
    )
    assert seat.people == (A,)


def test_a_roster_is_over_when_its_last_night_is() -> None:
    first, last = date(2026, 2, 9), date(2026, 2, 10)
    states = [
        state_of(first, last, hours(NIGHT), None, at(text)) for text in ("09 19:59", "09 20:00", "11 07:59", "11 08:00")
    ]
    assert states == [State.COMING, State.RUNNING, State.RUNNING, State.OVER]
    assert state_of(first, last, hours(NIGHT), at("10 09:00"), at("12 00:00")) is State.ENDED


def test_people_are_told_of_both_sorts_of_turns_in_one_message() -> None:
    new, down = [Span(at("10 20:00"), at("11 08:00"))], [Span(at("10 08:30"), at("10 12:00"))]
    flood, first = OCCASIONS[Occasion.FLOOD], date(2026, 2, 10)
    both = planned_words("大槐树村", flood, first, first + timedelta(days=2), new, down)
    assert both.zh == (
        "大槐树村排了防汛值班（2月10日到2月12日），您有1个班，第一个是2月10日 20:00–08:00。"
        "您平时的1个班停了，第一个是2月10日 08:30–12:00。"
    )
    assert planned_words("大槐树村", flood, first, first, [], down).zh == (
        "大槐树村排了防汛值班（2月10日），您平时的1个班停了，第一个是2月10日 08:30–12:00。"
    )


def test_only_the_row_of_days_that_a_turn_would_lengthen_counts() -> None:
    five = Limits(most_days_in_a_row=5)
    week = [(f"{day:02} 08:30", f"{day:02} 12:00") for day in range(2, 8)]
    [after_a_day_off] = seats(of_days(9, 9, DAY), [sitter(A, *week)], None, 1, five)
    assert after_a_day_off.people == (A,), "six days in a row, but the eighth was free"
    [seventh] = seats(of_days(8, 8, DAY), [sitter(A, *week)], None, 1, five)
    assert seventh.why == {A: Lack.DAYS_IN_A_ROW}
