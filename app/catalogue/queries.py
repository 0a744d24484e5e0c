"""Reading the catalogue, which is on every village's wall and so has no `visible`."""

from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.catalogue.rules import in_both, is_in_force
from app.core.problems import Refusal


def items_on(db: Session, on: date) -> list[ServiceItem]:
    """The items in force on a day, in the order in which they were first listed."""
    first = _first_listed(db)
    return sorted(db.exec(select(ServiceItem).where(_in_force(on))), key=lambda item: first[item.code])


def item_by_code(db: Session, code: str, on: date) -> ServiceItem:
    """The version of an item that is in force on a day.

    Raises:
        Refusal: 404 `item_unknown`.

    """
    statement = select(ServiceItem).where(ServiceItem.code == code, _in_force(on))
    if found := db.exec(statement.order_by(col(ServiceItem.version).desc())).first():
        return found
    raise unknown_item()


def item_version(db: Session, code: str, version: int) -> ServiceItem:
    """One version of an item, in force or not.

    Raises:
        Refusal: 404 `item_unknown`.

    """
    found = db.exec(select(ServiceItem).where(ServiceItem.code == code, ServiceItem.version == version)).first()
    if found is None:
        raise unknown_item()
    return found


def item_to_begin_with(db: Session, code: str, seen: int | None, on: date) -> ServiceItem:
    """The version with which a request begins today; `seen` is the one that its sender had before his eyes.

    Raises:
        Refusal: 404 `item_unknown`; 409 `item_ended`, the county has taken the item off its list; 409 `item_changed`
            with `item` {code, version}, another version is in force by now.

    """
    versions = db.exec(select(ServiceItem).where(ServiceItem.code == code).order_by(col(ServiceItem.version))).all()
    now = [each for each in versions if is_in_force(each.valid_from, each.valid_to, on)]
    if not now and any(each.valid_to and each.valid_to < on for each in versions):
        name = in_both(versions[-1].name_zh, versions[-1].name_en)
        raise Refusal(
            409,
            "item_ended",
            f"“{name.zh}”现在不在清单里了，发不出去。请在清单里另选一项，或者打电话问村里；您填的都还在。",
            f"'{name.en}' is no longer on the list, so this was not sent. Choose another item, or call the village; "
            "what you filled in is still there.",
        )
    if not now:
        raise unknown_item()
    item = now[-1]
    if seen is not None and seen != item.version:
        name = in_both(item.name_zh, item.name_en)
        raise Refusal(
            409,
            "item_changed",
            f"“{name.zh}”的要求刚改过，还没有发出去。请看一遍现在要带什么，再发一次；您填的都还在。",
            f"What '{name.en}' asks for has changed, so this was not sent. Look at what to bring now and send it again; "
            "what you filled in is still there.",
            item={"code": item.code, "version": item.version},
        )
    return item


def item(db: Session, item_id: int) -> ServiceItem:
    """One version by its id, which always exists because tickets refer to it."""
    return db.get_one(ServiceItem, item_id)


def unknown_item() -> Refusal:
    """What somebody hears who names an item that the catalogue does not have."""
    return Refusal(
        404,
        "item_unknown",
        "清单里现在没有这个事项，请在清单里另选，或者打电话问村里。",
        "The catalogue has no such item today: choose another one, or call the village.",
    )


def _first_listed(db: Session) -> dict[str, int]:
    """The id of the first version of each code: a new version keeps its item's place in the list."""
    rows = select(ServiceItem.code, func.min(ServiceItem.id)).group_by(col(ServiceItem.code))
    return dict(db.exec(rows).all())


def _in_force(on: date) -> ColumnElement[bool]:
    return and_(
        col(ServiceItem.valid_from) <= on, or_(col(ServiceItem.valid_to).is_(None), col(ServiceItem.valid_to) >= on)
    )
