"""Decisions about delegations. Plain values only."""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from app.core.words import Words
from app.people.models import Basis, Relation, Service

LONGEST = timedelta(days=366)
CHILD_BELOW = 14
# Health and quarrels are let go one by one, each with a consent of its own.
APART = (Service.MEDICAL, Service.DISPUTE)
_ON_PAPER = {Basis.WRITTEN, Basis.GUARDIAN_PAPERS}

BASIS_WORDS = {
    Basis.BY_PHONE: Words("打电话问过本人", "Asked by phone"),
    Basis.IN_PERSON: Words("本人当面说的", "Said in person"),
    Basis.WRITTEN: Words("本人写的字据", "A paper that the person wrote"),
    Basis.GUARDIAN_PAPERS: Words("监护证明", "Papers of a guardian"),
    Basis.OWN_APP: Words("本人在手机上给的", "Given on the person's own phone"),
}


class EndReason(StrEnum):
    """Why a delegation ended before its day."""

    NOT_WANTED = "not_wanted"
    DONE = "done"
    NO_TRUST = "no_trust"
    HANDED_BACK = "handed_back"
    DECEASED = "principal_deceased"
    FALSE_PAPERS = "false_papers"
    REPLACED = "replaced"


END_WORDS = {
    EndReason.NOT_WANTED: Words("本人不用了", "No longer wanted"),
    EndReason.DONE: Words("事情办完了", "The matter is done"),
    EndReason.NO_TRUST: Words("本人不放心", "No longer trusted"),
    EndReason.HANDED_BACK: Words("代办人交回了", "Handed back"),
    EndReason.DECEASED: Words("本人去世", "The person died"),
    EndReason.FALSE_PAPERS: Words("证明有假", "The papers were false"),
    EndReason.REPLACED: Words("换成了新的", "Replaced by a new one"),
}
# The village ends it for these on its own word; for the others it speaks for the person and says how it knew the person.
OF_THE_VILLAGE = {EndReason.DECEASED, EndReason.FALSE_PAPERS}


_ASKED_HOW = Words(
    "请选怎样向本人确认的；本人在手机上给的，由本人自己发出。",
    "Say how the person was asked; what is given on the person's own phone the person sends.",
)
_GUARDED = Words(
    "替十四岁以下的孩子办事，或者以监护人身份办事，要凭监护证明到村里登记。",
    "To act for a child under 14, or as a guardian, bring the guardian's papers to the village.",
)
_PHOTO = Words("凭字据或者证明的，要拍一张照片留底。", "Take a photo of the paper for the record.")
_WHO = Words("请写明是本人的什么人。", "Say what they are to each other.")
_ERRANDS_ONLY = Words("只有“办事”才能限定事项。", "Only errands can be narrowed to items.")
_ONE_BY_ONE = Words(
    "看病、矛盾调解的事，要一项一项单独问本人同意。",
    "Medical matters and disputes each need the person's separate consent.",
)


def may_confirm(*, asker: UUID, principal: UUID, agent: UUID, is_staff_of_principal: bool) -> bool:
    """The principal confirms, or staff of the principal's village; never the one who gains by it."""
    return asker != agent and (asker == principal or is_staff_of_principal)


def may_end(*, asker: UUID, principal: UUID, agent: UUID, is_staff_of_principal: bool) -> bool:
    """Either side may end it at any time, and staff of the principal's village for them."""
    return asker in {principal, agent} or is_staff_of_principal


def is_child(birth_year: int | None, today: date) -> bool:
    """Whether somebody is under 14 for sure or perhaps: of the birthday only the year is known."""
    return birth_year is not None and today.year - birth_year <= CHILD_BELOW


def state_of(*, until_on: date, ended: bool, end_reason: str | None, today: date) -> str:
    """`active`, `over` by its day, `revoked` or `replaced`."""
    if ended:
        return "replaced" if end_reason == EndReason.REPLACED else "revoked"
    return "active" if until_on >= today else "over"


def what_lacks(
    *,
    basis: Basis,
    relation: Relation,
    relation_text: str | None,
    services: Collection[Service],
    items: Collection[str],
    consents: Collection[Service],
    has_paper: bool,
    by_principal: bool,
    child: bool,
) -> tuple[str, Words] | None:
    """What stands in the way of a delegation: the name of the field and a sentence; nothing if it may be confirmed."""
    apart = [service for service in APART if service in services]
    lacks = (
        ((basis is Basis.OWN_APP) != by_principal, "basis", _ASKED_HOW),
        ((child or relation is Relation.GUARDIAN) and basis is not Basis.GUARDIAN_PAPERS, "basis", _GUARDED),
        (basis in _ON_PAPER and not has_paper, "file_ids", _PHOTO),
        (relation is Relation.OTHER and not relation_text, "relation_text", _WHO),
        (bool(items) and Service.ERRAND not in services, "item_codes", _ERRANDS_ONLY),
        (any(service not in consents for service in apart), "consents", _ONE_BY_ONE),
    )
    return next(((field, words) for lacking, field, words in lacks if lacking), None)
