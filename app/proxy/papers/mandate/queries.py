"""What stands on an authorisation: on the sheet that is to be signed, and on the paper that was."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest
from uuid import UUID

from sqlmodel import Session

from app.catalogue.queries import item_by_code
from app.catalogue.rules import in_both
from app.core.clock import today
from app.core.problems import Refusal
from app.people.actor import Actor
from app.people.models import Person
from app.people.rules import mask_id_no
from app.proxy.authorisation import queries as authorisations
from app.proxy.authorisation import rules as giving
from app.proxy.authorisation.form.queries import form
from app.proxy.authorisation.schemas import FormOut
from app.proxy.papers import rules
from app.proxy.papers.mandate.schemas import SheetIn
from app.proxy.papers.rules import Paper, listed


def signed(db: Session, actor: Actor, base: Paper, ticket_id: UUID, matter: str) -> Paper:
    """代办委托书: who may do what for whom and until when, and what nobody may do.

    Raises:
        Refusal: 404 `no_such_paper`.

    """
    language, say = base.language, base.say
    current = authorisations.current_of(db, ticket_id)
    if current is None:
        raise Refusal(404, "no_such_paper", "这件事没有代办委托书。", "There is no authorisation for this matter.")
    # A paper shows no files, so it needs no links to them.
    [paper] = authorisations.shown(db, actor, [authorisations.in_sight(db, actor, current.id)], language, str)
    agents = [each.name for each in (paper.agent, paper.backup_agent) if each]
    matters = [item.name for item in paper.items] or [paper.case.title if paper.case else matter]
    witness = say("witnessed", who=paper.witness_name) if paper.witness_name else ""
    how = [paper.signed_label, say("read_aloud") if paper.read_aloud else "", witness]
    term = f"{rules.day(paper.since_on, language)} – {rules.day(paper.until_on, language)}"
    taken = paper.revoked
    facts = (
        (say("principal"), paper.principal.name),
        (say("id_no"), mask_id_no(db.get_one(Person, paper.principal.id).id_no) or ""),
        (say("agent"), listed(agents, language)),
        (say("item"), listed(matters, language)),
        (say("term"), term),
        (say("handing_on"), say("may_hand_on" if paper.sub_delegation else "may_not_hand_on")),
        (say("signed"), listed([part for part in how if part], language)),
        (say("given_at"), rules.moment(paper.given_at, language)),
        (say("revoked"), f"{rules.moment(taken.at, language)} {taken.by}" if taken else ""),
    )
    return replace(
        base,
        title=rules.AUTHORISATION.speak(language),
        facts=tuple(line for line in facts if line[1]),
        head=(say("may_do"), say("may_not_do")),
        rows=tuple(
            zip_longest(*([power.label for power in some] for some in (paper.powers, paper.forbidden)), fillvalue="")
        ),
        shares=(1, 1),
        after=(say("authorisation_rule"),),
        signs=(say("sign_principal"), say("sign_agent"), say("sign_witness")),
    )


def to_sign(db: Session, actor: Actor, base: Paper, ticket_id: UUID, asked: SheetIn) -> Paper:
    """The same before anybody has signed: what was chosen, else what is usual, and places to sign.

    Raises:
        Refusal: 404 `item_unknown`; 409 `no_mandate_needed`; 422 as `authorisation.giving` says it of powers, term, agents.

    """
    language, say = base.language, base.say
    # Neither are there files on it.
    sheet = form(db, actor, ticket_id, language, str)
    if not sheet.needed:
        raise Refusal(
            409, "no_mandate_needed", "这件事不用签委托书。", "This matter needs no authorisation.", why=sheet.why
        )
    until_on = asked.until_on or sheet.until_on
    agent_id = asked.agent_id or sheet.agent_id
    ids = [each for each in (agent_id, asked.backup_agent_id) if each]
    names = {each.id: each.name for each in sheet.agents}
    if refusal := (
        giving.refuse_powers(asked.power)
        or giving.refuse_term(sheet.since_on, until_on, sheet.since_on)
        or giving.refuse_agents(ids, names, sheet.principal.id)
    ):
        raise refusal
    may = [each.label for each in sheet.powers if (each.value in asked.power if asked.power else each.usual)]
    days = {"since": rules.day(sheet.since_on, language), "until": rules.day(until_on, language)}
    facts = (
        (say("principal"), sheet.principal.name),
        (say("id_no"), sheet.principal_id_no or ""),
        (say("id_tail"), "" if sheet.principal_id_no else listed([], language)),
        (say("agent"), listed([names[agent_id]] if agent_id else [], language)),
        (say("stand_in"), names[asked.backup_agent_id] if asked.backup_agent_id else ""),
        (say("item"), listed(_matters(db, sheet, asked.item_code, base), language)),
        (say("term"), say("sheet_term", **days) if not asked.item_code else f"{days['since']} – {days['until']}"),
        (say("may_do"), listed(may, language)),
        (say("may_not_do"), listed([each.label for each in sheet.forbidden], language)),
        (say("handing_on"), say("may_hand_on" if asked.sub_delegation else "may_not_hand_on")),
    )
    return replace(
        base,
        title=rules.AUTHORISATION.speak(language),
        lead=say("sheet_says", who=sheet.principal.name, village=sheet.village.name),
        facts=tuple(line for line in facts if line[1]),
        after=(say("authorisation_rule"), say("sheet_aloud")),
        signs=(say("sign_name"), say("fingerprint"), say("sign_agent"), say("sign_witness")),
    )


def _matters(db: Session, sheet: FormOut, codes: Sequence[str], base: Paper) -> list[str]:
    """Items of the catalogue, or this one matter by its title."""
    items = [item_by_code(db, code, today()) for code in dict.fromkeys(codes)]
    return [in_both(item.name_zh, item.name_en).speak(base.language) for item in items] or [sheet.ticket.title]
