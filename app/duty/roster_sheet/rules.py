"""What stands on the sheet of a month, how it is drawn, and how a spreadsheet that comes back is understood. Plain values."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from reportlab.platypus import Flowable

from app.core.clock import LOCAL, local_date
from app.core.pdf import PaperSize, Pen, document
from app.core.words import Language, Words
from app.core.xlsx import Cell, Rows, Table, write_sheets
from app.duty.models import ShiftKind
from app.duty.roster.rules import slot_key

TURNS, TEMPORARY, PEOPLE, NOTES = "值班表", "临时值班", "人员", "说明"
COLUMNS = ("日期", "星期", "开始", "结束", "怎么值", "要几人", "值班人")
_TEMPORARY_COLUMNS = ("日期", "星期", "开始", "结束", "为了什么", "值班人")
_ENGLISH = ("Date", "Weekday", "Begins", "Ends", "How", "Needed", "Who")
_NEEDED = (0, 2, 3, 4, 6)
_WHO = 6
_KINDS = {ShiftKind.DUTY: "轮流值班", ShiftKind.JOINT_OFFICE: "集中办公"}
_WEEKDAYS = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_BETWEEN = re.compile(r"[、,，;；/\s]+")
_NOTES = (
    "一行一个班。只改“值班人”一列，几个人用顿号分开，空着就是还没有人。",
    "日期、时间和怎么值请不要改：改了就认不出是哪个班。没写在表里的班，导入后不变。",
    "导入的是草稿，看过以后再公布。已经公布的班要改，请走换班、替班。",
    f"“{TEMPORARY}”一页只给人看，改了也不导入；防汛、节日这些班在“临时值班”里排。",
)

W = {
    "title": Words("{village}{year}年{month}月值班表", "Roster of {village}, {year}-{month}"),
    "day": Words("日期", "Day"),
    "who": Words("值班", "On duty"),
    "leader": Words("带班", "Leader"),
    "nobody": Words("（空）", "(nobody)"),
    "draft": Words("草稿，还没有公布", "A draft, not yet out"),
    "made": Words("制表：{by} {day}", "Made by {by}, {day}"),
    "holiday": Words("放假安排还没公布，暂按平常的周末和法定节日", "Holidays are not decided yet"),
    "joint": Words("集中办公", "all together"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One turn: who has it by name, and of those who can lead."""

    key: str
    kind: ShiftKind
    starts_at: datetime
    ends_at: datetime
    needed: int
    names: tuple[str, ...]
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Extra:
    """A turn of a temporary roster, with what it is for: who has it by name."""

    occasion: Words
    starts_at: datetime
    ends_at: datetime
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month as it stands, in order."""

    village: str
    month: str
    made_by: str
    made_on: date
    is_draft: bool
    is_provisional: bool
    lines: tuple[Line, ...]
    extras: tuple[Extra, ...]
    people: tuple[str, ...]
    language: Language

    def say(self, name: str, **values: object) -> str:
        """One of the fixed texts in the sheet's language."""
        return W[name].speak(self.language, **values)

    @property
    def title(self) -> str:
        """What the sheet is called."""
        return self.say("title", village=self.village, year=self.month[:4], month=int(self.month[5:]))


def _span(starts_at: datetime, ends_at: datetime) -> str:
    return f"{starts_at.astimezone(LOCAL):%H:%M}–{ends_at.astimezone(LOCAL):%H:%M}"


def as_pdf(sheet: Sheet) -> bytes:
    """The month on A4, a line a day, in the largest letters that fit on one page."""
    return document(lambda pen: _parts(sheet, pen), PaperSize.A4, title=sheet.title, foot=sheet.title)


def _parts(sheet: Sheet, pen: Pen) -> list[Flowable]:
    days: dict[date, list[Line | Extra]] = {}
    lines: list[Line | Extra] = [*sheet.lines, *sheet.extras]
    for line in sorted(lines, key=lambda each: (each.starts_at, each.ends_at)):
        days.setdefault(local_date(line.starts_at), []).append(line)
    said = [
        *([sheet.say("draft")] if sheet.is_draft else []),
        *([sheet.say("holiday")] if sheet.is_provisional else []),
        sheet.say("made", by=sheet.made_by, day=sheet.made_on.isoformat()),
    ]
    head = [sheet.say("day"), sheet.say("who"), sheet.say("leader")]
    return [
        pen.text(sheet.title, 1.5, centred=True, after=0.5),
        pen.grid(head, [_day(sheet, on, lines) for on, lines in days.items()], (1.6, 5.4, 1.4)),
        pen.gap(0.4),
        pen.text(" · ".join(said), 0.85),
    ]


def _day(sheet: Sheet, on: date, lines: Sequence[Line | Extra]) -> tuple[str, str, str]:
    named = f"{on.month}-{on.day} {_WEEKDAYS[sheet.language][on.weekday()]}"
    leaders = dict.fromkeys(name for line in lines if isinstance(line, Line) for name in line.leaders)
    turns = [f"{_span(line.starts_at, line.ends_at)} {_who(sheet, line)}" for line in lines]
    # Side by side, so that a month of two turns a day stays on one page in letters that can be read from the wall.
    return named, "；".join(turns), "、".join(list(leaders)[:2])


def _who(sheet: Sheet, line: Line | Extra) -> str:
    who = "、".join(line.names) or sheet.say("nobody")
    if isinstance(line, Extra):
        # Before the name: a bracket behind it would end a line of the grid.
        return f"{line.occasion.speak(sheet.language)} {who}"
    return f"{who}（{sheet.say('joint')}）" if line.kind is ShiftKind.JOINT_OFFICE else who


def as_xlsx(sheet: Sheet) -> bytes:
    """The month as a workbook that can be filled in and imported; its headers are Chinese in any language."""
    rows: list[list[str | int | float | None]] = [
        [*_when(line), _KINDS[line.kind], line.needed, "、".join(line.names)] for line in sheet.lines
    ]
    extras = [[*_when(extra), extra.occasion.zh, "、".join(extra.names)] for extra in sheet.extras]
    notes = [*zip(COLUMNS, _ENGLISH, strict=True), *((note, "") for note in _NOTES)]
    return write_sheets(
        [
            Table(TURNS, COLUMNS, rows, {4: tuple(_KINDS.values())}),
            # A page of its own: what comes back is the usual roster only.
            *([Table(TEMPORARY, _TEMPORARY_COLUMNS, extras)] if extras else []),
            Table(PEOPLE, ["可以填的人"], [[name] for name in sheet.people]),
            Table(NOTES, ["列 column", "English"], notes),
        ]
    )


def _when(line: Line | Extra) -> list[str]:
    starts_at, ends_at = line.starts_at.astimezone(LOCAL), line.ends_at.astimezone(LOCAL)
    weekday = _WEEKDAYS["zh"][local_date(line.starts_at).weekday()]
    return [f"{starts_at:%Y-%m-%d}", weekday, f"{starts_at:%H:%M}", f"{ends_at:%H:%M}"]


class Wrong(NamedTuple):
    """Something wrong in one cell; `column` counts from 0."""

    row: int
    column: int
    code: str
    words: Words


class Asked(NamedTuple):
    """A row that was understood: which turn it means and whom it names."""

    row: int
    column: int
    key: str
    people: tuple[UUID, ...]


class Grid(NamedTuple):
    """What a spreadsheet says of a month."""

    found: list[Asked]
    wrong: list[Wrong]


def read_grid(sheets: Mapping[str, Rows], keys: Iterable[str], staff: Mapping[UUID, str]) -> Grid:
    """Understand a spreadsheet: every turn by its time, everybody by name; what cannot be understood is named by its place."""
    rows = sheets.get(TURNS)
    if not rows:
        return Grid([], [Wrong(1, 0, "no_sheet", Words(f"没有“{TURNS}”这一页", f"There is no sheet “{TURNS}”"))])
    at = {str(cell.value).strip(): n for n, cell in enumerate(rows[0][1]) if cell.value is not None}
    if missing := [COLUMNS[n] for n in _NEEDED if COLUMNS[n] not in at]:
        words = Words(f"少了这几列：{'、'.join(missing)}", f"These columns are missing: {', '.join(missing)}")
        return Grid([], [Wrong(rows[0][0], 0, "no_column", words)])
    by_name: dict[str, list[UUID]] = {}
    for person_id, name in staff.items():
        by_name.setdefault(name, []).append(person_id)
    grid, known, seen = Grid([], []), set(keys), Counter[str]()
    for number, cells in rows[1:]:
        places = {name: at[name] for name in (COLUMNS[n] for n in _NEEDED)}
        read = _Row(number, {name: cells[n] if n < len(cells) else Cell(None) for name, n in places.items()}, places)
        if wrong := list(read.wrong(known, by_name)):
            grid.wrong.extend(wrong)
            continue
        key, people = read.key() or "", read.people(by_name)
        seen[key] += 1
        if seen[key] > 1:
            words = Words("这个班前面已经有一行了", "There is a row of this turn above")
            grid.wrong.append(Wrong(number, places[COLUMNS[0]], "twice", words))
        else:
            grid.found.append(Asked(number, places[COLUMNS[_WHO]], key, people))
    return grid


class _Row(NamedTuple):
    number: int
    cells: dict[str, Cell]
    places: dict[str, int]

    def _day(self) -> date | None:
        value = self.cells[COLUMNS[0]].value
        if isinstance(value, datetime):
            return value.date()
        try:
            return value if isinstance(value, date) else date.fromisoformat(str(value).strip().replace("/", "-"))
        except ValueError:
            return None

    def _clock(self, column: str) -> time | None:
        value = self.cells[column].value
        if isinstance(value, datetime):
            return value.time()
        try:
            return (
                value if isinstance(value, time) else time.fromisoformat(str(value).strip().replace("：", ":").zfill(5))
            )
        except ValueError:
            return None

    def _kind(self) -> ShiftKind | None:
        said = str(self.cells[COLUMNS[4]].value or "").strip()
        return next((kind for kind, word in _KINDS.items() if word == said), None)

    def key(self) -> str | None:
        """Which turn is meant."""
        on, starts, ends, kind = self._day(), self._clock(COLUMNS[2]), self._clock(COLUMNS[3]), self._kind()
        if on is None or starts is None or ends is None or kind is None:
            return None
        # Only the clock of its end stands in a key, so the day of the end does not matter.
        return slot_key(kind, datetime.combine(on, starts, LOCAL), datetime.combine(on, ends, LOCAL))

    def _names(self) -> list[str]:
        said = str(self.cells[COLUMNS[_WHO]].value or "").strip()
        return list(dict.fromkeys(name for name in _BETWEEN.split(said) if name))

    def people(self, by_name: Mapping[str, Sequence[UUID]]) -> tuple[UUID, ...]:
        """Who is named."""
        return tuple(by_name[name][0] for name in self._names())

    def _at(self, column: int, code: str, zh: str, en: str) -> Wrong:
        return Wrong(self.number, self.places[COLUMNS[column]], code, Words(zh, en))

    def wrong(self, known: set[str], by_name: Mapping[str, Sequence[UUID]]) -> Iterator[Wrong]:
        """What cannot be understood of this row, each by its cell."""
        for column in _NEEDED:
            if self.cells[COLUMNS[column]].is_formula:
                yield self._at(column, "formula", "这一格是公式，请填成文字", "This is a formula: write the text")
                return
        if self._day() is None:
            yield self._at(0, "no_day", "日期要像 2026-12-01 这样写", "Write the day like 2026-12-01")
        for column in (2, 3):
            if self._clock(COLUMNS[column]) is None:
                yield self._at(column, "no_time", "时间要像 08:30 这样写", "Write the time like 08:30")
        if self._kind() is None:
            yield self._at(4, "no_kind", f"只能填：{'、'.join(_KINDS.values())}", "Choose one of the words of the list")
        key = self.key()
        if key is not None and key not in known:
            zh = "这个月没有这个班，或者它已经开始了。日期和时间请不要改"
            yield self._at(0, "turn_unknown", zh, "This month has no such turn, or it has begun: leave day and times")
        yield from self._wrong_names(by_name)

    def _wrong_names(self, by_name: Mapping[str, Sequence[UUID]]) -> Iterator[Wrong]:
        for name in self._names():
            if name not in by_name:
                yield self._at(_WHO, "not_staff", f"本村没有有职务的“{name}”", f"Nobody called {name} has a role here")
            elif len(by_name[name]) > 1:
                zh = f"有两个人叫“{name}”，分不清是哪一个，请在手机上选"
                yield self._at(_WHO, "two_of_a_name", zh, f"Two people are called {name}: choose on the phone")
