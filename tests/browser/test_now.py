"""What is done at the desk at once: a turn is taken over and returns by itself, and whoever goes out says until when."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.core.clock import LOCAL
from tests.browser.test_roster import Counted
from tests.support.browser import Phone
from tests.support.town import Town
from tests.support.world import HUAISHU

# A Tuesday on which 李秀英 has the morning until noon.
TUESDAY = datetime(2026, 11, 24, 9, 30, tzinfo=LOCAL)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def tuesday(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Town]:
    """A township of its own, since its people act on its roster and its clock moves."""
    town = Town(tmp_path_factory.mktemp("tuesday"), templates, TUESDAY)
    town.open()
    yield town
    town.close()


def on_the_board(town: Town) -> dict[str, Any]:
    """Who is on duty, as anybody may read it."""
    board = httpx.get(f"{town.url}/api/v1/board/{HUAISHU}", trust_env=False).json()
    found: dict[str, Any] = board["on_duty"]
    return found


def test_whoever_is_on_duty_goes_out_and_is_back_with_few_taps(a_phone: Callable[..., Phone], tuesday: Town) -> None:
    li = Counted(a_phone(tuesday))
    li.phone.sign_in("李秀英")
    li.phone.open("/desk")
    li.tap(re.compile("^外出办事"))
    li.phone.sees("几点回来")
    li.pick("入户走访")
    li.pick("1 小时以后")
    li.tap("写上公示栏", exact=True)
    li.phone.sees(re.compile("入户走访去了，10:3\\d 回来"))
    assert li.taps == 4
    assert on_the_board(tuesday)["out_note"].startswith("入户走访去了，10:3")
    li.tap(re.compile("^我回来了"))
    li.phone.sees("公示栏上写着")
    li.tap("我回来了", exact=True)
    li.phone.sees("外出办事")
    assert li.taps == 6
    assert on_the_board(tuesday)["out_note"] is None


def test_a_colleague_takes_over_from_the_desk_and_the_turn_returns_by_itself(
    a_phone: Callable[..., Phone], tuesday: Town
) -> None:
    assert on_the_board(tuesday)["name"] == "李秀英"
    zhang = Counted(a_phone(tuesday))
    zhang.phone.sign_in("张建国")
    zhang.phone.open("/desk")
    zhang.tap(re.compile("^我来接班"))
    zhang.phone.sees("接到几点")
    zhang.phone.sees("到时候自动换回李秀英")
    zhang.phone.page.locator("label", has_text="到时候自动换回李秀英").first.click()
    zhang.tap("我来接班", exact=True)
    zhang.phone.sees("今天我值班")
    assert on_the_board(tuesday)["name"] == "张建国"
    tuesday.let_it_be(TUESDAY + timedelta(minutes=50))
    assert on_the_board(tuesday)["name"] == "李秀英"


def test_the_secretary_comes_from_the_month_to_everything_about_a_turn(
    a_phone: Callable[..., Phone], tuesday: Town
) -> None:
    phone = a_phone(tuesday)
    phone.sign_in("赵长河")
    phone.open("/desk/duty/month")
    phone.page.locator("section", has_text="11月26日").get_by_role("link", name=re.compile("李秀英")).click()
    phone.sees("李秀英来电话：找人替班")
    phone.sees("取消这个班")
    phone.sees("经过")
    phone.tap("改时间", exact=True)
    phone.fill("几点结束", "11:30")
    phone.pick("开门时间变了")
    phone.tap("改时间", exact=True)
    phone.sees("赵长河改了时间")
    phone.sees("08:30–11:30")
    shifts = httpx.get(f"{tuesday.url}/api/v1/board/{HUAISHU}", trust_env=False).json()["week"][2]["shifts"]
    assert ("08:30", "11:30", "李秀英") in [(each["from"], each["to"], each["name"]) for each in shifts]
