"""Which acts on a turn are open to whom, and what each needs."""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from app.core.words import Words
from app.duty.swaps.rules import ASKING
from app.duty.turns.models import Reason


class TurnMove(StrEnum):
    """What can be done with a turn; the first two are requests to colleagues, the others happen at once."""

    ASK_SWAP = "ask_swap"
    ASK_TAKE = "ask_take"
    TAKE_OVER = "take_over"
    COME_BACK = "come_back"
    REPLACE = "replace"
    MOVE = "move"
    CANCEL = "cancel"


class Need(StrEnum):
    """What the person has to say with it: `turn` one of somebody else, `person` may be left out where `anybody` stands."""

    PERSON = "person"
    ANYBODY = "anybody"
    TURN = "turn"
    REASON = "reason"
    UNTIL = "until"
    HOURS = "hours"
    END = "end"


class TurnState(StrEnum):
    """Where a turn stands in time."""

    AHEAD = "ahead"
    RUNNING = "running"
    OVER = "over"
    CANCELLED = "cancelled"


class Facts(NamedTuple):
    """What is known of a turn and of the person who looks at it; `may_come_back` is for a turn that was taken over."""

    state: TurnState
    is_mine: bool
    is_staff: bool
    is_secretary: bool
    may_come_back: bool
    is_asked_about: bool


LABELS = {
    TurnMove.ASK_SWAP: Words("和别人换班", "Swap with somebody"),
    TurnMove.ASK_TAKE: Words("请人替班", "Ask somebody to take it"),
    TurnMove.TAKE_OVER: Words("我来接班", "I take over now"),
    TurnMove.COME_BACK: Words("换回原来的人", "Back to who was there before"),
    TurnMove.REPLACE: Words("改派别人", "Give it to somebody else"),
    TurnMove.MOVE: Words("改时间", "Change the hours"),
    TurnMove.CANCEL: Words("取消这个班", "Cancel the turn"),
}
REASONS = {
    TurnMove.ASK_SWAP: ASKING,
    TurnMove.ASK_TAKE: ASKING,
    TurnMove.REPLACE: (Reason.ABSENT, Reason.ON_LEAVE, Reason.CALLED_AWAY, Reason.EMERGENCY, Reason.OTHER),
    TurnMove.MOVE: (Reason.HOURS, Reason.EVENT, Reason.WEATHER, Reason.OTHER),
}
_NEEDS = {
    TurnMove.ASK_SWAP: (Need.TURN, Need.REASON),
    TurnMove.ASK_TAKE: (Need.PERSON, Need.ANYBODY, Need.REASON),
    TurnMove.TAKE_OVER: (Need.UNTIL,),
    TurnMove.COME_BACK: (),
    TurnMove.REPLACE: (Need.PERSON, Need.REASON),
    TurnMove.CANCEL: (),
}


def state_of(starts_at: datetime, ends_at: datetime, cancelled_at: datetime | None, at: datetime) -> TurnState:
    """Where a turn stands at an instant."""
    if cancelled_at is not None:
        return TurnState.CANCELLED
    if ends_at <= at:
        return TurnState.OVER
    return TurnState.RUNNING if starts_at <= at else TurnState.AHEAD


def open_moves(facts: Facts) -> Iterator[TurnMove]:
    """What this person may do with the turn now."""
    if facts.state is TurnState.AHEAD:
        # The secretary writes down what a colleague asks for who has no phone at hand.
        if (facts.is_mine or facts.is_secretary) and not facts.is_asked_about:
            yield from (TurnMove.ASK_TAKE, TurnMove.ASK_SWAP)
    elif facts.state is TurnState.RUNNING:
        if facts.may_come_back:
            yield TurnMove.COME_BACK
        if facts.is_staff and not facts.is_mine:
            yield TurnMove.TAKE_OVER
    else:
        return
    if facts.is_secretary:
        yield from (TurnMove.REPLACE, TurnMove.MOVE, TurnMove.CANCEL)


def needs_of(move: TurnMove, state: TurnState) -> tuple[Need, ...]:
    """What has to be said with a move; of a turn that has begun only the end can still be changed."""
    if move is TurnMove.MOVE:
        return (Need.END if state is TurnState.RUNNING else Need.HOURS, Need.REASON)
    return _NEEDS[move]
