"""Reading what was done on posts."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import today
from app.core.problems import Refusal, not_found
from app.core.words import THE_SYSTEM, Language
from app.duty.models import HoldingState, MemberPost, PostHolding
from app.duty.posts import queries as posts
from app.duty.posts.records import rules
from app.duty.posts.records.models import PostRecord, PostRecordSeen
from app.duty.posts.records.schemas import EarlierOut, MemberPosts, RecordOut, VillageRecord, VillageRecords
from app.duty.posts.sight import queries as sight
from app.duty.schemas import PersonName
from app.people.actor import Actor
from app.places.models import Place


def may_write(actor: Actor, holding: PostHolding, post: MemberPost) -> bool:
    """Whether the actor writes entries for a holding: the holder, or the secretary for one who has no phone."""
    return holding.person_id == actor.person_id or sight.manages(actor, post.village_path)


def may_countersign(actor: Actor, holding: PostHolding, record: PostRecord) -> bool:
    """Whether the actor may say that an entry was seen: never of oneself, nor of what one wrote."""
    return sight.knows_all(actor, record.village_path) and actor.person_id not in {holding.person_id, record.by_id}


def member(db: Session, actor: Actor, person_id: UUID, language: Language) -> MemberPosts:
    """Somebody's posts and entries, for himself, the secretary and officers above.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`.

    """
    person = sight.readable_member(db, actor, person_id)
    held = sight.holdings_of(db, actor, person.id)
    shown = posts.holdings_out(db, actor, held, language)
    records = db.exec(select(PostRecord).where(col(PostRecord.holding_id).in_([each.id for each in held]))).all()
    of_posts = {each.id: db.get_one(MemberPost, each.post_id) for each in held}
    return MemberPosts(
        person=PersonName(id=person.id, name=person.name),
        is_me=person.id == actor.person_id,
        may_write=any(may_write(actor, each, of_posts[each.id]) and each.since for each in held),
        quarters=rules.quarters_until(today()),
        holdings=shown,
        records=[RecordOut(**each.model_dump(exclude={"person"})) for each in _out(db, actor, records, language)],
    )


def of_village(db: Session, actor: Actor, village: Place, quarter: str, language: Language) -> VillageRecords:
    """The entries of a village for a quarter, for the secretary and officers above.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if not sight.knows_all(actor, village.path):
        raise Refusal(
            403,
            "not_your_role",
            "别人的岗位记录只有书记和上级能看。",
            "What others have recorded is for the secretary and officers above.",
        )
    records = db.exec(
        select(PostRecord).where(PostRecord.village_id == village.id, PostRecord.quarter == quarter)
    ).all()
    shown = _out(db, actor, records, language)
    held = db.exec(
        select(PostHolding)
        .join(MemberPost, col(MemberPost.id) == PostHolding.post_id)
        .where(MemberPost.village_id == village.id, PostHolding.state == HoldingState.ON_POST)
    ).all()
    without = {each.person_id for each in held if rules.held_in(each.since, each.until, quarter)}
    without -= {each.person.id for each in shown}
    names = sight.names_of(db, without)
    return VillageRecords(
        village_code=village.official_code,
        village_name=village.name,
        quarter=quarter,
        quarters=rules.quarters_until(today()),
        people=[
            PersonName(id=each, name=names[each]) for each in sorted(without, key=lambda each: (names[each], each))
        ],
        records=sorted(shown, key=lambda each: (each.post_name, each.person.name, each.done_on or today(), each.id)),
    )


def record_in_sight(db: Session, actor: Actor, record_id: UUID) -> tuple[PostRecord, PostHolding, MemberPost]:
    """An entry that the actor may read, its holding and its post.

    Raises:
        Refusal: 404 `not_found`.

    """
    record = db.get(PostRecord, record_id)
    if record is None:
        raise not_found()
    return record, *sight.holding_in_sight(db, actor, record.holding_id)


def record_out(db: Session, actor: Actor, record: PostRecord, language: Language) -> RecordOut:
    """One entry, with what stood in its place before."""
    line = db.exec(select(PostRecord).where(PostRecord.holding_id == record.holding_id)).all()
    found = next(each for each in _out(db, actor, line, language) if each.id == record.id)
    return RecordOut(**found.model_dump(exclude={"person"}))


def _out(db: Session, actor: Actor, records: Sequence[PostRecord], language: Language) -> list[VillageRecord]:
    """Entries as they stand, the newest quarter first; what was amended is inside of what stands in its place."""
    wanted = select(PostHolding).where(col(PostHolding.id).in_({each.holding_id for each in records}))
    holdings = {each.id: each for each in db.exec(wanted)}
    held = select(MemberPost).where(col(MemberPost.id).in_({each.post_id for each in holdings.values()}))
    of_posts = {each.id: each for each in db.exec(held)}
    seen = _seen(db, records)
    people = {each.by_id for each in records} | {each.person_id for each in holdings.values()}
    names = sight.names_of(db, [each for each in people | {each.by_id for each in seen.values()} if each])
    by_id = {each.id: each for each in records}
    amended = {each.amends_id for each in records if each.amends_id}

    def writer(each: PostRecord) -> str:
        return names[each.by_id] if each.by_id else THE_SYSTEM.speak(language)

    found = []
    for each in records:
        if each.id in amended:
            continue
        holding, mark = holdings[each.holding_id], seen.get(each.id)
        post = of_posts[holding.post_id]
        found.append(
            VillageRecord(
                id=each.id,
                holding_id=holding.id,
                post_name=posts.name_of(post, language),
                quarter=each.quarter,
                done_on=each.done_on,
                text=each.text,
                place=each.place_text,
                by=writer(each),
                for_him=each.by_id != holding.person_id,
                written_at=each.written_at,
                seen_by=names[mark.by_id] if mark else None,
                seen_at=mark.at if mark else None,
                earlier=[
                    EarlierOut(text=old.text, by=writer(old), written_at=old.written_at) for old in _before(each, by_id)
                ],
                may_amend=may_write(actor, holding, post),
                may_countersign=mark is None and may_countersign(actor, holding, each),
                person=PersonName(id=holding.person_id, name=names[holding.person_id]),
            )
        )
    return sorted(found, key=lambda each: (each.quarter, each.done_on or each.written_at.date(), each.id), reverse=True)


def _before(record: PostRecord, by_id: dict[UUID, PostRecord]) -> list[PostRecord]:
    line = []
    while record.amends_id and record.amends_id in by_id:
        record = by_id[record.amends_id]
        line.append(record)
    return line[::-1]


def _seen(db: Session, records: Iterable[PostRecord]) -> dict[UUID, PostRecordSeen]:
    wanted = select(PostRecordSeen).where(col(PostRecordSeen.record_id).in_([each.id for each in records]))
    return {each.record_id: each for each in db.exec(wanted)}
