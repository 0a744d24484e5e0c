"""Reading the proxy log. Every list starts at `visible(actor)`, which starts at the tickets in sight."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.core.paging import decode_cursor, encode_cursor
from app.core.problems import not_found
from app.core.words import Language
from app.files.models import StoredFile
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.places.queries import below, village_by_code
from app.proxy.models import ProxyLogAmendment, ProxyLogEntry, ProxyLogFile, ProxyLogTicket, TripAction
from app.proxy.rules import ACTION_WORDS, Served, reads_texts
from app.proxy.schemas import Agent, AmendmentOut, TripOut, TripPage
from app.tickets import queries as tickets
from app.tickets.answers.schemas import FileOut
from app.tickets.kinds.workflow import Service
from app.tickets.models import Ticket
from app.tickets.rules import STAFF_ROLES, sides


def visible(actor: Actor) -> ColumnElement[bool]:
    """The entries about a ticket in sight; the places of posts come first, so that an index serves them."""
    posts = (below(col(ProxyLogEntry.place_path), path) for path in actor.paths(*STAFF_ROLES, Role.TOWN_OFFICER))
    return or_(
        and_(or_(false(), *posts), _about(tickets.visible(actor))),
        col(ProxyLogEntry.id).in_(
            sa_select(col(ProxyLogTicket.entry_id))
            .join(Ticket, col(Ticket.id) == col(ProxyLogTicket.ticket_id))
            .where(tickets.helped_by(actor), tickets.visible(actor))
        ),
    )


def _about(ticket: ColumnElement[bool]) -> ColumnElement[bool]:
    return (
        sa_select(1)
        .select_from(ProxyLogTicket)
        .join(Ticket, col(Ticket.id) == col(ProxyLogTicket.ticket_id))
        .where(col(ProxyLogTicket.entry_id) == col(ProxyLogEntry.id), ticket)
        .exists()
    )


Link = Callable[[UUID], str]  # Makes the signed link of a file; a look into the log gives none away by itself.


def page(
    db: Session,
    actor: Actor,
    language: Language,
    link: Link,
    *,
    ticket_id: UUID | None = None,
    village_code: str | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> TripPage:
    """One page of the log, the latest trip first; all of it, one ticket's or one village's.

    Raises:
        Refusal: 404 for a ticket not in sight or an unknown village; 422 `bad_cursor`.

    """
    entry = ProxyLogEntry
    wanted = select(entry).where(visible(actor)).order_by(col(entry.went_at).desc(), col(entry.id).desc())
    if ticket_id:
        ticket = tickets.ticket_in_sight(db, actor, ticket_id)
        wanted = wanted.where(
            col(entry.id).in_(select(ProxyLogTicket.entry_id).where(ProxyLogTicket.ticket_id == ticket.id))
        )
    if village_code:
        wanted = wanted.where(entry.village_id == village_by_code(db, village_code).id)
    if cursor:
        wanted = wanted.where(tuple_(col(entry.went_at), col(entry.id)) < tuple_(*decode_cursor(cursor)))
    found = db.exec(wanted.limit(limit + 1)).all()
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = encode_cursor(last.went_at, last.id)
    return TripPage(items=shown(db, actor, found[:limit], language, link), next=following)


def entry_in_sight(db: Session, actor: Actor, entry_id: UUID) -> ProxyLogEntry:
    """One entry.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    entry = db.exec(select(ProxyLogEntry).where(col(ProxyLogEntry.id) == entry_id, visible(actor))).one_or_none()
    if entry is None:
        raise not_found()
    return entry


def tickets_of(db: Session, entry_ids: Collection[UUID]) -> dict[UUID, list[Ticket]]:
    """The tickets that entries are about, in the order of their numbers; nobody is asked whether he may see them."""
    found: dict[UUID, list[Ticket]] = defaultdict(list)
    rows = select(ProxyLogTicket.entry_id, Ticket).join(Ticket, col(Ticket.id) == col(ProxyLogTicket.ticket_id))
    in_order = rows.where(col(ProxyLogTicket.entry_id).in_(entry_ids)).order_by(col(Ticket.ticket_no))
    for entry_id, ticket in db.exec(in_order):
        found[entry_id].append(ticket)
    return found


def shown(db: Session, actor: Actor, entries: Sequence[ProxyLogEntry], language: Language, link: Link) -> list[TripOut]:
    """Entries as one person may see them, in five statements however many they are."""
    ids = [entry.id for entry in entries]
    if not ids:
        return []
    served = tickets_of(db, ids)
    amendments = _amendments(db, ids)
    files = _files(db, ids, link)
    agents = select(Person.id, Person.name).where(col(Person.id).in_({entry.agent_id for entry in entries}))
    names = dict(db.exec(agents).all())
    villages = select(Place.id, Place.official_code).where(col(Place.id).in_({entry.village_id for entry in entries}))
    codes = dict(db.exec(villages).all())
    return [
        _shown(
            actor,
            entry,
            served[entry.id],
            files[entry.id],
            amendments[entry.id],
            by=Agent(id=entry.agent_id, name=names[entry.agent_id]),
            village_code=codes[entry.village_id],
            language=language,
        )
        for entry in entries
    ]


def words_added(db: Session, entry_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """What was added to entries later, in the order of its time; nobody is asked whether he may read it."""
    found: dict[UUID, list[str]] = defaultdict(list)
    added = ProxyLogAmendment
    rows = select(added.entry_id, added.text).where(col(added.entry_id).in_(entry_ids))
    for entry_id, text in db.exec(rows.order_by(col(added.created_at), col(added.id))):
        found[entry_id].append(text)
    return found


def _amendments(db: Session, ids: Collection[UUID]) -> dict[UUID, list[AmendmentOut]]:
    found: dict[UUID, list[AmendmentOut]] = defaultdict(list)
    added = ProxyLogAmendment
    rows = select(added, Person.name).join(Person, col(Person.id) == col(added.by_id))
    in_order = rows.where(col(added.entry_id).in_(ids)).order_by(col(added.created_at), col(added.id))
    for each, name in db.exec(in_order):
        by = Agent(id=each.by_id, name=name)
        shape = AmendmentOut(id=each.id, text=each.text, by=by, created_at=each.created_at)
        found[each.entry_id].append(shape)
    return found


def _files(db: Session, ids: Collection[UUID], link: Link) -> dict[UUID, list[FileOut]]:
    found: dict[UUID, list[FileOut]] = defaultdict(list)
    rows = select(ProxyLogFile.entry_id, StoredFile).join(StoredFile, col(StoredFile.id) == col(ProxyLogFile.file_id))
    in_order = rows.where(col(ProxyLogFile.entry_id).in_(ids)).order_by(col(StoredFile.created_at), col(StoredFile.id))
    for entry_id, file in db.exec(in_order):
        shape = FileOut(id=file.id, kind=file.kind, url=link(file.id), media_type=file.media_type, size=file.size)
        found[entry_id].append(shape)
    return found


def _shown(
    actor: Actor,
    entry: ProxyLogEntry,
    tickets_served: Sequence[Ticket],
    files: list[FileOut],
    amendments: list[AmendmentOut],
    *,
    by: Agent,
    village_code: str,
    language: Language,
) -> TripOut:
    served = {ticket.id: Served(Service(ticket.service), sides(actor, ticket)) for ticket in tickets_served}
    whole = reads_texts(served.values(), is_own=entry.agent_id == actor.person_id)
    action = TripAction(entry.action)
    return TripOut(
        id=entry.id,
        ticket_ids=[ticket_id for ticket_id, each in served.items() if each.here],
        village_code=village_code,
        by=by,
        went_at=entry.went_at,
        action=action,
        action_label=ACTION_WORDS[action].speak(language),
        place=entry.place_text if whole else None,
        contact=entry.contact if whole else None,
        result=(entry.result or None) if whole else None,
        next_step=entry.next_step if whole else None,
        next_on=entry.next_on,
        fee_fen=entry.fee_fen,
        companions=entry.companions if whole else None,
        files=files if whole else [],
        amendments=amendments if whole else [],
        needs_text=whole and not entry.result and not amendments,
        texts_hidden=not whole,
        created_at=entry.created_at,
    )
