"""Writing the proxy log."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.changes.service import record
from app.core.clock import local_date, now
from app.core.problems import Refusal
from app.files.models import FileKind
from app.files.queries import own_files
from app.people.actor import Actor
from app.proxy import queries, rules
from app.proxy.models import ProxyLogAmendment, ProxyLogEntry, ProxyLogFile, ProxyLogTicket
from app.proxy.schemas import AmendmentIn, TripIn
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket
from app.tickets.notes.service import log_trip as log_trip_of
from app.tickets.queries import ticket_in_sight
from app.tickets.rules import OPEN_SERVICES, fingerprint, sides
from app.tickets.service import refuse_forbidden, refuse_free_word


def log_trip(db: Session, actor: Actor, asked: TripIn) -> tuple[ProxyLogEntry, bool]:
    """Write a trip down; true with it if this is the first time that its id comes.

    Raises:
        Refusal: 403 `not_your_role`; 404 a ticket not in sight; 409 `id_taken`; 422 `two_villages`, `bad_day`,
            `unknown_file`, `fee_needs_receipt`, `something_missing`, `no_free_text` or a forbidden text.

    """
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := _sent_before(db, asked.id, mark):
        return known, False
    # Locked in the order of their ids, so that two trips for the same tickets do not wait for each other.
    tickets = [_ticket_to_act_for(db, actor, ticket_id) for ticket_id in sorted(set(asked.ticket_ids))]
    _check(asked, tickets)
    files = own_files(db, actor, asked.file_ids)
    _check_proofs(asked, {file.kind for file in files})
    entry = _entry(actor, asked, tickets[0], mark)
    try:
        with db.begin_nested():
            db.add(entry)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        if known := _sent_before(db, asked.id, mark):
            return known, False
        raise
    db.add_all(ProxyLogTicket(entry_id=entry.id, ticket_id=ticket.id) for ticket in tickets)
    for ticket in tickets:
        by_message = rules.tells_by_message(asked.action)
        log_trip_of(db, actor, ticket, uuid5(entry.id, str(ticket.id)), action=asked.action, by_message=by_message)
    db.add_all(ProxyLogFile(entry_id=entry.id, file_id=file.id) for file in files)
    record(
        db,
        "trip_logged",
        subject_type="proxy_log_entry",
        subject_id=str(entry.id),
        place_path=entry.place_path,
        data={"services": sorted({ticket.service for ticket in tickets} & OPEN_SERVICES), "action": asked.action},
    )
    return entry, True


def amend_trip(db: Session, actor: Actor, entry_id: UUID, asked: AmendmentIn) -> ProxyLogEntry:
    """Add words to an entry, such as what its recording says; the entry stays as it was written.

    Raises:
        Refusal: 403 `not_your_role` for whoever may not write or read it; 404 not in sight; 409 `id_taken`; 422 a
            forbidden text.

    """
    entry = queries.entry_in_sight(db, actor, entry_id)
    served = [
        (Service(ticket.service), sides(actor, ticket)) for ticket in queries.tickets_of(db, [entry_id])[entry_id]
    ]
    if not any(rules.may_act(here) for _, here in served) or not rules.reads_texts(
        (rules.Served(*each) for each in served), is_own=entry.agent_id == actor.person_id
    ):
        raise _not_an_agent()
    for service, _ in served:
        refuse_forbidden(KINDS[service], asked.text)
        refuse_free_word(KINDS[service], asked.text, ())
    mark = fingerprint([str(entry_id), asked.model_dump(mode="json")], actor.person_id)
    if _amended_before(db, asked.id, mark):
        return entry
    assert actor.person_id is not None, "only persons stand on a side of a ticket"
    amendment = ProxyLogAmendment(
        id=asked.id,
        entry_id=entry.id,
        by_id=actor.person_id,
        text=asked.text,
        created_at=now(),
        reported_at=asked.reported_at,
        fingerprint=mark,
    )
    try:
        with db.begin_nested():
            db.add(amendment)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        if not _amended_before(db, asked.id, mark):
            raise
    return entry


def _amended_before(db: Session, amendment_id: UUID, mark: str) -> bool:
    known = db.get(ProxyLogAmendment, amendment_id)
    if known is not None and known.fingerprint != mark:
        raise _id_taken()
    return known is not None


def _id_taken() -> Refusal:
    return Refusal(
        409,
        "id_taken",
        "这个编号已经用在另一条代办日志上，请重新记。",
        "This id belongs to another entry of the log: send it under a new one.",
    )


def _not_an_agent() -> Refusal:
    return Refusal(
        403,
        "not_your_role",
        "代办日志由村里替村民跑腿的人来记。",
        "The log is written by those of the village who run the errand.",
    )


def _sent_before(db: Session, entry_id: UUID, mark: str) -> ProxyLogEntry | None:
    known = db.get(ProxyLogEntry, entry_id)
    if known is not None and known.fingerprint != mark:
        raise _id_taken()
    return known


def _ticket_to_act_for(db: Session, actor: Actor, ticket_id: UUID) -> Ticket:
    ticket = ticket_in_sight(db, actor, ticket_id, lock=True)
    if not rules.may_act(sides(actor, ticket)):
        raise _not_an_agent()
    return ticket


def _check(asked: TripIn, tickets: Sequence[Ticket]) -> None:
    if len({ticket.village_id for ticket in tickets}) > 1:
        raise Refusal(
            422,
            "two_villages",
            "一条日志只记一个村的事，请分开记。",
            "One entry is about one village: write one for each.",
            field="ticket_ids",
        )
    at = now()
    went_at = asked.went_at or at
    if not rules.is_believable(went_at, at) or (asked.next_on and asked.next_on < local_date(went_at)):
        raise Refusal(
            422,
            "bad_day",
            "日期不对：去的时间不能在以后，下一步不能早于这一趟。",
            "A day is wrong: the trip cannot lie ahead, and the next step not before it.",
            field="went_at" if not rules.is_believable(went_at, at) else "next_on",
        )
    texts = (asked.place, asked.result, asked.contact, asked.next_step, asked.companions)
    for service in {Service(ticket.service) for ticket in tickets}:
        for text in texts:
            refuse_forbidden(KINDS[service], text)
        if not KINDS[service].takes_description and (asked.file_ids or rules.tells_of_illness(*texts)):
            raise Refusal(
                422,
                "no_free_text",
                "看病的事，只记去了哪里、做了什么，怎么样用现成的词（办成了、没办成……）；别的不写、不录、不拍。",
                "Of an illness only where, what and how it went is noted, in the words that stand ready: no more, no recording, no photo.",
                field="result",
            )


def _check_proofs(asked: TripIn, kinds: set[str]) -> None:
    """What came of it is written or spoken, and money that was paid is proved; a balance of cash is kept nowhere."""
    if not asked.result and FileKind.VOICE not in kinds:
        raise Refusal(
            422,
            "something_missing",
            "请写一句结果，或者录一段音，稍后再补文字。",
            "Write what came of it, or record it and add the words later.",
            field="result",
        )
    if asked.fee_fen and FileKind.PHOTO not in kinds:
        raise Refusal(
            422,
            "fee_needs_receipt",
            "替村民交了钱，请把收据拍照一起发。没有收据的钱不要垫。",
            "You paid a fee for somebody: add a photo of the receipt. Pay nothing without one.",
            field="file_ids",
        )


def _entry(actor: Actor, asked: TripIn, ticket: Ticket, mark: str) -> ProxyLogEntry:
    assert actor.person_id is not None, "only persons stand on a side of a ticket"
    at = now()
    return ProxyLogEntry(
        id=asked.id,
        village_id=ticket.village_id,
        place_path=ticket.place_path,
        agent_id=actor.person_id,
        went_at=asked.went_at or at,
        place_text=asked.place,
        contact=asked.contact,
        action=asked.action,
        result=asked.result or "",
        next_step=asked.next_step,
        next_on=asked.next_on,
        fee_fen=asked.fee_fen,
        companions=asked.companions,
        created_at=at,
        reported_at=asked.reported_at,
        fingerprint=mark,
    )
