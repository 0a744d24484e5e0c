"""Notices about tickets, in words that give nothing away."""

from app.core.words import Words
from app.people.models import Role
from app.tickets.kinds.workflow import Kind, Owner
from app.tickets.rules import Card, Step

_NEWS = {
    "submitted": Words("{whose}已经登记，编号后四位 {no}。", "{whose} is recorded; its last four digits are {no}."),
    "moved": Words(
        "{whose}（编号后四位 {no}）有新进展，请打开看，或打电话问村里。",
        "{whose} {no}: there is news. Open it, or ring the village.",
    ),
    "trip": Words(
        "村里又为{whose}（编号后四位 {no}）忙了一次，打开看结果，或打电话问村里。",
        "{whose} {no}: the village has done one more thing. Open it, or ring the village.",
    ),
    "assigned": Words(
        "有一件新的事交给您：{service}，编号后四位 {no}。", "A new matter is in your hands: {service}, {no}."
    ),
    "reminded": Words(
        "提醒您：编号后四位 {no} 的事还等着您，请打开看，或打电话问村里。",
        "A reminder: request {no} waits for you. Open it, or ring the village.",
    ),
    "again": Words(
        "提醒您：上次办的事（编号后四位 {no}）又快到时候了，要接着办请再提一次，或打电话问村里。",
        "A reminder: what was done as {no} will soon be due again. Ask for it anew, or ring the village.",
    ),
    "near": Words("编号后四位 {no} 的事快到日子了，请看一下。", "The day of request {no} is near: please look at it."),
    "call_asked": Words(
        "编号后四位 {no} 的事快到日子了，请打电话或上门提醒一次。",
        "The day of request {no} is near: please ring or visit to remind them.",
    ),
    "noted": Words("村民给编号后四位 {no} 的事补充了内容。", "Something was added to request {no}."),
    "escalated": Words("编号后四位 {no} 的事超过了时间，请督办。", "Request {no} is late: please step in."),
    "chase_soon": Words(
        "编号后四位 {no} 的事快到部门的期限了，请催一催。",
        "The authority's time for request {no} is nearly over: press it.",
    ),
    "chase": Words(
        "编号后四位 {no} 的事部门超过了期限，请催办。", "The authority is late with request {no}: please press it."
    ),
    "nearly_late": Words("编号后四位 {no} 的事快到期了，请抓紧办。", "Request {no} is nearly due: see to it."),
    "late": Words(
        "编号后四位 {no} 的事超过了时间，已经请村书记督办。",
        "Request {no} is late; the village secretary has been asked.",
    ),
    "deem_accepted": Words(
        "编号后四位 {no} 的事没有按时答复，按规定从收到那天起算受理，请马上办。",
        "Nobody answered request {no} in time: it counts as accepted from the day it came in. Act on it now.",
    ),
    "twin_found": Words(
        "编号后四位 {no} 的事，可能和另一件是同一件事，请看一下。",
        "Request {no} may be the same matter as another one: please look.",
    ),
    "twin_same": Words(
        "另一件并到编号后四位 {no} 的事里了，只办这一件。",
        "Another request was found to be the same matter as {no}; this one goes on.",
    ),
    "twin_different": Words(
        "编号后四位 {no} 的事和另一件不是一件事，各办各的。",
        "Request {no} and another one are two matters; both go on.",
    ),
    "returned": Words(
        "编号后四位 {no} 的事您一直没有动，已经转给下一位值班的人，不用再办。",
        "You let request {no} lie: it has gone to the next on duty, you need not act any more.",
    ),
    "let_lie": Words(
        "编号后四位 {no} 的事您一直没有动，已经请上面的人过问，请马上看一下。",
        "You let request {no} lie: somebody above was asked to see to it. Please look at it now.",
    ),
    "see_to_it": Words(
        "编号后四位 {no} 的事交下去一直没有动静，请过问。", "Request {no} has been let lie: please see to it."
    ),
    "covered": Words(
        "编号后四位 {no} 的事，您请假期间等不得，已经转给当班的人办，不用再办。",
        "Request {no} could not wait while you are away: it has gone to who is on duty, you need not act any more.",
    ),
    "see_to_absent": Words(
        "编号后四位 {no} 的事，办的人请假了，别人不能直接接，请安排。",
        "Whoever has request {no} is away, and it cannot simply go to another: please see to it.",
    ),
    "stood_in": Words(
        "编号后四位 {no} 的事，办的人不在，由B岗顶上办。",
        "Whoever has request {no} is away: the backup acts on it from now on.",
    ),
    "stood_down": Words(
        "编号后四位 {no} 的事，原来办的人接着办，B岗不用再顶。",
        "Whoever has request {no} goes on with it: the backup need not act any more.",
    ),
    "hurry": Words("编号后四位 {no} 的事改了轻重缓急，请打开看。", "How urgent request {no} is has changed: open it."),
    "new_date": Words(
        "编号后四位 {no} 的事因为放假或开门时间变了，日期改了，请打开看。",
        "Holidays or opening hours have changed, and with them the date of request {no}: open it.",
    ),
}


_OWN, _FOR_OTHERS = Words("您的事", "Your request"), Words("您帮着办的事", "The request that you help with")


def news(kind: Kind, what: str, speak_no: str, *, for_others: bool = False) -> Words:
    """A notice about a ticket; it names no content, since phones are shared and messages are read aloud.

    `for_others` is for a relative: it is not his own.
    """
    words, whose = _NEWS[what], _FOR_OTHERS if for_others else _OWN
    return Words(
        words.zh.format(no=speak_no, service=kind.words.zh, whose=whose.zh),
        words.en.format(no=speak_no, service=kind.words.en, whose=whose.en),
    )


def card_news(step: Step) -> str:
    """What somebody higher up is told of a card."""
    if step.owner is Owner.AUTHORITY:
        return "chase_soon" if step.card is Card.YELLOW else "chase"
    return "escalated"


def handler_news(step: Step) -> str:
    """What the handler is told of a card, his own or another's."""
    if step.owner is Owner.AUTHORITY:
        return card_news(step)
    return "nearly_late" if step.card is Card.YELLOW else "late"


def handlers_hear(step: Step) -> bool:
    """Whether a card is news for the handlers: not a second time that they are late, and of an authority only that it is."""
    if step.owner is Owner.VILLAGE:
        return step.role is not Role.TOWN_OFFICER
    if step.owner is Owner.AUTHORITY:
        return step.card is Card.RED or step.role is None
    return False


def late_in_confidence(village: str) -> Words:
    """What a township hears of a matter that it may not open."""
    return Words(
        f"{village}有一件不便公开的事超过了时间，请向村里了解。",
        f"A confidential matter in {village} is late: please ask the village.",
    )
