"""Numbers and secrets that no free text may hold: others read it, and none of it is needed there. Plain values."""

import re
import unicodedata

from app.core.problems import Refusal
from app.core.words import Words
from app.people.rules import birth_date, check_character

_CARD = Words(
    "这里不能写银行卡号，请删掉再发。卡号只在银行柜台和机子上用。",
    "No card number may stand here: delete it and send again. It belongs at the bank only.",
)
_SECRET = Words(
    "密码、验证码不能写，村里也不会要。请删掉再发；要是已经告诉过别人，马上打银行电话改密码。",
    "No password or code may stand here, and nobody here asks for one. Delete it; if others know it, call your bank now.",
)
_ID_NUMBER = Words(
    "这里不能写身份证号，请删掉再发。写名字就行。",
    "No citizen ID number may stand here: delete it and send again. A name will do.",
)
_SPOKEN = str.maketrans("〇零幺一二三四五六七八九", "001123456789")  # Figures as people say them.
_UUID = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_JOINT = "[ .\t\u200b-\u200d\u2060\ufeff·_\u2010-\u2015-]{0,3}"  # What people put between the groups of a number.
_NUMBERS = re.compile(rf"\d(?:{_JOINT}\d)+")
_ID = re.compile(rf"(?<!\d)[1-9](?:{_JOINT}\d){{16}}{_JOINT}[\dx](?!\d)")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SHORTEST_CARD, _LONGEST_CARD = 12, 19
# What is called a card number is one, whatever its check digit: a slip of the finger tells as much.
_CALLED_CARD = re.compile(
    r"(?:[卡账帐]\s*号|银行卡|信用卡|借记卡|存折|(?<![a-z])(?:ka ?hao|zhang ?hao|card(?: number| no)?|account(?: number| no)?)(?![a-z]))"
    rf"[^\d\n，。、,;；]{{0,8}}({_NUMBERS.pattern})"
)
# "我的卡 6222…" means the card's number too, if it is as long as those of banks are; shorter ones stand on many cards.
_ON_A_CARD = re.compile(rf"卡[^\d\n，。、,;；]{{0,4}}({_NUMBERS.pattern})")
_SHORTEST_ON_A_CARD = 16
_WORD = (
    r"(?:密\s*码|口令|验证码|校验码|动态码|安全码|取[款现]码"
    r"|(?<![a-z])(?:mi ?ma|yan ?zheng ?ma|pin|pass(?:word|code|wd)|pwd|otp|cvv2?|(?:sms|security|verification|one-time) code)(?![a-z]))"
)
_DIGIT = "[0-9〇零幺一二三四五六七八九]"
_MEASURED = r"(?![ ]?[元块万次年月日号点天分个岁位])"  # "2000元" after "密码忘了" is no password.
_CODE = rf"(?<!\d){_DIGIT}(?:[ -]?{_DIGIT}){{3,7}}(?![ -]?\d){_MEASURED}"
_NO_HOTLINE = r"(?!(?:9[56]\d{3}|123\d\d)(?!\d))"  # Banks and the government are called at five digits.
_SENDER = r"(?:银行|农信|信用社|农商行|[工农中建交邮招]行|支付宝|微信|短信|手机|客服|系统|平台)"
_SECRETS = re.compile(
    # A colon or quotes announce the secret itself, even one of letters alone.
    rf"{_WORD}\s*(?:(?:是|为|就是)?\s*[:=\"'“「]|(?:是|为)\s?)\s*[a-z][a-z@#$%^&*!._-]{{3,}}"
    # What a bank or a machine has sent in six figures is a code, whatever it is called.
    rf"|{_SENDER}[^\d\n，。,;；]{{0,4}}(?:发来?|收到|来)[^\d\n，。,;；]{{0,8}}(?<!\d){_DIGIT}{{6}}(?!{_DIGIT}){_MEASURED}"
    rf"|{_WORD}[\s:=是为就\"'“「(]{{0,6}}(?:{_CODE}|(?=\S*\d)[a-z][a-z0-9@#$%^&*!._-]{{3,}})"
    rf"|{_WORD}(?:[a-z \t:'=]{{0,14}}|[^\d\n]{{0,6}}?){_NO_HOTLINE}{_CODE}"
    rf"|{_NO_HOTLINE}{_CODE}\s*(?:就?是|为|is)[^\d\n]{{0,6}}?{_WORD}"
    r"|(?:cvv2?|安全码)[^\d\n]{0,4}\d{3}(?!\d)"
)


def forbidden_secret(text: str) -> Words | None:
    """Why a text must not be kept: it holds a card number, a password or a code; None if it holds none.

    A card number is 12 to 19 digits that are called one (`announced_secret`) or have a right check digit (Luhn, ISO/IEC 7812-1), full-width or in
    Chinese figures, with blanks or dashes between its groups or without. Mobile numbers, land lines (a leading 0) and ids of
    our own are none.
    """
    figures = _plain(text).translate(_SPOKEN)
    if any(_holds_card(re.findall(r"\d+", run)) for run in _NUMBERS.findall(figures)):
        return _CARD
    return announced_secret(text)


def announced_secret(text: str) -> Words | None:
    """Why a text must not be kept that itself calls something in it a card's number, a password or a code; None if it does not.

    For texts in which other long numbers may stand: one in ten of those has a card's check digit by chance.
    """
    plain = _plain(text)
    figures = plain.translate(_SPOKEN)
    if any(_holds_account(re.findall(r"\d+", run)) for run in _CALLED_CARD.findall(figures)):
        return _CARD
    if any(_holds_account(re.findall(r"\d+", run), _SHORTEST_ON_A_CARD) for run in _ON_A_CARD.findall(figures)):
        return _CARD
    return _SECRET if _SECRETS.search(plain) else None


def _plain(text: str) -> str:
    return _UUID.sub(" ", unicodedata.normalize("NFKC", text).lower())


def _holds_card(groups: list[str]) -> bool:
    for first in range(len(groups)):
        digits = ""
        for group in groups[first:]:
            digits += group
            if _MOBILE.fullmatch(group) or len(digits) > _LONGEST_CARD:
                break
            if len(digits) >= _SHORTEST_CARD and digits[0] != "0" and _luhn(digits):
                return True
    return False


def _holds_account(groups: list[str], shortest: int = _SHORTEST_CARD) -> bool:
    number = "".join(group for group in groups if not _MOBILE.fullmatch(group))
    return len(number) >= shortest and number[0] != "0"


def _luhn(digits: str) -> bool:
    doubled = (divmod(2 * int(digit), 10) for digit in digits[-2::-2])
    return (sum(int(digit) for digit in digits[::-2]) + sum(tens + ones for tens, ones in doubled)) % 10 == 0


def forbidden_text(text: str) -> Words | None:
    """Why a text about people must not be kept: what `forbidden_secret` finds, or a citizen ID number; None if neither.

    An ID number is 18 characters with a day of birth and a right check character (GB 11643), written like a card number.
    """
    if why := forbidden_secret(text):
        return why
    plain = _plain(text).translate(_SPOKEN)
    numbers = ("".join(re.findall(r"[\dx]", found)).upper() for found in _ID.findall(plain))
    return _ID_NUMBER if any(birth_date(each) and check_character(each[:17]) == each[17] for each in numbers) else None


def refuse_forbidden_text(*texts: str | None) -> None:
    """Refuse texts that must not be kept.

    Raises:
        Refusal: 422 `forbidden_text`.

    """
    for text in texts:
        if text and (why := forbidden_text(text)):
            raise Refusal(422, "forbidden_text", why.zh, why.en)
