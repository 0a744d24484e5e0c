"""The only ways in which a turn comes onto the roster, ends before its time, or gets another row in its place.

A row is never rewritten: it is cancelled, or cut off once it has begun, and what comes instead are new rows behind it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.changes.service import record
from app.core.clock import now
from app.core.problems import Refusal
from app.duty import rules
from app.duty.models import CameBy, DutyShift
from app.duty.temporary.models import TemporaryTurn
from app.duty.turns.models import Act, Reason, ShiftEvent
from app.duty.turns.queries import phone_of
from app.people.actor import Actor
from app.people.models import Person

Follower = Callable[[Session, Actor, DutyShift, DutyShift | None], None]
_followers: list[Follower] = []


class Piece(NamedTuple):
    """A part of a turn's time and who has it."""

    person_id: UUID
    starts_at: datetime
    ends_at: datetime
    came_by: CameBy


def follow_turns(follower: Follower) -> None:
    """Let what lies above have its word, in the same transaction, when a turn ends early; with the row in its place, if any.

    What lies below cannot import it, and a request has to follow its turn at once: asked for when it is imported.
    """
    _followers.append(follower)


def locked(db: Session, shift_id: UUID) -> DutyShift | None:
    """A row of the roster for whoever is about to change it.

    Others may still write down something about it, as long as its id stays: a request notes what became of both its turns.
    """
    found = select(DutyShift).where(DutyShift.id == shift_id).with_for_update(key_share=True)
    return db.exec(found.execution_options(populate_existing=True)).first()


def refuse_busy(
    db: Session, person_id: UUID, starts_at: datetime, ends_at: datetime, but: Collection[UUID] = ()
) -> None:
    """Refuse a turn while the person has another one, in whatever village, some rows left out.

    The person's row is locked first, so that of two plans made at the same moment the later one sees the earlier.

    Raises:
        Refusal: 409 `already_planned` with the other shift's times.

    """
    db.exec(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)).one()
    other = db.exec(
        select(DutyShift).where(
            DutyShift.person_id == person_id,
            col(DutyShift.cancelled_at).is_(None),
            col(DutyShift.starts_at) < ends_at,
            col(DutyShift.starts_at) > starts_at - rules.LONGEST_SHIFT,
            col(DutyShift.ends_at) > starts_at,
            col(DutyShift.id).not_in(but),
        )
    ).first()
    if other:
        name = db.get_one(Person, person_id).name
        raise Refusal(
            409,
            "already_planned",
            f"{name}{rules.spoken_turn(other.starts_at, other.ends_at, 'zh')}已经排了班，时间重了。",
            f"{name} is on duty at that time already: {rules.spoken_turn(other.starts_at, other.ends_at, 'en')}.",
            shift_id=str(other.id),
        )


def put_on(db: Session, shift: DutyShift) -> DutyShift:
    """Put a new row on the roster.

    Raises:
        Refusal: 409 `already_planned` with the other shift's times.

    """
    refuse_busy(db, shift.person_id, shift.starts_at, shift.ends_at)
    try:
        with db.begin_nested():
            db.add(shift)
    except IntegrityError as broken:
        # Whoever plans locks the person first, so only somebody who wrote past us can have come in between.
        if "already_planned" not in str(broken.orig):
            raise
        refuse_busy(db, shift.person_id, shift.starts_at, shift.ends_at)
        raise
    return shift


def lock_people(db: Session, person_ids: Iterable[UUID]) -> None:
    """Lock several persons in the order of their ids, so that two changes for the same ones do not wait for each other."""
    for person_id in sorted(set(person_ids)):
        db.exec(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True)).one()


def end(db: Session, actor: Actor, shift: DutyShift, at: datetime) -> None:
    """End a row now: one ahead is cancelled, one that has begun is cut off, and what was served of it stays."""
    if shift.starts_at < at:
        shift.ends_at = at
    else:
        shift.cancelled_at, shift.cancelled_by = at, actor.person_id
    db.add(shift)
    db.flush()


def put_instead(db: Session, actor: Actor, old: DutyShift, pieces: Sequence[Piece], seed: UUID) -> list[DutyShift]:
    """Put pieces, one behind the other, in the place of a row that has ended; ids follow from the seed.

    What stood behind the old row stands behind the last piece from now on.

    Raises:
        Refusal: 409 `already_planned`.

    """
    behind = db.exec(select(DutyShift).where(DutyShift.replaces_id == old.id)).first()
    if behind:
        behind.replaces_id = None
        db.add(behind)
        db.flush()
    rows, before = list[DutyShift](), old
    for n, piece in enumerate(pieces):
        before = put_on(db, _row(db, actor, before, piece, uuid5(seed, f"{old.id}:{n}")))
        rows.append(before)
    if behind:
        behind.replaces_id = before.id
        db.add(behind)
        db.flush()
    _stay_temporary(db, old, rows)
    return rows


def _stay_temporary(db: Session, old: DutyShift, rows: Iterable[DutyShift]) -> None:
    """What comes in the place of a temporary roster's turn belongs to that roster, and ends with it."""
    brought = select(TemporaryTurn).where(TemporaryTurn.shift_id == old.id, col(TemporaryTurn.stood_down).is_(False))
    if turn := db.exec(brought).first():
        db.add_all(TemporaryTurn(temporary_id=turn.temporary_id, shift_id=row.id) for row in rows)
        db.flush()


def _row(db: Session, actor: Actor, before: DutyShift, piece: Piece, shift_id: UUID) -> DutyShift:
    same = before.person_id == piece.person_id
    return DutyShift(
        id=shift_id,
        village_id=before.village_id,
        village_path=before.village_path,
        kind=before.kind,
        starts_at=piece.starts_at,
        ends_at=piece.ends_at,
        person_id=piece.person_id,
        leader_id=before.leader_id if before.leader_id != piece.person_id else None,
        # The board would call the wrong person otherwise: a number goes with whoever gave it.
        phone=before.phone if same else phone_of(db, before.village_id, piece.person_id),
        planned_at=now(),
        planned_by=actor.person_id,
        replaces_id=before.id,
        came_by=piece.came_by,
    )


def followed(db: Session, actor: Actor, old: DutyShift, new: DutyShift | None) -> None:
    """Let everybody who asked for it know that a row has ended."""
    for follower in _followers:
        follower(db, actor, old, new)


def note(
    db: Session,
    actor: Actor,
    shift: DutyShift,
    what: Act,
    event_id: UUID,
    *,
    person_id: UUID | None = None,
    reason: Reason | None = None,
    fingerprint: str = "",
    data: dict[str, Any] | None = None,
) -> ShiftEvent:
    """Write down what was done to a turn, and let the feed know."""
    event = ShiftEvent(
        id=event_id,
        shift_id=shift.id,
        at=now(),
        what=what,
        by_id=actor.person_id,
        person_id=person_id,
        reason=reason,
        fingerprint=fingerprint,
        data=data or {},
    )
    db.add(event)
    db.flush()
    told = {"kind": shift.kind, "starts_at": shift.starts_at.isoformat(), "ends_at": shift.ends_at.isoformat()}
    record(
        db, f"shift_{what}", subject_type="shift", subject_id=str(shift.id), place_path=shift.village_path, data=told
    )
    return event


def sent_before(db: Session, event_id: UUID, fingerprint: str) -> bool:
    """Whether this act was done already; the phone sends again what it got no answer to.

    Raises:
        Refusal: 409 `id_taken`.

    """
    known = db.get(ShiftEvent, event_id)
    if known is not None and known.fingerprint != fingerprint:
        raise id_taken()
    return known is not None


def id_taken() -> Refusal:
    """What is said to whoever sends another act under an id that is known."""
    return Refusal(
        409,
        "id_taken",
        "这个编号已经用在另一次操作上，请重新做一次。",
        "This id already stands for another act: do it again anew.",
    )
