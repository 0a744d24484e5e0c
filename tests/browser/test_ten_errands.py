"""Ten items of the catalogue for ten villagers, with paper in hand; and an inspector who knows only what was written down."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.core.clock import LOCAL
from app.demo.service import demo_id
from tests.browser.acting import Cast, carry, fill_in, step
from tests.browser.conftest import WORKING_SATURDAY
from tests.browser.ten import LI, ZHANG, Ten, every
from tests.support.browser import Phone
from tests.support.sheets import sheet
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = [pytest.mark.browser, pytest.mark.long]

MONDAY, TUESDAY = datetime(2026, 10, 12, 9, 0, tzinfo=LOCAL), datetime(2026, 10, 13, 9, 0, tzinfo=LOCAL)
NOTICE_OVER = datetime(2026, 10, 20, 9, 0, tzinfo=LOCAL)
TOWN, POLICE = "镇便民服务中心4号窗口", "石桥派出所户籍窗口"
HOME, IN_LIS_HAND, IN_ZHANGS_HAND, IN_CABINET = None, f"{LI}手里", f"{ZHANG}手里", "村里带锁的柜子里"


@pytest.fixture
def cast(tmp_path_factory: pytest.TempPathFactory, templates: Path, a_phone: Callable[..., Phone]) -> Iterator[Cast]:
    """The people of a township of their own, on a working Saturday."""
    town = Town(tmp_path_factory.mktemp("ten"), templates, WORKING_SATURDAY)
    town.open()
    yield Cast(town, a_phone)
    town.close()


def test_ten_errands_for_ten_villagers(cast: Cast, tmp_path: Path) -> None:
    ten = Ten(cast, tmp_path)
    # Saturday morning, 李秀英's turn.
    slip = slips_are_printed(ten)
    a_daughter_far_away_asks_for_her_father(ten)
    somebody_with_a_slip_comes_for_the_first_time(ten, slip)
    the_others_come(ten)
    two_things_are_done_at_once(ten)
    what_the_village_may_not_do_is_declined(ten)
    what_is_missing_is_told_once(ten)
    an_elder_says_that_it_is_her_own_will(ten)
    one_paper_is_promised(ten)
    invoices_go_into_the_cabinet(ten)
    originals_change_hands_at_noon(ten)
    the_rest_is_taken_on(ten)
    ten.days_pass(MONDAY)
    one_trip_forevery(ten)
    a_fee_is_paid_with_its_receipt(ten)
    ten.days_pass(TUESDAY)
    the_authorities_take_it_up(ten)
    ten.days_pass(NOTICE_OVER)
    all_comes_home(ten)
    the_inspector_asks_where_everything_was(ten)
    ten.hands.wash()


def slips_are_printed(ten: Ten) -> str:
    """Eight slips with numbers for the day on which there is no network; gives the first number."""
    li = ten.cast.phone_of(LI)
    li.open("/desk/sheets/slips")
    li.tap("要新的号", exact=True)
    printed = ten.pdf(li, "打印这一批")
    number = re.search(r"临(\d{6})", printed)
    assert number, printed
    return number[1]


def a_daughter_far_away_asks_for_her_father(ten: Ten) -> None:
    """王芳 sends it from her own phone, for 王老汉, who has none."""
    fang = ten.cast.phone_of("王芳")
    fang.open("/guide/MZ-04")
    fang.sees("要带什么")
    fang.tap("帮我办这件事")
    fang.tap("王老汉")
    fang.tap("下一步", exact=True)
    fang.tap("就这样，提交")
    fang.sees("编号")
    fang.tap("看这件事")
    fang.page.wait_for_url("**/tickets/*")
    ten.of["王老汉"] = fang.page.url.rsplit("/", 1)[1]


def somebody_with_a_slip_comes_for_the_first_time(ten: Ten, slip: str) -> None:
    """孙大娘, who has no phone, brings the slip that she got on a day without a network; it stays a name of her matter."""
    li = ten.cast.phone_of(LI)
    li.open("/desk")
    li.tap("来人登记")
    li.tap("第一次来，新登记")
    fill_in(
        li,
        "本人没有手机",
        fields={"姓名": "孙大娘", "联系人姓名": "孙立民", "联系人电话": "00000000105", "哪个组": "二组"},
    )
    li.tap("下一步", exact=True)
    li.tap("帮我办事")
    li.fill("找一找", "残疾人证")
    li.tap("残疾人证申领")
    fill_in(li, "请人上门来取材料", "口头同意", "看了身份证", fields={"纸条号": slip})
    li.tap("登记", exact=True)
    li.sees(f"临{slip}")
    li.tap("看这件事")
    li.sees(f"临{slip}")
    ten.of["孙大娘"] = li.page.url.rsplit("/", 1)[1]
    li.open("/desk/find")
    li.fill("编号", slip)
    li.tap("找", exact=True)
    li.tap("孙大娘 · 残疾人证申领")
    li.sees("走到哪一步了")


def the_others_come(ten: Ten) -> None:
    """Eight more; those who have no phone are registered first. By the API: the screens were shown just now."""
    ten.record("刘桂兰", "GA-03", str(demo_id("guilan")))
    ten.record("陈大山", "GA-04", str(demo_id("dashan")))
    ten.record("马满仓", "YB-02", str(demo_id("mancang")))
    ten.record("郭玉兰", "MZ-03", str(demo_id("yulan")), channel="phone")
    ten.record("周大娘", "RS-04", ten.newcomer("周大娘", "王芳"), channel="home_visit")
    ten.record("赵大爷", "MZ-09", ten.newcomer("赵大爷", "赵长河"))
    ten.record("高老汉", "RS-03", ten.newcomer("高老汉", "刘桂兰"))
    ten.record("王芳", "YB-05", str(demo_id("wangfang")), channel="phone")
    assert len(ten.of) == 10


def two_things_are_done_at_once(ten: Ten) -> None:
    """HOME: 周大娘's yearly pension check at her bed. GUIDE: 马满仓 pays with his own phone, 李秀英 beside him."""
    for name, item, done in (
        ("周大娘", "养老待遇领取资格认证", "上门刷脸，认证通过"),
        ("马满仓", "城乡居民医保缴费", "他自己点的，缴成了"),
    ):
        li = ten.desk(name)
        li.sees(item)
        step(li, "当场办好", fields={"办了什么": done})
        li.sees("办完了")
        li.sees_no("收下原件")


def what_the_village_may_not_do_is_declined(ten: Ten) -> None:
    """高老汉 wants 李秀英 to keep his card and draw his pension: no paper may say so, so it is declined, with a way to go."""
    body = sheet(ten.of["高老汉"], demo_id("li"), powers=["hand_in", "collect_result", "keep_bank_card"])
    refused = ten.hands.of(LI).post("/authorisations", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "power_forbidden")
    assert "银行卡和存折本人自己拿好" in refused.json()["detail"]
    li = ten.desk("高老汉")
    li.tap(re.compile("代办委托书.*还没签"))
    li.sees(re.compile("不可以：.*保管银行卡"))
    li.page.go_back()
    step(
        li,
        "不能代办",
        "必须本人去办",
        fields={"用一句话说清楚": "卡和钱要您自己拿着", "该去哪里办": "镇农商银行，电话 00000000900，我们陪您去"},
    )
    li.sees("必须本人去办")
    li.sees("镇农商银行，电话 00000000900")
    li.tap("办件告知书", exact=True)
    assert "不予代办告知书" in ten.pdf(li, "存成 PDF（A4）")


def what_is_missing_is_told_once(ten: Ten) -> None:
    """孙大娘's notice is read out on the phone and saved as PDF; a second one in the round needs the secretary and a reason."""
    li = ten.desk("孙大娘")
    step(li, "一次性告知缺什么", "照片", "病历", "打电话念给对方听", "对方复述过了")
    li.tap("打印", exact=True)
    li.sees("一次性告知单")
    notice = ten.pdf(li, "存成 PDF（A4）")
    assert "孙大娘" in notice
    assert "病历" in notice
    ten.desk("孙大娘")
    step(li, "补上材料", "照片", "病历")
    li.tap("更多", exact=True)
    li.tap("一次性告知缺什么", exact=True)
    li.sees("请村书记来发")
    li.sees_no("还缺哪些")


def an_elder_says_that_it_is_her_own_will(ten: Ten) -> None:
    """刘桂兰's move to another register: asked alone; she confirms on her phone that she gave two originals."""
    ten.hands.sign(LI, ten.of["刘桂兰"], "li")
    li = ten.desk("刘桂兰")
    carry(li, "收下原件", "户口迁移证", "户口本", "在手机上点确认")
    lan = ten.cast.phone_of("刘桂兰")
    lan.open(f"/tickets/{ten.of['刘桂兰']}")
    lan.tap("对，交了")
    lan.sees_no("对，交了")
    ten.desk("刘桂兰")
    step(
        li,
        "受理代办",
        "身份证",
        "单独问过本人",
        "收件回执给了村民",
        fields={"谁问的": LI},
    )
    li.open(f"/desk/tickets/{ten.of['刘桂兰']}/receipt")
    receipt = ten.pdf(li, "存成 PDF（A4）")
    assert "刘桂兰" in receipt


def one_paper_is_promised(ten: Ten) -> None:
    """容缺: 郭玉兰's proof of the accident follows within a week, in writing."""
    ten.hands.sign(LI, ten.of["郭玉兰"], "li")
    li = ten.desk("郭玉兰")
    step(li, "受理代办", "申请表", "身份", "收件回执给了村民", fields={"书面承诺补齐的日期": "2026-10-17"})
    li.sees("答应 10月17日 前补齐")


def invoices_go_into_the_cabinet(ten: Ten) -> None:
    """王芳's invoices came by post, so that she signed nowhere yet; three of them wait in the locked cabinet."""
    ten.hands.sign(LI, ten.of["王芳"], "li")
    ten.carries(LI, "王芳", "received", {"invoices": 3}, way="app")
    ten.moves(
        LI,
        "王芳",
        ("accept", {"materials": every("id_card", "fee_list", "discharge_record", "bank_card"), "receipt_given": True}),
    )
    li = ten.desk("王芳")
    carry(li, "交给同事", "锁进村里的柜子")
    li.sees("在村里带锁的柜子里")


def originals_change_hands_at_noon(ten: Ten) -> None:
    """赵大爷's death certificate and register were given before a witness; 张建国 has the afternoon and confirms having them."""
    body = sheet(ten.of["赵大爷"], demo_id("li"), backup_agent_id=str(demo_id("zhang")))
    assert ten.hands.of(LI).post("/authorisations", json=body).status_code == 201
    given = {"way": "witness", "witness": "邻居马满仓"}
    ten.carries(LI, "赵大爷", "received", {"death_certificate": 1, "hukou_book": 1}, **given)
    ten.moves(LI, "赵大爷", ("accept", {"materials": every("id_card", "kinship_proof"), "receipt_given": True}))
    li, zhang = ten.desk("赵大爷"), ten.cast.phone_of(ZHANG)
    carry(li, "交给同事", ZHANG)
    li.sees("等张建国确认")
    zhang.open("/desk")
    zhang.sees("李秀英要把")
    zhang.tap("确认接到")
    zhang.sees_no("李秀英要把")


def the_rest_is_taken_on(ten: Ten) -> None:
    """Both of those who cannot read signed with a finger, heard by a neighbour; by the API, as the first story shows."""
    finger = {"signed": "fingerprint", "cannot_read": True, "read_aloud": True, "witness_name": "马满仓"}
    for name, held in (("王老汉", "hukou_book"), ("孙大娘", None)):
        answer = ten.hands.of(LI).post("/authorisations", json=sheet(ten.of[name], demo_id("li"), **finger))
        assert answer.status_code == 201, answer.text
        if held:
            ten.carries(LI, name, "received", {held: 1}, way="witness", witness="马满仓")
    ten.moves(LI, "王老汉", ("accept", {"materials": every("id_card", "social_security_card"), "receipt_given": True}))
    ten.moves(LI, "孙大娘", ("accept", {"receipt_given": True}))
    li = ten.desk("陈大山")
    li.sees("要您本人去，村里有人陪")
    step(li, "受理代办", "户口本", "旧身份证", "收件回执给了村民")


def one_trip_forevery(ten: Ten) -> None:
    """Monday: the morning's papers go to two windows in one trip, each original with the name of who took it."""
    li = ten.cast.phone_of(LI)
    li.open("/desk")
    li.sees("今天要去镇上")
    li.tap("记一趟", exact=True)
    li.sees("已受理代办 · 派出所")
    li.tap("镇便民服务中心")
    fill_in(li, "送材料", "办成了", fields={"结果怎么说的": "窗口都收下了"})
    li.tap("记下", exact=True)
    li.page.wait_for_url("**/desk")
    for name, window in (("刘桂兰", POLICE), ("王芳", TOWN)):
        ten.desk(name)
        carry(li, "送到窗口", fields={"送到哪个窗口": window, "谁收的": "回执 1012"})
        li.tap("材料送到了", exact=True)
        # The window and the slip stand there already: nobody writes them twice.
        expect(li.page.get_by_label("送到哪个窗口")).to_have_value(window)
        li.tap("材料送到了", exact=True)
        li.sees("部门的时间")
        li.sees(f"在{window}")
    ten.carries(LI, "王老汉", "lodged", {"hukou_book": 1}, window=TOWN, slip="回执 1013")
    ten.carries(ZHANG, "赵大爷", "lodged", {"death_certificate": 1, "hukou_book": 1}, window=TOWN, slip="回执 1014")
    for who, name in ((LI, "王老汉"), (LI, "赵大爷"), (LI, "孙大娘")):
        ten.moves(who, name, ("lodge", {"window": TOWN, "handed_to": "周敏"}))


def a_fee_is_paid_with_its_receipt(ten: Ten) -> None:
    """ACCOMPANY: 李秀英 goes along with 陈大山, who needs a new identity card; it costs 20 yuan, for which there is a receipt."""
    li = ten.desk("陈大山")
    li.tap("更多", exact=True)
    li.tap("记代办", exact=True)
    li.fill("去了哪里", POLICE)
    fill_in(li, "陪着去", "办成了")
    li.tap(re.compile("代交了钱"))
    li.fill("替村民交了多少钱", "20")
    li.tap("记下", exact=True)
    li.sees("请把收据拍下来")
    photo = ten.folder / "receipt.jpg"
    Image.new("RGB", (1200, 900), "#eee").save(photo)
    li.page.locator("input[type=file]").set_input_files(photo)
    expect(li.page.get_by_role("img", name="照片")).to_be_visible()
    li.tap("记下", exact=True)
    li.open("/desk/trips")
    li.sees("代交 20.00 元，有收据")
    ten.desk("陈大山")
    step(li, "材料送到了", fields={"送到哪个窗口": POLICE, "谁收的": "受理单 88"})
    step(li, "部门正式受理", fields={"受理编号": "受理单 88"})
    li.sees("12月11日")


def the_authorities_take_it_up(ten: Ten) -> None:
    """The township's desk writes down what each office did; one matter is sent back, and one has its public notice."""
    town = ten.desk("王老汉", "周敏")
    step(town, "部门正式受理", fields={"受理编号": "石受〔2026〕21 号"})
    step(town, "进入公示、核对等", "公示", "告诉", fields={"预计": "2026-10-19"})
    ten.desk("孙大娘", "周敏")
    step(town, "部门退回补材料", "病历", "打电话念给对方听", "对方复述过了", fields={"部门的原话": "病历要盖医院的章"})
    for name in ("刘桂兰", "王芳", "赵大爷"):
        ten.moves("周敏", name, ("authority_accepts", {"acceptance_no": f"石受〔2026〕{name} 号"}))
    li = ten.desk("孙大娘")
    li.sees("病历要盖医院的章")
    step(li, "补上材料", "病历")
    ten.moves(LI, "孙大娘", ("accept", {"receipt_given": True}), ("lodge", {"window": TOWN, "handed_to": "周敏"}))
    ten.desk("郭玉兰")
    step(li, "补上承诺的材料", "急难")
    step(li, "材料送到了", fields={"送到哪个窗口": TOWN, "谁收的": "周敏"})


def all_comes_home(ten: Ten) -> None:
    """What was approved goes to its people, each original into its owner's hand; one permit stays with the police."""
    ten.moves("周敏", "王老汉", ("resume", {}), ("approve", {"document": "石批〔2026〕7 号"}))
    for name in ("刘桂兰", "王芳", "赵大爷"):
        ten.moves("周敏", name, ("approve", {"document": f"石批〔2026〕{name} 号"}))
    li = ten.desk("刘桂兰")
    carry(li, "取回", "户口迁移证")
    li.tap("别的情况")
    carry(li, "部门留存", fields={"部门给的凭据号": "存根 12"})
    carry(li, "退还本人", "见证人在场", fields={"见证人是谁": "邻居陈大山"})
    li.open(f"/desk/tickets/{ten.of['刘桂兰']}/delivery")
    assert "送达回证" in ten.pdf(li, "存成 PDF（A4）")
    ten.desk("刘桂兰")
    step(li, "结果送到了", "签字")
    li.sees("办完了")
    for who, name, papers_of in (
        (LI, "王老汉", {"hukou_book": 1}),
        (ZHANG, "赵大爷", {"death_certificate": 1, "hukou_book": 1}),
    ):
        ten.carries(who, name, "picked_up", papers_of)
        ten.carries(who, name, "returned", papers_of, way="witness", witness="马满仓")
        ten.moves(LI, name, ("deliver", {"way": "fingerprint"}))
    ten.carries(LI, "王芳", "picked_up", {"invoices": 3})
    ten.desk("王芳")
    li.tap("结果送到了", exact=True)
    fill_in(li, "签字")
    li.excuse("status of 422")
    li.tap("结果送到了", exact=True)
    li.sees("发票原件还在李秀英手里")


# Where the originals were at the end of each day, as the people of the story would tell it.
SPANS: tuple[tuple[str, str, int, dict[int, str | None]], ...] = (
    ("王老汉", "户口本", 1, {10: IN_LIS_HAND, 12: TOWN, 20: HOME}),
    ("刘桂兰", "户口迁移证", 1, {10: IN_LIS_HAND, 12: POLICE, 20: HOME}),
    ("刘桂兰", "户口本", 1, {10: IN_LIS_HAND, 12: POLICE, 20: HOME}),
    ("王芳", "发票原件", 3, {10: IN_CABINET, 12: TOWN, 20: IN_LIS_HAND}),
    ("赵大爷", "死亡证明", 1, {10: IN_ZHANGS_HAND, 12: TOWN, 20: HOME}),
    ("赵大爷", "户口本", 1, {10: IN_ZHANGS_HAND, 12: TOWN, 20: HOME}),
)


def the_inspector_asks_where_everything_was(ten: Ten) -> None:
    """周敏 was not there: she goes from the township's number to a village, a day, a matter, and reads the same as it was."""
    asked = ten.hands.of("周敏")
    for day in range(9, 21):
        on = {"on": f"2026-10-{day:02}"}
        rows = asked.get("/custody/day", params={"village_code": HUAISHU} | on).json()["items"]
        told = {(row["ticket_id"], row["name"], row["count"], row["where"]) for row in rows}
        then = [(name, paper, n, _holder(spans, day)) for name, paper, n, spans in SPANS]
        ours = {row for row in told if row[0] in ten.of.values()}
        assert ours == {(ten.of[name], paper, n, f"在{who}") for name, paper, n, who in then if who}, on
        for name in {name for name, *_ in SPANS}:
            page = asked.get(f"/tickets/{ten.of[name]}/custody", params=on).json()
            held = {(each["name"], each["spot"]["name"]) for each in page["held"] if each["spot"]["kind"] != "settled"}
            assert held == {
                (paper, who.removesuffix("手里").removesuffix("里")) for n, paper, _, who in then if who and n == name
            }
    town = ten.cast.phone_of("周敏")
    town.open("/town")
    town.tap("在外的原件")
    town.tap(re.compile("^大槐树村"))
    town.fill("看哪一天", "2026-10-11")
    town.sees("10月11日 周日结束时")
    for sentence in (
        "发票原件 × 3 · 在村里带锁的柜子里",
        "死亡证明 × 1 · 在张建国手里",
        "户口迁移证 × 1 · 在李秀英手里",
    ):
        town.sees(sentence)
    town.tap(re.compile("户口迁移证"))
    town.sees("10月11日 周日结束时")
    town.sees("户口迁移证 × 1: 李秀英")
    town.tap("10月12日", exact=False)
    town.sees(f"户口迁移证 × 1: {POLICE}")
    town.tap("现在", exact=True)
    town.sees("户口迁移证 × 1: 不再退还")
    town.sees("凭据：存根 12")
    town.sees("见证人邻居陈大山")


def _holder(spans: dict[int, str | None], day: int) -> str | None:
    since = [each for each in spans if each <= day]
    return spans[max(since)] if since else None
