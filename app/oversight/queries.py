"""Reading ratings. Every look starts at a ticket in sight."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlmodel import Session, col, select

from app.core.problems import Refusal
from app.core.words import Language
from app.oversight.models import Cause, Rating, RatingChannel
from app.oversight.rules import BAD, CAUSE_WORDS, GRADE_WORDS, may_read
from app.oversight.schemas import CauseOut, RatingGiven
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.queries import township_of
from app.tickets import queries as tickets
from app.tickets.kinds.workflow import Core
from app.tickets.models import Ticket
from app.tickets.rules import sides


def rating_of(db: Session, actor: Actor, ticket_id: UUID, language: Language) -> RatingGiven:
    """What was said of a ticket.

    Raises:
        Refusal: 404 not in sight, or `not_rated`; 403 `not_for_handlers`.

    """
    ticket = tickets.ticket_in_sight(db, actor, ticket_id)
    worked = actor.person_id in tickets.loaded(db, ticket).handlers()
    if not may_read(sides(actor, ticket), worked=worked):
        raise Refusal(
            403,
            "not_for_handlers",
            "评价的内容只给评价的一方、没经手的村书记和镇里看。",
            "Only the one who rated, a secretary who did not handle it and the township read what was said.",
        )
    newest = select(Rating).where(Rating.ticket_id == ticket.id).order_by(col(Rating.round).desc())
    rating = db.exec(newest.limit(1)).first()
    if rating is None:
        raise Refusal(404, "not_rated", "这件事还没有评价。", "Nobody has rated this yet.")
    collector = db.get(Person, rating.collected_by) if rating.collected_by else None
    return RatingGiven(
        id=rating.id,
        grade=rating.grade,
        grade_label=GRADE_WORDS[rating.grade].speak(language),
        tags=[CauseOut(value=Cause(tag), label=CAUSE_WORDS[Cause(tag)].speak(language)) for tag in rating.tags],
        comment=rating.comment,
        channel=RatingChannel(rating.channel),
        collected_by=collector.name if collector else None,
        at=rating.at,
    )


def looks_into(db: Session, ticket: Ticket, handlers: frozenset[UUID]) -> tuple[Sequence[Person], Role]:
    """Who is told of a bad rating, and as what: the secretaries who did not handle it, else the township's officers."""
    secretaries = tickets.staff_at(db, ticket.place_path, Role.VILLAGE_SECRETARY)
    if free := [person for person in secretaries if person.id not in handlers]:
        return free, Role.VILLAGE_SECRETARY
    town = township_of(db, ticket.village_id)
    officers = tickets.staff_at(db, town.path, Role.TOWN_OFFICER) if town else ()
    return [person for person in officers if person.id not in handlers], Role.TOWN_OFFICER


class RatingCounts(NamedTuple):
    """How satisfied people are; silence is neither satisfied nor unsatisfied."""

    rated: int
    satisfied: int
    unrated: int


def rating_counts(db: Session, in_area: ColumnElement[bool], services: Sequence[str], since: datetime) -> RatingCounts:
    """Of the matters brought to their end since an instant: rated, of these satisfied (3 to 5), and not rated.

    `in_area` is a condition on `Ticket.place_path`; one statement.
    """
    done = (
        in_area,
        col(Ticket.service).in_(services),
        col(Ticket.completed_at) >= since,
        col(Ticket.core_state).in_([Core.DELIVERED.value, Core.CLOSED.value]),
    )
    good = case((col(Rating.grade) > BAD, 1))
    counts = (
        select(func.count(), func.count(col(Rating.id)), func.count(good))
        .select_from(Ticket)
        .outerjoin(Rating, col(Rating.ticket_id) == col(Ticket.id))
        .where(*done)
    )
    matters, rated, satisfied = db.exec(counts).one()
    return RatingCounts(rated, satisfied, matters - rated)
