"""How the duty log looks on paper: a day on A4, a month on A4 across or as a workbook. Plain values only."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.platypus import Flowable

from app.core.pdf import PaperSize, Pen, document
from app.core.words import Words
from app.proxy.sheet.rules import add_row

W = {
    "day_title": Words("值班日志", "Duty log"),
    "month_title": Words("值班日志月报", "Duty log of a month"),
    "village": Words("村", "Village"),
    "day": Words("日期", "Date"),
    "month": Words("月份", "Month"),
    "made": Words("制表", "Made by"),
    "turns": Words("谁值班", "Who sat"),
    "when": Words("时间", "Time"),
    "who": Words("值班人", "Name"),
    "leader": Words("带班", "Leader"),
    "sign": Words("第一件事", "First act"),
    "served": Words("有服务记录", "Served"),
    "none_yet": Words("没有记录", "No record"),
    "by_paper": Words("（纸上记的）", " (on paper)"),
    "nobody": Words("没有排班。", "Nobody was planned."),
    "numbers": Words("件数", "Numbers"),
    "walk_ins": Words("来访", "Visitors"),
    "calls": Words("来电", "Calls"),
    "other": Words("手机提交等", "By app and others"),
    "moves": Words("办了几步", "Steps"),
    "notes": Words("补充说明", "Notes"),
    "handled": Words("当场办好", "Settled on the spot"),
    "passed_on": Words("转交上报", "Passed on"),
    "trips": Words("外出代办", "Trips"),
    "urgent": Words("急事", "Urgent"),
    "open_at_end": Words("还没办完", "Still open"),
    "on_paper": Words("纸上补记", "From paper"),
    "remarks": Words("备注", "Remarks"),
    "emergencies": Words("突发情况", "Emergencies"),
    "inspections": Words("检查", "Inspections"),
    "for_few": Words("{label}（不列内容）", "{label} (numbers only)"),
    "matters": Words("经手的事", "Matters"),
    "number": Words("编号", "Number"),
    "what": Words("什么事", "What"),
    "state": Words("情况", "State"),
    "told": Words("报告了谁", "Told to"),
    "where": Words("去了哪里", "Where"),
    "said": Words("内容", "Words"),
    "total": Words("合计", "Together"),
    "rule": Words(
        "本日志由办事记录自动写成，不用打卡。看病和调解的事只有件数；不写村民姓名，不比较谁做得多。",
        "This log is written by the acts of service themselves; nobody clocks in. Of health and disputes there are numbers "
        "only; no villager is named and nobody is compared with anybody.",
    ),
    "as_of": Words("截至", "As of"),
    "not_over": Words("打印时（这一天还没有过完）", "printing; the day is not over"),
    "sign_duty": Words("值班人签字", "Signed by who sat"),
    "sign_leader": Words("带班领导签字", "Signed by the leader"),
    "told_words": Words("已报{whom}（{at}）", "told {whom} ({at})"),
    "paper_words": Words("纸上记的，{by} {at} 补录", "from paper, typed in by {by} {at}"),
    "sat_words": Words("当时值班：{sat}", "sat there: {sat}"),
    "late_words": Words("事后补记（{by} {at}）", "added later ({by} {at})"),
    "counted": Words("{n} 件（次）", "{n}"),
}
MARK_WORDS = {
    "new": Words("新登记", "new"),
    "walk_in": Words("来访", "visit"),
    "phone": Words("来电", "call"),
    "handled": Words("当场办好", "settled"),
    "passed_on": Words("转交上报", "passed on"),
    "open": Words("还没办完", "open"),
}
Line = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table under a heading of its own, or none; without rows it says `empty`, or stays out. `shares` divide the width."""

    head: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]
    shares: tuple[float, ...]
    title: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a sheet, from its title down to the lines for signatures; numbers in a grid are numbers in a workbook."""

    name: str  # Of the file, and at the foot of each page.
    title: str
    facts: tuple[Line, ...]
    grids: tuple[Grid, ...]
    numbers: tuple[Line, ...]
    numbers_title: str
    note: str
    signs: tuple[str, ...]
    is_wide: bool = False


def as_pdf(paper: Paper) -> bytes:
    """The sheet as PDF."""
    size = PaperSize.A4_WIDE if paper.is_wide else PaperSize.A4
    return document(lambda pen: _parts(paper, pen), size, title=paper.name, foot=paper.name)


def _parts(paper: Paper, pen: Pen) -> list[Flowable]:
    parts: list[Flowable] = [pen.text(paper.title, 1.6, centred=True), pen.gap(0.3), pen.facts(paper.facts, 0.2)]
    first, *others = paper.grids
    parts += _grid(pen, first)
    if paper.numbers:
        parts += [*_head(pen, paper.numbers_title), _in_columns(pen, paper.numbers)]
    for grid in others:
        parts += _grid(pen, grid)
    signs = [pen.text(f"{sign}：＿＿＿＿＿＿") for sign in paper.signs]
    return [*parts, pen.gap(0.6), pen.text(paper.note, 0.9), pen.gap(1), pen.columns(signs, [1] * len(signs))]


def _head(pen: Pen, words: str) -> list[Flowable]:
    return [pen.gap(0.5), pen.text(words, 1.15, after=0.2)] if words else [pen.gap(0.4)]


def _grid(pen: Pen, grid: Grid) -> list[Flowable]:
    if grid.rows:
        rows = [[str(cell) for cell in row] for row in grid.rows]
        return [*_head(pen, grid.title), pen.grid(grid.head, rows, grid.shares)]
    return [*_head(pen, grid.title), pen.text(grid.empty)] if grid.empty else []


def _in_columns(pen: Pen, lines: Sequence[Line]) -> Flowable:
    third = -(-len(lines) // 3)
    parts = [lines[at : at + third] for at in range(0, len(lines), third)]
    return pen.columns([pen.facts(part, 0.6, pen.width / 3) for part in parts], [1] * len(parts))


def as_xlsx(paper: Paper) -> bytes:
    """The sheet as a workbook: texts as texts, numbers as numbers, and no formula."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet), "a new workbook has a page"
    page.title = paper.title[:31]
    for fact in (*paper.facts, *paper.numbers):
        add_row(page, fact)
    for grid in paper.grids:
        add_row(page, ())
        add_row(page, grid.head, bold=True)
        for row in grid.rows:
            add_row(page, [str(cell) for cell in row])
            for at, cell in enumerate(row, 1):
                if isinstance(cell, int):
                    page.cell(page.max_row, at, cell).quotePrefix = False
        for at, share in enumerate(grid.shares):
            page.column_dimensions["ABCDEFGHIJKLMNOP"[at]].width = 10 * share
    add_row(page, ())
    add_row(page, (paper.note,))
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()
