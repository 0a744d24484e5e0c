"""Reading notices. Everyone sees their own and nobody else's."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from app.core.paging import decode_cursor, encode_cursor
from app.core.problems import not_found
from app.core.words import Language, Words
from app.notices.models import Notice
from app.notices.schemas import NoticeOut, NoticePage
from app.people.actor import Actor


def visible(actor: Actor) -> ColumnElement[bool]:
    """The notices of the one who asks, those told to a relative as long as he may act; machines have none."""
    acting = [mandate.delegation_id for mandate in actor.mandates]
    still_his = or_(col(Notice.through_id).is_(None), col(Notice.through_id).in_(acting))
    return and_(col(Notice.person_id) == actor.person_id, col(Notice.person_id).is_not(None), still_his)


def notices(db: Session, actor: Actor, language: Language, *, cursor: str | None, limit: int) -> NoticePage:
    """A page of one's notices, newest first.

    Raises:
        Refusal: 422 `bad_cursor`.

    """
    statement = select(Notice).where(visible(actor))
    if cursor:
        statement = statement.where(_behind(cursor))
    newest_first = statement.order_by(col(Notice.created_at).desc(), col(Notice.id).desc())
    found = list(db.exec(newest_first.limit(limit + 1)))
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = encode_cursor(last.created_at, last.id)
    return NoticePage(items=[as_shown(each, language) for each in found[:limit]], next=following)


def _behind(cursor: str) -> ColumnElement[bool]:
    at, notice_id = decode_cursor(cursor)
    return or_(col(Notice.created_at) < at, and_(col(Notice.created_at) == at, col(Notice.id) < notice_id))


def notice(db: Session, actor: Actor, notice_id: UUID) -> Notice:
    """One of one's own notices.

    Raises:
        Refusal: 404 `not_found`.

    """
    found = db.exec(select(Notice).where(Notice.id == notice_id, visible(actor))).first()
    if found is None:
        raise not_found()
    return found


def told_of(
    db: Session, people: Collection[UUID], subject_ids: Collection[str], begin: datetime, end: datetime
) -> dict[str, set[UUID]]:
    """Who of some people was told of some subjects, for themselves and within a time; nobody is asked whether he may know."""
    found: dict[str, set[UUID]] = defaultdict(set)
    rows = select(Notice.subject_id, Notice.person_id).where(
        col(Notice.person_id).in_(people),
        col(Notice.created_at) >= begin,
        col(Notice.created_at) < end,
        col(Notice.subject_id).in_(subject_ids),
        col(Notice.through_id).is_(None),
    )
    for subject_id, person_id in db.exec(rows):
        found[subject_id].add(person_id)
    return found


def unread_count(db: Session, actor: Actor) -> int:
    """How many notices the one who asks has not read."""
    unread = select(func.count()).select_from(Notice).where(visible(actor), col(Notice.read_at).is_(None))
    return db.exec(unread).one()


def as_shown(each: Notice, language: Language) -> NoticeOut:
    """A notice in a language."""
    text = Words(each.text_zh, each.text_en).speak(language)
    return NoticeOut.model_validate(each.model_dump() | {"text": text})
