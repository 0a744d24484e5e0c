"""Reading what is still to be told. Every list starts at `visible(actor)`."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import not_found
from app.core.sms import sms_is_possible
from app.core.words import Language, Words
from app.notices.rules import can_be_texted
from app.people.actor import Actor
from app.people.models import Delegation, DeviceSession, Person, Relation
from app.people.rules import RELATION_WORDS
from app.places.models import Place
from app.places.queries import below
from app.tickets import queries as tickets
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket
from app.tickets.rules import OPEN_SERVICES, STAFF_ROLES
from app.tickets.told import rules
from app.tickets.told.models import Act, How, Telling
from app.tickets.told.schemas import TellingOut

_LONGEST_LIST = 100
_STILL_SHOWN = timedelta(days=7)


def visible(actor: Actor) -> ColumnElement[bool]:
    """What staff have to tell people of their village; of a quarrel only who may know of it, and nobody of own acts."""
    posts = [below(col(Telling.village_path), path) for path in actor.paths(*STAFF_ROLES)]
    known = exists().where(col(Ticket.id) == col(Telling.ticket_id), tickets.visible(actor))
    return and_(
        or_(False, *posts),  # noqa: FBT003 - or_ wants one element at least.
        or_(col(Telling.ticket_id).is_(None), known),
        col(Telling.agent_id) != actor.person_id,
        col(Telling.person_id) != actor.person_id,
    )


def open_count(actor: Actor) -> ScalarSelect[int]:
    """How much waits to be told, as a part of somebody's statement."""
    waiting = select(func.count()).select_from(Telling).where(visible(actor), col(Telling.told_at).is_(None))
    return waiting.scalar_subquery()


def telling(db: Session, actor: Actor, telling_id: UUID) -> Telling:
    """One in sight, locked.

    Raises:
        Refusal: 404 `not_found`.

    """
    wanted = select(Telling).where(Telling.id == telling_id, visible(actor)).with_for_update()
    found = db.exec(wanted).first()
    if found is None:
        raise not_found()
    return found


def tellings(db: Session, actor: Actor, village: Place, language: Language, *, done: bool) -> list[TellingOut]:
    """What waits to be told in a village, the oldest first; or what was told in the last week, the newest first."""
    told_at = col(Telling.told_at)
    wanted = select(Telling).where(visible(actor), below(col(Telling.village_path), village.path))
    if done:
        by_hand = col(Telling.told_by).is_not(None)
        wanted = wanted.where(told_at >= now() - _STILL_SHOWN, by_hand).order_by(told_at.desc(), col(Telling.id))
    else:
        wanted = wanted.where(told_at.is_(None)).order_by(col(Telling.created_at), col(Telling.id))
    return shown(db, db.exec(wanted.limit(_LONGEST_LIST)).all(), language)


def shown(db: Session, found: Sequence[Telling], language: Language) -> list[TellingOut]:
    """As the desk sees them, in three statements however many they are."""
    ids = {each.person_id for each in found} | {each.agent_id for each in found}
    people = {each.id: each for each in db.exec(select(Person).where(col(Person.id).in_(ids)))}
    by_id = col(Ticket.id).in_([each.ticket_id for each in found if each.ticket_id])
    matters = {each.id: each for each in db.exec(select(Ticket).where(by_id))}
    of = col(Delegation.id).in_({each.delegation_id for each in found})
    delegations = {each.id: each for each in db.exec(select(Delegation).where(of))}
    return [
        _shown(
            each,
            people[each.person_id],
            people[each.agent_id],
            delegations[each.delegation_id],
            matters[each.ticket_id] if each.ticket_id else None,
            language,
        )
        for each in found
    ]


def _shown(
    each: Telling, person: Person, agent: Person, delegation: Delegation, matter: Ticket | None, language: Language
) -> TellingOut:
    relation = delegation.relation_text or RELATION_WORDS[Relation(delegation.relation)].speak(language)
    open_title = (
        Words(matter.title_zh, matter.title_en) if matter and Service(matter.service) in OPEN_SERVICES else None
    )
    speak_no = matter.ticket_no[-4:] if matter else None
    slip = rules.slip_words(person.name, agent.name, relation, Act(each.act), each.created_at, open_title, speak_no)
    through = None if person.phone else person.contact_name
    only_in_person = shares_phone(person, agent) or (through is not None and through == agent.name)
    return TellingOut(
        id=each.id,
        person_id=person.id,
        name=person.name,
        group=person.group_name,
        phone=None if only_in_person else person.phone or person.contact_phone,
        phone_of=through,
        only_in_person=only_in_person,
        agent_name=agent.name,
        delegation_id=each.delegation_id,
        ticket_id=each.ticket_id,
        act=Act(each.act),
        slip=slip.speak(language),
        created_at=each.created_at,
        not_before=each.not_before,
        told_at=each.told_at,
        how=How(each.how) if each.how else None,
        how_label=rules.HOW_WORDS[How(each.how)].speak(language) if each.how else None,
        objects=each.objects,
    )


def shares_phone(person: Person, agent: Person) -> bool:
    """Whether whoever rings the one may get the other."""
    return person.phone_index is not None and person.phone_index == agent.phone_index


def way_to(db: Session, person: Person, agent: Person, at: datetime) -> How | None:
    """How this program reaches somebody by itself; a phone that was only borrowed to sign in is nobody's own."""
    mine = select(DeviceSession.id).where(
        DeviceSession.person_id == person.id,
        col(DeviceSession.revoked_at).is_(None),
        col(DeviceSession.shared_phone).is_(False),
        col(DeviceSession.ends_at) > at,
    )
    return rules.reached_by(
        has_phone=not person.no_phone and person.phone_index is not None,
        shares_phone=shares_phone(person, agent),
        signed_in=db.exec(mine.limit(1)).first() is not None,
        can_be_texted=sms_is_possible() and not person.is_demo and can_be_texted(person.phone),
    )
