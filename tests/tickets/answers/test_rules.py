"""What a timeline says."""

from typing import Any

import pytest

from app.core.words import Language
from app.tickets.answers import rules
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import TicketEvent
from app.tickets.rules import sentence


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "超过时间，已请赵长河、周敏督办"), ("en", "Late: 赵长河, 周敏 was asked to step in")],
)
def test_an_entry_sets_names_apart_as_its_language_does(language: Language, text: str) -> None:
    data: dict[str, Any] = {"to_name": "赵长河、周敏", "level": 1, "owner": "village"}
    event = TicketEvent(what="escalated", actor_side="clock", data=data)  # type: ignore[call-arg]
    assert rules.event_text(KINDS[Service.ERRAND], event, language) == text


@pytest.mark.parametrize(
    ("statuses", "zh", "en"),
    [
        (["missing", "supplied"], "还差 1 样材料，", "Papers missing: 1."),
        (["missing", "rejected", "said"], "还差 2 样材料，", "Papers missing: 2."),
        (["supplied"], "还差几样材料，", "Papers missing: some."),
    ],
)
def test_a_sentence_counts_the_papers_that_are_missing(statuses: list[str], zh: str, en: str) -> None:
    kind = KINDS[Service.ERRAND]
    materials = [{"kind": "copy", "status": status} for status in statuses]
    lacks = rules.lacks({"materials": [*materials, {"kind": "in_person", "status": "missing"}]})
    state = kind.state("correction_required")
    assert sentence(kind, state, {"lacks": lacks.zh}, None, "zh").startswith(zh)
    assert sentence(kind, state, {"lacks": lacks.en}, None, "en").startswith(en)


@pytest.mark.parametrize(
    ("status", "zh"), [("missing", "这件事撤回了。想办"), ("returned", "这件事撤回了。交来的原件都退还了。想办")]
)
def test_a_sentence_speaks_of_originals_only_where_some_were_handed_in(status: str, zh: str) -> None:
    kind = KINDS[Service.ERRAND]
    back = rules.given_back({"materials": [{"code": "hukou_book", "status": status}]})
    state = kind.state("withdrawn")
    assert sentence(kind, state, {"given_back": back.zh}, None, "zh").startswith(zh)
    english = sentence(kind, state, {"given_back": back.en}, None, "en")
    assert ("originals" in english) == (status == "returned")
    assert "  " not in english
    assert ". Come again" in english
