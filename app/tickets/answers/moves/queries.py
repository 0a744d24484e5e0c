"""What this person may do with a ticket now, and what each step needs to be told."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal

from sqlmodel import Session

from app.core.problems import Refusal
from app.core.words import Language, Words
from app.people.actor import Actor
from app.tickets import queries, rules
from app.tickets.answers.schemas import ChoiceOut, InTheWay, MoveOut, NeedOut
from app.tickets.kinds.workflow import Choice, Facts, Move, Need, NeedKind, Side
from app.tickets.queries import Loaded


def moves_out(
    db: Session,
    all_of_it: Loaded,
    here: frozenset[Side],
    actor: Actor,
    language: Language,
    at: datetime,
    shown: Mapping[str, Any],
) -> list[MoveOut]:
    """The moves that are open to this person, each with its needs and with what stands in the way.

    `shown` are the details as he reads them: no form begins with more.
    """
    facts = all_of_it.facts(here, actor.person_id, {}, at)
    rated, handled = all_of_it.ticket.rated_at is not None, actor.person_id in all_of_it.handlers()
    return [
        MoveOut(
            move=offer.move.name,
            label=offer.move.words.speak(language),
            main=offer.move.main,
            on_behalf=offer.on_behalf,
            at=offer.move.door or "moves",
            needs=[
                _need(need, _choices(db, all_of_it, offer.move, need, facts), facts, shown, language) for need in needs
            ],
            why_not=_why_not(offer.move.barred(facts), language),
        )
        for offer in rules.open_moves(all_of_it.kind, facts, rated=rated, handled=handled)
        # What another act tells is asked by that act.
        for needs in [() if offer.move.door else offer.move.asks(facts)]
        # What may be done with originals is offered with the chain of custody.
        if offer.move.door != "custody"
    ]


def _why_not(refusal: Refusal | None, language: Language) -> InTheWay | None:
    if refusal is None:
        return None
    field = refusal.more.get("field")
    cleared_at: Literal["authorisation"] | None = "authorisation" if field == "authorisation" else None
    return InTheWay(code=refusal.code, text=refusal.words.speak(language), cleared_at=cleared_at)


def _choices(db: Session, all_of_it: Loaded, move: Move, need: Need, facts: Facts) -> tuple[Choice, ...]:
    """What may be chosen: of papers those that there are, of people those who may have it and do not have it yet."""
    if need.kind is NeedKind.MATERIALS:
        papers = need.among(facts) if need.among else facts.details.get("materials", ())
        return tuple(Choice(each["code"], Words(each["name_zh"], each["name_en"])) for each in papers)
    if need.kind is not NeedKind.PERSON:
        return need.choices
    service, ticket = all_of_it.kind.service, all_of_it.ticket
    roles = rules.may_stand_in(service) if need.name == "backup_id" else rules.may_be_given(service)
    # A mediator who has it already may still be the one who is appointed; to give it on, or to stand in, takes another.
    has_it = ticket.assignee_id if move.to is None else None
    staff = queries.staff_at(db, ticket.place_path, *roles)
    return tuple(Choice(str(each.id), Words(each.name, each.name)) for each in staff if each.id != has_it)


def _need(
    need: Need, choices: tuple[Choice, ...], facts: Facts, shown: Mapping[str, Any], language: Language
) -> NeedOut:
    return NeedOut(
        name=need.name,
        kind=need.kind,
        label=need.words.speak(language),
        hint=need.hint.speak(language) if need.hint else None,
        required=need.required,
        choices=[
            ChoiceOut(value=choice.value, label=choice.words.speak(language))
            for choice in choices
            if not (choice.for_staff and Side.HELPED in facts.sides)
        ],
        longest=need.longest,
        begins=_begins(need, facts, shown),
    )


def _begins(need: Need, facts: Facts, shown: Mapping[str, Any]) -> Any:  # noqa: ANN401 - JSON values.
    """What the details say already; of a number that is masked for the reader nothing, since no form could send it back."""
    if need.begins is None or need.begins not in shown:
        return None
    said = shown[need.begins]
    return said if said == facts.details[need.begins] else None
