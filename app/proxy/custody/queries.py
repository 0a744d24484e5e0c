"""Reading custody. Every look starts at the tickets in sight."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.core.clock import local_date, now
from app.core.words import Language, Words
from app.files.models import StoredFile
from app.people.actor import Actor
from app.people.delegations.queries import is_active
from app.people.models import Delegation, Person, Role
from app.people.rights.rules import covers
from app.places.queries import calendar, hours_of
from app.places.rules import OpeningHours, WorkCalendar
from app.proxy.custody import rules
from app.proxy.custody.log.queries import acts_of, log_of, paper_names, spot_names
from app.proxy.custody.models import CustodyEvent, CustodyHolding, CustodyKind, CustodyWay, SpotKind
from app.proxy.custody.rules import Act, Lot, Spot
from app.proxy.custody.schemas import ActOut, AnswerState, CustodyPage, HeldOut, MaterialOut, PaperOut, SpotOut, Taker
from app.proxy.custody.wording import rules as wording
from app.tickets import queries as tickets
from app.tickets.answers.schemas import FileOut
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import CADRES, Service, Side
from app.tickets.models import Ticket, TicketFile
from app.tickets.rules import sides

Link = Callable[[UUID], str]  # Makes the signed link of a file.


class Reader(NamedTuple):
    """Who looks, when, and by which hours a village closes."""

    actor: Actor
    at: datetime
    language: Language
    hours: OpeningHours
    days: WorkCalendar
    whose: str = ""  # The owner of the originals; empty where that is who looks.
    owns: bool = False

    def of(self, ticket: Ticket, helped: str) -> "Reader":
        """The same, looking at somebody's originals."""
        owns = ticket.beneficiary_id == self.actor.person_id
        return self._replace(whose="" if owns else helped, owns=owns)

    def spot(self, kind: SpotKind, key: str, name: str) -> SpotOut:
        """A place, named."""
        words = wording.SPOT_WORDS.get(kind)
        return SpotOut(
            kind=kind,
            name=words.speak(self.language) if words else name,
            person_id=UUID(key) if kind is SpotKind.PERSON else None,
        )

    def held(self, code: str, paper: Words, spot: Spot, name: str, lot: Lot) -> HeldOut:
        """Originals in one place, with what has to be said about them."""
        out, lost = spot.kind in rules.OUT, spot.kind is SpotKind.LOST
        is_card = rules.is_identity_card(code, paper.zh)
        card = is_card and not lost
        late = out and card and rules.is_overnight(lot.out_since, self.at, self.hours, self.days)
        return HeldOut(
            code=code,
            name=paper.speak(self.language),
            identity_card=is_card,
            count=lot.count,
            spot=self.spot(spot.kind, spot.key, name),
            since=lot.since,
            out_since=lot.out_since,
            days=rules.days_out(lot.out_since, self.at),
            mine=spot == Spot(SpotKind.PERSON, str(self.actor.person_id)),
            late=late,
            long=out and self.at - lot.out_since > rules.LONG_OUT,
            sentence=wording.sentence(paper, spot, name, lot.out_since, self.whose).speak(self.language),
            warning=wording.card_words(late=late).speak(self.language) if card and out else None,
        )


def reader_of(db: Session, actor: Actor, language: Language, village_id: int, at: datetime) -> Reader:
    """Somebody who looks into a village's custody."""
    return Reader(actor, at, language, hours_of(db, village_id), calendar(db))


def page(
    db: Session, actor: Actor, ticket_id: UUID, language: Language, link: Link, on: date | None = None
) -> CustodyPage:
    """Where each original of a ticket is, or was at the end of a day.

    Raises:
        Refusal: 404, when the ticket is not there or not in sight.

    """
    ticket = tickets.ticket_in_sight(db, actor, ticket_id)
    at = min(now(), rules.end_of(on)) if on else now()
    events = log_of(db, [ticket.id])[ticket.id]
    helped = db.get_one(Person, ticket.beneficiary_id).name
    reader = reader_of(db, actor, language, ticket.village_id, at).of(ticket, helped)
    acts, here = acts_of(events), sides(actor, ticket)
    ledger = rules.ledger_of(acts, at)
    names, papers = spot_names(events), paper_names(ticket, events)
    kind = KINDS[Service(ticket.service)]
    takes = any(move.door == rules.DOOR for move in kind.moves_from(ticket.state))
    files = _files(db, ticket.id, events, link)
    shown = [event for event in events if event.happened_at <= at]
    works = takes and bool(here & CADRES) and bool(papers)
    return CustodyPage(
        ticket_id=ticket.id,
        ticket_no=ticket.ticket_no,
        on=on,
        held=[
            reader.held(code, papers[code], spot, names[spot], lot)
            for code, spots in ledger.items()
            for spot, lot in spots.items()
        ],
        chain=chain_out(reader, shown, acts, here, files),
        days=sorted({local_date(event.happened_at) for event in events}),
        acts=rules.acts_open(
            rules.ledger_of(acts),
            str(actor.person_id),
            works=works,
            leads=Side.SECRETARY in here,
            settles=takes and bool(here & {Side.SECRETARY, Side.TOWN}),
        ),
        takers=_takers(db, actor, ticket, rules.ledger_of(acts)) if works else [],
        phones=[Taker(person_id=i, name=name) for i, name in phones(db, ticket).items()] if works else [],
        materials=[
            MaterialOut(
                code=code,
                name=words.speak(language),
                identity_card=rules.is_identity_card(code, words.zh),
                never_held=rules.is_never_held(code, words.zh),
            )
            for code, words in papers.items()
        ],
        all_back=not rules.out(ledger),
    )


def runners(db: Session, ticket: Ticket) -> dict[UUID, str]:
    """Those of a village who carry papers, and their names: whoever else works there has no sight of its errands."""
    found = tickets.staff_at(db, ticket.place_path, Role.DUTY_CADRE, Role.VILLAGE_SECRETARY)
    return {person.id: person.name for person in found}


def phones(db: Session, ticket: Ticket) -> dict[UUID, str]:
    """Who of the villager's side can confirm on a phone, and their names: the owner with one of his own, then the relatives."""
    owner = db.get_one(Person, ticket.beneficiary_id)
    given = select(Delegation).where(Delegation.principal_id == owner.id, is_active())
    agents = [
        each.agent_id
        for each in db.exec(given)
        if covers(each.services, each.item_codes, ticket.service, ticket.item_code)
    ]
    relatives = db.exec(
        select(Person).where(col(Person.id).in_(agents)).order_by(col(Person.name), col(Person.id))
    ).all()
    return {each.id: each.name for each in ((owner,) if owner.phone_sealed else ())} | {
        each.id: each.name for each in relatives
    }


def _takers(db: Session, actor: Actor, ticket: Ticket, ledger: rules.Ledger) -> list[Taker]:
    locked_up = any(rules.CABINET in spots for spots in ledger.values())
    names = runners(db, ticket)
    return [Taker(person_id=i, name=name) for i, name in names.items() if i != actor.person_id or locked_up]


def chain_out(
    reader: Reader,
    events: Sequence[CustodyEvent],
    acts: Sequence[Act],
    here: frozenset[Side],
    files: Mapping[UUID, list[FileOut]],
) -> list[ActOut]:
    """The entries of a log in their order, each with its answer, as this person may see them."""
    answers = {event.answers_id: event for event in events if event.answers_id}
    by_id = {act.id: act for act in acts}
    asking = {act.id for act in rules.open_questions(acts)}
    return [
        _act(reader, event, by_id[event.id], answers.get(event.id), asking, here, files.get(event.id, []))
        for event in events
        if event.answers_id is None
    ]


def _act(
    reader: Reader,
    event: CustodyEvent,
    act: Act,
    answer: CustodyEvent | None,
    asking: Collection[UUID],
    here: frozenset[Side],
    files: list[FileOut],
) -> ActOut:
    language = reader.language
    kind, way = CustodyKind(event.kind), CustodyWay(event.way) if event.way else None
    return ActOut(
        id=event.id,
        seq=event.seq,
        kind=kind,
        text=wording.KIND_WORDS[kind].speak(language),
        papers=[
            PaperOut(
                code=paper["code"],
                name=paper["name_en"] if language == "en" else paper["name_zh"],
                count=paper["count"],
            )
            for paper in event.papers
        ],
        giver=reader.spot(SpotKind(event.giver_kind), event.giver_key, event.giver_name),
        taker=reader.spot(SpotKind(event.taker_kind), event.taker_key, event.taker_name),
        by=event.actor_name,
        happened_at=event.happened_at,
        at=event.at,
        way=way,
        way_label=wording.WAY_WORDS[way].speak(language) if way else None,
        slip=event.slip,
        witness=event.witness,
        received_by=event.received_by,
        note=event.note,
        state=_state(act, answer, asks=event.id in asking),
        answered_by=answer.actor_name if answer else None,
        answered_at=answer.happened_at if answer else None,
        answer_note=answer.note if answer else None,
        mine_to_answer=event.id in asking and may_answer(act, reader.actor, here, owns=reader.owns),
        files=files,
    )


def _state(act: Act, answer: CustodyEvent | None, *, asks: bool) -> AnswerState:
    if answer is not None:
        return "confirmed" if answer.kind == CustodyKind.CONFIRMED else "refused"
    if asks:
        return "waiting"
    return "overtaken" if rules.waits(act) else "done"


def may_answer(act: Act, actor: Actor, here: frozenset[Side], *, owns: bool) -> bool:
    """Whether somebody is the other side of an act: the colleague who takes, or the villager's side, unless he wrote it down.

    A relative speaks only for what was put into his own hands: who is far away never held it.
    """
    me = str(actor.person_id)
    if rules.asks_owner(act):
        return Side.HELPED in here and act.actor != me and rules.may_say_so(act, actor.name, owns=owns)
    return rules.waits(act) and act.taker.key == me


def _files(db: Session, ticket_id: UUID, events: Sequence[CustodyEvent], link: Link) -> dict[UUID, list[FileOut]]:
    """The photos of each entry; they hang on the entry of the ticket's own log that was written with it."""
    of_entry = {uuid5(event.id, "move"): event.id for event in events}
    found: dict[UUID, list[FileOut]] = defaultdict(list)
    rows = (
        select(TicketFile.event_id, StoredFile)
        .join(StoredFile, col(StoredFile.id) == col(TicketFile.file_id))
        .where(col(TicketFile.ticket_id) == ticket_id)
        .order_by(col(StoredFile.created_at), col(StoredFile.id))
    )
    for event_id, file in db.exec(rows):
        if event_id in of_entry:
            shape = FileOut(id=file.id, kind=file.kind, url=link(file.id), media_type=file.media_type, size=file.size)
            found[of_entry[event_id]].append(shape)
    return found


def reminders(db: Session, at: datetime, limit: int) -> Sequence[CustodyHolding]:
    """The identity cards that are out at their village's closing."""
    due = select(CustodyHolding).where(col(CustodyHolding.remind_at) <= at)
    return db.exec(due.order_by(col(CustodyHolding.remind_at)).limit(limit).with_for_update(skip_locked=True)).all()
