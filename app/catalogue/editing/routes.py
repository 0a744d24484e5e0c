"""The editors' side of the catalogue."""

from typing import Any

from fastapi import APIRouter, Response

from app.catalogue.editing import queries, service
from app.catalogue.editing.schemas import ItemChangeIn, ItemEndIn, ItemRow, ItemVersionOut, NewItemIn
from app.core.problems import problems
from app.core.shapes import Text
from app.people.actor import SignedIn

router = APIRouter(prefix="/api/v1", tags=["catalogue"])

_AGAIN: dict[int | str, dict[str, Any]] = {200: {"model": ItemVersionOut, "description": "The same was sent before"}}


@router.get("/catalogue-items", operation_id="list_edited_items", responses=problems(401, 403))
def list_edited_items(who: SignedIn) -> list[ItemRow]:
    """Every item by its newest version, planned and ended ones too, for those who edit the catalogue."""
    with who.reads() as (db, actor):
        return queries.item_rows(db, actor, who.language)


@router.get("/catalogue/{code}/versions", operation_id="list_item_versions", responses=problems(401, 403, 404, 422))
def list_item_versions(who: SignedIn, code: Text) -> list[ItemVersionOut]:
    """All versions of an item, the newest first: what each says, from when to when, who wrote it."""
    with who.reads() as (db, actor):
        return queries.versions(db, actor, code)


@router.post(
    "/catalogue",
    operation_id="add_item",
    status_code=201,
    responses=problems(401, 403, 409, 422) | _AGAIN,
)
def add_item(who: SignedIn, asked: NewItemIn, response: Response) -> ItemVersionOut:
    """Add an item from a day on; the same again changes nothing."""
    with who.writes() as (db, actor):
        item, is_new = service.add_item(db, actor, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, [item])[0]


@router.post(
    "/catalogue/{code}/versions",
    operation_id="change_item",
    status_code=201,
    responses=problems(401, 403, 404, 409, 422) | _AGAIN,
)
def change_item(who: SignedIn, code: Text, asked: ItemChangeIn, response: Response) -> ItemVersionOut:
    """Write a new version of an item from a day on; matters that began before keep theirs. The same again changes nothing."""
    with who.writes() as (db, actor):
        item, is_new = service.change_item(db, actor, code, asked)
        response.status_code = 201 if is_new else 200
        return queries.shown(db, [item])[0]


@router.post("/catalogue/{code}/end", operation_id="end_item", responses=problems(401, 403, 404, 409, 422))
def end_item(who: SignedIn, code: Text, asked: ItemEndIn) -> ItemVersionOut:
    """Let an item end with a day; what is under way goes on. The same again changes nothing."""
    with who.writes() as (db, actor):
        return queries.shown(db, [service.end_item(db, actor, code, asked)])[0]
