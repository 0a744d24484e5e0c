"""Handing a turn over: two taps, and what nobody taps is done or asked for by the system."""

from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.core.settings import settings
from app.core.words import Words
from app.duty import queries as duty
from app.duty.rules import Turn
from app.notices.service import tell
from app.people.actor import SYSTEM, Actor, Role, actor_of_person
from app.people.models import Person
from app.people.texts.rules import refuse_forbidden_text
from app.places.models import Place
from app.places.queries import calendar, hours_of
from app.proxy.custody.service import hand_over_with
from app.proxy.handover import queries, rules
from app.proxy.handover.models import Handover
from app.proxy.handover.queries import Ended, Round
from app.proxy.handover.returning.queries import is_back, refuse_if_back, was_away
from app.proxy.handover.rules import Item
from app.proxy.handover.schemas import AcceptIn, GiveIn
from app.tickets.models import Ticket
from app.tickets.queries import staff_at, ticket_in_sight
from app.tickets.rules import fingerprint
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move


def give(db: Session, actor: Actor, shift_id: UUID, asked: GiveIn) -> Handover:
    """Hand one's turn over; the same again changes nothing. A note that the system had to write gets the person's words.

    Raises:
        Refusal: 404 no turn of one's own; 409 `id_taken`, `too_early`, `given_before` or `nothing_to_hand_over`; 422 a
            forbidden text.

    """
    mark = fingerprint([str(shift_id), asked.model_dump(mode="json")], actor.person_id)
    turn = queries.own_turn(db, actor, shift_id)
    refuse_forbidden_text(asked.remark)
    at = now()
    if at < turn.ends_at - rules.OPENS:
        raise Refusal(
            409,
            "too_early",
            "下班前半小时才能交班。",
            "A turn is handed over in its last half hour.",
            opens_at=(turn.ends_at - rules.OPENS).isoformat(),
        )
    around = queries.round_of(db, turn)
    note = _kept(db, shift_id) or _write(db, around)
    if note.give_id == asked.id and note.give_mark == mark:
        return note
    if note.give_id is not None:
        raise _given_before(note, asked)
    if around.after.is_same:
        raise Refusal(
            409,
            "nothing_to_hand_over",
            "下一班还是您，不用交班。",
            "The next turn is yours, too: nothing to hand over.",
        )
    was_made_before = note.is_needed and note.accepted_at is not None
    note.is_needed = True
    note.give_id, note.give_mark, note.give_reported_at = asked.id, mark, asked.reported_at
    note.given_at, note.keys_given, note.remark = at, asked.keys_given, asked.remark or None
    if not was_made_before:
        _fill(db, note, around)
        _tell_taker(db, note, actor.name)
    db.add(note)
    db.flush()
    return note


def _given_before(note: Handover, asked: GiveIn) -> Refusal:
    if note.give_id == asked.id:
        return Refusal(409, "id_taken", "这个编号已经用在另一次交班上。", "This id stands for another hand-over.")
    return Refusal(
        409,
        "given_before",
        "这一班已经交过了；还有要说的，打电话告诉接班的人。",
        "This turn is handed over already: ring whoever took it if there is more to say.",
    )


def accept(db: Session, actor: Actor, note_id: UUID, asked: AcceptIn) -> Handover:
    """Take a turn over, with everything that is to go over; the same again changes nothing.

    Raises:
        Refusal: 404 `not_found`; 403 `not_yours_to_accept`; 409 `accepted_before` with the name, `giver_is_back`, `id_taken`.

    """
    mark = fingerprint([str(note_id), asked.model_dump(mode="json")], actor.person_id)
    note = queries.note_in_sight(db, actor, note_id)
    if note.accept_id == asked.id and note.accept_mark == mark:
        return note
    if note.accept_id == asked.id:
        raise Refusal(409, "id_taken", "这个编号已经用在另一次接班上。", "This id stands for another hand-over.")
    at = now()
    if note.accepted_by is not None:
        name = db.get_one(Person, note.accepted_by).name
        raise Refusal(
            409, "accepted_before", f"{name}已经接了这个班。", f"{name} has accepted this hand-over already.", by=name
        )
    if not queries.may_accept(db, actor, note, at):
        raise Refusal(
            403,
            "not_yours_to_accept",
            "接班要由下一班的人或村书记来点。",
            "Whoever is on duty next, or the secretary, accepts this.",
        )
    refuse_if_back(db, note, at)
    lines = rules.merged(queries.kept_items(note), queries.lines_now(db, note))
    note.items = _told(lines)
    note.moved = [str(each) for each in _move_all(db, actor, note, lines)]
    note.accepted_at, note.accepted_by = at, actor.person_id
    # What still comes to the one who goes in his last minutes follows once the turn is over.
    note.climbs_at = note.ends_at + rules.GRACE if at < note.ends_at else None
    note.accept_id, note.accept_mark, note.accept_reported_at = asked.id, mark, asked.reported_at
    db.add(note)
    db.flush()
    _tell(db, note, note.giver_id, rules.accepted_words(actor.name, len(note.moved)), "handover_accepted")
    return note


def _move_all(db: Session, actor: Actor, note: Handover, lines: list[Item]) -> list[UUID]:
    """Give what goes over to whoever accepts, through the one door, in the order of ids; what may not go stays."""
    moved = []
    for ticket_id in sorted(line.ticket_id for line in lines if line.moves):
        ticket = ticket_in_sight(db, SYSTEM, ticket_id, lock=True)
        if ticket.closed_at is None and ticket.assignee_id == note.giver_id and _went_over(db, actor, note, ticket):
            moved.append(ticket_id)
    return moved


def _went_over(db: Session, actor: Actor, note: Handover, ticket: Ticket) -> bool:
    giver = db.get_one(Person, note.giver_id)
    step = MoveIn(
        # With its version: what came back to the giver in his last minutes goes over a second time.
        id=uuid5(note.id, f"{ticket.id}:{ticket.version}"),
        move="hand_over_turn",
        version=ticket.version,
        data={"person_id": str(actor.person_id), "from_name": giver.name},
    )
    try:
        make_move(db, SYSTEM, ticket.id, step, door=rules.DOOR)
    except Refusal as refusal:
        # A signed authorisation names its agents: such an errand is theirs, and stays where it is.
        if refusal.code in {"agent_not_authorised", "not_staff"}:
            return False
        raise
    hand_over_with(db, actor, ticket, note.giver_id)
    return True


def write_note(db: Session, shift_id: UUID) -> None:
    """Write the note of a turn that ended without one, and tell whom it concerns; nothing where the turn is gone."""
    turn = duty.turn_of(db, shift_id)
    if turn is None:
        return
    note = _write(db, queries.round_of(db, turn))
    if not note.is_needed:
        return
    taker = db.get_one(Person, note.taker_id).name if note.taker_id else None
    _tell(db, note, note.giver_id, rules.made_words(taker), "handover_made")
    _tell_taker(db, note, turn.name)


def note_empty_turns(db: Session, limit: int) -> None:
    """Write the notes of turns that ended without one and left nothing behind, all at once: nobody has to hear of them."""
    ended = queries.turns_without_note(db, now(), limit)
    empty = [_blank(turn, turn.village_path, is_needed=False) for turn in ended if not turn.leaves]
    try:
        with db.begin_nested():
            db.add_all(empty)
    except IntegrityError:
        # Where a phone has just written one of them, the next round writes the others.
        if not any(_kept(db, note.shift_id) for note in empty):
            raise


def look_after_note(db: Session, note_id: UUID) -> None:
    """Let a note that nobody accepted climb, or bring the rest of one that was accepted early; nothing if it is not its time."""
    note = queries.due_note(db, note_id, now())
    if note is None:
        return
    if note.accepted_by is not None:
        _bring_the_rest(db, note, note.accepted_by)
    else:
        _climb(db, note)


def _kept(db: Session, shift_id: UUID) -> Handover | None:
    return db.get(Handover, rules.note_id(shift_id), with_for_update=True)


def _write(db: Session, around: Round) -> Handover:
    """The note of a turn; where the phone and the watch write it at once, the first one stays."""
    turn = around.turn
    note = _blank(turn, db.get_one(Place, turn.village_id).path)
    _fill(db, note, around)
    # Whoever has been on duty again since has all of it before him.
    is_back = around.back_at is not None and around.back_at <= now()
    # Of whoever was on leave, so that nobody sat, only what has to go over counts.
    says = any(each["moves"] for each in note.items) if was_away(db, turn) else bool(note.items)
    note.is_needed = says and not (around.after.is_same or around.is_alone or is_back)
    if not note.is_needed:
        note.climbs_at = None
    try:
        with db.begin_nested():
            db.add(note)
    except IntegrityError:
        if known := _kept(db, turn.id):
            return known
        raise
    return note


def _blank(turn: Turn | Ended, village_path: str, *, is_needed: bool = True) -> Handover:
    return Handover(
        id=rules.note_id(turn.id),
        village_id=turn.village_id,
        village_path=village_path,
        shift_id=turn.id,
        giver_id=turn.person_id,
        ends_at=turn.ends_at,
        is_needed=is_needed,
        items=[],
        moved=[],
        made_at=now(),
    )


def _fill(db: Session, note: Handover, around: Round) -> None:
    """What stands on a note, to whom it goes, and from when on it has waited too long."""
    turn, taker = around.turn, around.after.turn
    lines = queries.items_of(db, turn.village_id, turn.person_id, turn.ends_at, around.back_at)
    note.items, note.taker_id = _told(lines), taker.person_id if taker else None
    begins = max(taker.starts_at, now()) if taker else now()
    hours, days = hours_of(db, turn.village_id), calendar(db)
    minutes = settings().handover_minutes
    note.climbs_at = hours.add_open_minutes(begins, minutes, days) if taker else begins


def _told(lines: list[Item]) -> list[dict[str, object]]:
    return [{"ticket_id": str(line.ticket_id), "why": list(line.why), "moves": line.moves} for line in lines]


def _tell_taker(db: Session, note: Handover, giver: str) -> None:
    if note.taker_id is not None:
        _tell(db, note, note.taker_id, rules.given_words(giver, len(note.items)), "handover_given")


def _bring_the_rest(db: Session, note: Handover, taker_id: UUID) -> None:
    """A turn that was taken over before its end has ended: what came in between goes over, too."""
    lines, taker = queries.lines_now(db, note), actor_of_person(db, taker_id)
    moved = _move_all(db, taker, note, lines)
    note.items = _told(rules.merged(queries.kept_items(note), lines))
    note.moved, note.climbs_at = [*dict.fromkeys([*note.moved, *map(str, moved)])], None
    db.add(note)
    if moved:
        giver = db.get_one(Person, note.giver_id).name
        _tell(db, note, taker_id, rules.late_words(giver, len(moved)), "handover_rest")


def _climb(db: Session, note: Handover) -> None:
    """Ask the secretary, a day later the township; each hears of a note once, and it still can be accepted.

    One whose giver has been on duty again since is withdrawn instead.
    """
    if is_back(db, note, now()):
        note.is_needed, note.climbs_at = False, None
        db.add(note)
        return
    giver, village = db.get_one(Person, note.giver_id).name, db.get_one(Place, note.village_id)
    note.level += 1
    if note.level == 1:
        secretaries = staff_at(db, village.path, Role.VILLAGE_SECRETARY)
        for person in secretaries:
            if person.id not in {note.taker_id, note.giver_id}:
                _tell(db, note, person.id, rules.climbed_words(giver), "handover_climbed")
        note.climbs_at = now() + rules.TO_THE_TOWN
    else:
        town = db.get_one(Place, village.parent_id)
        for person in staff_at(db, town.path, Role.TOWN_OFFICER):
            _tell(db, note, person.id, rules.town_words(village.name), "handover_climbed")
        note.climbs_at = None
    db.add(note)


def _tell(db: Session, note: Handover, person_id: UUID, words: Words, kind: str) -> None:
    key = f"{note.id}:{kind}"
    tell(db, person_id, words, kind=kind, subject_type="handover", subject_id=str(note.id), key=key)
