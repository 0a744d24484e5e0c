"""What a draft is after turns have changed, and what a secretary is warned of before a month begins."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from app.core.words import Words
from app.duty.drawing.rules import Member, Need
from app.duty.roster.rules import SKILLS, Slot, day_of_key


class WarningCode(StrEnum):
    """What a secretary should know before it hurts."""

    NOT_OUT = "not_out"
    OLD_HOURS = "old_hours"
    NO_LEADER = "no_leader"
    ONE_LEADER = "one_leader"
    NOBODY_KNOWS = "nobody_knows"
    ONLY_ONE_KNOWS = "only_one_knows"
    NO_PHONE = "no_phone"


_WORDS = {
    WarningCode.NOT_OUT: Words(
        "该公布的日子（{day}）已经过了，请尽快公布。", "It should have been out by {day}: publish it soon."
    ),
    WarningCode.OLD_HOURS: Words(
        "排好以后，规则或者开门的时间改过：有{n}个班现在没有这个时间。请再排一次，再公布。",
        "The rule or the opening hours have changed since this was drawn: {n} turns are at hours that are no more. "
        "Draw it again before it is published.",
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


def as_it_stands(
    slots: Sequence[Slot],
    drawn: Mapping[str, Sequence[UUID]],
    before: Mapping[str, Sequence[UUID]],
    agreed: Mapping[str, Sequence[UUID]],
    at: datetime,
) -> dict[str, tuple[UUID, ...]]:
    """A draft with what has become of the published turns since: persons by the key of each slot.

    `before` stood when it was drawn, `agreed` stands now. Whoever was only there because of a turn that has gone since does
    not come back with the draft; where somebody has come since, the draft fills no more than is still open.
    """
    found = dict[str, tuple[UUID, ...]]()
    for slot in slots:
        key, stand = slot.need.key, tuple(agreed.get(slot.need.key, ()))
        known = {*before.get(key, ()), *stand}
        new = [each for each in drawn.get(key, ()) if each not in known] if slot.need.starts_at > at else []
        if not set(stand) <= set(before.get(key, ())):
            new = new[: max(slot.need.persons - len(stand), 0)]
        found[key] = (*stand, *new)
    return found


def at_old_hours(
    slots: Iterable[Slot], drawn: Mapping[str, Sequence[UUID]], before: Mapping[str, Sequence[UUID]], on: date
) -> list[str]:
    """The turns, from a day on, that a draft gives to somebody at hours which are not asked for any more."""
    known = {slot.need.key for slot in slots}
    return sorted(
        key
        for key, ids in drawn.items()
        if key not in known and day_of_key(key) >= on and not set(ids) <= set(before.get(key, ()))
    )


def warnings(
    needs: Sequence[Need],
    members: Sequence[Member],
    names: Mapping[UUID, str],
    without_phone: Iterable[str],
    late_since: date | None,
    at_old_hours: int = 0,
) -> Iterator[tuple[WarningCode, Words]]:
    """What may go wrong, the nearest first; `late_since` is the day by which the month should have been out, if it is not.

    `at_old_hours` turns were drawn at hours that the rule does not know any more.
    """
    if at_old_hours:
        yield _warned(WarningCode.OLD_HOURS, n=str(at_old_hours))
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
