"""Reading people. Every list starts at `visible(actor)`."""

from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, column, false, or_, table, true
from sqlmodel import Session, col, select

from app.core.problems import not_found
from app.core.sealed import blind_index
from app.core.words import Language, Words
from app.people.actor import Actor, ActorKind
from app.people.models import Person, Role, RoleGrant
from app.people.rules import VILLAGE_STAFF, mask_id_no, mask_phone, tidy_phone
from app.people.schemas import HelpOut, Me, PersonOut, PersonRow, RoleOut, VillageOut

_LONGEST_LIST = 50
TAIL = 4  # The digits at a phone's end by which people name it.

ROLE_WORDS = {
    Role.VILLAGER: Words("村民", "villager"),
    Role.DUTY_CADRE: Words("值班干部", "member on duty"),
    Role.VILLAGE_SECRETARY: Words("村党支部书记", "village secretary"),
    Role.MEDIATOR: Words("人民调解员", "mediator"),
    Role.VILLAGE_DOCTOR: Words("乡村医生", "village doctor"),
    Role.TOWN_OFFICER: Words("镇工作人员", "township officer"),
    Role.COUNTY_OFFICER: Words("县工作人员", "county officer"),
    Role.ADMINISTRATOR: Words("管理员", "administrator"),
}

# People stands below places, so it knows that table by the name its foreign keys use, and not more than these columns.
_PLACE = table("place", *map(column, ("id", "level", "name", "path", "official_code", "valid_to")))


class PlaceRef(NamedTuple):
    """A place as far as rights go; rows keep a copy, so that no request has to look it up."""

    id: int
    path: str
    code: str
    name: str
    level: str


def place(db: Session, code: str) -> PlaceRef:
    """The place that has an official code today.

    Raises:
        Refusal: 404 `not_found`.

    """
    found = db.execute(
        _PLACE.select().where(_PLACE.c.official_code == code, _PLACE.c.valid_to.is_(None)),
    )
    row = found.first()
    if row is None:
        raise not_found()
    return PlaceRef(row.id, row.path, row.official_code, row.name, row.level)


def is_staff_of(actor: Actor, village_path: str | None) -> bool:
    """Whether the actor belongs to the staff of a village."""
    return village_path is not None and any(actor.holds(role, village_path) for role in VILLAGE_STAFF)


def home_of(db: Session, person: Person) -> str:
    """The path of the place whose officers look after a person: the village, or where an officer works; empty if neither."""
    if person.village_path is not None:
        return person.village_path
    held = select(RoleGrant.place_path).where(RoleGrant.person_id == person.id, col(RoleGrant.until).is_(None))
    return db.exec(held.order_by(col(RoleGrant.place_path)).limit(1)).first() or ""


def visible(actor: Actor) -> ColumnElement[bool]:
    """The persons in an actor's sight: oneself and those one acts for; for staff, the people of their village.

    An administrator sees those who hold a role below his place. Officers and machines see nobody.
    """
    if actor.kind is ActorKind.SYSTEM:
        return true()
    if actor.kind is not ActorKind.PERSON:
        return false()
    own = [actor.person_id, *(mandate.principal_id for mandate in actor.mandates)]
    villages = (col(Person.village_path).startswith(path) for path in actor.paths(*VILLAGE_STAFF))
    managed = (
        col(Person.id).in_(
            select(RoleGrant.person_id).where(
                col(RoleGrant.until).is_(None), col(RoleGrant.place_path).startswith(path)
            )
        )
        for path in actor.paths(Role.ADMINISTRATOR)
    )
    return or_(col(Person.id).in_(own), *villages, *managed)


def person(db: Session, actor: Actor, person_id: UUID) -> Person:
    """A person in sight.

    Raises:
        Refusal: 404 `not_found`.

    """
    found = db.exec(select(Person).where(Person.id == person_id, visible(actor))).first()
    if found is None:
        raise not_found()
    return found


def people(db: Session, actor: Actor, village_code: str | None, q: str | None) -> list[PersonRow]:
    """At most 50 people in sight, by name; `q` is a part of a name or at least the last four digits of a phone."""
    statement = select(Person).where(visible(actor)).order_by(col(Person.name), col(Person.id)).limit(_LONGEST_LIST)
    if village_code:
        statement = statement.where(Person.village_code == village_code)
    if q:
        wanted = col(Person.name).contains(q, autoescape=True)
        digits = tidy_phone(q)
        if digits.isdigit() and len(digits) >= TAIL:
            wanted = or_(wanted, col(Person.phone_tail_index) == tail_index(digits))
            # The index knows the last four digits; what else was typed is compared with the few that share them.
            found = db.exec(statement.where(wanted)).all()
            return [row_of(each) for each in found if q in each.name or (each.phone or "").endswith(digits)]
        statement = statement.where(wanted)
    return [row_of(each) for each in db.exec(statement)]


def phone_index(phone: str) -> str:
    """What a phone is found by, however it was typed."""
    return blind_index("phone", tidy_phone(phone))


def tail_index(phone: str) -> str:
    """What a phone is found by when only its last four digits are known."""
    return blind_index("phone-tail", tidy_phone(phone)[-TAIL:])


def has_phone(phone: str) -> ColumnElement[bool]:
    """The condition that a `Person` has this phone."""
    return col(Person.phone_index) == phone_index(phone)


def row_of(each: Person) -> PersonRow:
    """A person as lists show them."""
    return PersonRow.model_validate(each.model_dump() | _for_lists(each))


def _for_lists(each: Person) -> dict[str, str | None]:
    return {"group": each.group_name, "phone_masked": mask_phone(each.phone)}


def person_for(db: Session, actor: Actor, person_id: UUID) -> PersonOut:
    """A person in sight; the numbers are whole for oneself alone, since whoever else needs one says why (`reveal`).

    Raises:
        Refusal: 404 `not_found`.

    """
    each = person(db, actor, person_id)
    numbers = {"phone": each.phone, "contact_phone": each.contact_phone, "id_no": each.id_no}
    if actor.person_id != each.id:
        masked = mask_phone(each.phone), mask_phone(each.contact_phone), mask_id_no(each.id_no)
        numbers = dict(zip(numbers, masked, strict=True))
    return PersonOut.model_validate(each.model_dump() | _for_lists(each) | numbers)


def me(db: Session, actor: Actor, language: Language, unread_notices: int = 0) -> Me:
    """The one who is signed in, with all roles that this session opens.

    Raises:
        Refusal: 404 `not_found`, for a machine.

    """
    myself = db.get(Person, actor.person_id) if actor.person_id else None
    if myself is None:
        raise not_found()
    held = {(grant.role, grant.place_id) for grant in actor.grants}
    granted = select(RoleGrant).where(RoleGrant.person_id == myself.id, col(RoleGrant.until).is_(None))
    places = {
        (Role(row.role), row.place_id): (row.place_code, row.place_name, row.place_level) for row in db.exec(granted)
    }
    village = None
    if myself.village_id and myself.village_code and myself.village_name:
        places[Role.VILLAGER, myself.village_id] = (myself.village_code, myself.village_name, "village")
        village = VillageOut(code=myself.village_code, name=myself.village_name)
    roles = [
        RoleOut(role=role, label=ROLE_WORDS[role].speak(language), place_code=code, place_name=name, level=level)
        for (role, place_id), (code, name, level) in places.items()
        if (role, place_id) in held
    ]
    return Me(
        person_id=myself.id,
        name=myself.name,
        language=myself.language,
        roles=sorted(roles, key=lambda each: list(Role).index(each.role)),
        village=village,
        helps=_helps(db, actor),
        unread_notices=unread_notices,
    )


def _helps(db: Session, actor: Actor) -> list[HelpOut]:
    principals = [mandate.principal_id for mandate in actor.mandates]
    if not principals:
        return []
    wanted = select(Person.id, Person.name, Person.village_code, Person.village_name)
    found = {each[0]: each for each in db.exec(wanted.where(col(Person.id).in_(principals)))}
    return [
        HelpOut.model_validate(
            {"person_id": each.principal_id, "name": found[each.principal_id][1], "relation": each.relation}
            | {"village_code": found[each.principal_id][2], "village_name": found[each.principal_id][3]}
            | {"services": sorted(each.services), "item_codes": sorted(each.items), "until_on": each.until_on}
            | {"delegation_id": each.delegation_id}
        )
        for each in actor.mandates
    ]
