"""What stands on which paper, how it is laid out, and what its file is called. Plain values only."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from app.core import words
from app.core.clock import LOCAL
from app.core.pdf import Code, PaperSize, Pen, document
from app.core.words import Language, Words
from app.tickets.kinds.workflow import Core

RECEIPT = Words("收件回执", "Receipt")
NOTICE = Words("一次性告知单", "Notice of what is missing")
AUTHORISATION = Words("代办委托书", "Authorisation")
DELIVERY = Words("送达回证", "Proof of delivery")
ENDINGS = {
    Core.DECLINED: Words("不予代办告知书", "Why the village cannot do it"),
    Core.WITHDRAWN: Words("撤回告知书", "Notice of withdrawal"),
    Core.LAPSED: Words("逾期告知书", "Notice that it has lapsed"),
    Core.TERMINATED: Words("终止告知书", "Notice that it has ended"),
}

W = {
    "no": Words("编号", "No."),
    "say_no": Words("打电话报这四位", "On the phone, say"),
    "slip_no": Words("纸条号", "Slip"),
    "notice_no": Words("告知单 {no} 号", "notice {no}"),
    "for_whom": Words("给谁办", "For"),
    "item": Words("办哪一项", "Matter"),
    "received_by": Words("谁收的", "Received by"),
    "received_at": Words("什么时候", "Received"),
    "promised": Words("最晚哪天", "Promised by"),
    "promised_response": Words("最晚哪天答复您", "You get an answer by"),
    "promised_forwarding": Words("最晚哪天送到窗口", "Handed in at the office by"),
    "promised_lodging": Words("部门最晚哪天答复收不收", "The office says by then whether it takes it"),
    "promised_authority": Words("部门最晚哪天有结果", "The office's answer is due by"),
    "promised_delivery": Words("最晚哪天送到您手里", "In your hands by"),
    "no_day": Words("定了日子打电话告诉您", "We ring you when there is a day"),
    "provisional": Words("（暂定）", " (provisional)"),
    "paper": Words("材料", "Paper"),
    "count": Words("份数", "Copies"),
    "how": Words("怎么收的", "Original or copy"),
    "where": Words("现在在哪", "Where it is"),
    "in_all": Words("一共看过、收下 {n} 样。", "{n} papers looked at or taken in all."),
    "kept_here": Words("替您留着的原件 {n} 份，办完还您。", "{n} originals are kept for you and come back."),
    "nothing_taken": Words("没有收材料。", "No papers were taken."),
    "will_bring": Words("还差：{papers}。请在 {day} 前补来。", "Still to come by {day}: {papers}."),
    "free": Words("代办不收一分钱。原件办完当面退还。", "The service is free. Originals are handed back in person."),
    "notice_says": Words(
        "{who}：您办的“{item}”还差下面这些，一次说全，补齐了就办：",
        "{who}: these are missing for “{item}”, all told at once; with them it goes on:",
    ),
    "why": Words("为什么", "Why"),
    "office_said": Words("部门的原话：{words}", "The office's own words: {words}"),
    "again_why": Words("再次告知的原因：{words}", "Why a second notice: {words}"),
    "told_at": Words("告知时间", "Told"),
    "told_how": Words("怎么告知", "How"),
    "last_day": Words("请在这天前补齐", "Last day"),
    "notice_rule": Words(
        "除了上面这些，不会再要别的材料。补不齐也请打个电话，我们一起想办法。",
        "Nothing else will be asked for. If you cannot get one of these, ring us and we find a way together.",
    ),
    "ended_on": Words("哪天", "On"),
    "ended_by": Words("谁办的", "By"),
    "ending_rule": Words(
        "该去别处办的，带上这张纸去，上面写着地方和电话。有不清楚、不同意的，打下面的电话，我们讲清楚；想再办，随时来。",
        "Where another office does it, take this along: it says where. If something is unclear or you do not agree, "
        "ring the numbers below. Come again at any time.",
    ),
    "result": Words("结果", "Result"),
    "document": Words("文书号", "Document"),
    "decided_on": Words("决定日期", "Decided on"),
    "reasons": Words("部门说的原因", "The office's reasons"),
    "benefit_from": Words("从哪天起享受", "Counts from"),
    "delivered_on": Words("送达日期", "Delivered on"),
    "delivered_how": Words("怎么签收", "How received"),
    "delivered_to": Words("谁收的", "Received by"),
    "originals_back": Words("退还的原件：{papers}。", "Originals handed back: {papers}."),
    "remedies": Words(
        "不服这个决定，可以申请行政复议或者到法院起诉，期限写在决定书上。",
        "Whoever disagrees may ask for a review or go to court; the decision says until when.",
    ),
    "delivery_rule": Words(
        "请看清楚再签字。不识字的，念给本人听，按手印，请见证人也签名。",
        "Read it before you sign. To whoever cannot read it is read aloud, with a fingerprint and a witness.",
    ),
    "principal": Words("委托人", "Principal"),
    "id_no": Words("身份证号", "Identity number"),
    "agent": Words("代办人", "Agent"),
    "term": Words("有效期", "Term"),
    "handing_on": Words("能不能转给别人办", "Handing it on"),
    "may_hand_on": Words("可以，已问过本人", "allowed, the principal was asked"),
    "may_not_hand_on": Words("不可以", "not allowed"),
    "signed": Words("怎么签的", "How it was signed"),
    "read_aloud": Words("已念给本人听", "read aloud"),
    "witnessed": Words("见证人 {who}", "witness {who}"),
    "given_at": Words("什么时候签的", "Given"),
    "revoked": Words("已收回", "Taken back"),
    "may_do": Words("可以替我做", "May do for me"),
    "may_not_do": Words("不可以做", "May never do"),
    "authorisation_rule": Words(
        "代办不收钱。委托人随时可以收回，打个电话或当面说一声就行；事情办完或到期，委托就结束。",
        "The service is free. The principal may take this back at any time by a word or a call; it ends with the matter or its term.",
    ),
    "sheet_says": Words(
        "我叫{who}，是{village}的村民。我委托下面写的人替我办事。这张纸签了字或者按了手印才算数。",
        "I am {who}, of {village}. I ask the people named here to act for me. This sheet counts once it is signed.",
    ),
    "stand_in": Words("他不在时", "Who stands in"),
    "sheet_term": Words("{since} – {until}，事情办完就结束", "{since} – {until}, or until it is done"),
    "sheet_aloud": Words(
        "□ 已从头到尾念给委托人听（不识字、按手印的必填）。见证人不能是委托人、代办人或登记的人。",
        "□ Read aloud to the principal from beginning to end (for who cannot read or signs with a finger). "
        "The witness is neither the principal nor an agent nor the recorder.",
    ),
    "id_tail": Words("身份证号后四位", "Identity number, last four"),
    "sign_name": Words("委托人签字", "Principal (signature)"),
    "fingerprint": Words("或者按手印", "Or the fingerprint"),
    "sign_principal": Words("委托人签字（手印）", "Principal (signature or fingerprint)"),
    "sign_agent": Words("代办人签字", "Agent (signature)"),
    "ask_at": Words("有事找", "Questions to"),
    "address": Words("地址", "Address"),
    "complain_at": Words("监督电话", "Complaints to"),
    "scan": Words("扫一扫看进展", "Scan for news"),
    "sign_cadre": Words("收件人签字", "Signature of the cadre"),
    "sign_villager": Words("交件人签字（手印）", "Signature or fingerprint"),
    "sign_told": Words("告知人签字", "Told by (signature)"),
    "sign_heard": Words("收到告知单的人签字（手印）", "Received by (signature or fingerprint)"),
    "sign_given": Words("送达人签字", "Delivered by (signature)"),
    "sign_got": Words("收件人签字（手印）", "Received by (signature or fingerprint)"),
    "sign_witness": Words("见证人签字", "Witness"),
    "day": Words("日期", "Date"),
}
KINDS = {
    "original_seen": Words("看原件", "Original, shown"),
    "original_held": Words("留原件", "Original, kept"),
    "copy": Words("复印件", "Copy"),
    "photo": Words("照片", "Photo"),
    "declaration": Words("签字的表", "Signed form"),
    "in_person": Words("本人到场", "In person"),
}
PLACES = {
    "original_here": Words("原件在{who}", "Original with {who}"),
    "taken_in": Words("收下了", "Taken in"),
    "given_back": Words("当面还了", "Handed back"),
    "not_needed": Words("免交了", "Not needed"),
}
WAYS = {
    "paper": Words("当面给了这张纸", "On paper, in person"),
    "phone": Words("打电话念过，对方复述了", "Read out on the phone and said back"),
    "app": Words("发到手机上", "In the app"),
}
RECEIVED = {
    "signature": Words("签字", "Signature"),
    "fingerprint": Words("按手印", "Fingerprint"),
    "photo": Words("拍照", "Photo"),
    "witness": Words("见证人在场", "Before a witness"),
}
RESULTS = {
    "approved": Words("已批准", "Approved"),
    "refused": Words("没有批准", "Not approved"),
    "not_accepted": Words("部门不受理", "Not taken up by the office"),
}

_STAYS = {"copy", "declaration", "photo"}
_NONE = "—"  # Nobody hands in himself, nor what he need not bring.
_TO_WRITE = "＿" * 8
_BY_HAND = "＿＿"  # What nobody has told the system is written onto the paper.


@dataclass(frozen=True, slots=True)
class Paper:
    """What stands on a paper, from top to bottom."""

    title: str
    issuer: str
    number: str
    spoken: str
    address: str  # What the code leads to.
    language: Language
    slip_no: str | None = None
    lead: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    shares: tuple[float, ...] = ()
    after: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    signs: tuple[str, ...] = field(default_factory=tuple)

    def say(self, name: str, **values: object) -> str:
        """One of the fixed texts in the paper's language."""
        return W[name].speak(self.language, **values)


def where_is(kind: str, status: str, *, held: bool) -> str:
    """Where a paper is that somebody brought: whatever is only shown goes straight back."""
    if held:
        return "original_here"
    if status == "waived":
        return "not_needed"
    return "taken_in" if kind in _STAYS else "given_back"


def how_taken(kind: str, language: Language) -> str:
    """Original or copy, in words; a kind that a county has added is shown as it is called."""
    return KINDS[kind].speak(language) if kind in KINDS else kind


def copies(kind: str, status: str, count: int | None) -> str:
    """How many of a paper were handed in, as counted or else as asked for; a line to write on where neither is known."""
    if kind == "in_person" or status == "waived":
        return _NONE
    return str(count) if count else _BY_HAND


def listed(names: Sequence[str], language: Language) -> str:
    """Names, one after the other; a line to write on where there are none."""
    return words.listed(names).speak(language) or _TO_WRITE


def moment(at: datetime, language: Language) -> str:
    """An instant as it is written on a paper, in the village's time."""
    local = at.astimezone(LOCAL)
    return f"{day(local.date(), language)} {local:%H:%M}"


def day(on: date, language: Language) -> str:
    """A day as it is written on a paper."""
    return f"{on.year}年{on.month}月{on.day}日" if language == "zh" else f"{on.day} {on:%B} {on.year}"


def drawn(paper: Paper, size: PaperSize) -> bytes:
    """The paper as PDF."""
    foot = f"{paper.title} {paper.number}"
    return document(lambda pen: _parts(paper, pen, size), size, title=foot, foot=foot)


def _parts(paper: Paper, pen: Pen, size: PaperSize) -> list[Flowable]:
    parts: list[Flowable] = [_top(paper, pen, size), pen.gap(0.4)]
    if paper.lead:
        parts.append(pen.text(paper.lead, after=0.4))
    if paper.facts:
        parts += [pen.facts(paper.facts), pen.gap(0.3)]
    if paper.rows:
        parts += [pen.grid(paper.head, paper.rows, paper.shares), pen.gap(0.3)]
    parts += [pen.text(words, after=0.2) for words in paper.after]
    if paper.contacts:
        parts += [pen.gap(0.2), pen.facts(paper.contacts)]
    return [*parts, pen.gap(0.8), *_signatures(paper.signs, paper.say("day"), pen)]


def _top(paper: Paper, pen: Pen, size: PaperSize) -> Flowable:
    """Who issues it, what it is, its number, the four digits that are said on the phone, and the code."""
    side = (24 if size is PaperSize.A6 else 34) * mm
    left: list[Flowable] = [
        pen.text(paper.issuer),
        pen.text(paper.title, 1.6),
        pen.text(f"{paper.say('no')} {paper.number}"),
        pen.columns(
            [pen.text(paper.say("say_no")), pen.text(paper.spoken, 2.4)], [1, 1], align="MIDDLE", width=pen.width - side
        ),
    ]
    if paper.slip_no:
        left.append(pen.text(f"{paper.say('slip_no')} {paper.slip_no}"))
    code = [Code(paper.address, side), pen.text(paper.say("scan"), 0.8, centred=True)]
    return pen.columns([left, code], [pen.width - side, side])


def _signatures(signs: Sequence[str], date_label: str, pen: Pen) -> list[Flowable]:
    """A line for each who signs, and one for the day."""
    line = "＿" * 5
    cells = [[pen.text(f"{words}："), pen.gap(1.6), pen.text(f"{line}　{date_label}{line}")] for words in signs]
    pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
    parts: list[Flowable] = []
    for pair in pairs:
        parts += [pen.columns([*pair, *[""] * (2 - len(pair))], [1, 1]), pen.gap(0.4)]
    return parts
