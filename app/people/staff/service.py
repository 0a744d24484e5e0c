"""Acts of staff accounts: giving a password, signing in with it, and the keys of machines.

The comparison of a password is slow, so it stands between two transactions: `knock` counts the try, then the password is
checked outside, then `sign_in_with_password` opens the session.
"""

import secrets
from dataclasses import dataclass
from uuid import UUID

import pyotp
from sqlmodel import Session, select

from app.audit.service import record
from app.core.clock import now, today
from app.core.keys import derived_key
from app.core.problems import Refusal, not_found
from app.people import queries as people
from app.people.actor import Actor, ActorKind, Role
from app.people.models import ApiKey, Means, Person
from app.people.rules import LONGEST_KEY, digest_of, is_fitting_end, not_your_role, write_api_key
from app.people.schemas import PersonIn
from app.people.service import grant_role, register_officer, register_person
from app.people.sessions.service import Opened, end_sessions, open_session, refuse_sign_in
from app.people.staff import queries, rules
from app.people.staff.models import Credential
from app.people.staff.schemas import ApiKeyIn, PasswordIn, StaffIn

# --- Signing in -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Knock:
    """A password try that was counted and waits for the slow comparison, outside any transaction."""

    person_id: UUID | None
    password_hash: str | None


def knock(db: Session, username: str) -> Knock:
    """Count a try before the password is looked at, so that parallel guesses count each other.

    While a name is locked, nothing is compared and nothing counted: it is answered like a name that nobody has.
    """
    known = db.exec(select(Credential).where(Credential.username == username).with_for_update()).first()
    if known is None:
        return Knock(None, None)
    at = now()
    if known.locked_until is not None and known.locked_until > at:
        return Knock(known.person_id, None)
    known.failed_count += 1
    lock = rules.lock_after(known.failed_count)
    known.locked_until = at + lock if lock else None
    db.add(known)
    return Knock(known.person_id, known.password_hash)


def sign_in_with_password(db: Session, tried: Knock, new_hash: str | None, asked: PasswordIn) -> Opened | Refusal:
    """Sign a member of staff in whose password was right; `new_hash` replaces one that became weak."""
    known = db.exec(select(Credential).where(Credential.person_id == tried.person_id).with_for_update()).one()
    if known.password_hash != tried.password_hash:
        return refuse_password(db, tried)
    if known.totp_seed is not None:
        if asked.totp is None:
            return Refusal(
                401, "totp_needed", "请再填验证器上的六位数字。", "Please add the six digits of your authenticator."
            )
        secret = rules.totp_secret(derived_key("totp"), known.totp_seed)
        step = rules.totp_step(secret, asked.totp, now(), known.totp_step)
        if step is None:
            return refuse_password(db, tried)
        known.totp_step = step
    known.failed_count, known.locked_until = 0, None
    known.password_hash = new_hash or known.password_hash
    db.add(known)
    return open_session(db, db.get_one(Person, known.person_id), Means.PASSWORD, shared_phone=asked.shared_phone)


def refuse_password(db: Session, tried: Knock) -> Refusal:
    """The one answer to a wrong name, password or authenticator code, and to a locked name: it gives no name away.

    Tries at an account that exists are noted.
    """
    if tried.person_id is not None:
        locked_until = db.get_one(Credential, tried.person_id).locked_until
        locked = locked_until is not None and locked_until > now()
        refuse_sign_in(db, tried.person_id, Means.PASSWORD, locked=locked)
    return Refusal(
        401,
        "wrong_password",
        "用户名或者密码不对。刚才连着输错过几次的，请等 15 分钟再试，或者请管理员给您设个新密码。",
        "The user name or the password is not right. If you were wrong several times, wait 15 minutes and try again, "
        "or ask your administrator for a new password.",
    )


# --- Accounts -------------------------------------------------------------------------------------------------------


def create_staff(
    db: Session, actor: Actor, person_id: UUID, username: str, password: rules.HashedPassword
) -> Credential:
    """Give a person with a role an account, or a new password, which signs them out everywhere.

    `password` comes from `rules.hash_password`, called before the transaction begins.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `name_taken`; 422 `short_password`.

    """
    ensure_administers(db, actor, person_id)
    known = db.get(Credential, person_id)
    if not rules.is_long_enough(password.length, has_totp=known is not None and known.totp_seed is not None):
        raise Refusal(
            422,
            "short_password",
            "密码太短：至少 12 个字，用验证器的至少 8 个。",
            "This password is too short: at least 12 characters, or 8 with an authenticator.",
        )
    name = username.lower()
    taken = select(Credential).where(Credential.username == name, Credential.person_id != person_id)
    if db.exec(taken).first():
        raise Refusal(409, "name_taken", "这个用户名已经有人用了。", "This user name is taken.")
    credential = known or Credential(person_id=person_id, username=name, password_hash="")
    credential.username, credential.password_hash = name, password.hash
    credential.failed_count, credential.locked_until = 0, None
    db.add(credential)
    db.flush()
    end_sessions(db, person_id, "password_changed", Means.PASSWORD)
    _note(db, actor, "account_set", person_id)
    return credential


def register_staff(db: Session, actor: Actor, told: StaffIn, password: rules.HashedPassword) -> Person:
    """Register somebody with roles and an account at once; sent again, it is the same person with the same password.

    `password` comes from `rules.hash_password`, called before the transaction begins.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place; 409 `id_taken` or `name_taken`; 422 `phone_needed`,
            `short_password` or `not_a_grant`.

    """
    ensure_administers_place(db, actor, told.place_code)
    if people.place(db, told.place_code).level != "village":
        person = register_officer(db, actor, told.id, told.name, told.phone)
    elif told.phone is None:
        raise Refusal(
            422,
            "phone_needed",
            "村里的工作人员也是村民，请填他的手机号。",
            "Staff of a village are registered in it: please give the phone.",
        )
    else:
        asked = PersonIn(id=told.id, name=told.name, phone=told.phone, village_code=told.place_code)
        person, _ = register_person(db, actor, asked)
    db.flush()
    for role in told.roles:
        grant_role(db, actor, person.id, role, told.place_code)
    create_staff(db, actor, person.id, told.username, password)
    return person


def give_totp(db: Session, actor: Actor, person_id: UUID) -> str:
    """Ask for an authenticator's code from now on; the `otpauth://` address to put into the authenticator is told this once.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    # A session opened by a code or a card has no role: whoever found the card must not hand out the second factor.
    if actor.person_id != person_id or all(grant.role is Role.VILLAGER for grant in actor.grants):
        ensure_administers(db, actor, person_id)
    credential = db.get(Credential, person_id)
    if credential is None:
        raise not_found()
    credential.totp_seed, credential.totp_step = secrets.token_hex(16), 0
    db.add(credential)
    _note(db, actor, "authenticator_given", person_id)
    secret = rules.totp_secret(derived_key("totp"), credential.totp_seed)
    return pyotp.TOTP(secret).provisioning_uri(name=credential.username, issuer_name="不出村")


def _note(db: Session, actor: Actor, what: str, person_id: UUID) -> None:
    record(db, actor, what, "person", person_id, place_path=people.home_of(db, db.get_one(Person, person_id)))


def ensure_administers(db: Session, actor: Actor, person_id: UUID) -> None:
    """An account carries all its owner's roles, so whoever sets its password must stand above each of them.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if actor.kind is ActorKind.SYSTEM:
        return
    if not queries.stands_above(db, actor, person_id):
        raise not_your_role()


def ensure_administers_place(db: Session, actor: Actor, place_code: str) -> people.PlaceRef:
    """The place, which the actor administers.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place.

    """
    place = people.place(db, place_code)
    if actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.ADMINISTRATOR, place.path):
        raise not_your_role()
    return place


# --- Keys of machines -----------------------------------------------------------------------------------------------


def create_api_key(db: Session, actor: Actor, asked: ApiKeyIn) -> tuple[ApiKey, str]:
    """Make a key for a machine; the key itself, the second value, is told this once.

    Raises:
        Refusal: 403 `not_your_role`; 404 unknown place; 422 `bad_end`.

    """
    place = ensure_administers_place(db, actor, asked.place_code)
    if not is_fitting_end(asked.expires_on, today(), LONGEST_KEY):
        raise Refusal(422, "bad_end", "密钥的期限从今天起最长一年。", "A key lasts from today for a year at most.")
    key_id = "".join(secrets.choice("abcdefghijklmnopqrstuvwxyz234567") for _ in range(8))
    text = write_api_key(key_id, secrets.token_urlsafe(32))
    key = ApiKey(
        id=key_id,
        digest=digest_of(text),
        name=asked.name,
        place_id=place.id,
        place_path=place.path,
        place_code=place.code,
        scopes=sorted(set(asked.scopes)),
        created_at=now(),
        created_by=actor.person_id,
        expires_on=asked.expires_on,
    )
    db.add(key)
    db.flush()
    told = {"scopes": list(key.scopes), "expires_on": key.expires_on.isoformat()}
    record(db, actor, "api_key_created", "api_key", key.id, place_path=key.place_path, data=told)
    return key, text


def revoke_api_key(db: Session, actor: Actor, key_id: str) -> None:
    """End a machine's key at once.

    Raises:
        Refusal: 404 `not_found`, also for keys of places that the actor does not administer.

    """
    key = db.get(ApiKey, key_id)
    if key is None or (actor.kind is not ActorKind.SYSTEM and not actor.holds(Role.ADMINISTRATOR, key.place_path)):
        raise not_found()
    if key.revoked_at is None:
        key.revoked_at = now()
        db.add(key)
        record(db, actor, "api_key_revoked", "api_key", key.id, place_path=key.place_path)
