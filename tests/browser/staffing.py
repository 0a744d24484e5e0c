"""Walks through the administrator's screens, like `walks`."""

import re

from tests.browser.walks import Look, unfold
from tests.support.browser import Phone


def new_staff(phone: Phone, look: Look) -> None:
    phone.tap("开账号")
    phone.sees("请填姓名")
    look("nothing filled in")
    phone.fill("姓名", "新同事")
    phone.pick("人民调解员")
    phone.fill("用户名", f"new-{phone.page.evaluate('Date.now()')}")
    phone.fill("手机号", "00000000174")
    phone.tap("开账号")
    phone.sees("请现在抄下来")
    look("a password")


def one_of_the_staff(phone: Phone, look: Look) -> None:
    unfold(phone, look)
    phone.tap("收回村党支部书记")
    phone.sees("收回马上生效")
    look("ending a role")
    phone.tap("换一个新密码")
    phone.sees("重新登录")
    phone.tap("给一个验证器")
    phone.sees("原来的验证器")
    look("all asked once more")


def end_key(phone: Phone, look: Look) -> None:
    phone.tap(re.compile("^停掉石桥镇大屏"))
    phone.sees("停掉马上生效")
    look("ending a key")


def new_key(phone: Phone, look: Look) -> None:
    phone.tap("发密钥")
    phone.sees("请写给什么用的")
    look("nothing filled in")
    phone.fill("给什么用的", "大厅的屏")
    phone.tap("发密钥")
    phone.sees("请现在复制")
    look("a key")
