"""Issuing slips, and adopting the numbers on them."""

from uuid import UUID

from sqlalchemy import func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.changes.service import record
from app.core.clock import now
from app.core.problems import Refusal
from app.people.actor import Actor
from app.places.queries import place, village_by_code
from app.tickets.kinds.workflow import Side
from app.tickets.models import Ticket, TicketAlias
from app.tickets.paper_numbers import queries, rules
from app.tickets.paper_numbers.models import PaperRange
from app.tickets.paper_numbers.schemas import PaperRangeIn
from app.tickets.queries import ticket_in_sight
from app.tickets.rules import STAFF_ROLES, STAFF_SIDES, fingerprint, sides

_TRIES = 3


def issue_slips(db: Session, actor: Actor, asked: PaperRangeIn) -> tuple[PaperRange, bool]:
    """Give a village the next numbers for slips; true with them if this is the first time that the id comes.

    Raises:
        Refusal: 403 `not_your_role`; 404 an unknown village; 409 `id_taken` or `no_numbers_left`.

    """
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := _sent_before(db, asked.id, mark):
        return known, False
    village = village_by_code(db, asked.village_code)
    if not any(actor.holds(role, village.path) for role in STAFF_ROLES):
        raise Refusal(
            403, "not_your_role", "纸条由本村的工作人员来印。", "Slips are printed by those who work for the village."
        )
    assert actor.person_id is not None, "only persons hold roles"
    count = asked.pages * rules.SLIPS_A_PAGE
    for attempt in range(_TRIES):
        last = db.exec(select(func.max(PaperRange.last)).where(col(PaperRange.village_id) == village.id)).one() or 0
        if last + count > rules.HIGHEST:
            raise Refusal(
                409, "no_numbers_left", "本村的纸条号用完了，请找管理员。", "This village has no numbers left."
            )
        issued = PaperRange(
            id=asked.id,
            village_id=village.id,
            place_path=village.path,
            first=last + 1,
            last=last + count,
            issued_by=actor.person_id,
            issued_at=now(),
            fingerprint=mark,
        )
        try:
            with db.begin_nested():
                db.add(issued)
        except IntegrityError:
            # Either this very request came twice at once, or somebody else was given the same numbers a moment before.
            if known := _sent_before(db, asked.id, mark):
                return known, False
            if attempt == _TRIES - 1:
                raise
        else:
            break
    record(db, "slips_issued", subject_type="paper_range", subject_id=str(asked.id), place_path=village.path, data={})
    return issued, True


def _sent_before(db: Session, range_id: UUID, mark: str) -> PaperRange | None:
    known = db.get(PaperRange, range_id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一批纸条上，请重新印。",
            "This id belongs to other slips: print under a new one.",
        )
    return known


def adopt(db: Session, actor: Actor, ticket: Ticket, written: str) -> bool:
    """Let a ticket bear the number of a slip; false if it cannot, as `queries.trouble` explains. The ticket is taken either way."""
    village = place(db, ticket.village_id)
    number = rules.read_number(written, village.initials)
    if number is None or not queries.is_printed(db, village, number[1]) or db.get(TicketAlias, number[0]) is not None:
        return False
    assert actor.person_id is not None, "only persons send requests"
    alias = TicketAlias(number=number[0], ticket_id=ticket.id, adopted_by=actor.person_id, adopted_at=now())
    try:
        with db.begin_nested():
            db.add(alias)
    except IntegrityError:
        return False
    return True


def add_number(db: Session, actor: Actor, ticket_id: UUID, written: str) -> Ticket:
    """Write down, for a ticket that was taken before, which slip the villager holds; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role` for the villager's side and the township; 404 not in sight; 409 `slip_used` with
            the other ticket if it is in sight, or `has_slip`; 422 `slip_misread` or `slip_not_printed`.

    """
    ticket = ticket_in_sight(db, actor, ticket_id, lock=True)
    if not sides(actor, ticket) & (STAFF_SIDES - {Side.TOWN}):
        raise Refusal(
            403,
            "not_your_role",
            "纸条号由本村的工作人员来补写。",
            "The number is entered by those who work for the village.",
        )
    if adopt(db, actor, ticket, written):
        return ticket
    trouble = queries.trouble(db, actor, ticket, written, "zh")
    if trouble is None:
        return ticket
    held = db.exec(select(TicketAlias).where(col(TicketAlias.ticket_id) == ticket.id)).one_or_none()
    if held is not None:
        raise Refusal(
            409,
            "has_slip",
            f"这件事已经有纸条号 {held.number} 了。",
            f"This matter has a slip already: {held.number}.",
        )
    words = rules.TROUBLE_WORDS[rules.Trouble(trouble.code)]
    status = 409 if trouble.code == "used" else 422
    where = {"ticket_no": trouble.ticket_no, "ticket_id": str(trouble.ticket_id)} if trouble.ticket_id else {}
    raise Refusal(status, f"slip_{trouble.code}", words.zh, words.en, field="number", **where)
