"""Reading the catalogue, which is on every village's wall and so has no `visible`."""

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.core.problems import Refusal


def items_on(db: Session, on: date) -> list[ServiceItem]:
    """The items in force on a day, in the order in which they were listed."""
    return list(db.exec(select(ServiceItem).where(_in_force(on)).order_by(col(ServiceItem.id))))


def item_by_code(db: Session, code: str, on: date) -> ServiceItem:
    """The version of an item that is in force on a day.

    Raises:
        Refusal: 404 `item_unknown`.

    """
    statement = select(ServiceItem).where(ServiceItem.code == code, _in_force(on))
    if found := db.exec(statement.order_by(col(ServiceItem.version).desc())).first():
        return found
    raise Refusal(
        404,
        "item_unknown",
        "清单里现在没有这个事项，请在清单里另选，或者打电话问村里。",
        "The catalogue has no such item today: choose another one, or call the village.",
    )


def item(db: Session, item_id: int) -> ServiceItem:
    """One version by its id, which always exists because tickets refer to it."""
    return db.get_one(ServiceItem, item_id)


def _in_force(on: date) -> ColumnElement[bool]:
    return and_(
        col(ServiceItem.valid_from) <= on, or_(col(ServiceItem.valid_to).is_(None), col(ServiceItem.valid_to) >= on)
    )
