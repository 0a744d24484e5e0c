"""What is said of a month's spreadsheet before and after it is taken over."""

from app.core.shapes import Answer


class RosterSheetError(Answer):
    """What is wrong in one cell: `column` is its letter, `header` what stands above it."""

    row: int
    column: str
    header: str
    code: str
    zh: str
    en: str


class RosterSheetChange(Answer):
    """One turn that would have other people."""

    turn: str
    before: list[str]
    after: list[str]


class RosterSheetPlan(Answer):
    """What taking a spreadsheet over would do to the draft; nothing at all while there are errors.

    `version` is the draft that it was compared with; taking over asks for it. Turns that are not in it stay.
    """

    errors: list[RosterSheetError]
    changes: list[RosterSheetChange]
    unchanged: int
    not_in_sheet: int
    version: int
    taken_over: bool
