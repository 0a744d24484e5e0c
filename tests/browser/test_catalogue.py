"""The township changes an item on its screen, a villager reads the new guide, and a matter under way keeps the old one."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from app.demo.service import demo_id
from tests.browser.acting import Cast
from tests.support.browser import Phone
from tests.support.town import Town
from tests.support.world import HUAISHU, errand

pytestmark = pytest.mark.browser

VILLAGE = f'localStorage.setItem("village", JSON.stringify({{code: "{HUAISHU}", name: "大槐树村"}}))'


def test_an_edit_of_the_township_reaches_the_village_and_spares_what_is_under_way(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    cast = Cast(saturday, a_phone)
    wang = cast.phone_of("王芳")
    told = errand(item_code="MZ-07", channel="walk_in", beneficiary={"person_id": str(demo_id("wang"))})
    desk = saturday.client("李秀英")
    answer = desk.post("/tickets", json=told | {"identity_checked": "known_in_person"})
    desk.close()
    assert answer.status_code == 201, answer.text

    town = cast.phone_of("周敏")
    town.open("/town/catalogue")
    town.tap("老年人优待证")
    town.fill("法定时限", "3")
    town.fill("窗口电话", "00000000199")
    town.tap("加一样材料")
    town.page.get_by_label("材料名称", exact=True).filter(visible=True).fill("旧优待证")
    town.tap("存成新的一版")
    town.sees("存好了：第 3 版")

    stranger = a_phone(saturday)
    stranger.page.add_init_script(VILLAGE)
    stranger.open("/guide")
    stranger.tap("老年人优待证")
    stranger.sees("旧优待证")
    stranger.sees("3 个工作日")
    expect(stranger.page.locator("a[href='tel:00000000199']")).to_be_visible()

    wang.open(f"/tickets/{told['id']}")
    wang.tap("办事指南：要带什么")
    wang.sees("这是您那件事开始时的要求")
    wang.sees("5 个工作日")
    wang.sees_no("旧优待证")
    wang.tap("看现在的要求")
    wang.sees("旧优待证")


def test_the_guide_is_read_without_a_network(saturday: Town, a_phone: Callable[..., Phone]) -> None:
    phone = a_phone(saturday, service_workers="allow")
    phone.page.add_init_script(VILLAGE)
    phone.excuse("ERR_INTERNET_DISCONNECTED|Failed to load")
    phone.open("/guide")
    phone.sees("高龄老人补贴")
    phone.page.evaluate("navigator.serviceWorker.ready")
    phone.page.reload()
    phone.sees("高龄老人补贴")
    phone.context.set_offline(True)
    phone.page.reload()
    phone.tap("高龄老人补贴")
    phone.sees("要带什么")
    phone.sees("户口本")


def test_a_printed_guide_says_whom_to_ring_and_since_when_it_is_so(phone: Phone) -> None:
    phone.page.add_init_script(VILLAGE)
    phone.open("/guide/MZ-04")
    phone.sees("从部门受理那天算起")
    phone.sees_no("有事打电话")
    phone.page.emulate_media(media="print")
    phone.sees(re.compile(r"有事打电话：.* \d{11} · 这是第 2 版，\d{4}-\d\d-\d\d 起用"))
