"""Texts that people read, in both languages, kept side by side so that none is forgotten."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Words(NamedTuple):
    """One text in Chinese and in English."""

    zh: str
    en: str

    def speak(self, language: Language, **values: object) -> str:
        """The text in one language, its {placeholders} filled."""
        text = self.en if language == "en" else self.zh
        return text.format(**values) if values else text


THE_SYSTEM = Words("系统", "The system")  # Who did what nobody did.


def listed(names: Iterable[str]) -> Words:
    """Names one after the other, set apart as each language does it."""
    names = list(names)
    return Words("、".join(names), ", ".join(names))


def choose_language(accept_language: str | None) -> Language:
    """The language of an answer: Chinese unless the caller's first known preference is English (RFC 9110 §12.5.4)."""
    best, weight = "zh", 0.0
    for part in (accept_language or "").split(","):
        tag, _, q = part.strip().partition(";q=")
        try:
            value = float(q) if q else 1.0
        except ValueError:
            continue
        if tag[:2].lower() in {"zh", "en"} and value > weight:
            best, weight = tag[:2].lower(), value
    return "en" if best == "en" else "zh"
