"""A photo of oneself on the board: given on the own phone, seen by a stranger, gone when it is taken down."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from app.duty.portraits.rules import EDGE
from tests.files.samples import photo_with_place
from tests.support.browser import Phone
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = pytest.mark.browser

_BOARD = f"/duty?village={HUAISHU}"


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo as a camera makes it, with the place in it."""
    path = tmp_path / "face.jpg"
    path.write_bytes(photo_with_place((900, 1200)))
    return path


def _face(phone: Phone, name: str) -> Locator:
    return phone.page.get_by_role("img", name=f"{name}的照片")


def _give(phone: Phone, picture: Path) -> None:
    phone.sees("放不放都行")
    phone.page.locator("input[type=file]").set_input_files(picture)
    phone.tap("放上去", exact=True)


def test_a_photo_is_given_seen_by_a_stranger_and_gone_when_it_is_taken_down(
    a_phone: Callable[..., Phone], saturday: Town, picture: Path
) -> None:
    li, stranger, zhao = a_phone(saturday), a_phone(saturday), a_phone(saturday)
    stranger.excuse("status of 404")
    stranger.open(_BOARD)
    stranger.sees("李秀英 正在值班")
    expect(_face(stranger, "李秀英")).to_have_count(0)

    li.sign_in("李秀英")
    li.open("/desk/duty")
    li.tap(re.compile("谁在什么岗"))
    li.tap(re.compile("我的岗位和记录"))
    li.tap(re.compile("公示栏上的照片"))
    _give(li, picture)
    li.sees("放上去的")

    stranger.open(_BOARD)
    face = _face(stranger, "李秀英").first
    expect(face).to_be_visible()
    expect(face).to_have_js_property("naturalWidth", EDGE)
    address = face.get_attribute("src")
    assert address
    shown = stranger.context.request.get(address)
    assert (shown.status, shown.headers["content-type"]) == (200, "image/jpeg")
    assert b"SECRET" not in shown.body()
    li.tap("拿下来", exact=True)
    li.sees_no("放上去的")
    assert stranger.context.request.get(address).status == 404
    stranger.open(_BOARD)
    stranger.sees("李秀英 正在值班")
    expect(_face(stranger, "李秀英")).to_have_count(0)

    _give(li, picture)
    li.sees("放上去的")
    zhao.sign_in("赵长河")
    zhao.open("/desk/duty/people")
    zhao.page.locator("main").get_by_role("link", name=re.compile("李秀英")).click()
    zhao.tap("公示栏上的照片")
    zhao.tap("拿下来", exact=True)
    zhao.sees_no("放上去的")
    li.open("/desk/notices")
    li.sees("赵长河把您的照片从公示栏拿下来了")


def test_a_member_without_an_office_gives_a_photo_without_a_network(phone: Phone, picture: Path) -> None:
    phone.excuse("ERR_INTERNET_DISCONNECTED")
    phone.sign_in("郭玉兰")
    phone.open("/posts")
    phone.tap(re.compile("我的岗位和记录"))
    phone.tap(re.compile("公示栏上的照片"))
    phone.sees("放不放都行")
    phone.page.locator("input[type=file]").set_input_files(picture)
    phone.page.get_by_role("button", name="放上去").wait_for()
    phone.context.set_offline(True)
    phone.tap("放上去", exact=True)
    phone.sees("存在手机里了")
    phone.context.set_offline(False)
    phone.sees("放上去的")
    phone.sees_no("存在手机里了")
    phone.open(_BOARD)
    expect(_face(phone, "郭玉兰").first).to_be_visible()
    phone.page.go_back()
    phone.tap("拿下来", exact=True)
    phone.sees_no("放上去的")
