"""What somebody has to hand over and what waits for them, as they may see it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import now
from app.core.problems import Refusal, not_found
from app.core.words import Language
from app.duty import queries as duty
from app.duty.models import ShiftKind
from app.duty.rules import LONGEST_SHIFT
from app.people.actor import Actor
from app.places.models import Place
from app.places.queries import village_by_code
from app.proxy.handover import rules
from app.proxy.handover.models import Handover, Why
from app.proxy.handover.queries import (
    Round,
    is_for,
    items_of,
    kept_items,
    lines_now,
    may_accept,
    originals_of,
    people_of,
    round_of,
    waiting,
    works_there,
)
from app.proxy.handover.rules import Item
from app.proxy.handover.schemas import HandoverItem, HandoverOut, HandoverPage, Reason, Someone
from app.tickets.answers.lists import queries as lists
from app.tickets.answers.schemas import Named, TicketRow
from app.tickets.boxes import queries as boxes
from app.tickets.models import Ticket
from app.tickets.rules import STAFF_ROLES


def page(db: Session, actor: Actor, village_code: str, language: Language) -> HandoverPage:
    """What somebody has to hand over, and what waits for them.

    Raises:
        Refusal: 403 `not_your_desk` without a post; 404 for a village in which the person holds none.

    """
    village, at = village_by_code(db, village_code), now()
    if not works_there(actor, village.path):
        if actor.paths(*STAFF_ROLES):
            raise not_found()
        raise Refusal(403, "not_your_desk", "这一页是村里工作人员用的。", "This page is for a village's staff.")
    round_now = _round_now(db, actor, village, at)
    give = None
    if round_now is not None and not round_now.after.is_same:
        note = db.get(Handover, rules.note_id(round_now.turn.id))
        give = _shown(db, actor, note, language, at) if note else _draft(db, actor, round_now, language, at)
    open_notes = [note for note in waiting(db, village.id, at) if may_accept(db, actor, note, at)]
    return HandoverPage(
        village=Named(code=village.official_code, name=village.name),
        give=give,
        is_same=round_now is not None and round_now.after.is_same,
        accept=[_shown(db, actor, note, language, at) for note in open_notes],
    )


def _round_now(db: Session, actor: Actor, village: Place, at: datetime) -> Round | None:
    """One's own turn that runs, or the last one that ended within a day and whose note nobody has accepted."""
    own = [
        turn
        for turn in duty.turns_between(db, village.id, at - LONGEST_SHIFT, at)
        if turn.person_id == actor.person_id and turn.kind is ShiftKind.DUTY and turn.starts_at <= at
    ]
    for turn in reversed(own):
        note = db.get(Handover, rules.note_id(turn.id))
        if turn.ends_at > at or (note.is_needed and note.accepted_at is None if note else True):
            return round_of(db, turn)
    return None


def shown(db: Session, actor: Actor, note: Handover, language: Language) -> HandoverOut:
    """A note as somebody of the village may see it."""
    return _shown(db, actor, note, language, now())


def _shown(db: Session, actor: Actor, note: Handover, language: Language, at: datetime) -> HandoverOut:
    turn = duty.turn_of(db, note.shift_id)
    lines = kept_items(note) if note.accepted_at else lines_now(db, note)
    people = people_of(db, [note.giver_id, note.taker_id, note.accepted_by])
    own = actor.person_id == note.giver_id
    state = "accepted" if note.accepted_at else "given" if note.given_at else "made"
    return HandoverOut(
        id=note.id,
        shift_id=note.shift_id,
        state=state,
        giver=people[note.giver_id],
        taker=people.get(note.taker_id) if note.taker_id else None,
        starts_at=turn.starts_at if turn else note.ends_at,
        ends_at=note.ends_at,
        opens_at=note.ends_at - rules.OPENS,
        items=_lines(db, actor, note.village_id, note.giver_id, lines, language, at),
        moving=len(note.moved) if note.accepted_at else sum(line.moves for line in lines),
        keys_given=note.keys_given,
        remark=note.remark if own or may_accept(db, actor, note, at) or note.accepted_by == actor.person_id else None,
        made_at=note.made_at,
        given_at=note.given_at,
        accepted_at=note.accepted_at,
        accepted_by=people.get(note.accepted_by) if note.accepted_by else None,
        may_give=own and note.given_at is None and note.accepted_at is None,
        may_accept=note.accepted_at is None and may_accept(db, actor, note, at),
        for_me=note.accepted_at is None and not own and is_for(db, actor, note, at),
    )


def _draft(db: Session, actor: Actor, around: Round, language: Language, at: datetime) -> HandoverOut:
    turn, taker = around.turn, around.after.turn
    lines = items_of(db, turn.village_id, turn.person_id, turn.ends_at, around.back_at)
    return HandoverOut(
        id=rules.note_id(turn.id),
        shift_id=turn.id,
        state="draft",
        giver=Someone(id=turn.person_id, name=turn.name),
        taker=Someone(id=taker.person_id, name=taker.name) if taker else None,
        starts_at=turn.starts_at,
        ends_at=turn.ends_at,
        opens_at=turn.ends_at - rules.OPENS,
        items=_lines(db, actor, turn.village_id, turn.person_id, lines, language, at),
        moving=sum(line.moves for line in lines),
        keys_given=False,
        remark=None,
        made_at=None,
        given_at=None,
        accepted_at=None,
        accepted_by=None,
        may_give=at >= turn.ends_at - rules.OPENS,
        may_accept=False,
        for_me=False,
    )


def _lines(
    db: Session,
    actor: Actor,
    village_id: int,
    giver_id: UUID,
    lines: Sequence[Item],
    language: Language,
    at: datetime,
) -> list[HandoverItem]:
    ids = [line.ticket_id for line in lines]
    rows = boxes.rows_of(db, actor, ids)
    seen = {row[0].id: lists.row(actor, row, language, at) for row in rows}
    numbers = dict(db.exec(select(Ticket.id, Ticket.ticket_no).where(col(Ticket.id).in_(ids))).all())
    held = originals_of(db, village_id, giver_id)
    return [_line(line, seen.get(line.ticket_id), numbers[line.ticket_id], held, language) for line in lines]


def _line(
    line: Item, ticket: TicketRow | None, number: str, held: Mapping[UUID, int], language: Language
) -> HandoverItem:
    why = line.why if ticket else (Why.PERSONAL,)
    return HandoverItem(
        ticket_id=line.ticket_id if ticket else None,
        speak_no=number[-4:],
        ticket=ticket,
        why=[Reason(code=each, label=rules.WHY_WORDS[each].speak(language)) for each in why],
        moves=line.moves,
        originals=held.get(line.ticket_id, 0) if ticket else 0,
    )
