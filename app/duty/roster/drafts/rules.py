"""What a secretary is warned of before a month begins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from uuid import UUID

from app.core.words import Words
from app.duty.drawing.rules import Member, Need
from app.duty.roster.rules import SKILLS


class WarningCode(StrEnum):
    """What a secretary should know before it hurts."""

    NOT_OUT = "not_out"
    NO_LEADER = "no_leader"
    ONE_LEADER = "one_leader"
    NOBODY_KNOWS = "nobody_knows"
    ONLY_ONE_KNOWS = "only_one_knows"
    NO_PHONE = "no_phone"


_WORDS = {
    WarningCode.NOT_OUT: Words(
        "该公布的日子（{day}）已经过了，请尽快公布。", "It should have been out by {day}: publish it soon."
    ),
    WarningCode.NO_LEADER: Words(
        "规则要每天有人带班，可是还没有定谁能带班。请在“人员”里定，或在“规则”里不要求。",
        "The rule asks for a leader each day, but nobody is marked as one. Mark somebody under People, or change the rule.",
    ),
    WarningCode.ONE_LEADER: Words(
        "能带班的只有{name}一个人，他一请假就没人带班。", "Only {name} can lead: nobody does when they are away."
    ),
    WarningCode.NOBODY_KNOWS: Words(
        "有的班要{skill}的人，可是没有这样的人。", "Some turns need somebody for {skill}, and there is nobody."
    ),
    WarningCode.ONLY_ONE_KNOWS: Words(
        "{skill}的只有{name}一个人，他请假或生病时没有人顶。",
        "Only {name} is there for {skill}: nobody stands in when they are away or ill.",
    ),
    WarningCode.NO_PHONE: Words(
        "这些人还没填值班电话，公示栏上打不通：{names}。", "The board has no number to call for: {names}."
    ),
}
# A village needs these whatever its rule says; the others are warned of when a turn asks for them.
_ALWAYS = frozenset({"medicine", "mediation"})


def warnings(
    needs: Sequence[Need],
    members: Sequence[Member],
    names: Mapping[UUID, str],
    without_phone: Iterable[str],
    late_since: date | None,
) -> Iterator[tuple[WarningCode, Words]]:
    """What may go wrong, the nearest first; `late_since` is the day by which the month should have been out, if it is not."""
    if late_since:
        words = _WORDS[WarningCode.NOT_OUT]
        yield (
            WarningCode.NOT_OUT,
            Words(
                words.zh.format(day=f"{late_since.month}月{late_since.day}日"),
                words.en.format(day=f"{late_since.day} {late_since:%b}"),
            ),
        )
    leaders = [member for member in members if member.is_leader]
    if any(need.leader_of for need in needs) and len(leaders) <= 1:
        code = WarningCode.ONE_LEADER if leaders else WarningCode.NO_LEADER
        yield _warned(code, name=names.get(leaders[0].id, "") if leaders else "")
    asked = {skill for need in needs for skill in need.skills}
    for skill in sorted(SKILLS):
        able = [member for member in members if skill in member.skills]
        if not able and skill in asked:
            yield _warned(WarningCode.NOBODY_KNOWS, skill=skill)
        if len(able) == 1 and skill in asked | _ALWAYS:
            yield _warned(WarningCode.ONLY_ONE_KNOWS, skill=skill, name=names.get(able[0].id, ""))
    if missing := list(without_phone):
        yield (
            WarningCode.NO_PHONE,
            Words(
                _WORDS[WarningCode.NO_PHONE].zh.format(names="、".join(missing)),
                _WORDS[WarningCode.NO_PHONE].en.format(names=", ".join(missing)),
            ),
        )


def _warned(code: WarningCode, *, skill: str = "", **values: str) -> tuple[WarningCode, Words]:
    named = SKILLS[skill] if skill else Words("", "")
    words = _WORDS[code]
    return code, Words(words.zh.format(skill=named.zh, **values), words.en.format(skill=named.en.lower(), **values))
