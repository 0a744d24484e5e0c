"""Letting somebody act for a person, and ending it."""

from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.audit.service import record
from app.core.clock import now, today
from app.core.once import add_once
from app.core.problems import Refusal, not_found
from app.core.words import Words
from app.people import queries as people
from app.people.actor import Actor
from app.people.delegations import queries, rules
from app.people.delegations.rules import EndReason
from app.people.delegations.schemas import DelegationIn, EndIn
from app.people.models import Delegation, DelegationConsent, Person
from app.people.rules import is_fitting_end

_OF_ITS_END = {"since", "confirmed_by", "revoked_at", "revoked_by", "end_reason", "end_note", "end_checked"}


def confirm_delegation(db: Session, actor: Actor, principal_id: UUID, asked: DelegationIn) -> tuple[Delegation, bool]:
    """Let someone act for a person, with the word of the person or of their village's staff.

    Raises:
        Refusal: 403 `not_yours_to_confirm`; 404 `not_found`; 409 `id_taken`; 422 `bad_delegation` with the `field`.

    """
    principal = people.person(db, actor, principal_id)
    staff = people.is_staff_of(actor, principal.village_path)
    if actor.person_id is None or not rules.may_confirm(
        asker=actor.person_id, principal=principal.id, agent=asked.agent_id, is_staff_of_principal=staff
    ):
        raise Refusal(
            403,
            "not_yours_to_confirm",
            "要由本人或者本村的工作人员来确认，代办人自己不能确认。",
            "The person or staff of the person's village confirms this, never the one who will act.",
        )
    delegation, is_new = grant_delegation(db, principal, asked, confirmed_by=actor.person_id)
    if is_new:
        _note(db, actor, "delegation_confirmed", principal, delegation, {"services": delegation.services})
    return delegation, is_new


def _note(
    db: Session, actor: Actor, what: str, principal: Person, delegation: Delegation, data: dict[str, object]
) -> None:
    """Keep in the audit that somebody may act, or no longer does; of an illness or a quarrel not even the service."""
    if "services" in data:
        data = {"services": [each for each in delegation.services if each not in rules.APART]}
    record(db, actor, what, "delegation", delegation.id, place_path=principal.village_path or "", data=data)


def grant_delegation(
    db: Session, principal: Person, asked: DelegationIn, *, confirmed_by: UUID
) -> tuple[Delegation, bool]:
    """Write a delegation that somebody with the right to it has confirmed, once; true with it the first time.

    Raises:
        Refusal: 404 unknown `replaces`; 409 `id_taken`; 422 `bad_delegation` with the `field`.

    """
    _check(db, principal, asked, by_principal=confirmed_by == principal.id)
    row = Delegation(
        **asked.model_dump(exclude={"services", "item_codes", "consents", "file_ids", "replaces", "relation_text"}),
        relation_text=asked.relation_text or None,
        services=sorted(set(asked.services)),
        item_codes=sorted(set(asked.item_codes)),
        file_ids=[str(each) for each in asked.file_ids],
        principal_id=principal.id,
        replaces_id=asked.replaces,
        since=now(),
        confirmed_by=confirmed_by,
    )
    old = _replaced(db, row, asked.replaces) if asked.replaces else None
    if known := add_once(db, row, _body):
        return known, False
    for consent in asked.consents:
        if consent.service in row.services:
            told = consent.model_dump()
            db.add(DelegationConsent(delegation_id=row.id, recorded_by=confirmed_by, at=row.since, **told))
    if old is not None:
        _end(old, by=confirmed_by, reason=EndReason.REPLACED)
    db.flush()
    return row, True


def _check(db: Session, principal: Person, asked: DelegationIn, *, by_principal: bool) -> None:
    fits = is_fitting_end(asked.until_on, today(), rules.LONGEST)
    if not fits or asked.agent_id == principal.id or db.get(Person, asked.agent_id) is None:
        raise _bad(
            "until_on" if not fits else "agent_id",
            Words(
                "代办人要是另一位已登记的人，期限从今天起最长一年。",
                "The one who acts must be another registered person, from today for a year at most.",
            ),
        )
    lack = rules.what_lacks(
        basis=asked.basis,
        relation=asked.relation,
        relation_text=asked.relation_text,
        services=asked.services,
        items=asked.item_codes,
        consents=[consent.service for consent in asked.consents],
        has_paper=bool(asked.file_ids),
        by_principal=by_principal,
        child=rules.is_child(principal.birth_year, today()),
    )
    if lack:
        raise _bad(*lack)


def _bad(field: str, words: Words) -> Refusal:
    return Refusal(422, "bad_delegation", words.zh, words.en, field=field)


def _body(row: Delegation) -> dict[str, Any]:
    """What was sent; its end comes later."""
    return row.model_dump(exclude=_OF_ITS_END)


def _replaced(db: Session, new: Delegation, delegation_id: UUID) -> Delegation:
    wanted = select(Delegation).where(
        Delegation.id == delegation_id,
        Delegation.principal_id == new.principal_id,
        Delegation.agent_id == new.agent_id,
        col(Delegation.id) != new.id,
    )
    old = db.exec(wanted.with_for_update()).first()
    if old is None:
        raise not_found()
    return old


def revoke_delegation(db: Session, actor: Actor, delegation_id: UUID, asked: EndIn) -> Delegation:
    """End a delegation; the agent can do nothing with it from the next request on. Ending it again changes nothing.

    Raises:
        Refusal: 404 `not_found`, also for those whom it does not concern; 422 `identity_unchecked`.

    """
    found = queries.delegation(db, actor, delegation_id, lock=True)
    assert actor.person_id is not None, "only persons see delegations"
    if actor.person_id not in {found.principal_id, found.agent_id} and not (
        asked.on_behalf or asked.reason in rules.OF_THE_VILLAGE
    ):
        raise Refusal(
            422,
            "identity_unchecked",
            "这是替本人收回的，请选您怎样确认是他本人的意思。",
            "You end this for the person: say how you made sure that it is his wish.",
            field="on_behalf",
        )
    reason = EndReason.HANDED_BACK if actor.person_id == found.agent_id else EndReason(asked.reason)
    checked = asked.on_behalf.identity_checked if asked.on_behalf else None
    if found.revoked_at is None:
        _end(found, by=actor.person_id, reason=reason, note=asked.note, checked=checked)
        db.add(found)
        principal = db.get_one(Person, found.principal_id)
        _note(db, actor, "delegation_ended", principal, found, {"reason": reason, "identity_checked": checked or ""})
    return found


def _end(
    found: Delegation, *, by: UUID, reason: EndReason, note: str | None = None, checked: str | None = None
) -> None:
    if found.revoked_at is None:
        found.revoked_at, found.revoked_by, found.end_reason = now(), by, reason
        found.end_note, found.end_checked = note or None, checked
