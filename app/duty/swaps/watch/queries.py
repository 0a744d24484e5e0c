"""Which requests between colleagues the watch has to look after now."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from sqlalchemy import Integer, and_, bindparam, exists, func, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.core.clock import local_date
from app.duty.roster.models import Leave
from app.duty.swaps.models import ShiftSwap
from app.duty.swaps.queries import is_busy, is_on_leave, is_staff, sides_of


def ripe(db: Session, at: datetime, limit: int) -> Sequence[UUID]:
    """Open requests that the watch has to see: their time has come, or somebody is gone, busy or on leave by now."""
    found = db.exec(_ripe(), params={"now": at, "most": limit}).all()
    return [*found, *(each for each in _stopped_by_leave(db, at) if each not in found)][:limit]


def _stopped_by_leave(db: Session, at: datetime) -> Iterator[UUID]:
    """Open requests in which somebody would get a turn on a day of leave.

    On which days a turn lies is China's to say, and no database's: few people of an open request have a leave ahead.
    """
    for swap_id in db.exec(_with_leave_ahead(), params={"today": local_date(at)}).all():
        swap, sides = db.get_one(ShiftSwap, swap_id), sides_of(db, swap_id)
        taker = swap.answered_by or swap.asked_id
        if taker and is_on_leave(db, swap.asker_id, taker, sides):
            yield swap_id


@cache
def _with_leave_ahead() -> SelectOfScalar[UUID]:
    taker = func.coalesce(ShiftSwap.answered_by, ShiftSwap.asked_id)
    has_leave = exists().where(
        col(Leave.village_id) == ShiftSwap.village_id,
        or_(col(Leave.person_id) == taker, col(Leave.person_id) == ShiftSwap.asker_id),
        col(Leave.cancelled_at).is_(None),
        col(Leave.last_on) >= bindparam("today"),
    )
    found = select(ShiftSwap.id).where(col(ShiftSwap.look_at).is_not(None), taker.is_not(None), has_leave)
    return found.order_by(col(ShiftSwap.look_at), col(ShiftSwap.id))


@cache
def _ripe() -> SelectOfScalar[UUID]:
    """Built once: it is asked at every round, and building it takes longer than the answer."""
    taker = func.coalesce(ShiftSwap.answered_by, ShiftSwap.asked_id)
    asker = col(ShiftSwap.asker_id)
    found = select(ShiftSwap.id).where(
        # Only open ones have a time to be looked at, and few are open: the index on it finds them.
        col(ShiftSwap.look_at).is_not(None),
        or_(
            col(ShiftSwap.look_at) <= bindparam("now"),
            ~is_staff(asker),
            and_(taker.is_not(None), ~is_staff(taker)),
            is_busy(taker, is_askers=True),
            is_busy(asker, is_askers=False),
        ),
    )
    return found.order_by(col(ShiftSwap.look_at), col(ShiftSwap.id)).limit(bindparam("most", type_=Integer()))
