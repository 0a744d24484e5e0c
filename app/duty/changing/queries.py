"""The page of one turn: the rows that it has had, what was done to it, and what the reader may do with it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.words import Language
from app.duty import queries as duty
from app.duty.changing import rules
from app.duty.changing.rules import Facts, TurnState
from app.duty.changing.schemas import HistoryLine, Partners, ReasonOut, TurnOffer, TurnPage, TurnRow
from app.duty.models import CameBy, DutyShift
from app.duty.roster.leave.queries import on_leave
from app.duty.rules import Turn
from app.duty.schemas import PersonName
from app.duty.swaps.queries import chain, open_swap_of, swap_about
from app.duty.temporary.queries import occasion_of
from app.duty.temporary.rules import OCCASIONS
from app.duty.turns import queries as turns
from app.duty.turns.models import Act, Reason, ShiftEvent
from app.duty.turns.rules import ACTS, ANYBODY, BY_ITSELF, REASONS, RECORDED, SOMEBODY, is_free, on_word_of
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places import queries as places

_AHEAD = timedelta(days=31)


def standing(rows: Sequence[DutyShift], shift: DutyShift, at: datetime) -> DutyShift:
    """The row to look at for whoever asks for one: itself, or when it has ended the one that stands in its place."""
    if shift.cancelled_at is None and shift.ends_at > at:
        return shift
    later = rows[rows.index(shift) :]
    return next((row for row in later if row.cancelled_at is None and row.ends_at > at), shift)


def page(db: Session, actor: Actor, shift_id: UUID, language: Language) -> TurnPage:
    """One turn, for the village's staff and officers above.

    Raises:
        Refusal: 404 `not_found`.

    """
    at = now()
    shift = turns.shift_in_sight(db, actor, shift_id)
    rows = chain(db, shift.id)
    shift = standing(rows, shift, at)
    happened = turns.events(db, [row.id for row in rows])
    names = _names(db, rows, happened)
    village = places.place(db, shift.village_id)
    facts, occasion = facts_of(db, actor, shift, at), occasion_of(db, rows[0].id)
    return TurnPage(
        turn=duty.shift_out(duty.turn(db, shift), actor, language),
        village_code=village.official_code,
        village_name=village.name,
        state=facts.state,
        occasion=OCCASIONS[occasion].speak(language) if occasion else None,
        swap_id=swap_about(db, [row.id for row in rows]),
        rows=[
            TurnRow(
                id=row.id,
                starts_at=row.starts_at,
                ends_at=row.ends_at,
                person=PersonName(id=row.person_id, name=names[row.person_id]),
                is_cancelled=row.cancelled_at is not None,
            )
            for row in rows
        ],
        history=_history(rows, happened, names, language),
        moves=[_offer(move, facts.state, language) for move in rules.open_moves(facts)],
    )


def facts_of(db: Session, actor: Actor, shift: DutyShift, at: datetime) -> Facts:
    """What decides which moves are open to the actor."""
    return Facts(
        state=rules.state_of(shift.starts_at, shift.ends_at, shift.cancelled_at, at),
        is_mine=shift.person_id == actor.person_id,
        is_staff=actor.person_id is not None and duty.is_staff_here(db, actor.person_id, shift.village_id),
        is_secretary=actor.holds(Role.VILLAGE_SECRETARY, shift.village_path),
        may_come_back=may_come_back(db, actor, shift),
        is_asked_about=open_swap_of(db, shift.id) is not None,
    )


def may_come_back(db: Session, actor: Actor, shift: DutyShift) -> bool:
    """Whether the actor may give a turn that was taken over back to whoever had it before."""
    if shift.came_by != CameBy.TAKEN_OVER or shift.replaces_id is None:
        return False
    before = db.get_one(DutyShift, shift.replaces_id)
    either = {before.person_id, shift.person_id}
    return actor.person_id in either or actor.holds(Role.VILLAGE_SECRETARY, shift.village_path)


def _names(db: Session, rows: Sequence[DutyShift], happened: Sequence[ShiftEvent]) -> dict[UUID, str]:
    ids = {row.person_id for row in rows} | {row.planned_by for row in rows}
    ids |= {each for event in happened for each in (event.by_id, event.person_id, on_word_of(event))}
    return dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())


def _history(
    rows: Sequence[DutyShift], happened: Sequence[ShiftEvent], names: dict[UUID, str], language: Language
) -> list[HistoryLine]:
    first = rows[0]
    by = names.get(first.planned_by) if first.planned_by else None
    planned = f"{by or BY_ITSELF.zh}排了班，由{names[first.person_id]}值班"
    if language == "en":
        planned = f"{by or BY_ITSELF.en} planned the turn for {names[first.person_id]}"
    lines = [HistoryLine(at=first.planned_at, what="planned", text=planned)]
    for event in happened:
        by = names.get(event.by_id) if event.by_id else BY_ITSELF.speak(language)
        if speaker_id := on_word_of(event):
            by = RECORDED.speak(language, speaker=names.get(speaker_id), clerk=by)
        nobody = ANYBODY if event.what == Act.ASKED else SOMEBODY
        who = names.get(event.person_id) if event.person_id else nobody.speak(language)
        text = ACTS[Act(event.what)].speak(language, by=by, who=who)
        if event.reason:
            why = REASONS[Reason(event.reason)].speak(language)
            text += f"（{why}）" if language == "zh" else f" ({why})"
        lines.append(HistoryLine(at=event.at, what=Act(event.what), text=text))
    return lines


def _offer(move: rules.TurnMove, state: TurnState, language: Language) -> TurnOffer:
    return TurnOffer(
        move=move,
        label=rules.LABELS[move].speak(language),
        needs=list(rules.needs_of(move, state)),
        reasons=[ReasonOut(code=code, label=REASONS[code].speak(language)) for code in rules.REASONS.get(move, ())],
    )


def partners(db: Session, actor: Actor, shift_id: UUID, language: Language) -> Partners:
    """Who could take a turn, and which turns of the next month it could be swapped for. Whoever is on leave then has no time.

    Raises:
        Refusal: 404 `not_found`.

    """
    at = now()
    shift = turns.shift_in_sight(db, actor, shift_id)
    begins = max(shift.starts_at, at)
    people = {person_id: name for person_id, name in _staff(db, shift.village_id) if person_id != shift.person_id}
    taken = turns.busy_times(db, [*people, shift.person_id], at, max(at + _AHEAD, shift.ends_at))

    def fits(other: Turn) -> bool:
        both = (shift.id, other.id)
        return is_free(taken[shift.person_id], other.starts_at, other.ends_at, both) and is_free(
            taken[other.person_id], shift.starts_at, shift.ends_at, both
        )

    days = {local_date(begins), local_date(shift.ends_at - timedelta(microseconds=1))}
    away = {person_id for on in days for person_id in on_leave(db, shift.village_id, on)}
    free = {each for each in people if each not in away and is_free(taken[each], begins, shift.ends_at)}
    ahead = [turn for turn in duty.turns_between(db, shift.village_id, at, at + _AHEAD) if turn.starts_at > at]
    return Partners(
        free=[PersonName(id=each, name=people[each]) for each in people if each in free],
        busy=[PersonName(id=each, name=people[each]) for each in people if each not in free],
        turns=[
            duty.shift_out(turn, actor, language)
            for turn in ahead
            if turn.person_id in people and turn.person_id not in away and fits(turn)
        ],
    )


def _staff(db: Session, village_id: int) -> list[tuple[UUID, str]]:
    ids = duty.staff_of(db, village_id)
    return list(
        db.exec(
            select(Person.id, Person.name).where(col(Person.id).in_(ids)).order_by(col(Person.name), col(Person.id))
        )
    )
