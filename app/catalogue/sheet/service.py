"""Writing the catalogue to a spreadsheet, looking through one, and taking it over as new versions."""

from datetime import date

from sqlmodel import Session

from app.audit.service import record as note_in_audit
from app.catalogue.editing.queries import county_path
from app.catalogue.editing.rules import may_edit, not_an_editor
from app.catalogue.editing.service import Edit, write_version
from app.catalogue.sheet import queries, rules
from app.catalogue.sheet.schemas import SheetPlan
from app.core import xlsx
from app.core.problems import Refusal
from app.core.words import Language
from app.people.actor import Actor


def let_in(actor: Actor) -> None:
    """See that somebody may handle the catalogue's spreadsheet, before anything of it is read.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if not may_edit(actor):
        raise not_an_editor()


def read_file(content: bytes) -> rules.Grid:
    """Understand an .xlsx file; no database is needed, so none is kept waiting.

    Raises:
        Refusal: 413 `sheet_too_large`; 415 `not_a_sheet`; 422 `sheet_alive`, `sheet_merged`, `sheet_broken`.

    """
    return rules.read_grid(xlsx.read_sheets(content))


def note_export(db: Session, actor: Actor) -> None:
    """Leave a trace of who took the catalogue away.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    let_in(actor)
    note_in_audit(db, actor, "catalogue_exported", "catalogue", "all", place_path=county_path(db))


def write_file(db: Session, actor: Actor) -> bytes:
    """The catalogue as an .xlsx file: items, papers, and what may stand in which column.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    let_in(actor)
    rows = queries.tables(db)
    sheets = [
        xlsx.Table(
            title,
            [column.header for column in columns],
            rows[title],
            {at: column.choices for at, column in enumerate(columns) if column.choices},
        )
        for title, columns in rules.COLUMNS.items()
    ]
    notes = [
        [title, column.header, column.words.en, "、".join(column.choices)]
        for title, columns in rules.COLUMNS.items()
        for column in columns
    ]
    return xlsx.write_sheets(
        [*sheets, xlsx.Table(rules.NOTES, ["表 sheet", "列 column", "English", "可以填 choices"], notes)]
    )


def look_through(db: Session, actor: Actor, grid: rules.Grid, valid_from: date, language: Language) -> SheetPlan:
    """What taking a spreadsheet over from a day on would do; nothing is written.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    let_in(actor)
    return _plan(queries.compared(db, grid, valid_from), language, taken_over=False)


def take_over(
    db: Session, actor: Actor, grid: rules.Grid, valid_from: date, state: str, language: Language
) -> SheetPlan:
    """Write what a spreadsheet changes as new versions from a day on, all or nothing; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 409 `catalogue_changed` since it was looked through; 422 `sheet_has_errors` with
            `errors`.

    """
    let_in(actor)
    found = queries.compared(db, grid, valid_from)
    if wrong := queries.errors(found):
        raise Refusal(
            422,
            "sheet_has_errors",
            f"表格里有 {len(wrong)} 处要改，一处也没有导入。请照着改好再来。",
            f"{len(wrong)} place(s) in the spreadsheet need a correction; nothing was taken over.",
            errors=[each.model_dump() for each in wrong],
        )
    if found.intended and found.state != state:
        raise Refusal(
            409,
            "catalogue_changed",
            "检查以后清单又被人改过，什么都没有导入。请再检查一遍。",
            "The catalogue has changed since this was looked through; nothing was taken over. Look through it again.",
        )
    plan = _plan(found, language, taken_over=True)
    for each in found.intended:
        write_version(db, actor, each.code, each.latest, each.content, Edit(valid_from, "表格导入"))
    return plan


def _plan(found: queries.Compared, language: Language, *, taken_over: bool) -> SheetPlan:
    return SheetPlan(
        errors=queries.errors(found),
        changes=list(queries.changes(found, language)),
        unchanged=found.unchanged,
        not_in_sheet=found.not_in_sheet,
        state=found.state,
        taken_over=taken_over,
    )
