"""Who may write and read the proxy log. Plain values only."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from app.core.words import Words
from app.proxy.models import TripAction
from app.tickets.answers.rules import reads_notes
from app.tickets.kinds.workflow import Service, Side
from app.tickets.rules import OPEN_SERVICES

AGENT_SIDES = frozenset({Side.DUTY, Side.HANDLER, Side.SECRETARY, Side.DOCTOR, Side.MEDIATOR})

ACTION_WORDS = {
    TripAction.CALL: Words("打电话", "Called"),
    TripAction.VISIT: Words("上门", "Visited"),
    TripAction.LODGE: Words("送材料", "Handed papers in"),
    TripAction.PICK_UP: Words("取件", "Picked up"),
    TripAction.CHASE: Words("催办", "Chased"),
    TripAction.DELIVER: Words("送到家", "Delivered"),
    TripAction.ACCOMPANY: Words("陪着去", "Went along"),
    TripAction.OTHER: Words("其他", "Something else"),
}

_CLOCK_SKEW = timedelta(minutes=10)  # A phone's clock may be a little fast.
_OLDEST_TRIP = timedelta(days=366)


class Served(NamedTuple):
    """A ticket that an entry is about, and where the reader stands towards it: nowhere without a side."""

    service: Service
    here: frozenset[Side]


# What may be said of a trip for somebody who is ill: how it went, in words that stand ready, and nothing of what he has.
OUTCOMES = (
    Words("办成了", "Done"),
    Words("办了一部分", "In part"),
    Words("没办成", "Not done"),
    Words("没见到人", "Nobody there"),
)
_LONGEST_PLACE = 20  # The name of a place, and no story.


def tells_of_illness(place: str, result: str | None, *more: str | None) -> bool:
    """Whether the words of a trip say more than where it led and how it went."""
    return any(more) or len(place) > _LONGEST_PLACE or all(result not in words for words in OUTCOMES)


# Whom an agent met or rang himself need not be told of it by a message as well.
_MET_IN_PERSON = frozenset({TripAction.CALL, TripAction.VISIT, TripAction.DELIVER, TripAction.ACCOMPANY})


def tells_by_message(action: TripAction) -> bool:
    """Whether a text message follows: the villager did not see what was done for him."""
    return action not in _MET_IN_PERSON


def may_act(here: frozenset[Side]) -> bool:
    """Whether somebody who stands there may run an errand for a ticket."""
    return bool(here & AGENT_SIDES)


def reads_texts(served: Iterable[Served], *, is_own: bool) -> bool:
    """Whether somebody may read where an agent went and what came of it.

    Health and disputes are for those who may read the notes of every such ticket of the entry, since one text may speak of
    all of them; other entries are for everyone who may know of one of their tickets.
    """
    return is_own or all(
        bool(each.here) and reads_notes(each.service, each.here) for each in served if each.service not in OPEN_SERVICES
    )


def is_believable(went_at: datetime, at: datetime) -> bool:
    """Whether a trip may have been then: not ahead, and within a year."""
    return at - _OLDEST_TRIP <= went_at <= at + _CLOCK_SKEW
