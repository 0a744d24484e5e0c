"""What an act with originals has to say, whose act it is, and when it may be."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from app.core.clock import local_date
from app.core.problems import Refusal
from app.core.words import Words
from app.people.actor import Actor
from app.places.queries import calendar, hours_of
from app.proxy.custody import queries, rules
from app.proxy.custody.log.queries import paper_names
from app.proxy.custody.models import CustodyEvent, CustodyKind, CustodyWay
from app.proxy.custody.rules import Act
from app.proxy.custody.schemas import CustodyIn
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import CADRES, Service, Side
from app.tickets.models import Ticket
from app.tickets.service import refuse_forbidden


def check_role(actor: Actor, kind: CustodyKind, here: frozenset[Side], acts: Sequence[Act]) -> None:
    """See that somebody may do such a thing: custody is the village's, a loss is settled above whoever lost it.

    Raises:
        Refusal: 403 `not_your_role` or `own_loss`.

    """
    if kind is CustodyKind.LOSS_SETTLED:
        lost_by = {each.giver.key for each in acts if each.kind is CustodyKind.LOST_REPORTED}
        if not here & {Side.SECRETARY, Side.TOWN}:
            raise Refusal(
                403, "not_your_role", "丢了原件怎么处理，由村书记来定。", "The secretary settles what was lost."
            )
        if str(actor.person_id) in lost_by:
            raise Refusal(
                403,
                "own_loss",
                "原件是在您手里丢的，请镇上来处理。",
                "It was lost in your own hands: the township settles it.",
            )
    elif not here & CADRES:
        raise Refusal(
            403,
            "not_your_role",
            "原件的交接由村里替村民跑腿的人来记。",
            "Custody is written down by those of the village who run the errand.",
        )


def check_open(ticket: Ticket) -> None:
    """See that a matter takes originals and has not come to its end.

    Raises:
        Refusal: 409 `custody_closed`.

    """
    moves = KINDS[Service(ticket.service)].moves_from(ticket.state)
    if not any(move.door == rules.DOOR for move in moves):
        raise Refusal(
            409,
            "custody_closed",
            "这件事不收原件，或者已经办结，不能再记交接。",
            "This matter takes no originals, or has come to its end.",
            state=ticket.state,
        )


def papers_of(ticket: Ticket, asked: CustodyIn) -> dict[str, int]:
    """How many originals of which of the item's materials.

    Raises:
        Refusal: 422 `unknown_material`.

    """
    papers = {paper.code: paper.count for paper in asked.papers}
    if len(papers) < len(asked.papers) or not set(papers) <= set(paper_names(ticket)):
        raise Refusal(
            422,
            "unknown_material",
            "只能选这个事项清单里的材料，每样选一次。",
            "Choose only papers from this item's list, each once.",
            field="papers",
        )
    return papers


def check_told(asked: CustodyIn, kind: CustodyKind, papers: Mapping[str, Words]) -> None:
    """See that an act says what it must: how the villager's side confirmed, at which window, to whom, why.

    Raises:
        Refusal: 422 `something_missing` naming the field, `never_held`, `identity_card_overnight` or a forbidden text.

    """
    for text in (asked.note, asked.slip, asked.window, asked.received_by, asked.witness):
        refuse_forbidden(KINDS[Service.ERRAND], text)
    if kind is CustodyKind.RECEIVED and any(rules.is_never_held(code, name.zh) for code, name in papers.items()):
        raise Refusal(
            422,
            "never_held",
            "银行卡、社保卡只看一眼，不能留在村里。",
            "Bank and social security cards are looked at and never kept.",
            field="papers",
        )
    confirmed = kind in rules.NEED_A_WAY
    _need(bool(asked.way) or not confirmed, "way", "请选本人是怎样确认的。", "Say how the person confirmed it.")
    _need(
        not confirmed or asked.way not in rules.PAPER_WAYS or bool(asked.file_ids),
        "file_ids",
        "请把签了字（按了手印）的回执拍一张照。",
        "Take a photo of the signed receipt.",
    )
    _need(
        asked.way is not CustodyWay.WITNESS or bool(asked.witness), "witness", "请写见证人的名字。", "Name the witness."
    )
    lodged = kind is CustodyKind.LODGED
    _need(not lodged or bool(asked.window), "window", "请写送到哪个窗口。", "Name the window.")
    _need(
        kind not in {CustodyKind.LODGED, CustodyKind.RETAINED} or bool(asked.slip),
        "slip",
        "请写窗口谁收的，或者回执号。",
        "Say who took them at the window, or the slip's number.",
    )
    handed = kind is CustodyKind.HANDED_OVER
    one = (asked.to_person_id is not None) != asked.to_cabinet
    _need(not handed or one, "to_person_id", "请选交给谁，或者放进柜子。", "Choose a colleague, or the cabinet.")
    _need(
        kind not in {CustodyKind.LOST_REPORTED, CustodyKind.LOSS_SETTLED} or bool(asked.note),
        "note",
        "请用一句话写清楚：怎么丢的，或者怎么处理的。",
        "Say in a sentence how it was lost, or what was done.",
    )
    if handed and asked.to_cabinet and any(rules.is_identity_card(code, name.zh) for code, name in papers.items()):
        raise Refusal(
            422,
            "identity_card_overnight",
            "身份证不能放在柜子里过夜，请当面退还本人。",
            "Identity cards are not kept in the cabinet: give them back in person.",
            field="papers",
        )


def check_phone(db: Session, ticket: Ticket, asked: CustodyIn, kind: CustodyKind) -> None:
    """See that whoever shall confirm on a phone has one and had the papers in hand: the owner, or the relative who is named.

    Raises:
        Refusal: 422 `no_own_phone` or `not_a_relative`.

    """
    if asked.way is not CustodyWay.APP:
        return
    phones = queries.phones(db, ticket)
    if asked.received_by is None:
        if ticket.beneficiary_id not in phones:
            raise Refusal(
                422,
                "no_own_phone",
                "本人没有自己的手机，不能在手机上点。请他签字、按手印，或者请见证人在场。",
                "The person has no phone of his own to confirm on: take a signature, a finger, or a witness.",
                field="way",
            )
    elif kind is not CustodyKind.RETURNED or asked.received_by not in {
        name for person_id, name in phones.items() if person_id != ticket.beneficiary_id
    }:
        raise Refusal(
            422,
            "not_a_relative",
            "在手机上点的，只能是本人，或者当面拿到原件、登记过代办的家里人。",
            "Only the owner, or a relative with a mandate who took the papers himself, can confirm on a phone.",
            field="received_by",
        )


def _need(there: bool, field: str, zh: str, en: str) -> None:
    if not there:
        raise Refusal(422, "something_missing", zh, en, field=field)


def check_day(db: Session, ticket: Ticket, event: CustodyEvent) -> None:
    """See that no identity card is taken after closing: they come and go within a day.

    Raises:
        Refusal: 422 `identity_card_overnight`.

    """
    cards = any(rules.is_identity_card(paper["code"], paper["name_zh"]) for paper in event.papers)
    on = local_date(event.happened_at)
    if cards and event.happened_at > rules.closing(on, hours_of(db, ticket.village_id), calendar(db)):
        raise Refusal(
            422,
            "identity_card_overnight",
            "今天已经下班，身份证不能留下过夜：看过就还，明天再收。",
            "The centre has closed and identity cards never stay overnight: hand it back and take it tomorrow.",
            field="papers",
        )


def check_answer(actor: Actor, here: frozenset[Side], acts: Sequence[Act], about: Act, *, owns: bool) -> None:
    """See that somebody is the other side of an act that still asks.

    Raises:
        Refusal: 403 `not_yours_to_confirm`; 409 `answered_before` or `no_longer_there`.

    """
    if not queries.may_answer(about, actor, here, owns=owns):
        raise Refusal(
            403,
            "not_yours_to_confirm",
            "这次交接要由当面接到原件的人来确认。",
            "The one who took the papers in hand confirms this.",
        )
    if any(each.answers == about.id for each in acts):
        raise Refusal(409, "answered_before", "这次交接已经确认过了。", "This has been answered before.")
    if about not in rules.open_questions(acts):
        raise Refusal(
            409,
            "no_longer_there",
            "原件后来又交到别处了，这次交接不用再确认。",
            "The papers have gone elsewhere since: there is nothing left to confirm.",
        )
