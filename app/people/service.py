"""Acts on people: registering them, and granting and taking roles."""

from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.audit.service import record
from app.core.clock import now
from app.core.once import add_once
from app.core.problems import Refusal, not_found
from app.core.sealed import blind_index, seal
from app.people import queries
from app.people.actor import Actor, ActorKind
from app.people.models import Person, Role, RoleGrant
from app.people.rules import not_your_role
from app.people.schemas import PersonIn

NUMBERS = ("phone", "contact_phone", "id_no")
_NOT_IN_BODY = {"created_at", "created_by", "language"} | {f"{name}_sealed" for name in NUMBERS}


# --- Persons --------------------------------------------------------------------------------------------------------


def register_person(db: Session, actor: Actor, asked: PersonIn, *, is_demo: bool = False) -> tuple[Person, bool]:
    """Register a villager; true with it if this is the first time that the id comes.

    Raises:
        Refusal: 403 `not_your_village`; 404 unknown village; 409 `id_taken`, the id came before with another body, or
            `registered_already`, the ID number belongs to somebody of the village.

    """
    village = queries.place(db, asked.village_code)
    # A county begins with an administrator alone, so he too may register the first people of a village.
    may = queries.is_staff_of(actor, village.path) or actor.holds(Role.ADMINISTRATOR, village.path)
    if actor.kind is not ActorKind.SYSTEM and not may:
        raise Refusal(
            403, "not_your_village", "只能为您所在的村登记村民。", "You can register people of your own village only."
        )
    if village.level != "village":
        raise not_found()
    body = asked.model_dump(exclude={"group", "village_code", *NUMBERS}) | {"group_name": asked.group}
    lives = {f"village_{name}": value for name, value in village._asdict().items() if name != "level"}
    person = Person(**body, **lives, is_demo=is_demo, created_at=now(), created_by=actor.person_id)
    keep_numbers(person, asked.phone, asked.contact_phone, asked.id_no)
    _refuse_twin(db, actor, person)
    try:
        known = add_once(db, person, _body)
    except IntegrityError:
        # Registered under another id at the same moment.
        _refuse_twin(db, actor, person)
        raise
    return known or person, known is None


def keep_numbers(person: Person, phone: str | None, contact_phone: str | None = None, id_no: str | None = None) -> None:
    """Give a person these numbers, sealed, and found by their indexes; the numbers are as their shapes tidied them."""
    given = zip(NUMBERS, (phone, contact_phone, id_no), strict=True)
    phone_sealed, contact_sealed, id_sealed = (n and seal(n, f"person.{name}", person.id) for name, n in given)
    person.phone_sealed, person.contact_phone_sealed, person.id_no_sealed = phone_sealed, contact_sealed, id_sealed
    person.phone_index = queries.phone_index(phone) if phone else None
    person.phone_tail_index = queries.tail_index(phone) if phone else None
    person.id_no_index = blind_index("id-no", id_no) if id_no else None


def _refuse_twin(db: Session, actor: Actor, new: Person) -> None:
    """One ID number is one person of a village; whoever works there is told whom it belongs to, nobody else is."""
    same = col(Person.village_id) == new.village_id, col(Person.id_no_index) == new.id_no_index
    known = db.exec(select(Person).where(*same, col(Person.id) != new.id)).first() if new.id_no_index else None
    if known is None:
        return
    if not queries.is_staff_of(actor, known.village_path):
        raise Refusal(
            409,
            "registered_already",
            "这个身份证号在这个村已经登记过了。",
            "Somebody with this ID number is registered in this village already.",
        )
    raise Refusal(
        409,
        "registered_already",
        f"这个身份证号已经登记过了，就是{known.name}，请直接从村民里找。",
        f"This ID number is registered already: it is {known.name}, whom you find among the villagers.",
        person_id=str(known.id),
    )


def register_officer(
    db: Session, actor: Actor, person_id: UUID, name: str, phone: str | None = None, *, is_demo: bool = False
) -> Person:
    """Register somebody who works here and lives in no village of the county.

    Raises:
        Refusal: 403 `not_your_role`; 409 `id_taken`.

    """
    if actor.kind is not ActorKind.SYSTEM and not actor.paths(Role.ADMINISTRATOR):
        raise not_your_role()
    officer = Person(id=person_id, name=name, is_demo=is_demo, created_at=now(), created_by=actor.person_id)
    keep_numbers(officer, phone)
    return add_once(db, officer, _body) or officer


def _body(row: Person) -> dict[str, Any]:
    """What was sent; the numbers by themselves, since the same number is sealed differently each time."""
    numbers = {name: getattr(row, name) for name in NUMBERS}
    return row.model_dump(exclude=_NOT_IN_BODY) | numbers


# --- Roles ----------------------------------------------------------------------------------------------------------


def grant_role(db: Session, actor: Actor, person_id: UUID, role: Role, place_code: str) -> RoleGrant:
    """Give a role at a place; granting what is held already changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place or person; 422 `not_a_grant` for villager.

    """
    if role is Role.VILLAGER:
        raise Refusal(
            422,
            "not_a_grant",
            "村民身份随登记而来，不用授予。",
            "Being a villager comes with being registered and is not granted.",
        )
    place = queries.place(db, place_code)
    _ensure_administers(actor, place.path)
    held = select(RoleGrant).where(
        RoleGrant.person_id == person_id,
        RoleGrant.role == role,
        RoleGrant.place_id == place.id,
        col(RoleGrant.until).is_(None),
    )
    if known := db.exec(held).first():
        return known
    if db.get(Person, person_id) is None:
        raise not_found()
    at = {f"place_{name}": value for name, value in place._asdict().items()}
    grant = RoleGrant(person_id=person_id, role=role, granted_by=actor.person_id, since=now(), **at)
    db.add(grant)
    db.flush()
    _note_role(db, actor, grant, "role_granted")
    return grant


def take_role(db: Session, actor: Actor, grant_id: int) -> None:
    """Take a role away; it ends with the next request of its holder.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    grant = db.get(RoleGrant, grant_id)
    if grant is None:
        raise not_found()
    _ensure_administers(actor, grant.place_path)
    if grant.until is None:
        grant.until, grant.taken_by = now(), actor.person_id
        db.add(grant)
        _note_role(db, actor, grant, "role_taken")


def _note_role(db: Session, actor: Actor, grant: RoleGrant, what: str) -> None:
    told = {"role": str(grant.role), "place": grant.place_code}
    record(db, actor, what, "person", grant.person_id, place_path=grant.place_path, data=told)


def _ensure_administers(actor: Actor, place_path: str) -> None:
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.ADMINISTRATOR, place_path):
        raise not_your_role()
