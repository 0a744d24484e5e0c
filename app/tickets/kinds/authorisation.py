"""Whether somebody may act in the villager's name: by which paper, for what, until when (民法典 §165, §169).

The paper itself is kept by `proxy.authorisation`; a ticket carries what its guards have to know of it.
"""

from collections.abc import Callable, Collection
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import Field

from app.core.problems import Refusal
from app.core.words import Words, listed
from app.tickets.kinds.needs import pick, yes
from app.tickets.kinds.workflow import Details, Facts, Need, NeedKind, Side


class Power(StrEnum):
    """What a paper may speak of; the last five are never given."""

    FILL_FORMS = "fill_forms"
    HAND_IN = "hand_in"
    ASK_PROGRESS = "ask_progress"
    SUPPLY_PAPERS = "supply_papers"
    COLLECT_RESULT = "collect_result"
    SIGN_RECEIPT = "sign_receipt"
    RECEIVE_MONEY = "receive_money"
    SIGN_LOAN = "sign_loan"
    DISPOSE_OF_PROPERTY = "dispose_of_property"
    KEEP_BANK_CARD = "keep_bank_card"
    USE_PIN = "use_pin"


POWER_WORDS = {
    Power.FILL_FORMS: Words("替我填表", "Fill in forms for me"),
    Power.HAND_IN: Words("替我递交材料", "Hand in my papers"),
    Power.ASK_PROGRESS: Words("替我问办到哪一步", "Ask how it is going"),
    Power.SUPPLY_PAPERS: Words("替我补交材料", "Add papers that are missing"),
    Power.COLLECT_RESULT: Words("替我领取办理结果", "Collect the result for me"),
    Power.SIGN_RECEIPT: Words("替我在回执上签收", "Sign the slips of the office"),
    Power.RECEIVE_MONEY: Words("代收钱款", "Receive money"),
    Power.SIGN_LOAN: Words("签贷款、担保合同", "Sign loans or guarantees"),
    Power.DISPOSE_OF_PROPERTY: Words("处分房屋、土地等财产", "Dispose of house, land or other property"),
    Power.KEEP_BANK_CARD: Words("保管银行卡、存折", "Keep a bank card or passbook"),
    Power.USE_PIN: Words("知道或使用密码、验证码", "Know or use a PIN or a one-time code"),
}
# Why a power is never given, as the person is told who asks for it.
FORBIDDEN = {
    Power.RECEIVE_MONEY: Words(
        "钱要直接到本人账户，代办员不经手现金和转账，委托书上不能写代收钱款。",
        "Money goes straight to the person's own account; an agent handles none, so the paper cannot say so.",
    ),
    Power.SIGN_LOAN: Words(
        "贷款和担保要本人到场、本人签字，代办员不能替签。",
        "A loan or guarantee is signed by the person, who is present; no agent of the village signs it.",
    ),
    Power.DISPOSE_OF_PROPERTY: Words(
        "卖房、过户、转让土地要本人亲自办，代办员不能处分财产。",
        "House, land and other property are disposed of by the person alone, never by an agent of the village.",
    ),
    Power.KEEP_BANK_CARD: Words(
        "银行卡和存折本人自己拿好，代办员不能保管。",
        "Bank cards and passbooks stay with the person; an agent never keeps them.",
    ),
    Power.USE_PIN: Words(
        "密码和验证码谁也不能告诉，代办员不能知道，更不能代输。",
        "PINs and one-time codes are told to nobody; an agent neither knows nor enters them.",
    ),
}
GRANTABLE = tuple(power for power in Power if power not in FORBIDDEN)

# What the village does in the person's place, by how far the item lets it act; the other modes need no paper.
_NEEDED = {
    "accept": {
        "FULL": frozenset({Power.HAND_IN, Power.COLLECT_RESULT}),
        "LODGE": frozenset({Power.HAND_IN}),
    },
    "lodge": {"FULL": frozenset({Power.HAND_IN}), "LODGE": frozenset({Power.HAND_IN})},
    "deliver": {"FULL": frozenset({Power.COLLECT_RESULT}), "LODGE": frozenset[Power]()},
}


class Authorisation(Details):
    """What a ticket knows of the paper under which it is carried."""

    id: UUID
    agent_ids: list[UUID] = Field(min_length=1, max_length=2)
    agent_name: str  # Of both, if there are two.
    powers: list[Power] = Field(min_length=1, max_length=len(GRANTABLE))
    since_on: date
    until_on: date
    sub_delegation: bool = False
    revoked_on: date | None = None


_PAPER = Words("委托书", "Authorisation")
GIVEN = (
    Need("authorisation_id", NeedKind.PERSON, _PAPER),
    Need("agent_id", NeedKind.PERSON, Words("委托谁", "The agent")),
    Need("backup_agent_id", NeedKind.PERSON, Words("B岗", "The second agent"), required=False),
    Need("agent_name", NeedKind.TEXT, Words("代办员姓名", "The agents' names"), longest=60),
    pick("powers", "可以做什么", "What they may do", {p.value: POWER_WORDS[p] for p in GRANTABLE}, many=True),
    Need("since_on", NeedKind.DATE, Words("从哪天起", "From")),
    Need("until_on", NeedKind.DATE, Words("到哪天止", "Until")),
    yes("sub_delegation", "同意转委托", "Another agent may act", required=False),
)
TAKEN_BACK = (
    Need("authorisation_id", NeedKind.PERSON, _PAPER),
    Need("reason", NeedKind.LONG_TEXT, Words("为什么收回", "Why"), required=False),
)


def is_needed(facts: Facts) -> bool:
    """Whether the village acts in the person's place: where it hands in, not where it comes along, guides or ends it at once."""
    item = facts.item
    return item is not None and not item.instant and item.proxy_mode in _NEEDED["accept"]


def may_be_given(facts: Facts) -> bool:
    """Whether the person himself, or a cadre who has his paper in hand, may give an authorisation now; a relative may not."""
    signs = facts.actor_id is not None and facts.actor_id == facts.helped_id
    return is_needed(facts) and (signs or bool(facts.sides & {Side.DUTY, Side.HANDLER, Side.SECRETARY}))


def may_be_taken_back(facts: Facts) -> bool:
    """Whether there is one in force that the villager's side takes back, or the secretary for it."""
    written = facts.details.get("authorisation")
    stands = written is not None and not written["revoked_on"]
    return stands and bool(facts.sides & {Side.HELPED, Side.SECRETARY})


def asks_true_will(facts: Facts) -> bool:
    """Whether the office must hear that it is the person's own true will."""
    return facts.item is not None and facts.item.true_will


def written_down(facts: Facts) -> dict[str, Any]:
    """The details with the paper that was given."""
    told = facts.data
    agents = [told[name] for name in ("agent_id", "backup_agent_id") if told.get(name)]
    paper = {
        "id": told["authorisation_id"],
        "agent_ids": agents,
        "sub_delegation": bool(told.get("sub_delegation")),
        "revoked_on": None,
    }
    paper |= {name: told[name] for name in ("agent_name", "powers", "since_on", "until_on")}
    return {**facts.details, "authorisation": paper}


def crossed_out(facts: Facts) -> dict[str, Any]:
    """The details with the paper taken back."""
    paper = facts.details["authorisation"]
    return {**facts.details, "authorisation": {**paper, "revoked_on": facts.today.isoformat()}}


def refusal(
    written: dict[str, Any] | None, *, on: date, agent_id: UUID | None, needed: Collection[Power]
) -> Refusal | None:
    """Why an agent may not act under what a ticket knows of its paper, or None if he may."""
    if written is None:
        return Refusal(
            422,
            "mandate_needed",
            "替村民去办，要先签代办委托书：点“代办委托书”，念给本人听，签字或按手印。",
            "To act for somebody, have the authorisation signed first: open it, read it aloud, signature or fingerprint.",
            field="authorisation",
        )
    paper = Authorisation.model_validate(written)
    if paper.revoked_on is not None:
        return Refusal(
            422,
            "authorisation_revoked",
            "本人已经收回委托，不能再替他办。材料和进度都在：本人愿意的，重新签一份再办；不办了，退还原件后撤回或请村书记终止。",
            "The person took the authorisation back, so nobody acts for him. Nothing is lost: sign a new one if he wishes, "
            "else give the originals back and withdraw, or let the secretary end it.",
            field="authorisation",
        )
    if on > paper.until_on:
        day = f"{paper.until_on.month}月{paper.until_on.day}日"
        return Refusal(
            422,
            "authorisation_expired",
            f"委托书{day}到期了。材料和进度都在：请本人重新签一份，再接着办。",
            f"The authorisation ended on {paper.until_on}. Nothing is lost: have the person sign a new one, then go on.",
            field="authorisation",
        )
    if lacking := [power for power in Power if power in needed and power not in paper.powers]:
        zh, en = "、".join(POWER_WORDS[p].zh for p in lacking), ", ".join(POWER_WORDS[p].en for p in lacking)
        return Refusal(
            422,
            "power_not_given",
            f"委托书上没有写“{zh}”：请本人重新签一份，写上这一条。",
            f"The authorisation does not say '{en}': have the person sign a new one that does.",
            field="authorisation",
        )
    if not paper.sub_delegation and agent_id not in paper.agent_ids:
        agents = listed(paper.agent_name.split("、"))
        return Refusal(
            422,
            "agent_not_authorised",
            f"委托书上写的是{agents.zh}，没有同意转委托：请由他来办，或请本人重新签一份，写上新的代办员。",
            f"The authorisation names {agents.en} and nobody else: let them do it, or have a new one signed that "
            "names the new agent.",
            field="authorisation",
        )
    return None


def acting(move: str) -> Callable[[Facts], Refusal | None]:
    """A guard of a move by which the village acts in the person's place: the agent needs a paper that says so, today."""

    def guard(facts: Facts) -> Refusal | None:
        if not is_needed(facts) or facts.item is None:
            return None
        # Whoever accepts takes it on; later a colleague at the desk may write down what the one who has it did.
        is_own = move == "accept" or Side.HANDLER in facts.sides or facts.assignee_id is None
        return refusal(
            facts.details.get("authorisation"),
            on=facts.today,
            agent_id=facts.actor_id if is_own else facts.assignee_id,
            needed=_NEEDED[move][facts.item.proxy_mode],
        )

    return guard


def handing_on(facts: Facts) -> Refusal | None:
    """A guard of giving a matter that is under way to somebody else: the paper has to name him, too.

    Where no paper is in force there is nothing to hand on: the new agent has one signed for himself.
    """
    return _also_names(facts, "person_id")


def standing_in(facts: Facts) -> Refusal | None:
    """A guard of naming who acts while the agent is away: within the same authority, so the paper has to name him, too."""
    return _also_names(facts, "backup_id")


def _also_names(facts: Facts, need: str) -> Refusal | None:
    written = facts.details.get("authorisation")
    if not is_needed(facts) or facts.state in {"submitted", "correction_required"} or written is None:
        return None
    found = refusal(written, on=facts.today, agent_id=UUID(facts.data[need]), needed=())
    return found if found is not None and found.code == "agent_not_authorised" else None
