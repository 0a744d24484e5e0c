"""A story whose clock strikes, and that any move can be tried on, with good answers and with any."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from app.core.problems import Refusal
from app.tickets.kinds.needs import checked_data
from app.tickets.kinds.workflow import Kind, Move, Need, NeedKind, Side
from tests.tickets.kinds.story import Story

WANG = {"name": "王老汉", "role": "applicant", "agreed": True}
LI = {"name": "李老四", "role": "respondent", "agreed": True}
TEXTS = {NeedKind.TEXT, NeedKind.LONG_TEXT}


class Life(Story):
    """`typical` maps names of needs to answers that get through where the usual good ones would not."""

    def __init__(self, kind: Kind, asks: dict[str, Any], typical: Mapping[str, Any] | None = None) -> None:
        super().__init__(kind, asks)
        self.typical = typical or {}

    def make(self, name: str, *sides: Side, **data: Any) -> "Life":
        super().make(name, *sides, **data)
        return self

    def waits(self, **span: int) -> "Life":
        super().waits(**span)
        return self

    def clock_strikes(self) -> "Life":
        """Let the time of the present state run out, and the system act."""
        move = next(m for m in self.kind.moves_from(self.state) if m.after is not None)
        assert move.after is not None
        return self.waits(days=move.after.amount).make(move.name, Side.CLOCK)

    def lets(self, move: Move, data: dict[str, Any], sides: Iterable[Side]) -> bool:
        """Whether a move gets through its gates; if it does, its details have to be the kind's."""
        try:
            facts = self.facts(checked_data(move.needs, data), *sides)
            if move.barred(facts) or move.guard(facts):
                return False
        except Refusal:
            return False
        kept = self.kind.details.model_validate(move.effect(facts)).model_dump(mode="json")
        assert self.kind.details.model_validate(kept).model_dump(mode="json") == kept
        return True

    def good_answers(self, move: Move) -> dict[str, Any]:
        return {need.name: self.typical.get(need.name, self._good(need)) for need in move.needs}

    def any_answers(self, move: Move, draw: st.DataObject) -> dict[str, Any]:
        """Good answers but for some, which are well-formed and anything, or missing."""
        odd = draw.draw(st.sets(st.sampled_from([need.name for need in move.needs])) if move.needs else st.just(set()))
        answers = self.good_answers(move)
        for need in (need for need in move.needs if need.name in odd):
            answers[need.name] = draw.draw(self._any(need), label=need.name)
        return {name: answer for name, answer in answers.items() if answer is not None}

    def _good(self, need: Need) -> Any:
        values = [choice.value for choice in need.choices]
        tomorrow = self.now + timedelta(days=1)
        return {
            NeedKind.YES: True,
            NeedKind.CHOICE: values[0] if values else None,
            NeedKind.CHOICES: values,
            NeedKind.DATE: self.today.isoformat(),
            NeedKind.DATETIME: tomorrow.isoformat(),
            NeedKind.NUMBER: 1,
            NeedKind.PHONE: "13800000000",
            NeedKind.PERSON: "00000000-0000-0000-0000-000000000009",
            NeedKind.PARTIES: [WANG, LI],
        }.get(need.kind, "说清楚了")

    def _any(self, need: Need) -> st.SearchStrategy[Any]:
        values = [choice.value for choice in need.choices] or [""]
        day = st.integers(-60, 60).map(lambda n: (self.today + timedelta(days=n)).isoformat())
        short = st.text(min_size=1, max_size=120)
        rows = {"name": short, "role": st.sampled_from(["applicant", "respondent", "witness"]), "agreed": st.booleans()}
        term = {"obligor": short, "what": st.text(min_size=1, max_size=300), "due_on": day, "manner": short}
        amounts = {"amount_fen": st.integers(0, 10_000_000_00)}
        other = st.none() | (
            st.text(min_size=1, max_size=need.longest) if need.kind in TEXTS else st.just(self._good(need))
        )
        return {
            NeedKind.YES: st.sampled_from([True, False, None]),
            NeedKind.CHOICE: st.sampled_from(values) | st.none(),
            NeedKind.CHOICES: st.lists(st.sampled_from(values), max_size=30),
            NeedKind.DATE: day | st.dates().map(lambda on: on.isoformat()),
            NeedKind.DATETIME: st.integers(-9999, 9999).map(lambda n: (self.now + timedelta(hours=n)).isoformat()),
            NeedKind.NUMBER: st.integers(0, 1_000_000),
            NeedKind.PARTIES: st.lists(st.fixed_dictionaries(rows), max_size=3),
            NeedKind.TERMS: st.lists(st.fixed_dictionaries(term, optional=amounts), max_size=3),
        }.get(need.kind, other)
