"""The same village handles a parcel, a clinic visit, a withdrawal and a boundary quarrel, each to its own end."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.acting import Cast, fill_in, step
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(saturday: Town, a_phone: Callable[..., Phone]) -> Cast:
    """The people of the village on their phones."""
    return Cast(saturday, a_phone)


def ask(phone: Phone, service: str, kind: str) -> None:
    """Begin a request on the first screen."""
    phone.open("/")
    phone.tap(service)
    phone.tap(kind)


def send(phone: Phone) -> None:
    """Look it over and send it."""
    phone.sees("看看对不对")
    phone.tap("提交")
    phone.sees("收到了")
    phone.tap("看这件事")
    phone.sees("走到哪一步了")


def test_a_parcel_goes_to_whoever_knows_its_code(cast: Cast) -> None:
    li, guilan = cast.phone_of("李秀英"), cast.phone_of("刘桂兰")
    li.open("/desk/new")
    li.fill("是哪位", "刘桂")
    li.tap("刘桂兰")
    li.tap("收发快递")
    li.tap("到了快递")
    fill_in(li, "圆通", fields={"快递单号": "YT8812345678901", "放在哪个货架": "3-07"})
    li.tap("登记", exact=True)
    li.sees("登记好了")
    li.tap("看这件事")
    step(li, "告诉他来取", "手机")
    guilan.open("/mine")
    guilan.tap("圆通快递 1 件")
    guilan.sees("凭取件码来取")
    told = re.search(r"取件码\s*(\d{3}) (\d{3})", guilan.page.locator("main").inner_text())
    assert told
    code = told[1] + told[2]
    li.sees_no(re.compile(f"{code}|{told[1]} {told[2]}"))
    step(li, "取走了", ("谁取的", "本人"), ("凭什么取", "取件码"), "当面看过包装", fields={"取件码": code})
    guilan.page.reload()
    guilan.sees("取走")


def test_what_the_villager_said_of_a_parcel_is_not_asked_again_when_it_is_here(cast: Cast) -> None:
    wang, li = cast.phone_of("王老汉"), cast.phone_of("李秀英")
    ask(wang, "收发快递", "帮我取快递")
    wang.pick("中通")
    wang.fill("快递单号", "ZT8812345678901")
    wang.tap("下一步")
    wang.tap("下一步")
    send(wang)
    li.open(f"/desk/tickets/{wang.page.url.rsplit('/', 1)[1]}")
    li.tap("到站登记")
    expect(li.page.get_by_role("radio", name="中通")).to_be_checked()
    expect(li.page.get_by_label("运单号")).to_have_value("ZT8812345678901")
    li.fill("货架号", "3-07")
    li.tap("到站登记", exact=True)
    li.sees("告诉他来取")
    li.sees("ZT8812345678901")


def test_a_visit_to_the_doctor_is_booked_and_held(cast: Cast) -> None:
    yulan, doctor, li = cast.phone_of("郭玉兰"), cast.phone_of("孙立民"), cast.phone_of("李秀英")
    ask(yulan, "看病取药", "约村医看病")
    yulan.tap("量血压")
    yulan.pick(re.compile("上午"))
    yulan.tap("下一步")
    yulan.sees("看看对不对")
    yulan.tap("提交")
    yulan.sees("先同意这一条")
    yulan.pick("我同意")
    send(yulan)
    ticket = yulan.page.url.rsplit("/", 1)[1]
    li.open(f"/desk/tickets/{ticket}")
    li.sees("只给当事人和经手的人看")
    li.sees_no("量血压")
    doctor.open("/desk?box=mine")
    doctor.tap(re.compile("郭玉兰"))
    doctor.sees("量血压")
    step(doctor, "约时间", fields={"什么时候": "2026-10-21T09:00"})
    yulan.page.reload()
    yulan.sees("10月21日")
    step(doctor, "人到了")
    step(doctor, "看完了", "看好了")
    yulan.page.reload()
    yulan.sees("看完了")


def test_a_withdrawal_is_helped_with_and_rated_at_home(cast: Cast) -> None:
    mancang, li = cast.phone_of("马满仓"), cast.phone_of("李秀英")
    ask(mancang, "取钱缴费", "取现金")
    fill_in(mancang, "农商银行", "1000 元以内", re.compile("10月(12|21)日"), "09:30")
    mancang.tap("下一步")
    send(mancang)
    li.open("/desk?box=mine")
    li.tap(re.compile("马满仓 · 预约取钱"))
    step(li, "防骗六问，没问题", "六个问题都问过了")
    step(li, "约时间")
    step(li, "本人到了", "本人")
    step(li, "办好了", "小票", "签")
    mancang.page.reload()
    mancang.tap("评一评")
    mancang.pick(re.compile("^满意"))
    mancang.tap("就这样")
    mancang.sees("归档")


def test_a_quarrel_over_a_boundary_is_settled_in_a_small_circle(cast: Cast) -> None:
    dashan, mediator, li = cast.phone_of("陈大山"), cast.phone_of("刘正平"), cast.phone_of("李秀英")
    ask(dashan, "说事调解", "邻里")
    fill_in(dashan, fields={"跟谁的事": "马满仓", "您想怎么解决": "田埂退回半尺"})
    dashan.tap("下一步")
    dashan.tap("下一步")
    send(dashan)
    ticket = dashan.page.url.rsplit("/", 1)[1]
    for outsider in (li, cast.phone_of("周敏")):
        outsider.excuse("status of 404")
        outsider.open(f"/desk/tickets/{ticket}")
        outsider.sees("没有这件事")
    mediator.open("/desk?box=mine")
    mediator.tap(re.compile("陈大山"))
    step(mediator, "受理", ("当事人 2", "本人同意调解"), "不归别的机关专管", "讲清了")
    step(mediator, "定调解员", "刘正平", "不是任何一方的亲戚", "已经告诉双方")
    step(mediator, "开始调解", "双方签了权利义务告知书", "不公开", fields={"在哪里": "村调解室"})
    term = {"谁来做": "马满仓", "做什么": "退回半尺田埂", "哪天前": "2026-10-25", "怎么做": "当面"}
    signed = ("申请人签字", "被申请人签字", "调解员签字", "盖了调委会的章", "双方各一份")
    step(mediator, "签了书面协议", *signed, fields=term | {"最后签字盖章的日子": "2026-10-10"})
    step(mediator, "做到了", ("怎么做到的", "做到了"))
    dashan.page.reload()
    dashan.sees("说到做到")


def test_a_request_that_was_only_spoken_is_heard_at_the_desk(cast: Cast) -> None:
    wang, li = cast.phone_of("王老汉"), cast.phone_of("李秀英")
    wang.open("/")
    wang.tap("长辈版")
    wang.tap("说话办事")
    wang.tap("开始说")
    wang.tap("正在听…1 秒")
    wang.tap("下一步")
    wang.sees("看看对不对")
    wang.tap("提交")
    wang.sees("收到了")
    wang.tap("看这件事")
    wang.sees("走到哪一步了")
    ticket = wang.page.url.rsplit("/", 1)[1]
    li.open(f"/desk/tickets/{ticket}")
    li.sees("走到哪一步了")
    li.tap("当初填的")
    sound = li.page.locator("audio")
    sound.evaluate(
        "each => new Promise((done, failed) => { each.onloadedmetadata = done; each.onerror = failed; each.load() })"
    )
