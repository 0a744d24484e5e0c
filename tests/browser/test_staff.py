"""An administrator makes a colleague, gives and ends roles, passwords and keys on the screen, without a command."""

import re
from collections.abc import Callable

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.acting import Cast
from tests.support.browser import Phone
from tests.support.town import Town

pytestmark = pytest.mark.browser

# Everything that the app keeps on a phone, as one text.
_KEPT = """async () => {
    const request = asked => new Promise((done, failed) => { asked.onsuccess = () => done(asked.result); asked.onerror = failed })
    const kept = [JSON.stringify(localStorage), JSON.stringify(sessionStorage)]
    for (const { name } of await indexedDB.databases()) {
        const db = await request(indexedDB.open(name))
        for (const store of db.objectStoreNames) kept.push(JSON.stringify(await request(db.transaction(store).objectStore(store).getAll())))
        db.close()
    }
    return kept.join()
}"""

# A phone that finds what was begun a second late.
_SLOW_MEMORY = """{
    const { set } = Object.getOwnPropertyDescriptor(IDBRequest.prototype, 'onsuccess')
    const late = { set(then) { set.call(this, () => setTimeout(then, 1000)) } }
    const { get } = IDBObjectStore.prototype
    IDBObjectStore.prototype.get = function (...asked) {
        const answer = get.apply(this, asked)
        return this.name === 'drafts' ? Object.defineProperty(answer, 'onsuccess', late) : answer
    }
}"""


def _shown(phone: Phone) -> str:
    """The password on the screen, as somebody copies it by hand."""
    phone.sees("请现在抄下来")
    password = phone.page.locator(".number").inner_text()
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", password)
    assert password not in phone.page.evaluate(_KEPT)
    return password


def _sign_in(phone: Phone, username: str, password: str) -> None:
    phone.open("/staff")
    phone.fill("用户名", username)
    phone.page.get_by_label("密码", exact=True).fill(password)
    phone.page.locator("form").get_by_role("button", name="登录", exact=True).click()


def test_an_administrator_makes_a_secretary_who_signs_in_and_is_out_as_soon_as_the_role_ends(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    admin = Cast(saturday, a_phone).phone_of("系统管理员")
    admin.excuse("status of (409|422)")
    admin.open("/town")
    admin.tap("工作人员")
    admin.tap("地方：淳化县")
    admin.tap("石桥镇")
    admin.tap("咀头村")
    admin.sees("赵小军")
    admin.sees_no("何建军")
    admin.tap("加一个人")
    admin.fill("姓名", "赵新书")
    admin.pick("村党支部书记")
    admin.fill("用户名", "admin")
    admin.fill("手机号", "00000000171")
    admin.tap("开账号")
    # What is refused says why, and nothing that was typed is lost.
    admin.sees("这个用户名已经有人用了")
    expect(admin.page.get_by_label("姓名")).to_have_value("赵新书")
    admin.fill("用户名", "zhaoxinshu")
    admin.tap("开账号")
    password = _shown(admin)
    admin.tap("抄好了")
    admin.sees("登记在咀头村")
    admin.sees_no(password)

    secretary = a_phone(saturday)
    secretary.excuse("status of 403")
    _sign_in(secretary, "zhaoxinshu", password)
    secretary.page.wait_for_url("**/desk")
    secretary.sees("来人登记")

    admin.tap("收回村党支部书记")
    admin.sees("收回马上生效")
    admin.tap("现在就收回")
    admin.sees("已经收回，马上生效")
    admin.sees("现在没有职务")
    assert secretary.context.request.get("/api/v1/desk").status == 403
    secretary.page.reload()
    secretary.sees("要用用户名和密码登录")
    secretary.sees_no("来人登记")

    # Whoever has no role any more can get one again.
    admin.tap("再给一个职务")
    admin.tap("地方：咀头村")
    admin.tap("往上：石桥镇")
    admin.pick("镇工作人员")
    admin.tap("给他这个职务")
    admin.sees("给好了，马上生效")
    admin.tap("换一个新密码")
    admin.tap("换成新密码")
    another = _shown(admin)
    assert another != password
    _sign_in(secretary, "zhaoxinshu", another)
    secretary.page.wait_for_url("**/town")
    secretary.sees("石桥镇 · 今天")


def test_a_password_is_shown_only_when_the_server_has_taken_it(saturday: Town, a_phone: Callable[..., Phone]) -> None:
    admin = Cast(saturday, a_phone).phone_of("系统管理员")
    admin.excuse("ERR_INTERNET_DISCONNECTED|Failed to load")
    admin.open("/town/staff/new?place=610430107000")
    admin.fill("姓名", "孙新来")
    admin.pick("镇工作人员")
    admin.fill("用户名", "sunxinlai")
    admin.context.set_offline(True)
    admin.tap("开账号")
    admin.sees("没有办成")
    assert admin.page.locator(".number").count() == 0
    assert "/staff" not in admin.page.evaluate(_KEPT).split('"method"')[-1].split('"made_at"')[0]
    admin.context.set_offline(False)
    admin.tap("开账号")
    password = _shown(admin)
    with httpx.Client(base_url=f"{saturday.url}/api/v1", headers={"Origin": saturday.url}) as beside:
        body = {"username": "sunxinlai", "password": password}
        assert beside.post("/sign-in/password", json=body).json()["name"] == "孙新来"


def test_whoever_changes_his_own_password_has_it_before_it_signs_him_out(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    admin = Cast(saturday, a_phone).phone_of("系统管理员")
    admin.open("/town/staff/new?place=610430000000")
    admin.fill("姓名", "马管理")
    admin.pick("县工作人员")
    admin.pick("管理员")
    admin.fill("用户名", "maguanli")
    admin.tap("开账号")
    password = _shown(admin)
    other = a_phone(saturday)
    _sign_in(other, "maguanli", password)
    # Who is an officer, too, starts at the numbers and finds the way from there.
    other.sees("淳化县 · 今天")
    other.tap("管理员", exact=True)
    other.tap("工作人员")
    other.tap("马管理")
    other.sees("要请另一位管理员来收回")
    other.tap("换一个新密码")
    other.tap("换成新密码")
    own = _shown(other)
    other.tap("抄好了，换成它")
    other.sees("要用用户名和密码登录")
    _sign_in(other, "maguanli", own)
    other.sees("淳化县 · 今天")


def test_what_is_written_before_a_slow_phone_has_found_the_draft_joins_it(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    admin = Cast(saturday, a_phone).phone_of("系统管理员")
    admin.open("/town/staff/new?place=610430000000")
    admin.fill("用户名", "xinren")
    admin.page.wait_for_function(f"async () => (await ({_KEPT})()).includes('xinren')")
    admin.page.context.add_init_script(_SLOW_MEMORY)
    admin.page.reload()
    name, username = admin.page.get_by_label("姓名"), admin.page.get_by_label("用户名")
    name.fill("马新人")
    expect(username).to_have_value("", timeout=500)
    expect(username).to_have_value("xinren")
    expect(name).to_have_value("马新人")


def test_a_key_made_on_the_screen_reads_the_numbers_until_it_is_ended(
    saturday: Town, a_phone: Callable[..., Phone]
) -> None:
    admin = Cast(saturday, a_phone).phone_of("系统管理员")
    admin.open("/town")
    admin.tap("大屏密钥")
    admin.tap("发一个密钥")
    admin.fill("给什么用的", "咀头村的屏")
    admin.tap("地方：淳化县")
    admin.tap("石桥镇")
    admin.tap("发密钥")
    admin.sees("请现在复制")
    key = admin.page.get_by_text(re.compile("^vk1_")).inner_text()
    admin.tap("放好了")
    admin.sees("石桥镇 · 看板上的数")
    bearer = {"Authorization": f"Bearer {key}"}
    with httpx.Client(base_url=f"{saturday.url}/api/v1", headers=bearer) as screen:
        assert screen.get("/summary").json()["place"]["name"] == "石桥镇"
        admin.tap("停掉咀头村的屏")
        admin.tap("现在就停掉")
        admin.sees("停掉了，马上生效")
        assert screen.get("/summary").status_code == 401


@pytest.mark.parametrize(("name", "page"), [("系统管理员", "您管系统"), ("周敏", "今天")])
def test_an_officer_who_opens_the_first_page_is_led_to_his_own_and_asked_for_no_village(
    saturday: Town, a_phone: Callable[..., Phone], name: str, page: str
) -> None:
    phone = Cast(saturday, a_phone).phone_of(name)
    for forget in (False, True):
        if forget:
            # A browser that has forgotten everything but the session knows its owner only when the server has answered.
            phone.page.evaluate("localStorage.clear()")
        phone.open("/")
        phone.page.wait_for_url("**/town")
        phone.sees(page)
    # Who wants to see the villagers' side chooses a village, and goes back by one tap.
    phone.open("/town")
    phone.sees(page)
    phone.page.evaluate(
        "history.pushState({ inside: true }, '', '/village'); dispatchEvent(new PopStateEvent('popstate'))"
    )
    phone.tap("石桥镇")
    phone.tap("大槐树村")
    phone.sees("大槐树村")
    phone.tap("去我的工作页")
    phone.page.wait_for_url("**/town")
