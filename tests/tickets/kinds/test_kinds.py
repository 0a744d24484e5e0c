import re
from collections.abc import Mapping
from dataclasses import replace
from string import Formatter
from typing import Any

import pytest

from app.core.words import Words
from app.places.rules import Limit, LimitUnit
from app.tickets.kinds import KINDS
from app.tickets.kinds.checking import checked
from app.tickets.kinds.needs import yes
from app.tickets.kinds.workflow import (
    ENDED,
    Clock,
    Core,
    Details,
    ItemFacts,
    Kind,
    Move,
    Need,
    NeedKind,
    Owner,
    Service,
    Side,
    State,
)

EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
HELPED, DUTY, CLOCK = frozenset({Side.HELPED}), frozenset({Side.DUTY}), frozenset({Side.CLOCK})
TEXT = Words("好", "Good")


def begin(_: Details, __: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    return "asked", {}


def title(_: Mapping[str, Any], __: ItemFacts | None) -> Words:
    return TEXT


def move(name: str, at: str, to: str | None, **more: Any) -> Move:
    return replace(Move(name, TEXT, TEXT, (at,), to, DUTY), **more)


ASKED, DONE = State("asked", TEXT, Core.SUBMITTED, TEXT, "answer"), State("done", TEXT, Core.CLOSED, TEXT, ends=True)
FINISH = move("finish", "asked", "done")
ANSWER = Clock("answer", TEXT, Owner.VILLAGE, Words("{due}前", "by {due}"), Limit(1, LimitUnit.WORKING_DAYS))
SMALL = Kind(
    Service.ERRAND, "X", TEXT, Details, Details, begin, title, states=(ASKED, DONE), moves=(FINISH,), clocks=(ANSWER,)
)


def blanks(words: Words) -> set[str]:
    return {name for text in words for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_there_are_five_services_and_no_two_share_a_letter() -> None:
    assert KINDS.keys() == set(Service)
    assert all(service is kind.service for service, kind in KINDS.items())
    assert "".join(sorted(kind.letter for kind in KINDS.values())) == "DEFMP"


def test_every_core_state_of_the_product_is_used() -> None:
    assert {state.core for kind in KINDS.values() for state in kind.states} == set(Core)


@EACH
def test_doors_are_for_ratings_turns_and_for_originals_of_errands(kind: Kind) -> None:
    others = {move.door for move in kind.moves} - {None, "rating"}
    errands = {"custody", "authorisation"} if kind.service is Service.ERRAND else set()
    # Health and quarrels are not handed from turn to turn, nor taken from somebody who lets them lie.
    turns = set() if kind.service in {Service.MEDICAL, Service.DISPUTE} else {"handover", "onward"}
    assert others <= errands | turns
    assert all(move.to is None for move in kind.moves if move.door in others)


@EACH
def test_every_service_ends_in_a_rating_that_has_its_own_door(kind: Kind) -> None:
    ratings = [move for move in kind.moves if move.door == "rating"]
    assert ratings
    for rating in ratings:
        assert (rating.name, rating.door) == ("rate", "rating")
        assert rating.by > HELPED
        assert {kind.state(at).core for at in rating.at} <= ENDED | {Core.COMPLETED}
    delivered = {state.name for state in kind.states if state.core is Core.DELIVERED}
    assert delivered <= {at for rating in ratings for at in rating.at}


@EACH
def test_whoever_asked_may_also_withdraw(kind: Kind) -> None:
    asked = [state.name for state in kind.states if state.core is Core.SUBMITTED]
    for name in set(asked) - {"unmatched", "arrived"}:  # These are no wish: a parcel lies on the shelf.
        ways = {move.to for move in kind.moves_from(name) if Side.HELPED in move.by and move.to}
        assert Core.WITHDRAWN in {kind.state(to).core for to in ways}, name


@EACH
def test_somebody_can_take_every_open_ticket_or_be_given_it(kind: Kind) -> None:
    for state in kind.states:
        if state.core not in ENDED and not state.ends:
            assert {"take", "assign", "change_urgency"} <= {move.name for move in kind.moves_from(state.name)}, (
                state.name
            )


@EACH
def test_an_open_state_has_a_clock_so_that_nothing_lies_forgotten(kind: Kind) -> None:
    waiting = {Core.SUBMITTED, Core.ACCEPTED, Core.IN_PROGRESS, Core.WAITING_EXTERNAL, Core.SUSPENDED}
    assert [state.name for state in kind.states if state.core in waiting and state.clock is None] == []


@EACH
def test_sentences_have_only_blanks_that_can_be_filled(kind: Kind) -> None:
    known = {"who", "village", "town", "name", "lacks", "given_back", *kind.details.model_fields}
    paused = known | {"until"}
    for state in kind.states:
        for says in filter(None, (state.says, state.for_staff)):
            assert blanks(says) <= (paused if state.paused else known), state.name
    assert all({"due"} <= blanks(clock.promise) <= {"due", *known} for clock in kind.clocks)
    for each in kind.moves:
        assert blanks(each.past) <= {"by", "to", *(need.name for need in each.needs)}, each.name
        assert blanks(each.words) == set()


SPEAKS_TO_SOMEBODY = re.compile(r"您|我们|\b(?:you|yours?|we|us|our)\b", re.IGNORECASE)


@EACH
def test_whoever_works_on_a_matter_reads_no_sentence_that_speaks_to_the_villager(kind: Kind) -> None:
    said = [state.for_staff or state.says for state in kind.states]
    said += [clock.for_staff or clock.promise for clock in kind.clocks]
    said += [*kind.plan, *(move.ahead for move in kind.moves if move.ahead), *(move.past for move in kind.moves)]
    assert len(said) > 20
    assert [words for words in said if SPEAKS_TO_SOMEBODY.search(words.zh + " " + words.en)] == []
    assert [words for state in kind.states if (words := state.says) and SPEAKS_TO_SOMEBODY.search(words.zh + words.en)]


@EACH
def test_what_a_move_asks_is_asked_once_and_can_be_answered(kind: Kind) -> None:
    for each in kind.moves:
        names = [need.name for need in each.needs]
        assert len(names) == len(set(names)), each.name
        for need in each.needs:
            values = [choice.value for choice in need.choices]
            assert len(values) == len(set(values))
            assert bool(values) == need.kind.value.startswith("choice"), need.name


@EACH
def test_the_details_keep_all_that_is_asked_and_secrets_are_details(kind: Kind) -> None:
    assert kind.asks.model_fields.keys() <= kind.details.model_fields.keys()
    assert kind.secret <= kind.details.model_fields.keys()


def test_a_right_table_is_the_kind_itself() -> None:
    assert checked(SMALL, ("asked",)) is SMALL


class Signed(Details):
    """Details that know of a signature."""

    signed: bool = False


WHOSE = Need("whose", NeedKind.TEXT, TEXT, begins="nobody")
SIGNED = replace(yes("signed", "签了字", "Signed"), begins="signed")
LOST = State("lost", TEXT, Core.SUSPENDED, TEXT)


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"states": (ASKED, ASKED, DONE)}, "state asked twice"),
        ({"states": (ASKED, DONE, replace(DONE, name="other"))}, "state other is unreachable"),
        ({"states": (ASKED, DONE, LOST), "moves": (FINISH, move("lose", "asked", "lost"))}, "state lost is a dead end"),
        ({"states": (ASKED, replace(DONE, clock="hope"))}, "state done has unknown clock hope"),
        ({"states": (ASKED, replace(DONE, paused=True))}, "state done pauses no clock"),
        ({"moves": (FINISH, FINISH)}, "move finish twice from asked"),
        ({"moves": (FINISH, move("fly", "asked", "moon"))}, "move fly to unknown moon"),
        ({"moves": (FINISH, move("land", "moon", "done"))}, "move land from unknown moon"),
        ({"moves": (FINISH, replace(FINISH, name="nothing", at=()))}, "from nowhere or by nobody"),
        ({"moves": (FINISH, move("nobody", "asked", None, by=frozenset()))}, "from nowhere or by nobody"),
        ({"moves": (replace(FINISH, needs=(WHOSE,)),)}, "move finish begins whose with nobody"),
        ({"moves": (replace(FINISH, needs=(SIGNED,)),), "details": Signed}, "move finish begins signed with signed"),
        ({"moves": (FINISH, move("late", "asked", "done", by=CLOCK))}, "move late: the clock's moves"),
        ({"moves": (FINISH, move("late", "asked", "done", after=ANSWER.limit))}, "move late: the clock's moves"),
    ],
)
def test_a_wrong_table_does_not_start(wrong: dict[str, Any], why: str) -> None:
    with pytest.raises(ValueError, match=why):
        checked(replace(SMALL, **wrong), ("asked",))
