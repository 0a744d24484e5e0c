"""Writing the windows of the demo township's own service centre into the catalogue, as its officer would in any township.

The list that is loaded names no window and no phone, since those are each county's own; only the demo makes some up.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlmodel import Session, select

from app.catalogue.editing.queries import newest_versions
from app.catalogue.editing.rules import content_of
from app.catalogue.editing.schemas import ItemChangeIn, ItemDraft
from app.catalogue.editing.service import change_item
from app.catalogue.models import ProxyMode, ServiceItem
from app.core.clock import replay, today
from app.core.db import Database
from app.people.actor import actor_of_person
from app.tickets.models import Ticket

_SEED = json.loads((Path(__file__).parents[1] / "seed" / "windows.json").read_text(encoding="utf-8"))
_CENTRE = {"window_address": "石桥镇便民服务中心一楼（演示）", "window_phone": "00000000900"}
_WINDOWS: dict[str, dict[str, str]] = {
    group: _CENTRE | {name: text for name, text in window.items() if name != "groups"}
    for window in _SEED
    for group in window["groups"]
}


def load_windows(database: Database, officer_id: UUID, at: datetime) -> int:
    """Give each item that is carried somewhere its window, in a county that has no ticket yet; gives how many were written.

    `at` lies before the first of the demo's stories, whose tickets begin with the version that names the window.
    """
    with replay(at), database.writing() as db:
        if db.exec(select(Ticket.id).limit(1)).first() is not None:
            return 0
        officer, waiting = actor_of_person(db, officer_id), list(_without_window(db))
        for item in waiting:
            draft = ItemDraft.model_validate(content_of(item) | _WINDOWS[item.group])
            asked = ItemChangeIn(
                id=uuid5(NAMESPACE_URL, f"urn:buchucun:demo:window:{item.code}"),
                base_version=item.version,
                valid_from=max(today(), item.valid_from),
                reason="填上镇里的窗口和电话（演示）",
                item=draft,
            )
            change_item(db, officer, item.code, asked)
    return len(waiting)


def _without_window(db: Session) -> Iterator[ServiceItem]:
    """What nobody has edited, and is done neither on one's own phone nor in the village itself."""
    for item in newest_versions(db).values():
        if item.version == 1 and item.proxy_mode != ProxyMode.GUIDE and item.group in _WINDOWS:
            yield item
