"""Moving turns of other hours to those of the rule, or ending them, all that were chosen at once."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import now
from app.core.words import Words
from app.duty.models import CameBy, DutyShift
from app.duty.roster import queries
from app.duty.roster.schemas import Settled, SettleIn
from app.duty.roster.service import record_change
from app.duty.roster.standing.rules import Other
from app.duty.rules import spoken_turn
from app.duty.service import refuse_who_draws_up_no_roster
from app.duty.turns.models import Act, Reason
from app.duty.turns.service import Piece, end, followed, lock_people, locked, note, put_instead
from app.notices.service import tell
from app.people.actor import Actor
from app.places.models import Place

_TOLD = {
    Settled.MOVE: Words(
        "您在{where}有{n}个班改了时间，第一个改到{when}。请看值班表。",
        "{n} of your turns in {where} have new hours, the first one {when}. See the roster.",
    ),
    Settled.END: Words(
        "您在{where}有{n}个班取消了，第一个是{when}的。请看值班表。",
        "{n} of your turns in {where} were cancelled, the first one {when}. See the roster.",
    ),
}


def settle(db: Session, actor: Actor, village: Place, month: str, asked: SettleIn) -> None:
    """Move turns to the hours of the rule that they could take, or end them; each person is told once.

    What is no longer at other hours, or has no hours to take, stays as it is: the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 409 `already_planned` naming whom and when.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    found = _chosen(db, village, month, asked)
    # Turns before people, as whoever changes one turn does, and all in one order.
    rows = {row.id: row for each in sorted(found, key=lambda each: each.row.id) if (row := locked(db, each.row.id))}
    lock_people(db, {row.person_id for row in rows.values()})
    changed: dict[UUID, list[DutyShift]] = defaultdict(list)
    still = [(rows[each.row.id], each) for each in _chosen(db, village, month, asked) if each.row.id in rows]
    for old, _ in still:
        # All end before the first begins anew, so that nobody's own next turn is in the way.
        end(db, actor, old, now())
    for old, each in still:
        changed[old.person_id].append(_one(db, actor, old, each, asked.act))
    if changed:
        record_change(db, village, "roster_settled", f"{village.id}:{month}")
    for person_id, turns in changed.items():
        _tell(db, actor, village, asked.act, person_id, turns)


def _chosen(db: Session, village: Place, month: str, asked: SettleIn) -> list[Other]:
    chosen: Collection[UUID] = set(asked.shift_ids)
    return [
        other
        for other in queries.question(db, village, month).others
        if other.row.id in chosen and (other.becomes or asked.act is Settled.END)
    ]


def _one(db: Session, actor: Actor, old: DutyShift, other: Other, act: Settled) -> DutyShift:
    """Do it with one turn that has ended; gives the row that stands now, or that one."""
    if act is Settled.END or other.becomes is None:
        note(db, actor, old, Act.CANCELLED, uuid5(old.id, "cancelled"))
        followed(db, actor, old, None)
        return old
    need, event_id = other.becomes.need, uuid5(old.id, other.becomes.need.key)
    [new] = put_instead(db, actor, old, [Piece(old.person_id, need.starts_at, need.ends_at, CameBy.MOVED)], event_id)
    hours = {"starts_at": need.starts_at.isoformat(), "ends_at": need.ends_at.isoformat()}
    note(db, actor, old, Act.MOVED, event_id, reason=Reason.HOURS, data=hours)
    followed(db, actor, old, new)
    return new


def _tell(db: Session, actor: Actor, village: Place, act: Settled, person_id: UUID, turns: list[DutyShift]) -> None:
    """One notice a person, however many turns; none to whoever did it."""
    if person_id == actor.person_id:
        return
    first = min(turns, key=lambda turn: turn.starts_at)
    words = Words(
        *(
            _TOLD[act].speak(
                language, where=village.name, n=len(turns), when=spoken_turn(first.starts_at, first.ends_at, language)
            )
            for language in ("zh", "en")
        )
    )
    key, subject = f"settled:{first.id}:{act}", str(first.id)
    tell(db, person_id, words, kind="shift_changed", subject_type="shift", subject_id=subject, key=key)
