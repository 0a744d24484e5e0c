"""Walks through screens of several steps; `look` looks at what stands there now, under a name."""

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import FilePayload

from app.core.clock import today
from tests.files.samples import photo
from tests.support.browser import Phone

Look = Callable[[str], None]


def errand(phone: Phone, look: Look) -> None:
    phone.tap("高龄老人补贴")
    phone.sees("给谁办")
    look("who")
    phone.tap("王老汉")
    phone.sees("要带")
    look("tell")
    phone.tap("下一步")
    phone.sees("看看对不对")
    look("check")


def new_post(phone: Phone, look: Look) -> None:
    phone.pick("科技示范岗")
    phone.fill("定几个人", "0")
    phone.tap("保存")
    phone.sees("请填 1 到 99")
    look("a wrong number")


def medical(phone: Phone, look: Look) -> None:
    phone.tap("约村医看病")
    phone.tap("给我自己")
    phone.sees("主要是为了什么")
    look("need")
    phone.tap("量血压")
    phone.sees("什么时候方便")
    phone.tap("下一步")
    phone.sees("请至少选一个时间")
    look("slots, one missing")
    phone.pick(re.compile("上午"))
    phone.tap("下一步")
    phone.sees("看看对不对")
    look("check")


def parcel(phone: Phone, look: Look) -> None:
    phone.tap("我要寄东西")
    phone.tap("王老汉")
    phone.sees("有多大")
    look("details")
    phone.pick("要抱着")
    phone.pick("中通")
    phone.tap("下一步")
    phone.sees("说说情况")
    phone.tap("下一步")
    phone.sees("看看对不对")
    look("check")
    phone.tap("提交")
    phone.sees("收到了")
    look("sent")


def finance(phone: Phone, look: Look) -> None:
    phone.tap("取现金")
    phone.tap("给我自己")
    phone.sees("哪家银行")
    phone.pick("农商银行")
    phone.pick("1000 元以内")
    look("details")


def dispute(phone: Phone, look: Look) -> None:
    phone.tap("邻里")
    phone.sees("跟谁的事")
    phone.pick("动手打人了")
    phone.sees("打 110")
    phone.tap("下一步")
    look("details, one missing")


def sign_out(phone: Phone, look: Look) -> None:
    phone.tap("退出登录")
    look("sure?")
    phone.tap("先不退")


def unfold(phone: Phone, look: Look) -> None:
    for fold in phone.page.locator("summary").all():
        fold.click()
    look("unfolded")


def bad_grade(phone: Phone, look: Look) -> None:
    phone.pick("非常不满意")
    phone.sees("哪里不好")
    look("a bad grade")


def choose_town(phone: Phone, look: Look) -> None:
    phone.tap("石桥镇")
    phone.sees("大槐树村")
    look("villages of a town")
    phone.fill("找村名", "槐")
    look("found by a character")


def intake(phone: Phone, look: Look) -> None:
    phone.tap("第一次来")
    look("new person")
    phone.tap("还是从村民里找")
    phone.fill("是哪位", "王老")
    phone.tap("王老汉")
    phone.sees("办什么")
    look("which service")
    phone.tap("看病取药")
    phone.sees("约村医看病")
    look("which matter")
    phone.tap("约村医看病")
    phone.sees("本人怎么同意的")
    phone.tap("登记", exact=True)
    look("the rest, some missing")


def find_person(phone: Phone, look: Look) -> None:
    phone.fill("找", "刘")
    phone.sees("刘桂兰")
    look("found")


def card(phone: Phone, look: Look) -> None:
    phone.tap("发卡", exact=True)
    phone.sees("卡号")
    look("the card")


def hand_over(phone: Phone, look: Look) -> None:
    phone.pick("认识本人")
    phone.tap("把手机交给")
    phone.sees("您说说")
    phone.pick("非常不满意")
    look("faces")


def more_steps(phone: Phone, look: Look) -> None:
    phone.tap("更多")
    look("more")


def sign(phone: Phone, look: Look) -> None:
    phone.pick("按手印")
    phone.tap("登记委托书", exact=True)
    phone.sees("请填这一项")
    phone.tap(re.compile("改一改"))
    look("fingerprint, nothing to show for it")


def take_back(phone: Phone, look: Look) -> None:
    phone.tap("本人要收回，替他登记")
    phone.sees("村里马上停下来")
    phone.tap("收回", exact=True)
    look("sure, nobody asked who it was")


def draw_up(phone: Phone, look: Look) -> None:
    # Whoever walked here before has left a draft.
    phone.tap(re.compile("^(排 |重新排一次)"))
    phone.tap(re.compile("^重新排$|^公布$"))
    phone.sees(re.compile("这是草稿|都会收到通知"))
    phone.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    look("a draft, unfolded")
    phone.page.locator("a[href*='turn=']").last.click()
    phone.sees("谁来值")
    look("one turn")


def own_turns(phone: Phone, look: Look) -> None:
    phone.pick("自己定")
    phone.tap("集中办公")
    unfold(phone, look)


def member(phone: Phone, look: Look) -> None:
    phone.tap(re.compile("^孙立民"))
    phone.sees("值班电话")
    look("one of them")


def temporary(phone: Phone, look: Look) -> None:
    phone.pick("防汛值班")
    phone.sees("夜里也会通知到人")
    phone.fill("从哪天", (today() + timedelta(days=200)).isoformat())
    look("an emergency")
    phone.tap("下一步")
    phone.pick("自己定")
    phone.tap("再加一班")
    phone.tap("下一步")
    phone.sees("请填几点到几点")
    look("hours of one's own, one missing")
    phone.pick("白天黑夜两班")
    phone.tap("下一步")
    phone.sees("哪些人轮着来")
    phone.pick("李秀英", "哪些人轮着来")
    look("people")
    phone.tap("看看怎么排")
    phone.sees("还没有排上")
    unfold(phone, look)


def end_early(phone: Phone, look: Look) -> None:
    phone.tap("提前结束")
    phone.sees("现在就结束")
    look("sure?")
    phone.tap("先不结束")


def calendar(phone: Phone, look: Look) -> None:
    phone.tap("要我自己的班")
    phone.sees("只显示这一次")
    look("made")
    phone.tap("收回", exact=True)
    phone.sees("还没有。")


def record_answer(phone: Phone, look: Look) -> None:
    phone.tap("同事打来电话回话", exact=True)
    phone.sees("谁怎么说")
    phone.tap("记下来", exact=True)
    phone.sees("请选一个")
    look("what is missing")


def ask_colleague(phone: Phone, look: Look) -> None:
    phone.sees("大家，谁有空谁来")
    phone.tap("发出去", exact=True)
    phone.sees("请选一个")
    look("what is missing")
    phone.pick("和人换班")
    phone.sees("换哪个班")
    look("swap")


def other_time(phone: Phone, look: Look) -> None:
    phone.pick("别的时间")
    phone.tap("我来接班", exact=True)
    phone.sees("请填以后的一个时间")
    look("a time that is missing")


def choose_photo(phone: Phone, look: Look) -> None:
    chosen = FilePayload(name="face.png", mimeType="image/png", buffer=photo("PNG", (300, 400)))
    phone.page.locator("input[type=file]").set_input_files(chosen)
    phone.page.get_by_role("button", name="放上去").wait_for()
    look("chosen")
    if phone.page.get_by_text("本人答应了").count():
        phone.tap("放上去", exact=True)
        phone.sees("先问本人")
        look("not agreed")
