"""Acts on rosters."""

from typing import NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.changes.service import record
from app.core.clock import local_date, now
from app.core.problems import Refusal, not_found
from app.core.words import Words
from app.duty import queries, rules
from app.duty.models import DutyShift
from app.duty.schemas import OutNoteIn, ShiftIn
from app.duty.turns.models import Act
from app.duty.turns.service import end, followed, lead_days, locked, note, put_on
from app.notices.service import tell
from app.people.actor import Actor, ActorKind, Role
from app.places import queries as places

# Not who leads: that follows who sits, so it may be another one when the same is sent again.
_SAME = ("village_id", "kind", "starts_at", "ends_at", "person_id", "phone")


class Planned(NamedTuple):
    """A shift, and whether this was the first time that its id came."""

    shift: DutyShift
    is_new: bool


def plan_shift(db: Session, actor: Actor, asked: ShiftIn) -> Planned:
    """Put a turn on the roster; the secretary does it, for staff of the village.

    Raises:
        Refusal: 403 `not_your_role`; 404 `place_unknown`; 409 `id_taken`, `already_planned` with the other shift's times;
            422 `not_staff`.

    """
    village = places.village_by_code(db, asked.village_code)
    refuse_who_draws_up_no_roster(actor, village.path)
    shift = DutyShift(
        **asked.model_dump(exclude={"village_code"}),
        village_id=village.id,
        village_path=village.path,
        planned_at=now(),
        planned_by=actor.person_id,
    )
    if known := db.get(DutyShift, asked.id):
        return _as_before(known, shift)
    refuse_no_staff(db, asked.person_id, village.id)
    if asked.leader_id:
        refuse_no_staff(db, asked.leader_id, village.id)
    put_on(db, shift)
    lead_days(db, village.id, {local_date(shift.starts_at)})
    _record(db, shift, "shift_planned")
    words = Words("您{when}在{where}值班。", "You are on duty in {where}: {when}.")
    _tell(db, actor, shift, "shift_planned", words)
    return Planned(shift, is_new=True)


def _as_before(known: DutyShift, shift: DutyShift) -> Planned:
    if any(getattr(known, name) != getattr(shift, name) for name in _SAME):
        raise Refusal(409, "id_taken", "这个编号已经排了别的班。", "This id already stands for another shift.")
    return Planned(known, is_new=False)


def refuse_no_staff(db: Session, person_id: UUID, village_id: int) -> None:
    """Only who holds a role in a village stands at its desk.

    Raises:
        Refusal: 422 `not_staff`.

    """
    if not queries.is_staff_here(db, person_id, village_id):
        raise Refusal(
            422,
            "not_staff",
            "只能排本村有职务的人值班，请先给他职务。",
            "Only staff of the village can be on duty: give the person a role first.",
            person_id=str(person_id),
        )


def cancel_shift(
    db: Session, actor: Actor, shift_id: UUID, *, act_id: UUID | None = None, fingerprint: str = ""
) -> DutyShift:
    """Take a turn off the roster; one that has begun ends now, and what was served of it stays. Again changes nothing.

    `act_id` and `fingerprint` are those of the act on a phone that asked for it, if one did.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `shift_is_over`.

    """
    shift = locked(db, shift_id)
    if shift is None or not (actor.kind is ActorKind.SYSTEM or queries.sees_roster(actor, shift.village_path)):
        raise not_found()
    refuse_who_draws_up_no_roster(actor, shift.village_path)
    at = now()
    if shift.cancelled_at:
        return shift
    if shift.ends_at <= at:
        raise Refusal(
            409,
            "shift_is_over",
            "这个班已经值完了，不能再取消。",
            "This shift is over and cannot be cancelled any more.",
        )
    words = Words("您{when}在{where}的值班取消了。", "You are not on duty in {where} any more: {when}.")
    _tell(db, actor, shift, "shift_cancelled", words)
    note(db, actor, shift, Act.CANCELLED, act_id or uuid5(shift.id, "cancelled"), fingerprint=fingerprint)
    end(db, actor, shift, at)
    followed(db, actor, shift, None)
    return shift


def set_out_note(db: Session, actor: Actor, asked: OutNoteIn) -> DutyShift:
    """Say on the board that one is out, or back, during one's own turn.

    Raises:
        Refusal: 409 `not_on_duty`; 422 `back_in_the_past`.

    """
    at = now()
    mine = select(DutyShift).where(
        DutyShift.person_id == actor.person_id,
        col(DutyShift.cancelled_at).is_(None),
        col(DutyShift.starts_at) <= at,
        col(DutyShift.ends_at) > at,
    )
    shift = db.exec(mine.with_for_update()).first()
    if shift is None or not queries.sees_roster(actor, shift.village_path):
        raise Refusal(
            409, "not_on_duty", "您现在不在值班，不用写外出。", "You are not on duty now, so there is nothing to say."
        )
    if asked.back_at and asked.back_at <= at:
        raise Refusal(
            422, "back_in_the_past", "回来的时间已经过了，请改一下。", "The time to be back has passed: change it."
        )
    shift.out_note = asked.reason
    shift.out_until = asked.back_at if asked.reason else None
    db.add(shift)
    db.flush()
    _record(db, shift, "shift_note_set")
    return shift


def refuse_who_draws_up_no_roster(actor: Actor, village_path: str) -> None:
    """Only the secretary of a village draws up its roster.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.VILLAGE_SECRETARY, village_path):
        raise Refusal(
            403,
            "not_your_role",
            "值班表由本村书记来排，请找书记。",
            "The village secretary draws up the roster: ask the secretary.",
        )


def _tell(db: Session, actor: Actor, shift: DutyShift, what: str, words: Words) -> None:
    """Tell the person whom a change of the roster touches, unless they made it or it is past."""
    if actor.kind is ActorKind.SYSTEM or actor.person_id == shift.person_id or shift.ends_at <= now():
        return
    where = places.name_of(db, shift.village_id)
    told = Words(
        words.zh.format(when=rules.spoken_turn(shift.starts_at, shift.ends_at, "zh"), where=where),
        words.en.format(when=rules.spoken_turn(shift.starts_at, shift.ends_at, "en"), where=where),
    )
    key = f"{what}:{shift.id}"
    tell(db, shift.person_id, told, kind=what, subject_type="shift", subject_id=str(shift.id), key=key)


def _record(db: Session, shift: DutyShift, what: str) -> None:
    data = {"kind": shift.kind, "starts_at": shift.starts_at.isoformat(), "ends_at": shift.ends_at.isoformat()}
    record(db, what, subject_type="shift", subject_id=str(shift.id), place_path=shift.village_path, data=data)
