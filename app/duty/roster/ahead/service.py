"""Telling secretaries ahead."""

from collections.abc import Iterable

from sqlmodel import Session

from app.duty.roster.ahead.queries import Ahead
from app.notices.service import tell


def warn(db: Session, found: Iterable[Ahead]) -> None:
    """Tell each once."""
    for each in found:
        subject = str(each.village_id)
        tell(
            db, each.person_id, each.words, kind="roster_ahead", subject_type="roster", subject_id=subject, key=each.key
        )
