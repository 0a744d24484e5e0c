"""Reading the audit of one's places."""

from collections.abc import Iterable

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from app.audit.models import AuditEntry
from app.audit.queries import entries
from app.core.problems import Refusal
from app.core.words import THE_SYSTEM, Language
from app.dashboard.audit.rules import NOT_SHOWN, shown_data, words_of
from app.dashboard.audit.schemas import AuditPage, AuditRow
from app.people.actor import SYSTEM, Actor, Role
from app.places.models import Place
from app.places.queries import below


def audit(db: Session, actor: Actor, language: Language, before: int | None, what: str | None, limit: int) -> AuditPage:
    """A page of what was done in the places that somebody answers for.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    paths = actor.paths(Role.TOWN_OFFICER, Role.COUNTY_OFFICER, Role.ADMINISTRATOR)
    if not paths:
        raise Refusal(
            403,
            "not_your_role",
            "操作记录给镇、县的工作人员和管理员看。",
            "The audit is for officers of the township and county, and for administrators.",
        )
    here = or_(*(below(col(AuditEntry.place_path), path) for path in paths))
    in_sight = and_(here, col(AuditEntry.what).not_in(NOT_SHOWN))
    found = entries(db, in_sight, before, what, limit + 1)
    page, following = found[:limit], found[limit - 1].seq if len(found) > limit else None
    names = _names(db, {entry.place_path for entry in page})
    return AuditPage(
        items=[
            AuditRow(
                **entry.model_dump(exclude={"place_path", "mac", "data", "by_name"}),
                by_name=THE_SYSTEM.speak(language)
                if entry.by_id is None and entry.by_name == SYSTEM.name
                else entry.by_name,
                label=words_of(entry.what).speak(language),
                data=shown_data(entry.data),
                place_name=names.get(entry.place_path),
            )
            for entry in page
        ],
        next=following,
    )


def _names(db: Session, paths: Iterable[str]) -> dict[str, str]:
    return dict(db.exec(select(Place.path, Place.name).where(col(Place.path).in_(paths))).all())
