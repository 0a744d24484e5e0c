"""Which steps lead to a post and away from it, who may take them, and the posts that villages usually have."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple

from app.core.clock import LOCAL
from app.core.words import Words
from app.duty.models import HoldingState, PostKind
from app.duty.posts.models import Reason
from app.people.models import Role

# Who reads all about the posts of a village; its secretary alone acts on them.
KEEPERS = (Role.VILLAGE_SECRETARY, Role.TOWN_OFFICER, Role.COUNTY_OFFICER)
EARLIEST = date(1978, 1, 1)


class PostMove(StrEnum):
    """What can be done with a holding; `propose` is how it begins."""

    PROPOSE = "propose"
    NOMINATE = "nominate"
    AGREE = "agree"
    TAKE_UP = "take_up"
    SUSPEND = "suspend"
    RESUME = "resume"
    WITHDRAW = "withdraw"
    END = "end"


class Need(StrEnum):
    """What has to be said with a step; a `letter` signed on paper may be left out."""

    ON = "on"
    PLEDGE = "pledge"
    LETTER = "letter"
    REASON = "reason"


class Step(NamedTuple):
    """A row of the table: where a move leads, what it needs, and whether the person concerned may make it."""

    move: PostMove
    to: HoldingState
    needs: tuple[Need, ...] = ()
    by_secretary: bool = True
    by_person: bool = False


_END = Step(PostMove.END, HoldingState.ENDED, (Need.ON, Need.REASON))
_WITHDRAW = Step(PostMove.WITHDRAW, HoldingState.ENDED, by_secretary=False, by_person=True)
STEPS: dict[HoldingState, tuple[Step, ...]] = {
    HoldingState.PROPOSED: (Step(PostMove.NOMINATE, HoldingState.NOMINATED), _END, _WITHDRAW),
    HoldingState.NOMINATED: (Step(PostMove.AGREE, HoldingState.AGREED, (Need.ON,)), _END, _WITHDRAW),
    HoldingState.AGREED: (
        Step(PostMove.TAKE_UP, HoldingState.ON_POST, (Need.ON, Need.PLEDGE, Need.LETTER), by_person=True),
        _END,
        _WITHDRAW,
    ),
    HoldingState.ON_POST: (Step(PostMove.SUSPEND, HoldingState.SUSPENDED, (Need.REASON,)), _END),
    HoldingState.SUSPENDED: (Step(PostMove.RESUME, HoldingState.ON_POST), _END),
    HoldingState.ENDED: (),
}

KINDS = {
    PostKind.ECONOMY: Words("经济发展", "Economy"),
    PostKind.OVERSIGHT: Words("民主监督", "Oversight"),
    PostKind.PUBLIC_AFFAIRS: Words("公共事务", "Public affairs"),
    PostKind.THOUGHT: Words("宣传教育", "Policy and civility"),
    PostKind.SERVICE: Words("五不出村服务", "The five services"),
    PostKind.OTHER: Words("其他", "Others"),
}
STATES = {
    HoldingState.PROPOSED: Words("已报名", "Put forward"),
    HoldingState.NOMINATED: Words("支部已提名", "Nominated by the branch"),
    HoldingState.AGREED: Words("会议已通过", "Agreed by the meeting"),
    HoldingState.ON_POST: Words("在岗", "On the post"),
    HoldingState.SUSPENDED: Words("暂停", "Resting"),
    HoldingState.ENDED: Words("已离岗", "Ended"),
}
MOVES = {
    PostMove.NOMINATE: Words("支部提名", "Nominate"),
    PostMove.AGREE: Words("会议通过", "The meeting agreed"),
    PostMove.TAKE_UP: Words("承诺上岗", "Pledge and take up"),
    PostMove.SUSPEND: Words("暂停", "Let it rest"),
    PostMove.RESUME: Words("恢复在岗", "Take it up again"),
    PostMove.WITHDRAW: Words("收回报名", "Take it back"),
    PostMove.END: Words("离岗", "End it"),
}
REASONS = {
    Reason.EXEMPT: Words("免", "Exempt"),
    Reason.OWN_WISH: Words("本人提出", "Own wish"),
    Reason.AWAY: Words("外出", "Away"),
    Reason.CHANGED: Words("岗位调整", "Changed to another post"),
    Reason.TERM_OVER: Words("任期届满", "The term is over"),
    Reason.POST_CLOSED: Words("岗位撤销", "The post was closed"),
    Reason.NOT_TAKEN_UP: Words("没有上岗", "Not taken up"),
    Reason.OTHER: Words("其他", "Something else"),
}
_OFF_THE_LIST = Words("不列入", "Take off the list")
# Who is on a post never ends as "not taken up", and nobody rests because a post was closed.
_RESTS = (Reason.EXEMPT, Reason.OWN_WISH, Reason.AWAY, Reason.OTHER)
_LEAVES = (Reason.TERM_OVER, Reason.CHANGED, Reason.OWN_WISH, Reason.AWAY, Reason.EXEMPT, Reason.OTHER)
_NEVER_BEGINS = (Reason.NOT_TAKEN_UP, Reason.OWN_WISH, Reason.EXEMPT, Reason.OTHER)
# What happened, with {by} who did it.
DONE = {
    PostMove.PROPOSE: Words("{by}报了名", "{by} put the name forward"),
    PostMove.NOMINATE: Words("{by}记录：支部提名", "{by}: nominated by the branch"),
    PostMove.AGREE: Words("{by}记录：会议通过", "{by}: agreed by the meeting"),
    PostMove.TAKE_UP: Words("{by}记录：承诺上岗", "{by}: pledged and took it up"),
    PostMove.SUSPEND: Words("{by}记录：暂停", "{by}: rests"),
    PostMove.RESUME: Words("{by}记录：恢复在岗", "{by}: on the post again"),
    PostMove.WITHDRAW: Words("{by}收回了报名", "{by} took it back"),
    PostMove.END: Words("{by}记录：离岗", "{by}: ended"),
}


def steps_for(state: HoldingState, *, is_secretary: bool, is_person: bool) -> Iterator[Step]:
    """The steps that are open to whoever looks."""
    for step in STEPS[state]:
        if (step.by_secretary and is_secretary) or (step.by_person and is_person):
            yield step


def step_of(state: HoldingState, move: PostMove) -> Step | None:
    """The step that a move is in a state, if it leads anywhere from there."""
    return next((step for step in STEPS[state] if step.move is move), None)


def reasons_for(state: HoldingState, move: PostMove) -> tuple[Reason, ...]:
    """The reasons that may be given."""
    if move is PostMove.SUSPEND:
        return _RESTS
    if move is PostMove.END:
        return _LEAVES if state in {HoldingState.ON_POST, HoldingState.SUSPENDED} else _NEVER_BEGINS
    return ()


def label_of(state: HoldingState, move: PostMove) -> Words:
    """What a step is called; nobody leaves a post who has not come onto it."""
    if move is PostMove.END and state not in {HoldingState.ON_POST, HoldingState.SUSPENDED}:
        return _OFF_THE_LIST
    return MOVES[move]


def begin_of(on: date, at: datetime) -> datetime:
    """When something of a day began that is written at an instant: then, or at the first minute of an earlier day."""
    return at if on == at.astimezone(LOCAL).date() else datetime.combine(on, time.min, LOCAL)


def end_of(on: date, at: datetime) -> datetime:
    """When something of a day ended that is written at an instant: then, or with an earlier day."""
    return at if on == at.astimezone(LOCAL).date() else datetime.combine(on + timedelta(days=1), time.min, LOCAL)


def last_day(until: datetime) -> date:
    """The last day of something that ended at an instant; midnight ends the day before."""
    return (until.astimezone(LOCAL) - timedelta(microseconds=1)).date()


class Template(NamedTuple):
    """A post that many villages have, to begin with; name and duties are the village's to change."""

    code: str
    kind: PostKind
    name: Words
    duties: Words


TEMPLATES = (
    Template(
        "demonstration",
        PostKind.ECONOMY,
        Words("科技示范岗", "Farming example"),
        Words("带头用新品种新技术，教给大家", "Tries new seeds and ways, and shows them to others"),
    ),
    Template(
        "trade",
        PostKind.ECONOMY,
        Words("流通服务岗", "Selling and buying"),
        Words("帮大家卖农产品、买农资", "Helps to sell the harvest and to buy what farming needs"),
    ),
    Template(
        "information",
        PostKind.ECONOMY,
        Words("信息咨询岗", "Information"),
        Words("打听用工、行情、政策信息，告诉大家", "Finds out about work, prices and support, and passes it on"),
    ),
    Template(
        "accounts",
        PostKind.OVERSIGHT,
        Words("财务监督岗", "Accounts"),
        Words("看村里的账，看公开得对不对", "Looks at the village's accounts and how they are made public"),
    ),
    Template(
        "decisions",
        PostKind.OVERSIGHT,
        Words("重大事项监督岗", "Decisions"),
        Words(
            "看大事是不是按程序定、按决定办", "Looks whether large matters are decided and carried out as they should"
        ),
    ),
    Template(
        "safety",
        PostKind.PUBLIC_AFFAIRS,
        Words("治安维护岗", "Safety"),
        Words("看门护院、提醒防火防骗", "Looks after safety, warns of fire and fraud"),
    ),
    Template(
        "water_and_woods",
        PostKind.PUBLIC_AFFAIRS,
        Words("森林水利设施维护岗", "Woods and water"),
        Words("看护林子、水渠、机井，坏了就报", "Looks after woods, channels and wells, and reports what is broken"),
    ),
    Template(
        "clean",
        PostKind.PUBLIC_AFFAIRS,
        Words("环境卫生巡护岗", "Clean village"),
        Words("巡看村道、河沟、垃圾点", "Goes round roads, ditches and the places for waste"),
    ),
    Template(
        "policy",
        PostKind.THOUGHT,
        Words("政策宣传岗", "Policy information"),
        Words("把政策讲清楚，送到户", "Explains policies, from door to door"),
    ),
    Template(
        "civility",
        PostKind.THOUGHT,
        Words("文明新风岗", "Civility"),
        Words("操持红白喜事从简、邻里和睦", "Keeps weddings and funerals simple and neighbours friendly"),
    ),
    Template(
        "proxy",
        PostKind.SERVICE,
        Words("民事代办岗", "Proxy service"),
        Words("替大家跑腿办事，不收钱", "Runs errands for people, free of charge"),
    ),
    Template(
        "parcels",
        PostKind.SERVICE,
        Words("快递帮取岗", "Parcel helper"),
        Words("帮老人取件、寄件、送上门", "Fetches and sends parcels for the elderly"),
    ),
    Template(
        "escort",
        PostKind.SERVICE,
        Words("陪同就医岗", "Escort"),
        Words("陪老人去看病、取药", "Goes with the elderly to the doctor"),
    ),
    Template(
        "mediation",
        PostKind.SERVICE,
        Words("调解帮手岗", "Mediator's helper"),
        Words("帮调解员请人、约时间、回访", "Helps the mediator to bring people together"),
    ),
    Template(
        "elders",
        PostKind.SERVICE,
        Words("党员联户岗", "Elder contact"),
        Words("常去看看老人，有事捎话", "Looks in on the elderly and passes on what they need"),
    ),
)


_USUAL_DUTIES = {each.duties.zh: each.duties for each in TEMPLATES}


def duties_of(written: str | None) -> Words | None:
    """What a post is for: usual duties in both languages, a village's own words as they were written."""
    return None if written is None else _USUAL_DUTIES.get(written, Words(written, written))
