"""Reading what everybody has carried in the past year."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from app.core.clock import local_date
from app.duty.roster import rules
from app.duty.roster.leave.queries import leaves_of
from app.duty.roster.loads.rules import Served, carried, presence
from app.duty.roster.models import RosterMember, RosterRule
from app.duty.roster.standing.queries import rows
from app.duty.roster.standing.rules import wholes
from app.places.models import Place
from app.places.rules import WorkCalendar

_A_YEAR = timedelta(days=365)


def carried_before(
    db: Session,
    village: Place,
    before: date,
    own: RosterRule | None,
    calendar: WorkCalendar,
    since: Mapping[UUID, date],
    told: Mapping[UUID, RosterMember],
) -> dict[UUID, int]:
    """How far each member is ahead of an even share of the year before a day; `since` says how long each is a member."""
    weights = own.weights if own else rules.USUAL_WEIGHTS
    first, last = (before - _A_YEAR).replace(day=1), before - timedelta(days=1)
    served = [
        Served(person_id, local_date(whole.starts_at), weight * part)
        for whole in wholes(rows(db, village.id, first, last))
        for weight in [rules.turn_weight(weights, whole.starts_at, whole.ends_at, calendar)]
        for person_id, part in whole.parts()
    ]
    away: dict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for leave in leaves_of(db, village.id, first, last):
        away[leave.person_id].append((leave.first_on, leave.last_on))
    for person_id, row in told.items():
        away[person_id] += rules.exempt_days(row.exempt_spans)
    months = {turn.on.replace(day=1) for turn in served}
    present = {
        month: {
            person_id: presence(rules.month_days(f"{month:%Y-%m}"), joined, away[person_id])
            for person_id, joined in since.items()
        }
        for month in sorted(months)
    }
    return dict.fromkeys(since, 0) | carried(served, present)
