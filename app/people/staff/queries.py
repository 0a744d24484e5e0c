"""Reading who works where, and the keys of machines."""

from sqlalchemy import false, or_
from sqlmodel import Session, col, select

from app.core.words import Language
from app.people import queries as people
from app.people.actor import Actor, Role
from app.people.models import ApiKey, Person, RoleGrant
from app.people.queries import ROLE_WORDS
from app.people.rules import not_your_role
from app.people.staff.schemas import GrantOut

_LONGEST_LIST = 1000


def api_keys(db: Session, actor: Actor) -> list[ApiKey]:
    """The keys of machines below the places that an administrator looks after, newest first."""
    reach = or_(false(), *(col(ApiKey.place_path).startswith(path) for path in actor.paths(Role.ADMINISTRATOR)))
    return list(db.exec(select(ApiKey).where(reach).order_by(col(ApiKey.created_at).desc(), col(ApiKey.id))))


def staff_below(db: Session, actor: Actor, place_code: str, language: Language) -> list[GrantOut]:
    """All roles held today in a place and below it, by place.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place.

    """
    place = people.place(db, place_code)
    if not actor.holds(Role.ADMINISTRATOR, place.path):
        raise not_your_role()
    held = (
        select(RoleGrant, Person.name)
        .join(Person, col(Person.id) == col(RoleGrant.person_id))
        .where(col(RoleGrant.until).is_(None), col(RoleGrant.place_path).startswith(place.path))
        .order_by(col(RoleGrant.place_path), col(RoleGrant.id))
        .limit(_LONGEST_LIST)
    )
    return [_out(grant, name, language) for grant, name in db.exec(held)]


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
