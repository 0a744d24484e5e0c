"""Requests as one person sees them: in his language, with what he may do."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import Refusal
from app.core.words import Language
from app.duty import queries as duty
from app.duty.rules import spoken_time, spoken_turn
from app.duty.schemas import PersonName
from app.duty.swaps import rules
from app.duty.swaps.answers.rules import LABELS, RECORDS, Part, Record, Said, sentence
from app.duty.swaps.answers.schemas import SwapOffer, SwapOut, SwapPage, SwapRecord, Swaps
from app.duty.swaps.models import Lapse, ShiftSwap, SwapState
from app.duty.swaps.queries import Sides, facts_about, facts_of, parties, sides_of, swap_in_sight
from app.duty.swaps.rules import may_record, recordable
from app.duty.turns.models import Reason
from app.duty.turns.queries import busy_times, phone_of
from app.duty.turns.rules import REASONS, is_free
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places import queries as places
from app.places.models import Place

_LOOKS_BACK = timedelta(days=14)
_YOU = {"zh": "您", "en": "you"}


def page(db: Session, actor: Actor, swap_id: UUID, language: Language) -> SwapPage:
    """One request, for the village's staff and officers above.

    Raises:
        Refusal: 404 `not_found`.

    """
    swap, at = swap_in_sight(db, actor, swap_id), now()
    return SwapPage(**dict(_out(db, actor, swap, language, at)), records=list(_records(db, actor, swap, language, at)))


def swaps(db: Session, actor: Actor, village: Place, language: Language) -> Swaps:
    """What concerns the actor: what waits for him, what else of his is under way, and what came of the last ones.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    if not duty.sees_roster(actor, village.path):
        raise Refusal(
            403,
            "not_your_village",
            "换班替班只有本村和上级的工作人员能看。",
            "Swaps are for staff of the village and officers above it.",
        )
    at = now()
    found = [_out(db, actor, swap, language, at) for swap in _concerning(db, actor, village, at)]
    going = [each for each in found if not each.waits and each.state in rules.OPEN]
    is_secretary = actor.holds(Role.VILLAGE_SECRETARY, village.path)
    return Swaps(
        waiting=[each for each in found if each.waits],
        going=[each for each in going if is_secretary or actor.person_id in _people(each)],
        past=[each for each in reversed(found) if not each.waits and each.state not in rules.OPEN],
    )


def _people(swap: SwapOut) -> set[UUID]:
    return {each.id for each in (swap.asker, swap.asked, swap.answered_by) if each}


def _concerning(db: Session, actor: Actor, village: Place, at: datetime) -> Sequence[ShiftSwap]:
    people = (col(ShiftSwap.asker_id), col(ShiftSwap.asked_id), col(ShiftSwap.answered_by))
    mine = or_(*(person == actor.person_id for person in people))
    state = col(ShiftSwap.state)
    mine_to_see = [and_(state.in_(rules.OPEN), or_(mine, col(ShiftSwap.asked_id).is_(None)))]
    mine_to_see.append(and_(mine, col(ShiftSwap.settled_at) > at - _LOOKS_BACK))
    if actor.holds(Role.VILLAGE_SECRETARY, village.path):
        mine_to_see.append(state.in_(rules.OPEN))
    found = select(ShiftSwap).where(ShiftSwap.village_id == village.id, or_(*mine_to_see))
    return db.exec(found.order_by(col(ShiftSwap.asked_at), col(ShiftSwap.id))).all()


def _out(db: Session, actor: Actor, swap: ShiftSwap, language: Language, at: datetime) -> SwapOut:
    sides = sides_of(db, swap.id)
    facts = facts_of(db, actor, swap, sides, at)
    village = places.place(db, swap.village_id)
    lapse = Lapse(swap.lapsed_as) if swap.lapsed_as else None
    shown = [duty.shift_out(duty.turn(db, row), actor, language) for row in sides.rows]
    their = swap.answered_by or swap.asked_id if actor.person_id == swap.asker_id else swap.asker_id
    return SwapOut(
        id=swap.id,
        village_code=village.official_code,
        village_name=village.name,
        state=facts.state,
        sentence=sentence(facts.state, lapse, _said(db, actor, swap, sides, language), language),
        asker=_name(db, swap.asker_id),
        asked=_name(db, swap.asked_id) if swap.asked_id else None,
        answered_by=_name(db, swap.answered_by) if swap.answered_by else None,
        reason=REASONS[Reason(swap.reason)].speak(language),
        turn=shown[0],
        for_turn=shown[1] if sides.other else None,
        asked_at=swap.asked_at,
        effective_at=swap.look_at if facts.state is SwapState.ACCEPTED else None,
        lapsed_as=lapse,
        phone=phone_of(db, swap.village_id, their) if their else None,
        waits=rules.waits(facts),
        moves=[SwapOffer(move=move, label=LABELS[move].speak(language)) for move in rules.open_moves(facts)],
    )


def _records(db: Session, actor: Actor, swap: ShiftSwap, language: Language, at: datetime) -> Iterator[SwapRecord]:
    """What colleagues may have said to the secretary, whoever has time first where everybody was asked."""
    is_secretary = actor.holds(Role.VILLAGE_SECRETARY, swap.village_path)
    if swap.state not in rules.OPEN or not may_record(actor.person_id, parties(swap), is_secretary=is_secretary):
        return
    sides = sides_of(db, swap.id)
    other = swap.answered_by or swap.asked_id
    others = [other] if other else _free(db, swap, sides, but=actor.person_id)
    for person_id in (*others, swap.asker_id):
        person = _name(db, person_id)
        for move in recordable(facts_about(db, person_id, swap, sides, at)):
            yield SwapRecord(move=move, person=person, label=RECORDS[move].speak(language, name=person.name))


def _free(db: Session, swap: ShiftSwap, sides: Sides, but: UUID | None) -> list[UUID]:
    """Who else of the staff has time for a turn about which everybody was asked, by their names."""
    row = sides.own
    staff = duty.staff_of(db, swap.village_id) - {swap.asker_id, but}
    taken = busy_times(db, staff, row.starts_at, row.ends_at)
    free = [person_id for person_id in staff if is_free(taken[person_id], row.starts_at, row.ends_at, sides.ids)]
    return list(db.exec(select(Person.id).where(col(Person.id).in_(free)).order_by(col(Person.name), col(Person.id))))


def _name(db: Session, person_id: UUID) -> PersonName:
    return PersonName(id=person_id, name=db.get_one(Person, person_id).name)


def _said(db: Session, actor: Actor, swap: ShiftSwap, sides: Sides, language: Language) -> Said:
    def called(person_id: UUID | None) -> str:
        if person_id is None:
            return ""
        return _YOU[language] if person_id == actor.person_id else _name(db, person_id).name

    takers = zip(sides.rows, (swap.answered_by, swap.asker_id), strict=False)
    told = [(spoken_turn(row.starts_at, row.ends_at, language), called(taker)) for row, taker in takers]
    return Said(
        asker=called(swap.asker_id),
        asked=called(swap.asked_id),
        by=called(swap.answered_by),
        until=spoken_time(swap.look_at, now()).speak(language) if swap.look_at else "",
        now="，".join(f"{when}由{who}值班" for when, who in told)
        if language == "zh"
        else ", ".join(f"{when} goes to {who}" for when, who in told),
        is_swap=sides.other is not None,
        undo_by=called(swap.undo_asked_by),
        records={
            part: Record(called(speaker), called(clerk), is_mine=speaker == actor.person_id)
            for part, speaker, clerk in (
                (Part.REQUEST, swap.asker_id, swap.asked_recorded_by),
                (Part.ANSWER, swap.answered_by, swap.answer_recorded_by),
                (Part.END, swap.settled_by, swap.end_recorded_by),
            )
            if clerk
        },
    )
