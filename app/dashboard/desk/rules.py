"""One's own turn, and who comes after. Plain values only."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from app.core.clock import local_date
from app.duty.models import ShiftKind
from app.duty.rules import Turn, turns_at


def own_turn(turns: Iterable[Turn], person_id: UUID | None, at: datetime) -> Turn | None:
    """One's turn that is running, or the next one of the same day."""
    ahead = [turn for turn in turns if turn.person_id == person_id and turn.ends_at > at]
    first = min(ahead, key=lambda turn: turn.starts_at, default=None)
    return first if first and local_date(first.starts_at) <= local_date(at) else None


def hands_over_to(turns: Sequence[Turn], own: Turn) -> str | None:
    """The name of the next other person on duty once a turn is over."""
    others = [
        turn
        for turn in turns
        if turn.starts_at >= own.ends_at and turn.kind is ShiftKind.DUTY and turn.person_id != own.person_id
    ]
    following = min(others, key=lambda turn: turn.starts_at, default=None)
    return following.name if following else None


def to_take_over(planned: Iterable[Turn], sitting: Iterable[Turn], person_id: UUID | None, at: datetime) -> Turn | None:
    """The running turn that somebody could take: of whoever sits, else of whoever is planned and away; none while he sits."""
    here = turns_at(sitting, at)
    if any(turn.person_id == person_id for turn in here):
        return None
    return next((turn for turn in here or turns_at(planned, at) if turn.person_id != person_id), None)
