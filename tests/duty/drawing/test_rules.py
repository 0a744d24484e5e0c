"""The drawn roster against an exhaustive search that shares no code with it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import combinations, product
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.clock import LOCAL
from app.duty.drawing.rules import Drawing, Gap, Lack, Limits, Member, Missing, Need, longest_run
from app.duty.drawing.solving.rules import draw

MONDAY = date(2026, 11, 30)
PERIODS = {"am": (time(8, 30), time(12)), "pm": (time(14, 30), time(18)), "night": (time(19), time(23, 30))}


def person(n: int) -> UUID:
    return UUID(int=n + 1)


def turn(day: int, period: str = "am", **more: object) -> Need:
    on = MONDAY + timedelta(days=day)
    begin, end = (datetime.combine(on, clock, LOCAL) for clock in PERIODS[period])
    return Need(**{"key": f"{on}-{period}", "starts_at": begin, "ends_at": end, "weight": 1, **more})  # type: ignore[arg-type]


# The naive model: every way to fill every turn, judged by the rules as a person would read them.

Roster = Mapping[str, tuple[UUID, ...]]
Cost = tuple[int, int, int]


def _ways(need: Need, members: Sequence[Member], agreed: tuple[UUID, ...]) -> list[tuple[UUID, ...]]:
    on = need.starts_at.astimezone(LOCAL).date()
    able = [m.id for m in members if on not in m.away and on.weekday() not in m.rest_weekdays]
    able = list(dict.fromkeys([*able, *agreed]))
    most = max(need.persons, len(agreed))
    ways = [way for size in range(most + 1) for way in combinations(able, size)]
    return [way for way in ways if set(agreed) <= set(way)]


def _is_allowed(member: Member, mine: Sequence[Need], limits: Limits, agreed: set[str]) -> bool:
    """Turns that were agreed against each other stand; what is new may break nothing."""
    days = sorted(each.starts_at.astimezone(LOCAL).date() for each in mine)
    for a, b in combinations(sorted(mine, key=lambda each: each.starts_at), 2):
        same_day = a.starts_at.astimezone(LOCAL).date() == b.starts_at.astimezone(LOCAL).date()
        tired = not same_day and b.starts_at - a.ends_at < timedelta(hours=limits.rest_hours)
        if (b.starts_at < a.ends_at or tired) and not {a.key, b.key} <= agreed:
            return False
    for on in set(days):
        mine_then = [each for each in mine if each.starts_at.astimezone(LOCAL).date() == on]
        most = max(limits.most_turns_a_day, sum(each.key in agreed for each in mine_then))
        if len(mine_then) > most:
            return False
    if member.most_turns is not None and len(mine) > max(member.most_turns, len(agreed)):
        return False
    return _rests(mine, limits, agreed)


def _rests(mine: Sequence[Need], limits: Limits, agreed: set[str]) -> bool:
    days = {each.starts_at.astimezone(LOCAL).date() for each in mine}
    fixed = {each.starts_at.astimezone(LOCAL).date() for each in mine if each.key in agreed}
    for first in days:
        row = {first + timedelta(days=n) for n in range(limits.most_days_in_a_row + 1)}
        if row <= days and not row <= fixed:
            return False
    return True


def _cost(roster: Roster, needs: Sequence[Need], members: Sequence[Member]) -> Cost:
    short = sum(max(need.persons - len(roster[need.key]), 0) for need in needs)
    by_id = {m.id: m for m in members}
    lacking = sum(
        not any(skill in by_id[each].skills for each in roster[need.key]) for need in needs for skill in need.skills
    )
    for on in {need.leader_of for need in needs} - {None}:
        there = {each for need in needs if need.leader_of == on for each in roster[need.key]}
        lacking += not any(by_id[each].is_leader for each in there)
    loads = [m.carried + sum(need.weight for need in needs if m.id in roster[need.key]) for m in members]
    return short, lacking, sum(load**2 for load in loads)


def _rosters(needs: Sequence[Need], members: Sequence[Member], limits: Limits, agreed: Roster) -> Iterator[Roster]:
    for chosen in product(*(_ways(need, members, agreed.get(need.key, ())) for need in needs)):
        roster = {need.key: way for need, way in zip(needs, chosen, strict=True)}
        if all(
            _is_allowed(
                m,
                [need for need in needs if m.id in roster[need.key]],
                limits,
                {key for key, ids in agreed.items() if m.id in ids},
            )
            for m in members
        ):
            yield roster


@st.composite
def questions(draw_from: st.DrawFn) -> tuple[list[Need], list[Member], Limits, dict[str, tuple[UUID, ...]]]:
    slots = draw_from(
        st.lists(st.tuples(st.integers(0, 3), st.sampled_from(list(PERIODS))), min_size=1, max_size=5, unique=True)
    )
    needs = [
        turn(
            day,
            period,
            weight=draw_from(st.integers(1, 4)),
            persons=draw_from(st.sampled_from([1, 1, 1, 2])),
            skills=frozenset(draw_from(st.sets(st.just("medicine")))),
            leader_of=draw_from(st.sampled_from([None, MONDAY + timedelta(days=day)])),
        )
        for day, period in slots
    ]
    days = [MONDAY + timedelta(days=n) for n in range(4)]
    members = [
        Member(
            person(n),
            is_leader=draw_from(st.booleans()),
            skills=frozenset(draw_from(st.sets(st.just("medicine")))),
            away=frozenset(draw_from(st.sets(st.sampled_from(days), max_size=2))),
            rest_weekdays=frozenset(draw_from(st.sets(st.integers(0, 3), max_size=1))),
            most_turns=draw_from(st.sampled_from([None, None, 1, 2])),
            carried=draw_from(st.integers(-3, 3)),
        )
        for n in range(draw_from(st.integers(1, 3)))
    ]
    limits = Limits(most_days_in_a_row=draw_from(st.integers(1, 3)), most_turns_a_day=draw_from(st.integers(1, 2)))
    agreed: dict[str, tuple[UUID, ...]] = {
        need.key: (member.id,)
        for need in needs
        for member in members[:1]
        if draw_from(st.sampled_from([False, False, False, True]))
    }
    return needs, members, limits, agreed


@settings(max_examples=120, deadline=None, derandomize=True)
@given(questions())
def test_a_small_roster_is_the_best_that_an_exhaustive_search_finds(
    question: tuple[list[Need], list[Member], Limits, dict[str, tuple[UUID, ...]]],
) -> None:
    needs, members, limits, agreed = question
    best = min(_cost(roster, needs, members) for roster in _rosters(needs, members, limits, agreed))
    drawn = draw(needs, members, limits, agreed)
    assert drawn.turns in list(_rosters(needs, members, limits, agreed))
    assert _cost(drawn.turns, needs, members) == best
    assert drawn.unevenness == drawn.least_possible == best[2]
    assert sum(gap.persons for gap in drawn.gaps if gap.missing is Missing.PERSON) == best[0]
    assert sum(gap.missing is not Missing.PERSON for gap in drawn.gaps) == best[1]


# A month as a village has it.


def a_month(members: int) -> tuple[list[Need], list[Member]]:
    """Thirty-one days of morning, afternoon and evening; who is away when follows from the numbers."""
    needs = [
        turn(
            day,
            period,
            weight=1 + (day % 7 > 4) + (period == "night"),
            skills=frozenset({"medicine"} if (day % 7, period) == (2, "am") else ()),
            leader_of=MONDAY + timedelta(days=day) if period != "night" else None,
        )
        for day in range(31)
        for period in PERIODS
    ]
    people = [
        Member(
            person(n),
            is_leader=n < 4,
            skills=frozenset({"medicine"} if n in {3, 5} else ()),
            away=frozenset(MONDAY + timedelta(days=day) for day in range(31) if (day * 7 + n * 5) % 11 == 0),
            rest_weekdays=frozenset({n % 7} if n % 4 == 0 else ()),
        )
        for n in range(members)
    ]
    return needs, people


@pytest.fixture(scope="module")
def december() -> tuple[list[Need], list[Member], Drawing]:
    needs, people = a_month(15)
    return needs, people, draw(needs, people, Limits())


def test_a_month_of_fifteen_has_no_gap_and_is_proven_to_be_as_even_as_can_be(
    december: tuple[list[Need], list[Member], Drawing],
) -> None:
    needs, _, drawn = december
    assert drawn.gaps == ()
    assert drawn.is_proven
    assert sum(drawn.loads.values()) == sum(need.weight for need in needs)
    assert max(drawn.loads.values()) - min(drawn.loads.values()) <= 1


def test_nobody_sits_on_a_day_of_leave_or_rest_or_too_long(
    december: tuple[list[Need], list[Member], Drawing],
) -> None:
    needs, people, drawn = december
    for member in people:
        days = [need.starts_at.astimezone(LOCAL).date() for need in needs if member.id in drawn.turns[need.key]]
        assert days
        assert not set(days) & member.away
        assert not {on.weekday() for on in days} & member.rest_weekdays
        assert len(days) == len(set(days))
        assert longest_run(days) <= Limits().most_days_in_a_row


def test_the_same_question_has_the_same_answer() -> None:
    needs, people = a_month(15)
    week = needs[:21]
    assert draw(week, people, Limits()) == draw(week, people, Limits())


def test_drawing_anew_keeps_what_was_agreed(december: tuple[list[Need], list[Member], Drawing]) -> None:
    needs, people, drawn = december
    week = needs[:21]
    swapped = {need.key: (person(14),) for need in week[::6]}
    before = draw(week, people, Limits())
    assert any(before.turns[key] != ids for key, ids in swapped.items())
    again = draw(week, people, Limits(), swapped)
    assert {key: again.turns[key] for key in swapped} == swapped
    assert drawn.loads.keys() == again.loads.keys()


def _only(drawing: Drawing) -> Gap:
    (gap,) = drawing.gaps
    return gap


def test_a_gap_names_why_nobody_can_and_who_could_if_a_rule_gave_way() -> None:
    away = Member(person(0), away=frozenset({MONDAY}))
    resting = Member(person(1), rest_weekdays=frozenset({0}))
    gap = _only(draw([turn(0)], [away, resting], Limits()))
    assert gap == Gap(
        turn(0).key, Missing.PERSON, 1, None, {person(0): Lack.AWAY, person(1): Lack.REST_DAY}, (person(1),)
    )


def test_a_missing_skill_is_a_gap_although_somebody_sits_there() -> None:
    doctor = Member(person(0), skills=frozenset({"medicine"}), away=frozenset({MONDAY}))
    helper = Member(person(1))
    drawn = draw([turn(0, skills=frozenset({"medicine"}))], [doctor, helper], Limits())
    assert drawn.turns[turn(0).key] == (person(1),)
    gap = _only(drawn)
    assert (gap.missing, gap.skill) == (Missing.SKILL, "medicine")
    assert gap.why == {person(0): Lack.AWAY, person(1): Lack.NO_SKILL}


def test_a_day_without_a_leader_is_a_gap_of_the_day() -> None:
    drawn = draw(
        [turn(0, leader_of=MONDAY), turn(0, "pm", leader_of=MONDAY)], [Member(person(0)), Member(person(1))], Limits()
    )
    assert (_only(drawn).need, _only(drawn).missing) == (MONDAY.isoformat(), Missing.LEADER)


def test_who_carried_more_before_gets_less_now() -> None:
    needs = [turn(day) for day in range(4)]
    drawn = draw(needs, [Member(person(0), carried=2), Member(person(1))], Limits())
    assert drawn.loads == {person(0): 1, person(1): 3}


def test_a_night_is_not_followed_by_a_morning() -> None:
    needs = [turn(0, "night"), turn(1, "am")]
    drawn = draw(needs, [Member(person(0))], Limits(rest_hours=10))
    assert _only(drawn).why == {person(0): Lack.TURN_THEN}


def test_nobody_at_all_leaves_every_turn_open() -> None:
    drawn = draw([turn(0), turn(1)], [], Limits())
    assert len(drawn.gaps) == 2
    assert drawn.unevenness == drawn.least_possible == 0


@pytest.mark.parametrize(("days", "longest"), [([], 0), ([0], 1), ([0, 1, 2], 3), ([0, 2, 3, 5], 2)])
def test_the_longest_run_of_days(days: list[int], longest: int) -> None:
    assert longest_run(MONDAY + timedelta(days=day) for day in days) == longest
