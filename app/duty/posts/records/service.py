"""Writing down what was done on a post, and saying that it was seen. Nothing is changed, nothing removed, nothing graded."""

from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.changes.service import record as record_change
from app.core.clock import now, today
from app.core.problems import Refusal
from app.duty.models import MemberPost, PostHolding
from app.duty.posts.records import queries, rules
from app.duty.posts.records.models import PostRecord, PostRecordSeen
from app.duty.posts.records.schemas import RecordIn
from app.duty.posts.sight.queries import holding_in_sight
from app.duty.turns.rules import fingerprint
from app.people.actor import Actor
from app.people.texts.rules import refuse_forbidden_text


def write_record(db: Session, actor: Actor, holding_id: UUID, asked: RecordIn) -> PostRecord:
    """Write an entry for a quarter, or one in the place of an earlier entry; the same again is the same.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`, `already_amended`; 422 `bad_quarter`, `bad_day`,
            `not_on_post_then`, `not_amendable` or a forbidden text.

    """
    holding, post = holding_in_sight(db, actor, holding_id)
    if not queries.may_write(actor, holding, post):
        raise Refusal(
            403,
            "not_your_role",
            "岗位记录由本人写，没有手机的由书记代记。",
            "The record is written by the holder, or by the secretary for one who has no phone.",
        )
    mark = fingerprint([str(holding_id), asked.model_dump(mode="json")], actor.person_id)
    if known := _sent_before(db, asked.id, mark):
        return known
    refuse_forbidden_text(asked.text, asked.place)
    _check(db, holding, asked)
    record = PostRecord(
        id=asked.id,
        holding_id=holding.id,
        village_id=post.village_id,
        village_path=post.village_path,
        quarter=asked.quarter,
        done_on=asked.done_on,
        text=asked.text,
        place_text=asked.place,
        amends_id=asked.amends_id,
        by_id=actor.person_id,
        written_at=now(),
        fingerprint=mark,
    )
    try:
        with db.begin_nested():
            db.add(record)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        if known := _sent_before(db, asked.id, mark):
            return known
        raise _already_amended() from None
    _record(db, post, "post_record_written")
    return record


def countersign(db: Session, actor: Actor, record_id: UUID) -> PostRecord:
    """Say that an entry was seen; again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`, `own_words`; 404 `not_found`; 409 `already_amended`.

    """
    record, holding, post = queries.record_in_sight(db, actor, record_id)
    if actor.person_id is None or actor.person_id in {holding.person_id, record.by_id}:
        raise Refusal(
            403,
            "own_words",
            "自己写的不能自己签阅，请另一位书记或镇上来签。",
            "What one wrote oneself is countersigned by another secretary or the township.",
        )
    if not queries.may_countersign(actor, holding, record):
        raise Refusal(403, "not_your_role", "由书记或镇上签阅。", "The secretary or the township countersigns.")
    db.exec(select(PostRecord.id).where(PostRecord.id == record.id).with_for_update()).one()
    if db.exec(select(PostRecord.id).where(PostRecord.amends_id == record.id)).first():
        raise _already_amended()
    if db.get(PostRecordSeen, record.id) is None:
        db.add(PostRecordSeen(record_id=record.id, by_id=actor.person_id, at=now()))
        db.flush()
        _record(db, post, "post_record_seen")
    return record


def _check(db: Session, holding: PostHolding, asked: RecordIn) -> None:
    if asked.quarter not in rules.quarters_until(today()):
        raise Refusal(
            422,
            "bad_quarter",
            "只能写这个季度和往前一年的。",
            "Only about this quarter and the year before it.",
            field="quarter",
        )
    first, after = rules.days_of(asked.quarter)
    if asked.done_on and not (first <= asked.done_on < after and asked.done_on <= today()):
        raise Refusal(
            422,
            "bad_day",
            "这一天不在这个季度里，或者还没到。",
            "That day does not lie in the quarter, or has not come.",
            field="done_on",
        )
    if not rules.held_in(holding.since, holding.until, asked.quarter):
        raise Refusal(
            422,
            "not_on_post_then",
            "那个季度不在这个岗上，不用写。",
            "The post was not held in that quarter: nothing to write.",
            field="quarter",
        )
    if asked.amends_id:
        _check_amended(db, holding, asked, asked.amends_id)


def _check_amended(db: Session, holding: PostHolding, asked: RecordIn, amends_id: UUID) -> None:
    earlier = db.get(PostRecord, amends_id)
    if earlier is None or earlier.holding_id != holding.id or earlier.quarter != asked.quarter:
        raise Refusal(
            422,
            "not_amendable",
            "要改的那一条不在这个岗位的这个季度里。",
            "The entry to amend is not one of this post and quarter.",
            field="amends_id",
        )
    db.exec(select(PostRecord.id).where(PostRecord.id == amends_id).with_for_update()).one()
    if db.exec(select(PostRecord.id).where(PostRecord.amends_id == amends_id)).first():
        raise _already_amended()


def _already_amended() -> Refusal:
    return Refusal(
        409,
        "already_amended",
        "这一条刚刚改过了，请看最新的。您写的没有丢。",
        "This entry was amended a moment ago: look at it as it is now. What you wrote is not lost.",
    )


def _sent_before(db: Session, record_id: UUID, mark: str) -> PostRecord | None:
    known = db.get(PostRecord, record_id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一条记录上，请重新写。",
            "This id belongs to another entry: send it under a new one.",
        )
    return known


def _record(db: Session, post: MemberPost, what: str) -> None:
    record_change(db, what, subject_type="post", subject_id=str(post.id), place_path=post.village_path, data={})
