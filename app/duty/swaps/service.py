"""What is answered to a request, the secretary's say, and what comes of it.

Locks are taken in one order everywhere: the turns by their ids, then the request, then the people. Whoever changes a
turn has the turn first as well, and comes to the request by `follow_turns`.
"""

from collections.abc import Callable, Sequence
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.core.problems import Refusal
from app.duty.models import CameBy, DutyShift
from app.duty.service import refuse_no_staff
from app.duty.swaps import queries, rules
from app.duty.swaps.models import ShiftSwap, SwapState, SwapTurn
from app.duty.swaps.news import rules as words
from app.duty.swaps.news.service import tell_of, tell_speaker
from app.duty.swaps.queries import Doing, Sides, sides_of
from app.duty.swaps.refusing.service import refuse_closed, refuse_no_time, refuse_to_record
from app.duty.swaps.rules import SwapMove
from app.duty.swaps.schemas import SwapMoveIn
from app.duty.turns.models import Act, Reason
from app.duty.turns.rules import fingerprint
from app.duty.turns.service import (
    Piece,
    end,
    followed,
    lock_people,
    locked,
    note,
    put_instead,
    refuse_busy,
    sent_before,
)
from app.people.actor import Actor

_TRIES = 3


def act(db: Session, actor: Actor, swap_id: UUID, asked: SwapMoveIn) -> ShiftSwap:
    """Do one thing with a request, or write down what a colleague said to it; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`, `own_request`; 404 `not_found`; 409 `id_taken`, `answered_before` with the name,
            `too_late`, `begun_already`, `shift_is_over`, `already_planned`, `changed_just_now`; 422 `not_staff`,
            `same_person`, `wrong_person`, `not_recorded`.

    """
    queries.swap_in_sight(db, actor, swap_id)
    mark = fingerprint([str(swap_id), asked.model_dump(mode="json")], actor.person_id)
    swap, sides = locked_request(db, swap_id)
    if sent_before(db, asked.id, mark):
        return swap
    if asked.for_person_id:
        refuse_to_record(actor, swap.village_path, asked.for_person_id, queries.parties(swap))
    doing = queries.doing(actor, swap, sides, asked.id, mark, asked.for_person_id)
    refuse_closed(db, doing, asked.move)
    _ACTS[asked.move](db, doing)
    db.add(swap)
    db.flush()
    return swap


def locked_request(db: Session, swap_id: UUID) -> tuple[ShiftSwap, Sides]:
    """A request and its turns, for whoever is about to change them.

    Raises:
        Refusal: 409 `changed_just_now`.

    """
    for _ in range(_TRIES):
        before = _to_lock(db, swap_id)
        for shift_id in before:
            locked(db, shift_id)
        wanted = select(ShiftSwap).where(ShiftSwap.id == swap_id).with_for_update(key_share=True)
        swap = db.exec(wanted.execution_options(populate_existing=True)).one()
        # The secretary may have moved a turn while this one waited for it.
        if _to_lock(db, swap_id) == before:
            return swap, sides_of(db, swap_id)
    raise Refusal(
        409,
        "changed_just_now",
        "这个班刚刚改过，请刷新再看。",
        "This turn was changed just now: refresh and look again.",
    )


def _to_lock(db: Session, swap_id: UUID) -> list[UUID]:
    return sorted(queries.chain(db, row.id)[-1].id for row in sides_of(db, swap_id).rows)


def _accept(db: Session, doing: Doing) -> None:
    swap, sides, taker = doing.swap, doing.sides, doing.speaker_id
    assert taker is not None, "only persons are asked"
    refuse_no_staff(db, taker, swap.village_id)
    refuse_no_time(db, swap.asker_id, taker, sides)
    swap.state, swap.answered_at, swap.answered_by = SwapState.ACCEPTED, doing.at, taker
    swap.answer_recorded_by = doing.recorded_by
    swap.objection_hours = queries.objection_hours(db, swap.village_id)
    may_object = queries.secretaries_of(db, swap.village_id)
    # A secretary who is one of the two has had his say; one who wrote down what others said, or whose own word somebody
    # else wrote down, has not: silence agrees after the village's limit, which is also the time to take such a word back.
    own_words = {
        person_id
        for person_id, clerk in ((taker, swap.answer_recorded_by), (swap.asker_id, swap.asked_recorded_by))
        if clerk is None
    }
    waits_for_nobody = not own_words.isdisjoint(may_object)
    limit = 0 if waits_for_nobody else swap.objection_hours
    swap.look_at = rules.effective_at(doing.at, limit, sides.begins_at)
    note_act(db, doing, Act.ACCEPTED, swap.asker_id)
    tell_speaker(db, doing, words.RECORDED_ACCEPT)
    if swap.look_at > doing.at:
        tell_of(db, doing, swap.asker_id, words.ACCEPTED)
        for person_id in may_object:
            tell_of(db, doing, person_id, words.AWAITS)
        return
    take_effect(db, doing)
    if limit:
        for person_id in may_object:
            tell_of(db, doing, person_id, words.SHORT_NOTICE)


def _decline(db: Session, doing: Doing) -> None:
    end_request(db, doing, SwapState.DECLINED)
    note_act(db, doing, Act.DECLINED, doing.swap.asker_id)
    tell_speaker(db, doing, words.RECORDED_DECLINE)
    tell_of(db, doing, doing.swap.asker_id, words.DECLINED)


def _withdraw(db: Session, doing: Doing) -> None:
    swap = doing.swap
    end_request(db, doing, SwapState.WITHDRAWN)
    note_act(db, doing, Act.WITHDRAWN, None)
    tell_speaker(db, doing, words.RECORDED_WITHDRAW)
    for person_id in (swap.asker_id, swap.answered_by or swap.asked_id):
        tell_of(db, doing, person_id, words.WITHDRAWN)


def _object(db: Session, doing: Doing) -> None:
    end_request(db, doing, SwapState.OBJECTED)
    note_act(db, doing, Act.OBJECTED, doing.swap.asker_id)
    for person_id in (doing.swap.asker_id, doing.swap.answered_by):
        tell_of(db, doing, person_id, words.OBJECTED)


def _confirm(db: Session, doing: Doing) -> None:
    swap = doing.swap
    assert swap.answered_by is not None, "the rules offer no confirming then"
    for person_id in (swap.asker_id, swap.answered_by):
        refuse_no_staff(db, person_id, swap.village_id)
    refuse_no_time(db, swap.asker_id, swap.answered_by, doing.sides)
    note_act(db, doing, Act.CONFIRMED, swap.answered_by)
    take_effect(db, doing)


def end_request(db: Session, doing: Doing, state: SwapState) -> None:
    """Close a request; its turns are free for another one."""
    swap = doing.swap
    swap.state, swap.settled_at, swap.settled_by = state, doing.at, doing.speaker_id
    swap.end_recorded_by = doing.recorded_by
    swap.look_at = None
    for row in db.exec(select(SwapTurn).where(SwapTurn.swap_id == swap.id)):
        row.is_open = False
        db.add(row)
    db.add(swap)
    db.flush()


def take_effect(db: Session, doing: Doing) -> None:
    """The turns of a request on which two have agreed change hands, and both are told.

    Raises:
        Refusal: 409 `already_planned`.

    """
    swap, sides = doing.swap, doing.sides
    assert swap.answered_by is not None, "nobody has agreed"
    # Before the rows change: the request must not take its own effect for somebody else's doing.
    end_request(db, doing, SwapState.EFFECTIVE)
    came_by = CameBy.SWAPPED if sides.other else CameBy.SUBSTITUTED
    _change_hands(db, doing, sides.rows, (swap.answered_by, swap.asker_id), came_by)
    for person_id in (swap.asker_id, swap.answered_by):
        tell_of(db, doing, person_id, words.EFFECTIVE)


def _change_hands(db: Session, doing: Doing, rows: Sequence[DutyShift], takers: Sequence[UUID], by: CameBy) -> None:
    """Give each row to its taker: all of them end first, since in a swap each one's time may be the other's."""
    actor, at = doing.actor, doing.at
    pieces = [Piece(taker, max(row.starts_at, at), row.ends_at, by) for row, taker in zip(rows, takers, strict=False)]
    lock_people(db, takers)
    for row in rows:
        end(db, actor, row, at)
    for n, (row, piece) in enumerate(zip(rows, pieces, strict=True)):
        seed = uuid5(doing.act_id, f"hands:{n}")
        [new] = put_instead(db, actor, row, [piece], seed)
        # Undoing is an act of its own, known by its id when it is sent again; taking effect follows from one.
        is_the_act = by is CameBy.UNDONE and n == 0
        event_id = doing.act_id if is_the_act else uuid5(seed, "event")
        note(db, actor, row, Act(by.value), event_id, person_id=piece.person_id, fingerprint=doing.mark)
        followed(db, actor, row, new)


def _ask_undo(db: Session, doing: Doing) -> None:
    doing.swap.undo_asked_by = doing.actor.person_id
    note_act(db, doing, Act.UNDO_ASKED, _other_side(doing))
    tell_of(db, doing, _other_side(doing), words.UNDO_ASKED)


def _refuse_undo(db: Session, doing: Doing) -> None:
    doing.swap.undo_asked_by = None
    note_act(db, doing, Act.UNDO_REFUSED, _other_side(doing))
    tell_of(db, doing, _other_side(doing), words.UNDO_REFUSED)


def _other_side(doing: Doing) -> UUID | None:
    swap = doing.swap
    return swap.answered_by if doing.actor.person_id == swap.asker_id else swap.asker_id


def _undo(db: Session, doing: Doing) -> None:
    """Everybody has the own turn again, under a row of its own."""
    swap = doing.swap
    rows = queries.taken_rows(db, swap, doing.sides)
    assert rows is not None, "the rules offer no undoing then"
    assert swap.answered_by is not None, "nobody has agreed"
    takers = (swap.asker_id, swap.answered_by)
    lock_people(db, takers)
    for row, taker in zip(rows, takers, strict=False):
        refuse_no_staff(db, taker, swap.village_id)
        refuse_busy(db, taker, row.starts_at, row.ends_at, [each.id for each in rows])
    end_request(db, doing, SwapState.UNDONE)
    swap.undo_asked_by = None
    _change_hands(db, doing, rows, takers, CameBy.UNDONE)
    for person_id in takers:
        tell_of(db, doing, person_id, words.UNDONE)


_ACTS: dict[SwapMove, Callable[[Session, Doing], None]] = {
    SwapMove.ACCEPT: _accept,
    SwapMove.DECLINE: _decline,
    SwapMove.WITHDRAW: _withdraw,
    SwapMove.CONFIRM: _confirm,
    SwapMove.OBJECT: _object,
    SwapMove.ASK_UNDO: _ask_undo,
    SwapMove.UNDO: _undo,
    SwapMove.REFUSE_UNDO: _refuse_undo,
}


def note_act(db: Session, doing: Doing, what: Act, person_id: UUID | None) -> None:
    """Write an act down with each turn that it is about; the one with the asker's turn has the act's own id."""
    reason = Reason(doing.swap.reason) if what is Act.ASKED else None
    data = {"on_word_of": str(doing.speaker_id)} if doing.recorded_by else None
    for n, row in enumerate(doing.sides.rows):
        event_id = uuid5(doing.act_id, "other") if n else doing.act_id
        note(
            db, doing.actor, row, what, event_id, person_id=person_id, reason=reason, fingerprint=doing.mark, data=data
        )
