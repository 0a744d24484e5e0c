"""Reading a month for its sheet, and what a spreadsheet would change of it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from openpyxl.utils import get_column_letter
from sqlmodel import Session

from app.core.clock import local_date, now, today
from app.core.words import Language, Words
from app.core.xlsx import Rows
from app.duty import queries as duty
from app.duty.drawing.rules import Lack
from app.duty.roster import queries as roster
from app.duty.roster.drafts.queries import Month, cannot_sit, month
from app.duty.roster.rules import LACK_WORDS, month_days
from app.duty.roster_sheet import rules
from app.duty.roster_sheet.rules import Asked, Extra, Line, Sheet, Wrong
from app.duty.roster_sheet.schemas import RosterSheetChange, RosterSheetError, RosterSheetPlan
from app.people.actor import Actor
from app.places.models import Place


class Compared(NamedTuple):
    """A spreadsheet beside the month as it stands: all turns as they would be, and the published ones that were looked at."""

    plan: RosterSheetPlan
    turns: dict[str, tuple[UUID, ...]]
    standing: dict[str, tuple[UUID, ...]]


def sheet(db: Session, actor: Actor, village: Place, name: str, language: Language) -> Sheet:
    """A month as the actor may see it.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    shown = month(db, actor, village, name, language)
    leaders = {member.id for member in shown.asked.members if member.is_leader}
    return Sheet(
        village=village.name,
        month=name,
        made_by=actor.name,
        made_on=today(),
        is_draft=shown.is_draft,
        is_provisional=not shown.asked.calendar.is_confirmed(int(name[:4])),
        lines=tuple(
            Line(
                slot.need.key,
                slot.kind,
                slot.need.starts_at,
                slot.need.ends_at,
                slot.need.persons,
                tuple(shown.names[person_id].name for person_id in shown.turns[slot.need.key]),
                tuple(shown.names[each].name for each in shown.turns[slot.need.key] if each in leaders),
            )
            for slot in shown.asked.shown
        ),
        extras=_extras(db, village, name),
        people=tuple(sorted(each for each, _ in roster.staff(db, village).values())),
        language=language,
    )


def _extras(db: Session, village: Place, name: str) -> tuple[Extra, ...]:
    """The turns of temporary rosters that begin in a month, those at the same time together."""
    days = month_days(name)
    found: dict[tuple[datetime, datetime, Words], list[str]] = {}
    for turn in duty.turns_between(db, village.id, *duty.local_days(days[0], days[-1])):
        if turn.occasion and local_date(turn.starts_at) in days:
            found.setdefault((turn.starts_at, turn.ends_at, turn.occasion), []).append(turn.name)
    return tuple(Extra(occasion, begin, end, tuple(names)) for (begin, end, occasion), names in found.items())


def compared(
    db: Session, actor: Actor, village: Place, name: str, sheets: dict[str, Rows], language: Language
) -> Compared:
    """What a spreadsheet would change, and every cell that cannot be taken over."""
    shown = month(db, actor, village, name, language)
    at = now()
    open_turns = [slot.need.key for slot in shown.asked.shown if slot.need.starts_at > at]
    begun = {slot.need.key for slot in shown.asked.shown} - set(open_turns)
    grid = rules.read_grid(sheets, [*open_turns, *begun], shown.asked.names)
    asked = {each.key: each for each in grid.found if each.key not in begun}
    turns = shown.turns | {key: each.people for key, each in asked.items()}
    wrong = [*grid.wrong, *(wrong for each in asked.values() for wrong in _refused(shown, turns, each))]
    headers = (
        {n: str(cell.value or "") for n, cell in enumerate(sheets[rules.TURNS][0][1])}
        if sheets.get(rules.TURNS)
        else {}
    )
    names = {person_id: person.name for person_id, person in shown.names.items()} | shown.asked.names
    changed = [key for key in open_turns if key in asked and set(turns[key]) != set(shown.turns[key])]
    plan = RosterSheetPlan(
        errors=[_error(each, headers) for each in sorted(wrong, key=lambda each: (each.row, each.column))],
        changes=[
            RosterSheetChange(
                turn=key, before=[names[each] for each in shown.turns[key]], after=[names[each] for each in turns[key]]
            )
            for key in changed
        ],
        unchanged=len(asked) - len(changed),
        not_in_sheet=len(set(open_turns) - set(asked)),
        version=shown.kept.version if shown.kept else 0,
        taken_over=False,
    )
    return Compared(plan, turns, shown.asked.agreed)


def _refused(shown: Month, turns: dict[str, tuple[UUID, ...]], each: Asked) -> list[Wrong]:
    """Why people cannot have a turn, although they can be understood."""
    asked, found = shown.asked, list[Wrong]()
    slot = next(slot for slot in asked.shown if slot.need.key == each.key)
    members = {member.id: member for member in asked.members}
    for person_id in asked.agreed.get(each.key, ()):
        if person_id not in each.people:
            name = shown.names[person_id].name
            words = Words(
                f"{name}的这个班已经公布了，要换人请走换班、替班",
                f"This turn of {name} is out already: change it by a swap or a substitute",
            )
            found.append(Wrong(each.row, each.column, "turn_agreed", words))
    for person_id in each.people:
        if person_id in shown.turns[each.key]:
            continue
        name = asked.names.get(person_id, "")
        if person_id not in members:
            lack = LACK_WORDS[Lack.OFF_ROSTER]
        elif reason := cannot_sit(asked, turns, members[person_id], slot):
            lack = LACK_WORDS[reason]
        else:
            continue
        words = Words(f"{name}这个班值不了：{lack.zh}", f"{name} cannot take this turn: {lack.en}")
        found.append(Wrong(each.row, each.column, "cannot_sit", words))
    return found


def _error(wrong: Wrong, headers: dict[int, str]) -> RosterSheetError:
    return RosterSheetError(
        row=wrong.row,
        column=get_column_letter(wrong.column + 1),
        header=headers.get(wrong.column, ""),
        code=wrong.code,
        zh=wrong.words.zh,
        en=wrong.words.en,
    )
