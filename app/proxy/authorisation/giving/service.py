"""Giving an authorisation: in the app by the person himself, or recorded from a signed sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.catalogue.models import ServiceItem
from app.catalogue.queries import item_by_code
from app.core.clock import now, today
from app.core.problems import Refusal
from app.core.words import Words
from app.files.queries import own_files
from app.people.actor import Actor, Role
from app.people.models import Person
from app.people.queries import person as person_in_sight
from app.proxy.authorisation import queries, rules
from app.proxy.authorisation.models import Authorisation, AuthorisationFile, AuthorisationTicket
from app.proxy.authorisation.schemas import AuthorisationIn
from app.proxy.authorisation.service import carry, not_your_role, note_change, refuse_others, tell_of, unchecked
from app.tickets import queries as tickets
from app.tickets.kinds.authorisation import is_needed
from app.tickets.kinds.workflow import CADRES, ENDED, Service, Side
from app.tickets.models import Ticket
from app.tickets.rules import fingerprint, sides


@dataclass(frozen=True, slots=True)
class _Matter:
    """What an authorisation is about: whose affair, in which village, and the tickets that it is for, locked."""

    principal: Person
    village_id: int
    place_path: str
    tickets: Sequence[Ticket]
    item_codes: Sequence[str] = ()


def give(db: Session, actor: Actor, asked: AuthorisationIn) -> tuple[Authorisation, bool]:
    """Give or record an authorisation; true with it if this is the first time that its id comes.

    Its tickets get the move `authorise`; a newer paper of a ticket takes the place of an older one.

    Raises:
        Refusal: 403 `not_your_role` or `principal_signs`; 404 a ticket, person or item that is not there or not in sight;
            409 `id_taken` or `move_not_open`; 422 `one_matter`, `no_mandate_needed`, `power_forbidden`,
            `signed_on_out_of_range`, `term_out_of_range`, `sub_delegation_needs_consent`, `not_staff`,
            `agent_is_principal`, `same_agent`, `wrong_signature`, `read_aloud_needed`, `witness_needed`,
            `witness_is_party`, `evidence_needed`, `identity_unchecked` or `unknown_file`.

    """
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := _sent_before(db, asked.id, mark):
        return known, False
    matter = _matter(db, actor, asked)
    agents = _agents(db, matter, asked)
    _check(actor, asked, matter, agents)
    paper = _paper(actor, asked, matter, mark)
    files = own_files(db, actor, list(dict.fromkeys(asked.file_ids)))
    try:
        with db.begin_nested():
            db.add(paper)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        if known := _sent_before(db, asked.id, mark):
            return known, False
        raise
    db.add_all(AuthorisationFile(authorisation_id=paper.id, file_id=file.id) for file in files)
    for ticket in matter.tickets:
        carry(db, actor, paper, ticket, act_id=paper.id, reported_at=asked.reported_at, checked=asked.on_behalf)
    _tell_agents(db, actor, paper)
    note_change(db, "authorisation_given", paper)
    return paper, True


def _sent_before(db: Session, authorisation_id: UUID, mark: str) -> Authorisation | None:
    known = db.get(Authorisation, authorisation_id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一份委托书上，请重新填。",
            "This id belongs to another authorisation: send it under a new one.",
        )
    return known


def _matter(db: Session, actor: Actor, asked: AuthorisationIn) -> _Matter:
    if bool(asked.ticket_id) == bool(asked.item_codes) or (asked.ticket_id and asked.principal_id):
        raise Refusal(
            422,
            "one_matter",
            "一份委托书写一件事，或者写几个事项，不能两样都写、也不能都不写。",
            "An authorisation is about one request or about items of the catalogue, not both and not neither.",
            field="ticket_id",
        )
    return _about_ticket(db, actor, asked.ticket_id) if asked.ticket_id else _about_items(db, actor, asked)


def _about_ticket(db: Session, actor: Actor, ticket_id: UUID) -> _Matter:
    ticket = tickets.ticket_in_sight(db, actor, ticket_id, lock=True)
    here = sides(actor, ticket)
    refuse_others(actor, ticket.beneficiary_id, is_cadre=bool(here & CADRES), is_helped=Side.HELPED in here)
    facts = tickets.loaded(db, ticket).facts(here, actor.person_id, {}, now())
    if ticket.service != Service.ERRAND or not is_needed(facts):
        raise _not_needed(rules.why(facts.item))
    return _Matter(db.get_one(Person, ticket.beneficiary_id), ticket.village_id, ticket.place_path, [ticket])


def _about_items(db: Session, actor: Actor, asked: AuthorisationIn) -> _Matter:
    if actor.person_id is None:
        raise not_your_role()
    principal = person_in_sight(db, actor, asked.principal_id or actor.person_id)
    if principal.village_id is None or principal.village_path is None:
        raise Refusal(
            422,
            "not_of_a_village",
            "委托书由登记在村里的人来签，请先登记。",
            "Somebody who is registered in a village signs an authorisation: register the person first.",
            field="principal_id",
        )
    path = principal.village_path
    is_cadre = any(actor.holds(role, path) for role in (Role.DUTY_CADRE, Role.VILLAGE_SECRETARY))
    is_helped = principal.id in queries.principals(actor)
    refuse_others(actor, principal.id, is_cadre=is_cadre, is_helped=is_helped)
    codes = list(dict.fromkeys(asked.item_codes))
    for item in [item_by_code(db, code, today()) for code in codes]:
        facts = tickets.item_facts(item)
        if facts is None or facts.instant or facts.proxy_mode not in {"FULL", "LODGE"}:
            raise _not_needed(rules.why(facts))
    return _Matter(principal, principal.village_id, path, _uncovered(db, principal.id, codes), codes)


def _uncovered(db: Session, principal_id: UUID, codes: Sequence[str]) -> Sequence[Ticket]:
    """Somebody's open tickets about these items that have no paper yet, locked in the order of their ids."""
    covered = select(AuthorisationTicket.ticket_id)
    wanted = (
        select(Ticket)
        .join(ServiceItem, col(ServiceItem.id) == col(Ticket.item_id))
        .where(
            Ticket.beneficiary_id == principal_id,
            Ticket.service == Service.ERRAND,
            col(ServiceItem.code).in_(codes),
            col(Ticket.core_state).not_in([core.value for core in ENDED]),
            col(Ticket.id).not_in(covered),
        )
    )
    return db.exec(wanted.order_by(col(Ticket.id)).with_for_update(of=Ticket)).all()


def _not_needed(why: Words) -> Refusal:
    return Refusal(422, "no_mandate_needed", why.zh, why.en)


def _agents(db: Session, matter: _Matter, asked: AuthorisationIn) -> list[Person]:
    ids = [each for each in (asked.agent_id, asked.backup_agent_id) if each]
    staff = {person.id: person for person in tickets.staff_at(db, matter.place_path)}
    if refusal := rules.refuse_agents(ids, staff, matter.principal.id):
        raise refusal
    return [staff[each] for each in ids]


def _check(actor: Actor, asked: AuthorisationIn, matter: _Matter, agents: Sequence[Person]) -> None:
    in_app = actor.person_id == matter.principal.id
    parties = {matter.principal.name, actor.name, *(agent.name for agent in agents)}
    refusal = (
        rules.refuse_powers(asked.powers)
        or rules.refuse_term(asked.since_on or today(), asked.until_on, today())
        or rules.refuse_sub_delegation(asked=asked.sub_delegation, agreed=asked.sub_delegation_agreed)
        or rules.refuse_way(asked.signed, in_app=in_app)
    )
    if refusal is None and not in_app:
        refusal = rules.refuse_paper(
            asked.signed,
            cannot_read=asked.cannot_read,
            read_aloud=asked.read_aloud,
            witness=asked.witness_name,
            parties=parties,
            has_evidence=asked.paper_filed or bool(asked.file_ids),
        )
    if refusal:
        raise refusal
    if not in_app and asked.on_behalf is None:
        raise unchecked()


def _paper(actor: Actor, asked: AuthorisationIn, matter: _Matter, mark: str) -> Authorisation:
    assert actor.person_id is not None, "only persons stand on a side of a ticket"
    in_app = actor.person_id == matter.principal.id
    return Authorisation(
        id=asked.id,
        village_id=matter.village_id,
        place_path=matter.place_path,
        principal_id=matter.principal.id,
        agent_id=asked.agent_id,
        backup_agent_id=asked.backup_agent_id,
        ticket_id=asked.ticket_id,
        item_codes=list(matter.item_codes),
        powers=[power.value for power in dict.fromkeys(asked.powers)],
        since_on=asked.since_on or today(),
        until_on=asked.until_on,
        signed=asked.signed,
        cannot_read=asked.cannot_read,
        read_aloud=asked.read_aloud,
        witness_name=asked.witness_name,
        sub_delegation=asked.sub_delegation,
        paper_filed=asked.paper_filed,
        recorded_by=actor.person_id,
        identity_checked=asked.on_behalf.identity_checked if asked.on_behalf and not in_app else None,
        given_at=now(),
        reported_at=asked.reported_at,
        fingerprint=mark,
    )


def _tell_agents(db: Session, actor: Actor, paper: Authorisation) -> None:
    words = Words(
        "有村民签了代办委托书，委托您去办，请打开看。", "Somebody authorised you to act for him: open it to see."
    )
    for person_id in {paper.agent_id, paper.backup_agent_id} - {None, actor.person_id}:
        tell_of(db, person_id, words, paper, "given")
