"""How somebody can be reached, and in which words. Plain values only."""

from datetime import datetime

from app.core.clock import LOCAL
from app.core.words import Words
from app.tickets.told.models import Act, How

ACT_WORDS = {
    Act.SUBMITTED: Words("交了一件事", "sent a request"),
    Act.MOVED: Words("办了一步", "took a step in a matter"),
    Act.NOTED: Words("补充了内容", "added something to a matter"),
    Act.RATED: Words("评了价", "rated a matter"),
    Act.WITHDRAWN: Words("撤回了一件事", "withdrew a request"),
    Act.BEGAN: Words("办事，已经登记好了", "is now on record as acting"),
    Act.ENDED: Words("办事，到今天为止", "no longer acts"),
}

HOW_WORDS = {
    How.APP: Words("手机上看到", "In the app"),
    How.SMS: Words("短信", "Text message"),
    How.CALL: Words("打电话说的", "Called"),
    How.VISIT: Words("当面说的", "Told in person"),
    How.SLIP: Words("捎了纸条", "Sent a slip"),
    How.THROUGH_OTHERS: Words("托别人转告", "Through somebody else"),
}

_MOVES = {"rate": Act.RATED, "withdraw": Act.WITHDRAWN}


def act_of(what: str, move: str | None) -> Act:
    """What an entry of a ticket's log is to the person it is about."""
    if what == "submitted":
        return Act.SUBMITTED
    return Act.NOTED if what == "noted" else _MOVES.get(move or "", Act.MOVED)


def reached_by(*, has_phone: bool, shares_phone: bool, signed_in: bool, can_be_texted: bool) -> How | None:
    """How this program reaches somebody; not at all whoever has no phone, or the same phone as the one who acted."""
    if not has_phone or shares_phone:
        return None
    if signed_in:
        return How.APP
    return How.SMS if can_be_texted else None


def told_words(agent: str, act: Act, speak_no: str | None) -> Words:
    """What somebody hears of an act in his name; neither health nor a quarrel can be told from it."""
    what = ACT_WORDS[act]
    no_zh, no_en = (f"（编号后四位 {speak_no}）", f" ({speak_no})") if speak_no else ("", "")
    return Words(
        f"{agent}替您{what.zh}{no_zh}。不是您的意思，请打村里的电话，或者在“谁能替我办”里收回。",
        f"For you, {agent} {what.en}{no_en}. If you did not want that, ring the village or end it under 'Who acts for me'.",
    )


def slip_words(
    person: str, agent: str, relation: str, act: Act, at: datetime, title: Words | None, speak_no: str | None
) -> Words:
    """The same as a sentence to read out on the phone or to print on a slip; `title` is None where it is not to be named."""
    day, what = at.astimezone(LOCAL), ACT_WORDS[act]
    named_zh = f"（{title.zh}，编号后四位 {speak_no}）" if title else f"（编号后四位 {speak_no}）" if speak_no else ""
    named_en = f" ({title.en}, {speak_no})" if title else f" ({speak_no})" if speak_no else ""
    return Words(
        f"{person}：{day.month}月{day.day}日，您的{relation}{agent}替您{what.zh}{named_zh}。不是您的意思，就跟村里说一声。",
        f"{person}: on {day:%d %b} {agent} ({relation}) {what.en}{named_en} for you. "
        "If you did not want that, tell the village.",
    )


OBJECTED = Words(
    "有位村民说，亲友替他办的事不是他的意思，请今天问清楚，该收回的收回。",
    "A villager did not want what a relative did for him: please find out today, and end it if it must end.",
)
