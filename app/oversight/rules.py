"""Decisions about ratings. Plain values only."""

from collections.abc import Collection
from uuid import UUID

from app.core.words import Words
from app.oversight.models import Cause, RatingChannel
from app.tickets.kinds.workflow import Side
from app.tickets.rules import STAFF_SIDES

BAD = 2  # This grade and below is a 差评, and somebody looks into it.

GRADE_WORDS = {
    5: Words("非常满意", "Very satisfied"),
    4: Words("满意", "Satisfied"),
    3: Words("基本满意", "All right"),
    2: Words("不满意", "Not satisfied"),
    1: Words("非常不满意", "Not satisfied at all"),
}

CAUSE_WORDS = {
    Cause.ATTITUDE: Words("态度不好", "Unfriendly"),
    Cause.SLOW: Words("太慢", "Slow"),
    Cause.WRONG_INFO: Words("说错了", "Told me wrong"),
    Cause.MANY_TRIPS: Words("多跑了路", "Too many trips"),
    Cause.EXTRA_PAPER: Words("多要材料", "Asked for more papers"),
    Cause.FEE: Words("收了费", "Took money"),
    Cause.NOT_SOLVED: Words("没办成", "Not solved"),
    Cause.PRIVACY: Words("泄露了我的事", "Told others about it"),
    Cause.OTHER: Words("其他", "Something else"),
}


def says_why(grade: int, tags: Collection[str], comment: str | None) -> bool:
    """Whether a grade is complete: a bad one needs a reason or a word, a good one nothing."""
    return grade > BAD or bool(tags) or bool(comment)


def may_give(person_id: UUID | None, *, beneficiary: UUID, hands: Collection[UUID], worked: Collection[UUID]) -> bool:
    """Whether somebody may rate or collect a rating: nobody does for own work.

    `hands` are those with whom the matter lies, `worked` all who ever worked on it. The person helped may rate after
    having added a word as a cadre, but not a matter that lies in the person's own hands.
    """
    return person_id not in (hands if person_id == beneficiary else worked)


def fits_channel(channel: RatingChannel, here: frozenset[Side]) -> bool:
    """Whether somebody standing there may send a rating that way: the villager's side itself, else the village's staff."""
    if channel is RatingChannel.APP:
        return Side.HELPED in here
    return bool(here & (STAFF_SIDES - {Side.TOWN}))


def may_read(here: frozenset[Side], *, worked: bool) -> bool:
    """Whether somebody may read what was said: the villager's side and those above the handlers, never the handlers."""
    return Side.HELPED in here or (not worked and bool(here & {Side.SECRETARY, Side.TOWN}))
