"""Reading delegations and requests. Every list starts at a `visible(actor)`."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlalchemy import select as sa_select
from sqlmodel import Session, col, select

from app.core.clock import now, today
from app.core.problems import Refusal, not_found
from app.core.words import Language
from app.files.models import StoredFile
from app.files.queries import files_by_ids
from app.people.actor import Actor, Role
from app.people.delegations import queries as delegations
from app.people.delegations.rules import BASIS_WORDS, END_WORDS, EndReason, state_of
from app.people.models import Basis, Delegation, Person, Relation
from app.people.queries import is_staff_of
from app.people.rules import RELATION_WORDS, VILLAGE_STAFF
from app.places.models import Place
from app.places.queries import below
from app.proxy.kin import rules
from app.proxy.kin.models import DelegationRequest, RequestKind, RequestState
from app.proxy.kin.rules import Decline
from app.proxy.kin.schemas import AgentOut, DelegationOut, DeskRequest, Kin, RequestOut
from app.tickets.answers.schemas import FileOut
from app.tickets.told.queries import open_count

_LONGEST_LIST = 100
_STILL_SHOWN = timedelta(days=30)
Link = Callable[[UUID], str]  # Makes the signed link of a file.


def visible(actor: Actor) -> ColumnElement[bool]:
    """One's own requests, what is offered to one, and for staff what a relative asked of their village."""
    own = or_(col(DelegationRequest.asker_id) == actor.person_id, col(DelegationRequest.agent_id) == actor.person_id)
    if actor.person_id is None:
        return false()
    asked = col(DelegationRequest.kind) == RequestKind.ASKED.value
    desks = [and_(asked, below(col(DelegationRequest.village_path), path)) for path in actor.paths(*VILLAGE_STAFF)]
    return or_(own, *desks)


def request(db: Session, actor: Actor, request_id: UUID) -> DelegationRequest:
    """A request in sight, locked.

    Raises:
        Refusal: 404 `not_found`.

    """
    wanted = select(DelegationRequest).where(DelegationRequest.id == request_id, visible(actor))
    found = db.exec(wanted.with_for_update()).first()
    if found is None:
        raise not_found()
    return found


def waiting_of(db: Session, asker_id: UUID, at: datetime) -> tuple[int, int]:
    """How many requests of somebody wait, and how many were made within a day."""
    own = col(DelegationRequest.asker_id) == asker_id
    count = select(func.count()).select_from(DelegationRequest)
    waiting = count.where(own, col(DelegationRequest.state) == RequestState.REQUESTED.value)
    return (
        db.exec(waiting.where(col(DelegationRequest.created_at) > at - rules.KEPT_OPEN)).one(),
        db.exec(count.where(own, col(DelegationRequest.created_at) > at - timedelta(days=1))).one(),
    )


def asks_waiting(db: Session, asker_id: UUID, village_path: str) -> Sequence[DelegationRequest]:
    """What somebody has asked of a village that it has not answered, the oldest first, locked."""
    wanted = select(DelegationRequest).where(
        DelegationRequest.asker_id == asker_id,
        DelegationRequest.kind == RequestKind.ASKED.value,
        DelegationRequest.state == RequestState.REQUESTED.value,
        DelegationRequest.village_path == village_path,
    )
    in_order = wanted.order_by(col(DelegationRequest.created_at), col(DelegationRequest.id))
    return db.exec(in_order.with_for_update()).all()


def kin(db: Session, actor: Actor, language: Language, link: Link) -> Kin:
    """Both lists of somebody, with what is over since a month, and what is under way."""
    recent = or_(delegations.is_active(), col(Delegation.revoked_at) > now() - _STILL_SHOWN)
    in_sight = delegations.visible(actor), recent
    by_age = col(Delegation.since).desc(), col(Delegation.id)
    mine = select(Delegation).where(Delegation.principal_id == actor.person_id, *in_sight).order_by(*by_age)
    wanted = select(DelegationRequest).where(visible(actor), col(DelegationRequest.created_at) > now() - _STILL_SHOWN)
    newest = wanted.order_by(col(DelegationRequest.created_at).desc(), col(DelegationRequest.id)).limit(_LONGEST_LIST)
    asked = db.exec(newest.where(DelegationRequest.asker_id == actor.person_id)).all()
    still_open = DelegationRequest.state == RequestState.REQUESTED
    offered = db.exec(newest.where(DelegationRequest.agent_id == actor.person_id, still_open)).all()
    return Kin(
        helpers=shown(db, actor, db.exec(mine).all(), language, link),
        helped=shown(db, actor, delegations.of_agent(db, actor), language, link),
        asked=[_request(db, each, language) for each in asked],
        offered_to_me=[_request(db, each, language) for each in offered if each.asker_id != actor.person_id],
    )


def desk_counts(db: Session, actor: Actor) -> tuple[int, int]:
    """How many requests wait on the desks of the actor's villages, and how much is to be told there; in one statement."""
    waiting = select(func.count()).select_from(DelegationRequest).where(*_at_desk(actor)).scalar_subquery()
    requests, to_tell = db.execute(sa_select(waiting, open_count(actor))).one()
    return requests, to_tell


def _at_desk(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        visible(actor),
        col(DelegationRequest.kind) == RequestKind.ASKED.value,
        col(DelegationRequest.asker_id) != actor.person_id,
        col(DelegationRequest.state) == RequestState.REQUESTED.value,
    )


def desk_requests(db: Session, actor: Actor, village: Place, language: Language, link: Link) -> list[DeskRequest]:
    """What waits on the desk of a village, the oldest first.

    Raises:
        Refusal: 403 `not_your_desk`.

    """
    if not is_staff_of(actor, village.path):
        raise Refusal(403, "not_your_desk", "这一页是村里工作人员的。", "This page is for the village's staff.")
    here = below(col(DelegationRequest.village_path), village.path)
    wanted = select(DelegationRequest).where(*_at_desk(actor), here).order_by(col(DelegationRequest.created_at))
    return [desk_request(db, each, language, link) for each in db.exec(wanted.limit(_LONGEST_LIST))]


def desk_request(db: Session, each: DelegationRequest, language: Language, link: Link) -> DeskRequest:
    """One request as the desk sees it."""
    asker = db.get_one(Person, each.asker_id)
    files = files_by_ids(db, [UUID(file_id) for file_id in each.file_ids])
    return DeskRequest(
        **_request(db, each, language).model_dump(),
        asker_id=asker.id,
        asker_phone=asker.phone,
        relation_text=each.relation_text,
        card_no=each.card_no,
        word=each.word,
        files=[_file(file, link) for file in files.values()],
        reason_note=each.reason_note,
    )


def own_request(db: Session, each: DelegationRequest, language: Language) -> RequestOut:
    """One request as its two sides see it."""
    return _request(db, each, language)


def _request(db: Session, each: DelegationRequest, language: Language) -> RequestOut:
    kind, state = RequestKind(each.kind), RequestState(each.state)
    sentence = rules.STATE_WORDS[kind, state].speak(language)
    if each.reason:
        sentence = f"{rules.DECLINE_WORDS[Decline(each.reason)].speak(language)}{sentence}"
    return RequestOut(
        id=each.id,
        kind=kind,
        state=state,
        sentence=sentence,
        named=each.named,
        asker_name=db.get_one(Person, each.asker_id).name,
        village_code=each.village_code,
        village_name=each.village_name,
        relation=Relation(each.relation),
        relation_label=_relation(each.relation, each.relation_text, language),
        services=each.services,
        item_codes=each.item_codes,
        until_on=each.until_on,
        created_at=each.created_at,
        decided_at=each.decided_at,
        reason=Decline(each.reason) if each.reason else None,
    )


def shown(
    db: Session, actor: Actor, found: Sequence[Delegation], language: Language, link: Link
) -> list[DelegationOut]:
    """Delegations as one person may see them, in two statements however many they are."""
    ids = {person for each in found for person in (each.principal_id, each.agent_id, each.confirmed_by)}
    people = {each.id: each for each in db.exec(select(Person).where(col(Person.id).in_(ids)))}
    files = files_by_ids(db, {UUID(file_id) for each in found for file_id in each.file_ids})
    return [_delegation(actor, each, people, files, language, link) for each in found]


def _delegation(
    actor: Actor,
    each: Delegation,
    people: dict[UUID, Person],
    files: dict[UUID, StoredFile],
    language: Language,
    link: Link,
) -> DelegationOut:
    principal = people[each.principal_id]
    whole = actor.person_id == principal.id or is_staff_of(actor, principal.village_path)
    papers = [files[UUID(file_id)] for file_id in each.file_ids if UUID(file_id) in files]
    ended = each.revoked_at is not None
    return DelegationOut.model_validate(
        each.model_dump()
        | {
            "principal_name": principal.name,
            "agent_name": people[each.agent_id].name,
            "relation_label": _relation(each.relation, each.relation_text, language),
            "basis_label": BASIS_WORDS[Basis(each.basis)].speak(language),
            "evidence": each.evidence if whole else None,
            "files": [_file(file, link) for file in papers] if whole else [],
            "confirmed_by_name": people[each.confirmed_by].name,
            "state": state_of(until_on=each.until_on, ended=ended, end_reason=each.end_reason, today=today()),
            "ended_at": each.revoked_at,
            "end_label": END_WORDS[EndReason(each.end_reason)].speak(language) if each.end_reason else None,
        }
    )


def _relation(relation: str, text: str | None, language: Language) -> str:
    return text or RELATION_WORDS[Relation(relation)].speak(language)


def _file(file: StoredFile, link: Link) -> FileOut:
    return FileOut(id=file.id, kind=file.kind, url=link(file.id), media_type=file.media_type, size=file.size)


def agents(db: Session, actor: Actor, village: Place) -> list[AgentOut]:
    """Who acts for people of a village, by name; of other villages only that somebody acts for many counts.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if not actor.holds(Role.VILLAGE_SECRETARY, village.path):
        raise Refusal(403, "not_your_role", "这一页是村党支部书记看的。", "This page is for the village secretary.")
    principal = select(Delegation.agent_id, Person.id, Person.name).join(
        Person, col(Person.id) == col(Delegation.principal_id)
    )
    here = principal.where(delegations.visible(actor), delegations.is_active(), Person.village_path == village.path)
    found: dict[UUID, dict[UUID, str]] = {}
    for agent_id, principal_id, name in db.exec(here):
        found.setdefault(agent_id, {})[principal_id] = name
    counted = func.count(func.distinct(Delegation.principal_id))
    everywhere = select(Delegation.agent_id, counted).where(delegations.is_active())
    of_them = everywhere.where(col(Delegation.agent_id).in_(found)).group_by(col(Delegation.agent_id))
    totals = dict(db.exec(of_them).all())
    names = dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(found))).all())
    return [
        AgentOut(
            person_id=agent_id,
            name=names[agent_id],
            principals=len(of),
            names=sorted(of.values()),
            look=rules.deserves_a_look(totals[agent_id]),
        )
        for agent_id, of in sorted(found.items(), key=lambda each: (names[each[0]], each[0]))
    ]
