"""A flood watch on phones: planned by the secretary, on the public board for everybody, and ended early."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from app.core.clock import today
from tests.browser.matters import Hands
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


def _usual(crew: Hands) -> list[tuple[str, str, str]]:
    """All turns of the next days: who, from when, until when."""
    days = {"from_on": today().isoformat(), "to_on": (today() + timedelta(days=6)).isoformat()}
    listed = crew.of("李秀英").get("/duty", params={"village_code": HUAISHU} | days).json()["items"]
    return sorted((turn["starts_at"], turn["ends_at"], turn["person"]["name"]) for turn in listed)


def test_a_flood_watch_is_planned_on_a_phone_stands_on_the_public_board_and_is_ended(
    a_phone: Callable[..., Phone], crew: Hands
) -> None:
    before = _usual(crew)
    assert before, "there are usual turns to stand down"
    phone, villager = a_phone(), a_phone()
    phone.sign_in("赵长河")
    phone.open("/desk/duty")
    phone.tap(re.compile("^临时值班"))
    phone.tap("排临时值班")
    phone.tap("下一步")
    phone.sees("请选一样")
    phone.pick("防汛值班")
    phone.sees("夜里也会通知到人")
    phone.fill("从哪天", (today() + timedelta(days=1)).isoformat())
    phone.fill("到哪天", (today() + timedelta(days=4)).isoformat())
    phone.tap("下一步")
    phone.sees("08:00–20:00、20:00–08:00")
    phone.pick("平时的班先停")
    phone.tap("下一步")
    for name in ("张建国", "李秀英"):
        phone.pick(name, "哪些人轮着来")
    phone.pick("刘正平", "谁来备班")
    phone.tap("看看怎么排")
    phone.sees("还没有排上")
    phone.sees(re.compile("平时的 [0-9]+ 个班停下来"))
    assert _usual(crew) == before, "nothing is out before the last tap"
    phone.tap("排上，通知大家")
    phone.sees("还没开始")

    villager.sign_in("郭玉兰")  # 王芳 may have asked for a code a moment ago, for another test.
    villager.open("/duty")
    villager.sees(re.compile("20:00–24:00 .+ · 防汛值班"))
    notices = crew.of("张建国").get("/notices").json()["items"]
    assert len([each for each in notices if "防汛值班" in each["text"]]) == 1, "told once, of both sorts of turns"

    member = a_phone()
    member.sign_in("李秀英")
    member.open("/desk/duty/month" if today().day < 28 else f"/desk/duty/month?of={today() + timedelta(days=1):%Y-%m}")
    member.sees("防汛值班")
    member.open(f"/desk/duty/print?of={today() + timedelta(days=1):%Y-%m}")
    member.sees("（防汛值班）")
    member.open("/desk/duty/temporary")
    member.tap(re.compile("^防汛值班"))
    member.sees("备班：刘正平")
    assert not member.is_offered("提前结束")

    phone.tap("提前结束")
    phone.sees("现在就结束")
    phone.tap("确定结束")
    phone.sees(re.compile("提前结束$"))
    assert _usual(crew) == before
    villager.page.reload()
    villager.sees("这一周")
    villager.sees_no(re.compile("防汛值班"))
