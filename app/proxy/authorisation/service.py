"""Carrying tickets under authorisations, and taking these back."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import Session, col, select

from app.audit.service import record as audit
from app.catalogue.models import ServiceItem
from app.changes.service import record
from app.core.clock import now, today
from app.core.problems import Refusal
from app.core.words import Words
from app.notices.service import tell
from app.people.actor import Actor
from app.people.models import Person
from app.proxy.authorisation import queries, rules
from app.proxy.authorisation.models import Authorisation, AuthorisationTicket
from app.proxy.authorisation.schemas import RevokeIn, UseIn
from app.tickets import queries as tickets
from app.tickets.kinds.workflow import CADRES, ENDED, Core, Service, Side
from app.tickets.models import Ticket, TicketEvent
from app.tickets.rules import sides
from app.tickets.schemas import MoveIn, OnBehalf
from app.tickets.service import make_move


def refuse_others(actor: Actor, principal_id: UUID, *, is_cadre: bool, is_helped: bool) -> None:
    """Let the person himself pass, and the cadres who bring him the paper.

    Raises:
        Refusal: 403 `principal_signs` for a relative, `not_your_role` for everybody else.

    """
    if actor.person_id == principal_id or is_cadre:
        return
    if is_helped:
        raise Refusal(
            403,
            "principal_signs",
            "委托书要本人签：请本人在自己手机上签，或请村干部带着纸质委托书上门。",
            "The person signs this himself: on his own phone, or on paper that a cadre brings to the door.",
        )
    raise not_your_role()


def not_your_role() -> Refusal:
    """What everybody hears who neither signs nor brings the paper."""
    return Refusal(
        403,
        "not_your_role",
        "委托书由本人来签，由本村的值班干部登记。",
        "The person signs this, and a duty cadre of the village records it.",
    )


def unchecked() -> Refusal:
    """What a cadre is told who does not say how he knew whose wish it is."""
    return Refusal(
        422,
        "identity_unchecked",
        "这是替村民登记的，请选您怎样确认是他本人的意思。",
        "You record this for the villager: say how you made sure that it is his wish.",
        field="on_behalf",
    )


def carry(
    db: Session,
    actor: Actor,
    paper: Authorisation,
    ticket: Ticket,
    *,
    act_id: UUID,
    reported_at: datetime | None,
    checked: OnBehalf | None = None,
) -> None:
    """Carry a locked ticket under a paper from now on, through the one door; `act_id` is that of the act as it was sent."""
    ids = [each for each in (paper.agent_id, paper.backup_agent_id) if each]
    names = dict(db.exec(select(Person.id, Person.name).where(col(Person.id).in_(ids))).all())
    link = db.get(AuthorisationTicket, ticket.id)
    if link is None:
        db.add(AuthorisationTicket(ticket_id=ticket.id, authorisation_id=paper.id))
    else:
        link.authorisation_id = paper.id
        db.add(link)
    db.flush()
    told = {
        "authorisation_id": str(paper.id),
        "agent_id": str(paper.agent_id),
        "backup_agent_id": str(paper.backup_agent_id) if paper.backup_agent_id else None,
        "agent_name": "、".join(names[each] for each in ids),
        "powers": paper.powers,
        "since_on": paper.since_on.isoformat(),
        "until_on": paper.until_on.isoformat(),
        "sub_delegation": paper.sub_delegation,
    }
    step = MoveIn(
        id=uuid5(act_id, str(ticket.id)),
        move="authorise",
        version=ticket.version,
        data=told,
        on_behalf=checked,
        reported_at=reported_at,
    )
    make_move(db, actor, ticket.id, step, door="authorisation")


def use(db: Session, actor: Actor, authorisation_id: UUID, asked: UseIn) -> Authorisation:
    """Carry one more ticket under a paper about items; doing so again changes nothing.

    Raises:
        Refusal: 403 `not_your_role` or `principal_signs`; 404 the paper or the ticket is not in sight; 409 `move_not_open`;
            422 `authorisation_revoked`, `authorisation_expired` or `not_covered`.

    """
    paper = queries.in_sight(db, actor, authorisation_id)
    ticket = tickets.ticket_in_sight(db, actor, asked.ticket_id, lock=True)
    here = sides(actor, ticket)
    refuse_others(actor, ticket.beneficiary_id, is_cadre=bool(here & CADRES), is_helped=Side.HELPED in here)
    link = db.get(AuthorisationTicket, ticket.id)
    sent_before = db.get(TicketEvent, uuid5(asked.id, str(ticket.id))) is not None
    if sent_before or (link is not None and link.authorisation_id == paper.id):
        return paper
    # Locked after its tickets, as whoever takes it back does: of the two, the later one sees what the earlier one did.
    db.refresh(paper, with_for_update=True)
    item = tickets.item_facts(db.get(ServiceItem, ticket.item_id)) if ticket.item_id else None
    if refusal := rules.refuse_use(
        on=today(),
        until_on=paper.until_on,
        is_revoked=paper.revoked_at is not None,
        is_same_person=(paper.principal_id, paper.village_id) == (ticket.beneficiary_id, ticket.village_id),
        covers=item is not None and paper.ticket_id is None and item.code in paper.item_codes,
    ):
        raise refusal
    carry(db, actor, paper, ticket, act_id=asked.id, reported_at=asked.reported_at)
    return paper


def revoke(db: Session, actor: Actor, authorisation_id: UUID, asked: RevokeIn) -> Authorisation:
    """Take an authorisation back; from the next request on nobody acts under it. What is taken back already stays so.

    Each open ticket that is carried under it gets the move `revoke_authorisation`; its handlers and the agents are told.

    Raises:
        Refusal: 404 not in sight; 403 `not_your_role`; 422 `identity_unchecked`.

    """
    paper = queries.in_sight(db, actor, authorisation_id)
    if not queries.may_revoke(actor, paper):
        raise Refusal(
            403,
            "not_your_role",
            "委托要由本人收回；本人来村里说的，请村书记替他登记。",
            "The person takes it back; if he says so at the village, the secretary records it for him.",
        )
    on_behalf = paper.principal_id not in queries.principals(actor)
    if on_behalf and asked.on_behalf is None:
        raise unchecked()
    # The tickets are locked before the paper, as whoever carries one more does: of the two, the later one sees the other.
    _carried(db, paper.id)
    db.refresh(paper, with_for_update=True)
    if paper.revoked_at is not None:
        return paper
    carried = _carried(db, paper.id)
    paper.revoked_at, paper.revoked_by, paper.revoke_reason = now(), actor.person_id, asked.reason
    paper.revoke_identity_checked = asked.on_behalf.identity_checked if on_behalf and asked.on_behalf else None
    db.add(paper)
    db.flush()
    for ticket in carried:
        _stop(db, actor, paper, ticket, asked)
    _tell_of_end(db, actor, paper, carried)
    note_change(db, "authorisation_revoked", paper)
    audit(db, actor, "authorisation_revoked", "authorisation", paper.id, place_path=paper.place_path)
    return paper


def _carried(db: Session, authorisation_id: UUID) -> Sequence[Ticket]:
    """The open tickets that are carried under a paper, locked in the order of their ids."""
    wanted = (
        select(Ticket)
        .join(AuthorisationTicket, col(AuthorisationTicket.ticket_id) == Ticket.id)
        .where(
            AuthorisationTicket.authorisation_id == authorisation_id,
            col(Ticket.core_state).not_in([core.value for core in ENDED]),
        )
    )
    return db.exec(wanted.order_by(col(Ticket.id)).with_for_update(of=Ticket)).all()


def _stop(db: Session, actor: Actor, paper: Authorisation, ticket: Ticket, asked: RevokeIn) -> None:
    step = MoveIn(
        id=uuid5(asked.id, str(ticket.id)),
        move="revoke_authorisation",
        version=ticket.version,
        data={"authorisation_id": str(paper.id), "reason": asked.reason},
        on_behalf=asked.on_behalf,
        reported_at=asked.reported_at,
    )
    make_move(db, actor, ticket.id, step, door="authorisation")


def _tell_of_end(db: Session, actor: Actor, paper: Authorisation, carried: Sequence[Ticket]) -> None:
    """The agents and whoever has one of the tickets stop at once."""
    hands = {person_id for ticket in carried for person_id in (ticket.assignee_id, ticket.backup_id)}
    advice = rules.advice("revoked", [Core(ticket.core_state) for ticket in carried])
    numbers = "、".join(ticket.ticket_no[-4:] for ticket in carried)
    words = (
        Words(f"编号后四位 {numbers}：{advice.zh}", f"Request {numbers}: {advice.en}")
        if advice
        else Words("有一份代办委托收回了，请不要再用。", "An authorisation was taken back: please use it no more.")
    )
    for person_id in (hands | {paper.agent_id, paper.backup_agent_id}) - {None, actor.person_id}:
        tell_of(db, person_id, words, paper, "revoked")


def tell_of(db: Session, person_id: UUID | None, words: Words, paper: Authorisation, what: str) -> None:
    """Tell one of the staff once that a paper was `given` or `revoked`."""
    assert person_id is not None, "nobody is taken out of the sets above"
    about = ("ticket", paper.ticket_id) if paper.ticket_id else ("authorisation", paper.id)
    tell(
        db,
        person_id,
        words,
        kind=f"authorisation_{what}",
        subject_type=about[0],
        subject_id=str(about[1]),
        key=f"{paper.id}:{person_id}:{what}",
    )


def note_change(db: Session, what: str, paper: Authorisation) -> None:
    """Let the change feed know."""
    record(
        db,
        what,
        subject_type="authorisation",
        subject_id=str(paper.id),
        place_path=paper.place_path,
        data={"services": [Service.ERRAND.value]},
    )
