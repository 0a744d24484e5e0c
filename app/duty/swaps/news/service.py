"""Telling those whom a request concerns: each once, and not the one who did it."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import now
from app.core.words import Language, Words
from app.duty.models import DutyShift
from app.duty.rules import spoken_time, spoken_turn
from app.duty.swaps import rules
from app.duty.swaps.models import Lapse, SwapState
from app.duty.swaps.news.rules import AND, EVERYBODY_IS, MOVED, RECORDED, YOU
from app.duty.swaps.queries import Doing
from app.duty.turns.models import Reason
from app.duty.turns.rules import ANYBODY, BY_ITSELF, REASONS
from app.notices.service import tell
from app.people.models import Person
from app.places import queries as places


def tell_of(db: Session, doing: Doing, person_id: UUID | None, words: Words) -> None:
    """Tell one person about an act on a request."""
    if person_id is None or person_id == doing.actor.person_id:
        return
    told = Words(*(_text(db, doing, person_id, words, language) for language in ("zh", "en")))
    _tell(db, doing, person_id, told)


def tell_speaker(db: Session, doing: Doing, words: Words) -> None:
    """Tell a colleague that the secretary has written down what he said, if so: he may know nothing of it."""
    if doing.recorded_by:
        tell_of(db, doing, doing.speaker_id, words)


def tell_moved(db: Session, doing: Doing, person_id: UUID | None, row: DutyShift) -> None:
    """Tell whoever is to take a turn that it has other hours."""
    if person_id is None or person_id == doing.actor.person_id:
        return
    where = places.name_of(db, row.village_id)
    told = Words(
        *(
            MOVED.speak(language, where=where, when=spoken_turn(row.starts_at, row.ends_at, language))
            for language in ("zh", "en")
        )
    )
    _tell(db, doing, person_id, told)


def _tell(db: Session, doing: Doing, person_id: UUID, told: Words) -> None:
    key, subject = f"swap:{uuid5(doing.act_id, str(person_id))}", str(doing.swap.id)
    tell(db, person_id, told, kind="shift_swap", subject_type="swap", subject_id=subject, key=key)


def _text(db: Session, doing: Doing, reader: UUID, words: Words, language: Language) -> str:
    swap = doing.swap

    def called(person_id: UUID | None) -> str:
        if person_id is None:
            return ""
        return YOU.speak(language) if person_id == reader else db.get_one(Person, person_id).name

    def shared(people: Sequence[UUID | None]) -> str:
        turns = zip(spans, people, strict=False)
        return AND.speak(language).join(EVERYBODY_IS.speak(language, when=when, who=called(who)) for when, who in turns)

    spans = [spoken_turn(starts_at, ends_at, language) for starts_at, ends_at in doing.spans]
    clerk = doing.actor.name if doing.recorded_by else ""
    tail = RECORDED.speak(language, clerk=clerk) if clerk and reader != doing.speaker_id else ""
    until = swap.look_at if swap.state == SwapState.ACCEPTED else None
    told = words.speak(
        language,
        clerk=clerk,
        asker=called(swap.asker_id),
        asked=called(swap.asked_id) or ANYBODY.speak(language),
        by=called(swap.answered_by),
        who=called(doing.speaker_id) or BY_ITSELF.speak(language),
        when=spans[0],
        theirs=spans[-1],
        where=places.name_of(db, swap.village_id),
        why=REASONS[Reason(swap.reason)].speak(language),
        until=spoken_time(until, now()).speak(language) if until else "",
        now=shared((swap.answered_by, swap.asker_id)),
        then=shared((swap.asker_id, swap.answered_by)),
        lapse=rules.LAPSES[Lapse(swap.lapsed_as)].speak(language) if swap.lapsed_as else "",
    )
    return told + tail
