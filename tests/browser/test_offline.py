"""The app where the network is bad: what was seen stays, what was asked for goes out once, nothing private is left behind."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from PIL import Image
from playwright.sync_api import Playwright, Response, Route, expect

from tests.browser.conftest import WORKING_SATURDAY
from tests.support.browser import FLAGS, Phone, chromium
from tests.support.town import Town
from tests.support.world import HUAISHU

pytestmark = [pytest.mark.browser, pytest.mark.long]

_NO_NETWORK = r"net::ERR_(INTERNET_DISCONNECTED|FAILED)"
_CONTROLLED = """() => navigator.serviceWorker.controller
    || new Promise(done => navigator.serviceWorker.addEventListener('controllerchange', () => done(true)))"""


@pytest.fixture
def villager(phone: Phone) -> Phone:
    """王老汉 at somebody's phone: signed in by his paper card, ready to work without a network."""
    phone.excuse(_NO_NETWORK)
    phone.sign_in_by_card("王老汉")
    ready_for_offline(phone)
    return phone


def ready_for_offline(phone: Phone) -> None:
    """Wait until the service worker has everything and stands in front of the page."""
    phone.page.evaluate(_CONTROLLED)


def kept_files(phone: Phone) -> list[str]:
    """The addresses that the service worker has kept."""
    found: list[str] = phone.page.evaluate("""async () => {
        const found = []
        for (const name of await caches.keys()) found.push(...(await (await caches.open(name)).keys()).map(each => each.url))
        return found
    }""")
    return found


def asked(phone: Phone, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    """What the server answers to this phone's owner, asked beside the app."""
    headers = {"Origin": phone.town.url}
    answer = phone.context.request.fetch(f"/api/v1{path}", method=method, data=body, headers=headers)
    assert answer.ok, answer.text()
    return answer.json()


def errand(phone: Phone, item: str) -> tuple[str, str]:
    """Put a request into the server beside the app; gives its address in the app and its title."""
    body = {
        "id": str(uuid4()),
        "service": "errand",
        "village_code": HUAISHU,
        "channel": "pwa_self",
        "item_code": item,
        "details": {},
    }
    ticket = asked(phone, "POST", "/tickets", body)
    return f"/tickets/{ticket['id']}", str(ticket["title"])


def of_waybill(phone: Phone, waybill: str) -> list[dict[str, Any]]:
    """My tickets for the parcel with this number, on the server."""
    rows = asked(phone, "GET", "/tickets?box=mine&service=parcel&limit=50")["items"]
    return [row for row in rows if asked(phone, "GET", f"/tickets/{row['id']}")["details"].get("waybill_no") == waybill]


def ask_for_parcel(phone: Phone, waybill: str) -> None:
    """Ask for a parcel to be fetched, through the screens."""
    fill_in_parcel(phone, waybill)
    phone.tap("提交")


def fill_in_parcel(phone: Phone, waybill: str) -> None:
    """The same, up to the look at what was said."""
    phone.open("/")
    phone.tap("收发快递")
    phone.tap("帮我取快递")
    phone.pick("中通")
    phone.fill("快递单号", waybill)
    phone.tap("下一步")
    phone.tap("下一步")


def test_it_opens_offline_with_the_lists_that_were_seen_last(villager: Phone) -> None:
    address, title = errand(villager, "MZ-04")
    villager.open(address)
    villager.sees("走到哪一步了")
    villager.open("/mine")
    villager.sees(title)
    villager.context.set_offline(True)
    villager.page.reload()
    villager.sees("没有网络")
    villager.tap("首页")
    villager.sees("帮我办事")
    villager.open(address)
    villager.sees("走到哪一步了")


def refuse(route: Route) -> None:
    """The server is busy."""
    route.fulfill(status=503, headers={"Retry-After": "1"}, json={"code": "busy"})


@pytest.mark.parametrize(
    ("trouble", "item"), [(refuse, "MZ-05"), (lambda route: route.abort(), "MZ-06")], ids=["busy", "no answer"]
)
def test_a_list_that_did_not_come_is_called_old_and_asked_for_again_soon(
    villager: Phone, trouble: Callable[[Route], None], item: str
) -> None:
    villager.excuse("status of 503")
    villager.open("/mine")
    villager.sees("正在办的")
    villager.page.wait_for_load_state("networkidle")
    address, _ = errand(villager, item)
    # Other stories have left matters of the same name in his list.
    row = villager.page.locator(f"a[href='{address}']")
    lists = re.compile(r"/api/v1/tickets\?")
    villager.page.route(lists, trouble)
    villager.page.reload()
    villager.sees("看到的是上次的")
    expect(row).to_have_count(0)
    villager.page.unroute(lists)
    expect(row).to_be_visible()
    villager.sees_no("看到的是上次的")


def test_the_duty_desk_opens_offline_too(phone: Phone) -> None:
    phone.excuse(_NO_NETWORK)
    phone.sign_in_by_password("李秀英")
    ready_for_offline(phone)
    phone.tap("全部")
    phone.page.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.page.reload()
    phone.sees("没有网络")
    phone.sees("来人登记")
    phone.tap("来人登记")
    phone.sees("怎么来的")


def test_a_screen_that_was_never_fetched_says_whom_to_ring_and_opens_once_there_is_a_network(phone: Phone) -> None:
    phone.excuse(_NO_NETWORK)
    phone.open("/village")
    phone.tap(re.compile("石桥镇"))
    phone.tap("大槐树村")
    phone.sees("大槐树村 · 不出村")
    ready_for_offline(phone)
    phone.page.wait_for_load_state("networkidle")
    assert [name for name in kept_files(phone) if "/signing-" in name] == []
    phone.context.set_offline(True)
    phone.open("/sign-in")
    callee = phone.page.get_by_role("link", name=re.compile("打电话"))
    number = str(callee.get_attribute("href")).removeprefix("tel:")
    assert re.fullmatch(r"\d{5,}", number)
    phone.sees(re.compile(f"急事请打电话.*{number}"))
    phone.tap("再试一次")
    phone.sees(re.compile(f"急事请打电话.*{number}"))
    phone.context.set_offline(False)
    phone.sees("手机号")
    phone.sees_no("急事请打电话")


def test_a_request_made_offline_is_kept_shown_and_sent_once(villager: Phone) -> None:
    waybill = "OFFLINE0000001"
    villager.context.set_offline(True)
    ask_for_parcel(villager, waybill)
    villager.sees("存在手机里了")
    villager.page.reload()
    villager.open("/mine")
    villager.sees("还没发出去")
    villager.sees("1 件事存在手机里")
    villager.context.set_offline(False)
    villager.sees_no("还没发出去")
    villager.sees("帮我取快递")
    assert len(of_waybill(villager, waybill)) == 1


def test_a_request_after_the_sign_in_ran_out_asks_to_sign_in_and_then_goes_once(villager: Phone, town: Town) -> None:
    waybill = "RUNOUT00000001"
    fill_in_parcel(villager, waybill)
    villager.sees("看看对不对")
    villager.context.clear_cookies()
    villager.tap("提交")
    villager.sees("登录到期了，还没发出去")
    villager.sees("1 件事等着发送，请先登录")
    villager.open("/mine")
    villager.sees("登录以后自动发送")
    way = town.way_in("王老汉")
    villager.open(f"/card?no={way['card_no']}&next=/mine")
    villager.sees_no("现在就发")
    villager.fill("卡上的 6 位数字", way["code"])
    villager.page.locator("form").get_by_role("button", name="登录", exact=True).click()
    villager.sees("正在办的")
    villager.sees_no("还没发出去")
    assert len(of_waybill(villager, waybill)) == 1


def test_an_old_board_rings_nobody_whose_turn_is_over(a_phone: Callable[..., Phone], saturday: Town) -> None:
    phone = a_phone(saturday)
    phone.excuse(_NO_NETWORK)
    phone.sign_in_by_card("王老汉")
    ready_for_offline(phone)
    phone.open("/")
    phone.sees("李秀英 正在值班")
    phone.page.wait_for_load_state("networkidle")
    phone.context.set_offline(True)
    phone.page.reload()
    phone.sees("李秀英 正在值班")
    phone.context.clock.set_system_time(WORKING_SATURDAY + timedelta(hours=4))
    phone.page.reload()
    phone.sees("现在谁值班，连上网才看得到")
    phone.sees_no("李秀英 正在值班")
    expect(phone.page.get_by_role("link", name="打电话给大槐树村党群服务中心")).to_be_visible()
    phone.tap("谁值班")
    phone.sees("这一周")
    phone.sees("现在谁值班，连上网才看得到")
    for old in ("李秀英 正在值班", "现在开着门", re.compile("^能办$")):
        phone.sees_no(old)


def test_a_photo_taken_offline_arrives_once(villager: Phone, tmp_path: Path) -> None:
    address, _ = errand(villager, "MZ-04")
    villager.open(address)
    villager.sees("走到哪一步了")
    villager.context.set_offline(True)
    villager.tap("说一句")
    villager.fill("要说什么", "卡在家里，拍了一张")
    Image.new("RGB", (2000, 1500), "#345").save(tmp_path / "card.jpg")
    villager.page.locator("input[type=file]").set_input_files(tmp_path / "card.jpg")
    expect(villager.page.get_by_role("img", name="照片")).to_be_visible()
    villager.tap("发送")
    villager.sees("还没发出去")
    villager.context.set_offline(False)
    villager.sees("卡在家里，拍了一张")
    events = asked(villager, "GET", address)["events"]
    assert [len(event["files"]) for event in events if event["note"]] == [1]
    assert asked_for_bytes(villager, events[-1]["files"][0]["url"]) < 300_000


def asked_for_bytes(phone: Phone, address: str) -> int:
    """How large a file is that the server has."""
    return len(phone.context.request.get(address).body())


def test_a_lost_reply_leads_to_one_ticket(villager: Phone) -> None:
    waybill = "LOSTREPLY00001"
    lost: list[int] = []

    def lose_the_first_reply(route: Route) -> None:
        if route.request.method != "POST" or lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    villager.page.route("**/api/v1/tickets", lose_the_first_reply)
    ask_for_parcel(villager, waybill)
    villager.sees("存在手机里了")
    assert lost == [201]
    villager.tap("回首页")
    villager.open("/mine")
    villager.sees_no("还没发出去")
    assert len(of_waybill(villager, waybill)) == 1


_CUT_THE_FIRST_REFUSAL = """const whole = window.fetch
window.fetch = async (...asked) => {
  const answer = await whole(...asked)
  if (answer.status !== 422 || sessionStorage.cut) return answer
  sessionStorage.cut = 'yes'
  return new Response(new ReadableStream({ start: body => body.error(new TypeError('cut')) }), { status: 422 })
}"""


def test_a_refusal_of_which_only_the_beginning_came_is_asked_for_again(villager: Phone) -> None:
    villager.excuse("status of 422")
    villager.page.add_init_script(_CUT_THE_FIRST_REFUSAL)
    villager.open("/new/finance")
    villager.tap("怕是遇到骗子")
    villager.fill("说说情况", "他让我把卡号 622202026001234568 报给他")
    villager.tap("下一步")
    villager.tap("提交")
    villager.sees("存在手机里了")
    assert villager.page.evaluate("sessionStorage.cut") == "yes"
    villager.open("/mine")
    villager.sees("没有发成")
    villager.sees(re.compile("卡号"))


def test_what_the_server_refuses_is_told_and_holds_up_nothing_else(villager: Phone) -> None:
    villager.excuse("status of 422")
    villager.open("/new/finance")
    villager.context.set_offline(True)
    villager.tap("怕是遇到骗子")
    villager.fill("说说情况", "他让我把卡号 622202026001234568 报给他")
    villager.tap("下一步")
    villager.tap("提交")
    villager.sees("存在手机里了")
    ask_for_parcel(villager, "AFTERBAD000001")
    villager.sees("存在手机里了")

    villager.context.set_offline(False)
    villager.open("/mine")
    villager.sees("没有发成")
    villager.sees(re.compile("不要写卡号|卡号"))
    villager.sees_no("还没发出去")
    assert len(of_waybill(villager, "AFTERBAD000001")) == 1

    villager.tap("修改")
    villager.sees("看看对不对")
    villager.tap("改:说的话")
    villager.fill("说说情况", "有人让我报卡号，我没报")
    villager.tap("下一步")
    villager.tap("提交")
    villager.sees("收到了")
    villager.open("/mine")
    villager.sees_no("没有发成")
    finance = asked(villager, "GET", "/tickets?box=mine&service=finance&limit=50")["items"]
    assert [row["title"] for row in finance].count("怀疑遇到骗子") == 1


def stored(phone: Phone) -> dict[str, Any]:
    """What this phone keeps: rows by store, names in local storage, caches, service workers."""
    found: dict[str, Any] = phone.page.evaluate("""async () => {
        const rows = {}
        for (const { name } of await indexedDB.databases()) {
            const db = await new Promise((done, failed) => {
                const asked = indexedDB.open(name)
                asked.onsuccess = () => done(asked.result)
                asked.onerror = failed
            })
            for (const store of db.objectStoreNames) {
                const all = db.transaction(store).objectStore(store).getAll()
                rows[store] = await new Promise(done => { all.onsuccess = () => done(all.result.map(row => row.id)) })
            }
            db.close()
        }
        return { rows, local: Object.keys(localStorage) }
    }""")
    return found


def test_signing_out_wipes_what_the_phone_kept(villager: Phone) -> None:
    _, title = errand(villager, "MZ-03")
    villager.open("/mine")
    villager.sees(title)
    kept = stored(villager)
    assert any("/tickets" in name for name in kept["rows"]["cache"])
    assert "who" in kept["local"]
    villager.tap(re.compile("^我( |$)"))
    villager.tap("退出登录")
    villager.sees("存的内容会清掉")
    villager.tap("退出", exact=True)
    villager.page.wait_for_url(re.compile("/(village)?$"))
    villager.page.wait_for_load_state("networkidle")
    kept = stored(villager)
    assert [name for rows in kept["rows"].values() for name in rows if re.search("/(tickets|notices|me)", name)] == []
    assert "who" not in kept["local"]
    villager.open("/mine")
    villager.sees("登录")
    villager.sees_no(title)


def test_signing_out_asks_first_when_something_has_not_gone_out(villager: Phone) -> None:
    villager.context.set_offline(True)
    ask_for_parcel(villager, "UNSENT00000001")
    villager.sees("存在手机里了")
    villager.open("/me")
    villager.tap("退出登录")
    villager.sees("还有 1 件事没有发出去")
    villager.tap("先不退")
    villager.context.set_offline(False)
    villager.open("/mine")
    villager.sees_no("还没发出去")
    assert len(of_waybill(villager, "UNSENT00000001")) == 1


def test_a_shared_phone_keeps_no_list(phone: Phone, town: Town) -> None:
    way = town.way_in("王老汉")
    phone.open(f"/card?no={way['card_no']}")
    phone.fill("卡上的 6 位数字", way["code"])
    phone.pick("大家共用的手机")
    phone.tap("登录", exact=True)
    phone.page.wait_for_url("/")
    phone.open("/mine")
    phone.page.wait_for_load_state("networkidle")
    assert stored(phone)["rows"].get("cache", []) == []


def test_the_service_worker_never_touches_the_api(phone: Phone) -> None:
    through_worker: list[str] = []

    def note(response: Response) -> None:
        if "/api/" in response.url and response.from_service_worker:
            through_worker.append(response.url)

    phone.context.on("response", note)
    phone.sign_in_by_card("王老汉")
    ready_for_offline(phone)
    for path in ("/", "/mine", "/duty", "/me"):
        phone.open(path)
        phone.page.wait_for_load_state("networkidle")
    assert through_worker == []
    names = kept_files(phone)
    assert f"{phone.town.url}/index.html" in names
    assert [name for name in names if "/api/" in name] == []


@pytest.fixture
def installed_place(playwright: Playwright, town: Town, tmp_path: Path) -> Iterator[Callable[[], list[Any]]]:
    """Asks a browser with a profile of its own what stands in the way of putting the app on the home screen."""
    context = playwright.chromium.launch_persistent_context(tmp_path, executable_path=chromium(), args=FLAGS)

    def obstacles() -> list[Any]:
        page = context.pages[0]
        page.goto(town.url)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        page.evaluate(_CONTROLLED)
        found: list[Any] = context.new_cdp_session(page).send("Page.getInstallabilityErrors")["installabilityErrors"]
        return found

    yield obstacles
    context.close()


def test_it_can_be_put_on_the_home_screen(installed_place: Callable[[], list[Any]]) -> None:
    assert installed_place() == []
