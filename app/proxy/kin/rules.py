"""Decisions about requests to act for somebody. Plain values only."""

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.core.words import Words
from app.people.models import Service
from app.proxy.kin.models import RequestKind, RequestState

MOST_WAITING = 5  # Of one person, so that nobody floods a desk or tries out names.
MOST_A_DAY = 10
MOST_ITEMS = 20
MOST_FILES = 9
KEPT_OPEN = timedelta(days=30)
MANY = 5  # Whoever acts for more people than this deserves a look.


class Decline(StrEnum):
    """Why a request came to nothing; none of them says whether somebody of that name lives in the village."""

    NOT_CONFIRMED = "not_confirmed"
    PAPERS_MISSING = "papers_missing"
    COME_IN_PERSON = "come_in_person"
    NOT_ALLOWED = "not_allowed"


DECLINE_WORDS = {
    Decline.NOT_CONFIRMED: Words("没有向本人确认到。", "It could not be confirmed with the person."),
    Decline.PAPERS_MISSING: Words("证明材料还不够。", "The papers are not enough."),
    Decline.COME_IN_PERSON: Words("要带上证件到村里来办。", "Please come to the village with your papers."),
    Decline.NOT_ALLOWED: Words("这样的事不能由别人替办。", "This cannot be done by somebody else."),
}

STATE_WORDS = {
    (RequestKind.ASKED, RequestState.REQUESTED): Words(
        "已经交到村里，村里问过本人就告诉您。", "With the village, which asks the person and then tells you."
    ),
    (RequestKind.OFFERED, RequestState.REQUESTED): Words(
        "等对方在自己手机上答应。", "Waiting for the other side to accept on their phone."
    ),
    (RequestKind.ASKED, RequestState.CONFIRMED): Words("办好了，现在可以替办。", "Done: you may act now."),
    (RequestKind.OFFERED, RequestState.CONFIRMED): Words("对方答应了。", "Accepted."),
    (RequestKind.ASKED, RequestState.DECLINED): Words(
        "没有办成。有疑问请打村里的电话。", "It came to nothing. Ring the village if you have questions."
    ),
    (RequestKind.OFFERED, RequestState.DECLINED): Words("对方没有答应。", "Not accepted."),
    (RequestKind.ASKED, RequestState.WITHDRAWN): Words("您撤回了。", "You withdrew it."),
    (RequestKind.OFFERED, RequestState.WITHDRAWN): Words("您收回了。", "You took it back."),
}


def is_stale(created_at: datetime, at: datetime) -> bool:
    """Whether a request has waited too long to be granted."""
    return at - created_at > KEPT_OPEN


def is_same_person(one: tuple[str, str | None], other: tuple[str, str | None]) -> bool:
    """Whether two asks, each a name and perhaps a card number as typed, are about one person of a village, as far as one can tell."""
    (name, card), (other_name, other_card) = one, other
    same_name = "".join(name.split()) == "".join(other_name.split())
    return same_name and (card is None or other_card is None or card == other_card)


def joined_items(
    first: tuple[Collection[str], Collection[str]], later: tuple[Collection[str], Collection[str]]
) -> list[str]:
    """The items of two asks together, each given as services and items; none are all items, and so are more than fit."""
    errands = [set(items) for services, items in (first, later) if Service.ERRAND in services]
    together = set().union(*errands)
    return [] if not all(errands) or len(together) > MOST_ITEMS else sorted(together)


def is_neither(asker: UUID | None, *, principal: UUID, agent: UUID) -> bool:
    """Whether somebody is a third person to a delegation and so may confirm it at the desk."""
    return asker not in {principal, agent}


def deserves_a_look(principals: int) -> bool:
    """Whether somebody acts for so many people that the secretary should look."""
    return principals > MANY
