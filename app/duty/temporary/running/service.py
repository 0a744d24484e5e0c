"""Putting a temporary roster out, and ending it early."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.changes.service import record
from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.core.words import Words
from app.duty import queries as duty
from app.duty.drawing.rules import Lack
from app.duty.models import CameBy, DutyShift, ShiftKind
from app.duty.roster.models import Leave
from app.duty.rules import Lasting
from app.duty.service import refuse_who_draws_up_no_roster
from app.duty.temporary.models import Occasion, TemporaryRoster, TemporaryTurn
from app.duty.temporary.planning import rules
from app.duty.temporary.planning.queries import draw_up, gap, gaps_of
from app.duty.temporary.planning.rules import Seat, Span, State
from app.duty.temporary.planning.schemas import TemporaryIn
from app.duty.temporary.rules import EMERGENCIES, OCCASIONS
from app.duty.temporary.running import queries
from app.duty.turns.models import Act
from app.duty.turns.queries import busy_times, phone_of
from app.duty.turns.rules import fingerprint, is_free
from app.duty.turns.service import Piece, end, followed, id_taken, lock_people, note, put_instead, put_on
from app.notices.service import tell
from app.people.actor import Actor
from app.places.models import Place
from app.places.queries import name_of, village_by_code


def plan(db: Session, actor: Actor, asked: TemporaryIn) -> tuple[TemporaryRoster, bool]:
    """Put a temporary roster out: its turns stand from now on, usual ones stand down; true if the id is new.

    Raises:
        Refusal: 403 `not_your_role`; 404 `place_unknown`; 409 `id_taken`, `temporary_overlaps`, `already_planned`; 422
            `in_the_past`, `too_far`, `not_staff`, `off_roster`, `nothing_to_plan`, `nobody_can`.

    """
    village = village_by_code(db, asked.village_code)
    refuse_who_draws_up_no_roster(actor, village.path)
    _lock_village(db, village.id)
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := db.get(TemporaryRoster, asked.id):
        if known.fingerprint != mark:
            raise id_taken()
        return known, False
    at = now()
    # The first look finds whom to lock; what is put out is what holds once nobody else can change it.
    _lock(db, draw_up(db, village, asked, at).down, [*asked.people, asked.fallback_id])
    drawn = draw_up(db, village, asked, at)
    kept = _kept(db, actor, village, asked, at, drawn.seats, mark)
    down = [Span(shift.starts_at, shift.ends_at) for shift in drawn.down]
    for shift in drawn.down:
        data = {"ends_at": shift.ends_at.isoformat()}
        note(db, actor, shift, Act.STOOD_DOWN, uuid5(kept.id, f"down:{shift.id}"), data=data)
        end(db, actor, shift, at)
        db.add(TemporaryTurn(temporary_id=kept.id, shift_id=shift.id, stood_down=True))
        db.flush()
        followed(db, actor, shift, None)
    new = _put_on_all(db, actor, kept, drawn.seats, at)
    _record(db, kept, "temporary_roster_planned")
    for person_id, sits, rests in _by_person(new, zip((each.person_id for each in drawn.down), down, strict=True)):
        words = rules.planned_words(village.name, _label(kept), kept.first_on, kept.last_on, sits, rests)
        _tell(db, actor, kept, person_id, "planned", words)
    return kept, True


def _kept(
    db: Session, actor: Actor, village: Place, asked: TemporaryIn, at: datetime, seats: Sequence[Seat], mark: str
) -> TemporaryRoster:
    kept = TemporaryRoster(
        id=asked.id,
        village_id=village.id,
        village_path=village.path,
        occasion=asked.occasion,
        first_on=asked.first_on,
        last_on=asked.last_on,
        hours=[each.model_dump() for each in asked.hours],
        persons=asked.persons,
        people=[str(each) for each in asked.people],
        fallback_id=asked.fallback_id,
        stands=asked.stands,
        gaps=gaps_of(seats),
        planned_at=at,
        planned_by=actor.person_id,
        fingerprint=mark,
    )
    db.add(kept)
    db.flush()
    return kept


def _put_on_all(
    db: Session, actor: Actor, kept: TemporaryRoster, seats: Iterable[Seat], at: datetime
) -> list[tuple[UUID, Span]]:
    phones: dict[UUID, str | None] = {}
    new = []
    for seat in seats:
        for person_id in seat.people:
            if person_id not in phones:
                phones[person_id] = phone_of(db, kept.village_id, person_id)
            shift = DutyShift(
                id=uuid5(kept.id, f"{seat.starts_at.isoformat()} {person_id}"),
                village_id=kept.village_id,
                village_path=kept.village_path,
                kind=ShiftKind.DUTY,
                starts_at=seat.starts_at,
                ends_at=seat.ends_at,
                person_id=person_id,
                phone=phones[person_id],
                planned_at=at,
                planned_by=actor.person_id,
            )
            put_on(db, shift)
            db.add(TemporaryTurn(temporary_id=kept.id, shift_id=shift.id))
            new.append((person_id, Span(seat.starts_at, seat.ends_at)))
    db.flush()
    return new


def end_early(db: Session, actor: Actor, temporary_id: UUID) -> TemporaryRoster:
    """End a temporary roster now: its turns end, and usual ones that stood down come back from now on. Again changes nothing.

    A usual turn whose person has left the staff, has taken leave since, or has another turn by now does not come back:
    it is kept among the gaps, with the reason.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `roster_is_over`.

    """
    kept = queries.in_sight(db, actor, temporary_id)
    refuse_who_draws_up_no_roster(actor, kept.village_path)
    _lock_village(db, kept.village_id)
    kept = queries.in_sight(db, actor, temporary_id, lock=True)
    at = now()
    state = rules.state_of(kept.first_on, kept.last_on, queries.hours_of(kept), kept.ended_at, at)
    if state is State.ENDED:
        return kept
    if state is State.OVER:
        raise Refusal(
            409,
            "roster_is_over",
            "这次临时值班已经值完了，不用再结束。",
            "This temporary roster is over: there is nothing to end.",
        )
    kept.ended_at, kept.ended_by = at, actor.person_id
    db.add(kept)
    db.flush()
    # What ends now is out of the way of what comes back.
    off = _take_off(db, actor, kept, at)
    back, lost = _bring_back(db, actor, kept, at)
    kept.gaps = [each for each in kept.gaps if datetime.fromisoformat(each["starts_at"]) < at] + lost
    db.add(kept)
    db.flush()
    _record(db, kept, "temporary_roster_ended")
    village = name_of(db, kept.village_id)
    for person_id, sat, sits in _by_person(off, back):
        _tell(db, actor, kept, person_id, "ended", rules.ended_words(village, _label(kept), sat, sits))
    return kept


def _take_off(db: Session, actor: Actor, kept: TemporaryRoster, at: datetime) -> list[tuple[UUID, Span]]:
    off = []
    for shift in queries.standing_turns(db, kept, lock=True):
        if shift.ends_at <= at:
            continue
        off.append((shift.person_id, Span(shift.starts_at, shift.ends_at)))
        note(db, actor, shift, Act.CANCELLED, uuid5(kept.id, f"off:{shift.id}"))
        end(db, actor, shift, at)
        followed(db, actor, shift, None)
    return off


def _bring_back(
    db: Session, actor: Actor, kept: TemporaryRoster, at: datetime
) -> tuple[list[tuple[UUID, Span]], list[dict[str, Any]]]:
    """The usual turns that are back, and those that could not come back as gaps."""
    ahead = [(shift, ends_at) for shift, ends_at in queries.stood_down(db, kept) if ends_at > at]
    _lock(db, [shift for shift, _ in ahead], [shift.person_id for shift, _ in ahead])
    staff, back, lost = duty.staff_of(db, kept.village_id), list[tuple[UUID, Span]](), list[dict[str, Any]]()
    for shift, ends_at in ahead:
        span = Span(max(shift.starts_at, at), ends_at)
        taken = busy_times(db, [shift.person_id], span.starts_at, span.ends_at)[shift.person_id]
        away = _left_since(db, kept, shift.person_id, span)
        lack = rules.why_not_back(shift.person_id, staff, is_away=away, is_busy=not is_free(taken, *span))
        if lack:
            lost.append(gap(*span, 1, {shift.person_id: Lack(lack)}))
            continue
        put_instead(db, actor, shift, [Piece(shift.person_id, *span, CameBy.RESTORED)], kept.id)
        note(db, actor, shift, Act.RESTORED, uuid5(kept.id, f"back:{shift.id}"), person_id=shift.person_id)
        back.append((shift.person_id, span))
    return back, lost


def _left_since(db: Session, kept: TemporaryRoster, person_id: UUID, span: Span) -> bool:
    """Whether somebody took leave for the time of a turn since it stood down; a leave of before changed nothing then."""
    on = local_date(span.starts_at)
    leave = select(Leave.id).where(
        Leave.village_id == kept.village_id,
        Leave.person_id == person_id,
        col(Leave.cancelled_at).is_(None),
        col(Leave.entered_at) > kept.planned_at,
        col(Leave.first_on) <= on,
        col(Leave.last_on) >= on,
    )
    return db.exec(leave).first() is not None


def _lock_village(db: Session, village_id: int) -> None:
    """Of two who plan or end something for a village at the same moment the later one sees what the earlier has done."""
    db.exec(select(Place.id).where(Place.id == village_id).with_for_update(key_share=True)).one()


def _lock(db: Session, shifts: Iterable[DutyShift], person_ids: Iterable[UUID | None]) -> None:
    """Lock turns before people, as whoever changes one turn does, and read everything anew afterwards."""
    ids = [shift.id for shift in shifts]
    db.exec(select(DutyShift.id).where(col(DutyShift.id).in_(ids)).order_by(col(DutyShift.id)).with_for_update()).all()
    lock_people(db, [each for each in person_ids if each])
    db.expire_all()


def _by_person(
    first: Iterable[tuple[UUID, Span]], second: Iterable[tuple[UUID, Span]]
) -> list[tuple[UUID, list[Lasting], list[Lasting]]]:
    """Everybody who is touched once, with their turns of both sorts."""
    found: dict[UUID, tuple[list[Lasting], list[Lasting]]] = defaultdict(lambda: ([], []))
    for which, turns in enumerate((first, second)):
        for person_id, span in turns:
            found[person_id][which].append(span)
    return [(person_id, *found[person_id]) for person_id in sorted(found)]


def _tell(db: Session, actor: Actor, kept: TemporaryRoster, person_id: UUID, what: str, words: Words) -> None:
    """Tell somebody once, and not whoever did it; at night only what cannot wait."""
    if person_id == actor.person_id:
        return
    urgent = Occasion(kept.occasion) in EMERGENCIES
    tell(
        db,
        person_id,
        words,
        kind=f"temporary_roster_{what}",
        subject_type="roster",
        subject_id=str(kept.id),
        urgent=urgent,
        by_sms=urgent,
        key=f"temporary:{kept.id}:{what}",
    )


def _label(kept: TemporaryRoster) -> Words:
    return OCCASIONS[Occasion(kept.occasion)]


def _record(db: Session, kept: TemporaryRoster, what: str) -> None:
    data = {"occasion": kept.occasion, "first_on": kept.first_on.isoformat(), "last_on": kept.last_on.isoformat()}
    record(db, what, subject_type="roster", subject_id=str(kept.id), place_path=kept.village_path, data=data)
