"""What of the audit is for whom, and in which words."""

from collections.abc import Mapping
from typing import Any

from app.core.words import Words

WORDS = {
    "signed_in": Words("登录", "signed in"),
    "sign_in_refused": Words("登录没成功", "failed to sign in"),
    "session_ended": Words("登录被强制结束（有人重复使用）", "a sign-in was ended: two used it"),
    "role_granted": Words("授予角色", "gave a role"),
    "role_taken": Words("收回角色", "took a role"),
    "account_set": Words("设置账号密码", "set an account's password"),
    "authenticator_given": Words("发放验证器", "gave an authenticator"),
    "card_issued": Words("发卡", "issued a card"),
    "cards_revoked": Words("作废卡", "revoked cards"),
    "api_key_created": Words("新建接口密钥", "made an API key"),
    "api_key_revoked": Words("收回接口密钥", "revoked an API key"),
    "numbers_revealed": Words("查看完整号码", "saw whole numbers"),
    "delegation_confirmed": Words("登记亲友代办", "registered a relative who may act"),
    "delegation_ended": Words("停止亲友代办", "ended a relative's right to act"),
    "authorisation_revoked": Words("收回代办委托", "took an authorisation back"),
    "exported": Words("导出", "exported"),
    "item_added": Words("事项清单新增事项", "added an item to the catalogue"),
    "item_changed": Words("修改事项", "changed an item of the catalogue"),
    "catalogue_exported": Words("导出事项清单", "exported the catalogue"),
    "item_ended": Words("停办事项", "took an item off the catalogue"),
    "calendar_link_made": Words("新建值班日历链接", "made a link to a calendar of duty"),
    "calendar_link_revoked": Words("收回值班日历链接", "took a link to a calendar of duty back"),
    "duty_log_exported": Words("导出值班日志", "exported the duty log"),
    "proxy_sheet_exported": Words("导出代办日志", "exported the log of trips"),
}
# Who read which quarrel or illness is looked up on the server (`cli audit of`): a list of it tells that there is one.
NOT_SHOWN = frozenset({"confidential_read"})


def shown_data(data: Mapping[str, Any]) -> dict[str, Any]:
    """The further words of an entry, without the matter that it was for: some matters nobody else knows of."""
    return {name: value for name, value in data.items() if name != "ticket_id"}


def words_of(what: str) -> Words:
    """An event in both languages; one that another domain named in its own way stays as it is."""
    return WORDS.get(what, Words(what, what.replace("_", " ")))
