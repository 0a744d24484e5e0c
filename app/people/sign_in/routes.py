"""Signing in with a code or a card, staying signed in, signing out; the slips and cards that staff hand out."""

import secrets
from collections.abc import Callable
from uuid import UUID

import segno
from fastapi import APIRouter, BackgroundTasks, Request, Response
from sqlmodel import Session

from app.core.clock import now
from app.core.keys import derived_key
from app.core.limits import address_of, count_try, only_failures_count
from app.core.problems import Refusal, problems
from app.core.settings import settings
from app.people import queries as people
from app.people import rules
from app.people.actor import Anyone, Caller, SignedIn, cookie_name
from app.people.rights.queries import actor_of_session
from app.people.routes import unread_count
from app.people.schemas import Me
from app.people.sessions import service as sessions
from app.people.sessions.service import Opened
from app.people.sign_in import gateway, queries, service
from app.people.sign_in.rules import code_of
from app.people.sign_in.schemas import CardIn, CardOut, CodeAsk, CodeAsked, CodeIn, SlipOut

router = APIRouter(prefix="/api/v1", tags=["sign-in"])

# Further questions to somebody who has shown what is right so far.
NO_FAILURE = frozenset({"which_person", "totp_needed"})


@router.post("/sign-in/codes", operation_id="ask_code", status_code=202, responses=problems(403, 422, 429))
def ask_code(who: Anyone, asked: CodeAsk, request: Request, after: BackgroundTasks) -> CodeAsked:
    """Send a one-time code to a phone; the answer is the same for phones that nobody here has."""
    count_try(request, "code")
    with who.writes() as (db, _):
        code_request, is_known = service.ask_code(db, asked.phone, address_of(request))
    if is_known:
        # After the commit and after the answer: a slow gateway neither holds the database nor tells who is known.
        code = code_of(queries.code_key(), code_request.id)
        after.add_task(gateway.send_code, asked.phone, code, code_request.id)
    return CodeAsked(request_id=code_request.id, expires_at=code_request.expires_at)


@router.post("/sign-in/code", operation_id="sign_in_with_code", responses=problems(401, 403, 409, 422, 429))
def sign_in_with_code(who: Anyone, asked: CodeIn, request: Request, response: Response) -> Me:
    """Sign in with the code that came; 409 `which_person` lists the names where a household shares the phone."""
    with only_failures_count(request, "sign-in", unless=NO_FAILURE):
        return let_in(who, request, response, lambda db: service.sign_in_with_code(db, asked))


@router.post("/sign-in/card", operation_id="sign_in_with_card", responses=problems(401, 403, 422, 429))
def sign_in_with_card(who: Anyone, asked: CardIn, request: Request, response: Response) -> Me:
    """Sign in with a paper card."""
    with only_failures_count(request, "sign-in", unless=NO_FAILURE):
        return let_in(who, request, response, lambda db: service.sign_in_with_card(db, asked))


@router.post("/session/refresh", operation_id="refresh_session", responses=problems(401, 403, 409))
def refresh_session(who: Anyone, request: Request, response: Response) -> Me:
    """Renew a sign-in by its refresh cookie; 409 `refresh_again` asks for another try."""
    token = request.cookies.get(cookie_name("refresh"))
    return let_in(who, request, response, lambda db: sessions.refresh_session(db, token))


@router.post("/sign-out", operation_id="sign_out", status_code=204, responses=problems(401, 403))
def sign_out(who: Anyone, request: Request, response: Response) -> None:
    """End this sign-in and wipe what the browser keeps of it, also when it was over already."""
    access, refresh = (request.cookies.get(cookie_name(name)) for name in ("session", "refresh"))
    if access is None and refresh is None:
        raise Refusal(401, "sign_in_first", "您还没有登录。", "You are not signed in.")
    known = rules.open_access(derived_key("access-token"), access) if access else None
    family = rules.open_refresh(derived_key("refresh-token"), refresh) if refresh else None
    ended = ({known.session_id} if known else set()) | ({family[0]} if family else set())
    with who.writes() as (db, _):
        for session_id in ended:
            sessions.end_session(db, session_id, "signed_out")
    for name in ("session", "refresh"):
        response.delete_cookie(cookie_name(name), secure=settings().cookie_secure, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


@router.get("/sign-in/slips", operation_id="list_slips", responses=problems(401, 403))
def list_slips(who: SignedIn, response: Response) -> list[SlipOut]:
    """The villagers who wait at this duty desk for their code; empty where codes go out as short messages."""
    response.headers["Cache-Control"] = "no-store"
    with who.reads() as (db, actor):
        return queries.slips_at_the_desk(db, actor)


@router.post(
    "/people/{person_id}/cards", operation_id="issue_card", status_code=201, responses=problems(401, 403, 404, 422)
)
def issue_card(who: SignedIn, person_id: UUID, request: Request, response: Response) -> CardOut:
    """Make a paper card for a villager; older cards end."""
    response.headers["Cache-Control"] = "no-store"
    with who.writes() as (db, actor):
        card, code = service.issue_card(db, actor, person_id)
    base = settings().public_url.rstrip("/") or str(request.base_url).rstrip("/")
    qr = segno.make(f"{base}/card?no={card.card_no}", micro=False, error="m")
    return CardOut(
        card_no=card.card_no,
        code=code,
        qr_svg=qr.svg_inline(scale=4, omitsize=True, svgclass=None, lineclass=None),
        expires_on=card.expires_on,
    )


@router.delete(
    "/people/{person_id}/cards",
    operation_id="revoke_cards",
    status_code=204,
    responses=problems(401, 403, 404, 422),
)
def revoke_cards(who: SignedIn, person_id: UUID) -> None:
    """End a villager's cards, for instance when one was lost."""
    with who.writes() as (db, actor):
        service.revoke_cards(db, actor, person_id)


def let_in(who: Caller, request: Request, response: Response, act: Callable[[Session], Opened | Refusal]) -> Me:
    """Run an act that opens or renews a session, and hand its cookies out with the answer.

    Raises:
        Refusal: what the act returned, once the transaction that counted the try has been committed.

    """
    with who.writes() as (db, _):
        opened = act(db)
        me = None if isinstance(opened, Refusal) else _me(db, opened, who, request)
    if isinstance(opened, Refusal):
        raise opened
    assert me is not None
    _hand_out(response, opened)
    return me


def _me(db: Session, opened: Opened, who: Caller, request: Request) -> Me:
    actor = actor_of_session(db, rules.Access(opened.session.id, opened.session.person_id))
    assert actor is not None
    return people.me(db, actor, who.language, unread_count(request, db, actor))


def _hand_out(response: Response, opened: Opened) -> None:
    """Both tokens as HttpOnly cookies; on a shared phone they go when the browser closes."""
    session, at = opened.session, now()
    access = rules.Access(session.id, session.person_id)
    lasts = min(session.idle_seconds, int((session.ends_at - at).total_seconds()))
    cookies = {
        "session": (rules.seal_access(derived_key("access-token"), access, at, secrets.token_hex(8)), 900),
        "refresh": (rules.seal_refresh(derived_key("refresh-token"), session.id, opened.serial), lasts),
    }
    for name, (value, age) in cookies.items():
        response.set_cookie(
            cookie_name(name),
            value,
            max_age=None if session.shared_phone else age,
            httponly=True,
            secure=settings().cookie_secure,
            samesite="lax",
        )
    response.headers["Cache-Control"] = "no-store"
