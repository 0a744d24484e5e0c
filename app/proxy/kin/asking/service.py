"""Asking that somebody may act for another: the relative asks the village, or the person a relative."""

from operator import attrgetter
from uuid import UUID

from sqlmodel import Session, select

from app.core.clock import now, today
from app.core.once import add_once
from app.core.problems import Refusal
from app.core.words import Words
from app.duty.queries import handler_for
from app.files.queries import own_files
from app.notices.service import tell
from app.people.actor import Actor, Role
from app.people.delegations import rules as delegation_rules
from app.people.delegations.queries import person_by_phone
from app.people.delegations.schemas import ScopeIn
from app.people.models import Basis, Person
from app.people.rules import is_fitting_end
from app.places.queries import village_by_code
from app.proxy.kin import queries, rules
from app.proxy.kin.models import DelegationRequest, RequestKind
from app.proxy.kin.schemas import AskIn, OfferIn
from app.proxy.kin.service import check_items
from app.tickets.queries import staff_at
from app.tickets.rules import fingerprint


def ask_to_help(db: Session, actor: Actor, asked: AskIn) -> tuple[DelegationRequest, bool]:
    """Ask a village to confirm that one may act for somebody; the answer is the same whether there is such a person.

    Whoever asks again while the village has not answered yet adds to the first request, which is the answer.

    Raises:
        Refusal: 403 `persons_only`; 404 unknown village; 409 `id_taken`; 422 `bad_delegation`, `unknown_item` or
            `unknown_file`; 429 `too_many_asks`.

    """
    village = village_by_code(db, asked.village_code)
    row = _begun(db, actor, asked, RequestKind.ASKED)
    row.village_path, row.village_code, row.village_name = village.path, village.official_code, village.name
    row.agent_id, row.card_no, row.word = actor.person_id, asked.card_no, asked.word or None
    row.file_ids = [str(file.id) for file in own_files(db, actor, asked.file_ids)]
    if known := _joined(db, row) or _add_once(db, row):
        return known, False
    handler = handler_for(db, village.id, now(), Role.DUTY_CADRE)
    for person_id in {handler} if handler else {each.id for each in staff_at(db, village.path, Role.DUTY_CADRE)}:
        words = Words(
            "有亲友申请替村民办事，请向本人问清楚。", "A relative asks to act for a villager: please ask the person."
        )
        tell_of_request(db, row, person_id, words, "asked")
    return row, True


def _joined(db: Session, row: DelegationRequest) -> DelegationRequest | None:
    """The request of the same person for the same one that still waits, with what the new one adds to it.

    Only what was typed is compared: whether there is somebody of that name makes no difference.
    """
    if db.get(DelegationRequest, row.id) is not None:
        return None
    # One at a time for each person, so that two that come at once do not both find nothing.
    db.exec(select(Person.id).where(Person.id == row.asker_id).with_for_update()).one()
    waiting = queries.asks_waiting(db, row.asker_id, row.village_path)
    known = next((each for each in waiting if rules.is_same_person(_typed(each), _typed(row))), None)
    if known is None:
        return None
    known.item_codes = rules.joined_items((known.services, known.item_codes), (row.services, row.item_codes))
    known.services = sorted({*known.services, *row.services})
    known.relation, known.relation_text, known.until_on = row.relation, row.relation_text, row.until_on
    known.card_no, known.word = row.card_no or known.card_no, row.word or known.word
    known.file_ids = [*dict.fromkeys([*row.file_ids, *known.file_ids])][: rules.MOST_FILES]
    if rules.is_stale(known.created_at, row.created_at):
        known.created_at = row.created_at
    return known


def _typed(row: DelegationRequest) -> tuple[str, str | None]:
    return row.named, row.card_no


def offer_to_relative(db: Session, actor: Actor, asked: OfferIn) -> tuple[DelegationRequest, bool]:
    """Ask somebody by name and number to act for oneself; the answer is the same whether there is such a person.

    Raises:
        Refusal: 403 `persons_only`; 409 `id_taken`; 422 `bad_delegation` or `unknown_item`; 429 `too_many_asks`.

    """
    row = _begun(db, actor, asked, RequestKind.OFFERED)
    principal = db.get_one(Person, row.asker_id)
    lack = delegation_rules.what_lacks(
        basis=Basis.OWN_APP,
        relation=asked.relation,
        relation_text=asked.relation_text,
        services=asked.services,
        items=asked.item_codes,
        consents=[consent.service for consent in asked.consents],
        has_paper=False,
        by_principal=True,
        child=delegation_rules.is_child(principal.birth_year, today()),
    )
    if lack:
        raise Refusal(422, "bad_delegation", lack[1].zh, lack[1].en, field=lack[0])
    row.principal_id, row.village_path = principal.id, principal.village_path or "/"
    row.village_code, row.village_name = principal.village_code or "", principal.village_name or ""
    row.consents = [consent.model_dump(mode="json") for consent in asked.consents]
    found = person_by_phone(db, asked.named, asked.phone)
    row.agent_id = found if found != principal.id else None
    if known := _add_once(db, row):
        return known, False
    if row.agent_id:
        words = Words(
            f"{principal.name}想请您替办事情，请打开“我替谁办”看看。",
            f"{principal.name} asks you to act for them: see 'Whom I act for'.",
        )
        tell_of_request(db, row, row.agent_id, words, "offered")
    return row, True


def _begun(db: Session, actor: Actor, asked: AskIn | OfferIn, kind: RequestKind) -> DelegationRequest:
    if actor.person_id is None:
        raise Refusal(403, "persons_only", "要由本人登录来办。", "Only a person who is signed in may do this.")
    if not is_fitting_end(asked.until_on, today(), delegation_rules.LONGEST):
        raise Refusal(
            422,
            "bad_delegation",
            "期限从今天起最长一年。",
            "It lasts from today for a year at most.",
            field="until_on",
        )
    check_items(db, asked.item_codes)
    scope = ScopeIn(**asked.model_dump(include=set(ScopeIn.model_fields)))
    return DelegationRequest(
        **scope.model_dump(exclude={"services", "item_codes"}),
        services=sorted(set(scope.services)),
        item_codes=sorted(set(scope.item_codes)),
        id=asked.id,
        kind=kind,
        asker_id=actor.person_id,
        named=asked.named,
        village_path="/",
        village_code="",
        village_name="",
        file_ids=[],
        consents=[],
        created_at=now(),
        fingerprint=fingerprint(asked.model_dump(mode="json"), actor.person_id),
    )


def _add_once(db: Session, row: DelegationRequest) -> DelegationRequest | None:
    """Add a request, or give the one that came before under its id; only a new one counts against the number that may wait."""
    if db.get(DelegationRequest, row.id) is None:
        _check_number(db, row)
    return add_once(db, row, attrgetter("fingerprint"))


def _check_number(db: Session, row: DelegationRequest) -> None:
    waiting, today_made = queries.waiting_of(db, row.asker_id, row.created_at)
    if waiting >= rules.MOST_WAITING or today_made >= rules.MOST_A_DAY:
        raise Refusal(
            429,
            "too_many_asks",
            "您已经有好几个申请在等，等有了答复再申请，或者打村里的电话。",
            "Several of your requests are waiting: wait for the answers, or ring the village.",
            retry_after=3600,
        )


def tell_of_request(db: Session, row: DelegationRequest, person_id: UUID, words: Words, what: str) -> None:
    """Tell somebody of a request, or of what became of it."""
    tell(
        db,
        person_id,
        words,
        kind=f"delegation_{what}",
        subject_type="delegation_request",
        subject_id=str(row.id),
        by_sms=what != "asked",
        key=f"{row.id}:{what}:{person_id}",
    )
