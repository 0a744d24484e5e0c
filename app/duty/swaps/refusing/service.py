"""What is said to whoever cannot ask, answer or write down an answer: looks, locks people, changes nothing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.core.problems import Refusal
from app.duty.models import DutyShift
from app.duty.swaps import queries, rules
from app.duty.swaps.models import SwapState
from app.duty.swaps.queries import Doing, Sides
from app.duty.swaps.rules import Facts, SwapMove
from app.duty.turns.service import lock_people, refuse_busy
from app.people.actor import Actor, Role
from app.people.models import Person


def refuse_closed(db: Session, doing: Doing, move: SwapMove) -> None:
    """A step is made by whom it is for, and in its time.

    Raises:
        Refusal: 403 `not_your_role`; 409 `answered_before`, `too_late`, `begun_already`, `shift_is_over`,
            `already_planned`; 422 `wrong_person`, `not_recorded`.

    """
    swap, sides, speaker_id = doing.swap, doing.sides, doing.speaker_id
    if doing.recorded_by:
        facts = queries.facts_about(db, speaker_id, swap, sides, doing.at)
        _refuse_other_word(move, facts)
    else:
        facts = queries.facts_of(db, doing.actor, swap, sides, doing.at)
    if not rules.is_for(move, facts):
        raise Refusal(
            403,
            "not_your_role",
            "这一步不是您来做的，请找当事的同事或书记。",
            "This step is not yours: turn to those whom it concerns, or to the secretary.",
        )
    if move in rules.open_moves(facts):
        return
    if move is SwapMove.ACCEPT and swap.answered_by not in {None, speaker_id}:
        name = db.get_one(Person, swap.answered_by).name
        raise Refusal(
            409,
            "answered_before",
            f"{name}已经答应了，不用{'别人' if doing.recorded_by else '您'}来了。",
            f"{name} has agreed already.",
            by=name,
        )
    if facts.state in rules.OPEN and not facts.is_ahead:
        for row in sides.rows:
            refuse_not_ahead(row, doing.at)
    taker = speaker_id if facts.state is SwapState.ASKED else swap.answered_by
    if move in {SwapMove.ACCEPT, SwapMove.CONFIRM} and facts.state in rules.OPEN and taker:
        refuse_no_time(db, swap.asker_id, taker, sides)
    raise Refusal(409, "too_late", *rules.too_late(facts))


def refuse_to_record(actor: Actor, village_path: str, speaker_id: UUID, parties: Collection[UUID | None]) -> None:
    """What a colleague has said is written down by the secretary, and not by one who has a part in it himself.

    Raises:
        Refusal: 403 `not_your_role`, `own_request`; 422 `same_person`.

    """
    if speaker_id == actor.person_id:
        raise Refusal(
            422,
            "same_person",
            "您自己的话不用代记，请直接按按钮。",
            "Your own word need not be recorded: use the button itself.",
        )
    is_secretary = actor.holds(Role.VILLAGE_SECRETARY, village_path)
    if not is_secretary:
        raise Refusal(
            403,
            "not_your_role",
            "同事说的话只有本村书记能代记，请找书记，或者请本人自己点。",
            "Only the village secretary records what a colleague said: turn to the secretary, or let the colleague do it.",
        )
    if not rules.may_record(actor.person_id, parties, is_secretary=is_secretary):
        raise Refusal(
            403,
            "own_request",
            "这件事您是当事的一方，不能替对方记。请对方自己点；急的话，书记可以“改派别人”。",
            "You are one of the two, so you cannot record the other's word: let them answer, or give the turn away.",
        )


def _refuse_other_word(move: SwapMove, facts: Facts) -> None:
    if move not in rules.RECORDED:
        raise Refusal(
            422,
            "not_recorded",
            "能代记的只有：答应、来不了、收回。别的请本人自己点，或者书记自己定。",
            "Only agreeing, declining and taking back are recorded; all else is for themselves, or for the secretary.",
        )
    if not rules.is_for(move, facts):
        raise Refusal(
            422,
            "wrong_person",
            "这句话不该由这个人来说，请重新选人。",
            "This is not for that person to say: choose anew.",
        )


def refuse_not_ahead(row: DutyShift, at: datetime) -> None:
    """Colleagues are asked about turns that have not begun.

    Raises:
        Refusal: 409 `shift_is_over`, `begun_already`.

    """
    if row.cancelled_at is not None or row.ends_at <= at:
        raise Refusal(
            409,
            "shift_is_over",
            "这个班已经值完、取消或改过了，请刷新看最新的安排。",
            "This turn is over, cancelled or changed: refresh to see how things stand.",
        )
    if row.starts_at <= at:
        raise Refusal(
            409,
            "begun_already",
            "这个班已经开始了，请同事按“我来接班”，或者请书记改派。",
            "This turn has begun: have a colleague take over, or the secretary give it away.",
        )


def refuse_no_time(db: Session, asker_id: UUID, taker_id: UUID, sides: Sides) -> None:
    """Nobody takes a turn while having another one, apart from the one that goes the other way.

    Raises:
        Refusal: 409 `already_planned`.

    """
    lock_people(db, (asker_id, taker_id))
    refuse_busy(db, taker_id, sides.own.starts_at, sides.own.ends_at, sides.ids)
    if sides.other:
        refuse_busy(db, asker_id, sides.other.starts_at, sides.other.ends_at, sides.ids)
