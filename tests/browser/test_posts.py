"""A post on three phones: set up by the secretary, wanted by a villager, pledged, written about, seen, and left in one word."""

import re
from collections.abc import Callable

import pytest

from tests.support.browser import DESK_SCREEN, Phone
from tests.support.world import HUAISHU

pytestmark = pytest.mark.browser

_POST = "夜间看井岗"


def _open_post(phone: Phone, where: str) -> None:
    phone.open(where)
    phone.tap(re.compile(_POST))
    phone.sees("在岗的人")


def _step(phone: Phone, move: str) -> None:
    phone.tap(move, exact=True)
    phone.page.locator("footer").get_by_role("button", name=move, exact=True).click()


def test_a_post_goes_from_the_secretary_to_a_villager_and_back(a_phone: Callable[..., Phone]) -> None:
    zhao, guilan = a_phone(), a_phone()
    zhao.sign_in("赵长河")
    guilan.sign_in("刘桂兰")

    zhao.open("/desk/duty")
    zhao.tap(re.compile("谁在什么岗"))
    zhao.tap("设一个岗位")
    zhao.pick("治安维护岗")
    zhao.fill("岗位名称", _POST)
    zhao.pick("二组")
    zhao.fill("定几个人", "1")
    zhao.tap("保存")
    zhao.sees(_POST)

    guilan.open("/duty")
    guilan.sees(re.compile(_POST))
    guilan.tap("我的岗位、我想上岗")
    guilan.tap(re.compile(_POST))
    guilan.tap("我想上这个岗")
    guilan.tap("我报名")
    guilan.sees("已报名")

    _agreed_pledged_and_seen(zhao, guilan)
    assert _names(zhao) == [["刘桂兰"]]

    _open_post(zhao, "/desk/duty/posts")
    zhao.tap("离岗", exact=True)
    zhao.pick("免")
    zhao.page.locator("footer").get_by_role("button", name="离岗").click()
    zhao.sees("还没有人")
    assert _names(zhao) == [[]]


def _agreed_pledged_and_seen(zhao: Phone, guilan: Phone) -> None:
    _open_post(zhao, "/desk/duty/posts")
    _step(zhao, "支部提名")
    zhao.sees("支部已提名")
    _step(zhao, "会议通过")
    zhao.sees("会议已通过")

    _open_post(guilan, "/posts")
    guilan.tap("承诺上岗", exact=True)
    guilan.page.locator("footer").get_by_role("button", name="承诺上岗").click()
    guilan.sees("请写下承诺的话")
    guilan.fill("承诺的话", "井盖每晚看一遍")
    guilan.page.locator("footer").get_by_role("button", name="承诺上岗").click()
    guilan.sees("井盖每晚看一遍")

    guilan.open("/posts")
    guilan.tap(re.compile("我的岗位和记录"))
    guilan.tap("写一条做了什么")
    guilan.pick(_POST)
    guilan.fill("写一两句", "三口井都看了，换了一个井盖")
    guilan.tap("保存")
    guilan.sees("三口井都看了，换了一个井盖")

    zhao.open("/desk/duty/records")
    entry = zhao.page.locator("section.card").filter(has_text="三口井都看了")
    entry.get_by_role("button", name="签阅").click()
    zhao.sees(re.compile(f"{_POST}.*赵长河 已签阅"))


def _names(phone: Phone) -> list[list[str]]:
    """Who stands for the post on the public board, which says nothing of any exemption."""
    answer = phone.context.request.get(f"/api/v1/board/{HUAISHU}/posts")
    assert "免" not in answer.text()
    posts = [each for each in answer.json()["posts"] if each["name"] == _POST]
    return [[person["name"] for person in each["people"]] for each in posts]


def test_an_officer_reads_a_villages_roster_log_and_posts_from_the_townships_page(
    a_phone: Callable[..., Phone],
) -> None:
    officer = a_phone(**DESK_SCREEN)
    officer.sign_in("周敏")
    officer.open("/town")
    officer.tap("大槐树村", exact=True)
    for title, seen in (
        ("值班公示栏", "这一周"),
        ("值班表", re.compile(r"^大槐树村 · 20\d\d年\d+月$")),
        ("值班日志", "镇里只看"),
        ("岗位", "不打分、不排名。"),
        ("季度记录", "三组机井"),
    ):
        officer.tap(re.compile(f"^{title}"))
        officer.sees(seen)
        officer.page.go_back()
        officer.sees("村民看到的")
    officer.open(f"/desk/duty/log?village={HUAISHU}")
    officer.tap("返回", exact=True)
    officer.sees("村民看到的")
    officer.open("/town/villages/610430999999")
    officer.sees("不在您管的地方")
