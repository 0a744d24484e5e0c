"""Which services are really open at an instant, and the board as a sheet of paper. Plain values only."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from reportlab.platypus import Flowable

from app.core.pdf import Code, PaperSize, Pen, document
from app.core.words import Language, Words
from app.duty.rules import Turn, is_out, out_words, turns_at
from app.people.models import Role, Service

_ANYBODY = frozenset({Role.DUTY_CADRE, Role.VILLAGE_SECRETARY, Role.MEDIATOR, Role.VILLAGE_DOCTOR})
_CADRES = frozenset({Role.DUTY_CADRE, Role.VILLAGE_SECRETARY})
# Whose presence opens a service: an errand is taken in by whoever sits there, an illness by nobody but the doctor.
_SERVED_BY = {
    Service.ERRAND: _ANYBODY,
    Service.MEDICAL: frozenset({Role.VILLAGE_DOCTOR}),
    Service.PARCEL: _CADRES,
    Service.FINANCE: _CADRES,
    Service.DISPUTE: frozenset({Role.MEDIATOR}),
}
_HERE = Words("{name}在，现在能办", "Open now: {name} is here")
_SHUT = Words("现在关着门，可以先提交", "Closed now: you can send it before")
_NOT_HERE = {
    Service.ERRAND: Words("现在没人在，请先打电话", "Nobody is here: please call first"),
    Service.MEDICAL: Words("医生现在不在中心，请先打电话", "The doctor is not at the centre: please call first"),
    Service.PARCEL: Words("管快递的人现在不在，请先打电话", "Nobody is at the parcels: please call first"),
    Service.FINANCE: Words("管取钱缴费的人现在不在，请先打电话", "Nobody is here for money matters: please call first"),
    Service.DISPUTE: Words("调解员现在不在中心，请先打电话", "The mediator is not at the centre: please call first"),
}
_OUT = Words("{name}{note}", "{name}: {note}")


class Open(NamedTuple):
    """Whether a service is open, by whose presence, and the sentence for it."""

    is_open: bool
    by: str | None
    says: Words


def served(
    service: Service, turns: Sequence[Turn], roles: Mapping[UUID, frozenset[Role]], at: datetime, *, door_open: bool
) -> Open:
    """Whether somebody who may do a service is at the desk behind an open door, or when one who is out comes back."""
    if not door_open:
        return Open(is_open=False, by=None, says=_SHUT)
    able = [turn for turn in turns_at(turns, at) if roles.get(turn.person_id, frozenset()) & _SERVED_BY[service]]
    here = next((turn for turn in able if not is_out(turn, at)), None)
    if here is not None:
        return Open(is_open=True, by=here.name, says=_said(_HERE, name=Words(here.name, here.name)))
    note = out_words(able[0], at) if able else None
    if note is not None:
        return Open(is_open=False, by=None, says=_said(_OUT, name=Words(able[0].name, able[0].name), note=note))
    return Open(is_open=False, by=None, says=_NOT_HERE[service])


def _said(words: Words, **parts: Words) -> Words:
    return Words(
        words.zh.format(**{name: part.zh for name, part in parts.items()}),
        words.en.format(**{name: part.en for name, part in parts.items()}),
    )


W: Mapping[str, Words] = {
    "title": Words("{village} 值班公示", "{village}: who is on duty"),
    "centre": Words("在哪里", "Where"),
    "phone": Words("电话", "Phone"),
    "day": Words("日期", "Day"),
    "hours": Words("开门时间", "Open"),
    "who": Words("谁值班", "On duty"),
    "shut": Words("不开门", "closed"),
    "nobody": Words("打中心电话", "call the centre"),
    "supervision": Words("没人、没办好，打监督电话", "Nobody there, or not done? Call"),
    "now": Words(
        "扫码看现在谁在、几点回来。以手机上的为准，换班随时更新。",
        "Scan to see who is here now. The phone is right to the minute.",
    ),
    "as_of": Words("{day} 打印", "printed {day}"),
}


class SheetDay(NamedTuple):
    """One line of the sheet, as it is printed."""

    day: str
    hours: str
    who: str


class Sheet(NamedTuple):
    """What hangs at the gate for a week; the address behind the code is the board as it is now."""

    title: str
    as_of: str
    facts: tuple[tuple[str, str], ...]
    days: tuple[SheetDay, ...]
    supervision: tuple[tuple[str, str], ...]
    address: str
    language: Language


@lru_cache(maxsize=32)
def as_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF on A4; the same sheet is drawn once."""
    return document(
        lambda pen: _parts(sheet, pen), PaperSize.A4, title=sheet.title, foot=f"{sheet.title} · {sheet.as_of}"
    )


def _parts(sheet: Sheet, pen: Pen) -> list[Flowable]:
    say: Callable[[str], str] = lambda name: W[name].speak(sheet.language)  # noqa: E731 - one word for three below.
    code = [Code(sheet.address, pen.width * 0.22)]
    head = [pen.text(sheet.title, 1.9), pen.gap(0.3), pen.facts(sheet.facts, 0.2, pen.width * 0.74)]
    rows = [list(day) for day in sheet.days]
    return [
        pen.columns([head, code], [0.76, 0.24]),
        pen.gap(0.5),
        pen.grid([say("day"), say("hours"), say("who")], rows, [1.2, 1.2, 2.2]),
        pen.gap(0.6),
        pen.text(say("supervision"), 1.15, after=0.2),
        pen.facts(sheet.supervision, 0.5),
        pen.gap(0.6),
        pen.text(say("now"), 0.9),
    ]
