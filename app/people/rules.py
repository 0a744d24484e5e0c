"""Decisions about people: what may be shown, who may confirm, how long a session lives, which token is good."""

import base64
import binascii
import hashlib
import hmac
import re
import unicodedata
import zlib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import jwt

from app.core.problems import Refusal
from app.core.words import Words
from app.people.models import Means, Relation, Role

PHONE = r"^(1[3-9][0-9]{9}|0[0-9]{9,11})$"
VILLAGE_STAFF = (Role.DUTY_CADRE, Role.VILLAGE_SECRETARY, Role.MEDIATOR, Role.VILLAGE_DOCTOR)
OFFICERS = (Role.TOWN_OFFICER, Role.COUNTY_OFFICER, Role.ADMINISTRATOR)

RELATION_WORDS = {
    Relation.CHILD: Words("子女", "child"),
    Relation.SPOUSE: Words("配偶", "spouse"),
    Relation.PARENT: Words("父母", "parent"),
    Relation.SIBLING: Words("兄弟姐妹", "brother or sister"),
    Relation.RELATIVE: Words("亲属", "relative"),
    Relation.NEIGHBOUR: Words("邻居", "neighbour"),
    Relation.PARTY_PAIR: Words("党员联户", "paired party member"),
    Relation.GUARDIAN: Words("监护人", "guardian"),
    Relation.OTHER: Words("其他", "somebody else"),
}

ACCESS_LASTS = timedelta(minutes=15)
GRACE = timedelta(seconds=60)
LONGEST_KEY = timedelta(days=365)

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_EARLIEST_BIRTH = date(1850, 1, 1)

_ISSUER = "buchucun"
_SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
_KEY_SHAPE = re.compile(r"vk1_([a-z2-7]{8})_([A-Za-z0-9_-]{43})_([0-9a-f]{8})")


# --- Showing people -------------------------------------------------------------------------------------------------


def mask_phone(phone: str | None) -> str | None:
    """A phone that shows whose it is to those who know it: `138****0000`."""
    return f"{phone[:3]}****{phone[-4:]}" if phone else None


def tidy_phone(phone: str) -> str:
    """A phone as people type it, without +86, blanks and dashes, full-width digits made plain."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", phone))
    return plain.removeprefix("+86")


# --- Citizen ID numbers ---------------------------------------------------------------------------------------------


def tidy_id_no(id_no: str) -> str:
    """An ID number as people type it, without blanks and dashes, full-width characters made plain, the check X in capitals."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", id_no)).upper()


def mask_id_no(id_no: str | None) -> str | None:
    """An ID number by its first three and last four characters: `610***********0017`."""
    return f"{id_no[:3]}***********{id_no[-4:]}" if id_no else None


def birth_date(id_no: str) -> date | None:
    """The day of birth that an ID number names, if there is such a day."""
    try:
        return datetime.strptime(id_no[6:14], "%Y%m%d").date()  # noqa: DTZ007 - a day of birth has no time zone.
    except ValueError:
        return None


def check_character(body: str) -> str:
    """The last character of an ID number whose first 17 digits are given (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, _ID_WEIGHTS, strict=True)) % 11]


def what_is_wrong_with_id_no(id_no: str, today: date) -> Words | None:
    """The first thing that is wrong with a tidy ID number. Area codes are not looked at: old ones live on in old numbers."""
    if re.fullmatch("[0-9]{15}", id_no):
        return Words(
            "这是以前的 15 位号码，请填现在身份证上的 18 位号码。",
            "This is an old number of 15 digits: give the 18 characters of the present card.",
        )
    if not re.fullmatch("[1-9][0-9]{16}[0-9X]", id_no):
        return Words(
            "身份证号是 18 位：前 17 位是数字，最后一位是数字或 X。",
            "An ID number has 18 characters: 17 digits, then a digit or X.",
        )
    born = birth_date(id_no)
    if born is None or not _EARLIEST_BIRTH <= born <= today:
        return Words(
            "身份证号第 7 到 14 位是出生日期，这里不像出生日期，请对照证件再看一遍。",
            "Characters 7 to 14 are the day of birth, and these cannot be: compare them with the card.",
        )
    if check_character(id_no[:17]) != id_no[17]:
        return Words(
            "身份证号的最后一位对不上，多半有一位输错了，请对照证件再看一遍。",
            "The last character does not fit, so some digit is wrong: compare it with the card.",
        )
    return None


# --- Terms and roles -------------------------------------------------------------------------------------------------


def is_fitting_end(until_on: date, today: date, longest: timedelta) -> bool:
    """Whether an end lies ahead and not further than allowed."""
    return today <= until_on <= today + longest


def not_your_role() -> Refusal:
    """What somebody hears who asks for an administrator's act."""
    return Refusal(
        403, "not_your_role", "这件事要由这里的管理员来做。", "Only the administrator of that place can do this."
    )


# --- Requests of a browser ------------------------------------------------------------------------------------------


def is_from_our_page(
    method: str, *, fetch_site: str | None, origin: str | None, host: str | None, carries_cookie: bool
) -> bool:
    """Whether a request without a machine's key may act (OWASP CSRF cheat sheet: Fetch Metadata, then Origin).

    Reading is always allowed. A browser says with `Sec-Fetch-Site` where a request comes from; one too old for that
    says it with `Origin`, which must name our own host. With neither header a request that carries a cookie is refused,
    as the sheet advises; without a cookie there is nothing that a foreign page could misuse.
    """
    if method in _SAFE_METHODS:
        return True
    if fetch_site is not None:
        return fetch_site in {"same-origin", "none"}
    if origin is not None:
        return bool(host) and origin.partition("://")[2].lower() == str(host).lower()
    return not carries_cookie


# --- Sessions -------------------------------------------------------------------------------------------------------


class Lifetime(NamedTuple):
    """How long a session lives: unused, and at most."""

    idle: timedelta
    absolute: timedelta


def lifetime(means: Means, roles: set[Role], *, shared_phone: bool) -> Lifetime:
    """A villager stays signed in on an own phone for months; officers and shared phones for half an hour unused."""
    if shared_phone or (means is Means.PASSWORD and roles & set(OFFICERS)):
        return Lifetime(timedelta(minutes=30), timedelta(hours=12))
    if means is Means.PASSWORD:
        return Lifetime(timedelta(hours=12), timedelta(days=30))
    return Lifetime(timedelta(days=60), timedelta(days=180))


@dataclass(frozen=True, slots=True)
class Family:
    """Where the refresh tokens of one session stand.

    `newest` was handed out last and has not come back; `used` came back last, at `used_at`; `retired` before that.
    Every other serial is dead.
    """

    newest: int = 1
    used: int | None = None
    retired: int | None = None
    used_at: datetime | None = None


class Turn(StrEnum):
    """What a refresh token that comes back leads to."""

    ROTATE = "rotate"
    REPEAT = "repeat"
    REPLACE = "replace"
    WAIT = "wait"
    REVOKE = "revoke"


def take_turn(family: Family, presented: int, now: datetime) -> tuple[Turn, Family]:
    """Rule R3: forgiving to replies that get lost on the way, but a token that two parties use ends the family.

    A lost reply leaves the phone with the token it used last while the successor stays unused: within a minute the same
    successor is given again, later a new one, and the old one dies. A token whose successor was already used shows that
    somebody holds a copy; only a late copy of the same request, within the minute, is told to wait instead.
    """
    fresh = family.used_at is not None and now - family.used_at <= GRACE
    if presented == family.newest:
        return Turn.ROTATE, Family(family.newest + 1, used=family.newest, retired=family.used, used_at=now)
    if presented == family.used:
        if fresh:
            return Turn.REPEAT, family
        return Turn.REPLACE, replace(family, newest=family.newest + 1, used_at=now)
    if presented == family.retired and fresh:
        return Turn.WAIT, family
    return Turn.REVOKE, family


# --- Tokens ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Access:
    """What a good access token says: which session of which person. It names no role; those are read at each request."""

    session_id: UUID
    person_id: UUID


def seal_access(key: bytes, access: Access, now: datetime, token_id: str) -> str:
    """An access token (JWT, HS256, `typ` at+jwt) that lasts a quarter of an hour."""
    claims = {
        "iss": _ISSUER,
        "aud": _ISSUER,
        "sub": str(access.person_id),
        "sid": str(access.session_id),
        "iat": now,
        "exp": now + ACCESS_LASTS,
        "jti": token_id,
    }
    return jwt.encode(claims, key, "HS256", headers={"typ": "at+jwt", "kid": _key_id(key)})


def open_access(key: bytes, token: str) -> Access | None:
    """What an access token says, or nothing if it is not ours, not for this use, or over."""
    required = ["iss", "aud", "sub", "sid", "iat", "exp", "jti"]
    try:
        opened = jwt.decode_complete(
            token, key, ["HS256"], audience=_ISSUER, issuer=_ISSUER, options={"require": required}
        )
        if opened["header"].get("typ") != "at+jwt" or opened["header"].get("kid") != _key_id(key):
            return None
        return Access(UUID(opened["payload"]["sid"]), UUID(opened["payload"]["sub"]))
    except (jwt.InvalidTokenError, ValueError, AttributeError):
        return None


def _key_id(key: bytes) -> str:
    return hashlib.sha256(b"kid" + key).hexdigest()[:8]


def seal_refresh(key: bytes, family: UUID, serial: int) -> str:
    """A refresh token: family and serial under a 256-bit MAC, so that nothing has to be stored to know it again."""
    body = family.bytes + serial.to_bytes(8)
    return base64.urlsafe_b64encode(body + hmac.digest(key, body, "sha256")).decode().rstrip("=")


def open_refresh(key: bytes, token: str) -> tuple[UUID, int] | None:
    """Family and serial of a refresh token, or nothing if we did not issue it."""
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    body, mac = raw[:24], raw[24:]
    if not hmac.compare_digest(hmac.digest(key, body, "sha256"), mac):
        return None
    return UUID(bytes=body[:16]), int.from_bytes(body[16:])


# --- Keys of machines -----------------------------------------------------------------------------------------------


def write_api_key(key_id: str, secret: str) -> str:
    """The key as its owner keeps it; the checksum lets a typing mistake be told from a revoked key, offline."""
    stem = f"vk1_{key_id}_{secret}"
    return f"{stem}_{zlib.crc32(stem.encode()):08x}"


def read_api_key(text: str) -> str | None:
    """The id within a key of the right shape and checksum."""
    shape = _KEY_SHAPE.fullmatch(text)
    return shape[1] if shape and write_api_key(shape[1], shape[2]) == text else None


def digest_of(api_key: str) -> str:
    """What is stored of a key; 256 random bits need no slow hash."""
    return hashlib.sha256(api_key.encode()).hexdigest()
