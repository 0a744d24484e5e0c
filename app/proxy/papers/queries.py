"""What stands on the papers of a ticket, as the one who prints it may see it."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.catalogue.queries import item_version
from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.core.words import Language
from app.people.actor import Actor
from app.places.models import ServiceCentre
from app.places.queries import centre_of, village_by_code
from app.proxy.papers import rules
from app.proxy.papers.mandate.queries import signed, to_sign
from app.proxy.papers.mandate.schemas import SheetIn
from app.proxy.papers.rules import Paper
from app.tickets.answers.queries import ticket_page
from app.tickets.answers.schemas import TicketOut
from app.tickets.kinds.workflow import Core, Owner

_DELIVERABLE = {Core.COMPLETED, Core.DELIVERED, Core.CLOSED}

# What was only said to have come is on no receipt until the village has seen it.
_NOT_HERE = frozenset({"missing", "rejected", "said"})


def paper(db: Session, actor: Actor, ticket_id: UUID, name: str, language: Language, root: str) -> Paper:
    """One paper of a ticket: `receipt`, `notice-1` …, `delivery`, `ending` or `authorisation`; `root` is the address that the code begins with.

    It is made from the ticket's own page, so whatever is masked or hidden there is so here.

    Raises:
        Refusal: 404 for a ticket not in sight or `no_such_paper`; 409 `paper_not_ready` before there is a result.

    """
    ticket = ticket_page(db, actor, ticket_id, language)
    base = _base(db, ticket, language, root)
    if name == "authorisation":
        return signed(db, actor, base, ticket.id, _matter(ticket))
    if name == "receipt":
        return _receipt(base, ticket, _asked(db, ticket))
    kind, _, no = name.partition("-")
    return {"notice": _notice, "delivery": _delivery, "ending": _ending}[kind](base, ticket, int(no or 0))


def sheet_to_sign(db: Session, actor: Actor, ticket_id: UUID, asked: SheetIn, language: Language, root: str) -> Paper:
    """The authorisation of a ticket before anybody has signed it, with what was chosen and places to sign.

    Raises:
        Refusal: 404 for a ticket not in sight or `item_unknown`; 409 `no_mandate_needed`; 422 `power_forbidden`,
            `term_out_of_range`, `not_staff`, `agent_is_principal` or `same_agent`.

    """
    ticket = ticket_page(db, actor, ticket_id, language)
    return to_sign(db, actor, _base(db, ticket, language, root), ticket.id, asked)


def _base(db: Session, ticket: TicketOut, language: Language, root: str) -> Paper:
    centre = centre_of(db, village_by_code(db, ticket.village.code).id)
    return Paper(
        title="",
        issuer=centre.name if centre else ticket.village.name,
        number=ticket.ticket_no,
        spoken=ticket.speak_no,
        address=f"{root}/tickets/{ticket.id}",
        language=language,
        slip_no=ticket.paper_number,
        contacts=_contacts(ticket, centre, language),
    )


def _asked(db: Session, ticket: TicketOut) -> dict[str, int]:
    """In how many copies each paper is asked for, in the version of the item that the ticket began with."""
    if ticket.item is None:
        return {}
    item = item_version(db, ticket.item.code, ticket.item.version)
    return {paper["code"]: paper.get("copies", 1) for paper in item.materials}


def _contacts(ticket: TicketOut, centre: ServiceCentre | None, language: Language) -> tuple[tuple[str, str], ...]:
    words = rules.W
    phone = (ticket.assignee.phone if ticket.assignee else None) or (centre.phone if centre else None)
    who = ticket.assignee.name if ticket.assignee else ""
    supervision = [f"{each['name']} {each['phone']}" for each in centre.supervision] if centre else []
    lines = (
        (words["ask_at"].speak(language), " ".join(part for part in (who, phone) if part)),
        (words["address"].speak(language), centre.address if centre else ""),
        (words["complain_at"].speak(language), " · ".join(supervision)),
    )
    return tuple(line for line in lines if line[1])


def _name(material: dict[str, Any], language: Language) -> str:
    return str(material["name_en"] if language == "en" else material["name_zh"])


def _materials(ticket: TicketOut) -> list[dict[str, Any]]:
    return list(ticket.details.get("materials") or ())


def _matter(ticket: TicketOut) -> str:
    return ticket.item.name if ticket.item else ticket.title


def _receipt(base: Paper, ticket: TicketOut, asked: dict[str, int]) -> Paper:
    """收件回执: what the village took, from whom, until when."""
    language, say = base.language, base.say
    here = [m for m in _materials(ticket) if m["status"] not in _NOT_HERE]
    lacking = [_name(m, language) for m in _materials(ticket) if m["status"] in _NOT_HERE]
    taken = next((event for event in reversed(ticket.events) if event.move == "accept"), ticket.events[0])
    # What a villager sent by himself nobody has received before it is accepted.
    receiver = taken.by.name if taken.by and (taken.move or ticket.recorded_by) else ""
    due = next((c for c in reversed(ticket.clocks) if c.due_at and c.owner != Owner.VILLAGER), None)
    promised = say("no_day")
    if due and due.due_at:
        promised = rules.day(due.due_at.astimezone(LOCAL).date(), language) + (
            say("provisional") if due.provisional else ""
        )
    label = f"promised_{due.name}" if due and f"promised_{due.name}" in rules.W else "promised"
    promise = ticket.details.get("promise_on")
    after = [say("in_all", n=len(here)) if here else say("nothing_taken")]
    kept = sum(m["custody"]["count"] for m in here if m.get("custody"))
    if kept:
        after.append(say("kept_here", n=kept))
    if lacking and promise:
        until = rules.day(date.fromisoformat(promise), language)
        after.append(say("will_bring", papers=rules.listed(lacking, language), day=until))
    return replace(
        base,
        title=rules.RECEIPT.speak(language),
        facts=(
            (say("for_whom"), ticket.beneficiary.name),
            (say("item"), _matter(ticket)),
            *(((say("received_by"), receiver),) if receiver else ()),
            (say("received_at"), rules.moment(taken.at, language)),
            (say(label), promised),
        ),
        head=(say("paper"), say("count"), say("how"), say("where")),
        rows=tuple(_row(m, asked.get(m["code"]), language) for m in here),
        shares=(5, 1.4, 2.6, 2.4),
        after=(*after, say("free")),
        signs=(say("sign_cadre"), say("sign_villager")),
    )


def _row(material: dict[str, Any], asked: int | None, language: Language) -> tuple[str, ...]:
    custody = material.get("custody")
    held = bool(custody)
    place = rules.where_is(material["kind"], material["status"], held=held)
    return (
        _name(material, language),
        rules.copies(material["kind"], material["status"], custody["count"] if custody else asked),
        rules.how_taken("original_held" if held else material["kind"], language),
        rules.PLACES[place].speak(language, who=custody["holder_name"] if custody else ""),
    )


def _notice(base: Paper, ticket: TicketOut, no: int) -> Paper:
    """一次性告知单: everything that is missing, told once, with the last day."""
    language, say = base.language, base.say
    notice = next((each for each in ticket.details.get("notices") or () if each["no"] == no), None)
    if notice is None:
        raise Refusal(404, "no_such_paper", "没有这张告知单。", "There is no such notice.")
    missing = [m for m in _materials(ticket) if m["code"] in notice["missing"]]
    # Notices from before reasons were kept with them have only what the list of papers says now.
    reasons = notice.get("reasons", {m["code"]: m.get("reason") for m in missing})
    told_at = datetime.fromisoformat(notice["at"])
    # The clock starts with the entry in the log, which is written a moment after the notice.
    clock = next((c for c in ticket.clocks if c.name == "correction" and c.started_at >= told_at), None)
    facts = [
        (say("told_at"), rules.moment(told_at, language)),
        (say("told_how"), rules.WAYS[notice["way"]].speak(language)),
    ]
    if clock and clock.due_at:
        facts.append((say("last_day"), rules.day(clock.due_at.astimezone(LOCAL).date(), language)))
    words = notice["words"]
    said = say("office_said" if notice["by_authority"] else "again_why", words=words) if words else ""
    return replace(
        base,
        title=rules.NOTICE.speak(language),
        number=f"{ticket.ticket_no} · {say('notice_no', no=no)}",
        lead=say("notice_says", who=ticket.beneficiary.name, item=_matter(ticket)),
        facts=tuple(facts),
        head=("", say("paper"), say("how"), say("why")),
        rows=tuple(
            (str(at), _name(m, language), rules.how_taken(m["kind"], language), reasons.get(m["code"]) or "")
            for at, m in enumerate(missing, 1)
        ),
        shares=(0.7, 5, 2.6, 3.2),
        after=tuple(part for part in (said, say("notice_rule")) if part),
        signs=(say("sign_told"), say("sign_heard")),
    )


def _delivery(base: Paper, ticket: TicketOut, _: int) -> Paper:
    """送达回证: what was decided, and that it came into the right hands; printed before, signed at the door."""
    language, say = base.language, base.say
    if ticket.core_state not in _DELIVERABLE:
        raise Refusal(
            409,
            "paper_not_ready",
            "结果还没出来，等有了结果再打送达回证。",
            "There is no result yet: print the proof of delivery when there is one.",
        )
    decision, delivery = ticket.details.get("decision") or {}, ticket.details.get("delivery") or {}
    back = [_name(m, language) for m in _materials(ticket) if m["status"] == "returned"]
    facts = (
        (say("for_whom"), ticket.beneficiary.name),
        (say("item"), _matter(ticket)),
        (say("result"), _result(ticket, language)),
        (say("document"), decision.get("document") or ""),
        (say("decided_on"), _day(decision.get("decided_on"), language)),
        (say("benefit_from"), _day(decision.get("benefit_from"), language)),
        (say("reasons"), decision.get("words") or ""),
        (say("delivered_on"), _day(delivery.get("delivered_on"), language)),
        (say("delivered_how"), rules.RECEIVED[delivery["way"]].speak(language) if delivery.get("way") else ""),
        (say("delivered_to"), delivery.get("received_by") or ""),
    )
    after = [say("originals_back", papers=rules.listed(back, language))] if back else []
    if decision and decision["result"] != "approved":
        after.append(say("remedies"))
    return replace(
        base,
        title=rules.DELIVERY.speak(language),
        facts=tuple(line for line in facts if line[1]),
        after=(*after, say("delivery_rule")),
        signs=(say("sign_given"), say("sign_got"), say("sign_witness")),
    )


def _ending(base: Paper, ticket: TicketOut, _: int) -> Paper:
    """不予代办告知书 and its siblings: why it ended without a result, in writing, and where to go instead."""
    language, say = base.language, base.say
    title = rules.ENDINGS.get(Core(ticket.core_state))
    if title is None:
        raise Refusal(
            409,
            "paper_not_ready",
            "这件事还在办，或者已经有结果了，不用打这张。",
            "This is under way or has its result: there is nothing to explain on this paper.",
        )
    last = next(event for event in reversed(ticket.events) if event.to_state == ticket.state)
    return replace(
        base,
        title=title.speak(language),
        facts=(
            (say("for_whom"), ticket.beneficiary.name),
            (say("item"), _matter(ticket)),
            (say("result"), ticket.state_label),
            *((each.label, each.text) for each in last.said),
            (say("ended_on"), rules.moment(last.at, language)),
            (say("ended_by"), last.by.name if last.by else base.issuer),
        ),
        after=(say("ending_rule"),),
        signs=(say("sign_given"), say("sign_got")),
    )


def _result(ticket: TicketOut, language: Language) -> str:
    decision = ticket.details.get("decision")
    if decision:
        return rules.RESULTS[decision["result"]].speak(language)
    return str(ticket.details.get("result") or ticket.state_label)


def _day(on: str | None, language: Language) -> str:
    return rules.day(date.fromisoformat(on), language) if on else ""
