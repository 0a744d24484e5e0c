"""Who sits when: every need filled that can be, then every skill there that can be, then the load as even as it gets.

Three integer programmes after each other, each keeping what the one before has reached, solved by HiGHS. Evenness is the
sum of the squares of the members' weighted loads, which is least when nothing can be moved from a heavier to a lighter
shoulder. The solver proves its answer; where it gives up at its limit of work, `Drawing.least_possible` says how far away
a better answer could be at most. The same question always gets the same answer.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations
from uuid import UUID

import highspy

from app.core.clock import local_date
from app.duty.drawing.gaps.rules import gaps_of
from app.duty.drawing.rules import Drawing, Limits, Member, Need, lack, too_near

# Nodes of the solver's search tree for one programme; never a time, which would differ by machine. In a village of fifteen
# 200 nodes come within 2 of the proven least of some 1,500, while 20,000 took a minute where the proof was hard.
_MOST_WORK = 500
_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class _Programme:
    """The variables of one question: who takes what, what stays open."""

    solver: highspy.Highs
    takes: dict[tuple[UUID, str], highspy.highs_var] = field(default_factory=dict)
    short: dict[str, highspy.highs_var] = field(default_factory=dict)
    lacking: list[highspy.highs_var] = field(default_factory=list)


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

    A square is the largest of its tangents between whole numbers, which is exact at whole numbers and linear. A load is a
    variable of its own, so that each of the many tangents speaks of two variables and not of all of a member's turns.
    """
    solver, squares, fixed = programme.solver, [], 0
    for member in members:
        mine = [need for need in needs if (member.id, need.key) in programme.takes]
        if not mine:
            fixed += member.carried**2
            continue
        load = solver.addVariable(lb=-highspy.kHighsInf)
        turns = sum((need.weight * programme.takes[member.id, need.key] for need in mine), start=member.carried)
        solver.addConstr(load == turns)
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
