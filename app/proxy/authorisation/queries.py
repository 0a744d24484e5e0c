"""Reading authorisations. Every list starts at `visible(actor)`."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, tuple_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.catalogue.rules import in_both
from app.core.clock import today
from app.core.paging import decode_cursor, encode_cursor
from app.core.problems import not_found
from app.core.words import Language, Words
from app.files.models import StoredFile
from app.people.actor import Actor, ActorKind, Role
from app.people.models import Person, Service
from app.places.models import Place
from app.places.queries import below
from app.proxy.authorisation import rules
from app.proxy.authorisation.models import Authorisation, AuthorisationFile, AuthorisationTicket, Signed
from app.proxy.authorisation.schemas import (
    AuthorisationOut,
    AuthorisationPage,
    CaseOut,
    PowerOut,
    RevokedOut,
    Someone,
)
from app.tickets import queries as tickets
from app.tickets.answers.schemas import FileOut, Named
from app.tickets.kinds.authorisation import FORBIDDEN, POWER_WORDS, Power
from app.tickets.kinds.workflow import ENDED, Core
from app.tickets.models import Ticket
from app.tickets.rules import STAFF_ROLES, sides

Link = Callable[[UUID], str]  # Makes the signed link of a file.


def principals(actor: Actor) -> frozenset[UUID]:
    """Whose authorisations are the actor's own affair: his own, and those of relatives who let him act in errands."""
    own = {actor.person_id} if actor.person_id else set()
    return frozenset(own | {m.principal_id for m in actor.mandates if Service.ERRAND in m.services})


def visible(actor: Actor) -> ColumnElement[bool]:
    """The papers of one's own side, of the village where one serves, and of the tickets in sight."""
    if actor.kind is not ActorKind.PERSON:
        return false()
    paper = Authorisation
    posts = actor.paths(Role.DUTY_CADRE, Role.VILLAGE_SECRETARY, Role.TOWN_OFFICER)
    serves = or_(false(), *(below(col(paper.place_path), path) for path in actor.paths(*STAFF_ROLES)))
    return or_(
        col(paper.principal_id).in_(principals(actor)),
        *(below(col(paper.place_path), path) for path in posts),
        and_(serves, or_(col(paper.agent_id) == actor.person_id, col(paper.backup_agent_id) == actor.person_id)),
        and_(serves, col(paper.ticket_id).in_(sa_select(col(Ticket.id)).where(tickets.handled_by(actor)))),
    )


def in_sight(db: Session, actor: Actor, authorisation_id: UUID) -> Authorisation:
    """One authorisation.

    Raises:
        Refusal: 404, when it is not there or not in sight.

    """
    found = db.exec(select(Authorisation).where(Authorisation.id == authorisation_id, visible(actor))).one_or_none()
    if found is None:
        raise not_found()
    return found


def page(
    db: Session,
    actor: Actor,
    language: Language,
    link: Link,
    *,
    ticket_id: UUID | None = None,
    principal_id: UUID | None = None,
    cursor: str | None = None,
    limit: int = 20,
) -> AuthorisationPage:
    """One page of the authorisations in sight, the latest first; of one ticket or one person if asked.

    Raises:
        Refusal: 404 for a ticket not in sight; 422 `bad_cursor`.

    """
    paper = Authorisation
    wanted = select(paper).where(visible(actor)).order_by(col(paper.given_at).desc(), col(paper.id).desc())
    if ticket_id:
        ticket = tickets.ticket_in_sight(db, actor, ticket_id)
        linked = select(AuthorisationTicket.authorisation_id).where(AuthorisationTicket.ticket_id == ticket.id)
        wanted = wanted.where(or_(col(paper.ticket_id) == ticket.id, col(paper.id).in_(linked)))
    if principal_id:
        wanted = wanted.where(paper.principal_id == principal_id)
    if cursor:
        wanted = wanted.where(tuple_(col(paper.given_at), col(paper.id)) < tuple_(*decode_cursor(cursor)))
    found = db.exec(wanted.limit(limit + 1)).all()
    following = None
    if len(found) > limit:
        following = encode_cursor(found[limit - 1].given_at, found[limit - 1].id)
    return AuthorisationPage(items=shown(db, actor, found[:limit], language, link), next=following)


def current_of(db: Session, ticket_id: UUID) -> Authorisation | None:
    """The paper under which a ticket is carried."""
    wanted = select(Authorisation).join(
        AuthorisationTicket, col(AuthorisationTicket.authorisation_id) == Authorisation.id
    )
    return db.exec(wanted.where(AuthorisationTicket.ticket_id == ticket_id)).first()


def about_item(db: Session, ticket: Ticket, item_code: str) -> list[Authorisation]:
    """The papers about items that would do for a ticket today."""
    paper = Authorisation
    wanted = select(paper).where(
        paper.principal_id == ticket.beneficiary_id,
        paper.village_id == ticket.village_id,
        col(paper.ticket_id).is_(None),
        col(paper.revoked_at).is_(None),
        paper.until_on >= today(),
    )
    found = db.exec(wanted.order_by(col(paper.given_at).desc(), col(paper.id).desc())).all()
    return [each for each in found if item_code in each.item_codes]


@dataclass(frozen=True, slots=True)
class _Around:
    """All that the answers about some authorisations need, in a fixed number of statements."""

    people: dict[UUID, str]
    places: dict[int, Place]
    cases: dict[UUID, Ticket]
    carried: dict[UUID, list[Ticket]]  # By authorisation: the tickets that are carried under it now.
    items: dict[str, Words]
    files: dict[UUID, list[FileOut]]


def shown(
    db: Session, actor: Actor, papers: Sequence[Authorisation], language: Language, link: Link
) -> list[AuthorisationOut]:
    """Authorisations as one person may see them."""
    if not papers:
        return []
    around = _around(db, papers, link)
    return [_shown(actor, paper, around, language) for paper in papers]


def _around(db: Session, papers: Sequence[Authorisation], link: Link) -> _Around:
    ids = [paper.id for paper in papers]
    people = {
        person_id
        for paper in papers
        for person_id in (
            paper.principal_id,
            paper.agent_id,
            paper.backup_agent_id,
            paper.recorded_by,
            paper.revoked_by,
        )
        if person_id
    }
    carried: dict[UUID, list[Ticket]] = defaultdict(list)
    rows = select(AuthorisationTicket.authorisation_id, Ticket).join(
        Ticket, col(Ticket.id) == AuthorisationTicket.ticket_id
    )
    for paper_id, ticket in db.exec(
        rows.where(col(AuthorisationTicket.authorisation_id).in_(ids)).order_by(col(Ticket.ticket_no))
    ):
        carried[paper_id].append(ticket)
    places = db.exec(select(Place).where(col(Place.id).in_({paper.village_id for paper in papers})))
    cases = db.exec(select(Ticket).where(col(Ticket.id).in_([p.ticket_id for p in papers if p.ticket_id])))
    return _Around(
        people=dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(people))).all()),
        places={place.id: place for place in places},
        cases={ticket.id: ticket for ticket in cases},
        carried=carried,
        items=_item_names(db, {code for paper in papers for code in paper.item_codes}),
        files=_files(db, ids, link),
    )


def _item_names(db: Session, codes: Collection[str]) -> dict[str, Words]:
    """What the items are called in their latest versions."""
    if not codes:
        return {}
    wanted = select(ServiceItem).where(col(ServiceItem.code).in_(codes)).order_by(col(ServiceItem.version))
    return {item.code: in_both(item.name_zh, item.name_en) for item in db.exec(wanted)}


def _files(db: Session, ids: Collection[UUID], link: Link) -> dict[UUID, list[FileOut]]:
    found: dict[UUID, list[FileOut]] = defaultdict(list)
    rows = select(AuthorisationFile.authorisation_id, StoredFile).join(
        StoredFile, col(StoredFile.id) == col(AuthorisationFile.file_id)
    )
    in_order = rows.where(col(AuthorisationFile.authorisation_id).in_(ids)).order_by(
        col(StoredFile.created_at), col(StoredFile.id)
    )
    for paper_id, file in db.exec(in_order):
        shape = FileOut(id=file.id, kind=file.kind, url=link(file.id), media_type=file.media_type, size=file.size)
        found[paper_id].append(shape)
    return found


def case_out(ticket: Ticket, language: Language) -> CaseOut:
    """A ticket as an authorisation names it."""
    title = ticket.title_en if language == "en" else ticket.title_zh
    return CaseOut(id=ticket.id, ticket_no=ticket.ticket_no, speak_no=ticket.ticket_no[-4:], title=title)


def powers_out(powers: Iterable[Power], language: Language, usual: Collection[Power] | None = None) -> list[PowerOut]:
    """Powers in words."""
    return [PowerOut(value=p, label=POWER_WORDS[p].speak(language), usual=usual is None or p in usual) for p in powers]


def may_revoke(actor: Actor, paper: Authorisation) -> bool:
    """Whether somebody may take it back: the person's own side, or the secretary for it."""
    return paper.principal_id in principals(actor) or actor.holds(Role.VILLAGE_SECRETARY, paper.place_path)


def _shown(actor: Actor, paper: Authorisation, around: _Around, language: Language) -> AuthorisationOut:
    def who(person_id: UUID) -> Someone:
        return Someone(id=person_id, name=around.people[person_id])

    case = around.cases.get(paper.ticket_id) if paper.ticket_id else None
    carried = [ticket for ticket in around.carried[paper.id] if sides(actor, ticket)]
    backup = who(paper.backup_agent_id) if paper.backup_agent_id else None
    agents = [each.name for each in (who(paper.agent_id), backup) if each]
    powers = [Power(power) for power in paper.powers]
    village, signed = around.places[paper.village_id], Signed(paper.signed)
    status = rules.status(
        today(),
        until_on=paper.until_on,
        is_revoked=paper.revoked_at is not None,
        has_ended=case is not None and Core(case.core_state) in ENDED,
        is_replaced=case is not None and case not in around.carried[paper.id],
    )
    advice = rules.advice(status, [Core(ticket.core_state) for ticket in carried])
    return AuthorisationOut(
        id=paper.id,
        principal=who(paper.principal_id),
        agent=who(paper.agent_id),
        backup_agent=backup,
        village=Named(code=village.official_code, name=village.name),
        case=case_out(case, language) if case and sides(actor, case) else None,
        items=[Named(code=code, name=around.items[code].speak(language)) for code in paper.item_codes],
        powers=powers_out(powers, language),
        forbidden=powers_out(FORBIDDEN, language),
        since_on=paper.since_on,
        until_on=paper.until_on,
        signed=signed,
        signed_label=rules.SIGNED_WORDS[signed].speak(language),
        cannot_read=paper.cannot_read,
        read_aloud=paper.read_aloud,
        witness_name=paper.witness_name,
        sub_delegation=paper.sub_delegation,
        paper_filed=paper.paper_filed,
        recorded_by=who(paper.recorded_by),
        on_behalf=signed is not Signed.APP,
        given_at=paper.given_at,
        status=status,
        status_label=rules.STATUS_WORDS[status].speak(language),
        sentence=rules.sentence(agents, powers, paper.until_on, one_case=case is not None).speak(language),
        advice=advice.speak(language) if advice else None,
        revoked=_revoked(paper, around),
        may_revoke=status in {"in_force", "expired"} and may_revoke(actor, paper),
        ticket_ids=[ticket.id for ticket in carried],
        files=around.files[paper.id],
    )


def _revoked(paper: Authorisation, around: _Around) -> RevokedOut | None:
    if paper.revoked_at is None or paper.revoked_by is None:
        return None
    return RevokedOut(
        at=paper.revoked_at,
        by=around.people[paper.revoked_by],
        on_behalf=paper.revoke_identity_checked is not None,
        reason=paper.revoke_reason,
    )
