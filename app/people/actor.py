"""Who asks: the only way a route learns it. Tokens are checked before the request's transaction, rights within it.

Roles, delegations and the session itself are read from the database at every request, so taking one away works at once.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from hmac import compare_digest
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from fastapi.openapi.models import APIKey as CookieScheme
from fastapi.openapi.models import APIKeyIn
from fastapi.security.base import SecurityBase
from sqlalchemy import ColumnElement, Select, and_, bindparam, join, outerjoin, select, true, update
from sqlmodel import Session, col

from app.core.clock import now, today
from app.core.db import Database
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.core.settings import settings
from app.core.words import Language, choose_language
from app.people import rules
from app.people.models import (
    ApiKey,
    Delegation,
    DeviceSession,
    Means,
    Person,
    Relation,
    Role,
    RoleGrant,
    Scope,
    Service,
)
from app.people.rules import RELATION_WORDS

__all__ = ["SYSTEM", "Actor", "ActorKind", "Anyone", "Caller", "Grant", "Mandate", "Role", "Scope", "SignedIn"]


class ActorKind(StrEnum):
    """What asks: a person, a machine with a key, this program itself, or nobody we know."""

    PERSON = "person"
    MACHINE = "machine"
    SYSTEM = "system"
    STRANGER = "stranger"


@dataclass(frozen=True, slots=True)
class Grant:
    """A role at a place."""

    role: Role
    place_id: int
    place_path: str


def covers(services: Collection[str], items: Collection[str], service: str, item_code: str | None) -> bool:
    """Whether a scope reaches a matter; items narrow errands only, and a matter whose item is not yet known is not reached."""
    return service in services and (service != Service.ERRAND or not items or item_code in items)


@dataclass(frozen=True, slots=True)
class Mandate:
    """An active delegation: whom the actor may act for, in which services, and there in which items; no items are all."""

    principal_id: UUID
    relation: str
    services: frozenset[str]
    items: frozenset[str] = frozenset()
    delegation_id: UUID | None = None
    until_on: date | None = None

    def covers(self, service: str, item_code: str | None) -> bool:
        """Whether it reaches a matter of this service, for errands one of this item."""
        return covers(self.services, self.items, service, item_code)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and with which rights at this instant. `scopes` and `area`, a place path, are those of a machine's key."""

    kind: ActorKind
    person_id: UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    scopes: frozenset[str] = frozenset()
    area: str = ""

    def holds(self, role: Role, place_path: str) -> bool:
        """Whether the role is held at that place or at one above it."""
        return any(grant.role == role and place_path.startswith(grant.place_path) for grant in self.grants)

    def paths(self, *roles: Role) -> tuple[str, ...]:
        """The places where one of the roles is held."""
        return tuple(dict.fromkeys(grant.place_path for grant in self.grants if grant.role in roles))

    def may_read(self, scope: Scope, place_path: str) -> bool:
        """Whether a machine's key opens this scope at that place."""
        return scope in self.scopes and bool(self.area) and place_path.startswith(self.area)


SYSTEM = Actor(ActorKind.SYSTEM, name="system")
STRANGER = Actor(ActorKind.STRANGER)


def _rights(base: Any, staff_rights: ColumnElement[bool]) -> Select[Any]:  # noqa: ANN401 - a table or a join.
    """One row for each pair of an active grant and an active delegation of a person; both are few."""
    grant = and_(col(RoleGrant.person_id) == Person.id, col(RoleGrant.until).is_(None), staff_rights)
    mandate = and_(
        col(Delegation.agent_id) == Person.id,
        col(Delegation.revoked_at).is_(None),
        col(Delegation.until_on) >= bindparam("today"),
    )
    columns: tuple[Any, ...] = (
        *(Person.id, Person.name, Person.village_id, Person.village_path),
        *(RoleGrant.role, RoleGrant.place_id, RoleGrant.place_path),
        *(Delegation.principal_id, Delegation.relation, Delegation.relation_text, Delegation.services),
        *(Delegation.item_codes, Delegation.id, Delegation.until_on),
    )
    return select(*columns).select_from(outerjoin(outerjoin(base, RoleGrant, grant), Delegation, mandate))


# Both statements are built once: they run at every request.
_OF_SESSION = _rights(
    join(DeviceSession, Person, col(Person.id) == DeviceSession.person_id),
    col(DeviceSession.means) == Means.PASSWORD.value,
).where(
    col(DeviceSession.id) == bindparam("session_id"),
    col(Person.id) == bindparam("person_id"),
    col(DeviceSession.revoked_at).is_(None),
    col(DeviceSession.ends_at) > bindparam("now"),
)
_OF_PERSON = _rights(Person, true()).where(col(Person.id) == bindparam("person_id"))


def actor_of_session(db: Session, access: rules.Access) -> Actor | None:
    """The owner of a session that is still open, with all rights, in one query.

    Rights of staff belong to sessions opened by a password: whoever reads a code off a desk or finds a paper card
    becomes a villager by it, never an official.
    """
    # On the bare connection: a third faster than through the session, and a request begins with nothing to flush.
    values = {"session_id": access.session_id, "person_id": access.person_id, "now": now(), "today": today()}
    return _actor_from(db.connection().execute(_OF_SESSION, values))


def actor_of_person(db: Session, person_id: UUID) -> Actor:
    """A person with all rights, for programs that act in a person's name without a session, such as the demo's loader."""
    actor = _actor_from(db.execute(_OF_PERSON, {"person_id": person_id, "today": today()}))
    assert actor is not None
    return actor


def _actor_from(rows: Iterable[Any]) -> Actor | None:
    person: tuple[UUID, str] | None = None
    grants: dict[Grant, None] = {}
    mandates: dict[Mandate, None] = {}
    for person_id, name, village_id, village_path, role, place_id, path, *mandate in rows:
        person = (person_id, name)
        if village_id is not None:
            grants[Grant(Role.VILLAGER, village_id, village_path)] = None
        if role is not None:
            grants[Grant(Role(role), place_id, path)] = None
        if mandate[0] is not None:
            mandates[_mandate(*mandate)] = None
    return Actor(ActorKind.PERSON, *person, tuple(grants), tuple(mandates)) if person else None


def _mandate(
    principal_id: UUID,
    relation: str,
    relation_text: str | None,
    services: list[str],
    items: list[str],
    delegation_id: UUID,
    until_on: date,
) -> Mandate:
    said = relation_text or RELATION_WORDS[Relation(relation)].zh
    return Mandate(principal_id, said, frozenset(services), frozenset(items), delegation_id, until_on)


def _good_key(db: Session, text: str) -> ApiKey | None:
    key = db.get(ApiKey, rules.read_api_key(text))
    if key is None or key.revoked_at is not None or key.expires_on < today():
        return None
    return key if compare_digest(key.digest, rules.digest_of(text)) else None


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever sent this request, as far as it can be known without the database."""

    database: Database
    language: Language
    access: rules.Access | None = None
    api_key: str | None = None

    @contextmanager
    def reads(self) -> Iterator[tuple[Session, Actor]]:
        """A view of the database for this request, and who asks.

        Raises:
            Refusal: 401 `session_ended` or `key_not_valid`.

        """
        with self.database.reading() as db:
            actor = self._actor(db)
            self._note_use_of_key(db)
            yield db, actor

    @contextmanager
    def writes(self) -> Iterator[tuple[Session, Actor]]:
        """The one transaction of this request, committed before the answer leaves, and who acts.

        Raises:
            Refusal: 401 `session_ended` or `key_not_valid`; 503 `busy`.

        """
        with self.database.writing() as db:
            yield db, self._actor(db)

    def _actor(self, db: Session) -> Actor:
        if self.access is not None:
            if actor := actor_of_session(db, self.access):
                return actor
            raise Refusal(
                401,
                "session_ended",
                "登录已经失效，请重新登录。没有发出的内容还在手机里。",
                "You are signed out: please sign in again. What was not sent is still on the phone.",
            )
        if self.api_key is not None:
            if key := _good_key(db, self.api_key):
                return Actor(ActorKind.MACHINE, name=key.name, scopes=frozenset(key.scopes), area=key.place_path)
            raise _no_key()
        return STRANGER

    def _note_use_of_key(self, db: Session) -> None:
        """Note the day, once a day and in a transaction of its own: a key that nobody uses should be found and revoked."""
        key = _good_key(db, self.api_key) if self.api_key else None
        if key is not None and key.last_used_on != today():
            with suppress(Refusal), self.database.writing() as late:
                late.execute(update(ApiKey).where(col(ApiKey.id) == key.id).values(last_used_on=today()))


class _Gate(SecurityBase):
    """Lets nobody pass whom we do not know. It does no input or output, so it may run on the event loop."""

    model = CookieScheme.model_validate(
        {
            "in": APIKeyIn.cookie,
            "name": "session",
            "description": "Machines send `Authorization: Bearer vk1_…` instead.",
        }
    )
    scheme_name = "session"

    async def __call__(self, request: Request) -> Caller:
        """The one who asks.

        Raises:
            Refusal: 401 `sign_in_first`, `access_over` or `key_not_valid`; 403 `foreign_page`.

        """
        if (header := request.headers.get("authorization")) is not None:
            return _machine(request, header)
        caller = await anyone(request)
        token = request.cookies.get(cookie_name("session"))
        if token is None and cookie_name("refresh") not in request.cookies:
            raise Refusal(401, "sign_in_first", "请先登录。", "Please sign in first.")
        access = rules.open_access(derived_key("access-token"), token) if token else None
        if access is None:
            raise Refusal(
                401,
                "access_over",
                "登录需要续一下，请再试一次。",
                "Your sign-in needs to be renewed: POST session/refresh, then try again.",
            )
        return replace(caller, access=access)


async def anyone(request: Request) -> Caller:
    """A stranger, on purpose; only pages of other sites may not act through a visitor's browser.

    Raises:
        Refusal: 403 `foreign_page`.

    """
    allowed = rules.is_from_our_page(
        request.method,
        fetch_site=request.headers.get("sec-fetch-site"),
        origin=request.headers.get("origin"),
        host=request.headers.get("host"),
        carries_cookie=cookie_name("session") in request.cookies or cookie_name("refresh") in request.cookies,
    )
    if not allowed:
        raise Refusal(
            403,
            "foreign_page",
            "这个操作不是从本站的页面发出的，没有执行。",
            "This did not come from a page of ours, so it was not done.",
        )
    return Caller(request.app.state.database, choose_language(request.headers.get("accept-language")))


def _machine(request: Request, header: str) -> Caller:
    kind, _, key = header.partition(" ")
    if kind.lower() != "bearer" or rules.read_api_key(key) is None:
        raise _no_key()
    language = choose_language(request.headers.get("accept-language"))
    return Caller(request.app.state.database, language, api_key=key)


def _no_key() -> Refusal:
    return Refusal(
        401,
        "key_not_valid",
        "接口密钥无效、已过期或已收回，请向管理员要新的。",
        "This API key is wrong, over or revoked: ask the administrator for a new one.",
    )


def cookie_name(name: str) -> str:
    """The name under which a cookie travels: bound to this host and to TLS wherever there is TLS."""
    return f"__Host-{name}" if settings().cookie_secure else name


signed_in = _Gate()
SignedIn = Annotated[Caller, Depends(signed_in)]
Anyone = Annotated[Caller, Depends(anyone)]
