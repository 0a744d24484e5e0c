"""群众办事: the village carries a request to the office that decides it, and brings the answer home.

The village accepts an errand; formal acceptance, approval and refusal are the authority's. Two clocks have two owners: the
village's runs until the papers are lodged, the authority's from its own acceptance to its decision, and stands while it is
suspended. What is missing is told once, and no end comes while somebody's originals are out. Where they are, the chain of
custody says (`app.proxy.custody`): its steps come through the door `custody`, and each paper here keeps what they last said.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from app.core.clock import local_date
from app.core.problems import Refusal
from app.core.words import Words, listed
from app.people.texts.rules import announced_secret
from app.places.models import LimitUnit
from app.places.rules import Limit
from app.tickets.kinds import authorisation as paper
from app.tickets.kinds import twins as twin
from app.tickets.kinds.checking import checked
from app.tickets.kinds.moves import FACES, common_moves, goes_on, has_backup, keep
from app.tickets.kinds.needs import pick, yes
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

_MOST_NOTICES, _MOST_REMINDERS, _A_MONTH, _A_YEAR = 30, 50, timedelta(days=30), timedelta(days=366)


class Custody(Details):
    """Originals away from their owner: how many, and with whom; in several hands, all their names and the latest of them."""

    count: int = Field(ge=1, le=99)
    holder: Literal["person", "cabinet", "window", "lost"]
    holder_id: UUID | None
    holder_name: str
    since: datetime
    overnight_ok: bool  # Identity cards never stay overnight.


class Material(Details):
    """One paper that the item asks for."""

    code: str = Field(min_length=1, max_length=120)
    name_zh: str
    name_en: str
    kind: str = Field(max_length=40)
    # 容缺受理: a minor paper that a written promise may leave out. Matters and versions of items from before there was this
    # flag do not have it: a paper of which nobody has said that it may follow has to be here.
    may_follow: bool = False
    # What the villager's side says that it has added is `said`, until somebody of the village has looked at it.
    status: Literal["missing", "said", "supplied", "rejected", "waived", "returned"] = "missing"
    custody: Custody | None = None
    reason: str | None = None


class Notice(Details):
    """一次性告知单: all that is missing, told once and provably. Its last day is that of the clock `correction`."""

    no: int = Field(ge=1)
    round: int = Field(ge=1)
    at: datetime
    missing: list[str] = Field(min_length=1, max_length=30)
    way: Literal["paper", "phone", "app"]
    read_back: bool
    by_authority: bool
    words: str | None  # The authority's own, or why there is a second one.
    # What was wrong with each paper then; the list of papers knows only what is wrong now.
    reasons: dict[str, str] = Field({}, max_length=30)


class Suspension(Details):
    """Time that the authority does not count."""

    reason: str
    since_on: date
    until_on: date


class Decision(Details):
    """What the authority decided."""

    result: Literal["approved", "refused", "not_accepted"]
    decided_on: date
    document: str | None
    words: str | None
    benefit_from: date | None


class Delivery(Details):
    """How the result and the papers came back."""

    delivered_on: date
    way: str
    received_by: str | None


class Ending(Details):
    """Why it ended without a result, as a code and in words, and where to go instead."""

    reason: str
    text: str | None
    redirect: str | None
    authority_consent: str | None


class ErrandAsks(Details):
    """What a request may say beyond its item."""

    wants_home_visit: bool = False  # Somebody shall fetch the papers at home.


class ErrandDetails(ErrandAsks):
    """What the ticket keeps."""

    materials: list[Material] = Field([], max_length=30)
    round: int = Field(1, ge=1)  # Each return by the authority opens another.
    notices: list[Notice] = Field([], max_length=_MOST_NOTICES)
    reminders: list[Literal["phone", "visit", "app", "paper"]] = Field([], max_length=_MOST_REMINDERS)
    promise_on: date | None = None  # 容缺受理: what is still missing will come by this day.
    deemed_accepted_on: date | None = None  # 逾期未告知视为受理: nobody answered; it counts from this day.
    authorisation: paper.Authorisation | None = None
    true_will_by: str | None = None  # Who asked the person alone.
    receipt_on: date | None = None
    lodged_on: date | None = None
    window: str | None = None
    handed_to: str | None = None
    acceptance_no: str | None = None
    accepted_on: date | None = None  # By the authority.
    suspended: Suspension | None = None
    decision: Decision | None = None
    result: str | None = None
    delivery: Delivery | None = None
    ending: Ending | None = None
    twins: list[twin.Twin] = Field([], max_length=twin.MOST)  # Requests that may be the same matter.


def _begin(asks: Details, item: ItemFacts | None) -> tuple[str, dict[str, Any]]:
    told = ("code", "name_zh", "name_en", "kind", "may_follow")
    papers = [{key: m[key] for key in told if key in m} for m in (item.materials if item else ())]
    return "submitted", ErrandDetails.model_validate({**asks.model_dump(), "materials": papers}).model_dump(mode="json")


def _title(_: Mapping[str, Any], item: ItemFacts | None) -> Words:
    return item.name if item else Words("请帮我办件事", "Help with an errand")


# What the facts say.

Papers = list[dict[str, Any]]


def _papers(facts: Facts) -> Papers:
    return list(facts.details["materials"])


def _gaps(papers: Papers) -> Papers:
    """What has to come yet; whoever has to be at the office in person is no paper that somebody could bring before."""
    return [m for m in papers if m["status"] in {"missing", "rejected"} and m["kind"] != "in_person"]


def _not_seen(papers: Papers) -> Papers:
    """What nobody of the village has seen as it should be: the gaps, and what is only said to be here."""
    return [m for m in papers if m["status"] == "said" or m in _gaps(papers)]


def _to_look_at(facts: Facts) -> Papers:
    return _not_seen(_papers(facts))


def _to_add(facts: Facts) -> Papers:
    """Nobody answers a gap twice: what the villager's side has said is for the village to look at."""
    return _still_missing(facts) if Side.HELPED in facts.sides else _to_look_at(facts)


def _still_missing(facts: Facts) -> Papers:
    return _gaps(_papers(facts))


def _must_be_here(papers: Papers) -> Papers:
    """Those among papers that no promise may leave out."""
    return [m for m in papers if not m.get("may_follow")]


def _held(facts: Facts) -> Papers:
    return [m for m in _papers(facts) if m["custody"]]


def _marked(papers: Papers, codes: Collection[str], **marks: object) -> Papers:
    return [{**m, **marks} if m["code"] in codes else m for m in papers]


def _codes(papers: Papers) -> set[str]:
    return {m["code"] for m in papers}


def _named(facts: Facts, need: str) -> dict[str, str | None]:
    """The papers that the move names under this need, each with the reason it was given."""
    return {row["code"]: row.get("reason") for row in facts.data.get(need, ())}


def _supplied(facts: Facts) -> Papers:
    """The papers with what the village has seen."""
    return _marked(_papers(facts), _named(facts, "materials"), status="supplied", reason=None)


def _added(facts: Facts) -> Papers:
    """The papers with what was added: what the villager's side adds is only said until the village looks."""
    if Side.HELPED not in facts.sides:
        return _supplied(facts)
    return _marked(_papers(facts), _named(facts, "materials"), status="said", reason=None)


def _unseen(facts: Facts) -> Papers:
    """What is not here although the village has looked."""
    return _not_seen(_supplied(facts))


def _day(facts: Facts, name: str) -> date:
    """A day that was told; today when none was."""
    return date.fromisoformat(facts.data[name]) if name in facts.data else facts.today


def _instant(facts: Facts) -> bool:
    return facts.item is not None and facts.item.instant


def _on_the_spot(facts: Facts) -> bool:
    """即办件 and items that people do on their own phone may end at the desk; no other may (domain reference §0.4)."""
    return facts.item is not None and (facts.item.instant or facts.item.proxy_mode == "GUIDE")


def _gap_after_silence(facts: Facts) -> bool:
    """Papers are missing that nobody asked for in time, and no date has been agreed for them."""
    details = facts.details
    return bool(details["deemed_accepted_on"] and details["promise_on"] is None and _gaps(_papers(facts)))


def _awaits_papers(facts: Facts) -> bool:
    """Papers are still to come after it was taken on, or the village has not looked at what its villager added."""
    said = any(m["status"] == "said" for m in _papers(facts)) and Side.HELPED not in facts.sides
    return said or facts.details["promise_on"] is not None or _gap_after_silence(facts)


def _asked_before(facts: Facts) -> set[str]:
    """What this round's notices have listed; all the rest counted as here."""
    return {code for n in facts.details["notices"] if n["round"] == facts.details["round"] for code in n["missing"]}


def _may_lapse(facts: Facts) -> bool:
    """Time alone takes nothing away: two reminders, one of them by voice, and no original left out."""
    reminders = facts.details["reminders"]
    return len(reminders) + facts.reminded > 1 and bool({"phone", "visit"} & set(reminders)) and not _held(facts)


# Guards: each says what to do instead.

Guard = Callable[[Facts], Refusal | None]


def _only_if(
    holds: Callable[[Facts], bool], code: str, field: str, words: Words, about: Callable[[Facts], Papers] | None = None
) -> Guard:
    """A guard that refuses, naming the papers that it is `about`, unless something holds."""

    def guard(facts: Facts) -> Refusal | None:
        if holds(facts):
            return None
        papers = about(facts) if about else []
        zh, en = "、".join(m["name_zh"] for m in papers), ", ".join(m["name_en"] for m in papers)
        return Refusal(422, code, words.speak("zh", papers=zh), words.speak("en", papers=en), field=field)

    return guard


def _all(*guards: Guard) -> Guard:
    return lambda facts: next((refusal for guard in guards if (refusal := guard(facts))), None)


# A table is read row by row; the formatter would spread each row over many lines.
# fmt: off
def _listed(need: str) -> Guard:
    return _only_if(lambda facts: set(_named(facts, need)) <= _codes(_papers(facts)), "unknown_material", need,
                    Words("只能选这个事项清单里的材料。", "Choose only papers from this item's list."))


def _happened(name: str, since: str = "") -> Guard:
    """The day has come, is no more than a year ago and not before the step that it follows."""
    def earliest(facts: Facts) -> date:
        return date.fromisoformat(facts.details[since]) if facts.details.get(since) else facts.today - _A_YEAR

    return _all(
        _only_if(lambda facts: _day(facts, name) <= facts.today, "date_in_the_future", name,
                 Words("这一天还没到，请填实际发生的日期。", "That day has not come: give the day on which it happened.")),
        _only_if(lambda facts: _day(facts, name) >= earliest(facts), "date_too_early", name,
                 Words("日期太早了，不会早于上一步，请核对。", "That is too early, it cannot lie before the last step: please check.")))


def _first_in_round(facts: Facts) -> bool:
    return all(notice["round"] != facts.details["round"] for notice in facts.details["notices"])


_ROOM_FOR_NOTICE = _only_if(
    lambda facts: len(facts.details["notices"]) < _MOST_NOTICES, "too_many_notices", "missing",
    Words("告知的次数太多了，请到村里当面说清楚。", "There have been too many notices: meet and settle it in person."))
_READ_BACK_DONE = _only_if(
    lambda facts: facts.data["way"] != "phone" or bool(facts.data.get("read_back")), "read_back_needed", "read_back",
    Words("电话里告知，请对方把缺的材料复述一遍，再勾上“对方复述过了”。", "On the phone, let them say the list back to you, then tick it."))
_SECOND_IS_THE_SECRETARY_S = _only_if(
    lambda facts: _first_in_round(facts) or Side.SECRETARY in facts.sides, "second_notice_needs_secretary", "missing",
    Words("这一轮已经告知过一次了。确实还要补，请村书记来发，并写明原因。",
          "This round has had its one notice. If more is really needed, the village secretary sends it and says why."))
_SECOND_SAYS_WHY = _only_if(
    lambda facts: _first_in_round(facts) or bool(facts.data.get("again_reason")), "second_notice_needs_reason", "again_reason",
    Words("同一轮第二次告知，请写明上次为什么没说全。", "Say why the first notice was not complete."))
_NOTHING_LEFT_OUT = _only_if(
    lambda facts: _first_in_round(facts) or set(_named(facts, "missing")) <= _asked_before(facts), "left_out_before", "missing",
    Words("上次告知没有提{papers}，按规定就算齐了，不能再让村民补。请先受理报送；部门真要的，由部门一次退回告知。",
          "The notice left out {papers}, so it counts as here and cannot be asked for now. Take it on; if the authority wants it, it says so once."),
    lambda facts: [m for m in _papers(facts) if m["code"] in set(_named(facts, "missing")) - _asked_before(facts)])
_REASON_GIVEN = _only_if(
    lambda facts: bool(facts.data.get("again_reason")), "second_notice_needs_reason", "again_reason",
    Words("过了告知的期限才要材料，请写明原因。", "The time for a notice is over: say why papers are asked for only now."))
_COMPLETE = _only_if(
    lambda facts: not _gaps(_supplied(facts)), "still_missing", "materials",
    Words("还差：{papers}。请一起补上，有难处就打电话问值班干部。", "Still missing: {papers}. Add them together, or ring the duty cadre."),
    lambda facts: _gaps(_supplied(facts)))
_PROMISE_IN_RANGE = _only_if(
    lambda facts: facts.today <= _day(facts, "promise_on") <= facts.today + _A_MONTH, "promise_out_of_range", "promise_on",
    Words("补齐的日期要在今天到30天之内。", "The promised day must lie within the next 30 days."))
_ONLY_MINOR_PROMISED = _only_if(
    lambda facts: "promise_on" not in facts.data or not _must_be_here(_unseen(facts)), "must_be_here", "materials",
    Words("光有承诺还不行，这几样要先拿来看过：{papers}。写着“可以后补”的才能承诺；拿不来的，发告知单一次说清。",
          "A promise is not enough for {papers}: they have to be here and looked at. Only what may follow can be promised; put the rest into the notice."),
    lambda facts: _must_be_here(_unseen(facts)))
_COMPLETE_OR_PROMISED = _all(
    _only_if(lambda facts: "promise_on" in facts.data or not _unseen(facts), "materials_missing", "materials",
             Words("还差：{papers}。看过、有的就勾上；没有的发一次性告知单；只差“可以后补”的、写了书面承诺的，填补齐日期。",
                   "Missing: {papers}. Tick what is here; else send one notice, or take a written promise for papers that may follow."),
             _unseen),
    _ONLY_MINOR_PROMISED, _PROMISE_IN_RANGE)
_GAP_SETTLED = _only_if(
    lambda facts: not _gap_after_silence(facts), "still_missing", "window",
    Words("还差：{papers}。请先补上、免交，或者约好补齐的日期（容缺），再送窗口。",
          "Still missing: {papers}. Add or waive them, or agree on a date for them, then hand the papers in."),
    lambda facts: _gaps(_papers(facts)))
_NOTHING_HELD = _only_if(
    lambda facts: not _held(facts), "originals_held", "twin_id",
    Words("这一件还留着原件：{papers}。请先当面退还。", "This one still holds originals: {papers}. Give them back first."), _held)
_PROMISE_KEPT = _all(_GAP_SETTLED, _only_if(
    lambda facts: (facts.details["promise_on"] or facts.today.isoformat()) >= facts.today.isoformat(), "promise_broken", "window",
    Words("承诺后补的材料过了日期还没到：请先补上，补不齐就和村民商量撤回。", "Promised papers are late: add them first, or agree on a withdrawal.")))
_END_AHEAD = _only_if(
    lambda facts: facts.today <= _day(facts, "until_on") <= facts.today + _A_YEAR, "end_out_of_range", "until_on",
    Words("预计结束的日期要在今天以后、一年以内。", "The expected end must lie ahead, within a year."))
_WAIVER_EXPLAINED = _only_if(
    lambda facts: all(_named(facts, "materials").values()), "waiver_needs_reason", "materials",
    Words("免交的每一样都要写原因，比如“系统里能查到”。", "Say for each why it is not needed, such as 'found in the system'."))


def _originals_back(facts: Facts) -> Refusal | None:
    """Whatever its end, nothing of the villager's stays behind: names each paper and who has it."""
    if not (held := _held(facts)):
        return None
    lost = any(m["custody"]["holder"] == "lost" for m in held)
    zh = "，".join(m["name_zh"] + _whose(m["custody"]).zh for m in held)
    en = "; ".join(m["name_en"] + _whose(m["custody"]).en for m in held)
    what = (Words("请先由村书记写明丢失怎么处理。", "First the secretary says what is done about the loss.") if lost
            else Words("请先当面退还，再办这一步。", "Give the originals back in person first."))
    return Refusal(422, "originals_held", f"{zh}。{what.zh}", f"{en}. {what.en}", field="originals")


def _whose(custody: Mapping[str, Any]) -> Words:
    if custody["holder"] == "lost":
        return Words("报了丢失", " was reported lost")
    holders = custody["holder_name"].split("、")
    who, hand = listed(holders), "手里" if custody["holder"] == "person" and len(holders) == 1 else ""
    return Words(f"还在{who.zh}{hand}", f" is with {who.en}")
# fmt: on


# Effects: the new details.


def _kept(facts: Facts, **changes: object) -> dict[str, Any]:
    return {**facts.details, **changes}


def _told(facts: Facts, *names: str) -> dict[str, Any]:
    """What was told under these names; for a day (`_on`) that was not told, today."""
    return {n: _day(facts, n).isoformat() if n.endswith("_on") else facts.data.get(n) for n in names}


def _done_at_once(facts: Facts) -> dict[str, Any]:
    """Papers shown at the desk went straight back into their owner's hand."""
    shown = {m["code"] for m in _papers(facts) if m["status"] in {"missing", "rejected", "said"}}
    return _kept(facts, materials=_marked(_papers(facts), shown, status="returned"), **_told(facts, "result"))


def _accepted(facts: Facts) -> dict[str, Any]:
    # Whoever takes it on has looked: what was only said to be here, and is not, is a gap again.
    only_said = [m for m in _unseen(facts) if m["status"] == "said"]
    papers = _marked(_supplied(facts), _codes(only_said), status="missing")
    promise = _day(facts, "promise_on").isoformat() if _gaps(papers) else None
    return _kept(facts, materials=papers, promise_on=promise, **_told(facts, "receipt_on", "true_will_by"))


def _notified(facts: Facts, *, by_authority: bool = False) -> dict[str, Any]:
    """What the village's notice leaves out counts as at hand: nobody comes back for it later.

    An authority's notice opens a round and also lists what was promised and has not come.
    """
    missing, notices, papers = _named(facts, "missing"), facts.details["notices"], _papers(facts)
    if by_authority:
        missing = {m["code"]: m["reason"] for m in _gaps(papers)} | missing
    seen = {m["code"] for m in papers if m["status"] != "missing"}
    # The authority has not seen what the villager's side says; the village, which has to list all, has looked.
    looked = _gaps(papers) if by_authority else _not_seen(papers)
    papers = _marked(papers, _codes(looked) - set(missing), status="supplied", reason=None)
    for code, reason in missing.items():
        # Whoever says what is wrong with a paper has seen it: it was brought and cannot be used.
        papers = _marked(papers, {code}, status="rejected" if code in seen or reason else "missing", reason=reason)
    notice = {
        "no": len(notices) + 1,
        "round": facts.details["round"] + by_authority,
        "at": facts.now.isoformat(),
        "missing": list(missing),
        "way": facts.data["way"],
        "read_back": bool(facts.data.get("read_back")),
        "by_authority": by_authority,
        "words": facts.data.get("authority_words" if by_authority else "again_reason"),
        "reasons": {code: reason for code, reason in missing.items() if reason},
    }
    return _kept(
        facts, materials=papers, round=notice["round"], notices=[*notices, notice], reminders=[], promise_on=None
    )


def _reminded(facts: Facts) -> dict[str, Any]:
    return _kept(facts, reminders=[*facts.details["reminders"], facts.data["way"]][-_MOST_REMINDERS:])


def _deemed(facts: Facts) -> dict[str, Any]:
    """Nobody took it on or said what was missing in time: it counts as accepted from the day on which it came in."""
    return _kept(facts, deemed_accepted_on=local_date(facts.entered_at or facts.now).isoformat())


def _promised(facts: Facts) -> dict[str, Any]:
    return _kept(facts, reminders=[], **_told(facts, "promise_on"))


def _promise_day(details: Mapping[str, Any]) -> date | None:
    return date.fromisoformat(details["promise_on"]) if details["promise_on"] else None


def _completed(facts: Facts) -> dict[str, Any]:
    papers = _added(facts)
    return _kept(facts, materials=papers, promise_on=facts.details["promise_on"] if _gaps(papers) else None)


def _waived(facts: Facts) -> dict[str, Any]:
    papers = _papers(facts)
    for code, reason in _named(facts, "materials").items():
        papers = _marked(papers, {code}, status="waived", reason=reason)
    return _kept(facts, materials=papers, promise_on=facts.details["promise_on"] if _gaps(papers) else None)


def _in_custody(facts: Facts, *, back: bool = False) -> dict[str, Any]:
    """What the chain of custody says of each paper; an original that is here is one paper less to ask for."""
    papers = _papers(facts)
    for row in facts.data["originals"]:
        told = {name: row[name] for name in Custody.model_fields} if row["count"] else None
        here = {m["code"] for m in papers if m["status"] in {"missing", "said"} and told}
        papers = _marked(papers, {row["code"]}, custody=told, **({"status": "returned"} if back and not told else {}))
        papers = _marked(papers, here & {row["code"]}, status="supplied")
    return _kept(facts, materials=papers)


def _decided(result: str, facts: Facts) -> dict[str, Any]:
    told = _told(facts, "decided_on", "document", "words", "benefit_from")
    return _kept(facts, decision={"result": result, **told})


def _delivered(facts: Facts) -> dict[str, Any]:
    delivery = _told(facts, "delivered_on", "way", "received_by")
    return _kept(facts, delivery=delivery)


def _joined(facts: Facts) -> dict[str, Any]:
    """The later of two requests ends; what it was about goes on under the number of the earlier one."""
    no = (twin.chosen(facts) or {})["ticket_no"]
    ending = {
        "reason": "duplicate",
        "text": f"和编号 {no} 是同一件事，按那一件办",
        "redirect": None,
        "authority_consent": None,
    }
    return {**twin.judged(facts, twin.SAME), "ending": ending}


def _ended(facts: Facts) -> dict[str, Any]:
    ending = _told(facts, "reason", "text", "redirect", "authority_consent")
    return _kept(facts, ending=ending)


# The table.

_WORKERS = frozenset({Side.HANDLER, Side.DUTY})
_AUTHORITY = _WORKERS | {Side.TOWN}  # Who may write down what the authority did.
_HELPED, _CLOCK = frozenset({Side.HELPED}), frozenset({Side.CLOCK})
_OPEN = ("submitted", "correction_required", "accepted", "lodged", "under_review", "suspended", "approved", "refused")
_LODGED = ("lodged", "under_review", "suspended")  # Where the authority has the papers.
_STOPPABLE = tuple(state for state in _OPEN if state not in _LODGED)
_WD, _CD, _MINUTES = LimitUnit.WORKING_DAYS, LimitUnit.CALENDAR_DAYS, LimitUnit.OPEN_MINUTES

# fmt: off
_STATES = (
    State("submitted", Words("待受理", "Waiting for the village"), Core.SUBMITTED,
          Words("收到了，{village}正在看材料齐不齐。", "We have it; {village} is looking through the papers."), "response",
          for_staff=Words("收到了，{village}正在看材料齐不齐。", "It is in; {village} is looking through the papers.")),
    State("correction_required", Words("待补正", "Papers missing"), Core.CORRECTION_REQUIRED,
          Words("还差{lacks}材料，缺的写在告知单上，补齐就接着办。", "Papers missing: {lacks}. The notice names them; then it goes on."), "correction",
          todo=Words("补上缺的材料：拍照发来、带到服务中心，或请人上门取", "Add what is missing: send photos, bring it, or ask us to fetch it")),
    State("accepted", Words("已受理代办", "Taken on by the village"), Core.ACCEPTED,
          Words("{who}接下了，这几天就替您把材料送到窗口。", "{who} has taken it on and carries the papers to the office for you."), "forwarding",
          for_staff=Words("{who}接下了，这几天替{name}把材料送到窗口。", "{who} has taken it on and carries {name}'s papers to the office.")),
    State("lodged", Words("已报送", "Handed in"), Core.WAITING_EXTERNAL,
          Words("{who}已把材料送到{window}，您不用再跑。", "{who} has taken the papers to {window}; you need not go."), "lodging",
          for_staff=Words("{who}已替{name}把材料送到{window}。", "{who} has taken {name}'s papers to {window}.")),
    State("under_review", Words("部门办理中", "With the authority"), Core.WAITING_EXTERNAL,
          Words("部门正式受理了，正在办。", "The authority has taken it up."), "authority"),
    State("suspended", Words("中止（公示等）", "Paused (public notice etc.)"), Core.SUSPENDED,
          Words("部门正在公示或核对，预计{until}结束，这段时间不算在期限里，{who}一直在跟。",
                "A public notice or check is on, expected to end by {until}; its time is not counted, and {who} keeps an eye on it."), "authority", paused=True),
    State("approved", Words("已批准待送达", "Approved, on its way to you"), Core.COMPLETED,
          Words("批下来了！{who}会把结果送到您手里。", "It is approved! {who} brings you the result."), "delivery",
          for_staff=Words("批下来了，{who}要把结果送到{name}手里。", "Approved; {who} is to bring {name} the result.")),
    State("refused", Words("未获批准", "Not approved"), Core.COMPLETED,
          Words("部门没有批准。{who}会把书面决定送给您，讲清原因。", "It was not approved. {who} brings you the decision and explains it."), "delivery",
          todo=Words("不服可以申请复议或起诉，期限写在决定书上", "You may ask for a review or go to court; the decision says until when"),
          for_staff=Words("部门没有批准，{who}要把书面决定送给{name}，讲清原因。", "Not approved; {who} is to bring {name} the decision and explain it.")),
    State("delivered", Words("已送达", "Delivered"), Core.DELIVERED,
          Words("办完了，结果到您手里了。{given_back}", "It is done: you have the result.{given_back}"), "rating",
          todo=FACES, ends=True,
          for_staff=Words("办完了，结果到{name}手里了。{given_back}", "Done: {name} has the result.{given_back}")),
    State("declined", Words("不予代办", "Not for the village"), Core.DECLINED,
          Words("这件事村里不能代办，原因和该去哪里都写在下面。", "The village cannot do this; why, and where to go, stands below."), ends=True),
    State("lapsed", Words("逾期未补视为撤回", "Lapsed, papers did not come"), Core.LAPSED,
          Words("材料到期没补上，这件事先放下了。齐了随时再来，照样给您办。", "The papers did not come in time. Bring them whenever you can, and we start anew."), ends=True,
          for_staff=Words("材料到期没补上，先放下了；补齐了可以重新办。", "The papers did not come in time; once they are here it can start anew.")),
    State("withdrawn", Words("已撤回", "Withdrawn"), Core.WITHDRAWN,
          Words("这件事撤回了。{given_back}想办随时再来。", "It is withdrawn.{given_back} Come again at any time."), ends=True,
          for_staff=Words("这件事撤回了。{given_back}", "It is withdrawn.{given_back}")),
    State("terminated", Words("已终止", "Ended"), Core.TERMINATED,
          Words("这件事不再办了，原因写在下面。{given_back}", "This has been ended; the reason stands below.{given_back}"), ends=True),
    State("closed", Words("已归档", "Filed"), Core.CLOSED,
          Words("办完归档了，什么时候都能查。", "Done and filed; you can look it up at any time."), ends=True,
          for_staff=Words("办完归档了。", "Done and filed.")),
)

_CLOCKS = (
    Clock("response", Words("村里答复", "The village's answer"), Owner.VILLAGE, Words("{due}前给您答复。", "You get an answer by {due}."),
          Limit(1, _WD), urgent=Limit(120, _MINUTES), emergency=Limit(30, _MINUTES),
          for_staff=Words("{due}前要答复。", "An answer is due by {due}.")),
    Clock("correction", Words("补材料", "Adding papers"), Owner.VILLAGER, Words("请在{due}前补齐。", "Please add them by {due}."), Limit(15, _WD),
          for_staff=Words("{due}前要补齐。", "They are due by {due}.")),
    Clock("forwarding", Words("村里报送", "Handing in"), Owner.VILLAGE, Words("{due}前送到。", "They are there by {due}."), Limit(3, _WD)),
    Clock("lodging", Words("部门受理", "The authority's acceptance"), Owner.AUTHORITY,
          Words("部门应在{due}前答复收不收。", "The authority should say by {due} whether it takes it up."), Limit(5, _WD)),
    Clock("authority", Words("部门办理", "The authority's decision"), Owner.AUTHORITY,
          Words("{due}前应有结果。", "Its answer is due by {due}."), None),
    Clock("delivery", Words("送达", "Delivery"), Owner.VILLAGE, Words("{due}前送到。", "You have it by {due}."), Limit(2, _WD),
          for_staff=Words("{due}前要送到。", "To be delivered by {due}.")),
    Clock("rating", Words("评价", "Rating"), Owner.VILLAGER, Words("{due}前都可以评。", "You can rate it until {due}."), Limit(15, _CD),
          for_staff=Words("{due}前可以评价。", "It can be rated until {due}.")),
)

_TODAY = Words("不填就是今天", "Today if left empty")
_MISSING = Need("missing", NeedKind.MATERIALS, Words("还缺哪些", "What is missing"),
                hint=Words("一次说全：没勾的就算齐了，以后不能再要；带来了但不能用的，写明原因",
                          "All at once: what you leave out counts as here; say why of a paper that was brought and cannot be used"))
_NOTICE_WAY = pick("way", "怎么告知", "How they are told", {
    "paper": ("给纸质告知单", "On paper"), "phone": ("打电话念给对方听", "Read out on the phone"), "app": ("发到手机", "In the app")})
_AGAIN = Need("again_reason", NeedKind.LONG_TEXT, Words("第二次告知的原因", "Why a second notice"), required=False,
              asked=lambda facts: facts.state == "accepted" or not _first_in_round(facts), hint=Words("同一轮第二次才填，由村书记发", "For a second notice in a round, by the secretary"))
_READ_BACK = replace(yes("read_back", "对方复述过了", "They said it back", required=False), hint=Words("打电话告知才要", "For a call only"))
_RECEIPT = pick("way", "怎么签收", "How it was received", {
    "signature": ("签字", "Signature"), "fingerprint": ("按手印", "Fingerprint"), "photo": ("拍照", "Photo"), "witness": ("见证人在场", "Before a witness")})
_IN_WORDS = Need("text", NeedKind.LONG_TEXT, Words("用一句话说清楚", "In one plain sentence"))
_REDIRECT = Need("redirect", NeedKind.LONG_TEXT, Words("该去哪里办", "Where to go instead"),
                 hint=Words("写清单位、地址、电话", "Name the office, its address and phone"))
_WHY_NOT = pick("reason", "为什么不能代办", "Why not", {
    "not_in_catalogue": ("不在代办清单里", "Not in the catalogue"), "person_required": ("必须本人去办", "The person must go"),
    "wrong_level": ("归其他单位办", "Another office does this"), "policy_not_met": ("不符合政策", "The rules do not allow it"),
    "duplicate": ("已经提交过了", "Sent before"), "other_track": ("走诉讼、仲裁、信访或纪检渠道", "For court, arbitration, petition or discipline"),
    "unlawful": ("违法违规", "Against the law")})
_WHY_STOP = pick("reason", "原因", "Reason", {
    "applicant_wish": ("本人不想办了", "The person's own wish"), "solved_otherwise": ("已经用别的办法解决", "Solved in another way"),
    "moved_away": ("已经迁走", "Moved away"), "authorization_revoked": ("收回了委托", "The mandate was taken back"),
    "principal_deceased": ("当事人去世", "The person has died"), "duplicate": ("重复提交", "Sent twice"),
    "fraud_or_false_papers": ("冒名或材料虚假", "A false name or false papers")})
# Whoever takes back his own wish has reasons of his own; a cadre who records it may know of others.
_WHY_WITHDRAW = pick("reason", "为什么", "Why", {
    "applicant_wish": ("不想办了", "No longer wanted"), "solved_otherwise": ("已经办好了", "Solved in another way"),
    "moved_away": ("不在村里了", "Moved away"), "duplicate": ("交重了", "Sent twice"),
    "principal_deceased": ("本人去世了", "The person has died")}, for_staff={"principal_deceased"})
_WHY_PAUSE = pick("reason", "为什么中止", "Why", {
    "public_notice": ("公示", "Public notice"), "assessment": ("评残或鉴定", "Assessment"), "site_check": ("勘验或入户调查", "Visit to the place"),
    "data_crosscheck": ("信息核对", "Cross-check of data"), "applicant_absent": ("本人在外", "The applicant is away"),
    "disaster": ("灾害或道路中断", "Disaster or broken road")})
_DECIDED_ON = Need("decided_on", NeedKind.DATE, Words("决定日期", "Day of the decision"), required=False, hint=_TODAY)
_DOCUMENT = Need("document", NeedKind.TEXT, Words("决定书文号", "Number of the decision"), longest=100)
_TRUE_WILL = (replace(yes("true_will_checked", "单独问过本人，是他自己的真实意愿", "Asked alone: it is the person's own true will"), asked=paper.asks_true_will,
                      hint=Words("旁边没有家人时问：房子、户口、钱打到哪里，要他自己愿意", "With no relative near: house, household and account are his to decide")),
              Need("true_will_by", NeedKind.TEXT, Words("谁问的", "Who asked"), longest=20, asked=paper.asks_true_will))
_REFUSAL = (_DOCUMENT, Need("words", NeedKind.LONG_TEXT, Words("部门说的原因", "The authority's reasons")),
            yes("remedies_told", "已讲清可以复议或起诉", "Review and court were explained"), _DECIDED_ON)

_ORIGINALS = (
    Need("originals", NeedKind.ORIGINALS, Words("哪些原件", "Which originals")),
    Need("papers_zh", NeedKind.TEXT, Words("原件的名称", "What they are called")),
    Need("papers_en", NeedKind.TEXT, Words("原件的英文名称", "What they are called in English")),
    Need("to_name", NeedKind.TEXT, Words("交到哪里", "Where they go"), required=False),
)


def _custody(name: str, button: Words, past: Words, by: frozenset[Side] = CADRES, *, back: bool = False) -> Move:
    """A step of the chain of custody: the state stays, the papers know where they are."""
    return Move(name, button, past, _OPEN, None, by, _ORIGINALS, effect=partial(_in_custody, back=back), door="custody", tells_helped=False)


_CUSTODY = (
    _custody("receive_originals", Words("收下原件", "Take originals"), Words("{by}收下了原件：{papers_zh}", "{by} took originals: {papers_en}")),
    _custody("confirm_originals", Words("确认交了原件", "Confirm"), Words("{by}确认交了原件：{papers_zh}", "{by} confirmed giving: {papers_en}"), _HELPED),
    _custody("pass_originals", Words("交给同事", "Hand to a colleague"),
             Words("{by}把{papers_zh}交给{to_name}，等接的人确认", "{by} hands {papers_en} to {to_name}, who has yet to confirm")),
    _custody("take_over_originals", Words("确认接到", "Confirm"), Words("{by}确认接到了{papers_zh}", "{by} confirmed having {papers_en}")),
    _custody("refuse_originals", Words("没有接到", "Not so"), Words("{by}没有确认这次交接：{papers_zh}", "{by} did not confirm: {papers_en}"),
             CADRES | _HELPED),
    _custody("lock_up_originals", Words("锁进柜子", "Lock up"), Words("{by}把{papers_zh}锁进了村里的柜子", "{by} locked up {papers_en}")),
    _custody("take_out_originals", Words("从柜子取出", "Take out"), Words("{by}从柜子里取出了{papers_zh}", "{by} took {papers_en} out of the cabinet")),
    _custody("lodge_originals", Words("原件送到窗口", "Hand originals in"), Words("{by}把{papers_zh}送到了{to_name}", "{by} handed {papers_en} in at {to_name}")),
    _custody("pick_up_originals", Words("取回原件", "Pick up"), Words("{by}从窗口取回了{papers_zh}", "{by} picked up {papers_en}")),
    _custody("offer_originals", Words("退还，等本人确认", "Give back"), Words("{by}退还{papers_zh}，等本人确认", "{by} gives back {papers_en}; to be confirmed")),
    _custody("return_originals", Words("退还原件", "Give back"), Words("{by}当面退还了{papers_zh}", "{by} gave back {papers_en}"), back=True),
    _custody("get_originals_back", Words("确认拿回", "Confirm"), Words("{by}确认拿回了{papers_zh}", "{by} has {papers_en} back"), _HELPED, back=True),
    _custody("leave_originals", Words("部门留存", "Kept by the office"), Words("{papers_zh}由部门依规留存，{by}记下", "The office keeps {papers_en}, noted by {by}")),
    _custody("report_loss", Words("报告丢失", "Report a loss"), Words("{by}报告丢失：{papers_zh}", "{by} reported lost: {papers_en}")),
    _custody("find_originals", Words("找到了", "Found"), Words("{by}找到了{papers_zh}", "{by} found {papers_en}")),
    _custody("settle_loss", Words("处理丢失", "Settle a loss"), Words("{by}写明了丢失怎么处理：{papers_zh}", "{by} settled the loss: {papers_en}"),
             frozenset({Side.SECRETARY, Side.TOWN})),
    _custody("destroy_copies", Words("销毁复印件", "Destroy copies"), Words("{by}销毁了复印件：{papers_zh}", "{by} destroyed copies: {papers_en}")),
)

_MOVES = (
    Move("accept", Words("受理代办", "Take it on"), Words("{by}受理，开了收件回执", "{by} took it on and gave a receipt"), ("submitted",), "accepted", _WORKERS,
         (Need("materials", NeedKind.MATERIALS, Words("已经齐了的材料", "Papers that are here"), required=False, among=_to_look_at),
          *_TRUE_WILL, yes("receipt_given", "收件回执给了村民", "The villager has the receipt"),
          Need("promise_on", NeedKind.DATE, Words("书面承诺补齐的日期", "Promised day for the rest"), required=False,
               hint=Words("只差写着“可以后补”的才填（容缺受理）", "Only if nothing is missing but papers that may follow"))),
         when=lambda facts: not _instant(facts), effect=_accepted, main=True,
         barred=paper.acting("accept"), guard=_all(_listed("materials"), _COMPLETE_OR_PROMISED)),
    Move("complete_now", Words("当场办好", "Done at once"), Words("{by}当场办好了", "{by} did it at once"), ("submitted",), "delivered", _WORKERS,
         (Need("result", NeedKind.LONG_TEXT, Words("办了什么", "What was done")),),
         when=_on_the_spot, guard=_originals_back, effect=_done_at_once, main=True,
         ahead=Words("当面办好，材料看过就还", "Done there and then; the papers are looked at and given back")),
    Move("notify_deficiency", Words("一次性告知缺什么", "Tell what is missing"), Words("{by}一次性告知了缺的材料", "{by} told what is missing"),
         ("submitted",), "correction_required", CADRES,
         (_MISSING, _NOTICE_WAY, _READ_BACK, _AGAIN),
         when=lambda facts: bool(_papers(facts)), barred=_SECOND_IS_THE_SECRETARY_S, effect=_notified,
         guard=_all(_listed("missing"), _SECOND_SAYS_WHY, _NOTHING_LEFT_OUT, _READ_BACK_DONE, _ROOM_FOR_NOTICE)),
    Move("deem_accepted", Words("视为受理", "Counts as accepted"),
         Words("村里没有按时答复，按规定从收到那天起算受理", "No answer came in time: it counts as accepted from the day it came in"),
         ("submitted",), "accepted", _CLOCK, when=lambda facts: not _on_the_spot(facts), effect=_deemed, after=Limit(5, _WD), alarms=True),
    Move("notify_deficiency", Words("过了期限，由书记告知缺什么", "Tell late what is missing"), Words("过了期限，{by}才告知缺的材料", "{by} told late what is missing"),
         ("accepted",), "correction_required", frozenset({Side.SECRETARY}), (_MISSING, _NOTICE_WAY, _READ_BACK, _AGAIN),
         when=_gap_after_silence, guard=_all(_listed("missing"), _REASON_GIVEN, _NOTHING_LEFT_OUT, _READ_BACK_DONE, _ROOM_FOR_NOTICE), effect=_notified),
    Move("promise", Words("约好补齐的日期（容缺）", "Agree on a date for the rest"), Words("{by}记下：差的材料{promise_on}前补齐", "{by} noted: the rest comes by {promise_on}"),
         ("accepted",), None, _WORKERS, (yes("promise_written", "书面承诺写好了", "The promise is in writing"),
                                         Need("promise_on", NeedKind.DATE, Words("哪天补齐", "By which day"))),
         when=_gap_after_silence, guard=_all(_ONLY_MINOR_PROMISED, _PROMISE_IN_RANGE), effect=_promised),
    Move("decline", Words("不能代办", "Decline"), Words("{by}说明不能代办", "{by} explained why the village cannot do it"), ("submitted",), "declined",
         _WORKERS, (_WHY_NOT, _IN_WORDS, _REDIRECT), guard=_originals_back, effect=_ended),
    Move("resubmit", Words("补上材料", "Add the papers"), Words("{by}补齐了材料", "{by} added the papers"), ("correction_required",), "submitted",
         _HELPED | CADRES, (Need("materials", NeedKind.MATERIALS, Words("补上了哪些", "What is added"), required=False, among=_still_missing,
                                 hint=Words("可以一次补好几样，照片一起传上来", "Several at once if you like, with their photos")),),
         guard=_all(_listed("materials"), _COMPLETE), effect=lambda facts: {**_completed(facts), "reminders": []}, main=True),
    Move("remind", Words("提醒一次", "Remind"), Words("{by}提醒补材料", "{by} sent a reminder"), ("correction_required", "accepted"), None, CADRES,
         (pick("way", "怎么提醒的", "How", {"phone": ("打电话", "By phone"), "visit": ("上门", "By a visit"),
                                      "app": ("发到手机", "In the app"), "paper": ("捎纸条", "By a note")}),),
         when=lambda facts: facts.state == "correction_required" or facts.details["promise_on"] is not None, effect=_reminded),
    Move("waive", Words("免交材料", "Waive papers"), Words("{by}免了几样材料", "{by} waived papers"), ("submitted", "correction_required", "accepted"), None, _WORKERS,
         (Need("materials", NeedKind.MATERIALS, Words("哪些不用交，为什么", "Which, and why"), among=_still_missing),),
         when=lambda facts: bool(_gaps(_papers(facts))), guard=_all(_listed("materials"), _WAIVER_EXPLAINED), effect=_waived),
    Move("supply", Words("补上承诺的材料", "Add promised papers"), Words("{by}补上了承诺的材料", "{by} added promised papers"),
         ("accepted", "lodged", "under_review", "suspended"), None, _HELPED | CADRES,
         (Need("materials", NeedKind.MATERIALS, Words("补上了哪些", "What is added"), among=_to_add),),
         when=_awaits_papers, guard=_listed("materials"), effect=_completed),
    Move("lodge", Words("材料送到了", "Handed in"), Words("{by}把材料送到了窗口", "{by} handed the papers in"), ("accepted",), "lodged", _WORKERS,
         (Need("window", NeedKind.TEXT, Words("送到哪个窗口", "Which window"), longest=60, begins="window",
               hint=Words("比如：镇便民服务中心4号窗口", "Such as: town service centre, window 4")),
          Need("handed_to", NeedKind.TEXT, Words("谁收的，或回执号", "Who took them, or the slip's number"), longest=60),
          Need("lodged_on", NeedKind.DATE, Words("哪天送的", "On which day"), required=False, hint=_TODAY)),
         barred=paper.acting("lodge"), guard=_all(_happened("lodged_on"), _PROMISE_KEPT), main=True,
         effect=lambda facts: _kept(facts, **_told(facts, "window", "handed_to", "lodged_on"))),
    Move("authority_accepts", Words("部门正式受理", "The authority took it up"), Words("部门正式受理，{by}记下", "The authority took it up, noted by {by}"),
         ("lodged",), "under_review", _AUTHORITY,
         (Need("acceptance_no", NeedKind.TEXT, Words("受理编号", "Acceptance number"), longest=60),
          Need("accepted_on", NeedKind.DATE, Words("受理日期", "Day of acceptance"), required=False, hint=_TODAY)),
         guard=_happened("accepted_on", "lodged_on"), effect=lambda facts: _kept(facts, **_told(facts, "acceptance_no", "accepted_on")), main=True),
    Move("authority_returns", Words("部门退回补材料", "The authority wants more"), Words("部门退回，{by}告知了要补什么", "Sent back; {by} told what to add"),
         ("lodged",), "correction_required", _AUTHORITY,
         (Need("authority_words", NeedKind.LONG_TEXT, Words("部门的原话", "The authority's own words")), _MISSING, _NOTICE_WAY, _READ_BACK),
         when=lambda facts: bool(_papers(facts)), guard=_all(_listed("missing"), _READ_BACK_DONE, _ROOM_FOR_NOTICE),
         effect=partial(_notified, by_authority=True)),
    Move("authority_declines", Words("部门不受理", "The authority declines"), Words("部门不受理，{by}记下", "The authority declined, noted by {by}"),
         ("lodged",), "refused", _AUTHORITY, _REFUSAL, guard=_happened("decided_on", "lodged_on"), effect=partial(_decided, "not_accepted")),
    Move("special_procedure", Words("进入公示、核对等", "Notice or check begins"), Words("进入公示、核对等，{by}记下", "A notice or check began, noted by {by}"),
         ("under_review",), "suspended", _AUTHORITY,
         (_WHY_PAUSE, Need("until_on", NeedKind.DATE, Words("预计到哪天", "Expected until")),
          yes("told", "已告诉村民这段时间不计入", "The villager knows that this time is not counted")),
         guard=_END_AHEAD, effect=lambda facts: _kept(facts, suspended=_told(facts, "reason", "since_on", "until_on"))),
    Move("resume", Words("恢复办理", "It goes on"), Words("恢复办理，{by}记下", "It goes on, noted by {by}"), ("suspended",), "under_review", _AUTHORITY,
         effect=keep(suspended=None), main=True),
    Move("approve", Words("部门批准了", "Approved"), Words("部门批准，{by}记下", "The authority approved, noted by {by}"), ("under_review",), "approved", _AUTHORITY,
         (replace(_DOCUMENT, required=False), _DECIDED_ON,
          Need("benefit_from", NeedKind.DATE, Words("从哪天起享受", "From which day it counts"), required=False)),
         guard=_happened("decided_on", "accepted_on"), effect=partial(_decided, "approved"), main=True),
    Move("refuse", Words("部门没批准", "Not approved"), Words("部门没有批准，{by}记下", "The authority refused, noted by {by}"), ("under_review",), "refused",
         _AUTHORITY, _REFUSAL, guard=_happened("decided_on", "accepted_on"), effect=partial(_decided, "refused")),
    Move("deliver", Words("结果送到了", "Delivered"), Words("{by}把结果送到了", "{by} delivered the result"), ("approved", "refused"), "delivered", _WORKERS,
         (_RECEIPT, Need("received_by", NeedKind.TEXT, Words("谁收的", "Who received it"), required=False, longest=20,
                                hint=Words("本人收的不用填", "Leave empty if it was the person"))),
         barred=paper.acting("deliver"), guard=_originals_back, effect=_delivered, main=True),
    Move("rate", Words("评一评", "Rate us"), Words("收到了评价", "A rating came in"), ("delivered",), "closed", _HELPED | CADRES, door="rating"),
    Move("close", Words("归档", "File"), Words("到期归档", "Filed when the time had come"), ("delivered",), "closed", _CLOCK,
         after=Limit(15, _CD), tells_helped=False),
    Move("lapse", Words("视为撤回", "Lapse"), Words("材料到期没补上，按撤回处理", "The papers did not come in time"), ("correction_required",), "lapsed", _CLOCK,
         when=_may_lapse, after=Limit(15, _WD)),
    Move("promise_lapses", Words("视为撤回", "Lapse"), Words("承诺后补的材料过了日期没到，按撤回处理", "The promised papers did not come in time"),
         ("accepted",), "lapsed", _CLOCK, when=lambda facts: facts.details["promise_on"] is not None and _may_lapse(facts), ripe=_promise_day),
    *(Move("same_matter", Words("是同一件事", "The same matter"), Words("{by}看过：和另一件是同一件事，按那一件办", "{by} found it to be another request's matter; that one goes on"),
           at, to, CADRES, (twin.WHICH,), when=lambda facts: twin.has(facts, twin.POSSIBLE), guard=_all(twin.known, _NOTHING_HELD), effect=_joined)
      for at, to in ((("submitted",), "declined"), (("correction_required", "accepted"), "terminated"))),
    Move("different_matter", Words("不是一件事", "Another matter"), Words("{by}看过：和另一件不是一件事", "{by} found it to be a matter of its own"), _OPEN, None, CADRES,
         (twin.WHICH,), when=lambda facts: twin.has(facts, twin.POSSIBLE), guard=twin.known, effect=partial(twin.judged, verdict=twin.DIFFERENT), tells_helped=False),
    Move("maybe_same", Words("再看一下是不是一件事", "Look at it again"), Words("{by}说还要再看是不是一件事", "{by} wants to look again whether it is one matter"), _OPEN, None, CADRES,
         (twin.WHICH,), when=lambda facts: twin.has(facts, twin.DIFFERENT), guard=twin.known, effect=partial(twin.judged, verdict=twin.POSSIBLE), tells_helped=False),
    Move("separate", Words("弄错了，分开办", "It was wrong: go on with it"), Words("{by}改正：这件事单独办", "{by} corrected it: this goes on by itself"),
         ("declined", "terminated"), "submitted", CADRES, (twin.WHICH,), when=lambda facts: twin.has(facts, twin.SAME), guard=twin.known,
         effect=lambda facts: {**twin.judged(facts, twin.DIFFERENT), "ending": None}),
    Move("withdraw", Words("不办了，撤回", "Withdraw"), Words("{by}撤回了", "{by} withdrew it"), ("submitted", "correction_required", "accepted"), "withdrawn",
         _HELPED, (_WHY_WITHDRAW,), guard=_originals_back, effect=_ended),
    Move("withdraw", Words("替村民撤回", "Withdraw for the villager"), Words("部门同意，{by}办了撤回", "{by} withdrew it, the authority agreeing"),
         _LODGED, "withdrawn", CADRES,
         (_WHY_STOP, _IN_WORDS,
          Need("authority_consent", NeedKind.TEXT, Words("部门谁同意的，或文号", "Who of the authority agreed, or its paper"), longest=60)),
         guard=_originals_back, effect=_ended),
    Move("terminate", Words("终止", "End it"), Words("{by}终止了", "{by} ended it"), _OPEN, "terminated", frozenset({Side.SECRETARY, Side.TOWN}),
         (_WHY_STOP, _IN_WORDS, _REDIRECT), guard=_originals_back, effect=_ended),
    Move("authorise", Words("签代办委托书", "Sign the authorisation"),
         Words("代办委托书签好了，{agent_name}可以替本人去办", "The authorisation is signed: {agent_name} may act"), _OPEN, None, _HELPED,
         paper.GIVEN, when=paper.may_be_given, effect=paper.written_down, door="authorisation"),
    Move("revoke_authorisation", Words("收回委托", "Take the authorisation back"), Words("{by}收回了代办委托", "{by} took the authorisation back"), _STOPPABLE, None,
         _HELPED, paper.TAKEN_BACK, when=paper.may_be_taken_back, effect=paper.crossed_out, door="authorisation"),
    Move("revoke_authorisation", Words("收回委托", "Take the authorisation back"),
         Words("{by}收回了代办委托，要马上告诉受理的部门", "{by} took the authorisation back; the authority has to be told"), _LODGED, None,
         _HELPED, paper.TAKEN_BACK, when=paper.may_be_taken_back, effect=paper.crossed_out, door="authorisation"),
    *_CUSTODY,
    *(replace(move, guard=paper.handing_on) if move.name == "assign" else move for move in common_moves(*_OPEN)),
    *(replace(move, guard=paper.handing_on) for move in goes_on(*_OPEN)),
    *has_backup(_STATES, paper.standing_in),
)
# fmt: on

KIND = checked(
    Kind(
        service=Service.ERRAND,
        letter="E",
        words=Words("帮我办事", "Errands"),
        asks=ErrandAsks,
        details=ErrandDetails,
        begin=_begin,
        title=_title,
        states=_STATES,
        moves=_MOVES,
        clocks=_CLOCKS,
        forbids=announced_secret,
        plan=(
            Words("村里受理，缺什么一次说清", "The village takes it on and says once what is missing"),
            Words("材料送到窗口", "The papers go to the office"),
            Words("部门审核", "The authority looks at it"),
            Words("部门作决定", "The authority decides"),
            Words("结果送到手里，原件退还", "The result arrives, and the originals go back"),
        ),
    ),
    firsts=("submitted",),
)
