"""代办委托书 on the phones: signed by the villager himself, taken back with a touch, recorded where there is no network."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.acting import fill_in
from tests.browser.matters import Hands, _for_wang
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser


def test_a_villager_signs_on_his_phone_and_a_touch_takes_it_back(town: Town, a_phone: Callable[..., Phone]) -> None:
    hands = Hands(town)
    ticket_id = hands.submit("王老汉", "errand", item_code="MZ-03")
    hands.wash()
    wang, li = a_phone(), a_phone()
    wang.sign_in("王老汉")
    wang.open(f"/tickets/{ticket_id}")
    wang.tap("签代办委托书")
    wang.sees("我随时可以收回")
    wang.pick("李秀英")
    wang.tap("我同意，委托他去办")
    wang.sees("有效")
    wang.sees("李秀英可以替本人填表")

    li.sign_in("李秀英")
    li.open(f"/desk/tickets/{ticket_id}")
    li.sees(re.compile("代办委托书.*有效"))

    wang.sees("村里马上停下来")
    wang.tap("收回委托")
    wang.sees("已收回")
    li.page.reload()
    # Signing anew is what the thumb finds; taking it on says why not before any form, and leads there, too.
    expect(li.page.locator("footer .main")).to_have_text("签代办委托书")
    li.open(f"/desk/tickets/{ticket_id}/do/accept")
    li.sees("本人已经收回委托")
    li.tap("签代办委托书", exact=True)
    li.sees("怎么签的")


def test_a_sheet_that_was_signed_at_a_door_without_a_network_goes_by_itself(
    town: Town, a_phone: Callable[..., Phone]
) -> None:
    hands = Hands(town)
    ticket_id = hands.submit("李秀英", "errand", **_for_wang("MZ-03"))
    hands.wash()
    li = a_phone()
    li.excuse(r"net::ERR_(INTERNET_DISCONNECTED|FAILED)")
    li.sign_in("李秀英")
    li.open(f"/desk/tickets/{ticket_id}")
    li.tap(re.compile("代办委托书.*还没签"))
    li.sees("怎么签的")
    # At noon the matter lies with the secretary, who would be proposed.
    li.pick("李秀英", "委托谁去办")
    li.context.set_offline(True)
    fill_in(li, "签字", "纸质原件放进档案袋了")
    li.tap("登记委托书", exact=True)
    li.sees("走到哪一步了")
    li.sees("代办委托书：王老汉")
    li.context.set_offline(False)
    li.sees("李秀英可以替本人去办")
    li.sees(re.compile("代办委托书.*有效"))


def test_one_sheet_serves_several_things_and_is_taken_up_again_without_a_signature(
    town: Town, a_phone: Callable[..., Phone]
) -> None:
    hands = Hands(town)
    li = a_phone()
    li.sign_in("李秀英")
    li.open(f"/desk/tickets/{hands.submit('李秀英', 'errand', **_for_wang('RS-03'))}/authorisation")
    li.tap("改一改")
    li.pick("以后再办“城乡居民养老待遇申领”，也用这一份")
    li.pick("经济困难高龄失能老人服务补贴")
    li.sees("替我办这几样：城乡居民养老待遇申领、经济困难高龄失能老人服务补贴。")
    fill_in(li, "纸质原件放进档案袋了")
    li.tap("登记委托书", exact=True)
    li.sees("请填这一项")  # How it was signed is said by whoever saw it, and never taken for granted.
    fill_in(li, "签字")
    li.tap("登记委托书", exact=True)
    li.sees(re.compile("代办委托书.*有效"))

    li.open(f"/desk/tickets/{hands.submit('李秀英', 'errand', **_for_wang('MZ-05'))}/authorisation")
    hands.wash()
    li.tap("就用这一份", exact=True)
    li.sees(re.compile("代办委托书.*有效"))
    li.tap(re.compile("代办委托书.*有效"))
    li.sees("管这几样")
