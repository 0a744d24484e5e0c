"""Acts on one turn that need nobody's consent: the secretary's, taking over, and coming back."""

from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session, select

from app.core.clock import now
from app.core.problems import Refusal
from app.core.words import Language, Words
from app.duty.changing import queries
from app.duty.changing.rules import REASONS, TurnMove, TurnState, state_of
from app.duty.changing.schemas import TurnMoveIn
from app.duty.models import CameBy, DutyShift
from app.duty.presence.queries import refuse_on_leave
from app.duty.queries import is_staff_here
from app.duty.rules import LONGEST_SHIFT, spoken_time, spoken_turn
from app.duty.service import cancel_shift, refuse_no_staff, refuse_who_draws_up_no_roster
from app.duty.turns.models import Act, Reason
from app.duty.turns.queries import shift_in_sight
from app.duty.turns.rules import fingerprint
from app.duty.turns.service import Piece, end, followed, locked, note, put_instead, sent_before
from app.notices.service import tell
from app.people.actor import Actor
from app.places import queries as places


def act(db: Session, actor: Actor, shift_id: UUID, asked: TurnMoveIn) -> UUID:
    """Do one thing with a turn, and give the id of the row that stands now; the same again changes nothing.

    Raises:
        Refusal: 403 `not_your_role`; 404 `not_found`; 409 `id_taken`, `already_planned`, `shift_is_over`, `not_running`,
            `on_leave`, `own_turn`, `not_taken_over`; 422 `something_missing`, `not_staff`, `same_person`, `bad_until`, `in_the_past`,
            `bad_hours`, `begun_already`, `nothing_changed`.

    """
    shift = shift_in_sight(db, actor, shift_id)
    mark = fingerprint([str(shift_id), asked.model_dump(mode="json")], actor.person_id)
    if sent_before(db, asked.id, mark):
        return shift.id
    shift = locked(db, shift_id) or shift
    at = now()
    if state_of(shift.starts_at, shift.ends_at, shift.cancelled_at, at) in {TurnState.OVER, TurnState.CANCELLED}:
        raise Refusal(
            409,
            "shift_is_over",
            "这个班已经值完、取消或改过了，请刷新看最新的安排。",
            "This turn is over, cancelled or changed: refresh to see how things stand.",
        )
    if asked.move is TurnMove.TAKE_OVER:
        return _take_over(db, actor, shift, asked, at, mark)
    if asked.move is TurnMove.COME_BACK:
        return _come_back(db, actor, shift, asked, at, mark)
    refuse_who_draws_up_no_roster(actor, shift.village_path)
    if asked.move is TurnMove.REPLACE:
        return _replace(db, actor, shift, asked, at, mark)
    if asked.move is TurnMove.MOVE:
        return _move(db, actor, shift, asked, at, mark)
    return cancel_shift(db, actor, shift.id, act_id=asked.id, fingerprint=mark).id


def _replace(db: Session, actor: Actor, shift: DutyShift, asked: TurnMoveIn, at: datetime, mark: str) -> UUID:
    """The secretary gives a turn, or what is left of it, to somebody else: for one who is absent, or for a flood."""
    reason = _reason(asked)
    if asked.person_id is None:
        raise _missing("person_id", "请选一个人。", "Choose a person.")
    if asked.person_id == shift.person_id:
        raise Refusal(
            422, "same_person", "这个班本来就是他的，请选别人。", "The turn is theirs already: choose somebody else."
        )
    refuse_no_staff(db, asked.person_id, shift.village_id)
    until = shift.ends_at
    refuse_on_leave(db, shift.village_id, asked.person_id, max(shift.starts_at, at), until)
    end(db, actor, shift, at)
    piece = Piece(asked.person_id, max(shift.starts_at, at), until, CameBy.REPLACED)
    [new] = put_instead(db, actor, shift, [piece], asked.id)
    note(db, actor, shift, Act.REPLACED, asked.id, person_id=asked.person_id, reason=reason, fingerprint=mark)
    followed(db, actor, shift, new)
    _tell(db, actor, shift, shift.person_id, asked.id, _OFF, until=until)
    _tell(db, actor, new, new.person_id, asked.id, _ON)
    return new.id


def _take_over(db: Session, actor: Actor, shift: DutyShift, asked: TurnMoveIn, at: datetime, mark: str) -> UUID:
    """One of the staff takes a running turn at once; when he goes it returns by itself to whom it was taken from."""
    if actor.person_id is None or not is_staff_here(db, actor.person_id, shift.village_id):
        raise Refusal(
            403,
            "not_your_role",
            "只有本村有职务的人能接班，请打村里的电话。",
            "Only staff of the village take over: call the village.",
        )
    if shift.starts_at > at:
        raise Refusal(
            409,
            "not_running",
            "这个班还没开始，开始以后才能接班；提前请用替班。",
            "This turn has not begun: take over once it has, or take it by a request before.",
        )
    if shift.person_id == actor.person_id:
        raise Refusal(409, "own_turn", "现在就是您在值班，不用接班。", "You are on duty already: nothing to take over.")
    first, ends_at = shift.person_id, shift.ends_at
    until = min(asked.until or ends_at, ends_at)
    if until <= at:
        raise Refusal(
            422,
            "bad_until",
            "接班要到以后的一个时间，请重新选。",
            "You take over until some time to come: choose anew.",
        )
    refuse_on_leave(db, shift.village_id, actor.person_id, at, until)
    end(db, actor, shift, at)
    pieces = [Piece(actor.person_id, at, until, CameBy.TAKEN_OVER)]
    if until < ends_at:
        pieces.append(Piece(first, until, ends_at, CameBy.RETURNED))
    taken, *_ = put_instead(db, actor, shift, pieces, asked.id)
    data = {"until": until.isoformat()}
    note(db, actor, shift, Act.TAKEN_OVER, asked.id, person_id=first, fingerprint=mark, data=data)
    followed(db, actor, shift, taken)
    back = _BACK if until < ends_at else _TAKEN
    _tell(db, actor, taken, first, asked.id, back)
    return taken.id


def _come_back(db: Session, actor: Actor, shift: DutyShift, asked: TurnMoveIn, at: datetime, mark: str) -> UUID:
    """Undo a take-over: whoever had the turn before has it again from now on."""
    if shift.came_by != CameBy.TAKEN_OVER or shift.replaces_id is None or shift.starts_at > at:
        raise Refusal(
            409, "not_taken_over", "这个班没有被接走，不用换回来。", "Nobody took this turn over: nothing to give back."
        )
    if not queries.may_come_back(db, actor, shift):
        raise Refusal(
            403,
            "not_your_role",
            "只有原来的人、接班的人和书记能换回来。",
            "Only who was there before, who took over, or the secretary can change it back.",
        )
    first, taker, ends_at = db.get_one(DutyShift, shift.replaces_id).person_id, shift.person_id, shift.ends_at
    refuse_no_staff(db, first, shift.village_id)
    end(db, actor, shift, at)
    behind = db.exec(select(DutyShift).where(DutyShift.replaces_id == shift.id).with_for_update()).first()
    last = shift
    if behind and behind.came_by == CameBy.RETURNED and behind.cancelled_at is None and behind.person_id == first:
        ends_at, last = behind.ends_at, behind
        end(db, actor, behind, at)
    [new] = put_instead(db, actor, last, [Piece(first, at, ends_at, CameBy.RETURNED)], asked.id)
    note(db, actor, shift, Act.CAME_BACK, asked.id, person_id=first, fingerprint=mark)
    followed(db, actor, shift, new)
    if last is not shift:
        followed(db, actor, last, new)
    _tell(db, actor, new, first, asked.id, _ON)
    _tell(db, actor, shift, taker, asked.id, _OFF, until=ends_at)
    return new.id


def _move(db: Session, actor: Actor, shift: DutyShift, asked: TurnMoveIn, at: datetime, mark: str) -> UUID:
    """The secretary changes the hours of a turn; what colleagues were asked about it goes with it."""
    reason = _reason(asked)
    begun = shift.starts_at <= at
    starts_at, ends_at = asked.starts_at or shift.starts_at, asked.ends_at or shift.ends_at
    _refuse_bad_hours(shift, starts_at, ends_at, at, begun=begun)
    end(db, actor, shift, at)
    piece = Piece(shift.person_id, at if begun else starts_at, ends_at, CameBy.MOVED)
    [new] = put_instead(db, actor, shift, [piece], asked.id)
    data = {"starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    note(db, actor, shift, Act.MOVED, asked.id, reason=reason, fingerprint=mark, data=data)
    followed(db, actor, shift, new)
    _tell(db, actor, new, new.person_id, asked.id, _NEW_HOURS)
    return new.id


def _refuse_bad_hours(shift: DutyShift, starts_at: datetime, ends_at: datetime, at: datetime, *, begun: bool) -> None:
    if begun and starts_at != shift.starts_at:
        raise Refusal(
            422,
            "begun_already",
            "这个班已经开始了，只能改结束时间。",
            "This turn has begun: only its end can be changed.",
        )
    if ends_at <= at or (not begun and starts_at < at):
        raise Refusal(422, "in_the_past", "这个时间已经过了，请往后选。", "That time has passed: choose a later one.")
    if not starts_at < ends_at <= starts_at + LONGEST_SHIFT:
        raise Refusal(
            422,
            "bad_hours",
            "一个班要有开始和结束，最长24小时。",
            "A turn ends after it begins, within 24 hours.",
        )
    if (starts_at, ends_at) == (shift.starts_at, shift.ends_at):
        raise Refusal(
            422, "nothing_changed", "时间没有变，请选新的时间。", "These are its hours already: choose others."
        )


def _reason(asked: TurnMoveIn) -> Reason:
    if asked.reason not in REASONS[TurnMove(asked.move)]:
        raise _missing("reason", "请选一个原因。", "Choose one of the reasons.")
    return asked.reason


def _missing(field: str, zh: str, en: str) -> Refusal:
    return Refusal(422, "something_missing", zh, en, missing=[field])


_ON = Words("您{when}在{where}值班（{who}改的）。", "You are on duty in {where}: {when} (changed by {who}).")
_OFF = Words("您{when}在{where}的班由别人来值（{who}改的）。", "Somebody else has your turn in {where} {when} ({who}).")
_TAKEN = Words("{who}接了您在{where}的班，值到{until}。", "{who} took over your turn in {where}, until {until}.")
_BACK = Words(
    "{who}接了您在{where}的班，值到{until}，之后还是您。",
    "{who} took over your turn in {where} until {until}; then it is yours again.",
)
_NEW_HOURS = Words("您在{where}的班改到{when}（{who}改的）。", "Your turn in {where} is now {when} ({who}).")


def _tell(
    db: Session,
    actor: Actor,
    shift: DutyShift,
    person_id: UUID,
    act_id: UUID,
    words: Words,
    *,
    until: datetime | None = None,
) -> None:
    """Tell somebody whom an act touches, once and not the one who did it."""
    if person_id == actor.person_id:
        return
    where, ends_at = places.name_of(db, shift.village_id), until or shift.ends_at

    def said(language: Language) -> str:
        when = spoken_turn(shift.starts_at, ends_at, language)
        until_clock = spoken_time(shift.ends_at, now()).speak(language)
        return words.speak(language, when=when, where=where, who=actor.name, until=until_clock)

    key = f"turn:{uuid5(act_id, str(person_id))}"
    told = Words(said("zh"), said("en"))
    tell(db, person_id, told, kind="shift_changed", subject_type="shift", subject_id=str(shift.id), key=key)
