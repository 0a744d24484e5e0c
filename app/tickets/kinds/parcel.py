"""收发快递: kept safe, told of the same day, handed to the right person; what is inside is nobody's business.

The station keeps no item names and no identity numbers; money on delivery goes to the carrier, never to the keeper.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from app.core.problems import Refusal
from app.core.shapes import Text
from app.core.words import Words
from app.places.rules import Limit, LimitUnit
from app.tickets.kinds.checking import checked
from app.tickets.kinds.moves import common_moves, goes_on, has_backup, is_fresh, keep
from app.tickets.kinds.needs import Phone, pick, yes
from app.tickets.kinds.workflow import (
    CADRES,
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


class ParcelKind(StrEnum):
    """Which way a parcel goes."""

    INBOUND = "inbound"  # Entered by the keeper when it lies on the shelf.
    FETCH = "fetch"  # A villager asks to have one fetched from another station.
    OUTBOUND = "outbound"


Carrier = StrEnum("Carrier", "ems sf zto yto sto yunda jt jd other")
Flag = StrEnum("Flag", "perishable medicine damaged freight_collect")
Size = StrEnum("Size", "small medium large")
DeliveryPreference = StrEnum("DeliveryPreference", "station door neighbour")

_WAYBILL, _SHELF = "[A-Z0-9]{8,20}", "[0-9]{1,2}-[0-9]{2,3}"
MOST_TRIES, MOST_EXTENSIONS, TRIES_BEFORE_RETURN, DAYS_BEFORE_RETURN = 5, 2, 3, 2
DISPUTABLE = timedelta(hours=48)
_KEPT_TRIES = 60


def _upper(value: object) -> object:
    return value.strip().upper() if isinstance(value, str) else value


Waybill = Annotated[str, BeforeValidator(_upper), StringConstraints(pattern=f"^{_WAYBILL}$")]


class _Asked(Details):
    parcel_kind: ParcelKind
    carrier: Carrier | None = None
    waybill_no: Waybill | None = None
    shelf_no: Annotated[str, StringConstraints(pattern=f"^{_SHELF}$")] | None = None
    unmatched: bool = False
    recipient_surname: Annotated[Text, StringConstraints(min_length=1, max_length=4)] | None = None
    recipient_phone_tail: Annotated[str, StringConstraints(pattern="^[0-9]{4}$")] | None = None
    flags: list[Flag] = Field([], max_length=4)
    courier_name: Annotated[Text, StringConstraints(min_length=2, max_length=20)] | None = None
    cod_fen: Annotated[int, Field(ge=0, le=10_000_00)] | None = None
    outside_code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{3,16}$")] | None = None
    at_home: bool = False
    size: Size | None = None


class ParcelAsks(_Asked):
    """An arrival or a villager's wish; `unmatched` with surname and last four digits when nobody is known to fit."""

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        inbound = self.parcel_kind == ParcelKind.INBOUND
        if inbound and not (self.carrier and self.waybill_no and self.shelf_no):
            raise ValueError(
                "到件要填快递公司、运单号和货架号 | An arrival needs its carrier, waybill number and shelf"
            )
        if self.unmatched and not (inbound and self.recipient_surname and self.recipient_phone_tail):
            raise ValueError(
                "认不出收件人，请填姓和手机尾号四位 | With nobody known to fit, give surname and last four digits"
            )
        if Flag.damaged in self.flags and not self.courier_name:
            raise ValueError(
                "包装破损，请拍照并写快递员姓名；也可以拒收 | Damaged: photograph it and name the courier, or refuse it"
            )
        return self


class ParcelDetails(_Asked):
    """What the ticket keeps besides; `pickup_code`, `code_tries` and `delivery_preference` come from the service."""

    pickup_code: Annotated[str, StringConstraints(pattern="^[0-9]{6}$")] | None = None
    code_tries: int = Field(0, ge=0)
    delivery_preference: DeliveryPreference = DeliveryPreference.station
    tried_on: list[date] = Field([], max_length=_KEPT_TRIES)
    recipient_name: Annotated[str, StringConstraints(max_length=20)] | None = None
    recipient_phone: Phone | None = None
    collected_by: str | None = None
    relation: str | None = None
    proof: str | None = None
    instruction: str | None = None
    outcome: str | None = None
    reason: str | None = None
    redirect: str | None = None


def _begin(asks: Details, _: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    details = ParcelDetails(**asks.model_dump()).model_dump(mode="json")
    inbound = "unmatched" if details["unmatched"] else "arrived"
    return {"inbound": inbound, "fetch": "expected", "outbound": "drafted"}[details["parcel_kind"]], details


def _title(details: Mapping[str, Any], _: ItemFacts | None) -> Words:
    match details["parcel_kind"]:
        case "fetch":
            return Words("帮我取快递", "Fetch a parcel for me")
        case "outbound":
            return Words("寄快递", "Send a parcel")
    zh, en = CARRIERS[details["carrier"]]
    return Words(f"{zh}快递 1 件", f"Parcel by {en}")


_refuse = partial(Refusal, 422)


def _labelled(facts: Facts) -> Refusal | None:
    """What is told of a parcel's label and place has the right form."""
    told = facts.data
    if not re.fullmatch(_WAYBILL, told["waybill_no"].upper()):
        return _refuse(
            "waybill_wrong",
            "运单号是 8 到 20 位字母和数字，请照面单再填一次。",
            "A waybill number has 8 to 20 letters and digits: copy it from the label again.",
            field="waybill_no",
        )
    if "shelf_no" in told and not re.fullmatch(_SHELF, told["shelf_no"]):
        return _refuse(
            "shelf_wrong",
            "货架号请写成“3-07”这样。",
            "Write the shelf like 3-07.",
            field="shelf_no",
        )
    damaged = "damaged" in told.get("flags", ())
    return _courier_named(facts) if damaged or "courier_name" in told else None


def _courier_named(facts: Facts) -> Refusal | None:
    if len(facts.data.get("courier_name", "")) > 1:
        return None
    return _refuse(
        "courier_missing",
        "请写快递员的全名。包装破损的，还要拍照；他不认就不要收下。",
        "Give the courier's full name. If the wrapping is damaged, photograph it too, or do not take it.",
        field="courier_name",
    )


def _recipient_named(facts: Facts) -> Refusal | None:
    if len(facts.data["recipient_name"]) > 1:
        return None
    return _refuse("name_too_short", "请写收件人全名。", "Give the recipient's full name.", field="recipient_name")


def _to_the_right_person(facts: Facts) -> Refusal | None:
    told, known = facts.data, facts.details
    if told["proof"] == "code" and (refusal := _code_fits(facts)):
        return refusal
    agent = told["collected_by"] == "agent"
    if agent and "relation" not in told:
        return _refuse(
            "relation_missing", "别人代取，请选他是什么人。", "Say who the agent is to the recipient.", field="relation"
        )
    if agent and told["proof"] == "known_person":
        return _refuse(
            "agent_needs_code",
            "别人代取，要报取件码；或者收件人早说好可以交给他。",
            "An agent gives the code, or the recipient has agreed to him beforehand.",
            field="proof",
        )
    if told["proof"] == "standing_consent" and known.get("delivery_preference") != DeliveryPreference.neighbour:
        return _refuse(
            "no_standing_consent",
            "收件人没有登记过可以由别人代收，请报取件码。",
            "The recipient has no standing consent on record: ask for the code.",
            field="proof",
        )
    if known.get("cod_fen") and not told.get("cod_paid"):
        return _refuse(
            "cod_unpaid",
            "这件要付货款：请他扫快递公司的码付清，不要收现金。",
            "Cash on delivery: it is paid by the carrier's own code, never in cash to the keeper.",
            field="cod_paid",
        )
    return None


def _code_fits(facts: Facts) -> Refusal | None:
    code = facts.details.get("pickup_code")
    if code is None or facts.details.get("code_tries", 0) >= MOST_TRIES:
        return _refuse(
            "code_locked",
            "取件码用过了，或者错了五次，不能再用。请站点的人当面认人。",
            "The code was used, or was wrong five times. The keeper has to know the person.",
            field="proof",
        )
    told = "".join(str(int(digit)) for digit in facts.data.get("code", "") if digit.isdecimal())
    if told == code:
        return None
    return _refuse(
        "wrong_code",
        "取件码不对，请再看一眼：是短信或手机上的六位数。",
        "The code is wrong: look again, it is the six digits on the phone or in the message.",
        field="code",
    )


def _may_extend(facts: Facts) -> Refusal | None:
    if facts.moves_made.count("extend") < MOST_EXTENSIONS:
        return None
    return _refuse(
        "extended_twice",
        "已经延过两次了，请约好哪天来取，或者送货上门。",
        "Extended twice already: agree on a day, or bring it home.",
    )


def _tried_enough(facts: Facts) -> Refusal | None:
    tries = facts.details.get("tried_on", [])
    if facts.state != "overdue" or (len(tries) >= TRIES_BEFORE_RETURN and len(set(tries)) >= DAYS_BEFORE_RETURN):
        return None
    return _refuse(
        "not_tried_enough",
        f"退回前要在两天里联系满三次，现在联系了 {len(tries)} 次。请再联系一次。",
        f"Before a return, three tries on two days; there are {len(tries)}. Please try again.",
    )


def _appeal_told(facts: Facts) -> Refusal | None:
    if facts.data["outcome"] != "carrier_declined" or facts.data.get("appeal_told"):
        return None
    return _refuse(
        "appeal_untold",
        "快递公司不赔，请告诉他可以向邮政管理局申诉（六个月内）。",
        "The carrier pays nothing: tell the villager about the postal authority, within six months.",
        field="appeal_told",
    )


def _tried(*names: str) -> Callable[[Facts], dict[str, Any]]:
    def effect(facts: Facts) -> dict[str, Any]:
        tries = [*facts.details.get("tried_on", []), facts.today.isoformat()][-_KEPT_TRIES:]
        return {**keep(*names)(facts), "tried_on": tries}

    return effect


def _label(facts: Facts) -> dict[str, Any]:
    told = {name: facts.data[name] for name in ("carrier", "shelf_no", "flags", "courier_name") if name in facts.data}
    return {**facts.details, **told, "waybill_no": facts.data["waybill_no"].upper()}


def _received(facts: Facts) -> dict[str, Any]:
    """What the keeper leaves out is not so: he began with what the request said, and has the parcel in his hands."""
    return _label(replace(facts, details={**facts.details, "flags": [], "courier_name": None}))


def _damaged(facts: Facts) -> dict[str, Any]:
    return {**facts.details, "flags": [*facts.details["flags"], "damaged"], "courier_name": facts.data["courier_name"]}


def _is_whole(facts: Facts) -> bool:
    return "damaged" not in facts.details["flags"]


def _is_ours(facts: Facts) -> bool:
    """Whether it is a parcel for somebody here."""
    return bool(facts.details["parcel_kind"] != "outbound")


def _disputable(facts: Facts) -> bool:
    in_time = facts.entered_at is None or facts.now - facts.entered_at <= DISPUTABLE
    return in_time and _is_ours(facts) and "dispute" not in facts.moves_made


CARRIERS = {
    "ems": ("邮政", "China Post"),
    "sf": ("顺丰", "SF"),
    "zto": ("中通", "ZTO"),
    "yto": ("圆通", "YTO"),
    "sto": ("申通", "STO"),
    "yunda": ("韵达", "Yunda"),
    "jt": ("极兔", "J&T"),
    "jd": ("京东", "JD"),
    "other": ("其他", "another carrier"),
}
_FLAGS = {
    "perishable": ("容易坏", "Perishable"),
    "medicine": ("药品", "Medicine"),
    "damaged": ("包装破损", "Wrapping damaged"),
    "freight_collect": ("到付", "Freight to be paid"),
}
_WAYS = {
    "app": ("手机通知", "In the app"),
    "sms": ("短信", "By text message"),
    "phone": ("打电话", "By phone"),
    "loudspeaker": ("大喇叭", "By loudspeaker"),
    "in_person": ("当面说", "In person"),
}
_RESULTS = {
    "reached": ("说到了", "Reached"),
    "no_answer": ("没人接", "No answer"),
    "wrong_number": ("号码不对", "Wrong number"),
    "power_off": ("关机", "Phone off"),
    "not_home": ("不在家", "Not at home"),
}
_RELATIONS = {
    "spouse": ("爱人", "Spouse"),
    "child": ("子女", "Child"),
    "relative": ("亲戚", "Relative"),
    "neighbour": ("邻居", "Neighbour"),
    "member": ("联户党员", "Party member of the household"),
}
_PROOFS = {
    "code": ("取件码", "Pickup code"),
    "known_person": ("认得本人，姓名、尾号对得上", "Known in person, name and last digits fit"),
    "standing_consent": ("收件人早说好可以代收", "Standing consent of the recipient"),
}
_REFUSALS = {
    "not_mine": ("不是我的", "Not mine"),
    "not_ordered": ("没有买过", "Never ordered"),
    "damaged": ("破损了", "Damaged"),
    "cod_quarrel": ("货款不对", "The amount to pay is wrong"),
    "not_wanted": ("不要了", "No longer wanted"),
}
_DECLINES = {
    "not_found": ("站点没有这一件", "Not at that station"),
    "code_wrong": ("取件码不对", "The code is wrong"),
    "no_carrier": ("这里没有快递能寄", "No carrier sends it from here"),
    "prohibited": ("是禁寄物品", "Prohibited goods"),
    "id_not_shown": ("没有出示身份证", "No identity card was shown"),
}
_GIVING_UP = {"applicant_wish": ("不用了", "No longer wanted"), "solved_otherwise": ("已经自己办了", "Done otherwise")}
_CLAIMS = {"compensated": ("赔了", "Compensated"), "carrier_declined": ("快递公司不赔", "The carrier declined")}

_CARRIER = replace(pick("carrier", "哪家快递", "Which carrier", CARRIERS), begins="carrier")
_WAYBILL_NO = Need("waybill_no", NeedKind.TEXT, Words("运单号", "Waybill number"), longest=20, begins="waybill_no")
_COURIER = Need("courier_name", NeedKind.TEXT, Words("快递员姓名", "Name of the courier"), longest=20)
_HOW = replace(
    pick("way", "怎么告诉的", "How", _WAYS),
    hint=Words("大喇叭只叫名字，不说里面是什么、多少钱", "By loudspeaker the name only, never contents or price"),
)
_COMPANY_TOLD = yes("company_told", "已经告诉快递公司", "The carrier has been told")

_WD, _CD, _OPEN = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.OPEN_MINUTES
_V, _A = Owner.VILLAGE, Owner.AUTHORITY

# A table is read row by row; the formatter would spread each row over eight lines.
# fmt: off
CLOCKS = (
    Clock("fetch", Words("去取", "Fetching"), _V, Words("{due}前取回来。", "It is here by {due}."), Limit(2, _WD), urgent=Limit(1, _WD)),
    Clock("match", Words("认领", "Finding the recipient"), _V, Words("{due}前找到收件人。", "We find out by {due} whose it is."), Limit(3, _CD),
          for_staff=Words("{due}前要找到收件人。", "To be found by {due}.")),
    Clock("telling", Words("通知", "Telling"), _V, Words("{due}前告诉您怎么取。", "You hear by {due} how to get it."), Limit(240, _OPEN), urgent=Limit(60, _OPEN),
          for_staff=Words("{due}前要告诉本人怎么取。", "The recipient is to be told by {due}.")),
    Clock("collection", Words("取件", "Collection"), Owner.VILLAGER, Words("请在{due}前来取。", "Please fetch it by {due}."), Limit(7, _CD),
          for_staff=Words("{due}前要取走。", "To be fetched by {due}.")),
    Clock("delivery", Words("送货上门", "Bringing it home"), _V, Words("{due}前送到。", "It reaches you by {due}."), Limit(1, _WD),
          for_staff=Words("{due}前要送到。", "To be delivered by {due}.")),
    Clock("settling", Words("处理", "Settling"), _V, Words("{due}前处理好。", "Settled by {due}."), Limit(3, _WD)),
    Clock("claim", Words("快递公司答复", "Carrier's answer"), _A, Words("快递公司{due}前要答复。", "The carrier answers by {due}."), Limit(7, _CD)),
    Clock("answer", Words("查清", "Finding out"), _V, Words("{due}前查清楚。", "We find out by {due}."), Limit(1, _WD),
          for_staff=Words("{due}前要查清楚。", "To be found out by {due}.")),
    Clock("sending", Words("寄出", "Sending"), _V, Words("{due}前交给快递。", "The carrier has it by {due}."), Limit(2, _WD)),
    Clock("transit", Words("运送", "On the way"), _A, Words("大约{due}前到。", "It arrives by about {due}."), Limit(10, _CD)),
)

STATES = (
    State("expected", Words("待到站", "To be fetched"), Core.SUBMITTED, Words("记下了，{who}去帮您取。", "Noted; {who} fetches it for you."), "fetch",
          for_staff=Words("记下了，{who}去帮{name}取。", "Noted; {who} fetches it for {name}.")),
    State("unmatched", Words("收件人待认", "Recipient unknown"), Core.SUBMITTED,
          Words("到了一件快递，正在找收件人。", "A parcel is here and we are finding out whose it is."), "match",
          for_staff=Words("到了一件快递，正在找收件人。", "A parcel is here whose recipient is being sought.")),
    State("arrived", Words("已到站", "Arrived"), Core.SUBMITTED, Words("快递到站了。", "The parcel is at the station."), "telling",
          for_staff=Words("{name}的快递到站了，要告诉本人。", "{name}'s parcel is here; the recipient is to be told.")),
    State("notified", Words("已通知待取", "Ready for you"), Core.IN_PROGRESS,
          Words("快递在{village}党群服务中心，货架{shelf_no}，凭取件码来取。", "The parcel is at the centre of {village}, shelf {shelf_no}; bring the code."), "collection",
          todo=Words("来取快递；走不开可以请人送上门", "Come for it, or ask to have it brought"),
          for_staff=Words("{name}的快递在{village}党群服务中心，货架{shelf_no}，已经通知来取。", "{name}'s parcel is at the centre of {village}, shelf {shelf_no}; the recipient was told.")),
    State("home_delivery", Words("送货上门中", "On its way home"), Core.IN_PROGRESS,
          Words("{who}给您送上门，请留人在家。", "{who} brings it to you; please be at home."), "delivery",
          for_staff=Words("{who}给{name}送上门。", "{who} brings it to {name}'s home.")),
    State("overdue", Words("逾期未取", "Not fetched in time"), Core.IN_PROGRESS,
          Words("快递放了七天还没取。", "It has lain here for seven days."), "settling",
          todo=Words("快来取，或者打电话说一声", "Fetch it soon, or call us")),
    State("collected", Words("已取走", "Collected"), Core.DELIVERED,
          Words("快递取走了。要是不是您取的，请在取走后两天内说。", "It was collected. If that was not you, tell us within two days of that."), ends=True,
          for_staff=Words("快递取走了。", "It was collected.")),
    State("refused", Words("拒收", "Refused"), Core.DECLINED, Words("您不收这件快递，我们退回去。", "You refused it; we send it back."), "settling",
          for_staff=Words("{name}不收这件快递，要退回去。", "{name} refused it; it is to go back.")),
    State("return_pending", Words("待退回", "Going back"), Core.IN_PROGRESS, Words("正等快递公司来取回。", "The carrier comes to take it back."), "settling"),
    State("returned", Words("已退回", "Returned"), Core.CLOSED, Words("这件快递已经退回寄件人。", "The parcel went back to its sender."), ends=True),
    State("unclaimed", Words("无人认领", "Unclaimed"), Core.IN_PROGRESS, Words("三天没找到收件人，正等快递公司的话。", "Nobody found in three days; the carrier decides."), "settling"),
    State("lost", Words("丢失处理", "Lost"), Core.SUSPENDED, Words("快递找不到了，正帮您向快递公司追。", "It cannot be found; we are after the carrier for you."), "claim",
          for_staff=Words("快递找不到了，正在向快递公司追。", "It cannot be found; the carrier is being pressed.")),
    State("disputed", Words("取件有争议", "Collection disputed"), Core.SUSPENDED, Words("您说不是您取的，我们正在查。", "You say it was not you; we are finding out."), "answer",
          for_staff=Words("{name}说不是本人取的，正在查。", "{name} says that somebody else collected it; it is being looked into.")),
    State("settled", Words("丢失已了结", "Claim settled"), Core.CLOSED, Words("丢失的事有结果了，快递公司的答复记在下面。", "The claim is settled; the carrier's answer stands below."), ends=True),
    State("drafted", Words("待寄件", "To be sent"), Core.SUBMITTED,
          Words("记下了，快递员来的时候当面寄。", "Noted; it goes when the courier comes."), "sending",
          todo=Words("带上东西和身份证，当面给快递员看", "Bring the goods and your identity card for the courier")),
    State("id_checked", Words("已核身份", "Identity checked"), Core.ACCEPTED, Words("身份证快递员看过了，接着看东西。", "The courier has seen your card and looks at the goods next."), "sending",
          for_staff=Words("身份证快递员看过了，接着看东西。", "The courier has seen the identity card and looks at the goods next.")),
    State("inspected", Words("已验视", "Inspected"), Core.IN_PROGRESS, Words("东西看过了，可以寄。", "The goods may be sent."), "sending"),
    State("handed_to_carrier", Words("已交快递", "With the carrier"), Core.WAITING_EXTERNAL, Words("已经交给快递，单号{waybill_no}。", "The carrier has it; its number is {waybill_no}."), "transit"),
    State("delivered", Words("对方已收到", "Received"), Core.DELIVERED, Words("对方收到了。", "It has been received."), ends=True),
    State("declined", Words("这次办不了", "Not possible"), Core.DECLINED, Words("这次没办成。{redirect}", "Not possible this time. {redirect}"), ends=True),
    State("withdrawn", Words("已撤回", "Withdrawn"), Core.WITHDRAWN, Words("已经撤回，要用时随时再来。", "Withdrawn; come again whenever you need to."), ends=True,
          for_staff=Words("已经撤回。", "Withdrawn.")),
)

_HELPED, _CLOCK = frozenset({Side.HELPED}), frozenset({Side.CLOCK})
_HELD = ("arrived", "unmatched", "notified", "home_delivery", "overdue", "unclaimed", "return_pending", "refused")

_MATCH = Move(
    "match", Words("认出收件人", "Recipient found"), Words("{by}认出了收件人", "{by} found the recipient"), ("unmatched",), "arrived", CADRES,
    (Need("recipient_name", NeedKind.TEXT, Words("收件人姓名", "Recipient's name"), longest=20,
          hint=Words("同名的人，请当面或打电话问清", "With several of that name, ask them")),
     Need("recipient_phone", NeedKind.PHONE, Words("收件人电话", "Recipient's phone"), required=False)),
    guard=_recipient_named, effect=keep("recipient_name", "recipient_phone", unmatched=False), main=True)
_COLLECT = Move(
    "collect", Words("取走了", "Collected"), Words("{by}把快递交到手里", "{by} handed it over"), ("notified", "overdue"), "collected", CADRES,
    (pick("collected_by", "谁取的", "Collected by", {"self": ("本人", "The recipient"), "agent": ("别人代取", "Somebody else")}),
     pick("proof", "凭什么取", "Proof", _PROOFS),
     Need("code", NeedKind.TEXT, Words("取件码", "Pickup code"), required=False, longest=12),
     pick("relation", "代取的人是", "The agent is a", _RELATIONS, required=False),
     yes("cod_paid", "货款已扫快递公司的码付清", "Paid by the carrier's own code", required=False),
     yes("looked_at", "请他当面看过包装", "The recipient has looked at the wrapping")),
    guard=_to_the_right_person, effect=keep("collected_by", "proof", "relation", pickup_code=None), main=True)

MOVES = (
    Move("receive", Words("到站登记", "It is here"), Words("{by}取回来了", "{by} fetched it"), ("expected",), "arrived", CADRES,
         (_CARRIER, _WAYBILL_NO, Need("shelf_no", NeedKind.TEXT, Words("货架号", "Shelf"), longest=6, hint=Words("比如 3-07", "Such as 3-07")),
          replace(pick("flags", "有没有特别的", "Anything special", _FLAGS, required=False, many=True), begins="flags"),
          replace(_COURIER, required=False, begins="courier_name")),
         guard=_labelled, effect=_received, main=True),
    _MATCH,
    replace(_MATCH, at=("unclaimed",), main=False),
    Move("give_up_matching", Words("无人认领", "Nobody claims it"), Words("三天没人认领", "Nobody claimed it in three days"), ("unmatched",), "unclaimed", _CLOCK,
         after=Limit(3, _CD), tells_helped=False),
    Move("note_damage", Words("外面破了", "Wrapping damaged"), Words("{by}记下包装破损", "{by} noted damage"), ("arrived", "unmatched"), None, CADRES,
         (replace(_COURIER, begins="courier_name"), yes("photographed", "拍了照", "A photo was taken")), when=_is_whole, guard=_courier_named, effect=_damaged),
    Move("notify", Words("告诉他来取", "Tell the recipient"), Words("{by}通知来取", "{by} told the recipient that it is here"), ("arrived",), "notified", CADRES, (_HOW,), effect=_tried(), main=True),
    Move("remind", Words("再联系一次", "Try again"), Words("{by}又联系了一次", "{by} tried again"), ("notified", "overdue"), None, CADRES,
         (_HOW, pick("result", "联系上没有", "Reached?", _RESULTS)), effect=_tried()),
    _COLLECT,
    replace(_COLLECT, at=("home_delivery",), needs=(*_COLLECT.needs, yes("in_person", "交到人手里，没有放门口", "Into somebody's hands, not left at the door"))),
    Move("request_home_delivery", Words("请送上门", "Bring it home"), Words("{by}要求送上门", "{by} asked to have it brought"), ("notified", "overdue"), "home_delivery",
         CADRES | _HELPED),
    Move("bring_back", Words("没送成，带回站", "Back to the station"), Words("{by}带回了站点", "{by} brought it back"), ("home_delivery",), "notified", CADRES),
    Move("mark_overdue", Words("逾期", "Overdue"), Words("放了七天还没取", "Not fetched in seven days"), ("notified",), "overdue", _CLOCK, after=Limit(7, _CD)),
    Move("extend", Words("再放几天", "Keep it longer"), Words("{by}延长了保管", "{by} had it kept longer"), ("overdue",), "notified", CADRES | _HELPED, guard=_may_extend),
    Move("refuse", Words("拒收", "Refuse it"), Words("{by}拒收", "{by} refused it"), ("notified", "overdue", "home_delivery"), "refused", _HELPED,
         (pick("reason", "为什么", "Why", _REFUSALS),), effect=keep("reason")),
    Move("send_back", Words("退回", "Send back"), Words("{by}按快递公司的话退回", "{by} prepared the return as the carrier said"), ("overdue", "unclaimed"), "return_pending", CADRES,
         (Need("instruction", NeedKind.TEXT, Words("快递公司怎么说的", "What the carrier said"), longest=100),), guard=_tried_enough, effect=keep("instruction")),
    Move("send_back", Words("退回", "Send back"), Words("{by}退回快递公司", "{by} prepared the return"), ("refused",), "return_pending", CADRES, (_COMPANY_TOLD,), main=True),
    Move("hand_back", Words("快递公司取走了", "The carrier took it"), Words("快递公司取回了", "The carrier took it back"), ("return_pending",), "returned", CADRES,
         (replace(_COURIER, words=Words("取件快递员", "Courier")),), guard=_courier_named, main=True),
    Move("report_lost", Words("找不到了", "Lost"), Words("{by}报了丢失", "{by} reported it lost"), (*_HELD, "disputed"), "lost", CADRES,
         (_COMPANY_TOLD, yes("villager_told", "已经告诉收件人", "The recipient has been told"))),
    Move("find", Words("找到了", "Found"), Words("{by}找到了", "{by} found it"), ("lost",), "arrived", CADRES, when=_is_ours),
    Move("settle_claim", Words("有结果了", "Settled"), Words("丢失的事有了结果", "The claim was settled"), ("lost",), "settled", CADRES,
         (pick("outcome", "结果", "Outcome", _CLAIMS), yes("appeal_told", "不赔：告诉他可以向邮政管理局申诉", "Not paid: told of the postal authority", required=False)),
         guard=_appeal_told, effect=keep("outcome"), main=True),
    Move("dispute", Words("不是我取的", "It was not me"), Words("{by}说不是本人取的", "{by} says that it was not collected by them"), ("collected",), "disputed", _HELPED, when=_disputable),
    Move("confirm_collection", Words("查清了，是取走了", "It was collected"), Words("{by}查清了取件的人", "{by} found out who collected it"), ("disputed",), "collected", CADRES,
         (yes("record_shown", "给他看了取件时间、取件人和签字", "Time, taker and signature were shown"),), main=True),
    Move("recover", Words("取错的还回来了", "It was given back"), Words("{by}要回了快递", "{by} got it back"), ("disputed",), "notified", CADRES),
    Move("check_id", Words("身份证看过了", "Identity checked"), Words("快递员看过了身份证", "The courier saw the identity card"), ("drafted",), "id_checked", CADRES,
         (yes("by_courier", "快递员当面看的，站点没有记号码", "The courier saw it; the station noted no number"),), main=True),
    Move("inspect", Words("东西看过了", "Goods inspected"), Words("快递员验视过了", "The courier inspected the goods"), ("id_checked",), "inspected", CADRES,
         (yes("allowed", "快递员当面验视，没有禁寄物品", "The courier looked; nothing prohibited"),), main=True),
    Move("hand_to_carrier", Words("交给快递了", "Handed to the carrier"), Words("{by}交给了快递", "{by} handed it to the carrier"), ("inspected",), "handed_to_carrier", CADRES,
         (_CARRIER, _WAYBILL_NO, yes("paid_to_carrier", "运费由寄件人直接付给快递公司", "The sender paid the carrier directly")), guard=_labelled, effect=_label, main=True),
    Move("confirm_delivered", Words("对方收到了", "Received"), Words("对方收到了", "It was received"), ("handed_to_carrier",), "delivered", CADRES | _HELPED, main=True),
    Move("give_back", Words("退回来了", "It came back"), Words("退回来，交还寄件人了", "It came back and was given to its sender"), ("handed_to_carrier",), "returned", CADRES,
         (yes("in_person", "当面交还寄件人", "Given back in person"),)),
    Move("report_lost", Words("寄丢了", "Lost on the way"), Words("{by}报了丢失", "{by} reported it lost"), ("handed_to_carrier",), "lost", CADRES, (_COMPANY_TOLD,)),
    Move("decline", Words("办不了", "Not possible"), Words("{by}说明办不了", "{by} said why it is not possible"), ("expected", "drafted", "id_checked"), "declined", CADRES,
         (pick("reason", "为什么", "Why", _DECLINES), Need("redirect", NeedKind.LONG_TEXT, Words("那该怎么办、去哪里", "What to do instead, and where"), longest=200)),
         effect=keep("reason", "redirect")),
    Move("withdraw", Words("不用了", "Withdraw"), Words("{by}撤回了", "{by} withdrew it"), ("expected", "drafted", "id_checked", "inspected"), "withdrawn", _HELPED,
         (pick("reason", "为什么", "Why", _GIVING_UP),), effect=keep("reason")),
    Move("rate", Words("评一评", "Rate us"), Words("{by}作了评价", "{by} rated it"), ("collected", "delivered", "returned", "settled"), None, CADRES | _HELPED,
         when=is_fresh, door="rating"),
    *common_moves(*(state.name for state in STATES if not state.ends)),
    *goes_on(*(state.name for state in STATES if not state.ends)),
    *has_backup(STATES),
)
# fmt: on

_TO_HAND = (Words("通知来取", "The recipient is told"), Words("交到手里", "In the right hands"))
_FETCHING = (Words("取回村里", "Fetched to the village"), *_TO_HAND)
_SENDING = (
    Words("快递员看身份证", "The courier sees the identity card"),
    Words("快递员看东西", "The courier sees the goods"),
    Words("交给快递", "The carrier has it"),
    Words("对方收到", "It is received"),
)


def _plan(details: Mapping[str, Any]) -> tuple[Words, ...] | None:
    """The stations of a parcel that does not simply come in."""
    return {ParcelKind.FETCH: _FETCHING, ParcelKind.OUTBOUND: _SENDING}.get(ParcelKind(details["parcel_kind"]))


KIND = checked(
    Kind(
        service=Service.PARCEL,
        letter="P",
        words=Words("收发快递", "Parcels"),
        asks=ParcelAsks,
        details=ParcelDetails,
        begin=_begin,
        title=_title,
        states=STATES,
        moves=MOVES,
        clocks=CLOCKS,
        secret=frozenset({"pickup_code"}),
        recorded_only=lambda asks: asks.model_dump()["parcel_kind"] == ParcelKind.INBOUND,
        for_nobody=lambda asks: bool(asks.model_dump()["unmatched"]),
        plan=(Words("核对清楚", "Checked"), *_TO_HAND),
        other_plan=_plan,
    ),
    firsts=("expected", "unmatched", "arrived", "drafted"),
)
