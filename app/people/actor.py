"""Who asks: the only way a route learns it. Tokens are checked before the request's transaction, rights within it.

Roles, delegations and the session itself are read from the database at every request, so taking one away works at once.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from hmac import compare_digest
from typing import Annotated

from fastapi import Depends, Request
from fastapi.openapi.models import APIKey as CookieScheme
from fastapi.openapi.models import APIKeyIn
from fastapi.security.base import SecurityBase
from sqlalchemy import update
from sqlmodel import Session, col

from app.core.clock import today
from app.core.db import Database
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.core.settings import settings
from app.core.words import Language, choose_language
from app.people import rules
from app.people.models import ApiKey, Role, Scope
from app.people.rights.queries import actor_of_person, actor_of_session
from app.people.rights.rules import STRANGER, SYSTEM, Actor, ActorKind, Grant, Mandate

# What other domains need to know of whoever asks, they find here.
__all__ = [
    "STRANGER",
    "SYSTEM",
    "Actor",
    "ActorKind",
    "Anyone",
    "Caller",
    "Grant",
    "Mandate",
    "Role",
    "Scope",
    "SignedIn",
    "actor_of_person",
]


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
