"""What may be done with a request, by whom and when."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from app.core.words import Words
from app.duty.swaps.models import Lapse, SwapState
from app.duty.turns.models import Reason

# A secretary's say ends this long before the turn, so that nobody is left to wonder on the doorstep who opens.
SETTLED_BEFORE = timedelta(hours=1)
ASKING = (Reason.PERSONAL, Reason.AWAY, Reason.OFFICIAL, Reason.OTHER)
OPEN = (SwapState.ASKED, SwapState.ACCEPTED)


class SwapMove(StrEnum):
    """What can be done with a request; `undo` agrees to what the other side has asked for, or is the secretary's own act."""

    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    CONFIRM = "confirm"
    OBJECT = "object"
    ASK_UNDO = "ask_undo"
    UNDO = "undo"
    REFUSE_UNDO = "refuse_undo"


RECORDED = (SwapMove.ACCEPT, SwapMove.DECLINE, SwapMove.WITHDRAW)


class Facts(NamedTuple):
    """What is known of a request and of the person who looks at it.

    `is_ahead`: none of its turns has begun. `is_free`: whoever has agreed, or the
    person who looks, has time for the turn and is not on leave. `may_be_undone`: whoever got a turn
    has it still. `undo_asked_by_me` is none while nobody has asked.
    """

    state: SwapState
    is_ahead: bool
    is_asker: bool
    is_asked: bool
    is_volunteer: bool
    has_answered: bool
    is_secretary: bool
    is_free: bool
    may_be_undone: bool
    undo_asked_by_me: bool | None


LAPSES = {
    Lapse.TURN_CANCELLED: Words("这个班取消了", "the turn was cancelled"),
    Lapse.TURN_CHANGED: Words("这个班已经换了人", "the turn has gone to somebody else"),
    Lapse.BEGUN: Words(
        "到开班还没说定，班还是原来的人值", "nothing was settled when it began; it stays with whoever had it"
    ),
    Lapse.NOT_STAFF: Words("有人已经不在村里任职", "somebody holds no role in the village any more"),
    Lapse.BUSY: Words("来接的人那时另有班", "whoever was to come has another turn by then"),
    Lapse.ON_LEAVE: Words("来接的人那天请了假", "whoever was to come is on leave that day"),
}
# What is said to whoever comes too late for what he wanted to do.
_CANNOT_BE_UNDONE = Words(
    "已经开班，或者后来又改过，换不回来了；请书记改派。",
    "It has begun or was changed since, so it cannot be undone: the secretary can give the turn away.",
)
_TOO_LATE = {
    SwapState.ASKED: Words("还没有人答应，不用书记定。", "Nobody has agreed yet: there is nothing to decide."),
    SwapState.ACCEPTED: Words(
        "已经有人答应了，这一步不用做了。", "Somebody has agreed already: this step is not needed."
    ),
    SwapState.EFFECTIVE: Words(
        "已经换好了，请刷新看最新的安排。", "It is done already: refresh to see how things stand."
    ),
    SwapState.DECLINED: Words("已经有人说来不了，请另问别人。", "It was declined: ask somebody else."),
    SwapState.WITHDRAWN: Words("已经收回了，不用回答。", "It was taken back: there is nothing to answer."),
    SwapState.OBJECTED: Words("书记没同意，请另想办法。", "The secretary objected: find another way."),
    SwapState.LAPSED: Words("已经作废了，请刷新看最新的安排。", "It has ended: refresh to see how things stand."),
    SwapState.UNDONE: Words("已经换回来了。", "It was undone already."),
}


def is_for(move: SwapMove, facts: Facts) -> bool:
    """Whether a move is this person's to make at all, whatever the state."""
    is_side = facts.is_asker or facts.has_answered
    return {
        SwapMove.ACCEPT: facts.is_asked or facts.is_volunteer,
        SwapMove.DECLINE: facts.is_asked,
        SwapMove.WITHDRAW: is_side,
        SwapMove.CONFIRM: facts.is_secretary,
        SwapMove.OBJECT: facts.is_secretary,
        SwapMove.ASK_UNDO: is_side,
        SwapMove.UNDO: is_side or facts.is_secretary,
        SwapMove.REFUSE_UNDO: is_side,
    }[move]


def open_moves(facts: Facts) -> Iterator[SwapMove]:
    """What this person may do with the request now, the likeliest first."""
    return (move for move in SwapMove if is_for(move, facts) and _is_time_for(move, facts))


def _is_time_for(move: SwapMove, facts: Facts) -> bool:
    if facts.state is SwapState.EFFECTIVE:
        return facts.may_be_undone and {
            SwapMove.ASK_UNDO: facts.undo_asked_by_me is None and not facts.is_secretary,
            SwapMove.UNDO: facts.is_secretary or facts.undo_asked_by_me is False,
            SwapMove.REFUSE_UNDO: facts.undo_asked_by_me is not None,
        }.get(move, False)
    if facts.state not in OPEN or not facts.is_ahead:
        return False
    if facts.state is SwapState.ASKED:
        return (move is SwapMove.ACCEPT and facts.is_free) or move in {SwapMove.DECLINE, SwapMove.WITHDRAW}
    return (move is SwapMove.CONFIRM and facts.is_free) or move in {SwapMove.OBJECT, SwapMove.WITHDRAW}


def recordable(facts: Facts) -> Iterator[SwapMove]:
    """What the secretary may write down as the word of the person whose facts these are.

    Only what a colleague can say in one sentence on the phone; all else the secretary decides in his own name.
    """
    return (move for move in open_moves(facts) if move in RECORDED)


def may_record(recorder_id: UUID | None, parties: Collection[UUID | None], *, is_secretary: bool) -> bool:
    """Whether somebody may write down what colleagues say about a request: the secretary, where he is none of the two."""
    return is_secretary and recorder_id is not None and recorder_id not in parties


def waits(facts: Facts) -> bool:
    """Whether the next step is this person's."""
    first = next(open_moves(facts), None)
    return first in {SwapMove.ACCEPT, SwapMove.DECLINE, SwapMove.CONFIRM, SwapMove.OBJECT} or (
        first is SwapMove.UNDO and facts.undo_asked_by_me is False
    )


def effective_at(answered_at: datetime, objection_hours: int, begins_at: datetime) -> datetime:
    """From when silence makes it so: the limit's end, or some time before the first of its turns if that comes earlier."""
    return min(answered_at + timedelta(hours=objection_hours), begins_at - SETTLED_BEFORE)


def too_late(facts: Facts) -> Words:
    """Why a move that is this person's cannot be made now."""
    if facts.state is SwapState.EFFECTIVE and not facts.may_be_undone:
        return _CANNOT_BE_UNDONE
    return _TOO_LATE[facts.state]
