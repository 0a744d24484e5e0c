"""Reading which slips there are and what became of them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, false, func, or_
from sqlmodel import Session, col, select

from app.core.problems import not_found
from app.core.words import Language
from app.people.actor import Actor
from app.people.models import Person
from app.places.models import Place
from app.places.queries import below, centre_of, place, village_by_code
from app.tickets import queries as tickets
from app.tickets.answers.schemas import PaperNumberTrouble
from app.tickets.models import Ticket, TicketAlias
from app.tickets.paper_numbers import rules
from app.tickets.paper_numbers.models import PaperRange
from app.tickets.paper_numbers.schemas import PaperRangeOut
from app.tickets.rules import STAFF_ROLES


def visible(actor: Actor) -> ColumnElement[bool]:
    """The slips of the villages that somebody works for."""
    return or_(false(), *(below(col(PaperRange.place_path), path) for path in actor.paths(*STAFF_ROLES)))


def ranges(db: Session, actor: Actor, village_code: str) -> list[PaperRangeOut]:
    """The slips that were printed for a village, the latest first; none where the actor does not work.

    Raises:
        Refusal: 404 `place_unknown`.

    """
    village = village_by_code(db, village_code)
    wanted = select(PaperRange).where(visible(actor), col(PaperRange.village_id) == village.id)
    return shown(db, db.exec(wanted.order_by(col(PaperRange.first).desc())).all())


def range_in_sight(db: Session, actor: Actor, range_id: UUID) -> PaperRange:
    """One run of slips.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    found = db.exec(select(PaperRange).where(col(PaperRange.id) == range_id, visible(actor))).one_or_none()
    if found is None:
        raise not_found()
    return found


def shown(db: Session, found: Sequence[PaperRange]) -> list[PaperRangeOut]:
    """Runs of slips as they are answered."""
    names = dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_({r.issued_by for r in found}))).all())
    answers = []
    for each in found:
        village = place(db, each.village_id)
        first, last = (rules.paper_number(village.initials, count) for count in (each.first, each.last))
        taken = select(func.count()).select_from(TicketAlias).where(col(TicketAlias.number).between(first, last))
        answers.append(
            PaperRangeOut(
                id=each.id,
                village_code=village.official_code,
                first=first,
                last=last,
                count=each.last - each.first + 1,
                used=db.exec(taken).one(),
                issued_by=names[each.issued_by],
                issued_at=each.issued_at,
            )
        )
    return answers


def slips(db: Session, actor: Actor, range_id: UUID, language: Language) -> rules.Slips:
    """What stands on a run of slips.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    found = range_in_sight(db, actor, range_id)
    village, centre = place(db, found.village_id), centre_of(db, found.village_id)
    supervision = [f"{each['name']} {each['phone']}" for each in centre.supervision] if centre else []
    return rules.Slips(
        numbers=tuple(rules.paper_number(village.initials, count) for count in range(found.first, found.last + 1)),
        issuer=centre.name if centre else village.name,
        phone=centre.phone if centre else "",
        complaints=" · ".join(supervision),
        language=language,
    )


def is_printed(db: Session, village: Place, count: int) -> bool:
    """Whether there is a slip of the village with this count."""
    wanted = select(PaperRange.id).where(
        col(PaperRange.village_id) == village.id, col(PaperRange.first) <= count, col(PaperRange.last) >= count
    )
    return db.exec(wanted).first() is not None


def trouble(
    db: Session, actor: Actor, ticket: Ticket, written: str | None, language: Language
) -> PaperNumberTrouble | None:
    """Why a ticket does not bear the number that was written for it; nothing if it does.

    The other ticket of a number that is used is named to those who may see it.
    """
    if not written:
        return None
    village = place(db, ticket.village_id)
    number = rules.read_number(written, village.initials)
    other: Ticket | None = None
    if number is None:
        what = rules.Trouble.MISREAD
    elif (bearer := db.get(TicketAlias, number[0])) is not None:
        if bearer.ticket_id == ticket.id:
            return None
        what = rules.Trouble.USED
        seen = select(Ticket).where(col(Ticket.id) == bearer.ticket_id, tickets.visible(actor))
        other = db.exec(seen).one_or_none()
    else:
        what = rules.Trouble.NOT_PRINTED
    return PaperNumberTrouble(
        code=what,
        written=written,
        sentence=rules.TROUBLE_WORDS[what].speak(language),
        ticket_id=other.id if other else None,
        ticket_no=other.ticket_no if other else None,
    )
