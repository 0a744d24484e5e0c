"""How a request is said, and what its buttons are called."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from app.core.words import Language, Words
from app.duty.swaps.models import Lapse, SwapState
from app.duty.swaps.rules import LAPSES, OPEN, SwapMove


class Part(StrEnum):
    """What of a request somebody may have said to the secretary."""

    REQUEST = "request"
    ANSWER = "answer"
    END = "end"


LABELS = {
    SwapMove.ACCEPT: Words("我来", "I will"),
    SwapMove.DECLINE: Words("来不了", "I cannot"),
    SwapMove.WITHDRAW: Words("收回", "Take it back"),
    SwapMove.CONFIRM: Words("同意，马上换", "Agree, at once"),
    SwapMove.OBJECT: Words("不同意", "Object"),
    SwapMove.ASK_UNDO: Words("想换回来", "Ask to have it back"),
    SwapMove.UNDO: Words("换回来", "Put it back as it was"),
    SwapMove.REFUSE_UNDO: Words("不换回来", "Leave it as it is"),
}
# How far it has come; {asker} asked, {asked} was asked, {by} agreed, {until} is when silence makes it so.
_SENTENCES = {
    SwapState.ASKED: Words("{asker}{wants}，等{asked}回答。", "{asker} {wants}. Waiting for {asked}."),
    SwapState.ACCEPTED: Words(
        "{by}答应了。{until}前书记不反对，就算定了。",
        "{by} agreed. It holds from {until} unless the secretary objects.",
    ),
    SwapState.EFFECTIVE: Words("换好了：{now}。", "Done: {now}."),
    SwapState.DECLINED: Words("{asked}来不了，班没有变。", "{asked} could not; nothing has changed."),
    SwapState.WITHDRAWN: Words("收回了，班没有变。", "It was taken back; nothing has changed."),
    SwapState.OBJECTED: Words("书记没同意，班没有变。", "The secretary objected; nothing has changed."),
    SwapState.LAPSED: Words("作废了：{why}。", "It ended by itself: {why}."),
    SwapState.UNDONE: Words("换回来了，和原来一样。", "It was undone: all is as it was before."),
}
_ALL = Words("大家", "everybody")
_WANTS = {
    False: Words("想请{asked}替班", "would like {asked} to take the turn"),
    True: Words("想和{asked}换班", "would like to swap with {asked}"),
}
# Whose word the secretary wrote down: that of the request, of the answer to it, and the one that ended it.
_RECORDED = {
    Part.REQUEST: Words(
        "请人是按{speaker}说的，{clerk}代记。", "The request was recorded by {clerk}, as {speaker} said."
    ),
    Part.ANSWER: Words(
        "答应是按{speaker}说的，{clerk}代记。", "The answer was recorded by {clerk}, as {speaker} said."
    ),
    Part.END: Words("这是按{speaker}说的，{clerk}代记。", "This was recorded by {clerk}, as {speaker} said."),
}
_NOT_SAID = Words("您没说过，请点“收回”。", "If you did not say so, take it back.")
_PARTS = {
    SwapState.ASKED: (Part.REQUEST,),
    SwapState.ACCEPTED: (Part.REQUEST, Part.ANSWER),
    SwapState.EFFECTIVE: (Part.REQUEST, Part.ANSWER),
    SwapState.DECLINED: (Part.END,),
    SwapState.WITHDRAWN: (Part.END,),
}
RECORDS = {
    SwapMove.ACCEPT: Words("{name}说：我来", "{name}: I will"),
    SwapMove.DECLINE: Words("{name}说：来不了", "{name}: I cannot"),
    SwapMove.WITHDRAW: Words("{name}说：收回", "{name}: I take it back"),
}
_UNDO_ASKED = Words("{by}想换回来，等对方答应。", "{by} would like it undone; the other side has to agree.")


class Record(NamedTuple):
    """A word that the secretary wrote down, in the language of its reader: whose, by whom, and whether it is the reader's."""

    speaker: str
    clerk: str
    is_mine: bool


class Said(NamedTuple):
    """The names and times of a request, in the language of its reader; `asked` is empty where everybody was."""

    asker: str
    asked: str
    by: str
    until: str
    now: str
    is_swap: bool
    undo_by: str
    records: Mapping[Part, Record]


def sentence(state: SwapState, lapse: Lapse | None, said: Said, language: Language) -> str:
    """How far it has come, in one sentence."""
    asked = said.asked or _ALL.speak(language)
    words = _UNDO_ASKED if state is SwapState.EFFECTIVE and said.undo_by else _SENTENCES[state]
    told = words.speak(
        language,
        asker=said.asker,
        asked=asked,
        by=said.undo_by or said.by,
        until=said.until,
        now=said.now,
        wants=_WANTS[said.is_swap].speak(language, asked=asked),
        why=LAPSES[lapse].speak(language) if lapse else "",
    )
    gap = " " if language == "en" else ""
    return gap.join([told[:1].upper() + told[1:], *_recorded(state, said, language)])


def _recorded(state: SwapState, said: Said, language: Language) -> Iterator[str]:
    """Which words the secretary wrote down; somebody who has said no such thing reads how it is taken back."""
    found = [(part, said.records[part]) for part in _PARTS.get(state, ()) if part in said.records]
    for part, record in found:
        yield _RECORDED[part].speak(language, speaker=record.speaker, clerk=record.clerk)
    if state in OPEN and any(record.is_mine for _, record in found):
        yield _NOT_SAID.speak(language)
