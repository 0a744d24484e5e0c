"""Custody in words: what was done, how it was confirmed, where an original is."""

from collections.abc import Iterable
from datetime import datetime

from app.core.clock import LOCAL
from app.core.words import Words
from app.proxy.custody.models import CustodyKind, CustodyWay, SpotKind
from app.proxy.custody.rules import Spot

KIND_WORDS = {
    CustodyKind.RECEIVED: Words("收下原件", "Took the original"),
    CustodyKind.HANDED_OVER: Words("交接", "Handed over"),
    CustodyKind.LODGED: Words("送到窗口", "Handed in at the window"),
    CustodyKind.PICKED_UP: Words("取回", "Picked up"),
    CustodyKind.RETURNED: Words("退还", "Given back"),
    CustodyKind.RETAINED: Words("部门依规留存", "Kept by the authority for good"),
    CustodyKind.LOST_REPORTED: Words("报告丢失", "Reported lost"),
    CustodyKind.FOUND: Words("找到了", "Found"),
    CustodyKind.LOSS_SETTLED: Words("丢失已处理", "Loss settled"),
    CustodyKind.COPY_DESTROYED: Words("销毁复印件", "Copies destroyed"),
    CustodyKind.CONFIRMED: Words("确认", "Confirmed"),
    CustodyKind.REFUSED: Words("没有确认", "Not confirmed"),
}
WAY_WORDS = {
    CustodyWay.SIGNATURE: Words("签字", "Signature"),
    CustodyWay.FINGERPRINT: Words("按手印", "Fingerprint"),
    CustodyWay.PHOTO: Words("拍照", "Photo"),
    CustodyWay.WITNESS: Words("见证人在场", "Before a witness"),
    CustodyWay.APP: Words("在手机上确认", "On one's own phone"),
}
SPOT_WORDS = {
    SpotKind.OWNER: Words("本人", "the owner"),
    SpotKind.CABINET: Words("村里带锁的柜子", "the village's locked cabinet"),
    SpotKind.LOST: Words("丢失，正在找", "lost, being looked for"),
    SpotKind.SETTLED: Words("不再退还", "not to come back"),
}


def day_words(at: datetime) -> Words:
    """A day as people say it: 11月24日."""
    day = at.astimezone(LOCAL)
    return Words(f"{day.month}月{day.day}日", f"{day.day} {day:%b}")


def listed(names: Iterable[Words]) -> Words:
    """Names in one breath."""
    names = list(names)
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def where(spot: Spot, name: str) -> Words:
    """A place as one says where something is."""
    if spot.kind is SpotKind.PERSON:
        return Words(f"在{name}手里", f"with {name}")
    if spot.kind is SpotKind.WINDOW:
        return Words(f"在{name}", f"at {name}")
    zh, en = SPOT_WORDS[spot.kind]
    return Words(zh if spot.kind is SpotKind.LOST else f"在{zh}里" if spot.kind is SpotKind.CABINET else zh, en)


def sentence(paper: Words, spot: Spot, name: str, since: datetime, whose: str = "") -> Words:
    """Where an original is, in one sentence for its owner, or with the owner's name (`whose`) for somebody else."""
    day, there = day_words(since), where(spot, name)
    paper = Words(f"{whose or '您'}的{paper.zh}", f"{paper.en} of {whose}" if whose else paper.en)
    if spot.kind is SpotKind.LOST:
        return Words(
            f"{paper.zh}找不到了，{day.zh}报的，村书记正在处理。",
            f"{paper.en}: reported lost on {day.en}; the secretary sees to it.",
        )
    if spot.kind is SpotKind.SETTLED:
        return Words(f"{paper.zh}不再退还，{day.zh}说清楚的。", f"{paper.en}: not to come back, settled on {day.en}.")
    return Words(f"{paper.zh}{there.zh}，{day.zh}交的。", f"{paper.en}: {there.en} since {day.en}.")


def card_words(*, late: bool) -> Words:
    """What to say of an identity card that is out."""
    if late:
        return Words(
            "身份证过夜了，请马上当面退还本人。", "An identity card was kept overnight: give it back in person at once."
        )
    return Words(
        "身份证不能过夜，今天下班前当面退还本人。",
        "Identity cards never stay overnight: give it back before closing today.",
    )
