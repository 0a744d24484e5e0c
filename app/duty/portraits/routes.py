"""Portraits over HTTP: for their people, and for everybody who looks at the board."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response

from app.core.pages import NOT_MODIFIED, IfNoneMatch
from app.core.problems import problems
from app.duty.portraits import queries, service
from app.duty.portraits.schemas import MemberPortrait, PortraitIn
from app.files.service import content, kept_if_done
from app.people.actor import Anyone, SignedIn

router = APIRouter()

# A month, but in the visitor's own browser only: nobody in between may go on showing what its person took back.
_HEADERS = {
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=2592000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}


@router.get(
    "/board/{village_code}/portraits/{portrait_id}",
    operation_id="read_portrait",
    response_class=Response,
    responses=NOT_MODIFIED | {200: {"content": {"image/jpeg": {}}}} | problems(404, 422),
)
def read_portrait(
    who: Anyone,
    village_code: Annotated[str, Path(pattern="^[0-9]{12}$")],
    portrait_id: UUID,
    if_none_match: IfNoneMatch = None,
) -> Response:
    """A portrait of somebody who works in a village or is on a post there, for as long as he leaves it on the board."""
    tag = f'"{portrait_id}"'
    with who.reads() as (db, _):
        file_id = queries.on_the_board(db, village_code, portrait_id)
        if if_none_match and tag in if_none_match:
            return Response(status_code=304, headers=_HEADERS | {"ETag": tag})
        return Response(content(db, file_id), media_type="image/jpeg", headers=_HEADERS | {"ETag": tag})


@router.get(
    "/duty/members/{person_id}/portrait", operation_id="read_member_portrait", responses=problems(401, 403, 404, 422)
)
def read_member_portrait(who: SignedIn, person_id: UUID) -> MemberPortrait:
    """The portrait that somebody gave for the board; for himself, and for the secretary where he works."""
    with who.reads() as (db, actor):
        return queries.member(db, actor, person_id)


@router.post("/duty/portraits", operation_id="give_portrait", responses=problems(401, 403, 404, 409, 422))
def give_portrait(who: SignedIn, asked: PortraitIn) -> MemberPortrait:
    """Give a photo of oneself for the board, or as secretary that of somebody who agreed; it takes the place of an earlier one.

    The photo is cut out and made small between two short looks at the database.
    """
    with who.reads() as (db, actor):
        photo = service.photo_given(db, actor, asked)
    picture = service.small(photo)
    with kept_if_done(picture), who.writes() as (db, actor):
        return queries.member(db, actor, service.give(db, actor, asked, picture))


@router.delete(
    "/duty/portraits/{portrait_id}",
    operation_id="remove_portrait",
    status_code=204,
    responses=problems(401, 403, 404, 422),
)
def remove_portrait(who: SignedIn, portrait_id: UUID) -> None:
    """Take a portrait down, one's own or as secretary a wrong one; it is gone at once, and again changes nothing."""
    with who.writes() as (db, actor):
        service.remove(db, actor, portrait_id)
