"""Acts on leave: taking it, and being there after all."""

from uuid import UUID

from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal, not_found
from app.core.words import Words
from app.duty import queries as duty
from app.duty.roster import queries
from app.duty.roster.models import Leave
from app.duty.roster.schemas import LeaveIn
from app.duty.roster.service import record_change, refuse_no_staff
from app.duty.rules import spoken_turn
from app.duty.service import refuse_who_draws_up_no_roster
from app.notices.service import tell
from app.people.actor import Actor, ActorKind
from app.places.models import Place
from app.places.queries import village_by_code


def take_leave(db: Session, actor: Actor, asked: LeaveIn) -> tuple[Leave, bool]:
    """Enter days on which somebody cannot sit: one's own, or anybody's by the secretary; true if the id is new.

    Turns that stand in those days stay until somebody takes them: whoever looks at the roster sees both.

    Raises:
        Refusal: 403 `not_your_role`, `not_your_village`; 404 `place_unknown`; 409 `id_taken`; 422 `not_staff`.

    """
    village = village_by_code(db, asked.village_code)
    person_id = asked.person_id or actor.person_id
    if person_id is None or person_id != actor.person_id:
        refuse_who_draws_up_no_roster(actor, village.path)
    queries.refuse_strangers(actor, village)
    assert person_id is not None, "only persons have leave"
    leave = Leave(
        id=asked.id,
        village_id=village.id,
        village_path=village.path,
        person_id=person_id,
        first_on=asked.first_on,
        last_on=asked.last_on,
        entered_at=now(),
        entered_by=actor.person_id,
    )
    if known := db.get(Leave, asked.id):
        same = all(
            getattr(known, name) == getattr(leave, name) for name in ("village_id", "person_id", "first_on", "last_on")
        )
        if not same:
            raise Refusal(
                409, "id_taken", "这个编号已经用在另一次请假上。", "This id already stands for another leave."
            )
        return known, False
    refuse_no_staff(db, village, [person_id])
    db.add(leave)
    db.flush()
    record_change(db, village, "leave_taken", str(leave.id))
    _tell_of_leave(db, actor, village, leave)
    return leave, True


def _tell_of_leave(db: Session, actor: Actor, village: Place, leave: Leave) -> None:
    """The secretary hears of a leave that falls on turns which are out already."""
    begin, end = duty.local_days(leave.first_on, leave.last_on)
    hit = [turn for turn in duty.turns_between(db, village.id, begin, end) if turn.person_id == leave.person_id]
    if not hit:
        return
    first = min(hit, key=lambda turn: turn.starts_at)
    words = Words(
        f"{first.name}请假了，有{len(hit)}个班要找人替，第一个是{spoken_turn(first.starts_at, first.ends_at, 'zh')}。",
        f"{first.name} will be away: {len(hit)} turns need somebody, "
        f"the first one {spoken_turn(first.starts_at, first.ends_at, 'en')}.",
    )
    for person_id in queries.secretaries(db, village):
        if person_id != actor.person_id:
            key, subject = f"leave:{leave.id}", str(first.id)
            tell(db, person_id, words, kind="leave_taken", subject_type="shift", subject_id=subject, key=key)


def cancel_leave(db: Session, actor: Actor, leave_id: UUID) -> None:
    """Be there after all; again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    leave = db.get(Leave, leave_id)
    if leave is None or not (actor.kind is ActorKind.SYSTEM or duty.sees_roster(actor, leave.village_path)):
        raise not_found()
    if leave.person_id != actor.person_id:
        refuse_who_draws_up_no_roster(actor, leave.village_path)
    if leave.cancelled_at is None:
        leave.cancelled_at, leave.cancelled_by = now(), actor.person_id
        db.add(leave)
        db.flush()
