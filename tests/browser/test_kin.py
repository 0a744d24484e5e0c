"""亲友代办 on the phones: asked for far away, confirmed after a call, told by a slip, taken back, and refused kindly after."""

import re
from collections.abc import Callable

import pytest

from tests.browser.acting import fill_in
from tests.support.browser import Phone

pytestmark = pytest.mark.browser


def test_a_niece_asks_and_acts_and_the_old_man_takes_it_back(a_phone: Callable[..., Phone]) -> None:
    lan, li = a_phone(), a_phone()
    lan.sign_in("郭玉兰")
    li.sign_in("李秀英")
    she_asks_and_he_agrees(lan, li)
    she_acts_and_he_is_told(lan, li)
    he_takes_it_back(lan, li)


def she_asks_and_he_agrees(lan: Phone, li: Phone) -> None:
    """She names him from far away; 李秀英 rings him and writes down what he says."""
    lan.open("/kin")
    lan.tap("我想替亲人办")
    lan.fill("替谁办", "王老汉")
    fill_in(lan, "亲戚", "帮我办事", "三个月", fields={"想跟村里说的": "我在西安"})
    lan.tap("交给村里")
    lan.sees("村里问过本人就告诉您")

    li.open("/desk/kin")
    li.tap(re.compile("郭玉兰想替"))
    li.sees("我在西安")
    li.fill("替谁办", "王老汉")
    li.tap(re.compile("^王老汉"))
    fill_in(li, "打电话问过本人")
    li.tap("本人同意，确认")
    li.sees_no(re.compile("郭玉兰想替"))


def she_acts_and_he_is_told(lan: Phone, li: Phone) -> None:
    """Her request stands on the desk until a slip has gone to him."""
    lan.open("/kin")
    lan.sees("办好了，现在可以替办")
    lan.open("/new/errand")
    lan.tap("高龄老人补贴")
    lan.tap("王老汉")
    _send(lan)
    lan.sees("编号")

    li.open("/desk/told")
    li.tap(re.compile("郭玉兰替您交了一件事"))
    li.sees("告知纸条")
    fill_in(li, "捎了纸条")
    li.tap("告诉了", exact=True)
    li.sees("这一周告诉过的")


def he_takes_it_back(lan: Phone, li: Phone) -> None:
    """He says so to 李秀英; her next tap opens nothing of his."""
    li.open("/desk/people")
    li.fill("找一位村民", "王老")
    li.tap(re.compile("^王老汉"))
    li.page.get_by_role("link", name="收回").last.click()
    li.sees("郭玉兰替王老汉办事")
    fill_in(li, "本人不用了", "认识本人")
    li.tap("收回", exact=True)
    li.sees_no("郭玉兰")

    lan.excuse("status of 40[34]")
    lan.open("/mine")
    lan.sees_no("高龄老人补贴")
    lan.open("/kin")
    lan.sees("您还没有替别人办事")


def _send(phone: Phone) -> None:
    """Through the last questions of a request, whatever they are, to its end."""
    for _ in range(4):
        if phone.is_offered("就这样，提交", exact=True):
            break
        phone.tap("下一步", exact=True)
    phone.tap("就这样，提交", exact=True)
