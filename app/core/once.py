"""A row whose id was made elsewhere, such as on a phone without a network: sent twice it is added once."""

from collections.abc import Callable
from typing import Protocol, TypeVar
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.problems import Refusal


class _Identified(Protocol):
    id: UUID


Row = TypeVar("Row", bound=_Identified)


def add_once(db: Session, row: Row, body: Callable[[Row], object]) -> Row | None:
    """Add a row, or give the one that the same request added before; `body` is what the two are compared by.

    Raises:
        Refusal: 409 `id_taken`, the id came before with another body.
        IntegrityError: the row breaks another rule of its table than that an id is taken once.

    """
    known = db.get(type(row), row.id)
    if known is None:
        try:
            with db.begin_nested():
                db.add(row)
        except IntegrityError:
            # Sent twice at the same moment: the other request was first.
            known = db.get(type(row), row.id)
            if known is None:
                raise
        else:
            return None
    if body(known) != body(row):
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一条记录上，没有改动任何内容。",
            "This id belongs to another record; nothing was changed.",
        )
    return known
