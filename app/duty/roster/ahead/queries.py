"""Finding what secretaries have to be told, and have not been told yet."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date
from app.core.words import Words
from app.duty import queries as duty
from app.duty.models import DutyShift
from app.duty.roster import queries as roster
from app.duty.roster.ahead import rules
from app.duty.roster.models import RosterDraft
from app.duty.roster.rules import publish_by
from app.duty.roster.schemas import RuleOut
from app.notices.models import Notice
from app.people.actor import SYSTEM
from app.places import queries as places
from app.places.models import Place

_USES_IT = timedelta(days=31)


class Ahead(NamedTuple):
    """One thing to tell one person; `key` keeps it to once."""

    person_id: UUID
    village_id: int
    key: str
    words: Words


def ahead(db: Session, at: datetime) -> list[Ahead]:
    """What to tell now; nothing outside the hour of the morning that is meant for it.

    Only villages that keep a roster are looked at: who has none misses nothing.
    """
    if not rules.is_time(at):
        return []
    begins = col(DutyShift.starts_at)
    used = select(DutyShift.village_id).where(begins > at - _USES_IT, begins < at + _USES_IT).distinct()
    found = [each for village_id in sorted(db.exec(used)) for each in _of(db, places.place(db, village_id), at)]
    told = select(Notice.person_id, Notice.key).where(col(Notice.key).in_({each.key for each in found}))
    known = set(db.exec(told).all()) if found else set()
    return [each for each in found if (each.person_id, each.key) not in known]


def _of(db: Session, village: Place, at: datetime) -> list[Ahead]:
    said = [each for each in (_not_out(db, village, at), _open_hours(db, village, at)) if each]
    people = roster.secretaries(db, village) if said else ()
    return [Ahead(person_id, village.id, key, words) for person_id in people for key, words in said]


def _not_out(db: Session, village: Place, at: datetime) -> tuple[str, Words] | None:
    month, own = rules.next_month(local_date(at)), roster.rule_of(db, village.id)
    publish_days = own.publish_days if own else RuleOut(version=0).publish_days
    draft = db.get(RosterDraft, (village.id, month))
    if (draft and draft.published_at) or not rules.is_due_soon(local_date(at), month, publish_days):
        return None
    return f"roster_not_out:{village.id}:{month}", rules.not_out(village.name, month, publish_by(month, publish_days))


def _open_hours(db: Session, village: Place, at: datetime) -> tuple[str, Words] | None:
    first = local_date(at)
    found = duty.roster(db, SYSTEM, village, first, first + rules.GAPS_AHEAD, "zh").gaps
    gaps = [(gap.from_, gap.to) for gap in found if gap.from_ > at]
    # A month that is not out is all gaps, and has a word of its own.
    draft = db.get(RosterDraft, (village.id, rules.next_month(first)))
    is_next_out = draft is not None and draft.published_at is not None
    out = [each for each in gaps if is_next_out or local_date(each[0]).month == first.month]
    if not out:
        return None
    return f"roster_gaps:{village.id}:{out[0][0].isoformat()}", rules.open_hours(village.name, out)
