"""Acts on people: registering, granting, opening and ending sessions."""

from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.audit.service import REFUSED, record
from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal, not_found
from app.core.sealed import blind_index, seal
from app.people import queries, rules
from app.people.actor import STRANGER, Actor, ActorKind
from app.people.models import DeviceSession, Means, Person, Role, RoleGrant
from app.people.rules import not_your_role
from app.people.schemas import PersonIn

NUMBERS = ("phone", "contact_phone", "id_no")
_NOT_IN_BODY = {"created_at", "created_by", "language"} | {f"{name}_sealed" for name in NUMBERS}
_SESSIONS_KEPT = timedelta(days=30)


class Opened(NamedTuple):
    """A session as it goes on to its phone: `serial` is the refresh token to hand out."""

    session: DeviceSession
    serial: int


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
        return _add_once(db, person)
    except IntegrityError:
        # Registered under another id at the same moment.
        _refuse_twin(db, actor, person)
        raise


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


def register_officer(db: Session, actor: Actor, person_id: UUID, name: str, *, is_demo: bool = False) -> Person:
    """Register somebody who works here and lives in no village of the county.

    Raises:
        Refusal: 403 `not_your_role`; 409 `id_taken`.

    """
    if actor.kind is not ActorKind.SYSTEM and not actor.paths(Role.ADMINISTRATOR):
        raise not_your_role()
    officer = Person(id=person_id, name=name, is_demo=is_demo, created_at=now(), created_by=actor.person_id)
    return _add_once(db, officer)[0]


def _add_once(db: Session, row: Person) -> tuple[Person, bool]:
    """Add a row whose id was made elsewhere; the same id again is the same row, or a refusal if the body differs."""
    known = db.get(Person, row.id)
    if known is None:
        try:
            with db.begin_nested():
                db.add(row)
        except IntegrityError:
            # Sent twice at the same moment: the other request was first.
            known = db.get(Person, row.id)
            if known is None:
                raise
        else:
            return row, True
    if _body(known) != _body(row):
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一条记录上，没有改动任何内容。",
            "This id belongs to another record; nothing was changed.",
        )
    return known, False


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


# --- Sessions -------------------------------------------------------------------------------------------------------


def open_session(db: Session, person: Person, means: Means, *, shared_phone: bool) -> Opened:
    """Sign a person in on one device."""
    roles = select(RoleGrant.role).where(RoleGrant.person_id == person.id, col(RoleGrant.until).is_(None))
    lasts = rules.lifetime(means, {Role(role) for role in db.exec(roles)}, shared_phone=shared_phone)
    at = now()
    session = DeviceSession(
        id=uuid4(),
        person_id=person.id,
        means=means,
        shared_phone=shared_phone,
        created_at=at,
        last_seen_at=at,
        idle_seconds=int(lasts.idle.total_seconds()),
        ends_at=at + lasts.absolute,
    )
    db.add(session)
    db.flush()
    told = {"means": means.value, "shared_phone": shared_phone}
    record(db, _as(person), "signed_in", "person", person.id, place_path=queries.home_of(db, person), data=told)
    return Opened(session, session.newest_serial)


def refuse_sign_in(db: Session, person_id: UUID, means: Means, *, locked: bool) -> None:
    """Note a try to sign in as somebody that failed, and whether it was the last one for now.

    Only tries at what is there are noted: nobody can fill the audit with names that he makes up.
    """
    person = db.get_one(Person, person_id)
    told = {"means": means.value, "locked": locked}
    place_path = queries.home_of(db, person)
    record(db, STRANGER, "sign_in_refused", "person", person.id, place_path=place_path, result=REFUSED, data=told)


def _as(person: Person) -> Actor:
    return Actor(ActorKind.PERSON, person.id, person.name)


def refresh_session(db: Session, token: str | None) -> Opened | Refusal:
    """The next refresh token of a session, by rule R3 (`rules.take_turn`).

    A refusal is returned, not raised: that a session ended because its token was seen twice has to be kept.
    """
    family = rules.open_refresh(derived_key("refresh-token"), token) if token else None
    if family is None:
        return _sign_in_again()
    session_id, presented = family
    session = db.exec(select(DeviceSession).where(DeviceSession.id == session_id).with_for_update()).first()
    at = now()
    if session is None or session.revoked_at is not None or _is_over(session, at):
        return _sign_in_again()
    before = rules.Family(session.newest_serial, session.used_serial, session.retired_serial, session.used_at)
    turn, after = rules.take_turn(before, presented, at)
    if turn is rules.Turn.WAIT:
        return Refusal(409, "refresh_again", "请再试一次。", "A newer token is on its way: try again.")
    if turn is rules.Turn.REVOKE:
        session.revoked_at, session.why = at, "token_seen_twice"
        db.add(session)
        person = db.get_one(Person, session.person_id)
        place_path, told = queries.home_of(db, person), {"why": session.why}
        record(db, _as(person), "session_ended", "person", person.id, place_path=place_path, data=told)
        return _sign_in_again()
    session.newest_serial, session.used_serial = after.newest, after.used
    session.retired_serial, session.used_at, session.last_seen_at = after.retired, after.used_at, at
    db.add(session)
    return Opened(session, after.newest)


def _is_over(session: DeviceSession, at: datetime) -> bool:
    return at >= session.ends_at or at >= session.last_seen_at + timedelta(seconds=session.idle_seconds)


def _sign_in_again() -> Refusal:
    return Refusal(
        401,
        "sign_in_again",
        "登录到期了，请重新登录。没有发出的内容还在手机里。",
        "Your sign-in is over: please sign in again. What was not sent is still on the phone.",
    )


def end_session(db: Session, session_id: UUID, why: str) -> None:
    """Sign one device out; its access token opens nothing from the next request on."""
    open_one = update(DeviceSession).where(col(DeviceSession.id) == session_id, col(DeviceSession.revoked_at).is_(None))
    db.execute(open_one.values(revoked_at=now(), why=why))


def end_sessions(db: Session, person_id: UUID, why: str, means: Means) -> None:
    """Sign a person out wherever they signed in by these means."""
    those = col(DeviceSession.person_id) == person_id, col(DeviceSession.means) == means
    still_open = update(DeviceSession).where(*those, col(DeviceSession.revoked_at).is_(None))
    db.execute(still_open.values(revoked_at=now(), why=why))


def forget_old_sessions(db: Session) -> None:
    """Delete sessions that ended long ago; nobody can be signed in by them and nobody needs to know."""
    db.execute(delete(DeviceSession).where(col(DeviceSession.ends_at) < now() - _SESSIONS_KEPT))
