"""Reading who can sit: the turns of the roster against the days of leave."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date
from app.core.problems import Refusal
from app.duty.presence import rules
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.models import Leave
from app.duty.rules import Turn, spoken_turn
from app.people.models import Person

_A_DAY = timedelta(days=1)


def there(db: Session, village_id: int, turns: Iterable[Turn]) -> list[Turn]:
    """Some turns of a village as their people can sit them; whoever is on leave sits nowhere, whatever the roster says."""
    found = list(turns)
    if not found:
        return []
    first, last = min(turn.starts_at for turn in found), max(turn.ends_at for turn in found)
    return rules.sat(found, leaves_of(db, village_id, local_date(first), local_date(last)))


def there_at(db: Session, turns: Collection[Turn], at: datetime) -> list[Turn]:
    """The same of turns of several villages that hold at an instant; one statement for all of them."""
    on = local_date(at)
    holding = select(Leave).where(
        col(Leave.village_id).in_({turn.village_id for turn in turns}),
        col(Leave.cancelled_at).is_(None),
        col(Leave.last_on) >= on - _A_DAY,
        col(Leave.first_on) <= on + _A_DAY,
    )
    leaves: dict[int, list[Leave]] = {}
    for leave in db.exec(holding) if turns else ():
        leaves.setdefault(leave.village_id, []).append(leave)
    return [part for turn in turns for part in rules.sat([turn], leaves.get(turn.village_id, []))]


def away_between(
    db: Session, village_id: int, person_ids: Iterable[UUID], starts_at: datetime, ends_at: datetime
) -> set[UUID]:
    """Who of some people is on leave on any day of a time."""
    leaves = leaves_of(db, village_id, local_date(starts_at), local_date(ends_at))
    return {each for each in person_ids if rules.is_away(leaves, each, starts_at, ends_at)}


def refuse_on_leave(db: Session, village_id: int, person_id: UUID, starts_at: datetime, ends_at: datetime) -> None:
    """Nobody is given a turn for a day on which they are on leave: the board would show nobody.

    Raises:
        Refusal: 409 `on_leave`.

    """
    if away_between(db, village_id, [person_id], starts_at, ends_at):
        name = db.get_one(Person, person_id).name
        raise Refusal(
            409,
            "on_leave",
            f"{name}那天请了假，接不了{spoken_turn(starts_at, ends_at, 'zh')}的班。请换个人，或者先在“请假”里点“不请了”。",
            f"{name} is on leave then and cannot take the turn {spoken_turn(starts_at, ends_at, 'en')}: "
            "choose somebody else, or take the leave back first.",
        )
