"""Filling the catalogue."""

import json
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from app.catalogue.models import ServiceItem
from app.core.kept import Kept

_SEED = Path(__file__).parent / "seed" / "service_items.json"
_IN_FORCE_FROM = date(2026, 1, 1)


def load_items(db: Session) -> int:
    """Add the items that the catalogue has in no version yet, as version 1. Returns how many.

    Limits without a national source are examples that the county checks (`verify_locally`); an item that the county
    has corrected stays as it is.
    """
    known = set(db.exec(select(ServiceItem.code)))
    rows = [row for row in json.loads(_SEED.read_text(encoding="utf-8")) if row["code"] not in known]
    db.add_all(ServiceItem(**row, version=1, valid_from=_IN_FORCE_FROM) for row in rows)
    db.flush()
    Kept.forget(db)
    return len(rows)
