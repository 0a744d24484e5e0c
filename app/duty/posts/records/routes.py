"""What was done on posts, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from app.core.problems import problems
from app.duty.posts.records import queries, service
from app.duty.posts.records.schemas import MemberPosts, Quarter, RecordIn, RecordOut, VillageRecords
from app.people.actor import SignedIn
from app.places.queries import village_by_code

router = APIRouter()


@router.get("/duty/members/{person_id}/posts", operation_id="read_member_posts", responses=problems(401, 403, 404, 422))
def read_member_posts(who: SignedIn, person_id: UUID) -> MemberPosts:
    """What somebody holds, has held and has written down; one's own, or for the secretary and officers above."""
    with who.reads() as (db, actor):
        return queries.member(db, actor, person_id, who.language)


@router.get("/duty/post-records", operation_id="list_post_records", responses=problems(401, 403, 404, 422))
def list_post_records(
    who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")], quarter: Quarter
) -> VillageRecords:
    """What was written down in a village for a quarter, by post and name."""
    with who.reads() as (db, actor):
        return queries.of_village(db, actor, village_by_code(db, village_code), quarter, who.language)


@router.post(
    "/duty/holdings/{holding_id}/records",
    operation_id="write_post_record",
    responses=problems(401, 403, 404, 409, 422),
)
def write_post_record(who: SignedIn, holding_id: UUID, asked: RecordIn) -> RecordOut:
    """Write down what was done in a quarter; the same again is the same."""
    with who.writes() as (db, actor):
        return queries.record_out(db, actor, service.write_record(db, actor, holding_id, asked), who.language)


@router.post(
    "/duty/post-records/{record_id}/seen",
    operation_id="countersign_post_record",
    responses=problems(401, 403, 404, 409, 422),
)
def countersign_post_record(who: SignedIn, record_id: UUID) -> RecordOut:
    """Say that an entry was seen."""
    with who.writes() as (db, actor):
        return queries.record_out(db, actor, service.countersign(db, actor, record_id), who.language)
