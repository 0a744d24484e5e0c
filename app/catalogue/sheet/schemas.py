"""What is said of a spreadsheet before and after it is taken over."""

from typing import Literal

from app.core.shapes import Answer


class SheetError(Answer):
    """What is wrong in one cell: `column` is its letter, `code` what kind of wrong it is."""

    sheet: str
    row: int
    column: str
    header: str
    code: str
    zh: str
    en: str


class FieldChange(Answer):
    """One field that differs, as it reads now and as it would read."""

    field: str
    label: str
    before: str
    after: str


class SheetChange(Answer):
    """One item that the spreadsheet adds, changes, or brings back after its end."""

    code: str
    name: str
    what: Literal["new", "changed", "again"]
    fields: list[FieldChange]


class SheetPlan(Answer):
    """What taking a spreadsheet over would do; nothing at all while there are errors.

    `state` stands for the catalogue as it was compared with; taking over asks for it, so that nobody's later edit is lost.
    Items that are not in the spreadsheet stay as they are.
    """

    errors: list[SheetError]
    changes: list[SheetChange]
    unchanged: int
    not_in_sheet: list[str]
    state: str
    taken_over: bool
