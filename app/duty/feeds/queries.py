"""Reading links, and the calendar behind one."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import and_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.problems import not_found
from app.core.words import Language
from app.duty import queries as duty
from app.duty.feeds import rules
from app.duty.feeds.models import CalendarLink
from app.duty.feeds.rules import Row
from app.duty.feeds.schemas import CalendarLinkOut, CalendarLinks
from app.duty.models import DutyShift, ShiftKind
from app.duty.roster.queries import refuse_strangers
from app.duty.schemas import PersonName
from app.duty.temporary.models import TemporaryRoster, TemporaryTurn
from app.duty.temporary.rules import occasion_words
from app.people.actor import Actor, Role, actor_of_person
from app.people.models import Person
from app.places import queries as places
from app.places.models import Place


class Feed(NamedTuple):
    """A calendar as a file, and the link that opened it."""

    link_id: UUID
    used_today: bool
    body: bytes


def links(db: Session, actor: Actor, village: Place) -> CalendarLinks:
    """One's own links to a village's roster, and for its secretary everybody's, so that they can be taken back.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    refuse_strangers(actor, village)
    wanted = select(CalendarLink).where(CalendarLink.village_id == village.id, col(CalendarLink.revoked_at).is_(None))
    if not actor.holds(Role.VILLAGE_SECRETARY, village.path):
        wanted = wanted.where(CalendarLink.person_id == actor.person_id)
    found = [link_out(db, actor, link) for link in db.exec(wanted.order_by(col(CalendarLink.made_at)))]
    return CalendarLinks(items=sorted(found, key=lambda link: not link.mine))


def link_out(db: Session, actor: Actor, link: CalendarLink) -> CalendarLinkOut:
    """A link as its owner and the secretary see it."""
    return CalendarLinkOut(
        id=link.id,
        person=PersonName(id=link.person_id, name=db.get_one(Person, link.person_id).name),
        is_whole=link.is_whole,
        made_at=link.made_at,
        used_on=link.used_on,
        mine=link.person_id == actor.person_id,
    )


def feed(db: Session, token: str, language: Language) -> Feed:
    """The calendar behind a link, for as long as its owner may see the roster.

    Raises:
        Refusal: 404 `not_found` for a link that is unknown, taken back, or of somebody who works there no more.

    """
    link = db.exec(select(CalendarLink).where(CalendarLink.token_hash == rules.token_hash(token))).first()
    if link is None or link.revoked_at or not duty.sees_roster(actor_of_person(db, link.person_id), link.village_path):
        raise not_found()
    at, whose = now(), None if link.is_whole else link.person_id
    centre = places.centre_of(db, link.village_id)
    place = f"{centre.name} {centre.address}".strip() if centre else ""
    found = rules.entries(_rows(db, link.village_id, at), whose, at)
    village = places.name_of(db, link.village_id)
    body = rules.calendar(found, village, place, whose, local_date(at), language)
    return Feed(link.id, link.used_on == local_date(at), body)


def _rows(db: Session, village_id: int, at: datetime) -> list[Row]:
    leader = aliased(Person)
    begins = col(DutyShift.starts_at)
    wanted = (
        select(DutyShift, Person.name, leader.name, TemporaryRoster.occasion)
        .join(Person, col(Person.id) == DutyShift.person_id)
        .outerjoin(leader, col(leader.id) == DutyShift.leader_id)
        .outerjoin(
            TemporaryTurn,
            and_(col(TemporaryTurn.shift_id) == DutyShift.id, col(TemporaryTurn.stood_down).is_(False)),
        )
        .outerjoin(TemporaryRoster, col(TemporaryRoster.id) == TemporaryTurn.temporary_id)
        .where(DutyShift.village_id == village_id, begins > at - rules.BEHIND, begins < at + rules.AHEAD)
    )
    return [
        Row(
            shift.id,
            ShiftKind(shift.kind),
            shift.starts_at,
            shift.ends_at,
            shift.person_id,
            name,
            leader_name,
            shift.phone,
            shift.planned_at,
            shift.cancelled_at,
            shift.replaces_id,
            occasion_words(occasion),
        )
        for shift, name, leader_name, occasion in db.exec(wanted)
    ]
