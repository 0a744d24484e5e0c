"""The sheet of a quarter as it is drawn: by post and name, without a number by which people could be compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.platypus import Flowable

from app.core.pdf import PaperSize, Pen, document
from app.core.words import Language, Words

W = {
    "title": Words("{village}岗位记录 {year}年第{n}季度", "Posts of {village}, {year} quarter {n}"),
    "made": Words("制表：{by} {day}", "Made by {by}, {day}"),
    "post": Words("岗位", "Post"),
    "name": Words("姓名", "Name"),
    "since": Words("上岗", "Since"),
    "done": Words("做了什么", "What was done"),
    "seen": Words("签阅", "Seen by"),
    "nothing": Words("（没有记录）", "(no entry)"),
    "for_him": Words("（{by}代记）", "(written by {by})"),
    "none": Words("这个季度没有人在岗。", "Nobody was on a post in this quarter."),
    "rule": Words("按岗位和姓名排列，不打分、不排名。", "In the order of posts and names. Nobody is graded or ranked."),
    "sign": Words("书记签字：____________    日期：____________", "Secretary: ____________    Date: ____________"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A person on a post in the quarter, and what was written down."""

    post: str
    name: str
    since: date
    entries: tuple[str, ...]
    seen: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The quarter of a village."""

    village: str
    quarter: str
    made_by: str
    made_on: date
    lines: tuple[Line, ...]
    language: Language

    def say(self, name: str, **values: object) -> str:
        """One of the fixed texts in the sheet's language."""
        return W[name].speak(self.language, **values)

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return self.say("title", village=self.village, year=self.quarter[:4], n=self.quarter[-1])


def as_pdf(sheet: Sheet) -> bytes:
    """The quarter on A4."""
    return document(lambda pen: _parts(sheet, pen), PaperSize.A4, title=sheet.title, foot=sheet.title)


def _parts(sheet: Sheet, pen: Pen) -> list[Flowable]:
    head = [sheet.say(name) for name in ("post", "name", "since", "done", "seen")]
    body: list[Flowable] = [
        pen.grid(head, [_row(sheet, line) for line in sheet.lines], (1.8, 1.2, 1.6, 5.2, 1.4))
        if sheet.lines
        else pen.text(sheet.say("none"))
    ]
    return [
        pen.text(sheet.title, 1.4, centred=True, after=0.5),
        *body,
        pen.gap(0.5),
        pen.text(sheet.say("sign")),
        pen.gap(0.3),
        pen.text(f"{sheet.say('rule')} {sheet.say('made', by=sheet.made_by, day=sheet.made_on.isoformat())}", 0.85),
    ]


def _row(sheet: Sheet, line: Line) -> Sequence[str]:
    done = "\n".join(line.entries) or sheet.say("nothing")
    return line.post, line.name, line.since.isoformat(), done, "、".join(dict.fromkeys(line.seen))
