"""Reading who works where, and the keys of machines."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import not_found
from app.core.words import Language
from app.people import queries as people
from app.people.actor import Actor, Role
from app.people.models import ApiKey, Person, RoleGrant
from app.people.queries import ROLE_WORDS
from app.people.rules import mask_phone, not_your_role
from app.people.staff.models import Credential
from app.people.staff.schemas import AccountOut, GrantOut, StaffOut, StaffRow

_LONGEST_LIST = 1000


def api_keys(db: Session, actor: Actor) -> list[ApiKey]:
    """The keys of machines below the places that an administrator looks after, newest first."""
    reach = or_(false(), *(col(ApiKey.place_path).startswith(path) for path in actor.paths(Role.ADMINISTRATOR)))
    return list(db.exec(select(ApiKey).where(reach).order_by(col(ApiKey.created_at).desc(), col(ApiKey.id))))


def visible(actor: Actor) -> ColumnElement[bool]:
    """The roles in an actor's sight, those of today and those that ended: below the places that one administers."""
    return or_(false(), *(col(RoleGrant.place_path).startswith(path) for path in actor.paths(Role.ADMINISTRATOR)))


def staff_below(db: Session, actor: Actor, place_code: str, language: Language) -> list[StaffRow]:
    """All roles held today in a place and below it, by place, each with its holder's account.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place.

    """
    place = people.place(db, place_code)
    if not actor.holds(Role.ADMINISTRATOR, place.path):
        raise not_your_role()
    held = (
        select(RoleGrant, Person.name, Credential)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .outerjoin(Credential, col(Credential.person_id) == col(RoleGrant.person_id))
        .where(visible(actor), col(RoleGrant.until).is_(None), col(RoleGrant.place_path).startswith(place.path))
        .order_by(col(RoleGrant.place_path), col(RoleGrant.id))
        .limit(_LONGEST_LIST)
    )
    at = now()
    return [
        StaffRow(**_out(grant, name, language).model_dump(), account=_account(known, at))
        for grant, name, known in db.exec(held)
    ]


def member(db: Session, actor: Actor, person_id: UUID, language: Language) -> StaffOut:
    """One member of staff; somebody whose roles have ended can still be read, so that he may get one again.

    Raises:
        Refusal: 404 `not_found`, also for somebody who never held a role below one's places.

    """
    seen = select(RoleGrant).where(RoleGrant.person_id == person_id, visible(actor))
    grants = db.exec(seen.order_by(col(RoleGrant.place_path), col(RoleGrant.id))).all()
    if not grants:
        raise not_found()
    person = db.get_one(Person, person_id)
    return StaffOut(
        person_id=person.id,
        name=person.name,
        phone_masked=mask_phone(person.phone),
        village_name=person.village_name,
        account=_account(db.get(Credential, person_id), now()),
        roles=[_out(grant, person.name, language) for grant in grants if grant.until is None],
        may_set_account=stands_above(db, actor, person_id),
    )


def stands_above(db: Session, actor: Actor, person_id: UUID) -> bool:
    """Whether an actor administers every place where somebody holds a role today; of nobody without one."""
    held = select(RoleGrant.place_path).where(RoleGrant.person_id == person_id, col(RoleGrant.until).is_(None))
    paths = db.exec(held).all()
    return bool(paths) and all(actor.holds(Role.ADMINISTRATOR, path) for path in paths)


def grant_out(db: Session, grant: RoleGrant, language: Language) -> GrantOut:
    """One role as it is shown."""
    return _out(grant, db.get_one(Person, grant.person_id).name, language)


def _out(grant: RoleGrant, name: str, language: Language) -> GrantOut:
    label = ROLE_WORDS[Role(grant.role)].speak(language)
    return GrantOut(
        **grant.model_dump(include={"id", "person_id", "role", "place_code", "place_name", "since"}),
        name=name,
        label=label,
    )


def _account(known: Credential | None, at: datetime) -> AccountOut | None:
    if known is None:
        return None
    is_locked = known.locked_until is not None and known.locked_until > at
    return AccountOut(
        username=known.username,
        has_totp=known.totp_seed is not None,
        locked_until=known.locked_until if is_locked else None,
    )
