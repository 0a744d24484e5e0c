"""Acts of the editors. A version is written once; the next one begins where it ends, and matters keep the one they have."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.audit.service import record as note_in_audit
from app.catalogue.editing import queries, rules
from app.catalogue.editing.schemas import ItemChangeIn, ItemEndIn, NewItemIn
from app.catalogue.models import ServiceItem
from app.catalogue.queries import unknown_item
from app.changes.service import record
from app.core.clock import now, today
from app.core.kept import Kept
from app.core.problems import Refusal
from app.people.actor import Actor


class Edit(NamedTuple):
    """What goes with a new version besides its content."""

    valid_from: date
    reason: str = ""
    id: UUID | None = None
    fingerprint: str | None = None


def add_item(db: Session, actor: Actor, asked: NewItemIn) -> tuple[ServiceItem, bool]:
    """Add an item; true with it if this is the first time that its id comes.

    Raises:
        Refusal: 403 `not_your_role`; 409 `id_taken`, `code_taken` with `current`; 422 `bad_day`.

    """
    edit = _edit(actor, asked)
    if known := _sent_before(db, edit):
        return known, False
    if there := queries.newest(db, asked.code):
        raise _code_taken(db, there)
    return _written(db, actor, asked.code, None, asked.item.model_dump(mode="json"), edit)


def change_item(db: Session, actor: Actor, code: str, asked: ItemChangeIn) -> tuple[ServiceItem, bool]:
    """Write a new version of an item; true with it if this is the first time that its id comes.

    Raises:
        Refusal: 403 `not_your_role`; 404 `item_unknown`; 409 `id_taken`, `item_stale` with the `current` version; 422
            `bad_day`, `days_overlap`, `nothing_changed`.

    """
    edit = _edit(actor, asked)
    if known := _sent_before(db, edit):
        return known, False
    latest = _newest_seen(db, code, asked.base_version)
    content = asked.item.model_dump(mode="json")
    ends_before = latest.valid_to is not None and latest.valid_to < edit.valid_from
    if not ends_before and not rules.changed_fields(latest, content):
        raise Refusal(
            422,
            "nothing_changed",
            "和现在这一版一样，没有要改的。",
            "This says what the present version says: there is nothing to change.",
        )
    return _written(db, actor, code, latest, content, edit)


def end_item(db: Session, actor: Actor, code: str, asked: ItemEndIn) -> ServiceItem:
    """Set the last day of an item; what is under way goes on by its own version. The same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `item_unknown`; 409 `item_stale` with the `current` version; 422 `bad_day`.

    """
    _let_in(actor)
    latest = _newest_seen(db, code, asked.base_version)
    if latest.valid_to == asked.last_on:
        return latest
    yesterday = today() - timedelta(days=1)
    is_over = latest.valid_to is not None and latest.valid_to < today()
    if is_over or asked.last_on < max(yesterday, latest.valid_from - timedelta(days=1)):
        raise Refusal(
            422,
            "bad_day",
            "停办的最后一天不能早于昨天，也不能早于这一版开始之前；已经停办的不能再停。",
            "The last day cannot be before yesterday or before this version began; what has ended cannot end again.",
            field="last_on",
        )
    latest.valid_to, latest.ended_at, latest.ended_by = asked.last_on, now(), actor.person_id
    db.add(latest)
    _note(db, actor, "item_ended", latest, {"last_on": asked.last_on.isoformat()})
    return latest


def write_version(
    db: Session, actor: Actor, code: str, latest: ServiceItem | None, content: Mapping[str, Any], edit: Edit
) -> ServiceItem:
    """Write one version behind the newest one, which ends the day before; the caller has looked at roles and staleness.

    Raises:
        Refusal: 422 `bad_day`, `days_overlap`.

    """
    if refusal := rules.day_refusal(edit.valid_from, today(), latest):
        raise refusal
    if latest is not None and (latest.valid_to is None or latest.valid_to >= edit.valid_from):
        latest.valid_to = edit.valid_from - timedelta(days=1)
        db.add(latest)
    item = ServiceItem(
        **content,
        code=code,
        version=latest.version + 1 if latest else 1,
        identifier=latest.identifier if latest else f"item_{code.lower().replace('-', '_')}",
        instant=rules.is_instant(content["limit_days"]),
        valid_from=edit.valid_from,
        edit_id=edit.id,
        fingerprint=edit.fingerprint,
        edited_at=now(),
        edited_by=actor.person_id,
        edit_reason=edit.reason,
    )
    db.add(item)
    db.flush()
    changed = rules.changed_fields(latest, content) if latest else []
    _note(db, actor, "item_changed" if latest else "item_added", item, {"fields": changed})
    return item


def _written(
    db: Session, actor: Actor, code: str, latest: ServiceItem | None, content: Mapping[str, Any], edit: Edit
) -> tuple[ServiceItem, bool]:
    try:
        with db.begin_nested():
            return write_version(db, actor, code, latest, content, edit), True
    except IntegrityError:
        # Somebody else, or the same edit sent twice, was first at this very moment.
        if known := _sent_before(db, edit):
            return known, False
        there = queries.newest(db, code)
        if there is None:
            raise
        raise (_stale(db, there) if latest else _code_taken(db, there)) from None


def _edit(actor: Actor, asked: NewItemIn | ItemChangeIn) -> Edit:
    _let_in(actor)
    mark = rules.fingerprint(asked.model_dump(mode="json"), actor.person_id)
    return Edit(asked.valid_from, asked.reason, asked.id, mark)


def _let_in(actor: Actor) -> None:
    if not rules.may_edit(actor):
        raise rules.not_an_editor()


def _newest_seen(db: Session, code: str, seen: int) -> ServiceItem:
    latest = queries.newest(db, code, lock=True)
    if latest is None:
        raise unknown_item()
    if latest.version != seen:
        raise _stale(db, latest)
    return latest


def _sent_before(db: Session, edit: Edit) -> ServiceItem | None:
    known = db.exec(select(ServiceItem).where(ServiceItem.edit_id == edit.id)).first()
    if known is not None and known.fingerprint != edit.fingerprint:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一次修改上，请重新提交。",
            "This id belongs to another edit: send it under a new one.",
        )
    return known


def _stale(db: Session, latest: ServiceItem) -> Refusal:
    [current] = queries.shown(db, [latest])
    return Refusal(
        409,
        "item_stale",
        f"您打开以后，别人已经改成第 {latest.version} 版了。请看一看新的一版，再改；您写的还在。",
        f"Somebody has written version {latest.version} since you opened it: look at that first, then edit. "
        "What you wrote is still there.",
        current=current.model_dump(mode="json"),
    )


def _code_taken(db: Session, there: ServiceItem) -> Refusal:
    [current] = queries.shown(db, [there])
    return Refusal(
        409,
        "code_taken",
        f"编码 {there.code} 已经是“{there.name_zh}”的了，请换一个，或者去改那一项。",
        f"The code {there.code} belongs to another item: choose a new one, or edit that item.",
        current=current.model_dump(mode="json"),
    )


def _note(db: Session, actor: Actor, what: str, item: ServiceItem, data: dict[str, Any]) -> None:
    """Tell the feed of the county and the audit, and let nobody be shown the old catalogue."""
    told = {"version": item.version, "valid_from": item.valid_from.isoformat()} | data
    path = queries.county_path(db)
    record(db, what, subject_type="service_item", subject_id=item.code, place_path=path, data=told)
    reason = item.edit_reason or None
    note_in_audit(db, actor, what, "service_item", item.code, place_path=path, reason=reason, data=told)
    Kept.forget(db)
