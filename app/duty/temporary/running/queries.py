"""Reading temporary rosters that were put out."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import not_found
from app.core.words import Language
from app.duty import queries as duty
from app.duty.models import DutyShift
from app.duty.roster.queries import refuse_strangers
from app.duty.schemas import PersonName
from app.duty.temporary.models import Occasion, Stands, TemporaryRoster, TemporaryTurn
from app.duty.temporary.planning.queries import gap_out, names_of, stood_down_out
from app.duty.temporary.planning.rules import Hours, State, state_of
from app.duty.temporary.planning.schemas import (
    HoursIn,
    HoursOut,
    OccasionOut,
    TemporaryOut,
    TemporaryPage,
    TemporaryRosters,
)
from app.duty.temporary.rules import EMERGENCIES, OCCASIONS
from app.duty.turns import queries as turns
from app.duty.turns.models import Act
from app.people.actor import Actor, ActorKind, Role
from app.places.models import Place

_MOST_SHOWN = 50


def rosters(db: Session, actor: Actor, village: Place, language: Language) -> TemporaryRosters:
    """The temporary rosters of a village, the latest first.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    refuse_strangers(actor, village)
    found = select(TemporaryRoster).where(TemporaryRoster.village_id == village.id)
    latest_first = found.order_by(
        col(TemporaryRoster.last_on).desc(), col(TemporaryRoster.planned_at).desc(), col(TemporaryRoster.id)
    )
    kept = db.exec(latest_first.limit(_MOST_SHOWN)).all()
    names = names_of(db, [person_id for each in kept for person_id in _mentioned(each)])
    return TemporaryRosters(
        items=[TemporaryOut(**_told(each, names, language)) for each in kept],
        occasions=[
            OccasionOut(code=code, label=words.speak(language), is_emergency=code in EMERGENCIES)
            for code, words in OCCASIONS.items()
        ],
        may_plan=_may_plan(actor, village.path),
    )


def in_sight(db: Session, actor: Actor, temporary_id: UUID, *, lock: bool = False) -> TemporaryRoster:
    """A temporary roster that the actor may look into.

    Raises:
        Refusal: 404 `not_found`.

    """
    found = select(TemporaryRoster).where(TemporaryRoster.id == temporary_id)
    kept = db.exec(found.with_for_update().execution_options(populate_existing=True) if lock else found).first()
    if kept is None or not (actor.kind is ActorKind.SYSTEM or duty.sees_roster(actor, kept.village_path)):
        raise not_found()
    return kept


def page(db: Session, actor: Actor, temporary_id: UUID, language: Language) -> TemporaryPage:
    """One temporary roster, for the village's staff and officers above.

    Raises:
        Refusal: 404 `not_found`.

    """
    kept = in_sight(db, actor, temporary_id)
    down = stood_down(db, kept)
    mentioned = [*_mentioned(kept), *(shift.person_id for shift, _ in down)]
    names = names_of(db, mentioned)
    told = _told(kept, names, language)
    is_open = told["state"] in {State.COMING, State.RUNNING}
    return TemporaryPage(
        **told,
        turns=[duty.shift_out(duty.turn(db, shift), actor, language) for shift in standing_turns(db, kept)],
        stood_down=[stood_down_out(shift, ends_at, names) for shift, ends_at in down],
        may_end=is_open and _may_plan(actor, kept.village_path),
    )


def standing_turns(db: Session, kept: TemporaryRoster, *, lock: bool = False) -> Sequence[DutyShift]:
    """The turns of a temporary roster that stand, whoever has them by now; locked in the order of their ids if asked."""
    brought = select(TemporaryTurn.shift_id).where(
        TemporaryTurn.temporary_id == kept.id, col(TemporaryTurn.stood_down).is_(False)
    )
    found = select(DutyShift).where(col(DutyShift.id).in_(brought), col(DutyShift.cancelled_at).is_(None))
    if lock:
        locked = found.order_by(col(DutyShift.id)).with_for_update()
        return db.exec(locked.execution_options(populate_existing=True)).all()
    return db.exec(found.order_by(col(DutyShift.starts_at), col(DutyShift.id))).all()


def stood_down(db: Session, kept: TemporaryRoster) -> list[tuple[DutyShift, datetime]]:
    """The usual turns that made room, in order, each with the end that it had before."""
    gone = select(TemporaryTurn.shift_id).where(
        TemporaryTurn.temporary_id == kept.id, col(TemporaryTurn.stood_down).is_(True)
    )
    shifts = db.exec(select(DutyShift).where(col(DutyShift.id).in_(gone))).all()
    ends = {
        event.shift_id: datetime.fromisoformat(event.data["ends_at"])
        for event in turns.events(db, [shift.id for shift in shifts])
        if event.what == Act.STOOD_DOWN
    }
    return [(shift, ends[shift.id]) for shift in _in_order(shifts)]


def _may_plan(actor: Actor, village_path: str) -> bool:
    return actor.holds(Role.VILLAGE_SECRETARY, village_path)


def hours_of(kept: TemporaryRoster) -> list[Hours]:
    """The hours of each day as values."""
    return [HoursIn.model_validate(each).as_hours() for each in kept.hours]


def _mentioned(kept: TemporaryRoster) -> list[UUID | None]:
    of_gaps = [UUID(person_id) for each in kept.gaps for person_id in each["why"]]
    return [*map(UUID, kept.people), kept.fallback_id, kept.planned_by, *of_gaps]


def _told(kept: TemporaryRoster, names: Mapping[UUID, PersonName], language: Language) -> dict[str, Any]:
    return {
        "id": kept.id,
        "occasion": Occasion(kept.occasion),
        "label": OCCASIONS[Occasion(kept.occasion)].speak(language),
        "first_on": kept.first_on,
        "last_on": kept.last_on,
        "hours": [HoursOut.model_validate(each) for each in kept.hours],
        "persons": kept.persons,
        "people": [names[UUID(each)] for each in kept.people],
        "fallback": names[kept.fallback_id] if kept.fallback_id else None,
        "stands": Stands(kept.stands),
        "state": state_of(kept.first_on, kept.last_on, hours_of(kept), kept.ended_at, now()),
        "planned_by": names.get(kept.planned_by) if kept.planned_by else None,
        "planned_at": kept.planned_at,
        "ended_at": kept.ended_at,
        "gaps": [gap_out(each, names, language) for each in kept.gaps],
    }


def _in_order(shifts: Iterable[DutyShift]) -> list[DutyShift]:
    return sorted(shifts, key=lambda shift: (shift.starts_at, shift.id))
