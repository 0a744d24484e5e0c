"""Acts on sessions: opening one on a device, renewing it, ending it."""

from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import delete, update
from sqlmodel import Session, col, select

from app.audit.service import REFUSED, record
from app.core.clock import now
from app.core.keys import derived_key
from app.core.problems import Refusal
from app.people import queries, rules
from app.people.models import DeviceSession, Means, Person, Role, RoleGrant
from app.people.rights.rules import STRANGER, Actor, ActorKind

_SESSIONS_KEPT = timedelta(days=30)


class Opened(NamedTuple):
    """A session as it goes on to its phone: `serial` is the refresh token to hand out."""

    session: DeviceSession
    serial: int


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
