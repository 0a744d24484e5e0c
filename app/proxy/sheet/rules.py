"""代办日志月报: what stands on the sheet of a month, and how it is drawn. Plain values only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.platypus import Flowable

from app.core.clock import LOCAL
from app.core.pdf import PaperSize, Pen, document
from app.core.words import Language, Words
from app.people.actor import Actor, Role
from app.tickets.rules import STAFF_ROLES

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

W = {
    "title": Words("代办日志月报", "Proxy log of a month"),
    "village": Words("村", "Village"),
    "month": Words("月份", "Month"),
    "whose": Words("谁的", "Whose"),
    "all": Words("全村", "the whole village"),
    "trips": Words("趟数", "Trips"),
    "by_service": Words("办的事", "Matters"),
    "fees": Words("代交费用（有收据）", "Fees paid, with receipts"),
    "yuan": Words("{yuan} 元", "{yuan} yuan"),
    "none": Words("这个月没有记录。", "Nothing was written down in this month."),
    "day": Words("日期", "Date"),
    "agent": Words("谁去的", "Who went"),
    "whom": Words("为谁", "For whom"),
    "service": Words("哪一类", "Kind"),
    "what": Words("做了什么", "What"),
    "where": Words("去了哪里", "Where"),
    "result": Words("结果", "What came of it"),
    "fee": Words("代交（元）", "Fee (yuan)"),
    "kept": Words("保密", "confidential"),
    "spoken": Words("（有录音，还没补文字）", "(recorded, not yet written down)"),
    "rule": Words(
        "按日期记。姓名只留姓；看病和调解的事只记有这一趟，不写为谁、不写内容。不比较谁做得多。",
        "In order of days. Only family names stand here; of health and disputes only that there was a trip. "
        "Nobody is compared with anybody.",
    ),
    "made": Words("制表", "Made by"),
    "checked": Words("核对签字", "Checked by"),
}
_SHARES = (1.5, 1.2, 2.4, 1.2, 1.3, 2.2, 4.6, 1.1)
_COLUMNS = ("day", "agent", "whom", "service", "what", "where", "result", "fee")
_WIDTHS = (18, 12, 26, 12, 12, 26, 60, 12)


@dataclass(frozen=True, slots=True)
class Line:
    """One trip; the texts of a confidential one are blank."""

    went_at: datetime
    agent: str
    whom: str
    service: str
    what: str
    where: str
    result: str
    fee_fen: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The trips of a month in the order of their days; `matters` counts tickets by service."""

    village: str
    month: str
    whose: str | None
    made_by: str
    made_on: date
    lines: tuple[Line, ...]
    matters: tuple[tuple[str, int], ...]
    language: Language

    def say(self, name: str, **values: object) -> str:
        """One of the fixed texts in the sheet's language."""
        return W[name].speak(self.language, **values)


def may_export(actor: Actor, village_path: str, agent_id: object) -> bool:
    """Whether somebody may have a sheet: his own if he works there, everybody's if he is secretary there or of the township."""
    if any(actor.holds(role, village_path) for role in (Role.VILLAGE_SECRETARY, Role.TOWN_OFFICER)):
        return True
    return agent_id == actor.person_id and any(actor.holds(role, village_path) for role in STAFF_ROLES)


def bounds(month: str) -> tuple[datetime, datetime]:
    """The first instant of a month ("2026-11") in the villages, and that of the next one."""
    first = date.fromisoformat(f"{month}-01")
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return datetime.combine(first, time.min, LOCAL), datetime.combine(following, time.min, LOCAL)


def masked(name: str, group: str | None) -> str:
    """Somebody as a sheet names him: 王**（一组）."""
    return f"{name[:1]}**（{group}）" if group else f"{name[:1]}**"


def without_names(text: str, names: Iterable[str]) -> str:
    """A text in which the people whom it is about are named by their family names only."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, f"{name[:1]}**")
    return text


def yuan(fen: int) -> str:
    """Money as people write it."""
    return f"{fen // 100}.{fen % 100:02d}"


def _cells(line: Line) -> tuple[str, ...]:
    at = line.went_at.astimezone(LOCAL)
    fee = yuan(line.fee_fen) if line.fee_fen else ""
    return (f"{at:%m-%d %H:%M}", line.agent, line.whom, line.service, line.what, line.where, line.result, fee)


def _facts(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    matters = " · ".join(f"{name} {count}" for name, count in sheet.matters)
    paid = sum(line.fee_fen for line in sheet.lines)
    return (
        (sheet.say("village"), sheet.village),
        (sheet.say("month"), sheet.month),
        (sheet.say("whose"), sheet.whose or sheet.say("all")),
        (sheet.say("trips"), str(len(sheet.lines))),
        (sheet.say("by_service"), matters or "0"),
        (sheet.say("fees"), sheet.say("yuan", yuan=yuan(paid))),
        (sheet.say("made"), f"{sheet.made_by} {sheet.made_on.isoformat()}"),
    )


def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF, on A4 across."""
    name = f"{sheet.say('title')} {sheet.village} {sheet.month}"
    return document(lambda pen: _parts(sheet, pen), PaperSize.A4_WIDE, title=name, foot=name)


def _parts(sheet: Sheet, pen: Pen) -> list[Flowable]:
    facts = _facts(sheet)
    half = (len(facts) + 1) // 2
    columns = [pen.facts(part, 0.3, pen.width / 2) for part in (facts[:half], facts[half:])]
    parts: list[Flowable] = [
        pen.text(sheet.say("title"), 1.8),
        pen.gap(0.3),
        pen.columns(columns, [1, 1]),
        pen.gap(0.4),
    ]
    if sheet.lines:
        head = [sheet.say(column) for column in _COLUMNS]
        parts.append(pen.grid(head, [_cells(line) for line in sheet.lines], _SHARES))
    else:
        parts.append(pen.text(sheet.say("none")))
    return [
        *parts,
        pen.gap(0.4),
        pen.text(sheet.say("rule"), 0.9),
        pen.gap(1),
        pen.text(f"{sheet.say('checked')}：＿＿＿＿＿＿"),
    ]


def as_xlsx(sheet: Sheet) -> bytes:
    """The sheet as a workbook; no cell of it is ever a formula."""
    book = Workbook()
    page = book.active
    assert isinstance(page, Worksheet), "a new workbook has a page"
    page.title = sheet.say("title")[:31]
    for label, value in _facts(sheet):
        add_row(page, (label, value))
    add_row(page, ())
    add_row(page, [sheet.say(column) for column in _COLUMNS], bold=True)
    page.freeze_panes = f"A{page.max_row + 1}"
    for line in sheet.lines:
        add_row(page, _cells(line))
        if line.fee_fen:
            # A sum of money is a number, so that it can be added up.
            paid = page.cell(page.max_row, len(_COLUMNS), line.fee_fen / 100)
            paid.number_format, paid.quotePrefix = "0.00", False
    add_row(page, ())
    add_row(page, (sheet.say("rule") if sheet.lines else sheet.say("none"),))
    for letter, width in zip("ABCDEFGH", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    sink = BytesIO()
    book.save(sink)
    return sink.getvalue()


def add_row(page: Worksheet, values: Sequence[str], *, bold: bool = False) -> None:
    """A row of texts. Each is marked as text, so that one that begins like a formula is none here or in a file made from this."""
    row = page.max_row + 1 if page.max_row > 1 or page.cell(1, 1).value is not None else 1
    if not values:
        page.cell(row, 1, " ")
    for at, value in enumerate(values, 1):
        cell = page.cell(row, at, ILLEGAL_CHARACTERS_RE.sub("", value))
        cell.data_type = "s"
        cell.quotePrefix = True
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=bold)
