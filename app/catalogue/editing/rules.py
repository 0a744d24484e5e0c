"""Who may write the catalogue, and from which day a version may count. Plain values only."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from app.catalogue.models import ServiceItem
from app.core.problems import Refusal
from app.people.actor import Actor, Role

EDITORS = (Role.TOWN_OFFICER, Role.COUNTY_OFFICER, Role.ADMINISTRATOR)
_FARTHEST = timedelta(days=366)

# What an editor writes; everything else of a version the service knows by itself.
CONTENT = (
    *("name_zh", "name_en", "national_code", "group", "target_zh", "target_en", "decided_by_zh", "decided_by_en"),
    *("conditions_zh", "conditions_en", "materials", "steps_zh", "steps_en", "limit_days", "limit_unit"),
    *("promised_days", "promised_unit", "limit_note_zh", "limit_note_en", "fee_fen", "proxy_mode", "true_will"),
    *("result_zh", "result_en", "window_zh", "window_en", "window_address", "window_phone", "season_from", "season_to"),
    *("legal_basis_zh", "legal_basis_en", "red_flags_zh", "red_flags_en", "verify_locally", "source"),
)
MATERIAL = ("code", "name_zh", "name_en", "kind", "copies", "may_follow", "note_zh", "note_en")


class Standing(StrEnum):
    """Where a version stands today."""

    IN_FORCE = "in_force"
    PLANNED = "planned"
    OVER = "over"


def may_edit(actor: Actor) -> bool:
    """Whether somebody may write the county's one catalogue: an officer of a township or the county, an administrator."""
    return bool(actor.paths(*EDITORS))


def not_an_editor() -> Refusal:
    """What everybody else hears."""
    return Refusal(
        403,
        "not_your_role",
        "事项清单由镇里、县里的工作人员修改；发现写错了，请打电话告诉镇里。",
        "The catalogue is edited by officers of the township and the county: call them if something is wrong.",
    )


def standing(valid_from: date, valid_to: date | None, on: date) -> Standing:
    """Where a version with these days stands on a day."""
    if valid_to is not None and (valid_to < on or valid_to < valid_from):
        return Standing.OVER
    return Standing.PLANNED if valid_from > on else Standing.IN_FORCE


def content_of(item: ServiceItem) -> dict[str, Any]:
    """What an editor wrote in a version, every paper with all its fields."""
    papers = [{"copies": 1, "may_follow": False, "note_zh": "", "note_en": ""} | paper for paper in item.materials]
    found = {name: getattr(item, name) for name in CONTENT}
    return found | {"materials": [{name: paper[name] for name in MATERIAL} for paper in papers]}


def changed_fields(before: ServiceItem, after: Mapping[str, Any]) -> list[str]:
    """The fields in which new content differs from a version."""
    then = content_of(before)
    return [name for name in CONTENT if then[name] != after[name]]


def is_instant(limit_days: int) -> bool:
    """即办件: an item without a limit ends on the spot."""
    return limit_days == 0


def day_refusal(valid_from: date, today: date, latest: ServiceItem | None) -> Refusal | None:
    """Why a version cannot begin on a day: it is past or too far, or it would overlap the one that is there."""
    if not today <= valid_from <= today + _FARTHEST:
        return Refusal(
            422,
            "bad_day",
            "新的一版要从今天或以后的一天开始，最远一年。",
            "A version begins today or on a later day, a year ahead at most.",
            field="valid_from",
        )
    if latest is not None and valid_from < latest.valid_from:
        return Refusal(
            422,
            "days_overlap",
            f"从 {latest.valid_from} 起已经排了第 {latest.version} 版，两版的日子会重叠。请选 {latest.valid_from} 或以后。",
            f"Version {latest.version} is planned from {latest.valid_from} and the days would overlap: "
            f"choose {latest.valid_from} or later.",
            field="valid_from",
        )
    return None


def fingerprint(body: object, person_id: UUID | None) -> str:
    """What tells two sendings of one edit from two edits under one id."""
    canonical = json.dumps([str(person_id), body], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()
