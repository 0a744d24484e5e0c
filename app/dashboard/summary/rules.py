"""What is counted, what is hidden, and how each number is explained. Plain values only."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from app.core.clock import LOCAL, local_date
from app.core.words import Words
from app.tickets.kinds.workflow import Owner, Service
from app.tickets.rules import FEWEST

METRIC_VERSION = "2026-11"
DAYS = 14
RATINGS_FOR = timedelta(days=30)
FEWEST_FOR_A_RATE = 10


def shown_total(service: Service, cells: Sequence[int]) -> int | str:
    """The sum of some cells, or, where one of them is hidden, "≥" what the shown ones and one for each hidden one add up to.

    Nothing can be subtracted from that: it follows from what is shown.
    """
    fewest = FEWEST.get(service, 0)
    if not any(0 < n < fewest for n in cells):
        return sum(cells)
    return f"≥{sum(n if n >= fewest else min(n, 1) for n in cells)}"


def satisfied_rate(satisfied: int, rated: int) -> float | None:
    """The share of satisfied among the rated; None where so few have rated that it would say nothing."""
    return round(satisfied / rated, 3) if rated >= FEWEST_FOR_A_RATE else None


def mask_name(name: str) -> str:
    """A name as boards show it: 王**."""
    return f"{name[:1]}**"


def day_bounds(at: datetime) -> list[datetime]:
    """The local midnights around the last days, today included: one more than there are days."""
    today = local_date(at)
    return [datetime.combine(today + timedelta(days=n), time.min, LOCAL) for n in range(1 - DAYS, 2)]


def late_words(state: Words, due: Words, owner: Owner) -> Words:
    """What is late and at whose end, without saying whose matter it is."""
    zh = "村里" if owner is Owner.VILLAGE else "部门"
    en = "the village" if owner is Owner.VILLAGE else "the authority"
    return Words(f"{state.zh}，{zh}应在{due.zh}前办。", f"{state.en}; {en} should have acted by {due.en}.")


DEFINITIONS = {
    "scope": Words(
        "除“各项在办”外，所有数字只算办事、快递、金融三项；看病和调解的事不进其他任何数字。",
        "All numbers but the open counts are about errands, parcels and finance only; health and disputes enter no other number.",
    ),
    "counts": Words(
        "各村此刻还没办完的件数，已送达、归档、撤回等不算。看病少于5件、调解少于3件只显示“<5”“<3”，没有就是0。",
        "Matters not finished at this minute, by village. Fewer than 5 of health and 3 of disputes stand as <5 and <3; none is 0.",
    ),
    "totals_counts": Words(
        "各项合计；有村被隐去时，看病、调解的合计只写“≥”已显示的数加上每个被隐去的村至少1件，减不出哪个村有几件。",
        "Sums by service; where a village is hidden, health and disputes only say '≥' what is shown plus one for each hidden village.",
    ),
    "open": Words("此刻在办的办事、快递、金融件数。", "Errands, parcels and finance matters open at this minute."),
    "submitted_today": Words("今天零点以来登记的件数。", "Matters recorded since midnight."),
    "completed_today": Words("今天零点以来办出结果的件数，含已办结待送达。", "Matters that got their result since midnight, delivered or not."),
    "yellow": Words(
        "村里的时限快到：剩下不到五分之一，或者不到一天。停表的不算。",
        "The village's deadline is near: a fifth of the time or less than a day is left. Paused clocks do not count.",
    ),
    "red": Words(
        "村里的时限过了还没办。停表的不算，部门超时不算在村里。",
        "The village's deadline has passed. Paused clocks and authorities' delays do not count.",
    ),
    "red_authority": Words("上级部门的时限过了还没办。", "The authority's deadline has passed."),
    "on_duty": Words("此刻有人值班的村数，外出办事也算值班。", "Villages with somebody on duty at this minute, trips included."),
    "villages": Words("这个地方现有的村和社区数。", "Villages and communities of this area."),
    "open_now": Words("按公布的开门时间，此刻应当开着门。", "By its published hours the centre is open at this minute."),
    "originals_out": Words(
        "此刻不在本人手里的原件：在代办的人手里、村里柜子里、窗口，或者报了丢失。",
        "Originals that are not with their owners at this minute: with an agent, in the cabinet, at a window, or lost.",
    ),
    "originals_long": Words(
        "其中本人交出来超过7天还没拿回的。", "Of these, the ones that left their owners over 7 days ago."
    ),
    "ratings": Words(
        "最近30天办结送达的件：评过的、其中满意的（基本满意以上）、还没评的。不评不算满意。评的不到10件不算比例。",
        "Matters brought to their end in the last 30 days: rated, of these satisfied (3 to 5), and not rated. "
        "Silence is not satisfaction. No rate below ten ratings.",
    ),
    "days": Words("最近14天每天登记和办出结果的件数。", "Matters recorded and matters that got their result, on each of the last 14 days."),
    "late": Words(
        "时限已过的办事、快递、金融件，最久的在前，最多50件；姓名隐去。",
        "Errands, parcels and finance matters past their deadline, the oldest first, 50 at most; names are masked.",
    ),
    "as_of": Words("数据算到这一分钟。", "Everything is counted as of this minute."),
}  # fmt: skip
