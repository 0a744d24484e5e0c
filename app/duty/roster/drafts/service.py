"""Acts on a month's draft: keeping what was drawn, changing a turn, publishing it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.core.clock import local_date, now, today
from app.core.problems import Refusal
from app.core.words import Words
from app.duty.drawing.rules import Drawing, Lack
from app.duty.models import DutyShift
from app.duty.roster import queries, rules
from app.duty.roster.drafts.queries import cannot_sit, turn_unknown
from app.duty.roster.models import RosterDraft
from app.duty.roster.queries import Question
from app.duty.roster.schemas import TurnChange
from app.duty.roster.service import record_change, refuse_no_staff, refuse_stale
from app.duty.rules import spoken_turn
from app.duty.service import refuse_who_draws_up_no_roster
from app.duty.turns.service import refuse_busy
from app.notices.service import tell
from app.people.actor import Actor
from app.places.models import Place

_DRAFTS = UUID("6f0c2f0e-8a0e-4c53-9d3c-5f6f6b7f3a51")  # Turns of one draft get the same ids however often it is sent.


def may_draw(db: Session, actor: Actor, village: Place, month: str) -> Question:
    """What a draft is drawn from, for whoever may draw it. Drawing takes seconds, so it happens outside a transaction.

    Raises:
        Refusal: 403 `not_your_role`; 409 `month_is_over`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    _refuse_past(month)
    return queries.question(db, village, month)


def keep_draft(db: Session, actor: Actor, village: Place, month: str, drawing: Drawing, *, seen: int) -> RosterDraft:
    """Keep what was drawn as the month's draft, in the place of the one that was seen.

    Raises:
        Refusal: 403 `not_your_role`; 409 `stale`, `month_is_over`.

    """
    draft = keep_turns(db, actor, village, month, drawing.turns, seen=seen)
    draft.spare = max(drawing.unevenness - drawing.least_possible, 0)
    db.add(draft)
    db.flush()
    return draft


def keep_turns(
    db: Session, actor: Actor, village: Place, month: str, turns: Mapping[str, Sequence[UUID]], *, seen: int
) -> RosterDraft:
    """Keep turns as the month's draft, in the place of the one that was seen; how even they are is not known.

    Raises:
        Refusal: 403 `not_your_role`; 409 `stale`, `month_is_over`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    _refuse_past(month)
    draft = _locked(db, village, month)
    refuse_stale(seen, draft.version if draft else 0)
    draft = draft or RosterDraft(village_id=village.id, month=month, version=0, turns={}, drawn_at=now())
    draft.turns = {key: [str(person_id) for person_id in ids] for key, ids in turns.items()}
    draft.spare = None
    draft.version += 1
    draft.drawn_at, draft.drawn_by, draft.published_at = now(), actor.person_id, None
    db.add(draft)
    db.flush()
    record_change(db, village, "roster_drawn", f"{village.id}:{month}")
    return draft


def change_turn(db: Session, actor: Actor, village: Place, month: str, asked: TurnChange) -> RosterDraft:
    """Put other people on a turn of the draft. What only evens the load gives way; leave and two places at once do not.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_drawn`, `turn_unknown`; 409 `stale`, `already_published`, `turn_agreed`;
            422 `cannot_sit`, `not_staff`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    draft = _drawn(db, village, month, asked.version)
    turns = {key: tuple(UUID(each) for each in ids) for key, ids in draft.turns.items()}
    question = queries.question(db, village, month, {each for ids in turns.values() for each in ids})
    slot = next((slot for slot in question.slots if slot.need.key == asked.turn), None)
    if slot is None:
        raise turn_unknown()
    chosen = tuple(dict.fromkeys(asked.person_ids))
    refuse_no_staff(db, village, chosen)
    if leaving := [person_id for person_id in question.agreed.get(asked.turn, ()) if person_id not in chosen]:
        raise _agreed(question, leaving[0])
    by_id = {member.id: member for member in question.members}
    for person_id in chosen:
        if person_id in turns.get(asked.turn, ()):
            continue
        reason = cannot_sit(question, turns, by_id[person_id], slot) if person_id in by_id else Lack.OFF_ROSTER
        if reason:
            raise _cannot_sit(question, person_id, reason)
    draft.turns = {**draft.turns, asked.turn: [str(person_id) for person_id in chosen]}
    draft.spare = None
    draft.version += 1
    db.add(draft)
    db.flush()
    return draft


def publish(db: Session, actor: Actor, village: Place, month: str, *, seen: int) -> RosterDraft:
    """Turn the draft into turns and tell everybody once; the same draft published again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_drawn`; 409 `stale`, `month_is_over`, `already_planned` naming whom.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    _refuse_past(month)
    draft = _drawn(db, village, month, seen, published_too=True)
    if draft.published_at:
        return draft
    question = queries.question(db, village, month, {UUID(each) for ids in draft.turns.values() for each in ids})
    phones = {person_id: row.phone for person_id, row in queries.members_of(db, village).items()}
    at, added = now(), list[DutyShift]()
    leaders = _leaders(question, draft)
    for slot in question.slots:
        need = slot.need
        chosen = [UUID(person_id) for person_id in draft.turns.get(need.key, ())]
        new = [each for each in chosen if each not in question.agreed.get(need.key, ()) and need.starts_at > at]
        refuse_no_staff(db, village, new)
        leader = next((each for each in chosen if each in leaders.values()), leaders.get(local_date(need.starts_at)))
        for person_id in new:
            shift = DutyShift(
                id=uuid5(_DRAFTS, f"{village.id} {need.key} {person_id} {draft.version}"),
                village_id=village.id,
                village_path=village.path,
                kind=slot.kind,
                starts_at=need.starts_at,
                ends_at=need.ends_at,
                person_id=person_id,
                leader_id=leader if leader != person_id else None,
                phone=phones.get(person_id),
                planned_at=at,
                planned_by=actor.person_id,
            )
            refuse_busy(db, person_id, shift.starts_at, shift.ends_at)
            db.add(shift)
            added.append(shift)
    draft.published_at, draft.published_by = at, actor.person_id
    db.add(draft)
    db.flush()
    record_change(db, village, "roster_published", f"{village.id}:{month}")
    _tell_of_turns(db, actor, village, draft, added)
    return draft


def _tell_of_turns(db: Session, actor: Actor, village: Place, draft: RosterDraft, added: Iterable[DutyShift]) -> None:
    """One notice a person, however many turns; none to whoever published it."""
    by_person: dict[UUID, list[DutyShift]] = {}
    for shift in added:
        by_person.setdefault(shift.person_id, []).append(shift)
    for person_id, shifts in by_person.items():
        if person_id == actor.person_id:
            continue
        first = min(shifts, key=lambda shift: shift.starts_at)
        words = Words(
            f"{village.name}{int(draft.month[5:])}月的值班表出来了，您有{len(shifts)}个班，"
            f"第一个是{spoken_turn(first.starts_at, first.ends_at, 'zh')}。",
            f"The roster of {village.name} for {draft.month} is out. You have {len(shifts)} turns, "
            f"the first one {spoken_turn(first.starts_at, first.ends_at, 'en')}.",
        )
        key = f"roster:{village.id}:{draft.month}:{draft.version}:{person_id}"
        subject = f"{village.id}:{draft.month}"
        tell(db, person_id, words, kind="roster_published", subject_type="roster", subject_id=subject, key=key)


def _leaders(question: Question, draft: RosterDraft) -> dict[date, UUID]:
    """Who leads on each day: the first of its turns who can."""
    able, found = {member.id for member in question.members if member.is_leader}, dict[date, UUID]()
    for slot in question.slots:
        for person_id in map(UUID, draft.turns.get(slot.need.key, ())):
            if person_id in able:
                found.setdefault(local_date(slot.need.starts_at), person_id)
    return found


def _agreed(question: Question, person_id: UUID) -> Refusal:
    name = question.names.get(person_id, "")
    return Refusal(
        409,
        "turn_agreed",
        f"{name}的这个班已经公布了，要换人请在这个班里换班或找人替。",
        f"This turn of {name} is out already: change it by a swap or a substitute.",
        person_id=str(person_id),
    )


def _cannot_sit(question: Question, person_id: UUID, reason: Lack) -> Refusal:
    words, name = rules.LACK_WORDS[reason], question.names.get(person_id, "")
    return Refusal(
        422,
        "cannot_sit",
        f"{name}这个班值不了：{words.zh}。请换一个人。",
        f"{name} cannot take this turn: {words.en}. Choose somebody else.",
        person_id=str(person_id),
        lack=reason,
    )


def _locked(db: Session, village: Place, month: str) -> RosterDraft | None:
    found = select(RosterDraft).where(RosterDraft.village_id == village.id, RosterDraft.month == month)
    return db.exec(found.with_for_update()).first()


def _drawn(db: Session, village: Place, month: str, seen: int, *, published_too: bool = False) -> RosterDraft:
    draft = _locked(db, village, month)
    if draft is None:
        raise Refusal(
            404, "not_drawn", "这个月还没有排班，请先排一次。", "This month has not been drawn yet: draw it first."
        )
    refuse_stale(seen, draft.version)
    if draft.published_at and not published_too:
        raise Refusal(
            409,
            "already_published",
            "这个月的值班表已经公布了，要改请用换班或替班。",
            "This month's roster is out: change it by a swap or a substitute.",
        )
    return draft


def _refuse_past(month: str) -> None:
    if rules.month_days(month)[-1] < today():
        raise Refusal(409, "month_is_over", "这个月已经过去了，不能再排。", "That month is over: choose a coming one.")
