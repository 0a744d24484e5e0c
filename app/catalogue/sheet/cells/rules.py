"""How a cell is read and written, column by column. Plain values only."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from app.core.words import Words

Cell = str | int | float | None


class Unreadable(ValueError):  # noqa: N818 - it is what the cell is.
    """A cell that does not say what its column asks for; its argument is the sentence in both languages."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Column(NamedTuple):
    """One column: the field it fills, its header, and how its cells are read and written."""

    field: str
    words: Words
    read: Callable[[object], object]
    write: Callable[[Any], Cell]
    choices: tuple[str, ...] = ()

    @property
    def header(self) -> str:
        """What stands in the first row: the words for people, the field's name for this program."""
        return f"{self.words.zh} {self.field}"


def field_of(header: object) -> str:
    """The field that a header names: its last word, so that people may reword the rest."""
    return str(header if header is not None else "").strip().rsplit(maxsplit=1)[-1] if str(header or "").strip() else ""


def plain(value: object) -> str:
    """The text of a cell, lines parted by newlines, whole numbers without a point.

    Raises:
        Unreadable: it holds a date, a yes or a no.

    """
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise Unreadable(Words("这里要写文字。", "This has to be a text."))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()


def or_nothing(value: object) -> str | None:
    """The text of a cell, None when it is empty."""
    return plain(value) or None


def day(value: object) -> str | None:
    """A day of the year as "MM-DD", however it was typed."""
    if isinstance(value, (date, datetime)):
        # Spreadsheets turn "09-01" into a date of this year as soon as somebody types it.
        return f"{value:%m-%d}"
    text = or_nothing(value)
    found = re.fullmatch(r"([0-9]{1,2})[-/.月]([0-9]{1,2})日?", text or "")
    return f"{int(found[1]):02}-{int(found[2]):02}" if found else text


def number(value: object) -> int | None:
    """A whole number, None when the cell is empty.

    Raises:
        Unreadable: it is none.

    """
    text = plain(value)
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,9}", text):
        raise Unreadable(Words("这里要写整数。", "This has to be a whole number."))
    return int(text)


def fen(value: object) -> int | None:
    """A fee in fen from one in yuan, None where it depends.

    Raises:
        Unreadable: it is none.

    """
    text = plain(value)
    if text in {"", "看情况"}:
        return None
    if text == "免费":
        return 0
    if not re.fullmatch(r"[0-9]{1,7}(\.[0-9]{1,2})?", text):
        raise Unreadable(
            Words(
                "费用写元，最多两位小数；免费写 0，看情况就空着。",
                "The fee in yuan, 0 when free, empty when it depends.",
            )
        )
    yuan, _, rest = text.partition(".")
    return int(yuan) * 100 + int(rest.ljust(2, "0") or 0)


def yuan(fen: int | None) -> Cell:
    """A fee as it is written: yuan, nothing where it depends."""
    if fen is None:
        return None
    return fen // 100 if fen % 100 == 0 else fen / 100


def one_of(choices: Mapping[str, str], *, empty: bool = False) -> Callable[[object], str | None]:
    """A reader that takes the word of a choice or its code."""

    def read(value: object) -> str | None:
        text = plain(value)
        if not text and empty:
            return None
        found = {word: code for code, word in choices.items()} | {code: code for code in choices}
        if text not in found:
            zh, en = "、".join(choices.values()), ", ".join(choices)
            raise Unreadable(Words(f"只能填：{zh}。", f"One of these: {en}."))
        return found[text]

    return read


def yes(value: object) -> bool:
    """Whether a cell says yes; an empty one says no.

    Raises:
        Unreadable: it says something else.

    """
    if isinstance(value, bool):
        return value
    text = plain(value).lower()
    if text in {"是", "yes", "true", "1"}:
        return True
    if text in {"", "否", "no", "false", "0"}:
        return False
    raise Unreadable(Words("只能填：是、否。", "Yes or no: 是, 否."))


def same(value: Cell) -> Cell:
    """What is written as it is kept."""
    return value


def choice_column(field: str, zh: str, en: str, choices: Mapping[str, str], *, empty: bool = False) -> Column:
    """A column in which one of some words stands for a code."""

    def write(code: Any) -> Cell:  # noqa: ANN401 - a code of the column's own list.
        return choices[code] if code is not None else None

    return Column(field, Words(zh, en), one_of(choices, empty=empty), write, tuple(choices.values()))


def text_column(field: str, zh: str, en: str) -> Column:
    """A column of texts."""
    return Column(field, Words(zh, en), plain, same)


def yes_or_no_column(field: str, zh: str, en: str) -> Column:
    """A column of 是 and 否."""
    return Column(field, Words(zh, en), yes, lambda value: "是" if value else "否", ("是", "否"))
