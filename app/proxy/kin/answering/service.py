"""Answers to those who asked: the village confirms, the relative accepts, either declines or takes it back."""

from uuid import UUID

from sqlmodel import Session

from app.core.clock import now
from app.core.problems import Refusal
from app.core.words import Words
from app.files.queries import own_files
from app.people import queries as people
from app.people.actor import Actor
from app.people.delegations import service as delegations
from app.people.delegations.schemas import DelegationIn, ScopeIn
from app.people.models import Basis, Delegation, Person, Service
from app.proxy.kin import queries, rules
from app.proxy.kin.asking.service import tell_of_request
from app.proxy.kin.models import DelegationRequest, RequestKind, RequestState
from app.proxy.kin.schemas import CloseIn, ConfirmIn
from app.proxy.kin.service import tell_of_begin


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
    tell_of_begin(db, delegation)
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
    tell_of_begin(db, delegation)
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
        tell_of_request(db, row, row.asker_id, _about(row, sentence), "declined")
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
