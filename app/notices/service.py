"""Telling people, and handing text messages to the gateway: each at least once, and once for whoever knows its id."""

import logging
from datetime import datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from sqlalchemy import and_, or_, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.db import Database
from app.core.settings import settings
from app.core.sms import SmsNotSentError, send_sms, sms_is_possible
from app.core.words import Words
from app.notices import queries, rules
from app.notices.models import Notice, SmsState
from app.people.actor import Actor
from app.people.delegations.queries import is_active
from app.people.models import Delegation, Person

log = logging.getLogger("buchucun")

_MOST_IN_A_ROUND = 200
_FAILURES_THAT_END_A_ROUND = 3


def tell(
    db: Session,
    person_id: UUID,
    words: Words,
    *,
    kind: str,
    subject_type: str,
    subject_id: str,
    urgent: bool = False,
    by_sms: bool = False,
    key: str | None = None,
    through: UUID | None = None,
) -> None:
    """Tell a person something, within the caller's transaction; with a `key` that the person was told under, nothing.

    The words stand in lists and on lock screens of shared phones, so they never say what a quarrel or an illness is
    about. A text message follows if `by_sms` and a gateway is configured; at night only if `urgent`. `through` is the
    delegation by which a relative is told: when it ends, the notice is his no more and no message goes out.
    """
    at = now()
    notice = Notice(
        id=uuid4(),
        person_id=person_id,
        kind=kind,
        subject_type=subject_type,
        subject_id=subject_id,
        through_id=through,
        text_zh=words.zh,
        text_en=words.en,
        key=key,
        urgent=urgent,
        created_at=at,
        sms_state=SmsState.WAITING if by_sms and sms_is_possible() else SmsState.NONE,
        send_after=rules.send_after(at, _night(), urgent=urgent),
    )
    if key is None:
        db.add(notice)
    elif not _was_told(db, person_id, key):
        _add_once(db, notice, key)


def _was_told(db: Session, person_id: UUID, key: str) -> bool:
    known = select(Notice.id).where(Notice.person_id == person_id, Notice.key == key)
    return db.exec(known).first() is not None


def _add_once(db: Session, notice: Notice, key: str) -> None:
    """Add a notice; if another transaction has just told the same, that is as good."""
    try:
        with db.begin_nested():
            db.add(notice)
    except IntegrityError:
        if not _was_told(db, notice.person_id, key):
            raise


def hand_on(db: Session, delegation_id: UUID, to_id: UUID) -> None:
    """Keep what a relative was told in his sight when one delegation takes another one's place."""
    told = update(Notice).where(col(Notice.through_id) == delegation_id)
    db.execute(told.values(through_id=to_id))


def mark_read(db: Session, actor: Actor, notice_id: UUID) -> Notice:
    """Note that the actor has read a notice; the first time counts.

    Raises:
        Refusal: 404 `not_found`, also for a notice of somebody else.

    """
    notice = queries.notice(db, actor, notice_id)
    if notice.read_at is None:
        notice.read_at = now()
        db.add(notice)
    return notice


class _Leased(NamedTuple):
    """A message that this process has for five minutes; `tries` tells this lease from every other."""

    id: UUID
    person_id: UUID
    words: Words
    urgent: bool
    tries: int
    through_id: UUID | None


def send_waiting(database: Database) -> int:
    """Hand the messages that are due to the gateway, and return how many it took.

    Each call is made between two transactions, never in one. Whoever dies between them leaves a lease that runs out, and
    the message is handed over again under the same id. A round ends early when the gateway seems to be down.
    """
    taken = failures = 0
    if not sms_is_possible():
        return taken
    for _ in range(_MOST_IN_A_ROUND):
        with database.writing() as db:
            leased = _lease_next(db, now())
        if leased is None:
            break
        try:
            taken += _hand_over(database, leased)
            failures = 0
        except SmsNotSentError as failure:
            failures += failure.try_later
        if failures == _FAILURES_THAT_END_A_ROUND:
            break
    return taken


def _lease_next(db: Session, at: datetime) -> _Leased | None:
    """Take the message that has waited longest; two processes never take the same one."""
    state, leased_until = col(Notice.sms_state), col(Notice.leased_until)
    is_due = or_(
        and_(state == SmsState.WAITING, col(Notice.send_after) <= at),
        and_(state == SmsState.LEASED, leased_until <= at),
    )
    due = select(Notice.id).where(is_due)
    if _night().holds(at):
        due = due.where(col(Notice.urgent))
    first = due.order_by(col(Notice.send_after), col(Notice.id)).limit(1).with_for_update(skip_locked=True)
    # The condition stands here again: on SQLite nothing is locked by the inner query, and nothing needs to be.
    taking = update(Notice).where(col(Notice.id) == first.scalar_subquery(), is_due)
    values = {"sms_state": SmsState.LEASED.value, "leased_until": at + rules.LEASE, "tries": Notice.tries + 1}
    columns = (
        Notice.id,
        Notice.person_id,
        Notice.text_zh,
        Notice.text_en,
        Notice.urgent,
        Notice.tries,
        Notice.through_id,
    )
    row = db.execute(taking.values(values).returning(*map(col, columns))).first()
    return _Leased(row[0], row[1], Words(row[2], row[3]), *row[4:]) if row else None


def _hand_over(database: Database, leased: _Leased) -> bool:
    """Send one message and note what became of it; false for a person whom no message can reach.

    Raises:
        SmsNotSentError: the gateway did not take it; this is noted too.

    """
    with database.reading() as db:
        person = db.get_one(Person, leased.person_id)
        is_over = leased.through_id is not None and not _is_in_force(db, leased.through_id)
    if is_over or person.phone is None or person.is_demo or not rules.can_be_texted(person.phone):
        _note(database, leased, sms_state=SmsState.NONE)
        return False
    text = leased.words.speak("en" if person.language == "en" else "zh")
    try:
        provider_id = send_sms(str(leased.id), person.phone, text)
    except SmsNotSentError as failure:
        log.warning("message %s, try %d: %s", leased.id, leased.tries, failure)
        _note_failure(database, leased, try_later=failure.try_later)
        raise
    _note(database, leased, sms_state=SmsState.SENT, provider_id=provider_id or None, sent_at=now())
    return True


def _is_in_force(db: Session, delegation_id: UUID) -> bool:
    in_force = select(Delegation.id).where(Delegation.id == delegation_id, is_active())
    return db.exec(in_force).first() is not None


def _note_failure(database: Database, leased: _Leased, *, try_later: bool) -> None:
    wait = rules.wait_after(leased.tries) if try_later else None
    if wait is None:
        _note(database, leased, sms_state=SmsState.FAILED)
        return
    later = rules.send_after(now() + wait, _night(), urgent=leased.urgent)
    _note(database, leased, sms_state=SmsState.WAITING, send_after=later)


def _note(database: Database, leased: _Leased, **values: object) -> None:
    """Write what became of a message, unless its lease ran out and another process has it now."""
    still_ours = (
        col(Notice.id) == leased.id,
        col(Notice.sms_state) == SmsState.LEASED,
        col(Notice.tries) == leased.tries,
    )
    with database.writing() as db:
        db.execute(update(Notice).where(*still_ours).values(**values, leased_until=None))


def when_awake(at: datetime) -> datetime:
    """The instant itself, or the end of the night that it lies in."""
    return rules.send_after(at, _night(), urgent=False)


def _night() -> rules.Night:
    return rules.Night.between(settings().quiet_from, settings().quiet_until)
