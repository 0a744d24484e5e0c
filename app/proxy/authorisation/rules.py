"""What an authorisation may say, how it has to be signed, and how long it holds. Plain values only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from app.core.problems import Refusal
from app.core.words import Words, listed
from app.proxy.authorisation.models import Signed
from app.tickets.kinds.authorisation import FORBIDDEN, GRANTABLE, POWER_WORDS, Power
from app.tickets.kinds.workflow import ENDED, Core, ItemFacts

Status = Literal["in_force", "expired", "revoked", "ended", "replaced"]

_LATEST_RECORD = timedelta(days=31)  # A sheet signed at home is written down within a month.

SIGNED_WORDS = {
    Signed.SIGNATURE: Words("签字", "Signature"),
    Signed.FINGERPRINT: Words("按手印", "Fingerprint"),
    Signed.SEAL: Words("盖章", "Seal"),
    Signed.APP: Words("本人在手机上同意", "In the app, by the person"),
}
STATUS_WORDS: dict[Status, Words] = {
    "in_force": Words("有效", "In force"),
    "expired": Words("已到期", "Expired"),
    "revoked": Words("已收回", "Taken back"),
    "ended": Words("事情办完，委托结束", "Ended with its matter"),
    "replaced": Words("已换新的委托书", "Replaced by a newer one"),
}


def latest_end(since_on: date) -> date:
    """The last day of a term of one year."""
    try:
        return since_on.replace(year=since_on.year + 1)
    except ValueError:  # The 29th of February.
        return since_on.replace(year=since_on.year + 1, month=3, day=1)


def refuse_powers(powers: Iterable[Power]) -> Refusal | None:
    """Why a paper may not speak of these powers, by the first that is never given."""
    for power in powers:
        if power in FORBIDDEN:
            why = FORBIDDEN[power]
            return Refusal(422, "power_forbidden", why.zh, why.en, field="powers", power=power.value)
    return None


def refuse_term(since_on: date, until_on: date, on: date) -> Refusal | None:
    """Why a term may not be: it is signed today or in the last month, and ends from today on, within a year of that."""
    if not on - _LATEST_RECORD <= since_on <= on:
        return Refusal(
            422,
            "signed_on_out_of_range",
            "签字的日子要在今天以前的一个月里；早先签的，请重新签一份。",
            "It was signed today or within the last month; of an older one, have a new sheet signed.",
            field="since_on",
        )
    if not on <= until_on <= latest_end(since_on):
        return Refusal(
            422,
            "term_out_of_range",
            "委托最长一年，从签字那天算起；到期日不能早于今天。",
            "It holds for a year at most from the day it was signed, and does not end before today.",
            field="until_on",
        )
    return None


def refuse_agents(ids: Sequence[UUID], staff: Collection[UUID], principal: UUID) -> Refusal | None:
    """Why these people cannot be the agent and the one who stands in: two of the village's staff, neither the person himself."""
    if not set(ids) <= set(staff):
        return Refusal(
            422,
            "not_staff",
            "代办员要是本村的工作人员，请另选。",
            "An agent works for this village: choose another.",
            field="agent_id",
        )
    if principal in ids:
        return Refusal(
            422,
            "agent_is_principal",
            "自己不能委托自己，请选一位代办员。",
            "Nobody is his own agent: choose somebody else.",
            field="agent_id",
        )
    if len(set(ids)) < len(ids):
        return Refusal(
            422,
            "same_agent",
            "A岗和B岗要是两个人；只有一位，B岗就空着。",
            "The two agents are two people; with only one, leave the second empty.",
            field="backup_agent_id",
        )
    return None


def refuse_way(signed: Signed, *, in_app: bool) -> Refusal | None:
    """Why this way of signing does not fit whoever sends it: the person himself signs in the app, a cadre brings paper."""
    if in_app == (signed is Signed.APP):
        return None
    return Refusal(
        422,
        "wrong_signature",
        "本人在自己手机上给的，选“app”；纸上签的，选签字、手印或盖章，由村干部登记。",
        "Given on the person's own phone it is 'app'; on paper it is a signature, fingerprint or seal, recorded by a cadre.",
        field="signed",
    )


def refuse_paper(
    signed: Signed,
    *,
    cannot_read: bool,
    read_aloud: bool,
    witness: str | None,
    parties: Collection[str],
    has_evidence: bool,
) -> Refusal | None:
    """Why a signed sheet does not do. `parties` are the names of principal, agents and recorder: none of them is a witness.

    Who signs with a finger or cannot read has it read aloud, before a witness. A photo, or the sheet itself, stays with the
    village.
    """
    with_help = cannot_read or signed is Signed.FINGERPRINT
    if with_help and not read_aloud:
        return Refusal(
            422,
            "read_aloud_needed",
            "不识字或者按手印的，要把委托书从头到尾念给本人听，再勾上“念过了”。",
            "For who cannot read or signs with a finger, read the whole sheet aloud, then tick it.",
            field="read_aloud",
        )
    if with_help and not witness:
        return Refusal(
            422,
            "witness_needed",
            "不识字或者按手印的，要有见证人在场，请填见证人的姓名。",
            "For who cannot read or signs with a finger, a witness is present: give the witness's name.",
            field="witness_name",
        )
    if witness and _plain(witness) in {_plain(name) for name in parties}:
        return Refusal(
            422,
            "witness_is_party",
            "见证人不能是本人、代办员或登记的人，请另找一位，比如邻居。",
            "A witness is neither the person nor the agent nor the recorder: ask somebody else, such as a neighbour.",
            field="witness_name",
        )
    if not has_evidence:
        return Refusal(
            422,
            "evidence_needed",
            "请拍一张签好的委托书，或者把原件放进村里的档案袋再勾上。",
            "Take a photo of the signed sheet, or put it into the village's file and tick that.",
            field="file_ids",
        )
    return None


def _plain(name: str) -> str:
    return "".join(name.split()).replace("•", "·").casefold()


def status(on: date, *, until_on: date, is_revoked: bool, has_ended: bool, is_replaced: bool) -> Status:
    """Where a paper stands on a day, as the state of it that matters most."""
    if is_revoked:
        return "revoked"
    if has_ended:
        return "ended"
    if is_replaced:
        return "replaced"
    return "expired" if on > until_on else "in_force"


def sentence(agents: Iterable[str], powers: Iterable[Power], until_on: date, *, one_case: bool) -> Words:
    """Who may do what until when, as one would say it."""
    who, may = listed(agents), list(powers)
    zh = "、".join(POWER_WORDS[power].zh.removeprefix("替我") for power in may)
    en = ", ".join(POWER_WORDS[power].en.replace(" for me", "").replace(" my ", " ").lower() for power in may)
    end_zh, end_en = ("，事情办完就结束", ", or until it is done") if one_case else ("", "")
    return Words(
        f"{who.zh}可以替本人{zh}，到{until_on.year}年{until_on.month}月{until_on.day}日为止{end_zh}。",
        f"{who.en} may act for the person ({en}) until {until_on}{end_en}.",
    )


_WITH_THE_AUTHORITY = {Core.WAITING_EXTERNAL, Core.SUSPENDED}


def advice(status: Status, carried: Collection[Core]) -> Words | None:
    """What has to be done now about the matters that are carried under a paper that no longer holds."""
    if status not in {"revoked", "expired"} or all(core in ENDED for core in carried):
        return None
    if status == "expired":
        return Words(
            "到期了：还没办完，请本人重新签一份再接着办，材料和进度都在。",
            "It has ended before the matter: have a new one signed, then go on. Nothing is lost.",
        )
    if _WITH_THE_AUTHORITY & set(carried):
        return Words(
            "委托收回了，材料已经送到部门：请马上告诉受理的部门，问清是撤回还是由本人接着办。",
            "Taken back after the papers were handed in: tell the authority at once, and settle whether it is withdrawn or "
            "the person goes on himself.",
        )
    return Words(
        "委托收回了：先停下来，把原件退还本人。他愿意的，重新签一份再办；不办了，撤回这件事。",
        "Taken back: stop, and give the originals back. If he wishes, sign a new one; if not, withdraw the matter.",
    )


_WHY = {
    "FULL": Words(
        "村里替本人递交、替本人领结果，先签代办委托书。",
        "The village hands in and collects for the person, so this is signed first.",
    ),
    "LODGE": Words(
        "村里替本人递交，有一步要本人到场，先签代办委托书。",
        "The village hands in, the person appears once; this is signed first.",
    ),
    "HOME": Words("工作人员上门来办，不用委托书。", "Officials come to the home; no authorisation is needed."),
    "ACCOMPANY": Words(
        "本人去办，村里陪着去，不用委托书。", "The person goes and we come along; no authorisation is needed."
    ),
    "GUIDE": Words(
        "在本人手机上办，村里教着做，不用委托书。",
        "Done on the person's own phone with our guidance; no authorisation is needed.",
    ),
}
_NOT_NEEDED = Words("这件事不用代办委托书。", "This needs no authorisation.")
_AT_ONCE = Words("当场就办好，不用委托书。", "This is done at once and needs no authorisation.")
_USUAL_TERM = timedelta(days=183)


def why(item: ItemFacts | None) -> Words:
    """Why an item needs an authorisation, or why it does not."""
    if item is None:
        return _NOT_NEEDED
    at_once = item.instant and item.proxy_mode in {"FULL", "LODGE"}
    return _AT_ONCE if at_once else _WHY.get(item.proxy_mode, _NOT_NEEDED)


def usual_powers(item: ItemFacts | None) -> frozenset[Power]:
    """The powers that an item calls for: the result is collected only where the village may do all of it."""
    whole = item is not None and item.proxy_mode == "FULL"
    return frozenset(GRANTABLE) - (frozenset() if whole else {Power.COLLECT_RESULT})


def usual_end(since_on: date) -> date:
    """The last day that a form proposes: half a year, which one case hardly outlives."""
    return since_on + _USUAL_TERM


def refuse_sub_delegation(*, asked: bool, agreed: bool) -> Refusal | None:
    """Another agent may act only if the person was asked about just that and agreed (民法典 §169)."""
    if asked and not agreed:
        return Refusal(
            422,
            "sub_delegation_needs_consent",
            "转委托要本人单独同意：问过他“换一个人去办行不行”，他同意了再勾上。",
            "Passing it on needs the person's own consent: ask him about just that, then tick it.",
            field="sub_delegation_agreed",
        )
    return None


def refuse_use(*, on: date, until_on: date, is_revoked: bool, is_same_person: bool, covers: bool) -> Refusal | None:
    """Why a ticket may not be carried under a paper about items."""
    if is_revoked:
        return Refusal(
            422,
            "authorisation_revoked",
            "这份委托已经收回了，请本人重新签一份。",
            "This authorisation was taken back: have the person sign a new one.",
        )
    if on > until_on:
        return Refusal(
            422,
            "authorisation_expired",
            f"这份委托书{until_on.month}月{until_on.day}日到期了，请本人重新签一份。",
            f"This authorisation ended on {until_on}: have the person sign a new one.",
        )
    if not (is_same_person and covers):
        return Refusal(
            422,
            "not_covered",
            "这份委托书没有写这件事，请本人为它另签一份。",
            "This authorisation does not speak of this matter: have the person sign one that does.",
            field="ticket_id",
        )
    return None
