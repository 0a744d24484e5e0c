"""矛盾化解: free, voluntary, confidential; each step of 人民调解法 that makes an agreement worth something.

Nothing of the quarrel leaves the circle of its parties' side, its mediator and the secretary; a § below is of 人民调解法.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Literal, Self

from pydantic import AwareDatetime, Field, StringConstraints, ValidationError, model_validator

from app.core.problems import Refusal
from app.core.shapes import Text
from app.core.words import Words
from app.places.rules import Limit, LimitUnit
from app.tickets.kinds.checking import checked
from app.tickets.kinds.moves import common_moves, has_backup, is_fresh, keep
from app.tickets.kinds.needs import Phone, pick, yes
from app.tickets.kinds.workflow import (
    Clock,
    Core,
    Details,
    Facts,
    ItemFacts,
    Kind,
    Move,
    Need,
    NeedKind,
    Owner,
    Service,
    Side,
    State,
)

DisputeType = StrEnum(
    "DisputeType",
    "marriage_family neighbour land_contract homestead inheritance elder_support debt damages labour contract"
    " village_affairs environment_water production_livestock traffic other",
)
Source = StrEnum("Source", "party own_motion police_transfer court_entrust government grid")
Danger = StrEnum("Danger", "violence threats weapons self_harm minor_harmed group_petition")
Risk = StrEnum("Risk", "green yellow red")

# §33 and 民事诉讼法 §205: calendar days, the first not counted; a last day of rest moves on (民法典 §203), at most over a long holiday.
CONFIRMABLE_DAYS, LONGEST_HOLIDAY = 30, 9
_MANY_PARTIES = 3

Name = Annotated[Text, StringConstraints(min_length=2, max_length=20)]


class Party(Details):
    """Somebody on one side of the quarrel, and whether he agrees to mediation (§17)."""

    name: Name
    role: Literal["applicant", "respondent"]
    phone: Phone | None = None
    agreed: bool = False


class Term(Details):
    """Who does what by when and how (§29); vague terms are a ground to refuse confirmation."""

    obligor: Name
    what: Annotated[Text, StringConstraints(min_length=2, max_length=300)]
    amount_fen: Annotated[int, Field(ge=0, le=10_000_000_00)] | None = None
    due_on: date
    manner: Annotated[Text, StringConstraints(min_length=2, max_length=120)]


class _Asked(Details):
    dispute_type: DisputeType
    source: Source = Source.party
    parties: list[Party] = Field(min_length=1, max_length=30)
    claims: Annotated[Text, StringConstraints(max_length=300)] | None = None
    dangers: list[Danger] = Field([], max_length=6)


class DisputeAsks(_Asked):
    """A request: with whom, about what sort of thing, and whether anybody is in danger."""

    @model_validator(mode="after")
    def _names_the_other_side(self) -> Self:
        if not any(party.role == "respondent" for party in self.parties):
            raise ValueError("请写和谁有矛盾 | Say who is on the other side")
        return self


class DisputeDetails(_Asked):
    """What the ticket keeps besides; for a dossier that holds in court."""

    risk_level: Risk = Risk.green
    risk_suggested: Risk = Risk.green
    danger_reported: bool = False
    mediator_id: str | None = None
    recusal_asked: bool = False
    session: str | None = None
    place: Annotated[str, StringConstraints(max_length=60)] | None = None
    next_session_at: AwareDatetime | None = None
    agreement: str | None = None
    terms: list[Term] = Field([], max_length=30)
    oral_content: str | None = None
    effective_on: date | None = None
    confirm_by: date | None = None
    filed_on: date | None = None
    court_no: Annotated[str, StringConstraints(max_length=60)] | None = None
    remedy: str | None = None
    follow_ups: int = Field(0, ge=0)
    reason: str | None = None
    redirect: str | None = None
    outcome: str | None = None


def _begin(asks: Details, _: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    details = DisputeDetails(**asks.model_dump()).model_dump(mode="json")
    touchy = details["dispute_type"] in {"land_contract", "inheritance"} or len(details["parties"]) >= _MANY_PARTIES
    # A suggestion only: somebody who has listened sets the level.
    details["risk_suggested"] = Risk.red if details["dangers"] else Risk.yellow if touchy else Risk.green
    return "registered", details


def _title(_: Mapping[str, Any], __: ItemFacts | None) -> Words:
    return Words("说事调解", "A matter to talk over")


_refuse = partial(Refusal, 422)


def _both_sides_agree(facts: Facts) -> Refusal | None:
    if facts.details["dangers"] and not facts.details["danger_reported"]:
        return _refuse(
            "danger_unreported",
            "登记时说有危险。请先报告（报警、报民政或报镇），记下来，再谈调解。",
            "Danger was reported at registration. Report it first (police, civil affairs or town), note that, then mediate.",
        )
    try:
        parties = [Party.model_validate(row) for row in facts.data["parties"]]
    except ValidationError:
        return _refuse(
            "parties_wrong",
            "请写清每个人的姓名，选他是申请人还是被申请人。",
            "Give each party's name and whether it applies or responds (applicant, respondent).",
            field="parties",
        )
    if {party.role for party in parties} != {"applicant", "respondent"}:
        return _refuse(
            "one_side_only",
            "调解要有两方，请把对方也写上。",
            "Mediation needs two sides: add the other one.",
            field="parties",
        )
    unwilling = [party.name for party in parties if not party.agreed]
    if unwilling:
        return _refuse(
            "consent_missing",
            f"{'、'.join(unwilling)}还没有同意调解。请再去问；明确不愿意的，选“不予受理”。",
            f"{', '.join(unwilling)} has not agreed. Ask again; if the answer is a clear no, do not accept the case.",
            field="parties",
        )
    return None


def _no_recusal_open(facts: Facts) -> Refusal | None:
    if not facts.details["recusal_asked"]:
        return None
    return _refuse(
        "recusal_open",
        "有人请调解员回避，请书记先换人，再开始调解。",
        "A party has asked for another mediator: the secretary appoints one first.",
    )


def _next_is_ahead(facts: Facts) -> Refusal | None:
    if datetime.fromisoformat(facts.data["next_session_at"]) > facts.now:
        return None
    return _refuse(
        "session_in_the_past", "下次的时间要在今后。", "The next session lies ahead.", field="next_session_at"
    )


def _effective(facts: Facts) -> Refusal | None:
    on = date.fromisoformat(facts.data["effective_on"])
    if facts.today - timedelta(days=CONFIRMABLE_DAYS) <= on <= facts.today:
        return None
    return _refuse(
        "effective_on_wrong",
        "生效日是最后一个人签字、盖章的那天，要在最近 30 天以内。",
        "It takes effect on the day of the last signature and the seal, within the last 30 days.",
        field="effective_on",
    )


def _written_well(facts: Facts) -> Refusal | None:
    if refusal := _effective(facts):
        return refusal
    try:
        terms = [Term.model_validate(row) for row in facts.data["terms"]]
    except ValidationError:
        terms = []
    if not terms:
        return _refuse(
            "terms_unclear",
            "每一条都要写清：谁、做什么、哪天前、怎么做。写得含糊，法院不给确认。",
            "Each term says who does what, by when and how; a court does not confirm vague ones.",
            field="terms",
        )
    if min(term.due_on for term in terms) < date.fromisoformat(facts.data["effective_on"]):
        return _refuse(
            "due_before_effect",
            "履行日期不能早于协议生效日。",
            "Nothing can be due before the agreement takes effect.",
            field="terms",
        )
    return None


def _may_be_oral(facts: Facts) -> Refusal | None:
    if facts.details["dispute_type"] != DisputeType.land_contract:
        return None
    return _refuse(
        "land_needs_writing",
        "土地承包的协议要写成书面的（农村土地承包经营纠纷调解仲裁法）。",
        "An agreement on contracted land has to be in writing.",
    )


def _confirmable(facts: Facts) -> Refusal | None:
    told, effective = facts.data, date.fromisoformat(facts.details["effective_on"])
    if told["concerns"] != "conduct_or_money":
        return _refuse(
            "status_matter",
            "婚姻、收养、身份关系的协议，法院不做司法确认。请去民政或直接到法院。",
            "Courts do not confirm agreements on marriage, adoption or identity. Go to civil affairs or to court itself.",
            field="concerns",
        )
    filed = date.fromisoformat(told["filed_on"])
    if not effective <= filed <= facts.today:
        return _refuse(
            "filed_on_wrong",
            "申请日要在协议生效以后、今天以前。",
            "The day of filing lies between the effect of the agreement and today.",
            field="filed_on",
        )
    last = CONFIRMABLE_DAYS + (LONGEST_HOLIDAY if told.get("last_day_was_rest") else 0)
    if (filed - effective).days > last:
        return _refuse(
            "confirmation_too_late",
            f"过了 30 天，不能再申请司法确认（最后一天是 {facts.details['confirm_by']}）。对方不履行，可以起诉。",
            f"The 30 days ended on {facts.details['confirm_by']}. If the other side does not perform, go to court.",
            field="filed_on",
        )
    return None


def _remedy_fits(facts: Facts) -> Refusal | None:
    if facts.data["remedy"] != "enforce" or facts.state == "confirmed":
        return None
    return _refuse(
        "not_enforceable",
        "法院确认过的协议才能申请强制执行；没确认的，可以再催，也可以起诉。",
        "Only an agreement that a court has confirmed is enforced; otherwise urge again or go to court.",
        field="remedy",
    )


def _risk_explained(facts: Facts) -> Refusal | None:
    order, level = list(Risk), Risk(facts.data["risk_level"])
    down = order.index(level) < order.index(Risk(facts.details["risk_level"]))
    if down and Side.SECRETARY not in facts.sides:
        return _refuse(
            "downgrade_needs_secretary",
            "风险等级往下调，要村书记来定。",
            "Only the village secretary lowers the level.",
            field="risk_level",
        )
    if level == Risk.red and not facts.data.get("told_police_and_town"):
        return _refuse(
            "red_untold",
            "红色等级，要马上告诉派出所和镇上。",
            "At red, the police and the township are told at once.",
            field="told_police_and_town",
        )
    return None


def _dossier_complete(facts: Facts) -> Refusal | None:
    must = {"application", "identity", "cover"}
    if "hold_session" in facts.moves_made:
        must |= {"notice", "mediation_record"}
    if facts.details["agreement"]:
        must |= {"agreement"}
    missing = [DOSSIER[part] for part in DOSSIER if part in must - set(facts.data["parts"])]
    if missing:
        return _refuse(
            "dossier_incomplete",
            f"卷宗还缺：{'、'.join(zh for zh, _ in missing)}。",
            f"The dossier still lacks: {', '.join(en for _, en in missing)}.",
            field="parts",
        )
    if facts.state == "withdrawn" and not facts.data.get("other_side_told"):
        return _refuse(
            "other_side_untold",
            "申请人撤回了，请先告诉对方。",
            "The applicant withdrew: tell the other side first.",
            field="other_side_told",
        )
    return None


def _agreed(facts: Facts) -> dict[str, Any]:
    written = "terms" in facts.data
    on = date.fromisoformat(facts.data["effective_on"]) if written else facts.today
    return {
        **keep("terms", "oral_content", agreement="written" if written else "oral")(facts),
        "effective_on": on.isoformat(),
        "confirm_by": (on + timedelta(days=CONFIRMABLE_DAYS)).isoformat(),
    }


def _followed_up(facts: Facts) -> dict[str, Any]:
    return {**facts.details, "follow_ups": facts.details["follow_ups"] + 1}


def _has_mediator(facts: Facts) -> bool:
    return facts.details["mediator_id"] is not None


def _has_no_mediator(facts: Facts) -> bool:
    return not _has_mediator(facts)


def _appointed(facts: Facts) -> dict[str, Any]:
    return {**facts.details, "mediator_id": facts.data["person_id"], "recusal_asked": False}


_RISKS = {
    "green": ("绿，一般", "Green: ordinary"),
    "yellow": ("黄，要留心", "Yellow: watch it"),
    "red": ("红，可能出事", "Red: danger"),
}
_REPORTED_TO = {
    "police": ("派出所（110）", "Police (110)"),
    "civil_affairs": ("民政", "Civil affairs"),
    "education": ("教育", "Education office"),
    "town": ("镇上", "The township"),
}
_NOT_ACCEPTED = {
    "unwilling": ("一方明确不愿意", "One side clearly refuses"),
    "other_body": ("归别的机关管", "Reserved to another body"),
    "already_settled": ("法院、公安已受理或处理过", "Taken up or settled by court or police"),
    "crime": ("涉嫌犯罪、违反治安管理", "A suspected offence"),
}
_RECUSALS = {
    "kin": ("是对方亲戚", "Kin of the other side"),
    "at_odds": ("有过节", "At odds with us"),
    "own_interest": ("和这事有利害", "Has an interest"),
    "other": ("别的原因", "Another reason"),
}
_SESSIONS = {"closed": ("不公开", "Closed"), "open": ("公开", "Open")}
_FAILED = {
    "no_agreement": ("谈不拢", "No agreement"),
    "party_left": ("一方中途走了", "One side left"),
    "party_refused": ("一方不愿再谈", "One side wants no more"),
    "solved_otherwise": ("已经自己解决", "Solved otherwise"),
}
_CONCERNS = {
    "conduct_or_money": ("钱、物、做什么不做什么", "Money, goods or conduct"),
    "marriage": ("婚姻关系", "Marriage"),
    "adoption": ("收养", "Adoption"),
    "identity": ("身份关系", "Personal status"),
}
_PERFORMED = {
    "paid": ("付清了", "Paid"),
    "done": ("做到了", "Done"),
    "instalment": ("分期的都付完", "All instalments paid"),
}
_REMEDIES = {
    "urge": ("再催", "Urge again"),
    "sue": ("去起诉", "Go to court"),
    "enforce": ("申请强制执行", "Ask for enforcement"),
}
_FINDINGS = {
    "kept": ("守着协议", "Kept"),
    "restless": ("还有疙瘩", "Still restless"),
    "broken": ("又闹起来了", "Broken out again"),
}
_UPSTAIRS = {
    "settled": ("上面调好了", "Settled there"),
    "not_settled": ("没调成", "Not settled"),
    "other_track": ("转走别的渠道", "Went another way"),
}
_WHY_UP = {
    "too_hard": ("村里调不了", "Too hard for the village"),
    "many_people": ("人多", "Many people"),
    "across_villages": ("跨村", "Across villages"),
    "may_escalate": ("怕闹大", "May escalate"),
}
_GIVING_UP = {
    "applicant_wish": ("不想调了", "No longer wanted"),
    "solved_otherwise": ("自己和好了", "Made up"),
    "moved_away": ("不在村里了", "Moved away"),
}
DOSSIER = {
    "application": ("申请书或受理登记表", "application"),
    "notice": ("权利义务告知书", "rights and duties"),
    "identity": ("当事人身份", "identity of the parties"),
    "authorisation": ("委托书", "authorisation"),
    "investigation": ("调查记录", "investigation"),
    "evidence": ("证据", "evidence"),
    "mediation_record": ("调解记录", "record of the sessions"),
    "agreement": ("调解协议书或口头协议登记表", "agreement"),
    "performance": ("履行凭证", "proof of performance"),
    "follow_up": ("回访记录", "follow-ups"),
    "confirmation": ("司法确认材料", "judicial confirmation"),
    "file_note": ("卷宗情况说明", "file note"),
    "cover": ("封底", "back cover"),
}

_WD, _CD, _OPEN_MINUTES = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.OPEN_MINUTES
_V, _A = Owner.VILLAGE, Owner.AUTHORITY

# A table is read row by row; the formatter would spread each row over eight lines.
# fmt: off
CLOCKS = (
    Clock("acceptance", Words("受理答复", "Answer"), _V, Words("{due}前告诉您能不能调。", "You hear by {due} whether we can mediate."),
          Limit(3, _WD), urgent=Limit(1, _WD), emergency=Limit(30, _OPEN_MINUTES),
          for_staff=Words("{due}前要告诉双方能不能调。", "Both sides are to hear by {due} whether it is mediated.")),
    Clock("mediation", Words("调解", "Mediation"), _V, Words("一般{due}前有结果。", "It is usually settled by {due}."), Limit(30, _CD)),
    Clock("extension", Words("延期调解", "Extended mediation"), _V, Words("最晚{due}前有结果。", "It is settled by {due} at the latest."), Limit(30, _CD)),
    Clock("confirmation", Words("申请司法确认", "Filing for confirmation"), Owner.VILLAGER,
          Words("想让法院确认，请双方{due}前一起申请，不收钱。", "For the court to confirm it, both sides file together by {due}; it is free."), Limit(30, _CD),
          for_staff=Words("要法院确认，双方{due}前一起申请。", "For the court to confirm it, both sides file together by {due}.")),
    Clock("court", Words("法院审查", "Court"), _A, Words("法院大约{due}前有结果。", "The court decides by about {due}."), Limit(18, _CD)),
    Clock("watching", Words("督促履行", "Watching over it"), _V, Words("{due}前我们再问履行得怎样。", "We ask by {due} how it goes."), Limit(30, _CD),
          for_staff=Words("{due}前再问履行得怎样。", "To be asked by {due} how it goes.")),
    Clock("follow_up", Words("回访", "Follow-up"), _V, Words("{due}前我们来回访。", "We visit by {due}."), Limit(7, _CD),
          for_staff=Words("{due}前要回访。", "To be visited by {due}.")),
    Clock("upper", Words("上级办理", "Higher up"), _A, Words("大约{due}前有回话。", "We hear by about {due}."), Limit(10, _WD),
          for_staff=Words("大约{due}前有回话。", "An answer is due by about {due}.")),
)

STATES = (
    State("registered", Words("已登记", "Registered"), Core.SUBMITTED,
          Words("记下了，调解员会问双方愿不愿意调解。免费、自愿、保密。", "Noted; the mediator will ask both sides whether they agree. It is free, voluntary and confidential."), "acceptance",
          for_staff=Words("记下了，要问双方愿不愿意调解。免费、自愿、保密。", "Noted; both sides are to be asked whether they agree. It is free, voluntary and confidential.")),
    State("accepted", Words("已受理调解", "Accepted"), Core.ACCEPTED,
          Words("双方都愿意调解，正在定调解员。", "Both sides agree; a mediator is being chosen."), "mediation"),
    State("not_accepted", Words("不予受理", "Not accepted"), Core.DECLINED,
          Words("这事村里调不了。{redirect}", "The village cannot mediate this. {redirect}"), ends=True),
    State("assigned", Words("已定调解员", "Mediator chosen"), Core.ACCEPTED,
          Words("调解员定了，是{who}。不放心可以请他回避。", "{who} will mediate. You may ask for somebody else."), "mediation",
          for_staff=Words("调解员定了，是{who}。", "{who} is to mediate.")),
    State("in_mediation", Words("调解中", "In mediation"), Core.IN_PROGRESS,
          Words("{who}正帮两边坐下来谈。", "{who} helps both sides to talk."), "mediation"),
    State("extended", Words("延期调解中", "In mediation, extended"), Core.IN_PROGRESS,
          Words("双方同意多谈些日子，{who}接着调。", "Both sides agreed to talk longer; {who} goes on."), "extension"),
    State("agreed_written", Words("达成书面协议", "Agreed in writing"), Core.COMPLETED,
          Words("双方签了协议，一家一份。", "Both sides have signed; each has a copy."), "confirmation",
          todo=Words("照协议做；要法院确认就双方一起去申请", "Do as agreed; for the court's confirmation file together")),
    State("agreed_oral", Words("达成口头协议", "Agreed by word"), Core.COMPLETED,
          Words("双方当面说好了，也当场做到了。", "Both sides agreed and did it at once."), "confirmation",
          todo=Words("要法院确认，双方一起去申请", "For the court's confirmation, file together")),
    State("confirmation_filed", Words("已申请司法确认", "Confirmation filed"), Core.WAITING_EXTERNAL,
          Words("双方已向法院申请确认。", "Both sides have asked the court to confirm it."), "court"),
    State("confirmed", Words("法院已确认", "Confirmed by the court"), Core.COMPLETED,
          Words("法院确认了协议，对方不做可以申请强制执行。", "The court has confirmed it; it can be enforced."), "watching"),
    State("refused_by_court", Words("未予确认", "Not confirmed"), Core.COMPLETED,
          Words("法院没有确认。协议还算数，也可以再谈或起诉。", "The court did not confirm it. It still binds; talk again or go to court."), "watching",
          for_staff=Words("法院没有确认。协议还算数，双方也可以再谈或起诉。", "The court did not confirm it. It still binds; both may talk again or go to court.")),
    State("performed", Words("已履行", "Performed"), Core.DELIVERED, Words("说好的都做到了。", "What was agreed is done."), "follow_up", ends=True),
    State("breached", Words("未履行", "Not performed"), Core.COMPLETED,
          Words("说好的没做到，{who}在催；您也可以起诉。", "It was not done; {who} urges them, and you may go to court."), "watching",
          for_staff=Words("说好的没做到，{who}在催。", "It was not done; {who} urges them.")),
    State("followed_up", Words("已回访", "Followed up"), Core.DELIVERED, Words("回访过了，有事随时来说。", "We have asked after you; come whenever you need."), ends=True,
          for_staff=Words("回访过了。", "They were asked how it goes.")),
    State("terminated", Words("调解终止", "Ended"), Core.TERMINATED,
          Words("调解到此为止。还可以仲裁、找有关部门，或者起诉。", "Mediation has ended. Arbitration, the authorities or court remain open."), ends=True),
    State("escalated_town", Words("上报镇", "With the township"), Core.WAITING_EXTERNAL,
          Words("已请镇上一起调解，接手前还是{who}管。", "The township joins in; until then it stays with {who}."), "upper"),
    State("escalated_judicial", Words("转司法所", "With the judicial office"), Core.WAITING_EXTERNAL,
          Words("已请司法所来调，接手前还是{who}管。", "The judicial office takes it up; until then it stays with {who}."), "upper"),
    State("police", Words("已报公安", "With the police"), Core.TERMINATED,
          Words("已报派出所。有危险马上打 110。", "The police have it. In danger call 110 at once."), ends=True),
    State("withdrawn", Words("申请人撤回", "Withdrawn"), Core.WITHDRAWN, Words("已经撤回，想谈随时再来。", "Withdrawn; come again whenever you want to talk."), ends=True,
          for_staff=Words("已经撤回。", "Withdrawn.")),
    State("archived", Words("已归档", "Archived"), Core.CLOSED, Words("这件事了了，材料已归档保管。", "This is finished and its file is kept."), ends=True),
)

_HELPED = frozenset({Side.HELPED})
_MEDIATORS = frozenset({Side.MEDIATOR, Side.SECRETARY, Side.HANDLER})
_TALKS = ("in_mediation", "extended")
_BEFORE_AGREEMENT = ("registered", "accepted", "assigned", *_TALKS)
_UPPER = ("escalated_town", "escalated_judicial")
_AGREED = ("agreed_written", "agreed_oral", "confirmed")
_ALL_OPEN = tuple(state.name for state in STATES if not state.ends)

_WHO = (Need("person_id", NeedKind.PERSON, Words("调解员", "Mediator"), hint=Words("双方也可以自己选", "The parties may choose")),
        yes("no_conflict", "不是任何一方的亲戚，没过节，没利害", "No kin, not at odds, no interest in it"),
        yes("parties_told", "已经告诉双方", "Both sides have been told"))
_REMEDIES_TOLD = yes("remedies_told", "告诉了还可以仲裁、找部门、起诉", "Told of arbitration, the authorities and court")
_COURT_NO = Need("court_no", NeedKind.TEXT, Words("裁定书文号", "Number of the ruling"), longest=60)
_PERFORM = Move("record_performance", Words("做到了", "Performed"), Words("说好的做到了", "What was agreed was done"), _AGREED, "performed", _MEDIATORS,
                (pick("outcome", "怎么做到的", "How", _PERFORMED),), effect=keep("outcome"), main=True)
_FOLLOW_UP = Move("follow_up", Words("回访", "Follow up"), Words("{by}回访了", "{by} followed up"), ("performed",), "followed_up", _MEDIATORS,
                  (pick("way", "怎么问的", "How", {"visit": ("上门", "Visit"), "phone": ("打电话", "Call")}), pick("finding", "现在怎样", "How it is", _FINDINGS)),
                  effect=_followed_up, main=True)
_ESCALATE = Move("escalate_town", Words("请镇上一起调", "Ask the township"), Words("{by}上报了镇", "{by} asked the township to join"), _BEFORE_AGREEMENT, "escalated_town", _MEDIATORS,
                 (pick("reason", "为什么", "Why", _WHY_UP), Need("received_by", NeedKind.TEXT, Words("谁接的", "Received by"), longest=20)), effect=keep("reason"))

MOVES = (
    Move("accept", Words("受理", "Accept"), Words("双方都愿意，{by}受理了", "Both sides agree; {by} accepted it"), ("registered",), "accepted", _MEDIATORS,
         (Need("parties", NeedKind.PARTIES, Words("双方当事人，各自愿不愿意", "The parties, and whether each agrees"), begins="parties"),
          yes("in_scope", "不归别的机关专管，没有判过、处理过", "Not reserved to, nor settled by, another body"),
          yes("explained", "讲清了调解的性质、原则、效力和权利义务", "Nature, principles, effect, rights and duties were explained")),
         guard=_both_sides_agree, effect=keep("parties"), main=True),
    Move("decline", Words("不予受理", "Do not accept"), Words("{by}说明了为什么不能受理", "{by} said why it is not accepted"), ("registered",), "not_accepted", _MEDIATORS,
         (pick("reason", "为什么", "Why", _NOT_ACCEPTED), Need("redirect", NeedKind.LONG_TEXT, Words("那该去哪里", "Where to go instead"), longest=200)),
         effect=keep("reason", "redirect")),
    Move("report_danger", Words("报告危险", "Report danger"), Words("{by}报告了危险", "{by} reported danger"), _ALL_OPEN, None, _MEDIATORS,
         (pick("reported_to", "报告了谁", "Reported to", _REPORTED_TO, many=True), yes("received", "对方接到了", "They have it")),
         effect=keep(danger_reported=True), tells_helped=False),
    Move("set_risk", Words("定风险等级", "Set the risk"), Words("{by}定了风险等级", "{by} set the risk"), _ALL_OPEN, None, _MEDIATORS,
         (pick("risk_level", "等级", "Level", _RISKS), Need("why", NeedKind.LONG_TEXT, Words("为什么", "Why"), longest=200),
          yes("told_police_and_town", "红色：已告诉派出所和镇上", "Red: police and township have been told", required=False)),
         guard=_risk_explained, effect=keep("risk_level"), tells_helped=False),
    Move("appoint", Words("定调解员", "Choose the mediator"), Words("调解员定为{to}", "{to} was chosen as the mediator"), ("accepted",), "assigned", _MEDIATORS, _WHO,
         effect=_appointed, main=True),
    Move("ask_recusal", Words("请调解员回避", "Ask for another mediator"), Words("{by}请调解员回避", "{by} asked for another mediator"), ("assigned", *_TALKS), None, _HELPED,
         (pick("reason", "为什么", "Why", _RECUSALS),), effect=keep(recusal_asked=True)),
    Move("replace_mediator", Words("换调解员", "Change the mediator"), Words("调解员换成了{to}", "{to} mediates from now on"), ("assigned", *_TALKS), None, frozenset({Side.SECRETARY}),
         _WHO, effect=_appointed),
    Move("hold_session", Words("开始调解", "Begin"), Words("{by}请双方坐下来谈", "{by} brought both sides together"), ("assigned",), "in_mediation", _MEDIATORS,
         (yes("notice_signed", "双方签了权利义务告知书", "Both signed the notice of rights and duties"), Need("place", NeedKind.TEXT, Words("在哪里", "Where"), longest=60, begins="place"),
          replace(pick("session", "公开不公开", "Open or closed", _SESSIONS), begins="session"), Need("attendees", NeedKind.TEXT, Words("还有谁参加（双方同意的）", "Who else (with consent)"), required=False, longest=120)),
         guard=_no_recusal_open, effect=keep("place", "session"), main=True),
    Move("adjourn", Words("下次再谈", "Meet again"), Words("{by}约了下次再谈", "{by} set the next session"), _TALKS, None, _MEDIATORS,
         (Need("next_session_at", NeedKind.DATETIME, Words("下次什么时候", "When next")),), guard=_next_is_ahead, effect=keep("next_session_at")),
    Move("extend", Words("双方同意延期", "Extend"), Words("双方同意再谈三十天", "Both sides agreed to thirty more days"), ("in_mediation",), "extended", _MEDIATORS,
         (yes("both_signed", "双方都签了字", "Both sides have signed"),)),
    Move("agree_in_writing", Words("签了书面协议", "Agreed in writing"), Words("双方签了书面协议", "Both sides signed an agreement"), _TALKS, "agreed_written", _MEDIATORS,
         (Need("terms", NeedKind.TERMS, Words("协议内容，一条一条写", "The terms, one by one")), yes("applicant_signed", "申请人签字、盖章或按手印", "The applicant has signed"),
          yes("respondent_signed", "被申请人签字、盖章或按手印", "The respondent has signed"), yes("mediator_signed", "调解员签字", "The mediator has signed"),
          yes("sealed", "盖了调委会的章", "The committee's seal is on it"), yes("copies_given", "双方各一份，调委会留一份", "A copy for each side and one on file"),
          Need("effective_on", NeedKind.DATE, Words("最后签字盖章的日子", "Day of the last signature or seal"))),
         guard=_written_well, effect=_agreed, main=True),
    Move("agree_orally", Words("口头说好了", "Agreed by word"), Words("双方口头说好了", "Both sides agreed by word"), _TALKS, "agreed_oral", _MEDIATORS,
         (Need("oral_content", NeedKind.LONG_TEXT, Words("说好了什么", "What was agreed")), yes("performed_now", "当场就做到了", "It was done at once"),
          yes("not_major", "事情不大也不复杂", "Neither major nor complex"), yes("no_writing_wanted", "双方都说不用写", "Neither side wants it in writing")),
         guard=_may_be_oral, effect=_agreed),
    Move("terminate", Words("调不成，终止", "End it"), Words("{by}终止了调解", "{by} ended the mediation"), ("accepted", "assigned", *_TALKS), "terminated", _MEDIATORS,
         (pick("reason", "为什么", "Why", _FAILED), _REMEDIES_TOLD), effect=keep("reason")),
    _ESCALATE,
    replace(_ESCALATE, name="escalate_judicial", to="escalated_judicial", words=Words("请司法所来调", "Ask the judicial office"),
            past=Words("{by}转给了司法所", "{by} asked the judicial office")),
    Move("resume", Words("回村里接着调", "Go on in the village"), Words("回到村里接着调", "It came back to the village"), _UPPER, "assigned", _MEDIATORS, when=_has_mediator),
    Move("send_back", Words("退回村里", "Back to the village"), Words("退回村里重新受理", "It came back to be taken up anew"), _UPPER, "registered", _MEDIATORS, when=_has_no_mediator),
    Move("conclude_elsewhere", Words("上面有结果了", "Concluded there"), Words("上级有了结果", "It was concluded higher up"), _UPPER, "terminated", _MEDIATORS,
         (pick("outcome", "结果", "Outcome", _UPSTAIRS), _REMEDIES_TOLD), effect=keep("outcome"), main=True),
    Move("escalate_police", Words("报公安", "Hand to the police"), Words("{by}报了公安", "{by} handed it to the police"), _ALL_OPEN, "police", _MEDIATORS,
         (yes("called", "打过 110，派出所接了", "110 was called and has it"),), effect=keep(danger_reported=True)),
    Move("file_confirmation", Words("申请司法确认", "File for confirmation"), Words("双方申请了司法确认", "Both sides filed for confirmation"), ("agreed_written", "agreed_oral"),
         "confirmation_filed", _MEDIATORS,
         (Need("filed_on", NeedKind.DATE, Words("哪天申请的", "Filed on")), yes("both_parties", "双方一起申请的", "Both sides filed together"),
          pick("concerns", "协议定的是什么", "What it settles", _CONCERNS),
          yes("last_day_was_rest", "第三十天放假，顺延到上班第一天", "Day 30 was a day of rest, so it moved on", required=False)),
         guard=_confirmable, effect=keep("filed_on")),
    Move("record_confirmation", Words("法院确认了", "Confirmed"), Words("法院确认了协议", "The court confirmed it"), ("confirmation_filed",), "confirmed", _MEDIATORS, (_COURT_NO,),
         effect=keep("court_no"), main=True),
    Move("record_refusal", Words("法院没确认", "Not confirmed"), Words("法院没有确认", "The court did not confirm it"), ("confirmation_filed",), "refused_by_court", _MEDIATORS,
         (_COURT_NO, _REMEDIES_TOLD), effect=keep("court_no")),
    _PERFORM,
    replace(_PERFORM, at=("refused_by_court", "breached")),
    Move("record_breach", Words("没做到", "Not performed"), Words("说好的没做到", "What was agreed was not done"), (*_AGREED, "refused_by_court"), "breached", _MEDIATORS,
         (pick("remedy", "接下来", "What next", _REMEDIES),), guard=_remedy_fits, effect=keep("remedy")),
    _FOLLOW_UP,
    replace(_FOLLOW_UP, at=("followed_up",), to=None, main=False),
    Move("archive", Words("归档", "Archive"), Words("{by}归档了", "{by} archived it"), ("followed_up", "breached", "terminated", "not_accepted", "withdrawn", "police"), "archived", _MEDIATORS,
         (pick("parts", "卷宗里有", "The dossier has", DOSSIER, many=True), yes("other_side_told", "撤回的：已告诉对方", "If withdrawn: the other side was told", required=False)),
         guard=_dossier_complete, tells_helped=False),
    Move("withdraw", Words("不调了", "Withdraw"), Words("{by}撤回了", "{by} withdrew it"), (*_BEFORE_AGREEMENT, *_UPPER), "withdrawn", _HELPED,
         (pick("reason", "为什么", "Why", _GIVING_UP),), effect=keep("reason")),
    Move("rate", Words("评一评", "Rate us"), Words("{by}作了评价", "{by} rated it"), ("performed", "followed_up", "terminated", "archived"), None,
         _MEDIATORS | _HELPED, when=is_fresh, door="rating"),
    *common_moves(*_ALL_OPEN),
    *has_backup(STATES),
)
# fmt: on

KIND = checked(
    Kind(
        service=Service.DISPUTE,
        letter="D",
        words=Words("说事调解", "Talking it over"),
        asks=DisputeAsks,
        details=DisputeDetails,
        begin=_begin,
        title=_title,
        states=STATES,
        moves=MOVES,
        clocks=CLOCKS,
        secret=frozenset(DisputeDetails.model_fields) - {"risk_level"},
        plan=(
            Words("双方愿意", "Both sides agree"),
            Words("定调解员", "A mediator is chosen"),
            Words("坐下来谈", "Both talk"),
            Words("签好协议", "Both sign"),
            Words("说到做到", "It is done"),
        ),
    ),
    firsts=("registered",),
)
