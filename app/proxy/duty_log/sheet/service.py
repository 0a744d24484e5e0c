"""Giving out the duty log on paper; who took it is written down."""

from datetime import date

from sqlmodel import Session

from app.audit.service import record
from app.core.words import Language
from app.people.actor import Actor
from app.places.queries import village_by_code
from app.proxy.duty_log import queries
from app.proxy.duty_log.day import queries as days
from app.proxy.duty_log.schemas import DutyDay, DutyMonth


def export_day(db: Session, actor: Actor, village_code: str, on: date, language: Language) -> DutyDay:
    """The log of a day for paper, and a trace that it was taken.

    Raises:
        Refusal: 403 `not_your_desk`; 404 `place_unknown` or a village that is not the reader's; 422 `bad_day`.

    """
    day = days.day(db, actor, village_code, on, language, printed=True)
    _note(db, actor, village_code, {"day": on.isoformat(), "form": "pdf"})
    return day


def export_month(db: Session, actor: Actor, village_code: str, month: str, form: str, language: Language) -> DutyMonth:
    """The days of a month for paper, and a trace that they were taken.

    Raises:
        Refusal: 403 `not_your_desk`; 404 `place_unknown` or a village that is not the reader's.

    """
    made = queries.month(db, actor, village_code, month, language, printed=True)
    _note(db, actor, village_code, {"month": month, "form": form})
    return made


def _note(db: Session, actor: Actor, village_code: str, data: dict[str, str]) -> None:
    village = village_by_code(db, village_code)
    record(db, actor, "duty_log_exported", "place", village.id, place_path=village.path, data=data)
