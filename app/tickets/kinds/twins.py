"""Two requests that may be one matter: what each keeps of the other, and what the village decides. Plain values only.

The son sends it by phone, the mother asks at the counter: nothing is refused and nothing lost. Both are linked, the later
one is ended in one tap or the link is taken away, and either can be undone; the log keeps it all.
"""

from collections.abc import Mapping
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.core.problems import Refusal
from app.core.words import Words
from app.tickets.kinds.workflow import Details, Facts, Need, NeedKind

MOST = 20  # Beyond that a list of links tells nobody anything; the requests stand in the person's list in any case.
POSSIBLE, SAME, DIFFERENT = "possible", "same", "different"
# What a decision on the later one is called in the log of the earlier one.
NOTED = {
    "same_matter": "twin_same",
    "different_matter": "twin_different",
    "maybe_same": "twin_found",
    "separate": "twin_different",
}
WHICH = Need("twin_id", NeedKind.TEXT, Words("哪一件", "Which one"), longest=36)


class Twin(Details):
    """Another request for the same person and the same item."""

    id: UUID
    ticket_no: str = Field(max_length=40)
    later: bool  # The ticket that keeps this is the later one of the two: it is the one that ends.
    verdict: Literal["possible", "same", "different"] = "possible"


def linked(details: Mapping[str, Any], twin: Twin) -> dict[str, Any]:
    """Details that know of another twin; of one that they know already they take the new verdict."""
    rest = [each for each in details["twins"] if each["id"] != str(twin.id)]
    return {**details, "twins": [*rest, twin.model_dump(mode="json")]}


def has(facts: Facts, verdict: str) -> bool:
    """Whether something is to be decided, or to be undone, here: on the later one of two."""
    return any(each["later"] and each["verdict"] == verdict for each in facts.details["twins"])


def chosen(facts: Facts) -> dict[str, Any] | None:
    """The twin that a move is about."""
    wanted = facts.data["twin_id"]
    return next((each for each in facts.details["twins"] if each["id"] == wanted and each["later"]), None)


def known(facts: Facts) -> Refusal | None:
    """A guard: only of a request that is linked with this one can be said how they belong together."""
    if chosen(facts) is not None:
        return None
    return Refusal(
        422,
        "twin_unknown",
        "这两件事没有连在一起，请打开页面重新看一下。",
        "These two are not linked: open the page anew.",
        field="twin_id",
    )


def judged(facts: Facts, verdict: str) -> dict[str, Any]:
    """The details with a verdict on the chosen twin."""
    twin = chosen(facts) or {}
    return linked(facts.details, Twin.model_validate({**twin, "verdict": verdict}))
