"""What editors read: all items, ended and planned ones too, and the versions of one with who wrote them."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from app.catalogue.editing import rules
from app.catalogue.editing.schemas import ItemContent, ItemRow, ItemVersionOut
from app.catalogue.models import ItemGroup, ProxyMode, ServiceItem
from app.catalogue.queries import unknown_item
from app.catalogue.rules import GROUPS, PROXY_MODES, in_both
from app.core.clock import today
from app.core.words import Language
from app.people.actor import Actor
from app.people.models import Person
from app.places.models import Level, Place


def newest_versions(db: Session) -> dict[str, ServiceItem]:
    """The newest version of every item that ever was, in the order in which they were first listed."""
    rows = db.exec(select(ServiceItem).order_by(col(ServiceItem.id)))
    found: dict[str, ServiceItem] = {}
    for row in rows:
        if row.code not in found or found[row.code].version < row.version:
            found[row.code] = row
    return found


def newest(db: Session, code: str, *, lock: bool = False) -> ServiceItem | None:
    """The newest version of one item, locked for an edit if asked."""
    wanted = select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version).desc()).limit(1)
    return db.exec(wanted.with_for_update() if lock else wanted).first()


def item_rows(db: Session, actor: Actor, language: Language) -> list[ItemRow]:
    """The editors' list.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    _let_in(actor)
    on = today()
    return [_row(item, language, on) for item in newest_versions(db).values()]


def versions(db: Session, actor: Actor, code: str) -> list[ItemVersionOut]:
    """All versions of an item, the newest first.

    Raises:
        Refusal: 403 `not_your_role`; 404 `item_unknown`.

    """
    _let_in(actor)
    wanted = select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version).desc())
    if found := db.exec(wanted).all():
        return shown(db, found)
    raise unknown_item()


def shown(db: Session, items: Sequence[ServiceItem]) -> list[ItemVersionOut]:
    """Versions as editors see them."""
    ids = {each for item in items for each in (item.edited_by, item.ended_by) if each}
    names = dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all()) if ids else {}
    on = today()
    return [
        ItemVersionOut(
            code=item.code,
            version=item.version,
            identifier=item.identifier,
            standing=rules.standing(item.valid_from, item.valid_to, on),
            valid_from=item.valid_from,
            valid_to=item.valid_to,
            edited_at=item.edited_at,
            edited_by=names.get(item.edited_by) if item.edited_by else None,
            edit_reason=item.edit_reason,
            ended_at=item.ended_at,
            ended_by=names.get(item.ended_by) if item.ended_by else None,
            item=ItemContent.model_validate(rules.content_of(item)),
        )
        for item in items
    ]


def county_path(db: Session) -> str:
    """Where the one catalogue belongs: to the county, whose path is above all others."""
    return db.exec(select(Place.path).where(Place.level == Level.COUNTY)).first() or "/"


def _let_in(actor: Actor) -> None:
    if not rules.may_edit(actor):
        raise rules.not_an_editor()


def _row(item: ServiceItem, language: Language, on: date) -> ItemRow:
    return ItemRow(
        code=item.code,
        name=in_both(item.name_zh, item.name_en).speak(language),
        group=GROUPS[ItemGroup(item.group)].speak(language),
        version=item.version,
        standing=rules.standing(item.valid_from, item.valid_to, on),
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        limit_days=item.limit_days,
        limit_unit=item.limit_unit,
        proxy_label=PROXY_MODES[ProxyMode(item.proxy_mode)].speak(language),
        verify_locally=item.verify_locally,
    )
