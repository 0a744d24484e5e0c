"""What may be shown to whom, and in which words."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from app.core.clock import LOCAL
from app.core.words import Language, Words, listed
from app.people.rules import PHONE, mask_phone
from app.tickets.kinds.workflow import Core, Facts, Kind, Need, NeedKind, Owner, Service, Side
from app.tickets.models import TicketEvent
from app.tickets.reminders.rules import CALL_ASKED, SPOKEN
from app.tickets.rules import STAFF_SIDES, day_words

_PHONE = re.compile(PHONE)

CORE_WORDS = {
    Core.SUBMITTED: Words("待受理", "Waiting for an answer"),
    Core.CORRECTION_REQUIRED: Words("待补正", "Something is missing"),
    Core.ACCEPTED: Words("已受理", "Taken on"),
    Core.IN_PROGRESS: Words("办理中", "Under way"),
    Core.WAITING_EXTERNAL: Words("等上级办理", "With another office"),
    Core.SUSPENDED: Words("暂停", "Paused"),
    Core.COMPLETED: Words("已办结", "Done"),
    Core.DELIVERED: Words("已送达", "Delivered"),
    Core.CLOSED: Words("已归档", "Filed"),
    Core.DECLINED: Words("不予办理", "Not taken on"),
    Core.WITHDRAWN: Words("已撤回", "Withdrawn"),
    Core.LAPSED: Words("已失效", "Lapsed"),
    Core.TERMINATED: Words("已终止", "Ended"),
}

# The same for the villager, in words that people use; the sentence beside it says the rest.
_PLAIN_WORDS = {
    Core.SUBMITTED: Words("等答复", "Waits for an answer"),
    Core.CORRECTION_REQUIRED: Words("还差材料", "Papers missing"),
    Core.ACCEPTED: Words("接下了", "Taken on"),
    Core.IN_PROGRESS: Words("正在办", "Under way"),
    Core.WAITING_EXTERNAL: Words("正在办", "Under way"),
    Core.SUSPENDED: Words("先停着", "Paused"),
    Core.COMPLETED: Words("有结果了", "There is news"),
    Core.DELIVERED: Words("办完了", "Done"),
    Core.CLOSED: Words("办完了", "Done"),
    Core.DECLINED: Words("办不了", "Not possible"),
    Core.WITHDRAWN: Words("撤回了", "Withdrawn"),
    Core.LAPSED: Words("过期了", "Lapsed"),
    Core.TERMINATED: Words("结束了", "Ended"),
}
# What lies there to be fetched, whatever its place in the office's order.
_TO_FETCH = frozenset({(Service.PARCEL, "notified"), (Service.MEDICAL, "ready_for_pickup")})
_FETCH = Words("可以取了", "Come for it")


def core_words(service: Service, state: str, core: Core, here: frozenset[Side]) -> Words:
    """Where a matter stands, in a word that is the same for all services."""
    if Side.HELPED not in here:
        return CORE_WORDS[core]
    return _FETCH if (service, state) in _TO_FETCH else _PLAIN_WORDS[core]


_SIDE_WORDS = {
    Side.HELPED: Words("本人", "the person"),
    Side.DUTY: Words("值班干部", "duty cadre"),
    Side.HANDLER: Words("承办人", "handler"),
    Side.SECRETARY: Words("村党支部书记", "village secretary"),
    Side.MEDIATOR: Words("人民调解员", "mediator"),
    Side.DOCTOR: Words("乡村医生", "village doctor"),
    Side.TOWN: Words("镇工作人员", "township officer"),
    Side.CLOCK: Words("系统", "the system"),
}
RELATIVE_WORDS = Words("亲友代办", "a relative, for the person")
# The side in whose name somebody acts, the most telling first.
_TELLING = (Side.DOCTOR, Side.MEDIATOR, Side.DUTY, Side.SECRETARY, Side.HANDLER, Side.TOWN, Side.HELPED, Side.CLOCK)

_EVENT_WORDS = {
    "submitted": Words("{by}提交", "{by} sent the request"),
    "recorded": Words("{by}代为登记", "{by} recorded the request"),
    "noted": Words("{by}补充了一句", "{by} added a word"),
    "trip_logged": Words("{by}为这件事跑了一趟", "{by} went on a trip for it"),
    "called": Words("{by}为这件事打了电话", "{by} rang about it"),
    "pressed": Words("{by}为这件事催了一次", "{by} pressed the office about it"),
    "reminded": Words("系统提醒了一次", "The system sent a reminder"),
    "call_asked": Words(
        "快到日子了，请值班干部打电话或上门提醒", "The day is near: the desk was asked to ring or visit"
    ),
    "passed_on": Words("原来的承办人不再任职，转给{to}", "Its handler left the post: it went to {to}"),
    "left_open": Words("原来的承办人不再任职，等人接手", "Its handler left the post: it waits for somebody to take it"),
    "let_lie": Words("{from_name}一直没有动静，已请{to}过问", "{from_name} let it lie: {to} was asked to see to it"),
    "left_waiting": Words("{from_name}不在，已请{to}安排", "{from_name} is away: {to} was asked to see to it"),
    "stood_in": Words("{from_name}不在，B岗{to}顶上办", "{from_name} is away: {to} stands in"),
    "stood_down": Words("{from_name}接着办，B岗{to}不用再顶", "{from_name} goes on with it; {to} need not stand in"),
    "escalated": Words("超过时间，已请{to}督办", "Late: {to} was asked to step in"),
    "twin_found": Words("可能和编号 {twin_no} 是同一件事", "Perhaps the same matter as {twin_no}"),
    "twin_same": Words(
        "{by}看过：编号 {twin_no} 是同一件事，并到这里办", "{by} found {twin_no} to be this matter; it goes on here"
    ),
    "twin_different": Words("{by}看过：和编号 {twin_no} 不是一件事", "{by} found {twin_no} to be a matter of its own"),
    "chased": Words("部门超过时间，已请{to}催办", "The authority is late: {to} was asked to press it"),
    "recounted": Words(
        "放假或开门时间变了，日期改为{due}", "Holidays or opening hours have changed: the date is now {due}"
    ),
}


def acting_side(here: frozenset[Side], by: frozenset[Side] | None = None) -> Side:
    """The side in whose name a person acts, among those that may (`by`) if any of his do."""
    choice = here & by if by is not None and here & by else here
    return next(side for side in _TELLING if side in choice)


def side_words(side: str) -> Words:
    """What to call somebody by his side."""
    return _SIDE_WORDS[Side(side)]


def event_text(kind: Kind, event: TicketEvent, language: Language) -> str:
    """One entry of the timeline as a sentence."""
    if event.move and (move := kind.move(event.move, event.from_state or "")):
        words = move.past
    else:
        words = _EVENT_WORDS[_named(event)]
    by = event.actor_name if event.actor_id else side_words(event.actor_side).speak(language)
    names = {name: told for name, told in event.data.items() if name.endswith("_name") and isinstance(told, str)}
    spoken = {name: listed(told.split("、")).speak(language) for name, told in names.items()}
    told = {**event.data, **spoken, "by": by, "to": spoken.get("to_name", "")}
    if event.data.get("due_at"):
        told["due"] = day_words(datetime.fromisoformat(event.data["due_at"])).speak(language)
    return words.speak(language).format_map(_Blanks(told))


def lacks(details: Mapping[str, Any]) -> Words:
    """How many papers are missing, as a sentence says it; "some" where none is, or nobody may count them."""
    asked = [m for m in details.get("materials", []) if m.get("kind") != "in_person"]
    n = sum(m.get("status") in {"missing", "rejected"} for m in asked)
    return Words(f" {n} 样" if n else "几样", str(n or "some"))


def given_back(details: Mapping[str, Any]) -> Words:
    """That the originals are home again, as a sentence says it; nothing where none was ever handed in."""
    if not any(m.get("status") == "returned" for m in details.get("materials", [])):
        return Words("", "")
    return Words("交来的原件都退还了。", " The originals are back.")


_FOR_THE_STAFF = frozenset({"twin_found", "twin_different"})


def is_told(event: TicketEvent, here: frozenset[Side]) -> bool:
    """Whether an entry is for somebody: that two matters might be the same is the desk's to find out, and no step of either."""
    return bool(here) and (event.what not in _FOR_THE_STAFF or bool(here & STAFF_SIDES))


def said(kind: Kind, event: TicketEvent, language: Language) -> list[tuple[str, str]]:
    """What was said with a step in words, choices and days, each with the label of its question.

    What another act tells (custody, an authorisation) is told where that act is shown.
    """
    move = kind.move(event.move, event.from_state or "") if event.move else None
    if move is None or move.door:
        return []
    lines = [(need.words.speak(language), _as_said(need, event.data.get(need.name), language)) for need in move.needs]
    return [(label, text) for label, text in lines if text]


def _as_said(need: Need, told: object, language: Language) -> str:
    if need.kind in {NeedKind.TEXT, NeedKind.LONG_TEXT}:
        return str(told or "")
    if need.kind is NeedKind.DATE and told:
        return day_of(str(told)).speak(language)
    if need.kind in {NeedKind.CHOICE, NeedKind.CHOICES} and told:
        chosen = told if isinstance(told, list) else [told]
        words = [each.words.speak(language) for each in need.choices if each.value in chosen]
        return (", " if language == "en" else "、").join(words)
    return ""


def day_of(told: str) -> Words:
    """A day without an hour (2026-12-03) as people say it."""
    return day_words(datetime.combine(date.fromisoformat(told), time(23, 59), LOCAL))


def _named(event: TicketEvent) -> str:
    if event.what == "submitted" and event.on_behalf:
        return "recorded"
    if event.what == "escalated" and event.data.get("owner") == Owner.AUTHORITY:
        return "chased"
    if event.what == "trip_logged":
        return {"call": "called", "chase": "pressed"}.get(str(event.data.get("action")), event.what)
    return event.what


class _Blanks(dict[str, Any]):
    """A placeholder without a value stays empty, since a sentence with a gap beats no timeline."""

    def __missing__(self, key: str) -> str:
        return ""


CALL_WANTED = Words(
    "快到最后一天了：请打电话或上门提醒一次，再记下来。",
    "The last day is near: ring or visit to remind them, then note it.",
)


def wants_call(events: Iterable[TicketEvent], entered_at: datetime) -> bool:
    """Whether the villager shall be rung or visited, and nobody has since; the same rule as `reminders.call_wanted`, as values."""
    wanted = False
    for event in events:
        if event.what == CALL_ASKED and event.at >= entered_at:
            wanted = True
        elif event.move == "remind" and event.data.get("way") in SPOKEN:
            wanted = False
    return wanted


def reads_notes(service: Service, here: frozenset[Side]) -> bool:
    """Whether somebody may read a ticket's notes and files: of health those who need them, of money not the township."""
    if service is Service.MEDICAL:
        # Whoever only carries or drives has no need to know.
        return bool(here & {Side.HELPED, Side.DOCTOR, Side.CLOCK})
    return bool(here - {Side.TOWN} if service is Service.FINANCE else here)


def calls(service: Service, here: frozenset[Side]) -> bool:
    """Whether somebody needs the telephone numbers in a matter: its staff, and whoever wrote down a number of his own."""
    return bool(here & (STAFF_SIDES - {Side.TOWN})) or (Side.HELPED in here and service is not Service.DISPUTE)


def without_numbers(value: Any) -> Any:  # noqa: ANN401 - any JSON value.
    """The same, with every telephone number masked."""
    if isinstance(value, dict):
        return {name: without_numbers(each) for name, each in value.items()}
    if isinstance(value, list):
        return [without_numbers(each) for each in value]
    return mask_phone(value) if isinstance(value, str) and _PHONE.fullmatch(value) else value


def shown_details(kind: Kind, details: Mapping[str, Any], here: frozenset[Side]) -> tuple[dict[str, Any], bool]:
    """The details that somebody may read, and whether any are hidden from him.

    A parcel's pick-up code is the villager's alone: a keeper who could read it would prove nothing by asking for it.
    """
    allowed = Side.HELPED in here if kind.service is Service.PARCEL else reads_notes(kind.service, here)
    if allowed:
        return dict(details), False
    if not here:
        return {}, True
    shown = {name: value for name, value in details.items() if name not in kind.secret}
    return shown, any(details.get(name) not in (None, [], "") for name in kind.secret)


def steps_ahead(kind: Kind, facts: Facts, language: Language) -> list[str]:
    """The usual stations still to come: as many of the plan's last words as there are main moves to the end.

    What is done on the spot has one station, which the move itself names.
    """
    here, left, plan = facts.state, 0, kind.other_plan(facts.details) or kind.plan
    first = next((move for move in kind.moves_from(here) if move.main and move.when(facts)), None)
    if first is not None and first.ahead is not None:
        return [first.ahead.speak(language)]
    while (move := next((m for m in kind.moves_from(here) if m.main and m.to not in {None, here}), None)) and move.to:
        here, left = move.to, left + 1
        if left == len(plan) or kind.state(here).ends:
            break
    return [words.speak(language) for words in plan[len(plan) - left :]] if left else []
