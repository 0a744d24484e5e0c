"""Giving out the sheet of a month; who took it is written down."""

from uuid import UUID

from sqlmodel import Session

from app.audit.service import record
from app.core.problems import Refusal
from app.core.words import Language
from app.people.actor import Actor
from app.places.queries import village_by_code
from app.proxy.sheet import queries, rules
from app.proxy.sheet.rules import Sheet


def export_sheet(
    db: Session, actor: Actor, village_code: str, month: str, agent_id: UUID | None, form: str, language: Language
) -> Sheet:
    """The sheet of a month ("2026-11"), of one agent or of the whole village, and a trace that it was taken.

    Raises:
        Refusal: 403 `not_your_sheet`; 404 an unknown village.

    """
    village = village_by_code(db, village_code)
    if not rules.may_export(actor, village.path, agent_id):
        raise Refusal(
            403,
            "not_your_sheet",
            "您可以导出自己的月报；全村的月报由村书记和镇里导出。",
            "You may take your own sheet; that of the whole village is for its secretary and the township.",
        )
    made = queries.sheet(db, actor, village, month, agent_id, language)
    data = {"month": month, "form": form, "agent_id": str(agent_id) if agent_id else None, "trips": len(made.lines)}
    record(db, actor, "proxy_sheet_exported", "place", village.id, place_path=village.path, data=data)
    return made
