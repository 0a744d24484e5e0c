"""What somebody sees of a matter at one look: whose it is, who has it, its number; and when the door opens, and who comes."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.core.clock import LOCAL
from tests.support.browser import Phone
from tests.support.town import Town

SUNDAY = datetime(2026, 10, 11, 10, 0, tzinfo=LOCAL)
SIZES = (17, 22, 30)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sunday(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Town]:
    """A township on a day on which no door is open."""
    town = Town(tmp_path_factory.mktemp("sunday"), templates, SUNDAY)
    town.open()
    yield town
    town.close()


def in_letters_of(phone: Phone, size: int) -> None:
    """Choose a size of letters, as under 我."""
    phone.page.evaluate(f"localStorage.size = '{size}'")
    phone.page.reload()


def test_the_list_and_the_page_say_who_has_a_matter_and_its_number_in_every_size(phone: Phone) -> None:
    phone.sign_in("王老汉")
    for size in SIZES:
        phone.open("/mine")
        in_letters_of(phone, size)
        row = phone.page.get_by_role("link", name=re.compile(r"编号\s\d{4} · \S+经手")).first
        row.click()
        phone.sees("走到哪一步了")
        phone.sees(re.compile(r"^编号\s\d{4}$"))
        phone.sees(re.compile(r"^\S+经手$"))


def test_what_has_just_been_sent_says_who_has_it(phone: Phone) -> None:
    phone.sign_in("王老汉")
    phone.open("/new/finance")
    phone.tap("交水电")
    phone.tap("提交")
    phone.sees("收到了")
    phone.sees("打电话时报这 4 位数")
    phone.sees(re.compile(r"^(\S+经手|等人接手)$"))


def test_a_relative_sees_whose_matter_a_page_is_about(phone: Phone) -> None:
    phone.sign_in("王芳")
    phone.open("/mine")
    phone.tap(re.compile("· 王老汉"))
    phone.sees("走到哪一步了")
    phone.sees(re.compile("王老汉的事"))
    phone.tap("说一句")
    phone.sees(re.compile("王老汉的事"))


def test_an_elder_sees_when_it_opens_and_who_comes_next(sunday: Town, a_phone: Callable[..., Phone]) -> None:
    phone = a_phone(sunday)
    phone.sign_in("王老汉")
    for size in SIZES:
        in_letters_of(phone, size)
        phone.sees("今天不开门")
        phone.sees("现在没人值班")
        phone.sees(re.compile("李秀英 10月12日 08:30 接班"))


def test_after_the_last_hour_of_a_day_the_home_says_that_it_is_shut(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    phone = a_phone(saturday)
    phone.sign_in("王老汉")
    phone.sees(re.compile("今天开门 .*18:00$"))
    phone.page.clock.set_fixed_time(datetime(2026, 10, 10, 18, 1, tzinfo=LOCAL))
    phone.page.reload()
    phone.sees("今天已经关门")
    phone.sees_no("今天开门")


def test_where_there_is_no_centre_the_button_says_whom_it_calls(sunday: Town, a_phone: Callable[..., Phone]) -> None:
    phone = a_phone(sunday)
    places = phone.context.request.get("/api/v1/places").json()
    bare = next(
        each
        for each in places
        if each["level"] == "village"
        and not phone.context.request.get(f"/api/v1/board/{each['code']}").json()["centre"]
    )
    phone.open("/village")
    in_letters_of(phone, 22)
    phone.fill("找", bare["name"])
    phone.tap(bare["name"])
    expect(phone.page.get_by_role("link", name="打给政务热线")).to_have_attribute("href", "tel:12345")
    phone.sees_no("今天开门")


def test_of_a_day_the_hours_are_offered_at_which_it_is_open_and_that_are_ahead(
    sunday: Town, a_phone: Callable[..., Phone]
) -> None:
    phone = a_phone(sunday)
    phone.sign_in("王老汉")

    def hours_of(day: str) -> list[str]:
        phone.pick(day, "哪天来？")
        hours = phone.page.get_by_role("group", name="几点？").locator("label")
        expect(hours.last).to_have_text("17:30")
        return hours.all_inner_texts()

    phone.open("/new/finance")
    phone.tap("取现金")
    days = phone.page.get_by_role("group", name="哪天来？").locator("label")
    expect(days.first).to_have_text("10月12日 周一")
    whole_day = ["08:30", "09:30", "10:30", "11:30", "14:30", "15:30", "16:30", "17:30"]
    assert hours_of("10月12日") == whole_day
    phone.pick("08:30")

    # The draft of yesterday is opened again on Monday at ten.
    sunday.let_it_be(SUNDAY + timedelta(days=1))
    phone.context.clock.set_system_time(SUNDAY + timedelta(days=1))
    phone.open("/new/finance")
    expect(days.first).to_have_text("10月12日 周一")
    assert hours_of("10月12日") == whole_day[2:]
    expect(phone.page.get_by_role("group", name="几点？").get_by_role("radio", checked=True)).to_have_count(0)
    assert hours_of("10月13日") == whole_day
