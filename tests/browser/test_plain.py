"""What a screen says and shows: a number of steps that holds, one thing to press, a matter once, papers as they look."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.support.browser import DESK_SCREEN, Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser


def test_the_number_of_steps_is_told_once_it_is_known_and_then_holds(phone: Phone) -> None:
    phone.sign_in("王老汉")
    phone.open("/new/finance")
    expect(phone.page.get_by_text("第 1 步", exact=True)).to_be_visible()
    phone.tap("卡丢了")
    told = [phone.page.get_by_text(re.compile("第 2 步")).inner_text()]
    phone.pick("农商银行")
    phone.tap("下一步")
    told.append(phone.page.get_by_text(re.compile("第 3 步")).inner_text())
    phone.tap("下一步")
    phone.sees("看看对不对")
    told.append(phone.page.get_by_text(re.compile("第 4 步")).inner_text())
    assert told == [f"第 {n} 步，共 4 步" for n in (2, 3, 4)]


def test_what_was_answered_stands_on_the_page_that_is_looked_over_and_can_be_changed_there(phone: Phone) -> None:
    phone.sign_in("王老汉")
    phone.open("/new/parcel")
    phone.tap("帮我取快递")
    phone.pick("中通")
    phone.fill("取件码", "8-2-3301")
    phone.pick("送到我家里")
    phone.tap("下一步")
    phone.tap("下一步")
    phone.sees("中通 · 8-2-3301 · 送到我家里")
    phone.tap("改:填的")
    phone.pick("圆通")
    phone.tap("下一步")
    phone.tap("下一步")
    phone.sees("圆通 · 8-2-3301 · 送到我家里")

    phone.open("/new/medical")
    phone.tap("陪我去医院")
    phone.pick("要人扶")
    phone.pick("坐班车")
    phone.pick("没有卡")
    phone.fill("家里人的电话", "13700000000")
    phone.tap("下一步")
    phone.sees(re.compile("走路方便吗: 要人扶.*13700000000"))


def test_asking_by_voice_has_one_thing_to_press_at_a_time(phone: Phone) -> None:
    main = phone.page.locator(".button.main, .button.speak")
    phone.sign_in("王老汉")
    phone.open("/speak")
    expect(main).to_have_text(["按一下，开始说"])
    phone.tap("按一下，开始说")
    expect(main).to_have_text([re.compile("正在听")])
    phone.tap(re.compile("正在听"))
    expect(main).to_have_text(["下一步"])
    phone.tap("下一步")
    phone.sees("看看对不对")


def test_a_matter_stands_on_the_desk_once(a_phone: Callable[..., Phone], saturday: Town) -> None:
    doctor = a_phone(saturday)
    doctor.sign_in("孙立民")
    promised = doctor.context.request.get("/api/v1/desk").json()["promised"]
    assert promised
    doctor.open("/desk?box=mine")
    for each in promised:
        expect(doctor.page.locator(f"a[href='/desk/tickets/{each['id']}']")).to_have_count(1)
    doctor.open("/desk?box=unassigned")
    doctor.sees("我答应过的")


def test_english_says_the_weekday_before_the_day(phone: Phone) -> None:
    phone.sign_in("王老汉")
    phone.page.evaluate("localStorage.language = 'en'")
    phone.open("/duty")
    phone.sees("This week")
    phone.sees(re.compile(r"^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d\d? [A-Z][a-z]+"))


def test_every_paper_that_is_asked_for_has_its_drawing(phone: Phone) -> None:
    phone.sign_in("王老汉")
    phone.open("/guide/MZ-06")
    phone.sees("要带什么")
    papers = phone.page.locator(".has li")
    expect(papers.locator(".drawing")).to_have_count(papers.count())
    assert len(set(papers.locator("path").evaluate_all("all => all.map(path => path.getAttribute('d'))"))) > 3


def test_the_wall_of_a_county_shows_the_villages_with_something_under_way_and_counts_the_others(
    town: Town, a_phone: Callable[..., Phone]
) -> None:
    county = town.client("何建军")
    villages = county.get("/summary").json()["villages"]
    county.close()
    busy = [
        each["name"]
        for each in villages
        if each["yellow"] + each["red"] or any(n != 0 for n in each["counts"].values())
    ]
    assert "大槐树村" in busy
    assert len(villages) - len(busy) > 100

    wall = a_phone(town, **DESK_SCREEN)
    wall.sign_in("何建军")
    wall.open("/town?wall=1")
    wall.sees(f"另外 {len(villages) - len(busy)} 个村现在没有在办的")
    shown = wall.page.get_by_role("table", name="各村在办的事").locator("tbody th a")
    expect(shown).to_have_text(busy)
    wall.open("/town")
    expect(shown).to_have_count(len(villages))
