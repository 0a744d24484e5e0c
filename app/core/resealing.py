"""Sealing everything anew under the newest key, in small transactions, while the service runs.

What is sealed is known by the tables themselves: text columns whose names end in `_sealed`, in tables keyed by `id`, are
bound to `table.name` and the row; JSON columns with sealed numbers say for themselves what they are bound to.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, Text, cast, func, or_, select, update
from sqlmodel import Session, SQLModel

from app.core.db import Database
from app.core.keys import sealing_keys
from app.core.sealed import JsonWithSealedNumbers, key_of, seal, unseal

_AT_ONCE = 200
_SUFFIX = "_sealed"


class _Sealed(NamedTuple):
    """The sealed columns of one table."""

    table: Table
    texts: tuple[str, ...]
    documents: tuple[str, ...]


def _sealed_tables() -> Iterator[_Sealed]:
    for table in SQLModel.metadata.sorted_tables:
        texts = tuple(column.name for column in table.c if column.name.endswith(_SUFFIX))
        documents = tuple(column.name for column in table.c if isinstance(column.type, JsonWithSealedNumbers))
        if texts or documents:
            yield _Sealed(table, texts, documents)


def reseal(database: Database) -> int:
    """Seal under the newest key whatever is not, and give how many rows that were; what others write meanwhile is seen too."""
    changed = 0
    while found := sum(_pass(database, sealed) for sealed in _sealed_tables()):
        changed += found
    return changed


def rows_by_key(db: Session) -> dict[str, int]:
    """How many sealed values each key has made."""
    counts: dict[str, int] = {}
    for sealed in _sealed_tables():
        for kid in sealing_keys():
            for name in (*sealed.texts, *sealed.documents):
                column = cast(sealed.table.c[name], Text)
                mark = f"v1.{kid}.%" if name in sealed.texts else f'%{{"sealed": "v1.{kid}.%'
                number = db.execute(select(func.count()).where(column.like(mark))).scalar_one()
                counts[kid] = counts.get(kid, 0) + number
    return counts


def _pass(database: Database, sealed: _Sealed) -> int:
    """Go once through a table, in the order of its keys."""
    changed, after = 0, None
    key = sealed.table.c.id
    while True:
        with database.writing() as db:
            wanted = select(sealed.table).where(_is_old(sealed)).order_by(key).limit(_AT_ONCE).with_for_update()
            rows = db.execute(wanted if after is None else wanted.where(key > after)).mappings().all()
            for row in rows:
                db.execute(update(sealed.table).where(key == row["id"]).values(_anew(sealed, row)))
        changed += len(rows)
        if len(rows) < _AT_ONCE:
            return changed
        after = rows[-1]["id"]


def _is_old(sealed: _Sealed) -> ColumnElement[bool]:
    newest = next(reversed(sealing_keys()))
    texts = [sealed.table.c[name].not_like(f"v1.{newest}.%") for name in sealed.texts]
    documents = [cast(sealed.table.c[name], Text) for name in sealed.documents]
    return or_(
        *texts,
        *(column.like('%{"sealed": "v1.%') & column.not_like(f'%{{"sealed": "v1.{newest}.%') for column in documents),
    )


def _anew(sealed: _Sealed, row: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of any table.
    """The row's sealed values under the newest key; documents are sealed by their column's type on the way in."""
    newest, values = next(reversed(sealing_keys())), {name: row[name] for name in sealed.documents}
    for name in sealed.texts:
        if row[name] is not None and key_of(row[name]) != newest:
            where = f"{sealed.table.name}.{name.removesuffix(_SUFFIX)}"
            values[name] = seal(unseal(row[name], where, row["id"]), where, row["id"])
    return values
