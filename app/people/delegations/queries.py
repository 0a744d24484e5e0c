"""Reading delegations. Every list starts at `visible(actor)`."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_
from sqlmodel import Session, col, select

from app.core.clock import today
from app.core.problems import not_found
from app.people import queries as people
from app.people.actor import Actor, ActorKind
from app.people.models import Delegation, Person
from app.people.rules import VILLAGE_STAFF


def visible(actor: Actor) -> ColumnElement[bool]:
    """One's own on either side, and for staff those of the people of their village; an agent sees no other agent's."""
    if actor.kind is not ActorKind.PERSON:
        return false()
    own = or_(col(Delegation.principal_id) == actor.person_id, col(Delegation.agent_id) == actor.person_id)
    villages = [col(Person.village_path).startswith(path) for path in actor.paths(*VILLAGE_STAFF)]
    if not villages:
        return own
    return or_(own, col(Delegation.principal_id).in_(select(Person.id).where(or_(*villages))))


def is_active() -> ColumnElement[bool]:
    """Whether a delegation opens anything today."""
    return and_(col(Delegation.revoked_at).is_(None), col(Delegation.until_on) >= today())


def delegation(db: Session, actor: Actor, delegation_id: UUID, *, lock: bool = False) -> Delegation:
    """A delegation in sight, locked for a change if asked.

    Raises:
        Refusal: 404 `not_found`.

    """
    wanted = select(Delegation).where(Delegation.id == delegation_id, visible(actor))
    found = db.exec(wanted.with_for_update() if lock else wanted).first()
    if found is None:
        raise not_found()
    return found


def of_principal(db: Session, actor: Actor, principal_id: UUID, *, past: bool = False) -> Sequence[Delegation]:
    """Who may act for a person in sight today, or also who might once; an agent sees the own ones only.

    Raises:
        Refusal: 404 `not_found`.

    """
    principal = people.person(db, actor, principal_id)
    wanted = select(Delegation).where(Delegation.principal_id == principal.id, visible(actor))
    wanted = wanted if past else wanted.where(is_active())
    return db.exec(wanted.order_by(col(Delegation.since), col(Delegation.id))).all()


def of_agent(db: Session, actor: Actor) -> Sequence[Delegation]:
    """For whom the actor may act today."""
    wanted = select(Delegation).where(Delegation.agent_id == actor.person_id, visible(actor), is_active())
    return db.exec(wanted.order_by(col(Delegation.since), col(Delegation.id))).all()


def person_by_phone(db: Session, name: str, phone: str) -> UUID | None:
    """The one person of this name whom a number reaches; for acts whose answer is the same whether there is one or not."""
    found = db.exec(select(Person.id).where(people.has_phone(phone), col(Person.name) == name).limit(2)).all()
    return found[0] if len(found) == 1 else None
