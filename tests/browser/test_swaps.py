"""Colleagues who ask each other on their phones, and the board that changes with it."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import expect

from app.core.clock import LOCAL, now
from app.demo.service import demo_id
from tests.browser.matters import Hands
from tests.browser.test_roster import Counted
from tests.support.browser import Phone
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def crew(town: Town) -> Iterator[Hands]:
    """The people of the township beside the app."""
    hands = Hands(town)
    yield hands
    hands.wash()


def planned(crew: Hands, key: str, begin: datetime) -> str:
    """An hour of somebody's, at a time at which the demo has planned nothing; the board of the week shows it."""
    turn = {"id": str(uuid4()), "village_code": HUAISHU, "person_id": str(demo_id(key))}
    hours = {"starts_at": begin.isoformat(), "ends_at": (begin + timedelta(hours=1)).isoformat()}
    assert crew.of("赵长河").post("/duty/shifts", json=turn | hours).status_code == 201
    return turn["id"]


def evening(days: int) -> datetime:
    """Nine in the evening, so many days from today: the centre is closed then."""
    return (now().astimezone(LOCAL) + timedelta(days=days)).replace(hour=21, minute=0, second=0, microsecond=0)


def names_on_the_board(town: Town, begin: datetime) -> list[str]:
    """Who comes at a time, as anybody may read it."""
    board = httpx.get(f"{town.url}/api/v1/board/{HUAISHU}", trust_env=False).json()
    day = next(each for each in board["week"] if each["on"] == f"{begin:%Y-%m-%d}")
    return [shift["name"] for shift in day["shifts"] if shift["from"] == f"{begin:%H:%M}"]


def asked_about(what: str, begin: datetime) -> re.Pattern[str]:
    """The row of one request in a list that may hold others of the same person."""
    return re.compile(rf"^李秀英想{what}.*{begin.month}月{begin.day}日.*21:00", re.DOTALL)


def settled(phone: Phone, button: str) -> None:
    """Press a button and wait for the server's answer: the screen says so at once, others only hear of it then."""
    with phone.page.expect_response(lambda answer: answer.url.endswith("/moves")) as answer:
        phone.tap(button, exact=True)
    assert answer.value.ok, answer.value.status


def test_a_turn_is_swapped_with_few_taps_and_the_board_changes_with_it(
    a_phone: Callable[..., Phone], crew: Hands, town: Town, record_property: Callable[[str, object], None]
) -> None:
    first, second = evening(2), evening(3)
    mine, theirs = planned(crew, "li", first), planned(crew, "zhang", second)
    assert (names_on_the_board(town, first), names_on_the_board(town, second)) == (["李秀英"], ["张建国"])
    li, zhang, secretary = a_phone(), a_phone(), a_phone()
    for phone, name in ((li, "李秀英"), (zhang, "张建国"), (secretary, "赵长河")):
        phone.sign_in(name)
    villager = a_phone()
    villager.sign_in("王芳")
    villager.open("/duty")
    shown = villager.page.get_by_text(re.compile("21:00–22:00 "))
    expect(shown).to_have_text(["21:00–22:00 李秀英", "21:00–22:00 张建国"])
    li.open(f"/desk/duty/turns/{mine}")
    counted = Counted(li)
    counted.tap("找人替班、换班", exact=True)
    counted.pick("和人换班")
    li.page.get_by_role("group", name="换哪个班").locator("label", has_text=f"{second.day}日").filter(
        has_text="张建国"
    ).filter(has_text="21:00").click()
    counted.taps += 1
    counted.pick("家里有事")
    counted.tap("发出去", exact=True)
    li.sees("您想和张建国换班，等张建国回答。")
    record_property("taps", counted.taps)
    assert counted.taps <= 5

    zhang.open("/desk")
    zhang.tap(re.compile("^换班替班，等您回答"))
    zhang.sees("等您回答的")
    zhang.tap(asked_about("换班", first))
    zhang.sees("李秀英想和您换班，等您回答。")
    zhang.tap("我来", exact=True)
    zhang.sees(re.compile("您答应了。.*书记不反对，就算定了。"))
    assert names_on_the_board(town, first) == ["李秀英"], "nothing changes before the secretary's time is over"

    secretary.open("/desk/duty")
    secretary.tap(re.compile("^换班替班"))
    secretary.tap(asked_about("换班", first))
    settled(secretary, "同意，马上换")
    secretary.sees(re.compile("换好了："))
    assert (names_on_the_board(town, first), names_on_the_board(town, second)) == (["张建国"], ["李秀英"])
    villager.page.reload()
    expect(shown).to_have_text(["21:00–22:00 张建国", "21:00–22:00 李秀英"])
    li.page.reload()
    li.sees(re.compile("换好了："))
    li.open(f"/desk/duty/turns/{theirs}")
    li.sees("经过")
    li.sees("和李秀英换了班")


def test_everybody_is_asked_and_the_first_one_has_it(a_phone: Callable[..., Phone], crew: Hands, town: Town) -> None:
    begin = evening(4)
    mine = planned(crew, "li", begin)
    li, sun = a_phone(), a_phone()
    li.sign_in("李秀英")
    sun.sign_in("孙立民")
    li.open(f"/desk/duty/turns/{mine}/ask")
    li.pick("大家，谁有空谁来")
    li.tap("发出去", exact=True)
    li.sees("请选一个")
    li.pick("另有公事")
    li.tap("发出去", exact=True)
    li.sees("您想请大家替班，等大家回答。")
    sun.open("/desk/duty/swaps")
    sun.tap(asked_about("找人替班", begin))
    settled(sun, "我来")
    sun.sees(re.compile("您答应了"))
    li.page.reload()
    li.sees("孙立民答应了")
    li.tap("收回", exact=True)
    li.sees("收回了，班没有变。")
    assert names_on_the_board(town, begin) == ["李秀英"]


def test_the_secretary_records_what_two_colleagues_said_on_the_phone(
    a_phone: Callable[..., Phone], crew: Hands
) -> None:
    begin = evening(6)
    turn = planned(crew, "li", begin)
    secretary, li = a_phone(), a_phone()
    secretary.sign_in("赵长河")
    li.sign_in("李秀英")
    secretary.open(f"/desk/duty/turns/{turn}")
    counted = Counted(secretary)
    counted.tap("李秀英来电话：找人替班、换班", exact=True)
    secretary.sees("代记：李秀英找人替班、换班")
    expect(secretary.page.get_by_role("group", name="请谁").get_by_text("赵长河")).to_have_count(0)
    counted.pick("张建国")
    counted.pick("家里有事")
    counted.tap("发出去", exact=True)
    secretary.sees("李秀英想请张建国替班，等张建国回答。请人是按李秀英说的，您代记。")
    counted.tap("同事打来电话回话", exact=True)
    counted.pick("张建国说：我来")
    with secretary.page.expect_response(lambda answer: answer.url.endswith("/moves")) as answer:
        counted.tap("记下来", exact=True)
    assert answer.value.ok, answer.value.status
    secretary.sees(re.compile("张建国答应了。.*答应是按张建国说的，您代记。"))
    assert counted.taps <= 7
    li.open(f"/desk/duty/turns/{turn}")
    li.sees("张建国（本人说的，赵长河代记）答应了")
    li.tap("看换班替班的请求", exact=True)
    li.sees(re.compile("请人是按您说的，赵长河代记。.*您没说过，请点“收回”。"))
    settled(li, "收回")
    li.sees("收回了，班没有变。")
