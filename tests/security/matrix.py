"""Tables of expectations, written by hand, and their comparison with what really happens."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from httpx2 import Response

from tests.security.township import ROWS, Township

# In the tables `.` is 404, what nobody may know of, and `ok` is done; everything else is the status itself.
_WORDS = {200: "ok", 201: "ok", 204: "ok", 404: "."}

Table = Mapping[tuple[str, str], str]
Body = Callable[[str, Any], dict[str, Any]]


def table(text: str) -> Table:
    """Expectations by (row, column) from a picture of them; rows of which the same holds may share a line."""
    head, *lines = [line.split() for line in text.strip().splitlines()]
    found: dict[tuple[str, str], str] = {}
    for rows, *cells in lines:
        assert len(cells) == len(head), f"{rows} has {len(cells)} cells for {len(head)} columns"
        for row in rows.split(","):
            for column, cell in zip(head, cells, strict=True):
                assert (row, column) not in found, f"{row} stands twice in a table"
                found[row, column] = cell
    # A table that leaves somebody out is as wrong as one that says the wrong thing about them.
    assert {row for row, _ in found} == set(ROWS), f"missing or unknown: {set(ROWS) ^ {row for row, _ in found}}"
    return found


def said(answer: Response) -> str:
    """What an answer is in the words of the tables."""
    return _WORDS.get(answer.status_code, str(answer.status_code))


def compare(expected: Table, look: Callable[[str, str], str]) -> None:
    """See that every cell is as written."""
    seen = {cell: look(*cell) for cell in expected}
    wrong = [
        f"{row} on {column}: {seen[row, column]} instead of {wanted}"
        for (row, column), wanted in expected.items()
        if seen[row, column] != wanted
    ]
    assert not wrong, f"{len(wrong)} of {len(expected)} cells are wrong:\n" + "\n".join(wrong)


class Asking:
    """One operation on one matter, asked by a row about a column; what a success has changed is replaced by a fresh one."""

    def __init__(
        self,
        township: Township,
        method: str,
        path: str,
        body: Body | None = None,
        *,
        make: Callable[[str], object] | None = None,
        unknown: str | None = None,
    ) -> None:
        self.township, self.method, self.path, self.body = township, method, path, body
        self.make = make or township.fresh
        self.matters: dict[str, object] = {}
        self.unknown = unknown
        self.of_nothing: dict[str, Any] = {}

    def __call__(self, row: str, column: str) -> str:
        """What somebody hears; of what is hidden nothing else than of what is not there."""
        if column not in self.matters:
            self.matters[column] = self.make(column)
        answer = self._ask(row, self.matters[column])
        if answer.status_code == 404:
            if row not in self.of_nothing:
                self.of_nothing[row] = self._ask(row, self.unknown or uuid4()).json()
            assert answer.json() == self.of_nothing[row], "what is hidden must look like what is not there"
        elif answer.is_success and self.method != "GET":
            del self.matters[column]
        return said(answer)

    def _ask(self, row: str, matter: object) -> Response:
        body = self.body(row, matter) if self.body else None
        return self.township.ask(row, self.method, self.path.format(id=matter), json=body)
