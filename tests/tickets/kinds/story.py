"""Walking a ticket through a kind's table by plain facts, without a database."""

import csv
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import strategies as st

from app.core.clock import local_date
from app.core.problems import Refusal
from app.tickets.kinds.needs import checked_data
from app.tickets.kinds.workflow import CADRES, Facts, ItemFacts, Kind, Move, Need, NeedKind, Side

CADRE, COLLEAGUE, VILLAGER = UUID(int=1), UUID(int=2), UUID(int=3)


def states_on_paper(service: str) -> dict[str, tuple[str, str]]:
    """The state dictionary of the domain reference: state -> (Chinese label, core state)."""
    with (Path(__file__).parent / "states.csv").open(encoding="utf-8") as file:
        return {r["state"]: (r["label_zh"], r["core_state"]) for r in csv.DictReader(file) if r["service"] == service}


class Story:
    """One ticket's life; each step goes through the same gates as the service's one door."""

    def __init__(self, kind: Kind, asks: dict[str, Any], item: ItemFacts | None = None) -> None:
        self.kind, self.item = kind, item
        self.now = self.entered_at = datetime(2026, 11, 21, 1, 12, tzinfo=UTC)
        self.state, first = kind.begin(kind.asks.model_validate(asks), item)
        self.details: dict[str, Any] = kind.details.model_validate(first).model_dump(mode="json")
        self.made: list[str] = []
        self.actor: UUID = CADRE
        self.assignee: UUID | None = CADRE

    @property
    def today(self) -> date:
        return local_date(self.now)

    def facts(self, data: dict[str, Any], *sides: Side) -> Facts:
        here = frozenset(sides)
        return Facts(
            self.state,
            self.details,
            self.now,
            self.today,
            data,
            here,
            self.actor,
            self.item,
            tuple(self.made),
            self.entered_at,
            helped_id=VILLAGER,
            assignee_id=self.assignee,
        )

    def offered(self, *sides: Side) -> set[str]:
        """The names of the moves that somebody on these sides may make now."""
        facts = self.facts({}, *sides)
        return {m.name for m in self.kind.moves_from(self.state) if self._stands(m, facts) and m.when(facts)}

    @staticmethod
    def _stands(move: Move, facts: Facts) -> bool:
        """A sheet is signed by the villager and brought by a cadre; what else a cadre records for him is another's test.

        Nobody makes the step of a turn, or of a silence, by itself.
        """
        if move.door in {"handover", "onward"}:
            return False
        return bool(move.by & facts.sides) or (move.door == "authorisation" and bool(facts.sides & CADRES))

    def waits(self, **span: int) -> "Story":
        self.now += timedelta(**span)
        return self

    def make(self, name: str, *sides: Side, **data: Any) -> "Story":
        """Make a move or raise its refusal; a move that is not offered fails the test."""
        move = self.kind.move(name, self.state)
        assert move is not None, f"no {name} from {self.state}"
        assert name in self.offered(*sides), f"{name} is not offered to {sides} in {self.state}"
        told = checked_data(move.asks(self.facts({}, *sides)), data)
        for text in told.values():
            if isinstance(text, str) and (why := self.kind.forbids(text)):
                raise Refusal(422, "forbidden_text", *why)
        facts = self.facts(told, *sides)
        if refusal := move.barred(facts) or move.guard(facts):
            raise refusal
        self.details = self.kind.details.model_validate(move.effect(facts)).model_dump(mode="json")
        if move.to:
            self.state, self.entered_at = move.to, self.now
        self.made.append(name)
        return self

    def refusal(self, name: str, *sides: Side, **data: Any) -> str:
        """The code with which a move is refused; the story stays where it is."""
        before = self.state, self.details
        with pytest.raises(Refusal) as refused:
            self.make(name, *sides, **data)
        refusal = refused.value
        assert refusal.status == 422
        assert refusal.words.zh
        assert refusal.words.en
        assert "{" not in refusal.words.zh + refusal.words.en
        assert (self.state, self.details) == before
        return refusal.code

    def live_on(self, draw: st.DataObject, steps: int = 15) -> None:
        """Live on at random: whatever the gates let through must leave details that the kind accepts."""
        for _ in range(steps):
            moves = [
                m
                for m in self.kind.moves_from(self.state)
                if m.door not in {"handover", "onward"} and m.when(self.facts({}, *m.by))
            ]
            if not moves:
                return
            # Most lives shall get far, so ends come seldom.
            onward = [m for m in moves if m.needs and not (m.to and self.kind.state(m.to).ends)] or moves
            move = draw.draw(st.sampled_from(onward * 4 + moves), label="move")
            sides = draw.draw(st.lists(st.sampled_from(sorted(move.by)), min_size=1, unique=True))
            needs = move.asks(self.facts({}, *sides))
            data = {need.name: draw.draw(_answers(need, self), label=need.name) for need in needs}
            given = {name: value for name, value in data.items() if value is not None}
            self.actor = draw.draw(st.sampled_from([CADRE, COLLEAGUE]))
            with suppress(Refusal):
                self.make(move.name, *sides, **given)
            self.waits(hours=draw.draw(st.sampled_from([0, 1, 30, 24 * 16])))


def _answers(need: Need, story: Story) -> st.SearchStrategy[Any]:
    """Well-formed and ill-formed answers to a need, or none."""
    values = [choice.value for choice in need.choices]
    papers = [m["code"] for m in story.details.get("materials", [])] + ["unknown"]
    rows = st.fixed_dictionaries({"code": st.sampled_from(papers)}, optional={"reason": st.text(max_size=20)})
    given: st.SearchStrategy[Any] = {
        NeedKind.TEXT: st.text(min_size=1, max_size=need.longest),
        NeedKind.LONG_TEXT: st.text(min_size=1, max_size=need.longest),
        NeedKind.YES: st.sampled_from([True] * 9 + [False]),
        NeedKind.CHOICE: st.sampled_from(values * 9 + ["unknown"]),
        NeedKind.CHOICES: st.lists(st.sampled_from(values or ["unknown"]), unique=True),
        NeedKind.DATE: st.integers(-3, 40).map(lambda n: (story.today + timedelta(days=n)).isoformat()),
        NeedKind.DATETIME: st.integers(-48, 400).map(lambda n: (story.now + timedelta(hours=n)).isoformat()),
        NeedKind.NUMBER: st.integers(-1, 1_000_001),
        NeedKind.PHONE: st.sampled_from(["13800000000", "029000000001"]),
        NeedKind.PERSON: st.sampled_from([str(CADRE), str(COLLEAGUE)]),
        NeedKind.MATERIALS: st.just([{"code": code} for code in papers[:-1]]) | st.lists(rows, max_size=4),
        NeedKind.ORIGINALS: st.lists(_originals(papers), min_size=1, max_size=3),
        NeedKind.PARTIES: st.just([]),
        NeedKind.TERMS: st.just([]),
    }[need.kind]
    return given if need.required else st.none() | given


def _originals(papers: list[str]) -> st.SearchStrategy[Any]:
    with_li = {"holder": "person", "holder_id": str(CADRE), "holder_name": "李秀英", "since": "2026-11-21T01:12:00Z"}
    count = st.integers(0, 2)
    return st.builds(
        lambda code, n: {"code": code, "count": n} | (with_li if n else {}), st.sampled_from(papers), count
    )


def words_of(kind: Kind) -> list[tuple[str, str]]:
    """Every text of a kind that a person reads, as (Chinese, English)."""
    moves: list[Move] = list(kind.moves)
    texts = [kind.words, *kind.plan]
    texts += [w for s in kind.states for w in (s.words, s.says, s.todo, s.for_staff) if w]
    texts += [w for c in kind.clocks for w in (c.words, c.promise, c.for_staff) if w]
    texts += [w for m in moves for w in (m.words, m.past)]
    needs = [need for move in moves for need in move.needs]
    texts += [w for n in needs for w in (n.words, n.hint, *(c.words for c in n.choices)) if w]
    return [(words.zh, words.en) for words in texts]
