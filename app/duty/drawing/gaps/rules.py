"""What a roster leaves open, whoever drew it up, and who could fill it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from app.duty.drawing.rules import Gap, Lack, Limits, Member, Missing, Need, why_not

_SOFT = frozenset({Lack.REST_DAY, Lack.MOST_TURNS, Lack.DAYS_IN_A_ROW})  # What may give way when nobody else is there.


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
