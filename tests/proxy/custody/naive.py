"""Another way to know where originals are: each one is a token that somebody moves by hand."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from uuid import UUID

from app.proxy.custody.models import CustodyKind, CustodyWay, SpotKind
from app.proxy.custody.rules import Act, Spot

BEGIN = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)


class Tokens:
    """Every original that was ever brought, and in whose pocket it is; one pocket each, so never in two places."""

    def __init__(self) -> None:
        self.pockets: list[tuple[str, str]] = []  # (code, where), one for each original; where "owner" is back home.
        self.asked: dict[UUID, Act] = {}

    def at(self, code: str, where: str) -> int:
        """How many lie there."""
        return self.pockets.count((code, where))

    def live(self, act: Act) -> None:
        """Let one entry of the log happen."""
        if act.kind is CustodyKind.CONFIRMED:
            about = self.asked[act.answers] if act.answers else act
            if self._waits(about):
                self._move(about)
        elif act.kind is CustodyKind.REFUSED or act.kind is CustodyKind.COPY_DESTROYED:
            return
        elif self._waits(act):
            self.asked[act.id] = act
        else:
            self.asked[act.id] = act
            self._move(act)

    def out(self) -> Counter[str]:
        """How many of each code have to come back."""
        return Counter(code for code, where in self.pockets if where not in {"owner", "settled"})

    def _move(self, act: Act) -> None:
        for code, count in act.papers.items():
            for _ in range(count):
                if act.giver.kind is SpotKind.OWNER:
                    self.pockets.append((code, "owner"))
                self.pockets.remove((code, name(act.giver)))
                self.pockets.append((code, name(act.taker)))

    @staticmethod
    def _waits(act: Act) -> bool:
        if act.kind is CustodyKind.HANDED_OVER and act.taker.kind is SpotKind.PERSON:
            return act.giver.kind is SpotKind.PERSON or act.taker.key != act.actor
        return act.kind is CustodyKind.RETURNED and act.way is CustodyWay.APP


def name(spot: Spot) -> str:
    """A pocket by one word."""
    return f"{spot.kind}:{spot.key}" if spot.key else str(spot.kind)


def after(minutes: int) -> datetime:
    """An instant of the story."""
    return BEGIN + timedelta(minutes=minutes)
