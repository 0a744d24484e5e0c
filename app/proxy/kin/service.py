"""Asking to act for somebody, offering it, confirming, declining and ending it; both sides hear of it."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.catalogue.models import ServiceItem
from app.core.clock import now, today
from app.core.problems import Refusal
from app.core.words import Words
from app.duty.queries import handler_for
from app.files.queries import own_files
from app.notices.service import hand_on, tell
from app.people import queries as people
from app.people.actor import Actor, Role
from app.people.delegations import rules as delegation_rules
from app.people.delegations import service as delegations
from app.people.delegations.queries import person_by_phone
from app.people.delegations.schemas import DelegationIn, EndIn, ScopeIn
from app.people.models import Basis, Delegation, Person, Service
from app.people.rules import is_fitting_end
from app.places.queries import village_by_code
from app.proxy.kin import queries, rules
from app.proxy.kin.models import DelegationRequest, RequestKind, RequestState
from app.proxy.kin.schemas import AskIn, CloseIn, ConfirmIn, OfferIn
from app.tickets.queries import staff_at
from app.tickets.rules import fingerprint
from app.tickets.told.models import Act
from app.tickets.told.service import tell_of_delegation

# Whoever has just been asked needs no call to be told the answer; of a paper that somebody brought the person may not know.
_ASKED = {Basis.BY_PHONE, Basis.IN_PERSON, Basis.OWN_APP}


def confirm_delegation(db: Session, actor: Actor, principal_id: UUID, asked: DelegationIn) -> tuple[Delegation, bool]:
    """Let someone act for a person, as in `people.delegations`, with what shows it; both sides are told.

    Raises:
        Refusal: 403 `not_yours_to_confirm`; 404 `not_found`; 409 `id_taken`; 422 `bad_delegation`, `unknown_item` or
            `unknown_file`.

    """
    delegation, is_new = delegations.confirm_delegation(db, actor, principal_id, asked)
    if is_new:
        _check_items(db, asked.item_codes)
        own_files(db, actor, asked.file_ids)
        _tell_of_begin(db, delegation)
    return delegation, is_new


def _check_items(db: Session, codes: Sequence[str]) -> None:
    for code in codes:
        if db.exec(select(ServiceItem.id).where(ServiceItem.code == code).limit(1)).first() is None:
            raise Refusal(
                422,
                "unknown_item",
                "清单里没有这一项，请重新选。",
                "The catalogue has no such item: choose again.",
                field="item_codes",
            )


def _tell_of_begin(db: Session, delegation: Delegation) -> None:
    principal = db.get_one(Person, delegation.principal_id)
    if delegation.replaces_id:
        old = db.get_one(Delegation, delegation.replaces_id)
        if set(delegation.services) >= set(old.services) and not delegation.item_codes:
            hand_on(db, old.id, delegation.id)
    words = Words(
        f"您可以替{principal.name}办事了，到{delegation.until_on:%Y年%m月%d日}为止。每办一件，都会告诉本人。",
        f"You may act for {principal.name} until {delegation.until_on:%d %b %Y}. The person is told of each act.",
    )
    _tell_agent(db, delegation, words, "began")
    if delegation.basis not in _ASKED or delegation.confirmed_by == principal.id:
        tell_of_delegation(db, delegation, Act.BEGAN, delegation.id)


def _tell_agent(db: Session, delegation: Delegation, words: Words, what: str) -> None:
    tell(
        db,
        delegation.agent_id,
        words,
        kind=f"delegation_{what}",
        subject_type="delegation",
        subject_id=str(delegation.id),
        by_sms=True,
        key=f"{delegation.id}:{what}",
    )


def revoke_delegation(db: Session, actor: Actor, delegation_id: UUID, asked: EndIn) -> Delegation:
    """End a delegation and tell the other side; again changes nothing.

    Raises:
        Refusal: 404 `not_found`; 422 `identity_unchecked`.

    """
    delegation = delegations.revoke_delegation(db, actor, delegation_id, asked)
    principal = db.get_one(Person, delegation.principal_id)
    if delegation.revoked_by != delegation.agent_id:
        words = Words(
            f"您替{principal.name}办事到今天为止。没办完的，由本人和村里接着办。",
            f"You no longer act for {principal.name}. What is unfinished goes on with the person and the village.",
        )
        _tell_agent(db, delegation, words, "ended")
    if delegation.revoked_by == delegation.agent_id or asked.reason is delegation_rules.EndReason.FALSE_PAPERS:
        key = uuid5(delegation.id, "ended")
        tell_of_delegation(db, delegation, Act.ENDED, key)
    return delegation


# --- Requests -------------------------------------------------------------------------------------------------------


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
        _tell_of_request(db, row, person_id, words, "asked")
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
        _tell_of_request(db, row, row.agent_id, words, "offered")
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
    _check_items(db, asked.item_codes)
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
    """Add a request; the same id again gives the row that is there, or a refusal if the body differs."""
    known = db.get(DelegationRequest, row.id)
    if known is None:
        _check_number(db, row)
        try:
            with db.begin_nested():
                db.add(row)
        except IntegrityError:
            known = db.get(DelegationRequest, row.id)
            if known is None:
                raise
        else:
            return None
    if known.fingerprint != row.fingerprint:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一条记录上，没有改动任何内容。",
            "This id belongs to another record; nothing was changed.",
        )
    return known


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


def _tell_of_request(db: Session, row: DelegationRequest, person_id: UUID, words: Words, what: str) -> None:
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


# --- Answers to them ------------------------------------------------------------------------------------------------


def confirm_request(db: Session, actor: Actor, request_id: UUID, asked: ConfirmIn) -> DelegationRequest:
    """Note at the desk that the person wants a relative to act; the cadre is neither of the two. Again changes nothing.

    Raises:
        Refusal: 403 `not_yours_to_confirm`; 404 `not_found`, also for a person of another village; 409 `already_decided`;
            422 `bad_delegation`, `more_than_asked`, `request_over` or `unknown_file`.

    """
    row = queries.request(db, actor, request_id)
    if row.state == RequestState.CONFIRMED and row.decided_by == actor.person_id:
        return row
    _check_open(row)
    principal = people.person(db, actor, asked.principal_id)
    staff = people.is_staff_of(actor, principal.village_path) and people.is_staff_of(actor, row.village_path)
    asked_of_desk = row.kind == RequestKind.ASKED and rules.is_neither(
        actor.person_id, principal=principal.id, agent=row.asker_id
    )
    if not (staff and asked_of_desk):
        raise Refusal(
            403,
            "not_yours_to_confirm",
            "要由本村的工作人员来确认，本人和代办人自己不能确认。",
            "Staff of the village confirms this, neither the person nor the one who will act.",
        )
    if not set(asked.services) <= {Service(each) for each in row.services}:
        raise Refusal(
            422,
            "more_than_asked",
            "只能确认对方申请过的，多出来的请另外登记。",
            "Confirm only what was asked for; record more separately.",
            field="services",
        )
    own_files(db, actor, asked.file_ids)
    told = DelegationIn(
        id=row.id,
        agent_id=row.asker_id,
        relation=row.relation,
        relation_text=row.relation_text,
        item_codes=row.item_codes if Service.ERRAND in asked.services else [],
        file_ids=[*dict.fromkeys([*map(UUID, row.file_ids), *asked.file_ids])][:9],
        **asked.model_dump(exclude={"principal_id", "file_ids"}),
    )
    delegation, _ = delegations.confirm_delegation(db, actor, principal.id, told)
    row.principal_id = principal.id
    _decide(row, actor, RequestState.CONFIRMED, delegation)
    _tell_of_begin(db, delegation)
    return row


def accept_request(db: Session, actor: Actor, request_id: UUID) -> DelegationRequest:
    """Accept what somebody offers one; again changes nothing.

    Raises:
        Refusal: 403 `not_offered_to_you`; 404 `not_found`; 409 `already_decided`; 422 `bad_delegation` or `request_over`.

    """
    row = queries.request(db, actor, request_id)
    if row.kind != RequestKind.OFFERED or row.agent_id != actor.person_id or row.agent_id is None:
        raise Refusal(
            403,
            "not_offered_to_you",
            "这不是请您办的，由对方或者村里来答复。",
            "This was not offered to you: the other side or the village answers it.",
        )
    if row.state == RequestState.CONFIRMED:
        return row
    _check_open(row)
    told = DelegationIn.model_validate(
        {
            "id": row.id,
            "agent_id": row.agent_id,
            "basis": Basis.OWN_APP,
            "consents": row.consents,
            **{name: getattr(row, name) for name in ScopeIn.model_fields},
        }
    )
    principal = db.get_one(Person, row.asker_id)
    delegation, _ = delegations.grant_delegation(db, principal, told, confirmed_by=principal.id)
    _decide(row, actor, RequestState.CONFIRMED, delegation)
    _tell_of_begin(db, delegation)
    return row


def close_request(db: Session, actor: Actor, request_id: UUID, asked: CloseIn) -> DelegationRequest:
    """Decline a request, or take one's own back; again changes nothing.

    Raises:
        Refusal: 404 `not_found`; 409 `already_decided`; 422 `say_why`.

    """
    row = queries.request(db, actor, request_id)
    state = RequestState.WITHDRAWN if row.asker_id == actor.person_id else RequestState.DECLINED
    if row.state == state and row.decided_by == actor.person_id:
        return row
    if row.state != RequestState.REQUESTED:
        raise _decided()
    at_desk = state is RequestState.DECLINED and row.kind == RequestKind.ASKED
    if at_desk and asked.reason is None:
        raise Refusal(422, "say_why", "请选一个原因。", "Choose a reason.", field="reason")
    if at_desk:
        row.reason, row.reason_note = asked.reason, asked.note or None
    _decide(row, actor, state, None)
    if state is RequestState.DECLINED:
        sentence = rules.STATE_WORDS[RequestKind(row.kind), state]
        _tell_of_request(db, row, row.asker_id, _about(row, sentence), "declined")
    return row


def _about(row: DelegationRequest, words: Words) -> Words:
    return Words(f"您和{row.named}的亲友代办：{words.zh}", f"Acting for or by {row.named}: {words.en}")


def _check_open(row: DelegationRequest) -> None:
    if row.state != RequestState.REQUESTED:
        raise _decided()
    if rules.is_stale(row.created_at, now()):
        raise Refusal(
            422, "request_over", "这个申请放得太久了，请重新申请。", "This request is too old: please make a new one."
        )


def _decided() -> Refusal:
    return Refusal(
        409, "already_decided", "这个申请已经有了答复，请刷新看看。", "This request has been answered: refresh to see."
    )


def _decide(row: DelegationRequest, actor: Actor, state: RequestState, delegation: Delegation | None) -> None:
    row.state, row.decided_at, row.decided_by = state, now(), actor.person_id
    row.delegation_id = delegation.id if delegation else None
