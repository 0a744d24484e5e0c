"""Posts over HTTP: the village's list, one post, and the steps; what was done on them is beside it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from app.core.pages import NOT_MODIFIED, IfNoneMatch, Page
from app.core.problems import problems
from app.duty.posts import queries, service
from app.duty.posts.records.routes import router as records
from app.duty.posts.schemas import (
    HoldingOut,
    PostIn,
    PostMoveIn,
    PostPage,
    ProposalIn,
    PublicPosts,
    TemplateOut,
    VillagePosts,
)
from app.duty.posts.sheet.routes import router as sheet
from app.people.actor import Anyone, SignedIn
from app.places.queries import village_by_code

router = APIRouter()
router.include_router(records)
router.include_router(sheet)


@router.get(
    "/board/{village_code}/posts",
    operation_id="list_public_posts",
    response_model=PublicPosts,
    responses=NOT_MODIFIED | problems(404, 422),
)
def list_public_posts(
    who: Anyone, village_code: Annotated[str, Path(pattern="^[0-9]{12}$")], if_none_match: IfNoneMatch = None
) -> Response:
    """The posts of a village and the names of those who are on them, as they hang at its gate."""
    with who.reads() as (db, _):
        found = queries.public_posts(db, village_code, who.language)
    return Page.of(found.model_dump_json().encode()).answer(if_none_match, who.language)


@router.get("/duty/post-templates", operation_id="list_post_templates", responses=problems(401))
def list_post_templates(who: SignedIn) -> list[TemplateOut]:
    """The posts that many villages have, to begin with."""
    with who.reads() as (_, actor):
        return queries.templates(actor, who.language)


@router.get("/duty/posts", operation_id="list_posts", responses=problems(401, 403, 404, 422))
def list_posts(who: SignedIn, village_code: Annotated[str, Query(pattern="^[0-9]{12}$")]) -> VillagePosts:
    """The posts of a village and who is on them."""
    with who.reads() as (db, actor):
        return queries.village_posts(db, actor, village_by_code(db, village_code), who.language)


@router.get("/duty/posts/{post_id}", operation_id="read_post", responses=problems(401, 404, 422))
def read_post(who: SignedIn, post_id: UUID) -> PostPage:
    """One post, and how its holders came to it for those whom that concerns."""
    with who.reads() as (db, actor):
        return queries.page(db, actor, post_id, who.language)


@router.post("/duty/posts/{post_id}", operation_id="set_post", responses=problems(401, 403, 404, 409, 422))
def set_post(who: SignedIn, post_id: UUID, asked: PostIn) -> PostPage:
    """Set up a post, or change what it is; the secretary does it."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.set_post(db, actor, post_id, asked).id, who.language)


@router.delete("/duty/posts/{post_id}", operation_id="close_post", responses=problems(401, 403, 404, 422))
def close_post(who: SignedIn, post_id: UUID) -> PostPage:
    """Close a post; whoever is on it leaves it with today, and all stays as a record."""
    with who.writes() as (db, actor):
        return queries.page(db, actor, service.close_post(db, actor, post_id).id, who.language)


@router.post(
    "/duty/posts/{post_id}/people", operation_id="propose_for_post", responses=problems(401, 403, 404, 409, 422)
)
def propose_for_post(who: SignedIn, post_id: UUID, asked: ProposalIn) -> HoldingOut:
    """Put a name forward, one's own or as secretary another's; the same again is the same."""
    with who.writes() as (db, actor):
        held = service.propose(db, actor, post_id, asked)
        return queries.holdings_out(db, actor, [held], who.language)[0]


@router.post(
    "/duty/holdings/{holding_id}/moves", operation_id="make_post_step", responses=problems(401, 403, 404, 409, 422)
)
def make_post_step(who: SignedIn, holding_id: UUID, asked: PostMoveIn) -> HoldingOut:
    """Take one step with somebody's post; the same again changes nothing."""
    with who.writes() as (db, actor):
        held = service.make_step(db, actor, holding_id, asked)
        return queries.holdings_out(db, actor, [held], who.language)[0]
