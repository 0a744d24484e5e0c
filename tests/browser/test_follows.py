"""Matters that follow the roster, on phones: what lies goes to the next on duty, two press 'I take it', the board on paper."""

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from app.core.clock import LOCAL, replay
from app.main import tick
from tests.support.browser import Phone
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = pytest.mark.browser

# 李秀英 has the mornings, 张建国 the afternoons.
NINE = datetime(2026, 11, 24, 9, 0, tzinfo=LOCAL)


@pytest.fixture
def tuesday(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Iterator[Town]:
    town = Town(tmp_path_factory.mktemp("tuesday"), templates, NINE)
    town.open()
    yield town
    town.close()


def _asked(town: Town) -> str:
    """A request of 刘桂兰's from her own phone."""
    ticket_id = str(uuid4())
    body = {"id": ticket_id, "service": "errand", "village_code": HUAISHU, "channel": "pwa_self", "item_code": "MZ-04"}
    guilan = town.client("刘桂兰")
    assert guilan.post("/tickets", json=body).status_code == 201
    guilan.close()
    return ticket_id


def test_what_is_let_lie_is_on_the_next_desk_with_the_same_deadline(
    tuesday: Town, a_phone: Callable[..., Phone]
) -> None:
    ticket_id = _asked(tuesday)
    morning = a_phone(tuesday)
    morning.sign_in("李秀英")
    morning.open(f"/desk/tickets/{ticket_id}")
    morning.sees("交给李秀英，还没接手")
    later = NINE + timedelta(hours=6, minutes=35)
    tuesday.let_it_be(later)
    with replay(later):
        tick(tuesday.database)
    afternoon = a_phone(tuesday)
    afternoon.sign_in("张建国")
    afternoon.open("/desk?box=mine")
    afternoon.sees("刘桂兰 · 高龄老人补贴")
    afternoon.open(f"/desk/tickets/{ticket_id}")
    afternoon.sees("李秀英一直没有动静，转给张建国，期限不变")
    helped = a_phone(tuesday)
    helped.sign_in("刘桂兰")
    helped.open(f"/tickets/{ticket_id}")
    helped.sees("打给张建国")


def test_of_two_who_press_i_take_it_the_second_sees_who_has_it(tuesday: Town, a_phone: Callable[..., Phone]) -> None:
    ticket_id = _asked(tuesday)
    first, second = a_phone(tuesday), a_phone(tuesday)
    second.excuse("status of 409")
    for phone, name in ((first, "张建国"), (second, "赵长河")):
        phone.sign_in(name)
        phone.open(f"/desk/tickets/{ticket_id}")
        phone.sees("走到哪一步了")
        if not phone.is_offered("我来办", exact=True):
            phone.tap("更多", exact=True)
    first.tap("我来办", exact=True)
    first.sees(re.compile("张建国 .*起在办"))
    second.tap("我来办", exact=True)
    second.sees("张建国已经接手在办")
    second.open("/desk?box=open")
    second.sees(re.compile("张建国在办"))


def test_the_board_is_printed_without_signing_in(a_phone: Callable[..., Phone]) -> None:
    phone = a_phone()
    phone.open(f"/duty?village={HUAISHU}")
    phone.sees("五项服务")
    phone.tap("打印值班公示")
    phone.sees("大槐树村 值班公示")
    phone.page.emulate_media(media="print")
    sheet = phone.page.locator("article.sheet")
    assert sheet.locator("tbody tr").count() == 7
    assert "00000000900" in sheet.inner_text(), "the supervision phones"
    phone.page.emulate_media(media="screen")
    with phone.page.expect_download() as file:
        phone.tap("存成 PDF（A4）", exact=True)
    assert file.value.suggested_filename == "大槐树村 值班公示.pdf"
