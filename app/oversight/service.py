"""Rating a matter: once, by the villager's side or collected by a colleague, never by whoever handled it."""

from uuid import UUID, uuid5

from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.core.words import Words
from app.notices.service import tell
from app.oversight import queries, rules
from app.oversight.models import Rating, RatingChannel
from app.oversight.schemas import RatingIn
from app.people.actor import Actor, Role
from app.tickets import queries as tickets
from app.tickets.kinds.workflow import Service, Side
from app.tickets.models import Ticket
from app.tickets.rules import OPEN_SERVICES, fingerprint, sides
from app.tickets.schemas import MoveIn
from app.tickets.service import make_move, refuse_forbidden, refuse_free_word


def rate(db: Session, actor: Actor, ticket_id: UUID, asked: RatingIn) -> Ticket:
    """Rate a ticket, or note what the villager said of it; the same rating again changes nothing.

    Raises:
        Refusal: 404 not in sight; 403 `own_work` or `not_your_role`; 409 `id_taken`, `already_rated`, `stale` or
            `move_not_open`; 422 `say_why`, `wrong_channel`, `identity_unchecked`,
            `no_free_text` or a forbidden text.

    """
    ticket = tickets.ticket_in_sight(db, actor, ticket_id, lock=True)
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if _sent_before(db, ticket, asked.id, mark):
        return ticket
    loaded = tickets.loaded(db, ticket)
    here, handlers = sides(actor, ticket), loaded.handlers()
    _check_giver(actor, ticket, here, handlers, asked)
    if not rules.says_why(asked.grade, asked.tags, asked.comment):
        raise Refusal(
            422,
            "say_why",
            "哪里没办好？请选一个原因，或者写一句话。",
            "What went wrong? Choose a reason or write a word.",
            field="tags",
        )
    refuse_forbidden(loaded.kind, asked.comment)
    refuse_free_word(loaded.kind, asked.comment, ())
    if ticket.rated_at is not None:
        raise Refusal(409, "already_rated", "这件事已经评过了。", "This has been rated before.")
    step = MoveIn(
        id=uuid5(asked.id, "rate"),
        move="rate",
        version=asked.version or ticket.version,
        on_behalf=None if asked.channel is RatingChannel.APP else asked.on_behalf,
    )
    make_move(db, actor, ticket.id, step, door="rating")
    rating = _kept(db, actor, ticket, asked, mark)
    if rating.grade <= rules.BAD:
        _tell_of_bad_rating(db, rating, ticket, handlers)
    return ticket


def _sent_before(db: Session, ticket: Ticket, rating_id: UUID, mark: str) -> bool:
    known = db.get(Rating, rating_id)
    if known is None:
        return False
    if known.ticket_id != ticket.id or known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一次评价上，请重新评。",
            "This id belongs to another rating: send it under a new one.",
        )
    return True


def _check_giver(
    actor: Actor, ticket: Ticket, here: frozenset[Side], handlers: frozenset[UUID], asked: RatingIn
) -> None:
    hands = {person_id for person_id in (ticket.assignee_id, ticket.backup_id) if person_id}
    if not rules.may_give(actor.person_id, beneficiary=ticket.beneficiary_id, hands=hands, worked=handlers):
        raise Refusal(
            403,
            "own_work",
            "这件事您经手过，评价要由村民自己来，或请没经手的同事代收。",
            "You worked on this: the villager rates it, or a colleague who did not work on it collects the rating.",
        )
    if not rules.fits_channel(asked.channel, here):
        if Side.TOWN in here and here <= {Side.TOWN}:
            raise Refusal(403, "not_your_role", "评价由村民自己或村里来收。", "The villager or the village does this.")
        raise Refusal(
            422,
            "wrong_channel",
            "自己的手机上评，选“app”；替村民收的，选纸质、同事手机或回访电话。",
            "On one's own phone it is 'app'; collected for somebody it is paper, a colleague's phone or a call.",
            field="channel",
        )
    if asked.channel is not RatingChannel.APP and asked.on_behalf is None:
        raise Refusal(
            422,
            "identity_unchecked",
            "这是替村民收的评价，请选您怎样确认是他本人的意思。",
            "You collect this for the villager: say how you made sure that it is his word.",
            field="on_behalf",
        )


def _kept(db: Session, actor: Actor, ticket: Ticket, asked: RatingIn, mark: str) -> Rating:
    is_own = asked.channel is RatingChannel.APP
    # What a relative says is not passed off as the person's own voice.
    by_relative = is_own and actor.person_id != ticket.beneficiary_id
    rating = Rating(
        id=asked.id,
        ticket_id=ticket.id,
        grade=asked.grade,
        tags=sorted(set(asked.tags)),
        comment=asked.comment or None,
        channel=RatingChannel.RELATIVE if by_relative else asked.channel,
        rated_by=actor.person_id if is_own else None,
        collected_by=None if is_own else actor.person_id,
        place_path=ticket.place_path,
        service=ticket.service,
        at=now(),
        fingerprint=mark,
    )
    db.add(rating)
    db.flush()
    return rating


def _tell_of_bad_rating(db: Session, rating: Rating, ticket: Ticket, handlers: frozenset[UUID]) -> None:
    """Somebody other than the handlers hears of it. What a quarrel or an illness is about is not the township's to open."""
    people, role = queries.looks_into(db, ticket, handlers)
    may_open = role is Role.VILLAGE_SECRETARY or Service(ticket.service) in OPEN_SERVICES
    no = ticket.ticket_no[-4:]
    words = (
        Words(
            f"编号后四位 {no} 的事得了差评，请在一个工作日内问清情况。",
            f"Request {no} got a bad rating: please find out why within one working day.",
        )
        if may_open
        else Words(
            "有一件不便公开的事得了差评，村书记自己经手，请您向村里了解。",
            "A confidential matter that the secretary handled got a bad rating: please ask the village.",
        )
    )
    for person in people:
        tell(
            db,
            person.id,
            words,
            kind="bad_rating",
            subject_type="ticket" if may_open else "rating",
            subject_id=str(ticket.id if may_open else rating.id),
            key=f"{rating.id}:{person.id}",
        )
