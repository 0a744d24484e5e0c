"""The issue's story through the screens: 王老汉's allowance from the counter to his hand."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from app.core.clock import LOCAL
from tests.browser.acting import Cast, Township, carry, fill_in, step
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = [pytest.mark.browser, pytest.mark.long]

MONDAY = datetime(2026, 10, 12, 9, 0, tzinfo=LOCAL)
NOTICE_OVER = datetime(2026, 10, 20, 9, 0, tzinfo=LOCAL)
# Each step once, and no warning among them: a deadline that stands still does not pass.
STEPS = [
    "submitted",
    "notify_deficiency",
    "resubmit",
    "authorise",
    "receive_originals",
    "accept",
    "lodge_originals",
    "lodge",
    "authority_accepts",
    "special_procedure",
    "resume",
    "approve",
    "pick_up_originals",
    "return_originals",
    "deliver",
    "rate",
]


@pytest.fixture
def cast(saturday: Town, a_phone: Callable[..., Phone]) -> Cast:
    """The people of the story."""
    return Cast(saturday, a_phone)


@pytest.fixture
def township(cast: Cast) -> Iterator[Township]:
    """Those who look on."""
    township = Township(cast)
    yield township
    township.leave()


def test_the_story(cast: Cast, township: Township, tmp_path: Path) -> None:
    before = township.totals()
    ticket_id = the_old_man_comes(cast)
    assert township.totals()["open"] == before["open"] + 1
    township.sees("高龄老人补贴 待受理")
    the_daughter_follows(cast)
    one_paper_is_missing(cast, township, tmp_path)
    he_signs(cast)
    she_accepts_and_prints(cast)
    township.sees("高龄老人补贴 已受理代办")
    cast.days_pass(MONDAY)
    she_takes_it_to_town(cast)
    township.sees("高龄老人补贴 已报送")
    the_township_accepts_and_a_notice_pauses_it(cast)
    township.sees("高龄老人补贴 中止")
    cast.days_pass(NOTICE_OVER)
    before = township.totals()
    it_is_approved_and_brought_home(cast, township)
    done = township.totals()
    assert done["completed_today"] == before["completed_today"] + 1
    he_rates_it_on_another_phone(cast, ticket_id)
    rated = township.totals()["ratings"]
    assert rated["rated"] == done["ratings"]["rated"] + 1
    assert township.heard(ticket_id) == STEPS


def the_old_man_comes(cast: Cast) -> str:
    """李秀英 records 王老汉's request for him; gives the matter's id."""
    li = cast.phone_of("李秀英")
    li.open("/desk")
    li.sees("今天我值班")
    li.tap("来人登记")
    li.fill("是哪位", "王老")
    li.tap("王老汉")
    li.tap("帮我办事")
    li.tap("高龄老人补贴")
    li.pick("认识本人")
    li.tap("登记", exact=True)
    li.sees("登记好了")
    li.sees("李秀英来办")
    li.tap("看这件事")
    li.sees("走到哪一步了")
    return li.page.url.rsplit("/", 1)[1]


def the_daughter_follows(cast: Cast) -> None:
    """王芳 is far away; 李秀英 reads her sign-in code to her from the desk's page, on the phone."""
    li, fang = cast.phone_of("李秀英"), cast.new_phone("王芳")
    fang.ask_for_code("王芳")
    here = li.page.url
    li.open("/desk/slips")
    li.sees("王芳")
    code = re.search(r"(\d{3}) (\d{3})", li.page.locator("main").inner_text())
    assert code
    fang.enter_code(code[1] + code[2])
    fang.sees("高龄老人补贴")
    fang.tap("高龄老人补贴")
    fang.sees("大槐树村正在看材料齐不齐")
    li.open(here)


def one_paper_is_missing(cast: Cast, township: Township, folder: Path) -> None:
    """One numbered notice says all that is missing; the daughter adds it with a photo."""
    li, fang = cast.phone_of("李秀英"), cast.phone_of("王芳")
    step(li, "一次性告知缺什么", "社会保障卡", "发到手机")
    li.sees("告知单 1 号")
    li.tap("打印")
    li.sees("一次性告知单")
    li.sees("社会保障卡")
    li.page.go_back()
    township.sees("高龄老人补贴 待补正")
    fang.page.reload()
    fang.sees("要您做的")
    fang.sees("社会保障卡")
    fang.tap("补上材料", exact=True)
    fang.pick("社会保障卡")
    photo = folder / "card.jpg"
    Image.new("RGB", (1600, 1200), "#a83").save(photo)
    fang.page.locator("input[type=file]").set_input_files(photo)
    expect(fang.page.get_by_role("img", name="照片")).to_be_visible()
    fang.tap("补上材料", exact=True)
    fang.sees("正在看材料齐不齐")
    li.page.reload()
    li.sees("说是补上了，请看一下")
    li.sees("王芳补齐了材料")
    expect(li.page.get_by_role("img", name="照片").first).to_be_visible()


def he_signs(cast: Cast) -> None:
    """王老汉 lets 李秀英 act for him: read aloud, with his finger, before a neighbour."""
    li, fang = cast.phone_of("李秀英"), cast.phone_of("王芳")
    li.tap(re.compile("代办委托书.*还没签"))
    li.sees("不可以：代收钱款")
    li.tap("打印出来签")
    li.sees("委托人签字")
    li.page.go_back()
    li.sees("怎么签的")
    fill_in(li, "按手印", "从头到尾念给本人听过了", "纸质原件放进档案袋了", fields={"见证人姓名": "李大嫂"})
    li.tap("登记委托书", exact=True)
    li.sees("李秀英可以替本人去办")
    fang.page.reload()
    fang.sees("李秀英可以替本人填表")
    assert fang.is_offered("收回委托")


def she_accepts_and_prints(cast: Cast) -> None:
    """She keeps one original, takes the matter on, and prints the receipt."""
    li = cast.phone_of("李秀英")
    carry(li, "收下原件", "户口本", "见证人在场", fields={"见证人是谁": "张建国"})
    li.sees("在李秀英手里")
    step(
        li,
        "受理代办",
        "社会保障卡",
        "收件回执给了村民",
    )
    li.sees("原件在李秀英")
    li.page.locator("main").get_by_role("link", name="打印").first.click()
    li.sees("收件回执")
    expect(li.page.get_by_role("row", name=re.compile("户口本"))).to_contain_text("李秀英")
    li.page.get_by_role("img", name="二维码").evaluate("each => each.decode()")
    li.page.go_back()
    fang = cast.phone_of("王芳")
    fang.page.reload()
    fang.sees("李秀英接下了")
    fang.sees("王老汉的户口本在李秀英手里，10月10日交的。")


def she_takes_it_to_town(cast: Cast) -> None:
    """On Monday she carries the papers to the township and writes the trip down."""
    li = cast.phone_of("李秀英")
    li.sees("今天要去镇上")
    li.tap("记一趟")
    li.tap("镇便民服务中心")
    fill_in(li, "送材料", "办成了", fields={"结果怎么说的": "窗口收下了"})
    li.tap("记下", exact=True)
    li.open("/desk/trips")
    li.sees("窗口收下了")
    li.open("/desk?box=mine")
    li.tap("王老汉 · 高龄老人补贴")
    carry(li, "送到窗口", fields={"送到哪个窗口": "镇便民服务中心4号窗口", "谁收的": "周敏"})
    li.sees("在镇便民服务中心4号窗口")
    step(li, "材料送到了", fields={"送到哪个窗口": "镇便民服务中心4号窗口", "谁收的": "周敏"})
    li.sees("部门的时间")


def the_township_accepts_and_a_notice_pauses_it(cast: Cast) -> None:
    """The authority's clock stands during the public notice; nobody forgets the matter."""
    town, li, fang = (cast.phone_of(name) for name in ("周敏", "李秀英", "王芳"))
    town.open("/town/rows?what=open")
    town.tap(re.compile("大槐树村 · 高龄老人补贴.*李秀英.*4号窗口"))
    step(town, "部门正式受理", fields={"受理编号": "石受〔2026〕18 号"})
    step(town, "进入公示、核对等", "公示", "告诉", fields={"预计": "2026-10-20"})
    fang.page.reload()
    fang.sees(re.compile("预计.*结束，这段时间不算在期限里"))
    li.page.reload()
    li.sees("停着")
    li.open("/desk?box=waiting")
    li.sees("王老汉 · 高龄老人补贴")


def it_is_approved_and_brought_home(cast: Cast, township: Township) -> None:
    """The notice is over, it is approved, the result and the original come home."""
    town, li, fang = (cast.phone_of(name) for name in ("周敏", "李秀英", "王芳"))
    town.open("/town/rows?what=open")
    town.tap(re.compile("大槐树村 · 高龄老人补贴.*公示"))
    step(town, "恢复办理")
    step(town, "部门批准了", fields={"文号": "石批〔2026〕7 号"})
    township.sees("高龄老人补贴 已批准待送达")
    li.open("/desk?box=mine")
    li.tap("王老汉 · 高龄老人补贴")
    carry(li, "取回")
    li.sees("在李秀英手里")
    # He has no phone, and his daughter is far away: he gets it into his own hand, before a neighbour.
    carry(li, "退还本人", "见证人在场", fields={"见证人是谁": "陈大山"})
    li.sees("村里没有留原件")
    fang.page.reload()
    fang.sees("李秀英当面退还了户口本")
    fang.sees_no("王老汉的原件在哪")
    assert not fang.is_offered("拿到了")
    step(li, "结果送到了", "按手印", fields={"谁收的": "王老汉"})
    fang.page.reload()
    fang.sees("办完了")


def he_rates_it_on_another_phone(cast: Cast, ticket_id: str) -> None:
    """The handler's phone takes no rating of her own work; 张建国's does, in 王老汉's hands."""
    li, zhang = cast.phone_of("李秀英"), cast.phone_of("张建国")
    li.tap("更多", exact=True)
    assert not li.is_offered("评一评")
    li.open(f"/desk/tickets/{ticket_id}/rate")
    li.sees("经手的人不收自己的评价")
    zhang.open(f"/desk/tickets/{ticket_id}")
    zhang.tap("请王老汉评一评")
    zhang.pick("认识本人")
    zhang.tap("把手机交给王老汉")
    zhang.pick(re.compile("^非常满意"))
    zhang.tap("就这样")
    zhang.sees("谢谢您")
