"""From the duty log, as somebody may have it, to the sheet of paper."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from app.core.clock import LOCAL
from app.core.words import Language
from app.proxy.duty_log.schemas import CountsOut, DayLine, DutyDay, DutyMonth, HiddenCount, RemarkOut, TurnLine
from app.proxy.duty_log.sheet.rules import MARK_WORDS, Grid, Line, Paper, W

_IN_MONTH = (
    "walk_ins",
    "calls",
    "other",
    "handled",
    "passed_on",
    "trips",
    "urgent",
    "open_at_end",
    "on_paper",
    "remarks",
)


class _Spoken:
    """The fixed texts of a sheet in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def __call__(self, name: str, **values: object) -> str:
        return W[name].speak(self.language, **values)

    def row(self, parts: Iterable[str]) -> str:
        """Several things in a row."""
        return ("、" if self.language == "zh" else ", ").join(part for part in parts if part)


def _clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%H:%M}"


def _day_and_clock(at: datetime) -> str:
    return f"{at.astimezone(LOCAL):%m-%d %H:%M}"


def _span(turn: TurnLine) -> str:
    return f"{_clock(turn.starts_at)}–{_clock(turn.ends_at)}"


def day_paper(day: DutyDay, made: str, language: Language) -> Paper:
    """The log of a day, to be signed and filed."""
    say = _Spoken(language)
    on = day.on.isoformat() + (f" {day.day_name}" if day.day_name else "")
    facts = [(say("village"), day.village.name), (say("day"), on), (say("made"), made)]
    if not day.is_over:
        facts.append((say("as_of"), say("not_over")))
    turns = tuple((_span(turn), turn.name, turn.leader or "", _sign(turn, say)) for turn in day.turns)
    head = tuple(say(name) for name in ("when", "who", "leader", "sign"))
    return Paper(
        name=f"{say('day_title')} {day.village.name} {day.on.isoformat()}",
        title=say("day_title"),
        facts=tuple(facts),
        grids=(Grid(head, turns, (2, 2, 2, 3), say("turns"), say("nobody")), *_contents(day, say)),
        numbers=tuple(_numbers(day.counts, say) + _hidden(day.hidden, say)),
        numbers_title=say("numbers"),
        note=say("rule"),
        signs=(say("sign_duty"), say("sign_leader")),
    )


def _sign(turn: TurnLine, say: _Spoken) -> str:
    """The sign that somebody served in a turn, and what became of the turn."""
    if not turn.served:
        return say.row([say("none_yet"), *turn.changes])
    sign = _clock(turn.first_act_at) if turn.first_act_at else say("served")
    return say.row([sign + (say("by_paper") if turn.on_paper else ""), *turn.changes])


def _numbers(counts: CountsOut, say: _Spoken) -> list[Line]:
    return [(say(name), str(getattr(counts, name))) for name in CountsOut.model_fields]


def _hidden(hidden: Sequence[HiddenCount], say: _Spoken) -> list[Line]:
    return [(say("for_few", label=each.label), str(each.count)) for each in hidden]


def _contents(day: DutyDay, say: _Spoken) -> tuple[Grid, ...]:
    def grid(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]], shares: tuple[float, ...]) -> Grid:
        return Grid(tuple(say(name) for name in head), tuple(rows), shares, say(title))

    def marks(names: Iterable[str]) -> str:
        return say.row(MARK_WORDS[name].speak(say.language) for name in names)

    matters = ((each.ticket_no, f"{each.service_label} {each.title}", marks(each.marks)) for each in day.matters)
    urgent = ((_clock(each.at), each.ticket_no, each.label, say.row(each.told)) for each in day.urgent)
    trips = ((_clock(e.at), e.who, f"{e.action} {e.place}".strip(), say.row(e.numbers)) for e in day.trips)
    remarks = ((_day_and_clock(each.happened_at), each.label, _remark(each, say)) for each in day.remarks)
    return (
        grid("matters", ("number", "what", "state"), matters, (3, 4, 3)),
        grid("urgent", ("when", "number", "state", "told"), urgent, (1, 3, 2, 3)),
        grid("trips", ("when", "who", "where", "number"), trips, (1, 2, 3, 3)),
        grid("remarks", ("when", "what", "said"), remarks, (2, 2, 6)),
    )


def _remark(remark: RemarkOut, say: _Spoken) -> str:
    """A word of the log with how it came into it."""
    parts = [say("counted", n=remark.count) if remark.count else "", remark.text]
    if remark.told_whom and remark.told_at:
        parts.append(say("told_words", whom=remark.told_whom, at=_day_and_clock(remark.told_at)))
    how = {"by": remark.by, "at": _day_and_clock(remark.written_at)}
    if remark.on_paper:
        parts.append(f"【{say('paper_words', **how)}】")
    if remark.sat:
        parts.append(say("sat_words", sat=remark.sat))
    if remark.late:
        parts.append(f"【{say('late_words', **how)}】")
    return " ".join(part for part in parts if part)


def month_paper(month: DutyMonth, made: str, language: Language) -> Paper:
    """The days of a month with their sums."""
    say = _Spoken(language)
    facts = [(say("village"), month.village.name), (say("month"), month.month), (say("made"), made)]
    total: tuple[str | int, ...] = (say("total"), "", *_in_month(month.totals))
    rows = (*(_month_row(line, say) for line in month.days), total)
    head = (say("day"), say("who"), *(say(name) for name in _IN_MONTH))
    return Paper(
        name=f"{say('month_title')} {month.village.name} {month.month}",
        title=say("month_title"),
        facts=(*facts, *_hidden(month.hidden, say)),
        grids=(Grid(head, rows, (1.8, 4.8, *(1.0 for _ in _IN_MONTH))),),
        numbers=(),
        numbers_title="",
        note=say("rule"),
        signs=(say("sign_leader"),),
        is_wide=True,
    )


def _month_row(line: DayLine, say: _Spoken) -> tuple[str | int, ...]:
    on = f"{line.on:%m-%d}" + (f" {line.day_name}" if line.day_name else "")
    return (on, say.row(f"{_span(turn)} {turn.name}" for turn in line.turns), *_in_month(line.counts))


def _in_month(counts: CountsOut) -> list[int]:
    return [getattr(counts, name) for name in _IN_MONTH]
