"""What a sheet says before anybody has signed it."""

from typing import Literal
from uuid import UUID

from sqlmodel import Session

from app.core.clock import now, today
from app.core.words import Language
from app.people.actor import Actor
from app.people.rules import mask_id_no
from app.proxy.authorisation import rules
from app.proxy.authorisation.models import Signed
from app.proxy.authorisation.queries import Link, about_item, case_out, current_of, powers_out, shown
from app.proxy.authorisation.schemas import FormOut, SignedOut, Someone
from app.tickets import queries as tickets
from app.tickets.answers.schemas import Named
from app.tickets.kinds.authorisation import FORBIDDEN, GRANTABLE, is_needed
from app.tickets.kinds.workflow import CADRES, Facts, Service
from app.tickets.models import Ticket
from app.tickets.queries import Loaded, ticket_in_sight
from app.tickets.rules import sides


def form(db: Session, actor: Actor, ticket_id: UUID, language: Language, link: Link) -> FormOut:
    """The sheet for one ticket, the paper that it is carried under now, and those that would do as well.

    Raises:
        Refusal: 404, when the ticket is not there or not in sight.

    """
    ticket = ticket_in_sight(db, actor, ticket_id)
    loaded = tickets.loaded(db, ticket)
    facts = loaded.facts(sides(actor, ticket), actor.person_id, {}, now())
    current, item = current_of(db, ticket.id), facts.item
    usable = about_item(db, ticket, item.code) if item and _needed(ticket, facts) else []
    papers = [paper for paper in usable if current is None or paper.id != current.id]
    staff = [each for each in tickets.staff_at(db, ticket.place_path) if each.id != ticket.beneficiary_id]
    since_on, signs = today(), _signs(loaded, actor, facts)
    return FormOut(
        ticket=case_out(ticket, language),
        village=Named(code=loaded.village.official_code, name=loaded.village.name),
        principal=Someone(id=ticket.beneficiary_id, name=loaded.name(ticket.beneficiary_id) or ""),
        principal_id_no=mask_id_no(loaded.people[ticket.beneficiary_id].id_no) if signs else None,
        item=Named(code=item.code, name=item.name.speak(language)) if item else None,
        needed=_needed(ticket, facts),
        why=rules.why(item).speak(language),
        signs=signs,
        agents=[Someone(id=each.id, name=each.name) for each in staff],
        agent_id=_likeliest(ticket, actor, {each.id for each in staff}),
        powers=powers_out(GRANTABLE, language, rules.usual_powers(item)),
        forbidden=powers_out(FORBIDDEN, language),
        ways=[SignedOut(value=way, label=words.speak(language)) for way, words in rules.SIGNED_WORDS.items()],
        since_on=since_on,
        until_on=rules.usual_end(since_on),
        latest_on=rules.latest_end(since_on),
        current=shown(db, actor, [current], language, link)[0] if current else None,
        usable=shown(db, actor, papers, language, link),
    )


def _needed(ticket: Ticket, facts: Facts) -> bool:
    return ticket.service == Service.ERRAND and is_needed(facts)


def _signs(loaded: Loaded, actor: Actor, facts: Facts) -> Literal["app", "paper"] | None:
    """How a paper may be given by whoever looks at the sheet now."""
    open_now = {move.name for move in loaded.kind.moves_from(facts.state) if move.when(facts)}
    if "authorise" not in open_now:
        return None
    if actor.person_id == loaded.ticket.beneficiary_id:
        return Signed.APP.value
    return "paper" if facts.sides & CADRES else None


def _likeliest(ticket: Ticket, actor: Actor, staff: set[UUID]) -> UUID | None:
    """Who has the ticket, else who looks at the sheet."""
    return next((each for each in (ticket.assignee_id, actor.person_id) if each in staff), None)
