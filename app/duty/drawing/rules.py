"""Who sits when: every need filled that can be, then every skill there that can be, then the load as even as it gets.

Three integer programmes after each other, each keeping what the one before has reached, solved by HiGHS. Evenness is the
sum of the squares of the members' weighted loads, which is least when nothing can be moved from a heavier to a lighter
shoulder. The solver proves its answer; where it gives up at its limit of work, `Drawing.least_possible` says how far away
a better answer could be at most. The same question always gets the same answer.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import combinations, pairwise
from typing import NamedTuple
from uuid import UUID

import highspy

from app.core.clock import local_date

# Nodes of the solver's search tree for one programme; never a time, which would differ by machine. In a village of fifteen
# 200 nodes come within 2 of the proven least of some 1,500, while 20,000 took a minute where the proof was hard.
_MOST_WORK = 500
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Need:
    """One turn that somebody has to take: from `starts_at` to before `ends_at`, by `persons` people.

    `weight` is what the turn counts for each of them, a whole number. Somebody with each of `skills` should be among them;
    `leader_of` is a day that needs a leader in one of its turns, None where the turn does not count for that.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    weight: int
    persons: int = 1
    skills: frozenset[str] = frozenset()
    leader_of: date | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who takes turns. `carried` is the weighted load that they are ahead of (or, below zero, behind) the others.

    `away` are the days of their leave, `rest_weekdays` are days of the week (Monday is 0) on which they never sit.
    """

    id: UUID
    is_leader: bool = False
    skills: frozenset[str] = frozenset()
    away: frozenset[date] = frozenset()
    rest_weekdays: frozenset[int] = frozenset()
    most_turns: int | None = None
    carried: int = 0


@dataclass(frozen=True, slots=True)
class Limits:
    """What holds for everybody: hours of rest between two turns, days on which one sits in a row, turns on one day."""

    rest_hours: int = 8
    most_days_in_a_row: int = 5
    most_turns_a_day: int = 1


class Lack(StrEnum):
    """Why a member cannot take a turn."""

    AWAY = "away"
    REST_DAY = "rest_day"
    NO_SKILL = "no_skill"
    MOST_TURNS = "most_turns"
    TURN_THEN = "turn_then"  # Another turn on that day, or too near to it.
    DAYS_IN_A_ROW = "days_in_a_row"
    OFF_ROSTER = "off_roster"  # Exempt, or no longer of the staff.


_SOFT = frozenset({Lack.REST_DAY, Lack.MOST_TURNS, Lack.DAYS_IN_A_ROW})  # What may give way when nobody else is there.


class Missing(StrEnum):
    """What of a need stays open."""

    PERSON = "person"
    SKILL = "skill"
    LEADER = "leader"


class Gap(NamedTuple):
    """What could not be filled, and why each member could not.

    `proposals` could: first those in whose way nothing stands, then those for whom one rule would give way; whoever
    carries less comes first.
    """

    need: str  # The key of the need; for a leader the ISO date of the day.
    missing: Missing
    persons: int
    skill: str | None
    why: Mapping[UUID, Lack]
    proposals: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Who takes which turn. `unevenness` is the sum of squared loads with what was carried, `least_possible` its proven bound."""

    turns: Mapping[str, tuple[UUID, ...]]
    loads: Mapping[UUID, int]
    gaps: tuple[Gap, ...] = ()
    unevenness: int = 0
    least_possible: int = 0

    @property
    def is_proven(self) -> bool:
        """Whether no other roster with as few gaps is more even."""
        return self.unevenness <= self.least_possible


@dataclass(slots=True)
class _Programme:
    """The variables of one question: who takes what, what stays open."""

    solver: highspy.Highs
    takes: dict[tuple[UUID, str], highspy.highs_var] = field(default_factory=dict)
    short: dict[str, highspy.highs_var] = field(default_factory=dict)
    lacking: list[highspy.highs_var] = field(default_factory=list)


def lack(member: Member, need: Need, *, ignoring: Iterable[Lack] = ()) -> Lack | None:
    """What stands between a member and a turn by itself, whatever else they have."""
    on = local_date(need.starts_at)
    if on in member.away and Lack.AWAY not in ignoring:
        return Lack.AWAY
    if on.weekday() in member.rest_weekdays and Lack.REST_DAY not in ignoring:
        return Lack.REST_DAY
    return None


def too_near(first: Need, second: Need, limits: Limits) -> bool:
    """Whether nobody may take both: they overlap, or the rest between two days' turns is too short."""
    early, late = sorted((first, second), key=lambda need: (need.starts_at, need.ends_at))
    if late.starts_at < early.ends_at:
        return True
    same_day = local_date(early.starts_at) == local_date(late.starts_at)
    return not same_day and late.starts_at - early.ends_at < timedelta(hours=limits.rest_hours)


def draw(
    needs: Sequence[Need],
    members: Sequence[Member],
    limits: Limits,
    agreed: Mapping[str, Sequence[UUID]] | None = None,
) -> Drawing:
    """Draw up a roster. What is `agreed` (persons by need) stays, even where it breaks a rule that came later.

    Returns the fewest missing persons, then the fewest missing skills and leaders, then the most even loads.
    """
    kept = {key: tuple(dict.fromkeys(ids)) for key, ids in (agreed or {}).items()}
    programme = _asked(needs, members, limits, kept)
    _least(programme, list(programme.short.values()))
    _least(programme, programme.lacking)
    unevenness, least_possible = _evenly(programme, needs, members)
    values = programme.solver.getSolution().col_value
    turns = {
        need.key: tuple(m.id for m in members if _is_taken(values, programme.takes.get((m.id, need.key))))
        for need in needs
    }
    loads = {m.id: sum(need.weight for need in needs if m.id in turns[need.key]) for m in members}
    gaps = tuple(gaps_of(needs, members, limits, turns))
    return Drawing(turns, loads, gaps, unevenness, least_possible)


def _is_taken(values: Sequence[float], variable: highspy.highs_var | None) -> bool:
    return variable is not None and values[variable.index] > 0.5  # noqa: PLR2004 - a binary, up to rounding.


def _asked(
    needs: Sequence[Need], members: Sequence[Member], limits: Limits, kept: Mapping[str, Sequence[UUID]]
) -> _Programme:
    solver = highspy.Highs()
    for option, value in {
        "output_flag": False,
        "threads": 1,
        "random_seed": 1,
        "mip_rel_gap": 0.0,
        "mip_abs_gap": 0.99,  # All that is counted here is a whole number.
        "mip_max_nodes": _MOST_WORK,
    }.items():
        solver.setOptionValue(option, value)
    programme = _Programme(solver)
    for need in needs:
        for member in members:
            is_kept = member.id in kept.get(need.key, ())
            if is_kept or lack(member, need) is None:
                taken = solver.addBinary()
                programme.takes[member.id, need.key] = taken
                if is_kept:
                    solver.addConstr(taken >= 1)
    for need in needs:
        _fill(programme, need, members, max(need.persons, len(kept.get(need.key, ()))))
    _ask_for_leaders(programme, needs, members)
    for member in members:
        mine = [need for need in needs if (member.id, need.key) in programme.takes]
        _spare(programme, member, mine, limits, {key for key, ids in kept.items() if member.id in ids})
    return programme


def _fill(programme: _Programme, need: Need, members: Sequence[Member], persons: int) -> None:
    solver, able = programme.solver, [m for m in members if (m.id, need.key) in programme.takes]
    short = solver.addIntegral(lb=0, ub=persons)
    programme.short[need.key] = short
    solver.addConstr(sum((programme.takes[m.id, need.key] for m in able), short) == persons)
    for skill in sorted(need.skills):
        lacking = solver.addBinary()
        programme.lacking.append(lacking)
        skilled = (programme.takes[m.id, need.key] for m in able if skill in m.skills)
        solver.addConstr(sum(skilled, lacking) >= 1)


def _ask_for_leaders(programme: _Programme, needs: Sequence[Need], members: Sequence[Member]) -> None:
    days: dict[date, list[Need]] = defaultdict(list)
    for need in needs:
        if need.leader_of is not None:
            days[need.leader_of].append(need)
    for on in sorted(days):
        lacking = programme.solver.addBinary()
        programme.lacking.append(lacking)
        leaders = (
            programme.takes[m.id, need.key]
            for need in days[on]
            for m in members
            if m.is_leader and (m.id, need.key) in programme.takes
        )
        programme.solver.addConstr(sum(leaders, lacking) >= 1)


def _spare(programme: _Programme, member: Member, mine: Sequence[Need], limits: Limits, kept: set[str]) -> None:
    """What one person may be asked for; rows that speak only of what is agreed already are left out."""
    takes = {need.key: programme.takes[member.id, need.key] for need in mine}

    def at_most(keys: Sequence[str], most: int) -> None:
        if len(keys) > most and not set(keys) <= kept:
            # What was agreed against a rule does not forbid what was agreed; it only leaves no room for more.
            programme.solver.addConstr(sum(takes[key] for key in keys) <= max(most, len(kept & set(keys))))

    for first, second in combinations(mine, 2):
        if abs(second.starts_at - first.starts_at) < 2 * _A_DAY and too_near(first, second, limits):
            at_most((first.key, second.key), 1)
    by_day: dict[date, list[str]] = defaultdict(list)
    for need in mine:
        by_day[local_date(need.starts_at)].append(need.key)
    for keys in by_day.values():
        at_most(keys, limits.most_turns_a_day)
    if member.most_turns is not None:
        at_most(list(takes), member.most_turns)
    _spare_days(programme, takes, by_day, limits.most_days_in_a_row, kept)


def _spare_days(
    programme: _Programme,
    takes: Mapping[str, highspy.highs_var],
    by_day: Mapping[date, Sequence[str]],
    most: int,
    kept: set[str],
) -> None:
    """Of any `most` + 1 days in a row one stays free."""
    sits: dict[date, highspy.highs_var] = {}
    for on, keys in by_day.items():
        sits[on] = programme.solver.addVariable(lb=0, ub=1)
        for key in keys:
            programme.solver.addConstr(sits[on] >= takes[key])
    for first in by_day:
        row = [first + n * _A_DAY for n in range(most + 1)]
        if all(on in by_day for on in row) and not all(kept & set(by_day[on]) for on in row):
            programme.solver.addConstr(sum(sits[on] for on in row) <= most)


def _least(programme: _Programme, what: Sequence[highspy.highs_var]) -> None:
    """Make a count as small as it can be, and let no later question make it larger."""
    if not what:
        return
    solver = programme.solver
    solver.minimize(sum(what))
    reached = round(solver.getInfo().objective_function_value)
    solver.addConstr(sum(what) <= reached)


def _evenly(programme: _Programme, needs: Sequence[Need], members: Sequence[Member]) -> tuple[int, int]:
    """Minimise the sum of squared loads; gives it, and the proven least.

    A square is the largest of its tangents between whole numbers, which is exact at whole numbers and linear.
    """
    solver, squares, fixed = programme.solver, [], 0
    for member in members:
        mine = [need for need in needs if (member.id, need.key) in programme.takes]
        if not mine:
            fixed += member.carried**2
            continue
        load = sum((need.weight * programme.takes[member.id, need.key] for need in mine), start=member.carried)
        square = solver.addVariable(lb=0)
        squares.append(square)
        most = member.carried + sum(need.weight for need in mine)
        for low in range(min(member.carried, 0), most):
            solver.addConstr(square >= (2 * low + 1) * load - low * (low + 1))
    if not squares:
        return fixed, fixed
    solver.minimize(sum(squares))
    info = solver.getInfo()
    reached, bound = info.objective_function_value, info.mip_dual_bound
    # The bound is of whole numbers, so anything above one means the next.
    return fixed + round(reached), fixed + min(round(reached), int(-(-(bound - 1e-6) // 1)))


def gaps_of(
    needs: Sequence[Need], members: Sequence[Member], limits: Limits, turns: Mapping[str, Sequence[UUID]]
) -> Iterable[Gap]:
    """What a roster leaves open, whoever drew it up."""
    by_id, own = {m.id: m for m in members}, _turns_of(needs, members, turns)
    loads = {m.id: m.carried + sum(need.weight for need in own[m.id]) for m in members}

    def gap(need: Need, missing: Missing, persons: int, skill: str | None, able: Sequence[Member]) -> Gap:
        found = {m.id: why_not(m, need, own[m.id], limits) for m in able if m.id not in turns[need.key]}
        told = {member_id: reason for member_id, reason in found.items() if reason}
        if missing is Missing.SKILL:
            told |= {m.id: Lack.NO_SKILL for m in members if m not in able}
        near = [member_id for member_id, reason in found.items() if reason is None or reason in _SOFT]
        near.sort(key=lambda member_id: (found[member_id] is not None, loads[member_id], member_id))
        return Gap(need.key, missing, persons, skill, told, tuple(near))

    days: dict[date, list[Need]] = defaultdict(list)
    for need in needs:
        there = [by_id[member_id] for member_id in turns[need.key]]
        if len(there) < need.persons:
            yield gap(need, Missing.PERSON, need.persons - len(there), None, members)
        for skill in sorted(need.skills):
            if not any(skill in m.skills for m in there):
                yield gap(need, Missing.SKILL, 1, skill, [m for m in members if skill in m.skills])
        if need.leader_of is not None:
            days[need.leader_of].append(need)
    for on in sorted(days):
        if not any(by_id[member_id].is_leader for need in days[on] for member_id in turns[need.key]):
            leaders = [m for m in members if m.is_leader]
            whole = gap(days[on][0], Missing.LEADER, 1, None, leaders)
            yield whole._replace(need=on.isoformat())


def _turns_of(
    needs: Sequence[Need], members: Sequence[Member], turns: Mapping[str, Sequence[UUID]]
) -> dict[UUID, list[Need]]:
    return {m.id: [need for need in needs if m.id in turns[need.key]] for m in members}


def why_not(member: Member, need: Need, own: Sequence[Need], limits: Limits) -> Lack | None:
    """What stands between a member and a turn, given what they have; None where only evenness or a shortage elsewhere did."""
    if found := lack(member, need):
        return found
    on = local_date(need.starts_at)
    that_day = [turn for turn in own if local_date(turn.starts_at) == on]
    if len(that_day) >= limits.most_turns_a_day or any(too_near(turn, need, limits) for turn in own):
        return Lack.TURN_THEN
    if member.most_turns is not None and len(own) >= member.most_turns:
        return Lack.MOST_TURNS
    if longest_run({local_date(turn.starts_at) for turn in own} | {on}) > limits.most_days_in_a_row:
        return Lack.DAYS_IN_A_ROW
    return None


def longest_run(days: Iterable[date]) -> int:
    """The most days in a row among some days."""
    longest = run = 0
    in_order = sorted(set(days))
    for before, on in pairwise([date.min, *in_order]):
        run = run + 1 if on - before == _A_DAY else 1
        longest = max(longest, run)
    return longest
