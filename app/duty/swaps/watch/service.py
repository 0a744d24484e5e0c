"""Requests follow their turns, lapse when what they were about is gone, and hold once nobody has objected in time."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.duty.models import CameBy, DutyShift
from app.duty.queries import staff_of
from app.duty.swaps import queries, rules
from app.duty.swaps.models import Lapse, ShiftSwap, SwapState, SwapTurn
from app.duty.swaps.news import rules as words
from app.duty.swaps.news.service import tell_moved, tell_of
from app.duty.swaps.queries import Doing, Sides, sides_of
from app.duty.swaps.service import end_request, locked_request, note_act, take_effect
from app.duty.turns.models import Act
from app.duty.turns.service import follow_turns, lock_people
from app.people.actor import SYSTEM, Actor


def look_after(db: Session, swap_id: UUID) -> bool:
    """Do what is due for one open request; whoever looks first does it, and looking again changes nothing."""
    swap, sides = locked_request(db, swap_id)
    if swap.state not in rules.OPEN or swap.look_at is None:
        return False
    doing = queries.doing(SYSTEM, swap, sides, uuid5(swap.id, "watch"))
    if why := _why_over(db, swap, sides, doing.at):
        _lapse(db, doing, why)
        return True
    if swap.look_at > doing.at:
        return False
    take_effect(db, doing)
    return True


def _why_over(db: Session, swap: ShiftSwap, sides: Sides, at: datetime) -> Lapse | None:
    """Why a request cannot come to anything any more, if so."""
    staff, taker = staff_of(db, swap.village_id), swap.answered_by or swap.asked_id
    if not {swap.asker_id, taker or swap.asker_id} <= staff:
        return Lapse.NOT_STAFF
    # A watch that was down when an agreed turn began still does what was agreed, for the rest of the turn.
    is_late = any(row.ends_at <= at for row in sides.rows) or (swap.state == SwapState.ASKED and sides.begins_at <= at)
    if is_late:
        return Lapse.BEGUN
    if taker:
        lock_people(db, (swap.asker_id, taker))
    if taker and not queries.have_time(db, swap.asker_id, taker, sides):
        return Lapse.BUSY
    return None


def _lapse(db: Session, doing: Doing, why: Lapse, told_already: tuple[UUID, ...] = ()) -> None:
    swap = doing.swap
    swap.lapsed_as = why
    end_request(db, doing, SwapState.LAPSED)
    note_act(db, doing, Act.LAPSED, None)
    for person_id in (swap.asker_id, swap.answered_by or swap.asked_id):
        if person_id not in told_already:
            tell_of(db, doing, person_id, words.LAPSED)


def follow(db: Session, actor: Actor, old: DutyShift, new: DutyShift | None) -> None:
    """A turn has ended early: the request about it goes with it, or ends."""
    found = select(SwapTurn).where(SwapTurn.shift_id == old.id, SwapTurn.is_open)
    about = db.exec(found).first()
    if about is None:
        return
    wanted = select(ShiftSwap).where(ShiftSwap.id == about.swap_id).with_for_update(key_share=True)
    swap = db.exec(wanted.execution_options(populate_existing=True)).one()
    sides = sides_of(db, swap.id)
    if new is None or new.came_by != CameBy.MOVED:
        why = Lapse.TURN_CHANGED if new else Lapse.TURN_CANCELLED
        # Whoever had the turn, and whoever has it now, hear of the change itself.
        told = (old.person_id, new.person_id) if new else (old.person_id,)
        _lapse(db, queries.doing(actor, swap, sides, uuid5(swap.id, "followed")), why, told)
        return
    about.shift_id = new.id
    db.add(about)
    db.flush()
    _go_with(db, actor, swap, about, new)


def _go_with(db: Session, actor: Actor, swap: ShiftSwap, about: SwapTurn, new: DutyShift) -> None:
    sides = sides_of(db, swap.id)
    doing = queries.doing(actor, swap, sides, uuid5(swap.id, f"moved:{new.id}"))
    if sides.begins_at <= doing.at:
        _lapse(db, doing, Lapse.BEGUN, (new.person_id,))
        return
    taker = swap.answered_by or swap.asked_id
    if taker and not queries.have_time(db, swap.asker_id, taker, sides):
        _lapse(db, doing, Lapse.BUSY)
        return
    swap.look_at = sides.begins_at
    if swap.answered_at is not None and swap.objection_hours is not None:
        swap.look_at = rules.effective_at(swap.answered_at, swap.objection_hours, sides.begins_at)
    db.add(swap)
    db.flush()
    tell_moved(db, doing, taker if about.is_askers else swap.asker_id, new)


follow_turns(follow)
