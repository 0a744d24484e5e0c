"""What a timeline says."""

from typing import Any

import pytest

from app.core.words import Language
from app.tickets.answers import rules
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import TicketEvent


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "超过时间，已请赵长河、周敏督办"), ("en", "Late: 赵长河, 周敏 was asked to step in")],
)
def test_an_entry_sets_names_apart_as_its_language_does(language: Language, text: str) -> None:
    data: dict[str, Any] = {"to_name": "赵长河、周敏", "level": 1, "owner": "village"}
    event = TicketEvent(what="escalated", actor_side="clock", data=data)  # type: ignore[call-arg]
    assert rules.event_text(KINDS[Service.ERRAND], event, language) == text
