"""金融服务: the village books, checks and goes along; the bank acts and the money is never ours.

No card number, password or code is ever kept, of amounts a band at most. The holder comes in person and types the PIN; a
relative with the card is sent home, the bank comes to the bed-ridden. What looks like a fraud waits until two people, one
of them the secretary, have cleared it, or goes to the police (domain reference §1; 反电信网络诈骗法 §8, §31).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from app.core.clock import LOCAL, local_date, now, today
from app.core.problems import Refusal
from app.core.shapes import AskedInstant, Text
from app.core.words import Words
from app.people.texts.rules import forbidden_secret
from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds.checking import checked
from app.tickets.kinds.moves import FACES, common_moves, goes_on, has_backup, keep, spoken
from app.tickets.kinds.needs import OUT_OF_HOURS, pick, yes
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

# What is asked and what is kept.


def _harmless(text: str) -> str:
    if why := forbidden_secret(text):
        raise ValueError(f"{why.zh} | {why.en}")
    return text


class FinanceKind(StrEnum):
    """What a villager may ask for."""

    CASH_WITHDRAWAL_APPT = "cash_withdrawal_appt"
    BALANCE_HELP = "balance_help"
    REMITTANCE_APPT = "remittance_appt"
    BILL_PAYMENT_HELP = "bill_payment_help"
    PENSION_PAYMENT_HELP = "pension_payment_help"
    MEDICAL_INSURANCE_PAYMENT_HELP = "medical_insurance_payment_help"
    SUBSIDY_INQUIRY = "subsidy_inquiry"
    CARD_PROBLEM = "card_problem"
    HOME_BANKING_REQUEST = "home_banking_request"
    MICRO_LOAN_REFERRAL = "micro_loan_referral"
    FRAUD_REPORT = "fraud_report"
    COUNTERFEIT_REPORT = "counterfeit_report"


_TITLES = {
    "cash_withdrawal_appt": Words("预约取钱", "Cash withdrawal"),
    "balance_help": Words("查余额", "Checking a balance"),
    "remittance_appt": Words("预约汇款", "Sending money"),
    "bill_payment_help": Words("交水电气话费", "Paying bills"),
    "pension_payment_help": Words("交养老保险", "Paying pension insurance"),
    "medical_insurance_payment_help": Words("交医保", "Paying health insurance"),
    "subsidy_inquiry": Words("查补贴（一卡通）", "Asking after a subsidy"),
    "card_problem": Words("银行卡有问题", "A problem with the card"),
    "home_banking_request": Words("请银行上门", "The bank comes home"),
    "micro_loan_referral": Words("想贷款，找银行", "A small loan from the bank"),
    "fraud_report": Words("怀疑遇到骗子", "Perhaps a fraud"),
    "counterfeit_report": Words("收到假钱", "Counterfeit money"),
}
# These are the bank's alone; all others are done at the cash point or on the villager's own phone.
_FOR_THE_BANK = frozenset({"card_problem", "home_banking_request", "micro_loan_referral", "counterfeit_report"})
_RISKY = frozenset({"remittance_appt", "micro_loan_referral", "card_problem"})  # All six questions are asked.
_FURTHEST_SLOT, _OLDEST_CALL = timedelta(days=14), timedelta(days=7)
AmountBand = StrEnum("AmountBand", "upto_500 upto_1000 upto_2000 over_2000")
LoanPurpose = StrEnum("LoanPurpose", "livestock crops processing tools small_business other_production")
# Named so that the refusal can say why (小额信贷 is for production).
NoLoanPurpose = StrEnum("NoLoanPurpose", "marriage house_building wealth_products lending_on daily_spending")
Household = StrEnum("Household", "poverty_relieved monitored other")
Bank = Annotated[Text, Field(min_length=1, max_length=30), AfterValidator(_harmless)]


class _Asked(Details):
    finance_kind: FinanceKind
    bank_name: Bank | None = None
    amount_band: AmountBand | None = None  # For cash readiness; never an amount.
    slot_start: AskedInstant | None = None  # A wish until the village confirms it.
    loan_purpose: LoanPurpose | NoLoanPurpose | None = None
    loan_household_type: Household | None = None


class FinanceAsks(_Asked):
    """What a request may say."""

    @model_validator(mode="after")
    def _asks_what_is_possible(self) -> Self:
        loan = self.finance_kind is FinanceKind.MICRO_LOAN_REFERRAL
        if self.loan_purpose in set(NoLoanPurpose):
            raise ValueError(
                "小额信贷只能用于生产，不能用来办婚事、盖房、理财、日常花销或转借别人 | "
                "This loan is for production only: not for a wedding, a house, investments, daily needs or lending on"
            )
        if loan and self.loan_purpose is None:
            raise ValueError("请选贷款用来做什么 | Choose what the loan is for")
        if not loan and (self.loan_purpose or self.loan_household_type):
            raise ValueError("只有贷款才填用途 | Only a loan has a purpose")
        if self.slot_start and self.slot_start <= now():
            raise ValueError("这个时间已经过去了，请另选一个 | That time is over: choose another")
        if self.slot_start and local_date(self.slot_start) > today() + _FURTHEST_SLOT:
            raise ValueError("请选今天起14天以内的时间 | Choose a time within the next 14 days")
        return self


class FraudAnswers(Details):
    """The six questions (反诈六问); None where one was not asked."""

    stranger_called: bool | None = None
    code_asked: bool | None = None
    told_to_hide: bool | None = None
    safe_account: bool | None = None
    easy_money: bool | None = None
    screen_shared: bool | None = None


class Hold(Details):
    """Who stopped it, and why."""

    by: str | None
    by_secretary: bool
    note: str
    at: datetime


class FinanceDetails(_Asked):
    """What the ticket keeps."""

    fraud_answers: FraudAnswers | None = None
    held: Hold | None = None
    called: Literal["96110", "110"] | None = None
    called_at: datetime | None = None
    cleared_because: str | None = None
    slot_zh: str | None = None  # The confirmed time as people say it.
    slot_en: str | None = None
    over_limit_advised: bool = False
    holder_present: bool = False
    receipt_given: bool = False
    signed: bool = False
    failure_reason: str | None = None
    next_step: str | None = None
    manager: str | None = None
    consent: bool = False
    told_by: Literal["villager", "bank"] | None = None
    cancel_reason: str | None = None


def _begin(asks: Details, _: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    return "requested", FinanceDetails(**asks.model_dump()).model_dump(mode="json")


def _title(details: Mapping[str, Any], _: ItemFacts | None) -> Words:
    return _TITLES[details["finance_kind"]]


# Guards and effects.


def _is_for_the_bank(facts: Facts) -> bool:
    return facts.details["finance_kind"] in _FOR_THE_BANK


def _is_risky(facts: Facts) -> bool:
    return facts.details["finance_kind"] in _RISKY


def _is_for_us(facts: Facts) -> bool:
    return not _is_for_the_bank(facts)


def _slot(facts: Facts) -> datetime | None:
    told = facts.data.get("slot_start") or facts.details["slot_start"]
    return datetime.fromisoformat(told) if told else None


def _slot_is_past(facts: Facts) -> bool:
    slot = _slot(facts)
    return slot is not None and slot <= facts.now


# A table is read row by row; the formatter would spread each row over many lines.
# fmt: off
def _no(code: str, zh: str, en: str, field: str) -> Refusal:
    return Refusal(422, code, zh, en, field=field)


def _no_sign_of_fraud(facts: Facts) -> Refusal | None:
    answers = [facts.data.get(question) for question in FraudAnswers.model_fields]
    if "yes" in answers:
        return _no("fraud_signs", "有一条像是骗局，先别办：请点“先缓一缓”，陪他给家人和96110打电话。",
                   "One answer looks like a fraud. Do not go on: choose 'Stop and check', and ring the family and 96110 with them.", "note")
    if None in answers and _is_risky(facts):
        return _no("fraud_questions_open", "汇款、贷款、卡的问题，六个问题要一个一个问完。",
                   "For remittances, loans and card problems all six questions are asked.", "stranger_called")
    if None not in answers or facts.data.get("all_asked"):
        return None
    return _no("fraud_questions_open", "六个问题还没问完：都问过、都没有，就勾第一条；有一条不对劲，就点“先缓一缓”。",
               "The six questions are not all asked: tick the first line if all were and all are clear, or choose 'Stop and check'.", "all_asked")


def _two_people(facts: Facts) -> Refusal | None:
    held = facts.details["held"]
    if held["by"] == str(facts.actor_id):
        return _no("second_person_needed", "您按下的暂缓，要由另一个人来放行。", "You stopped it: somebody else must let it go on.", "cleared_because")
    if Side.SECRETARY not in facts.sides and not held["by_secretary"]:
        return _no("secretary_needed", "放行要有村书记在内的两个人看过，请村书记来确认。", "Two people clear it, one of them the village secretary.", "cleared_because")
    return _call_is_recent(facts)


def _call_is_recent(facts: Facts) -> Refusal | None:
    if facts.now - _OLDEST_CALL <= datetime.fromisoformat(facts.data["called_at"]) <= facts.now:
        return None
    return _no("call_out_of_range", "打电话的时间不对，请填最近7天内实际打的时间。", "Give the time of a call within the last 7 days.", "called_at")


def _slot_fits(facts: Facts) -> Refusal | None:
    """Whether the hour itself will do; whether the door is open then is looked at by whoever knows the village's hours."""
    slot = _slot(facts)
    if slot is None:
        return _no("slot_missing", "请选一个时间。", "Choose a time.", "slot_start")
    first = local_date(facts.entered_at) if facts.state == "scheduled" and facts.entered_at else facts.today
    if slot <= facts.now:
        return _no("slot_past", "这个时间已经过去了，请和村民另约一个。", "That time is over: agree on another with the villager.", "slot_start")
    if local_date(slot) > first + _FURTHEST_SLOT:
        return _no("slot_out_of_range", "请选今天起14天以内的时间；改期不能超过头一次约的14天。",
                   "Choose a time within 14 days; a change stays within 14 days of the first booking.", "slot_start")
    advised = facts.data.get("over_limit_advised") or facts.details["over_limit_advised"]
    if facts.details["amount_band"] == "over_2000" and not advised:
        return _no("over_limit", "一张卡一天最多取2000元。请告诉村民：可以去网点，或自愿分几天来，讲过了再勾上。",
                   "A card gives 2,000 yuan a day at most. Advise the branch, or several days if they wish, then tick it.", "over_limit_advised")
    return None


def _loan_is_for_whom(facts: Facts) -> Refusal | None:
    known = facts.data.get("loan_household_type") or facts.details["loan_household_type"]
    if facts.details["finance_kind"] != "micro_loan_referral" or known:
        return None
    return _no("household_missing", "贷款要填是哪类户，银行要看。", "For a loan, say which kind of household it is.", "loan_household_type")


def _answered(facts: Facts) -> dict[str, Any]:
    unasked = "no" if facts.data.get("all_asked") else None  # One tick says no to all that was not answered by itself.
    given = {question: facts.data.get(question, unasked) for question in FraudAnswers.model_fields}
    told = {question: answer == "yes" for question, answer in given.items() if answer}
    return {**facts.details, "fraud_answers": {**(facts.details["fraud_answers"] or {}), **told}}


def _held(facts: Facts) -> dict[str, Any]:
    hold = {"by": str(facts.actor_id), "by_secretary": Side.SECRETARY in facts.sides, "note": facts.data["note"], "at": facts.now.isoformat()}
    return {**_answered(facts), "held": hold}


def _scheduled(facts: Facts) -> dict[str, Any]:
    slot, advised = _slot(facts), facts.data.get("over_limit_advised", False) or facts.details["over_limit_advised"]
    assert slot is not None, "the guard has seen it"
    said = spoken(slot)
    return {**facts.details, "slot_start": slot.astimezone(LOCAL).isoformat(), "slot_zh": said.zh, "slot_en": said.en, "over_limit_advised": advised}


# The table.

_WORKERS, _HELPED, _CLOCK = frozenset({Side.HANDLER, Side.DUTY}), frozenset({Side.HELPED}), frozenset({Side.CLOCK})
_OPEN = ("requested", "screened", "fraud_hold", "scheduled", "checked_in", "referred")
_RATED = ("served", "failed", "bank_approved", "bank_declined", "no_answer")
_WD, _CD, _MINUTES = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.OPEN_MINUTES

_STATES = (
    State("requested", Words("待响应", "Waiting for an answer"), Core.SUBMITTED,
          Words("收到了，村里先跟您核对几句，防着骗子。", "We have it; first somebody asks you a few questions, against frauds."), "response",
          for_staff=Words("收到了，村里先核对几句，防着骗子。", "It is in; the village first asks a few questions, against frauds.")),
    State("screened", Words("已核风险", "Risk checked"), Core.ACCEPTED,
          Words("核对过了，{who}正给您安排。", "Checked; {who} is arranging it."), "arranging",
          for_staff=Words("核对过了，{who}正在安排。", "Checked; {who} is arranging it.")),
    State("fraud_hold", Words("疑似诈骗暂缓", "Stopped, perhaps a fraud"), Core.SUSPENDED,
          Words("这事像是骗局，先缓一缓，钱别动，{who}陪您核实。", "This looks like a fraud. Leave the money where it is; {who} checks it with you."), "checking",
          todo=Words("先别转钱；谁问您要密码、验证码，都是骗子", "Send no money; whoever asks for a password or code is a fraud"),
          for_staff=Words("像是骗局，先缓一缓，{who}正陪{name}核实。", "It looks like a fraud and is stopped; {who} checks it with {name}.")),
    State("reported_police", Words("已报警", "Reported to the police"), Core.TERMINATED,
          Words("已经帮您报警，等民警联系，钱先别动。", "The police know; they will contact you. Leave the money where it is."), ends=True,
          for_staff=Words("已经报警，等民警联系{name}。", "The police know and will contact {name}.")),
    State("scheduled", Words("已预约", "Booked"), Core.IN_PROGRESS,
          Words("约好了：{slot_zh}，{who}等您。", "It is booked for {slot_en}; {who} expects you."), "appointment",
          todo=Words("本人来，带身份证和卡；密码自己输，谁也别告诉", "Come yourself with identity card and bank card; type the PIN yourself, tell nobody"),
          for_staff=Words("约好了：{slot_zh}，{who}等{name}来。", "Booked for {slot_en}; {who} expects {name}.")),
    State("checked_in", Words("已到场", "Here"), Core.IN_PROGRESS,
          Words("您到了，{who}正陪您办。密码自己输，别让人看。", "You are here and {who} helps you. Type the PIN yourself and unseen."), "serving",
          for_staff=Words("{name}到了，{who}正陪着办，密码由本人自己输。", "{name} is here with {who}; the PIN is typed by the holder alone.")),
    State("no_show", Words("未到", "Did not come"), Core.LAPSED,
          Words("约的时间没等到您，想办随时再约。", "We missed you at the booked time; book again whenever you like."), ends=True,
          for_staff=Words("约的时间没等到{name}，想办可以再约。", "{name} did not come at the booked time; it can be booked again.")),
    State("served", Words("已服务", "Done"), Core.COMPLETED, Words("办好了，小票请收好。", "It is done; keep the slip."), "rating", todo=FACES, ends=True,
          for_staff=Words("办好了，小票在本人手里。", "Done; the holder has the slip.")),
    State("failed", Words("未办成", "Not done"), Core.COMPLETED,
          Words("这次没办成，原因和下一步写在下面。", "It could not be done; why, and what next, stands below."), "rating", todo=FACES, ends=True),
    State("referred", Words("已转介银行", "With the bank"), Core.WAITING_EXTERNAL,
          Words("已转给银行，办不办由银行定；不用交任何介绍费。", "The bank has it and decides; nobody may take a fee for this."), "bank"),
    State("bank_approved", Words("银行同意", "The bank agreed"), Core.COMPLETED,
          Words("银行同意了，手续请本人去银行办、自己看清再签字。", "The bank agreed. Go there yourself, and read before you sign."), "rating",
          todo=FACES, ends=True,
          for_staff=Words("银行同意了，手续要本人去银行办。", "The bank agreed; the person goes there to sign.")),
    State("bank_declined", Words("银行未同意", "The bank did not agree"), Core.COMPLETED,
          Words("银行没有同意。想问原因，村里可以陪您去问。", "The bank did not agree. If you want to know why, we go along and ask."), "rating",
          todo=FACES, ends=True,
          for_staff=Words("银行没有同意。本人想问原因，可以陪着去问。", "The bank did not agree. Whoever wants to know why can be accompanied there.")),
    State("no_answer", Words("银行未答复", "The bank did not answer"), Core.COMPLETED,
          Words("问了几次，银行还没答复。想再办，随时再来说。", "We asked again, and the bank has not answered. Come again if you still want it."), "rating",
          todo=FACES, ends=True,
          for_staff=Words("问了几次，银行还没答复。", "Asked again, and the bank has not answered.")),
    State("cancelled", Words("已取消", "Cancelled"), Core.WITHDRAWN, Words("已经取消，想办随时再来。", "Cancelled; come again at any time."), ends=True,
          for_staff=Words("已经取消。", "Cancelled.")),
    State("closed", Words("已归档", "Filed"), Core.CLOSED, Words("办完归档了，什么时候都能查。", "Done and filed; you can look it up at any time."), ends=True,
          for_staff=Words("办完归档了。", "Done and filed.")),
)

_CLOCKS = (
    Clock("response", Words("村里答复", "The village's answer"), Owner.VILLAGE, Words("{due}前给您答复。", "You get an answer by {due}."),
          Limit(1, _WD), urgent=Limit(120, _MINUTES), emergency=Limit(30, _MINUTES),
          for_staff=Words("{due}前要答复。", "An answer is due by {due}.")),
    Clock("arranging", Words("安排", "Arranging"), Owner.VILLAGE, Words("{due}前安排好。", "It is arranged by {due}."), Limit(2, _WD)),
    Clock("checking", Words("核实", "Checking"), Owner.VILLAGE, Words("{due}前给您准话。", "You know more by {due}."), Limit(1, _WD),
          for_staff=Words("{due}前要有准话。", "It has to be clear by {due}.")),
    Clock("appointment", Words("预约", "Appointment"), Owner.VILLAGE, Words("最晚留到{due}。", "It is kept until {due} at the latest."), Limit(14, _CD)),
    Clock("serving", Words("当面办", "At the counter"), Owner.VILLAGE, Words("{due}前办完。", "It is finished by {due}."), Limit(0, _WD)),
    Clock("bank", Words("银行答复", "The bank's answer"), Owner.AUTHORITY,
          Words("到{due}还没答复，村里再去问。", "If there is no answer by {due}, we ask again."), Limit(10, _WD),
          for_staff=Words("到{due}还没答复，村里再去问。", "If there is no answer by {due}, the village asks again.")),
    Clock("rating", Words("评价", "Rating"), Owner.VILLAGER, Words("{due}前都可以评。", "You can rate it until {due}."), Limit(7, _CD),
          for_staff=Words("{due}前可以评价。", "It can be rated until {due}.")),
)

_YES_NO = {"no": ("没有", "No"), "yes": ("有", "Yes")}
_SIX = tuple(pick(name, zh, en, _YES_NO, required=False) for name, zh, en in (
    ("stranger_called", "有没有陌生人打电话、加微信让您办这事？", "Did a stranger ring or write and ask for this?"),
    ("code_asked", "有没有人问您要密码或验证码？", "Did anybody ask for a password or a code?"),
    ("told_to_hide", "有没有人叫您别告诉家里人和银行？", "Were you told to keep it from the family or the bank?"),
    ("safe_account", "有没有人叫您把钱转到“安全账户”或不认识的人那里？", "Shall the money go to a 'safe account' or somebody you do not know?"),
    ("easy_money", "有没有人说能中奖、退款、刷单、高收益？", "Was there talk of prizes, refunds, easy jobs or high profits?"),
    ("screen_shared", "有没有人叫您装软件、共享屏幕？", "Were you told to install something or to share your screen?")))
_ALL_ASKED = replace(yes("all_asked", "六个问题都问过了，回答都是“没有”", "All six were asked, and all answers are no", required=False),
                     asked=lambda facts: not _is_risky(facts), hint=Words("没问就别勾：勾了就记成问过", "Only if you asked: it is written down as asked"))
_SLOT = Need("slot_start", NeedKind.DATETIME, Words("约在什么时候", "When"), required=False, begins="slot_start",
             hint=Words("不填就是村民自己选的时间", "The villager's own choice if left empty"))
_ADVISED = replace(yes("over_limit_advised", "已讲清一天最多取2000元", "The limit of 2,000 a day was explained", required=False),
                   hint=Words("超过2000元才要：去网点，或自愿分几天来", "Above 2,000 only: the branch, or several days if they wish"))
_CALL = (pick("called", "打的哪个电话", "Which number", {"96110": ("96110 反诈专线", "96110, anti-fraud line"), "110": ("110", "110")}),
         Need("called_at", NeedKind.DATETIME, Words("什么时候打的", "When")))
_TOLD_BY = pick("told_by", "谁说的", "Who said so", {"villager": ("村民", "The villager"), "bank": ("银行", "The bank")})

_MOVES = (
    Move("screen", Words("防骗六问，没问题", "Six questions, all clear"), Words("{by}问过防骗六问", "{by} asked the six questions"),
         ("requested",), "screened", CADRES, (_ALL_ASKED, *_SIX), guard=_no_sign_of_fraud, effect=_answered, main=True),
    Move("hold", Words("先缓一缓", "Stop and check"), Words("{by}先缓了下来", "{by} stopped it for a check"),
         ("requested", "screened", "scheduled", "checked_in"), "fraud_hold", CADRES,
         (*_SIX, Need("note", NeedKind.LONG_TEXT, Words("哪里不对劲", "What looks wrong"))), effect=_held),
    Move("clear", Words("核实过了，放行", "Checked, go on"), Words("{by}核实后放行", "{by} checked it and let it go on"), ("fraud_hold",), "screened", CADRES,
         (*_CALL, Need("cleared_because", NeedKind.LONG_TEXT, Words("为什么没问题", "Why it is all right"))),
         guard=_two_people, effect=keep("called", "called_at", "cleared_because")),
    Move("report_police", Words("报警", "Report to the police"), Words("{by}陪着报了警", "{by} reported it to the police"),
         ("fraud_hold",), "reported_police", CADRES, _CALL, guard=_call_is_recent, effect=keep("called", "called_at"), main=True),
    Move("schedule", Words("约时间", "Book a time"), Words("{by}约好了时间", "{by} booked a time"), ("screened",), "scheduled", _WORKERS, (_SLOT, _ADVISED, OUT_OF_HOURS),
         when=_is_for_us, guard=_slot_fits, effect=_scheduled, main=True),
    Move("reschedule", Words("改时间", "Change the time"), Words("{by}改了时间", "{by} changed the time"), ("scheduled",), None, _WORKERS,
         (replace(_SLOT, required=True, hint=None), _ADVISED, OUT_OF_HOURS), guard=_slot_fits, effect=_scheduled),
    Move("check_in", Words("本人到了", "The holder is here"), Words("本人到场，{by}接待", "The holder came, met by {by}"), ("scheduled",), "checked_in", _WORKERS,
         (replace(yes("holder_present", "持卡人本人到场", "The card holder is here in person"),
                  hint=Words("亲戚拿卡来不能办；来不了的，请银行上门", "Not for a relative with the card; the bank visits those who cannot come")),),
         effect=keep("holder_present"), main=True),
    Move("mark_no_show", Words("没来", "Did not come"), Words("约的时间没来", "Nobody came at the time"), ("scheduled",), "no_show", _WORKERS,
         when=_slot_is_past),
    Move("serve", Words("办好了", "Done"), Words("{by}陪着办好了", "{by} helped, and it is done"), ("checked_in",), "served", _WORKERS,
         (yes("receipt_given", "小票给本人看了、收好了", "The holder has seen and kept the slip"),
          yes("signed", "本人签字或按手印", "Signed or fingerprinted by the holder")),
         effect=keep("receipt_given", "signed"), main=True),
    Move("fail", Words("没办成", "Not done"), Words("{by}记下：这次没办成", "{by} noted that it could not be done"), ("scheduled", "checked_in"), "failed", _WORKERS,
         (pick("failure_reason", "什么原因", "Why", {
             "limit": ("超过限额", "Above the limit"), "network": ("没网络", "No network"), "cash_short": ("现金不够", "Not enough cash"),
             "terminal": ("机子坏了", "The terminal failed"), "pin_forgotten": ("忘了密码", "PIN forgotten"),
             "operator_absent": ("服务点没人", "Nobody at the cash point"), "other": ("其他", "Other")}),
          Need("next_step", NeedKind.LONG_TEXT, Words("接下来怎么办", "What next"))), effect=keep("failure_reason", "next_step")),
    Move("refer", Words("转给银行", "Pass to the bank"), Words("{by}转给了银行", "{by} passed it to the bank"), ("screened",), "referred", _WORKERS,
         (Need("bank_name", NeedKind.TEXT, Words("哪家银行", "Which bank"), longest=30, begins="bank_name"),
          Need("manager", NeedKind.TEXT, Words("哪位客户经理", "Which bank manager"), longest=20),
          yes("consent", "本人同意把姓名、电话和要办的事告诉银行", "The person agrees that the bank gets name, phone and purpose"),
          replace(pick("loan_household_type", "哪类户（贷款才填）", "Kind of household (for a loan)", {
              "poverty_relieved": ("脱贫户", "Relieved of poverty"), "monitored": ("监测户", "Monitored"), "other": ("其他", "Other")}, required=False),
                  begins="loan_household_type")),
         when=_is_for_the_bank, guard=_loan_is_for_whom, effect=keep("bank_name", "manager", "consent", "loan_household_type"), main=True),
    Move("bank_approves", Words("银行同意了", "The bank agrees"), Words("银行同意，{by}记下", "The bank agreed, noted by {by}"), ("referred",),
         "bank_approved", _WORKERS, (_TOLD_BY,), effect=keep("told_by"), main=True),
    Move("bank_declines", Words("银行没同意", "The bank declines"), Words("银行没同意，{by}记下", "The bank declined, noted by {by}"), ("referred",),
         "bank_declined", _WORKERS, (_TOLD_BY,), effect=keep("told_by")),
    Move("record_no_answer", Words("银行没答复", "No answer"), Words("银行没答复，{by}记下", "The bank did not answer, noted by {by}"), ("referred",),
         "no_answer", _WORKERS, (yes("asked_again", "又问过一次银行", "The bank was asked once more"),)),
    Move("cancel", Words("不办了，取消", "Cancel"), Words("{by}取消了", "{by} cancelled it"), _OPEN, "cancelled", _HELPED,
         (pick("cancel_reason", "为什么", "Why", {
             "applicant_wish": ("不想办了", "No longer wanted"), "solved_otherwise": ("已经办好了", "Solved in another way"),
             "moved_away": ("不在村里了", "Moved away"), "principal_deceased": ("本人去世了", "The person has died")}, required=False, for_staff={"principal_deceased"}),),
         effect=keep("cancel_reason")),
    Move("rate", Words("评一评", "Rate us"), Words("收到了评价", "A rating came in"), _RATED, "closed", _HELPED | CADRES, door="rating"),
    Move("close", Words("归档", "File"), Words("到期归档", "Filed when the time had come"), _RATED, "closed", _CLOCK, after=Limit(7, _CD), tells_helped=False),
    *common_moves(*_OPEN),
    *goes_on(*_OPEN),
    *has_backup(_STATES),
)
# fmt: on

KIND = checked(
    Kind(
        service=Service.FINANCE,
        letter="F",
        words=Words("取钱缴费", "Money matters"),
        asks=FinanceAsks,
        details=FinanceDetails,
        begin=_begin,
        title=_title,
        states=_STATES,
        moves=_MOVES,
        clocks=_CLOCKS,
        secret=frozenset({"fraud_answers", "held", "cleared_because", "loan_purpose", "loan_household_type"}),
        forbids=forbidden_secret,
        plan=(
            Words("先核对几句，防着骗子", "A few questions, against frauds"),
            Words("约好时间，或转给银行", "A time is booked, or the bank gets it"),
            Words("本人到场，密码自己输", "The holder comes and types the PIN"),
            Words("办好，说清结果", "Done, and the result is told"),
        ),
    ),
    firsts=("requested",),
)
