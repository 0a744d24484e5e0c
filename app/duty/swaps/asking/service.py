"""Asking for one's own turn to be taken, or swapped."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.duty.models import DutyShift
from app.duty.queries import staff_of
from app.duty.service import refuse_no_staff
from app.duty.swaps import queries, rules
from app.duty.swaps.models import ShiftSwap, SwapTurn
from app.duty.swaps.news import rules as words
from app.duty.swaps.news.service import tell_of, tell_speaker
from app.duty.swaps.queries import Sides, doing
from app.duty.swaps.refusing.service import refuse_no_time, refuse_not_ahead, refuse_to_record
from app.duty.swaps.schemas import SwapIn
from app.duty.swaps.service import note_act
from app.duty.turns.models import Act
from app.duty.turns.queries import shift_in_sight
from app.duty.turns.rules import fingerprint
from app.duty.turns.service import id_taken, locked, sent_before
from app.people.actor import Actor


class Asked(NamedTuple):
    """A request, and whether this was the first time that its id came."""

    swap: ShiftSwap
    is_new: bool


def ask(db: Session, actor: Actor, asked: SwapIn) -> Asked:
    """Ask a colleague, or all of them, to take one's own turn or to swap it; the same again is the same request.

    With `for_person_id` the secretary writes down that its person asks for it.

    Raises:
        Refusal: 403 `not_your_turn`, `not_your_role`, `own_request`; 404 `not_found`; 409 `id_taken`, `shift_is_over`, `begun_already`, `asked_already`,
            `already_planned`; 422 `something_missing`, `not_staff`, `same_person`, `other_village`, `wrong_person`.

    """
    own = shift_in_sight(db, actor, asked.shift_id)
    other = shift_in_sight(db, actor, asked.for_shift_id) if asked.for_shift_id else None
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    for shift_id in sorted({row.id for row in (own, other) if row}):
        locked(db, shift_id)
    if known := db.get(ShiftSwap, asked.id):
        if known.fingerprint != mark:
            raise id_taken()
        return Asked(known, is_new=False)
    sent_before(db, asked.id, mark)
    sides = Sides(own, other)
    asked_id = _whom(db, actor, asked, sides, now())
    swap = ShiftSwap(
        id=asked.id,
        village_id=own.village_id,
        village_path=own.village_path,
        asker_id=own.person_id,
        asked_id=asked_id,
        reason=asked.reason,
        asked_at=now(),
        asked_recorded_by=actor.person_id if asked.for_person_id else None,
        look_at=sides.begins_at,
        fingerprint=mark,
    )
    _keep(db, swap, sides)
    this = doing(actor, swap, sides, asked.id, mark, own.person_id)
    note_act(db, this, Act.ASKED, asked_id)
    tell_speaker(db, this, words.RECORDED_SWAP if other else words.RECORDED_ASK)
    if asked_id is not None:
        tell_of(db, this, asked_id, words.ASKED_TO_SWAP if other else words.ASKED_TO_TAKE)
        return Asked(swap, is_new=True)
    for person_id in staff_of(db, own.village_id) - {own.person_id}:
        if queries.have_time(db, own.person_id, person_id, sides):
            tell_of(db, this, person_id, words.ASKED_EVERYBODY)
    return Asked(swap, is_new=True)


def _whom(db: Session, actor: Actor, asked: SwapIn, sides: Sides, at: datetime) -> UUID | None:
    """Whom the request asks, once nothing speaks against asking; none for everybody."""
    own, other = sides
    _refuse_strange_turn(actor, asked, own)
    for row in sides.rows:
        refuse_not_ahead(row, at)
    if asked.reason not in rules.ASKING:
        raise Refusal(422, "something_missing", "请选一个原因。", "Choose one of the reasons.", missing=["reason"])
    if other and other.village_id != own.village_id:
        raise Refusal(422, "other_village", "只能和本村的班换。", "A turn is swapped for one of the same village only.")
    if other and asked.person_id not in {None, other.person_id}:
        raise Refusal(
            422, "wrong_person", "要换的那个班现在不是他的，请重新选。", "That turn is not theirs now: choose anew."
        )
    asked_id = other.person_id if other else asked.person_id
    if asked_id == own.person_id:
        raise Refusal(422, "same_person", "不用请自己，请选别人。", "You need not ask yourself: choose somebody else.")
    if asked.for_person_id:
        refuse_to_record(actor, own.village_path, own.person_id, {asked_id})
    if asked_id is not None:
        refuse_no_staff(db, asked_id, own.village_id)
        refuse_no_time(db, own.person_id, asked_id, sides)
    return asked_id


def _refuse_strange_turn(actor: Actor, asked: SwapIn, own: DutyShift) -> None:
    """A turn is its person's to ask about, or the secretary's who writes down what that person said."""
    if asked.for_person_id is None:
        if own.person_id != actor.person_id:
            raise Refusal(
                403,
                "not_your_turn",
                "只能请人替自己的班；别人来不了，请书记代记或者改派。",
                "You can ask about your own turns only; for somebody else the secretary records it, or gives the turn away.",
            )
        return
    refuse_to_record(actor, own.village_path, asked.for_person_id, ())
    if asked.for_person_id != own.person_id:
        raise Refusal(
            422,
            "wrong_person",
            "这个班现在不是他的，请刷新再看。",
            "That turn is not theirs now: refresh and look again.",
        )


def _keep(db: Session, swap: ShiftSwap, sides: Sides) -> None:
    """Keep a new request; the database lets only one be open about a turn."""
    try:
        with db.begin_nested():
            db.add(swap)
            db.flush()
            db.add_all(SwapTurn(swap_id=swap.id, is_askers=row is sides.own, shift_id=row.id) for row in sides.rows)
    except IntegrityError:
        before = next((found for row in sides.rows if (found := queries.open_swap_of(db, row.id))), None)
        if before is None:
            raise id_taken() from None
        raise Refusal(
            409,
            "asked_already",
            "这个班已经在请人了，一次只能有一个请求。先等回答，或者先收回。",
            "Somebody was asked about this turn already, and one request at a time is open: wait, or take it back first.",
            swap_id=str(before.id),
        ) from None
