"""Looking through a spreadsheet of a month, and taking it over as the draft."""

from uuid import UUID

from sqlmodel import Session

from app.core.problems import Refusal
from app.core.words import Language
from app.core.xlsx import Rows
from app.duty.roster.drafts.service import keep_turns
from app.duty.roster_sheet import queries
from app.duty.roster_sheet.schemas import RosterSheetPlan
from app.duty.service import refuse_who_draws_up_no_roster
from app.people.actor import Actor
from app.places.models import Place


def look_through(
    db: Session, actor: Actor, village: Place, month: str, sheets: dict[str, Rows], language: Language
) -> RosterSheetPlan:
    """What taking a spreadsheet over would do; nothing is written.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    return queries.compared(db, actor, village, month, sheets, language).plan


def take_over(
    db: Session, actor: Actor, village: Place, month: str, sheets: dict[str, Rows], seen: int, language: Language
) -> RosterSheetPlan:
    """Make a spreadsheet the month's draft, all or nothing; it is published like any other draft, by hand.

    Raises:
        Refusal: 403 `not_your_role`; 409 `stale`, `month_is_over`; 422 `sheet_has_errors`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    found = queries.compared(db, actor, village, month, sheets, language)
    if found.plan.errors:
        raise Refusal(
            422,
            "sheet_has_errors",
            "表格里还有错，请先检查、改好再导入。什么都没有改。",
            "The spreadsheet still has errors: check it and mend them first. Nothing was changed.",
        )
    turns: dict[str, tuple[UUID, ...]] = {key: ids for key, ids in found.turns.items() if ids}
    draft = keep_turns(db, actor, village, month, turns, found.standing, seen=seen)
    return found.plan.model_copy(update={"version": draft.version, "taken_over": True})
