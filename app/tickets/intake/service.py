"""Taking a request in: once, for somebody, with a number, in somebody's hands."""

from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from app.catalogue.models import ServiceItem
from app.catalogue.queries import item_to_begin_with
from app.core.clock import now, today
from app.core.problems import Refusal
from app.core.words import Words
from app.duty.queries import handler_for
from app.people.actor import Actor, Role
from app.people.models import Person
from app.places.models import Place
from app.places.queries import village_by_code
from app.tickets import rules, service
from app.tickets.answers.rules import acting_side
from app.tickets.appointments.service import refuse_second_of_a_kind, refuse_shut_door
from app.tickets.intake.beneficiary.service import beneficiary_of, sender_id
from app.tickets.intake.schemas import TicketIn
from app.tickets.kinds import KINDS
from app.tickets.kinds.workflow import Details, Kind, Service, Side
from app.tickets.models import Ticket, TicketConsent, TicketNumber
from app.tickets.paper_numbers.service import adopt
from app.tickets.queries import free_pickup_code, item_facts, ticket_in_sight
from app.tickets.twins.service import link_twin

# The names of details are for programs and stand in `field`; a sentence is for people.
_LEFT_OUT = Words(
    "有一项没有填，请补上再发。没有丢失任何内容。",
    "Something was left out: fill it in and send again. Nothing was lost.",
)
_NOT_RIGHT = Words(
    "有一项填得不对，请改好再发。没有丢失任何内容。",
    "Something is not right: correct it and send again. Nothing was lost.",
)


def submit(db: Session, actor: Actor, asked: TicketIn) -> tuple[Ticket, bool]:
    """Turn a request into a ticket; true with it if this is the first time that its id comes.

    Raises:
        Refusal: 403 `not_for_others`, 404 unknown village, person or item, 409 `id_taken`, 422 naming what is wrong or
            missing, such as `identity_unchecked`.

    """
    fingerprint = rules.fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := _sent_before(db, asked.id, fingerprint):
        return _still_in_sight(db, actor, known), False
    kind, village = KINDS[asked.service], village_by_code(db, asked.village_code)
    recorded = _is_recorded(actor, asked, village)
    details = _checked_details(kind, asked)
    if not recorded and kind.recorded_only(details):
        raise Refusal(403, "staff_record_this", "这一项由村里登记。", "The village records this.")
    if asked.paper_number and not recorded:
        raise Refusal(
            422, "unknown_field", "纸条号由村里登记时填写。", "The village enters the slip.", field="paper_number"
        )
    if not recorded:  # Staff may know of a cash point that is open then.
        refuse_shut_door(db, village.id, details)
    helped = beneficiary_of(db, actor, asked, village, recorded=recorded, for_nobody=kind.for_nobody(details))
    refuse_second_of_a_kind(db, helped.id, details)
    _check_consents(kind, asked)
    # A parcel's arrival is nobody's wish, and what belongs to nobody known cannot be asked about.
    if recorded and not (asked.identity_checked or kind.recorded_only(details) or kind.for_nobody(details)):
        raise service.unchecked_identity("identity_checked")
    ticket = _begun(db, actor, asked, village, helped, details, fingerprint)
    if recorded:
        ticket.recorded_by = actor.person_id
    else:
        ticket.applicant_id = sender_id(actor)
    if known := _add_once(db, ticket, village.initials):
        return known, False
    _keep_consents(db, ticket, asked)
    if asked.paper_number:
        adopt(db, actor, ticket, asked.paper_number)
    # A mediator may record an errand that is not his to carry, so his role speaks where he has no side.
    here = rules.sides(actor, ticket) | rules.sides_by_role(actor, village.path)
    side = acting_side(here, rules.STAFF_SIDES if recorded else frozenset({Side.HELPED}))
    checked = asked.identity_checked if recorded else None
    service.begin_life(db, actor, ticket, side=side, file_ids=asked.file_ids, on_behalf=recorded, checked=checked)
    if "twins" in kind.details.model_fields:
        link_twin(db, ticket)
    return ticket, True


def _still_in_sight(db: Session, actor: Actor, known: Ticket) -> Ticket:
    """A request that was sent before, for those who may see it now; who recorded it for somebody is still told its number."""
    return known if known.recorded_by == actor.person_id else ticket_in_sight(db, actor, known.id)


def _is_recorded(actor: Actor, asked: TicketIn, village: Place) -> bool:
    """Whether a member of staff records it for somebody; whoever is none sends from his own phone."""
    by_phone = asked.channel.startswith("pwa_")
    if not by_phone and not any(actor.holds(role, village.path) for role in (*rules.STAFF_ROLES, Role.TOWN_OFFICER)):
        raise Refusal(
            403,
            "staff_record_this",
            "到村、电话登记由值班干部来做；您可以在自己的手机上提交。",
            "Visits and calls are recorded by the village's staff; send it from your own phone instead.",
        )
    return not by_phone


def _begun(
    db: Session, actor: Actor, asked: TicketIn, village: Place, helped: Person, details: Details, fingerprint: str
) -> Ticket:
    """The ticket as its kind begins it, in the hands of whoever answers first at this minute."""
    kind, item, at = KINDS[asked.service], _item(db, asked), now()
    facts = item_facts(item)
    state, first = kind.begin(details, facts)
    if "pickup_code" in kind.details.model_fields and not kind.for_nobody(details):
        first["pickup_code"] = free_pickup_code(db, village.id)
    title = kind.title(first, facts)
    return Ticket(
        id=asked.id,
        ticket_no="",
        service=asked.service,
        state=state,
        core_state=kind.state(state).core,
        village_id=village.id,
        place_path=village.path,
        group_name=asked.group or helped.group_name,
        title_zh=title.zh,
        title_en=title.en,
        description=asked.description or None,
        urgency=asked.urgency,
        channel=asked.channel,
        applicant_id=helped.id,
        beneficiary_id=helped.id,
        relation=asked.relation or _relation(actor, helped.id),
        assignee_id=_first_owner(db, actor, asked, village),
        item_id=item.id if item else None,
        item_code=item.code if item else None,
        details=kind.details.model_validate(first).model_dump(mode="json"),
        entered_at=at,
        submitted_at=at,
        updated_at=at,
        reported_at=asked.reported_at,
        fingerprint=fingerprint,
    )


def _first_owner(db: Session, actor: Actor, asked: TicketIn, village: Place) -> UUID | None:
    """首问负责: whoever was asked first has it until somebody takes it over, if it is a matter that he may have.

    A mediator who records an errand, or a cadre who records an illness, leads to the right desk: it goes, like all that
    comes by phone, to whoever answers for it at this minute.
    """
    recorded = not asked.channel.startswith("pwa_")
    if recorded and any(actor.holds(role, village.path) for role in rules.owners(asked.service)):
        return actor.person_id
    return handler_for(db, village.id, now(), rules.owners(asked.service)[0])


def _keep_consents(db: Session, ticket: Ticket, asked: TicketIn) -> None:
    for consent in asked.consents:
        told = consent.model_dump()
        db.add(TicketConsent(ticket_id=ticket.id, recorded_by=ticket.recorded_by, at=ticket.submitted_at, **told))


def _sent_before(db: Session, ticket_id: UUID, fingerprint: str) -> Ticket | None:
    known = db.get(Ticket, ticket_id)
    if known is not None and known.fingerprint != fingerprint:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一件事上，请重新提交。",
            "This id belongs to another request: send it under a new one.",
        )
    return known


def _add_once(db: Session, ticket: Ticket, initials: str) -> Ticket | None:
    """Number the ticket and add it; or give back the one that the same request, sent at the same moment, has just added."""
    for attempt in (1, 2):
        try:
            with db.begin_nested():
                count, letter = _next_of_village(db, initials), KINDS[Service(ticket.service)].letter
                ticket.ticket_no = rules.ticket_no(initials, letter, ticket.submitted_at, count)
                db.add(ticket)
        except IntegrityError:
            # Either this very request came twice at once, or another one began the village's count.
            if known := _sent_before(db, ticket.id, ticket.fingerprint):
                return known
            if attempt == 2:  # noqa: PLR2004 - the last of two.
                raise
        else:
            break
    return None


def _checked_details(kind: Kind, asked: TicketIn) -> Details:
    if asked.description and not kind.takes_description:
        raise Refusal(
            422,
            "no_free_text",
            "看病的事请不要写病情，选一项就行，见到医生再说。",
            "Please write nothing about the illness: choose what you need and tell the doctor.",
            field="description",
        )
    for text in (asked.description, asked.relation, asked.group):
        service.refuse_forbidden(kind, text)
    try:
        return kind.asks.model_validate(asked.details)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(("details", *(str(step) for step in first["loc"])))
        usual = _LEFT_OUT if first["type"] == "missing" else _NOT_RIGHT
        said = first["msg"].partition(", ")[2] if first["type"] == "value_error" else ""
        zh, _, en = said.partition(" | ")
        raise Refusal(
            422,
            "details_invalid",
            zh or usual.zh,
            en or usual.en,
            field=field,
        ) from None


def _item(db: Session, asked: TicketIn) -> ServiceItem | None:
    """The catalogue item as it stands today; a ticket keeps the version that it began with."""
    # Who cannot say what it is called may say it in his own words, or into the microphone; the cadre finds the item.
    unsaid = not (asked.item_code or asked.description or asked.file_ids)
    if asked.service is Service.ERRAND and unsaid:
        raise Refusal(
            422,
            "something_missing",
            "请选要办的事项，或者写一句话、录一段音。",
            "Choose the item that this is about, or say it in your own words.",
            field="item_code",
        )
    if asked.service is not Service.ERRAND and asked.item_code:
        raise Refusal(422, "unknown_field", "只有办事才选事项。", "Only errands have an item.", field="item_code")
    return item_to_begin_with(db, asked.item_code, asked.item_version, today()) if asked.item_code else None


def _check_consents(kind: Kind, asked: TicketIn) -> None:
    given = {consent.purpose for consent in asked.consents}
    for purpose in kind.consents:
        if purpose not in given:
            raise Refusal(
                422,
                "consent_missing",
                "这件事涉及健康信息，要先单独征得本人同意。",
                "This touches health, so a separate consent comes first.",
                field="consents",
                purpose=purpose,
            )


def _next_of_village(db: Session, initials: str) -> int:
    """The village's next number over all services and days; its last four digits are what people say on the phone."""
    forward = update(TicketNumber).where(col(TicketNumber.prefix) == initials).values(last=TicketNumber.last + 1)
    last = db.execute(forward.returning(col(TicketNumber.last))).scalar_one_or_none()
    if last is None:
        last = 1
        db.add(TicketNumber(prefix=initials, last=last))
        db.flush()
    return last


def _relation(actor: Actor, helped_id: UUID) -> str | None:
    return next((mandate.relation for mandate in actor.mandates if mandate.principal_id == helped_id), None)
