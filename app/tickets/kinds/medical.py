"""看病就医: the doctor decides, cadres book, drive and carry; what it is about stays between villager and doctor.

No field takes words about health (个人信息保护法 §28, §29): needs and outcomes are codes, a prescription is its number.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import partial
from typing import Annotated, Any, Self

from pydantic import AwareDatetime, Field, StringConstraints, model_validator

from app.core.clock import today
from app.core.problems import Refusal
from app.core.words import Words
from app.places.rules import Limit, LimitUnit
from app.tickets.kinds.checking import checked
from app.tickets.kinds.moves import FACES, common_moves, has_backup, is_fresh, keep, spoken
from app.tickets.kinds.needs import OUT_OF_HOURS, Phone, pick, yes
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


class MedicalKind(StrEnum):
    """What a villager may ask for."""

    CLINIC_APPOINTMENT = "clinic_appointment"
    FAMILY_DOCTOR_SIGN = "family_doctor_sign"
    FOLLOWUP_VISIT = "followup_visit"
    HOME_VISIT = "home_visit"
    REFILL_REQUEST = "refill_request"
    MEDICINE_PICKUP = "medicine_pickup"
    TELECONSULTATION = "teleconsultation"
    REFERRAL_BOOKING = "referral_booking"
    HOSPITAL_ESCORT = "hospital_escort"
    INSURANCE_HELP = "insurance_help"  # Shown the way: it is an errand (YB-01 to YB-06).
    EMERGENCY_RELAY = "emergency_relay"  # Written down after 120 was called.


NeedCode = StrEnum("NeedCode", "bp_check blood_sugar check_up fever wound refill paper other")
Half = StrEnum("Half", "morning afternoon")
Mobility = StrEnum("Mobility", "walks needs_arm wheelchair bedridden")
Transport = StrEnum("Transport", "own village_car bus ambulance")
CardHolder = StrEnum("CardHolder", "self relative none cadre")

_VISITS = frozenset({"clinic_appointment", "family_doctor_sign", "followup_visit", "home_visit"})
_REFILLS = frozenset({"refill_request", "medicine_pickup"})
_HOSPITAL = frozenset({"referral_booking", "hospital_escort"})
_ESCORT, _REMOTE = frozenset({"hospital_escort"}), frozenset({"teleconsultation"})

LONGEST_WEEKS, STRICT_WEEKS = 12, 4  # 长期处方管理规范: beyond 4 weeks the doctor assesses and the patient signs.
BOOKABLE, HOSPITAL_BOOKABLE = timedelta(days=14), timedelta(days=90)
_LONGEST_GAP, _LONGEST_SUPPLY = -30, 366  # Days from today to the end of a supply.


class Slot(Details):
    """A half day that would suit."""

    on: date
    half: Half


class _Asked(Details):
    medical_kind: MedicalKind
    need_code: NeedCode
    emergency: bool
    called_120: bool = False
    under_14: bool = False
    guardian_agreed: bool = False
    preferred_slots: list[Slot] = Field([], max_length=3)
    supply_end_on: date | None = None
    insurance_card: CardHolder | None = None
    mobility: Mobility | None = None
    transport: Transport | None = None
    escort_contact: Phone | None = None


# What a kind of request cannot do without.
_WANTED = (
    ("preferred_slots", {"clinic_appointment", "home_visit"}, "请选方便的时间 | Choose times that suit"),
    ("supply_end_on", {"refill_request"}, "请说药还能吃到哪一天 | Say until which day the medicine lasts"),
    ("insurance_card", _REFILLS | _ESCORT, "请说医保卡在谁手里 | Say who holds the insurance card"),
    ("mobility", _ESCORT, "请说走路方不方便 | Say how the patient gets about"),
    ("transport", _ESCORT, "请选怎么去医院 | Choose how to travel"),
    ("escort_contact", _ESCORT, "请留一个家里人的电话 | Give the phone number of somebody in the family"),
)


class MedicalAsks(_Asked):
    """A request: a code instead of words, 120 before all else, the insurance card never with a cadre (医保条例 §17, §41)."""

    @model_validator(mode="after")
    def _is_at_the_right_door(self) -> Self:
        relay = self.medical_kind == MedicalKind.EMERGENCY_RELAY
        if self.emergency and not relay:
            raise ValueError("请马上打 120，人安顿好了再来登记 | Call 120 now; register it when the patient is safe")
        if relay and not self.called_120:
            raise ValueError("先打 120，打通了再登记 | Call 120 first, then register it")
        if self.medical_kind == MedicalKind.INSURANCE_HELP:
            raise ValueError("医保的事请到“帮我办事”里办 | Health insurance is found under errands")
        if self.insurance_card == CardHolder.cadre:
            raise ValueError(
                "医保卡请留在本人或家人手里，干部不能代管 | A cadre may not hold the insurance card: keep it yourself"
            )
        if self.under_14 and not self.guardian_agreed:
            raise ValueError("不满 14 岁，要监护人先同意 | Under 14, the guardian agrees first")
        return self

    @model_validator(mode="after")
    def _says_enough(self) -> Self:
        for name, kinds, sentence in _WANTED:
            if self.medical_kind in kinds and not getattr(self, name):
                raise ValueError(sentence)
        if any(not today() <= slot.on <= today() + BOOKABLE for slot in self.preferred_slots):
            raise ValueError("请选今天起 14 天以内的时间 | Choose times within the next 14 days")
        if self.supply_end_on and not _LONGEST_GAP <= (self.supply_end_on - today()).days <= _LONGEST_SUPPLY:
            raise ValueError("药吃完的日子不对，请再看看 | Check the day when the medicine ends")
        return self


class MedicalDetails(_Asked):
    """What the ticket keeps besides: times, places and codes."""

    slot_at: AwareDatetime | None = None
    with_level: str | None = None
    hospital: Annotated[str, StringConstraints(max_length=30)] | None = None
    visit_at: AwareDatetime | None = None
    when_zh: str | None = None  # The time that was made, as people say it.
    when_en: str | None = None
    rx_ref: Annotated[str, StringConstraints(max_length=32)] | None = None
    drug_flags: list[str] = Field([], max_length=8)
    weeks: Annotated[int, Field(ge=1, le=LONGEST_WEEKS)] | None = None
    expected_on: date | None = None
    received_by: str | None = None
    outcome: str | None = None
    reason: str | None = None


def _begin(asks: Details, _: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    details = MedicalDetails(**asks.model_dump()).model_dump(mode="json")
    return "redirected_120" if details["medical_kind"] == "emergency_relay" else "requested", details


def _title(_: Mapping[str, Any], __: ItemFacts | None) -> Words:
    return Words("看病取药", "Doctor and medicine")


_refuse = partial(Refusal, 422)


def _within(name: str, reach: timedelta, facts: Facts) -> Refusal | None:
    if facts.now <= datetime.fromisoformat(facts.data[name]) <= facts.now + reach:
        return None
    return _refuse(
        "slot_out_of_reach",
        f"请选现在起 {reach.days} 天以内的时间。",
        f"Choose a time within the next {reach.days} days.",
        field=name,
    )


def _prescription_fits(facts: Facts) -> Refusal | None:
    told = facts.data
    if set(told.get("drug_flags", ())) & EXCLUDED_DRUGS.keys():
        return _refuse(
            "drug_class_excluded",
            "这类药不能开长期处方，也不能代取。请转诊，由本人到医院看。",
            "This class of drug is neither prescribed long-term nor fetched by others. Refer the patient to the hospital.",
            field="drug_flags",
        )
    if not re.fullmatch(r"[A-Za-z0-9-]{4,32}", told["rx_ref"]):
        return _refuse(
            "rx_ref_wrong",
            "这里只记处方编号（4 到 32 位字母、数字），不写药名和病情。",
            "Only the prescription's number goes here (4 to 32 letters and digits), no drug and no illness.",
            field="rx_ref",
        )
    if not 1 <= told["weeks"] <= LONGEST_WEEKS:
        return _refuse("too_many_weeks", "一次开 1 到 12 周的药。", "Prescribe for 1 to 12 weeks.", field="weeks")
    if told["weeks"] > STRICT_WEEKS and not told.get("long_term_signed"):
        return _refuse(
            "long_term_unsigned",
            "超过 4 周，要医生评估过、病人签了字才能开。",
            "Beyond 4 weeks the doctor assesses and the patient signs first.",
            field="long_term_signed",
        )
    return None


def _kept_cold(facts: Facts) -> Refusal | None:
    if "cold_chain" not in facts.details.get("drug_flags", ()):
        return None
    if Side.DOCTOR in facts.sides and facts.data.get("kept_cold"):
        return None
    return _refuse(
        "cold_chain",
        "这药要冷藏，不能按普通药代取。请村医亲手交接，并确认一路冷藏。",
        "This medicine must stay cold: the doctor alone passes it on and confirms that it was kept cold.",
        field="kept_cold",
    )


def _into_the_right_hands(facts: Facts) -> Refusal | None:
    told = facts.data
    if told["received_by"] == "relative" and not told.get("ids_seen"):
        return _refuse(
            "ids_not_seen",
            "家人代领，要看过病人和代领人两个人的身份证。只看，不记号码。",
            "When a relative collects, see both identity cards first. Only see them; note no number.",
            field="ids_seen",
        )
    if Side.DOCTOR not in facts.sides and not told.get("sealed"):
        return _refuse(
            "not_sealed",
            "不是医生亲手交的，药袋要由医生封好、一路没拆。",
            "When somebody else delivers, the bag is sealed by the doctor and unopened.",
            field="sealed",
        )
    return _kept_cold(facts)


def _timed(name: str, *more: str) -> Callable[[Facts], dict[str, Any]]:
    def effect(facts: Facts) -> dict[str, Any]:
        said = spoken(datetime.fromisoformat(facts.data[name]))
        return {**keep(name, *more)(facts), "when_zh": said.zh, "when_en": said.en}

    return effect


def _supplied_anew(facts: Facts) -> dict[str, Any]:
    """Who has the medicine has it for the weeks prescribed, and is reminded before they end."""
    weeks = facts.details.get("weeks")
    ends_on = {"supply_end_on": (facts.today + timedelta(weeks=weeks)).isoformat()} if weeks else {}
    return {**keep("received_by")(facts), **ends_on}


def _is(kinds: frozenset[str], facts: Facts) -> bool:
    return facts.details["medical_kind"] in kinds


def _slot_is_past(facts: Facts) -> bool:
    return facts.now >= datetime.fromisoformat(facts.details["slot_at"])


def _still_out(facts: Facts) -> bool:
    """Whether an escort has set out and not yet brought the patient home."""
    legs = [move for move in facts.moves_made if move in {"confirm_appointment", "set_out", "bring_home"}]
    return legs[-1:] == ["set_out"]


def _is_home(facts: Facts) -> bool:
    return not _still_out(facts)


def _is_ratable(facts: Facts) -> bool:
    return is_fresh(facts) and not {"rate", "close"} & set(facts.moves_made)


EXCLUDED_DRUGS = {  # 长期处方管理规范
    "toxic": ("毒性药", "Toxic"),
    "radioactive": ("放射性药", "Radioactive"),
    "precursor": ("易制毒药", "Precursor"),
    "narcotic": ("麻醉药", "Narcotic"),
    "psychotropic": ("精神药品", "Psychotropic"),
    "antimicrobial": ("抗菌药", "Antimicrobial"),
    "special_storage": ("要特殊保存的药", "Special storage"),
}
_DRUG_FLAGS = {"cold_chain": ("要冷藏", "Must stay cold"), **EXCLUDED_DRUGS}
_OUTCOMES = {
    "treated": ("看好了", "Treated"),
    "advised": ("嘱咐好了", "Advised"),
    "signed": ("签约了", "Contract signed"),
    "recheck": ("过些天再来看", "To be seen again"),
    "unreachable": ("联系不上", "Could not be reached"),
}
_OPINIONS = {
    "treat_here": ("在村里治", "Treat here"),
    "go_to_hospital": ("要去医院", "Go to hospital"),
    "recheck": ("过些天复查", "Check again later"),
}
_GIVING_UP = {
    "applicant_wish": ("不想办了", "No longer wanted"),
    "solved_otherwise": ("已经解决了", "Solved otherwise"),
    "moved_away": ("不在村里了", "Moved away"),
    "principal_deceased": ("本人去世了", "The patient has died"),
}
_MISSED = {
    "no_transport": ("没有车", "No transport"),
    "weather": ("天气、道路不好", "Weather or roads"),
    "unwell": ("身体去不了", "Too unwell to travel"),
    "forgot": ("忘了", "Forgotten"),
    "hospital_moved": ("医院改期", "The hospital moved it"),
}
_SLOT = Need("slot_at", NeedKind.DATETIME, Words("什么时候", "When"))
_HOSPITAL_NAME = Need("hospital", NeedKind.TEXT, Words("哪家医院", "Which hospital"), longest=30, begins="hospital")
_FAMILY_TOLD = yes("family_told", "已经告诉家里人", "The family has been told")
_CARD_NOT_HELD = yes("card_not_held", "医保卡在本人或家人手里", "The insurance card is with the patient or the family")
_COLD = yes("kept_cold", "要冷藏的药，一路冷藏", "Kept cold all the way, if it must be", required=False)

_WD, _CD, _OPEN = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.OPEN_MINUTES
_V, _A = Owner.VILLAGE, Owner.AUTHORITY

# A table is read row by row; the formatter would spread each row over eight lines.
# fmt: off
CLOCKS = (
    Clock("response", Words("医生确认", "Doctor's answer"), _V, Words("{due}前给您回话。", "You hear from us by {due}."),
          Limit(240, _OPEN), urgent=Limit(120, _OPEN), emergency=Limit(30, _OPEN),
          for_staff=Words("{due}前要回话。", "An answer is due by {due}.")),
    Clock("visit", Words("就诊", "Visit"), _V, Words("最晚{due}看上。", "At the latest {due}."), Limit(14, _CD)),
    Clock("today", Words("当天安排", "Next step"), _V, Words("{due}前安排好。", "Settled by {due}."), Limit(1, _WD)),
    Clock("medicine", Words("等药", "Medicine"), _A, Words("{due}前到。", "It comes by {due}."), Limit(7, _CD)),
    Clock("pickup", Words("取药", "Collection"), Owner.VILLAGER, Words("请在{due}前取走。", "Please fetch it by {due}."), Limit(7, _CD),
          for_staff=Words("{due}前要取走。", "To be fetched by {due}.")),
    Clock("hospital", Words("医院回话", "Hospital's answer"), _A, Words("{due}前有消息。", "You hear by {due}."), Limit(5, _WD),
          for_staff=Words("{due}前有消息。", "News is due by {due}.")),
    Clock("appointment", Words("去医院", "Hospital visit"), Owner.VILLAGER, Words("最晚{due}去。", "At the latest {due}."), Limit(90, _CD)),
    Clock("trip", Words("陪诊", "Escort"), _V, Words("{due}前送回家。", "Home again by {due}."), Limit(1, _CD)),
    Clock("aftercare", Words("回访", "Asking after"), _V, Words("{due}前我们问问您看得怎么样。", "We ask how it went by {due}."), Limit(1, _WD),
          for_staff=Words("{due}前要问问看得怎么样。", "To be asked by {due} how it went.")),
)

STATES = (
    State("requested", Words("待医生确认", "Waiting for the doctor"), Core.SUBMITTED,
          Words("收到了，等村医确认。", "We have it; the village doctor looks at it next."), "response",
          for_staff=Words("收到了，等村医确认。", "It is in; the village doctor looks at it next.")),
    State("booked", Words("已约", "Booked"), Core.ACCEPTED,
          Words("约好了：{when_zh}，请到村卫生室。", "It is booked for {when_en}, at the village clinic."), "visit",
          todo=Words("按时来，带上身份证和医保卡", "Come on time with your identity and insurance cards"),
          for_staff=Words("约好了：{when_zh}，在村卫生室。", "Booked for {when_en}, at the village clinic.")),
    State("redirected_120", Words("已转120", "Passed to 120"), Core.TERMINATED,
          Words("已经转给 120 急救。", "Passed to the ambulance service, 120."), ends=True),
    State("seen", Words("已就诊", "Seen"), Core.IN_PROGRESS,
          Words("医生看过了，正在安排下一步。", "The doctor has seen you and settles what comes next."), "today",
          for_staff=Words("医生看过了，正在安排下一步。", "The doctor has seen the patient and settles what comes next.")),
    State("refill_pending", Words("等药", "Waiting for medicine"), Core.WAITING_EXTERNAL,
          Words("药已经开了，正等着送到。", "The medicine is prescribed and on its way."), "medicine"),
    State("ready_for_pickup", Words("药到待取", "Medicine ready"), Core.COMPLETED,
          Words("药到了，可以来取；走不开就给{who}打电话。", "The medicine is here. Come for it, or call {who}."), "pickup",
          todo=Words("来取药；家人代领请带两个人的身份证", "Come for it; a relative brings both identity cards"),
          for_staff=Words("药到了，等{name}来取。", "The medicine is here for {name} to fetch.")),
    State("handed_over", Words("已交药", "Handed over"), Core.DELIVERED,
          Words("药交到手里了。照医生说的吃，不舒服马上打电话。", "You have it. Take it as told, and call at once if you feel unwell."), todo=FACES, ends=True,
          for_staff=Words("药交到手里了。", "The medicine was handed over.")),
    State("referred", Words("已转诊", "Referred"), Core.WAITING_EXTERNAL,
          Words("医生帮您转到上级医院，正等医院回话。", "The doctor has referred you; the hospital answers next."), "hospital",
          for_staff=Words("医生转到了上级医院，正等医院回话。", "The doctor has referred the patient; the hospital answers next.")),
    State("appointment_confirmed", Words("医院已约", "Hospital appointment"), Core.WAITING_EXTERNAL,
          Words("医院约好了：{when_zh}。", "The hospital appointment is on {when_en}."), "appointment",
          todo=Words("按时去，带上身份证和医保卡", "Go on time with your identity and insurance cards")),
    State("escorting", Words("陪诊中", "Being escorted"), Core.IN_PROGRESS,
          Words("{who}正陪着去医院，家里人放心。", "{who} is with the patient on the way to the hospital."), "trip",
          for_staff=Words("{who}正陪着去医院。", "{who} is with the patient on the way to the hospital.")),
    State("returned_home", Words("已送回家", "Home again"), Core.DELIVERED, Words("已经平安送回家。", "Safely home again."), todo=FACES, ends=True),
    State("opinion_received", Words("会诊有结果", "Opinion received"), Core.COMPLETED,
          Words("会诊有结果了，村医当面讲给您听。", "The specialists have answered; the doctor explains it to you."), "today",
          for_staff=Words("会诊有结果了，村医要当面讲给{name}听。", "The specialists have answered; the doctor is to explain it to {name}.")),
    State("no_show", Words("未到", "Did not come"), Core.LAPSED,
          Words("约的时间过了，还想看就再约一次。", "The time has passed; book again if you still need it."), ends=True,
          for_staff=Words("约的时间过了，人没来。", "The time has passed; nobody came.")),
    State("scheduled", Words("会诊已约", "Consultation scheduled"), Core.ACCEPTED,
          Words("远程会诊约好了：{when_zh}，请到村卫生室。", "The remote consultation is on {when_en}, at the village clinic."), "visit",
          for_staff=Words("远程会诊约好了：{when_zh}，在村卫生室。", "The remote consultation is on {when_en}, at the village clinic.")),
    State("in_session", Words("会诊中", "In consultation"), Core.IN_PROGRESS,
          Words("正在和上级医生会诊。", "The consultation is under way."), "today"),
    State("attended", Words("已到院就诊", "Been to the hospital"), Core.COMPLETED, Words("医院看过了。", "The hospital visit is done."), "aftercare"),
    State("missed", Words("未赴约", "Missed"), Core.COMPLETED,
          Words("这次没去成医院，可以帮您再约。", "The hospital visit was missed; we can make another."), "aftercare",
          for_staff=Words("这次没去成医院，要问问要不要再约。", "The hospital visit was missed; ask whether to make another.")),
    State("return_to_pharmacy", Words("药品退回", "Returned to pharmacy"), Core.TERMINATED,
          Words("药放了七天没人取，退回药房了；还要吃就再说一声。", "Not fetched for seven days, it went back; ask again if you need it."), ends=True,
          for_staff=Words("药放了七天没人取，退回药房了。", "Not fetched for seven days, it went back to the pharmacy.")),
    State("withdrawn", Words("已撤回", "Withdrawn"), Core.WITHDRAWN,
          Words("已经撤回，要用时随时再来。", "Withdrawn; come again whenever you need to."), ends=True,
          for_staff=Words("已经撤回。", "Withdrawn.")),
    State("closed", Words("已归档", "Closed"), Core.CLOSED, Words("这件事办完了。", "This is finished."), ends=True),
)

_DOCTOR, _HELPED, _CLOCK = frozenset({Side.DOCTOR}), frozenset({Side.HELPED}), frozenset({Side.CLOCK})
_STAFF, _BY_HAND = CADRES | _DOCTOR, _DOCTOR | {Side.HANDLER}

_PRESCRIBE = Move(
    "prescribe", Words("开药", "Prescribe"), Words("{by}开了药", "{by} prescribed medicine"), ("seen",), "refill_pending", _DOCTOR,
    (Need("rx_ref", NeedKind.TEXT, Words("处方编号", "Prescription number"), longest=32,
          hint=Words("只写编号，不写药名和病情", "The number only, no drug and no illness")),
     Need("weeks", NeedKind.NUMBER, Words("开几周的量", "For how many weeks"), hint=Words("一般 4 周以内，最多 12 周", "Usually up to 4, at most 12")),
     pick("drug_flags", "药有没有特别的", "Anything special about the drug", _DRUG_FLAGS, required=False, many=True),
     yes("long_term_signed", "超过 4 周：已评估，病人已签字", "Beyond 4 weeks: assessed, and signed by the patient", required=False)),
    guard=_prescription_fits, effect=keep("rx_ref", "weeks", "drug_flags"))
_CONFIRM = Move(
    "confirm_appointment", Words("医院约好了", "Hospital appointment made"), Words("{by}约好了医院", "{by} made the hospital appointment"),
    ("referred",), "appointment_confirmed", _STAFF, (_HOSPITAL_NAME, Need("visit_at", NeedKind.DATETIME, Words("哪天几点", "Day and time"))),
    guard=partial(_within, "visit_at", HOSPITAL_BOOKABLE), effect=_timed("visit_at", "hospital"), main=True)
_ATTEND = Move("attend", Words("到医院看了", "Has been to the hospital"), Words("{by}记下：医院看过了", "{by} noted the hospital visit"),
               ("escorting",), "attended", _STAFF | _HELPED, main=True)
_RATE = Move("rate", Words("评一评", "Rate us"), Words("{by}作了评价", "{by} rated it"), ("handed_over", "returned_home"), "closed",
             CADRES | _HELPED, door="rating")

MOVES = (
    Move("book", Words("约时间", "Book a time"), Words("{by}约好了时间", "{by} booked a time"), ("requested",), "booked", _STAFF, (_SLOT, OUT_OF_HOURS),
         when=partial(_is, _VISITS), guard=partial(_within, "slot_at", BOOKABLE), effect=_timed("slot_at"), main=True),
    Move("call_in", Words("请人先来看看", "Ask them to come first"), Words("{by}请人先来看看", "{by} asked for a visit first"), ("requested",), "booked",
         _STAFF, (_SLOT, OUT_OF_HOURS), when=partial(_is, _REFILLS | _HOSPITAL | _REMOTE), guard=partial(_within, "slot_at", BOOKABLE), effect=_timed("slot_at")),
    replace(_PRESCRIBE, at=("requested",), when=partial(_is, _REFILLS), main=True),
    Move("schedule", Words("约会诊", "Schedule the consultation"), Words("{by}约好了会诊", "{by} scheduled the consultation"), ("requested",), "scheduled", _DOCTOR,
         (_SLOT, OUT_OF_HOURS, pick("with_level", "和哪里的医生", "With doctors of", {"town": ("镇卫生院", "The town"), "county": ("县医院", "The county")})),
         when=partial(_is, _REMOTE), guard=partial(_within, "slot_at", BOOKABLE), effect=_timed("slot_at", "with_level"), main=True),
    replace(_CONFIRM, at=("requested",), when=partial(_is, _HOSPITAL)),
    Move("refer", Words("转诊", "Refer"), Words("{by}转诊到上级医院", "{by} referred to a hospital"), ("requested", "seen", "opinion_received", "missed"),
         "referred", _DOCTOR, (_HOSPITAL_NAME,), effect=keep("hospital")),
    Move("redirect_120", Words("转 120", "Pass to 120"), Words("{by}转给了 120", "{by} passed it to 120"),
         ("requested", "booked", "seen", "scheduled", "in_session", "refill_pending"), "redirected_120", _DOCTOR,
         (yes("called_120", "120 已经打通", "120 has answered"), _FAMILY_TOLD), effect=keep("called_120")),
    Move("check_in", Words("人到了", "The patient is here"), Words("{by}看了", "{by} saw the patient"), ("booked",), "seen", _DOCTOR, main=True),
    Move("mark_no_show", Words("人没来", "Did not come"), Words("约的时间没来", "Nobody came at the time"), ("booked", "scheduled"), "no_show", _BY_HAND,
         (yes("called", "打过电话问了", "We have called to ask"),), when=_slot_is_past),
    _PRESCRIBE,
    Move("finish", Words("看完了", "Finish"), Words("{by}看完了", "{by} finished"), ("seen", "opinion_received"), "closed", _DOCTOR,
         (pick("outcome", "结果", "Outcome", _OUTCOMES),), effect=keep("outcome"), main=True),
    Move("order_medicine", Words("报药", "Order it"), Words("{by}报了药", "{by} ordered the medicine"), ("refill_pending",), None, _BY_HAND,
         (Need("expected_on", NeedKind.DATE, Words("预计哪天到", "Expected on"), begins="expected_on"),), effect=keep("expected_on")),
    Move("receive_medicine", Words("药到了", "The medicine is here"), Words("药到了", "The medicine has come"), ("refill_pending",), "ready_for_pickup",
         _BY_HAND, (yes("counted", "药名、数量、有效期和处方对过", "Name, count and expiry match the prescription"), _COLD), guard=_kept_cold, main=True),
    Move("hand_over", Words("交药", "Hand over"), Words("{by}把药交到手里", "{by} handed the medicine over"), ("ready_for_pickup",), "handed_over", _BY_HAND,
         (yes("read_back", "药名、数量、有效期念给他听了", "Name, count and expiry were read out"), yes("signed", "领药的人签了字", "The recipient has signed"),
          pick("received_by", "谁领的", "Collected by", {"self": ("本人", "The patient"), "relative": ("家人代领", "A relative")}),
          yes("ids_seen", "代领：两个人的身份证都看过", "Relative: both identity cards seen", required=False),
          yes("sealed", "药袋由医生封好、没拆过", "Sealed by the doctor and unopened", required=False), _COLD, _CARD_NOT_HELD),
         guard=_into_the_right_hands, effect=_supplied_anew, main=True),
    Move("return_medicine", Words("退回药房", "Return to the pharmacy"), Words("七天没取，药退回药房", "Not fetched for seven days, it went back"),
         ("ready_for_pickup",), "return_to_pharmacy", _CLOCK, after=Limit(7, _CD)),
    _CONFIRM,
    replace(_CONFIRM, at=("missed",), main=False),
    Move("set_out", Words("出发", "Set out"), Words("{by}陪着出发了", "{by} set out with the patient"), ("appointment_confirmed",), "escorting",
         _STAFF, (_FAMILY_TOLD, _CARD_NOT_HELD), when=partial(_is, _ESCORT), main=True),
    _ATTEND,
    replace(_ATTEND, at=("appointment_confirmed",), main=False),
    Move("miss", Words("没去成", "Could not go"), Words("没去成医院", "The visit was missed"), ("appointment_confirmed",), "missed", _STAFF | _HELPED,
         (pick("reason", "为什么", "Why", _MISSED),), effect=keep("reason")),
    Move("bring_home", Words("送到家了", "Home again"), Words("{by}送回家了", "{by} brought the patient home"), ("attended",), "returned_home", _STAFF,
         (_FAMILY_TOLD,), when=_still_out, main=True),
    Move("follow_up", Words("问过了", "Asked after"), Words("{by}问过看得怎么样", "{by} asked how it went"), ("attended", "missed"), "closed", _STAFF,
         (pick("outcome", "结果", "Outcome", _OUTCOMES),), when=_is_home, effect=keep("outcome"), main=True),
    Move("start_session", Words("开始会诊", "Start"), Words("开始会诊", "The consultation began"), ("scheduled",), "in_session", _DOCTOR,
         (yes("patient_agrees", "病人同意这次会诊", "The patient agrees to this consultation"),), main=True),
    Move("record_opinion", Words("有结果了", "The opinion is here"), Words("会诊有了结果", "The opinion came"), ("in_session",), "opinion_received", _DOCTOR,
         (pick("outcome", "结果", "Outcome", _OPINIONS),), effect=keep("outcome"), main=True),
    Move("withdraw", Words("不办了", "Withdraw"), Words("{by}撤回了", "{by} withdrew it"),
         ("requested", "booked", "scheduled", "refill_pending", "referred", "appointment_confirmed"), "withdrawn", _HELPED,
         (pick("reason", "为什么", "Why", _GIVING_UP, for_staff={"principal_deceased"}),), effect=keep("reason")),
    _RATE,
    replace(_RATE, at=("attended",), when=_is_home),
    replace(_RATE, at=("closed",), to=None, when=_is_ratable),
    Move("close", Words("归档", "Close"), Words("时间到了，自动归档", "Closed when its time was over"),
         ("handed_over", "returned_home", "opinion_received", "missed"), "closed", _CLOCK, after=Limit(15, _CD)),
    # Whoever has it reads what it is about, so no duty cadre takes it: doctor or secretary give it to the one who shall help.
    *common_moves(*(state.name for state in STATES if not state.ends), takers=_DOCTOR | {Side.SECRETARY}),
    *has_backup(STATES),
)
# fmt: on

KIND = checked(
    Kind(
        service=Service.MEDICAL,
        letter="M",
        words=Words("看病取药", "Doctor and medicine"),
        asks=MedicalAsks,
        details=MedicalDetails,
        begin=_begin,
        title=_title,
        states=STATES,
        moves=MOVES,
        clocks=CLOCKS,
        consents=("health",),
        takes_description=False,
        # What a driver or carrier has to know (when, where to, how, whom to call) is not secret; why is.
        secret=frozenset(MedicalDetails.model_fields)
        - {
            "medical_kind",
            "slot_at",
            "visit_at",
            "when_zh",
            "when_en",
            "mobility",
            "transport",
            "escort_contact",
            "expected_on",
            "received_by",
        },
        plan=(
            Words("村医确认", "The doctor answers"),
            Words("看上病、药到手里", "A doctor looks, the medicine comes"),
            Words("问问好些没有", "Asked how it goes"),
        ),
    ),
    firsts=("requested", "redirected_120"),
)
