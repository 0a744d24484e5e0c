"""Every screen of the app: whose it is, where it is, what it says, and how to walk through it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.browser import staffing, walks
from tests.support.browser import Phone
from tests.support.server import ROOT


@dataclass(frozen=True)
class Screen:
    """One screen: the pattern of the app's route table that it stands for, an address with `{names}` of matters, a sign."""

    pattern: str
    says: str
    path: str = ""
    walk: Callable[[Phone, walks.Look], None] | None = field(default=None, repr=False)

    def address(self, matters: Mapping[str, str]) -> str:
        """Where it is."""
        return (self.path or self.pattern).format_map(matters)


@dataclass(frozen=True)
class Side:
    """One person's screens."""

    name: str
    who: str | None
    screens: tuple[Screen, ...]


def patterns_of_the_app() -> set[str]:
    """The patterns in the app's own route tables, as its sources have them."""
    tables = [
        line
        for file in (ROOT / "frontend" / "src").rglob("*.tsx")
        for line in file.read_text(encoding="utf-8").splitlines()
        if re.search(r"\broute\(", line)
    ]
    return {pattern for line in tables for pattern in re.findall(r"'(/[\w:/-]*)'", line)}


STRANGER = Side(
    "stranger",
    None,
    (
        Screen("/village", "您是哪个村", walk=walks.choose_town),
        Screen("/sign-in", "手机号"),
        Screen("/card", "卡上的 6 位数字", "/card?no=0123456789"),
        Screen("/staff", "用户名"),
        Screen("/mine", "登录以后"),
        Screen("/me", "还没有登录"),
        Screen("/duty", "这一周", "/duty"),
        Screen("/duty/print", "值班公示", "/duty/print?village=610430107203"),
        Screen("/guide", "高龄老人补贴"),
        Screen("/guide/:code", "要带什么", "/guide/MZ-04"),
        Screen("/guide/:code", "清单里没有", "/guide/XX-99"),
        Screen("/nowhere", "没有这一页"),
    ),
)
SIGNED_OUT = Side(
    "signed out",
    None,
    (
        Screen("/desk", "工作页"),
        Screen("/town", "用户名和密码"),
    ),
)
VILLAGER = Side(
    "villager",
    "王芳",
    (
        Screen("/", "帮我办事"),
        Screen("/mine", "正在办的"),
        Screen("/duty", "这一周"),
        Screen("/me", "谁能替我办", walk=walks.sign_out),
        Screen("/kin", "我替谁办"),
        Screen("/kin/ask", "替谁办"),
        Screen("/kin/give", "对方的手机号"),
        Screen("/notices", "看这件事"),
        Screen("/posts", "不打分"),
        Screen("/posts/:id", "在岗的人", "/posts/{elders}"),
        Screen("/posts/:id/:act", "我想上这个岗", "/posts/{elders}/put"),
        Screen("/posts/members/:id", "不和别人比", "/posts/members/{wangfang}"),
        Screen("/posts/members/:id/write", "写一两句", "/posts/members/{wangfang}/write"),
        Screen("/posts/members/:id/portrait", "放不放都行", "/posts/members/{wangfang}/portrait"),
        Screen("/new/:service", "您要办哪一件", "/new/errand", walks.errand),
        Screen("/new/:service", "要看病还是取药", "/new/medical", walks.medical),
        Screen("/new/:service", "取快递还是寄东西", "/new/parcel", walks.parcel),
        Screen("/new/:service", "要办哪一样", "/new/finance", walks.finance),
        Screen("/new/:service", "为了什么事", "/new/dispute", walks.dispute),
        Screen("/speak", "您说"),
        Screen("/tickets/:id", "要您做的", "/tickets/{short}", walks.unfold),
        Screen("/tickets/:id", "走到哪一步了", "/tickets/{visit}", walks.unfold),
        Screen("/tickets/:id", "王老汉的原件在哪", "/tickets/{taken}"),
        Screen("/tickets/:id", "走到哪一步了", "/tickets/{parcel}", walks.unfold),
        Screen("/tickets/:id", "走到哪一步了", "/tickets/{talks}", walks.unfold),
        Screen("/tickets/:id", "没有这件事", "/tickets/00000000-0000-4000-8000-000000000000"),
        Screen("/tickets/:id", "可以替本人", "/tickets/{taken}"),
        Screen("/tickets/:id/authorisation", "可以替本人", "/tickets/{taken}/authorisation"),
        Screen("/tickets/:id/authorisation", "委托谁去办", "/tickets/{fangs}/authorisation", walks.unfold),
        Screen("/tickets/:id/note", "要说什么", "/tickets/{short}/note"),
        Screen("/tickets/:id/rate", "办得怎么样", "/tickets/{rated}/rate", walks.bad_grade),
        Screen("/tickets/:id/do/:name", "补上了哪些", "/tickets/{short}/do/resubmit"),
        Screen("/tickets/:id/do/:name", "为什么", "/tickets/{visit}/do/withdraw"),
    ),
)
DESK = Side(
    "desk",
    "李秀英",
    (
        Screen("/desk", "来人登记"),
        Screen("/desk", "来人登记", "/desk?box=open"),
        Screen("/desk/more", "登录码"),
        Screen("/desk/new", "怎么来的", walk=walks.intake),
        Screen("/desk/trip", "做了什么", "/desk/trip?tickets={taken}"),
        Screen("/desk/trips", "代办日志"),
        Screen("/desk/slips", "先认清是本人"),
        Screen("/desk/duty", "我接下来的班"),
        Screen("/desk/duty/handover", "班"),
        Screen("/desk/duty/log", "不用打卡"),
        Screen("/desk/duty/log/:on", "谁值班", "/desk/duty/log/{today}"),
        Screen("/desk/duty/log/:on/add", "记什么", "/desk/duty/log/{today}/add"),
        Screen("/desk/duty/month", "值班表", walk=walks.unfold),
        Screen("/desk/duty/swaps", "等您回答的"),
        Screen("/desk/duty/swaps/:id", "家里有事", "/desk/duty/swaps/{to_li}"),
        Screen("/desk/duty/swaps/:id", "收回", "/desk/duty/swaps/{of_li}"),
        Screen("/desk/duty/turns/:id/ask", "请谁", "/desk/duty/turns/{li_turn}/ask", walks.ask_colleague),
        Screen("/desk/duty/turns/:id", "找人替班", "/desk/duty/turns/{li_turn}"),
        Screen("/desk/duty/out", "外出办事"),
        Screen("/desk/duty/turns/:id/take", "这个班现在不用接", "/desk/duty/turns/{li_turn}/take"),
        Screen("/desk/duty/turns/:id/move", "不归您改", "/desk/duty/turns/{li_turn}/move"),
        Screen("/desk/duty/temporary", "三夏值班"),
        Screen("/desk/duty/temporary/new", "由村书记来填"),
        Screen("/desk/duty/temporary/:id", "没有人的班", "/desk/duty/temporary/{temporary}", walks.unfold),
        Screen("/desk/duty/leave", "从哪天"),
        Screen("/desk/duty/draw", "大家担了多少", "/desk/duty/draw?of={this_month}", walks.unfold),
        Screen("/desk/duty/rule", "由村书记来填"),
        Screen("/desk/duty/sheet", "拿出来"),
        Screen("/desk/duty/print", "打印"),
        Screen("/desk/duty/calendar", "正在用的链接", walk=walks.calendar),
        Screen("/desk/duty/posts", "不打分"),
        Screen("/desk/duty/posts/:id", "在岗的人", "/desk/duty/posts/{elders}"),
        Screen("/desk/duty/members/:id", "不和别人比", "/desk/duty/members/{li}"),
        Screen("/desk/duty/members/:id/write", "写一两句", "/desk/duty/members/{li}/write"),
        Screen("/desk/duty/members/:id/portrait", "拿下来", "/desk/duty/members/{li}/portrait", walks.choose_photo),
        Screen("/desk/find", "按编号找"),
        Screen("/desk/sheets", "代办日志月报"),
        Screen("/desk/sheets/slips", "没网时用的纸条"),
        Screen("/desk/tickets/:id/slip", "纸条号", "/desk/tickets/{taken}/slip"),
        Screen("/desk/notices", "通知"),
        Screen("/desk/people", "村民", walk=walks.find_person),
        Screen("/desk/people/new", "姓名"),
        Screen("/desk/people/:id", "王老汉", "/desk/people/{wang}"),
        Screen("/desk/people/:id/numbers", "为什么", "/desk/people/{wang}/numbers"),
        Screen("/desk/people/:id/card", "旧卡", "/desk/people/{dashan}/card", walks.card),
        Screen("/desk/people/:id/helper", "怎么", "/desk/people/{wang}/helper"),
        Screen("/desk/people/:id/helper", "延长或改少", "/desk/people/{wang}/helper?of={given}"),
        Screen("/desk/people/:id/end", "为什么收回", "/desk/people/{wang}/end?of={given}"),
        Screen("/desk/people/:id/:act", "旧卡", "/desk/people/{dashan}/card"),
        Screen("/desk/kin", "想替"),
        Screen("/desk/kin/:id", "先找到本人", "/desk/kin/{kin}"),
        Screen("/desk/told", "要让老人知道"),
        Screen("/desk/told/:id", "告知纸条", "/desk/told/{telling}"),
        Screen("/desk/tickets/:id", "走到哪一步了", "/desk/tickets/{asked}", walks.more_steps),
        Screen("/desk/tickets/:id", "材料", "/desk/tickets/{short}", walks.more_steps),
        Screen("/desk/tickets/:id", "只给当事人", "/desk/tickets/{visit}"),
        Screen("/desk/tickets/:id", "走到哪一步了", "/desk/tickets/{parcel}", walks.more_steps),
        Screen("/desk/tickets/:id/do/:name", "已经齐了的材料", "/desk/tickets/{ready}/do/accept"),
        Screen("/desk/tickets/:id/do/:name", "要先签代办委托书", "/desk/tickets/{asked}/do/accept"),
        Screen("/desk/tickets/:id/do/:name", "还缺哪些", "/desk/tickets/{asked}/do/notify_deficiency"),
        Screen("/desk/tickets/:id/do/:name", "怎么认的人", "/desk/tickets/{asked}/do/withdraw"),
        Screen("/desk/tickets/:id/do/:name", "谁取的", "/desk/tickets/{parcel}/do/collect"),
        Screen("/desk/tickets/:id/do/:name", "陌生人", "/desk/tickets/{money}/do/screen"),
        Screen("/desk/tickets/:id/originals/:act", "本人怎样确认", "/desk/tickets/{taken}/originals/received"),
        Screen("/desk/tickets/:id/originals/:act", "交给谁", "/desk/tickets/{taken}/originals/handed_over"),
        Screen("/desk/tickets/:id/originals/:act", "送到哪个窗口", "/desk/tickets/{taken}/originals/lodged"),
        Screen("/desk/originals", "在外的原件"),
        Screen("/desk/tickets/:id/rate", "转过身去", "/desk/tickets/{rated}/rate", walks.hand_over),
        Screen("/desk/tickets/:id/authorisation", "怎么签的", "/desk/tickets/{asked}/authorisation", walks.sign),
        Screen("/desk/tickets/:id/authorisation", "可以替本人", "/desk/tickets/{taken}/authorisation"),
        Screen("/desk/tickets/:id/authorisation/print", "身份证号后四位", "/desk/tickets/{asked}/authorisation/print"),
        Screen("/desk/tickets/:id/receipt", "收件回执", "/desk/tickets/{taken}/receipt"),
        Screen("/desk/tickets/:id/delivery", "送达回证", "/desk/tickets/{rated}/delivery"),
        Screen("/desk/tickets/:id/ending", "办件告知书", "/desk/tickets/{declined}/ending"),
        Screen("/desk/tickets/:id/notice/:no", "告知单", "/desk/tickets/{short}/notice/1"),
    ),
)
SECRETARY = Side(
    "secretary",
    "赵长河",
    (
        Screen("/desk/tickets/:id/authorisation", "替他登记", "/desk/tickets/{taken}/authorisation", walks.take_back),
        Screen("/desk/agents", "不排名"),
        Screen("/desk/duty/temporary", "排临时值班"),
        Screen("/desk/duty/temporary/new", "为了什么事", walk=walks.temporary),
        Screen("/desk/duty/temporary/:id", "差1个人", "/desk/duty/temporary/{temporary}", walks.end_early),
        Screen("/desk/duty/leave", "谁请假"),
        Screen("/desk/duty/draw", "最晚", walk=walks.draw_up),
        Screen("/desk/duty/draw", "改派给谁", "/desk/duty/draw?{turn}"),
        Screen("/desk/duty/turns/:id", "经过", "/desk/duty/turns/{shift}", walks.unfold),
        Screen("/desk/duty/turns/:id/take", "接到几点", "/desk/duty/turns/{running}/take", walks.other_time),
        Screen("/desk/duty/turns/:id/move", "几点开始", "/desk/duty/turns/{shift}/move"),
        Screen("/desk/duty/turns/:id/ask", "代记", "/desk/duty/turns/{li_turn}/ask", walks.ask_colleague),
        Screen("/desk/duty/swaps/:id", "想找人替班", "/desk/duty/swaps/{of_li}", walks.record_answer),
        Screen("/desk/duty/rule", "一天分几班", walk=walks.own_turns),
        Screen("/desk/duty/people", "李秀英", walk=walks.member),
        Screen("/desk/duty/sheet", "从表格导入"),
        Screen("/desk/duty/posts", "设一个岗位"),
        Screen("/desk/duty/posts/:id", "王芳", "/desk/duty/posts/{elders}"),
        Screen("/desk/duty/posts/:id/:act", "常见的岗位", "/desk/duty/posts/new/edit", walks.new_post),
        Screen("/desk/duty/posts/:id/:act", "管哪里", "/desk/duty/posts/{elders}/edit"),
        Screen("/desk/duty/posts/:id/:act", "提名谁", "/desk/duty/posts/{elders}/put"),
        Screen("/desk/duty/posts/:id/:act", "不能恢复", "/desk/duty/posts/{elders}/close"),
        Screen("/desk/duty/posts/:id/:act", "任期届满", "/desk/duty/posts/{elders}/step?held={held}&move=end"),
        Screen("/desk/duty/members/:id", "王芳", "/desk/duty/members/{wangfang}"),
        Screen("/desk/duty/members/:id/portrait", "王芳", "/desk/duty/members/{wangfang}/portrait", walks.choose_photo),
        Screen("/desk/duty/records", "清了二组排水沟"),
    ),
)
MEDIATOR = Side(
    "mediator",
    "刘正平",
    (
        Screen("/desk", "您正帮两边坐下来谈"),
        Screen("/desk/tickets/:id", "当事人", "/desk/tickets/{talks}", walks.more_steps),
        Screen("/desk/tickets/:id/do/:name", "当事人 1", "/desk/tickets/{quarrel}/do/accept"),
        Screen("/desk/tickets/:id/do/:name", "第 1 条", "/desk/tickets/{talks}/do/agree_in_writing"),
    ),
)
DOCTOR = Side(
    "doctor",
    "孙立民",
    (
        Screen("/desk/tickets/:id", "约时间", "/desk/tickets/{visit}", walks.more_steps),
        Screen("/desk/tickets/:id/do/:name", "什么时候", "/desk/tickets/{visit}/do/book"),
    ),
)
TOWN = Side(
    "town",
    "周敏",
    (
        Screen("/town", "石桥镇 · 今天", walk=walks.unfold),
        Screen("/town", "每 5 秒自动更新", "/town?wall=1"),
        Screen("/town/audit", "谁登录过"),
        Screen("/town/catalogue", "待核对"),
        Screen("/town/catalogue/:code", "存成新的一版", "/town/catalogue/MZ-04", walks.unfold),
        Screen("/town/catalogue/:code", "事项编码", "/town/catalogue/new"),
        Screen("/town/catalogue/:code", "导出表格", "/town/catalogue/sheet"),
        Screen("/town/rows", "怎么数的", "/town/rows?what=open"),
        Screen("/town/rows", "怎么数的", "/town/rows?what=red"),
        Screen("/town/rows", "怎么数的", "/town/rows?what=on_duty"),
        Screen("/town/rows", "怎么数的", "/town/rows?what=ratings"),
        Screen("/town/villages/:code", "季度记录", "/town/villages/610430107203"),
        Screen("/town/originals", "超过7天"),
        Screen("/town/originals", "在李秀英手里", "/town/originals?village=610430107203"),
        Screen("/town/originals/:id", "每一次交接", "/town/originals/{taken}"),
        Screen("/town/rows", "只看数", "/town/rows?what=counts&village=610430107203&service=medical"),
        Screen("/desk/tickets/:id", "走到哪一步了", "/desk/tickets/{lodged}", walks.more_steps),
        Screen("/desk/tickets/:id/do/:name", "受理", "/desk/tickets/{lodged}/do/authority_accepts"),
        Screen("/desk/duty/month", "值班表", "/desk/duty/month?village=610430107203", walks.unfold),
        Screen("/desk/duty/log", "看哪个村"),
        Screen("/desk/duty/log/:on", "镇里只看", "/desk/duty/log/{today}?village=610430107203"),
        Screen("/desk/duty/posts", "看哪个村"),
        Screen("/desk/duty/posts", "季度记录", "/desk/duty/posts?village=610430107203"),
        Screen("/desk/duty/records", "三组机井", "/desk/duty/records?village=610430107203"),
        Screen("/desk", "镇里的页面"),
        Screen("/me", "退出登录"),
    ),
)
ADMINISTRATOR = Side(
    "administrator",
    "系统管理员",
    (
        Screen("/town", "您管系统"),
        Screen("/town/admin", "大屏密钥"),
        Screen("/town/staff", "赵长河", walk=walks.unfold),
        Screen("/town/staff", "没有账号", "/town/staff?place=610430107202"),
        Screen("/town/staff/new", "什么职务", "/town/staff/new?place=610430107203", staffing.new_staff),
        Screen("/town/staff/:id", "村党支部书记", "/town/staff/{zhao}", staffing.one_of_the_staff),
        Screen("/town/staff/:id", "没有", "/town/staff/{wangfang}"),
        Screen("/town/keys", "石桥镇大屏", walk=staffing.end_key),
        Screen("/town/keys/new", "给什么用的", walk=staffing.new_key),
        Screen("/town/audit", "谁登录过"),
        Screen("/town/catalogue", "待核对"),
        Screen("/guide", "高龄老人补贴"),
        Screen("/me", "退出登录"),
    ),
)
SIDES = (STRANGER, SIGNED_OUT, VILLAGER, DESK, SECRETARY, MEDIATOR, DOCTOR, TOWN, ADMINISTRATOR)
