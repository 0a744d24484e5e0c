"""Reading the feed from a cursor on."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from app.changes.models import Change
from app.changes.queries import changes_after, head
from app.dashboard.feed.rules import is_for_all
from app.dashboard.feed.schemas import ChangeOut, ChangePage
from app.dashboard.queries import areas_of
from app.dashboard.rules import is_known, tag_of
from app.dashboard.schemas import Tagged
from app.people.actor import Actor, Role, Scope
from app.places.models import Level, Place
from app.places.queries import below
from app.tickets.kinds.workflow import Service
from app.tickets.rules import OPEN_SERVICES


def changes(db: Session, actor: Actor, after: int, limit: int, if_none_match: str | None) -> Tagged:
    """A page of what happened in the caller's areas; as long as nothing happens anywhere, only the head is read.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    paths = areas_of(actor, Scope.CHANGES, Role.TOWN_OFFICER, Role.COUNTY_OFFICER)
    newest = head(db)
    tag = tag_of("changes", newest, after, limit, paths)
    if is_known(tag, if_none_match):
        return Tagged(tag, None)
    return Tagged(tag, _page(db, paths, after, limit, newest).model_dump_json().encode())


def _page(db: Session, paths: tuple[str, ...], after: int, limit: int, newest: int) -> ChangePage:
    """All up to the head that was read first are there to read, so an exhausted search leads on to that head."""
    if after >= newest:
        return ChangePage(items=[], next_after=newest, head=newest)
    here = or_(*(below(col(Change.place_path), path) for path in paths))
    in_sight = and_(col(Change.seq) <= newest, here, *_for_all())
    found = changes_after(db, after, limit, in_sight)
    codes = _village_codes(db, {change.place_path for change in found})
    return ChangePage(
        items=[
            ChangeOut(
                seq=change.seq,
                at=change.at,
                what=change.what,
                subject_type=change.subject_type,
                subject_id=change.subject_id,
                village_code=codes.get(change.place_path),
                data=change.data,
            )
            for change in found
            if is_for_all(change.data)
        ],
        next_after=found[-1].seq if len(found) == limit else newest,
        head=newest,
    )


def _for_all() -> Iterator[ColumnElement[bool]]:
    """The same as `is_for_all`: a page cut short would tell that something hidden happened just there."""
    data = col(Change.data)
    for service in set(Service) - OPEN_SERVICES:
        yield func.coalesce(data["service"].as_string(), "") != service.value
        yield func.coalesce(data["services"].as_string(), "").not_like(f'%"{service.value}"%')


def _village_codes(db: Session, paths: Iterable[str]) -> dict[str, str]:
    rows = select(Place.path, Place.official_code).where(col(Place.path).in_(paths), Place.level == Level.VILLAGE)
    return dict(db.exec(rows).all())
