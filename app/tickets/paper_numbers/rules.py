"""How a number on a slip is made, read and printed. Plain values only."""

import re
from dataclasses import dataclass
from enum import StrEnum

from reportlab.platypus import Flowable

from app.core.pdf import PaperSize, Pen, document
from app.core.words import Language, Words

SLIPS_A_PAGE = 8
MOST_PAGES = 20
HIGHEST = 99_999
_MARK = "临"
_DIGITS = 6
_READ = re.compile(r"([A-Z0-9]*?)临?([0-9]{6})")
_BASE = 10
_BY_HAND = ("name", "what", "day", "who")


class Trouble(StrEnum):
    """Why a number on a slip could not be adopted."""

    MISREAD = "misread"
    NOT_PRINTED = "not_printed"
    USED = "used"


TROUBLE_WORDS = {
    Trouble.MISREAD: Words(
        "纸条号不对，请对着纸条再看一遍，在这件事里补写。",
        "That is no number of a slip: look at the slip again and enter it in this matter.",
    ),
    Trouble.NOT_PRINTED: Words(
        "本村没有印过这个纸条号，请对着纸条再看一遍，在这件事里补写。",
        "No slip of this village bears that number: look at the slip again and enter it in this matter.",
    ),
    Trouble.USED: Words(
        "这个纸条号已经用在另一件事上了，请看是不是登记了两次；不是的话，换一张纸条给村民。",
        "That slip belongs to another matter: see whether this was recorded twice; if not, give the villager another slip.",
    ),
}

W = {
    "title": Words("办事纸条", "Slip for a request"),
    "why": Words(
        "现在没有网，您的事先记在这张纸上。有了网就补登记，凭这个号查进展。",
        "There is no network just now, so your request is kept on this slip. It is entered later; ask by this number.",
    ),
    "name": Words("姓名", "Name"),
    "what": Words("办什么", "What for"),
    "day": Words("日期", "Date"),
    "who": Words("经手人", "Taken by"),
    "ring": Words("有事打电话", "Ring"),
    "complain": Words("监督电话", "Complaints"),
}


def check_digit(digits: str) -> str:
    """The digit that follows a row of digits: ISO/IEC 7064, MOD 11,10. It finds every single wrong digit."""
    product = _BASE
    for digit in digits:
        total = (int(digit) + product) % _BASE or _BASE
        product = total * 2 % (_BASE + 1)
    return str((_BASE + 1 - product) % _BASE)


def paper_number(initials: str, count: int) -> str:
    """A village's number of a slip, such as DHS临000424: five digits of the count and one that checks them."""
    digits = f"{count:0{_DIGITS - 1}d}"
    return f"{initials}{_MARK}{digits}{check_digit(digits)}"


def read_number(text: str, initials: str) -> tuple[str, int] | None:
    """The number that somebody read off a slip, and its count; None if there is none like it.

    Blanks and dashes are passed over, and the village's initials and the mark 临 need not be written.
    """
    found = _READ.fullmatch(re.sub(r"[\s\-－—_]", "", text).upper())
    if found is None or found[1] not in {"", initials.upper()}:
        return None
    digits = found[2]
    count = int(digits[:-1])
    return (paper_number(initials, count), count) if count and check_digit(digits[:-1]) == digits[-1] else None


@dataclass(frozen=True, slots=True)
class Slips:
    """A run of slips to print."""

    numbers: tuple[str, ...]
    issuer: str
    phone: str
    complaints: str
    language: Language


def printed(slips: Slips) -> bytes:
    """The slips as PDF, eight on a page of A4 to cut apart."""
    title = W["title"].speak(slips.language)
    name = f"{title} {slips.numbers[0]} – {slips.numbers[-1]}"
    return document(lambda pen: _pages(slips, pen), PaperSize.A4_SLIPS, title=name)


def _pages(slips: Slips, pen: Pen) -> list[Flowable]:
    cells = [_slip(slips, number, pen) for number in slips.numbers]
    return [pen.cut_apart(cells, across=2, down=SLIPS_A_PAGE // 2)]


def _slip(slips: Slips, number: str, pen: Pen) -> list[Flowable]:
    def say(name: str) -> str:
        return W[name].speak(slips.language)

    line = "＿" * 7
    parts: list[Flowable] = [
        pen.text(f"{slips.issuer} · {say('title')}"),
        pen.text(number, 2.2),
        pen.text(say("why"), 0.9),
        *(part for name in _BY_HAND for part in (pen.gap(0.35), pen.text(f"{say(name)}：{line}"))),
        pen.gap(0.35),
        pen.text(f"{say('ring')} {slips.phone}", 0.9),
    ]
    return [*parts, pen.text(f"{say('complain')} {slips.complaints}", 0.8)] if slips.complaints else parts
