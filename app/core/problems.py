"""Refusals as RFC 9457 problem documents: a stable code and a sentence that a person can act on, in two languages."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.core.words import Words, choose_language

log = logging.getLogger("buchucun")

# PostgreSQL: serialisation failure, deadlock, lock not available, statement timeout, admin shutdown. All are worth another try.
_TRY_AGAIN = {"40001", "40P01", "55P03", "57014", "57P01"}

_WHY = {
    "missing": Words("缺少这一项", "is missing"),
    "extra_forbidden": Words("不认识这一项", "is not known here"),
    "string_too_short": Words("太短了", "is too short"),
    "too_short": Words("太短了", "is too short"),
    "string_too_long": Words("太长了", "is too long"),
    "too_long": Words("太长了", "is too long"),
    "string_pattern_mismatch": Words("格式不对", "has the wrong form"),
    "enum": Words("不在可选的范围里", "is not one of the choices"),
    "literal_error": Words("不在可选的范围里", "is not one of the choices"),
    "uuid_parsing": Words("不是有效的编号（UUID）", "is not a valid UUID"),
    "json_invalid": Words("不是有效的 JSON", "is not valid JSON"),
}
# What people call the fields that they fill in themselves; of the others the sentence gives the name that the caller sent.
_NAMES = {
    "description": Words("说的情况", "what you said"),
    "text": Words("说的话", "what you said"),
    "note": Words("还想说的", "what you added"),
    "name": Words("姓名", "name"),
    "phone": Words("手机号", "phone number"),
    "contact_name": Words("联系人姓名", "contact's name"),
    "contact_phone": Words("联系人手机号", "contact's phone number"),
    "id_number": Words("身份证号", "citizen ID"),
    "group": Words("哪个组", "group"),
    "username": Words("用户名", "user name"),
    "password": Words("密码", "password"),
    "card_no": Words("卡号", "card number"),
    "code": Words("数字码", "code"),
    "village_code": Words("哪个村", "village"),
    "file_ids": Words("照片和录音", "photos and recordings"),
}
_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WHY_ELSE = Words("不对，请检查", "is not right")


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program.
    """What a service raises when it will not do what was asked; the web layer turns it into problem+json."""

    def __init__(self, status: int, code: str, zh: str, en: str, /, **more: Any) -> None:  # noqa: ANN401 - JSON values.
        """Keep status, stable code, the two sentences and further members of the document."""
        super().__init__(f"{status} {code}: {en}")
        self.status, self.code, self.words, self.more = status, code, Words(zh, en), more


class Problem(BaseModel):
    """The shape of every refusal (RFC 9457); some codes add members, e.g. `moves`, `errors`, `current`."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    detail_zh: str
    detail_en: str


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """The documented refusals of an operation, for `responses=`."""
    content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {status: {"description": HTTPStatus(status).phrase, "content": content} for status in statuses}


def not_found() -> Refusal:
    """The one answer for what is not there and for what is not in sight."""
    return Refusal(
        404,
        "not_found",
        "没有找到，或者您看不到这一条。",
        "Nothing here, or nothing that you may see.",
    )


def problem_response(request: Request, refusal: Refusal) -> JSONResponse:
    """A refusal in the language of the one who asked."""
    language = choose_language(request.headers.get("accept-language"))
    headers = {"Content-Language": "en" if language == "en" else "zh-CN", "Cache-Control": "no-store"}
    if refusal.status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    if refusal.status in {HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS}:
        headers["Retry-After"] = str(refusal.more.get("retry_after", 2))
    headers |= refusal.more.pop("headers", {})
    body = {
        "type": f"urn:buchucun:problem:{refusal.code}",
        "title": HTTPStatus(refusal.status).phrase,
        "status": refusal.status,
        "code": refusal.code,
        "detail": refusal.words.speak(language),
        "detail_zh": refusal.words.zh,
        "detail_en": refusal.words.en,
    } | refusal.more
    return JSONResponse(body, refusal.status, headers, media_type="application/problem+json")


def _invalid(error: RequestValidationError) -> Refusal:
    """What is wrong with a request, field by field; the input itself is not echoed, it may be private."""
    errors = []
    for each in error.errors():
        words = _WHY.get(each["type"], _WHY_ELSE)
        if each["type"] in {"value_error", "assertion_error"}:
            said = each["msg"].partition(", ")[2] or each["msg"]
            zh, _, en = said.partition(" | ")
            words = Words(zh, en or zh)
        where = ".".join(str(step) for step in each["loc"])
        errors.append({"where": where.encode(errors="replace").decode(), "zh": words.zh, "en": words.en})
    first = errors[0]
    field = str(error.errors()[0]["loc"][-1])
    named = _NAMES.get(field) or Words(first["where"], first["where"])
    if error.errors()[0]["loc"][0] == "path":
        # Nobody filled in an address: it was copied, and not whole.
        return Refusal(
            422,
            "invalid",
            "这个地址不完整或打错了，请从上一页重新点进来。",
            "This address is incomplete or mistyped: go back a page and open it again from there.",
            errors=errors,
        )
    return Refusal(
        422,
        "invalid",
        f"填的内容有 {len(errors)} 处不对，请改好再发：“{named.zh}”{first['zh'].rstrip('。')}。没有丢失任何内容。",
        f"{len(errors)} field(s) need a correction: '{named.en}' {first['en'].rstrip('.')}. Nothing was lost.",
        errors=errors,
    )


def _database_trouble(error: Exception) -> Refusal:
    """Busy databases ask for another try; a broken rule of the tables is a conflict. Neither is the caller's fault to decode."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    busy = isinstance(error, PoolTimeoutError) or state in _TRY_AGAIN or "locked" in str(getattr(error, "orig", ""))
    if busy or (isinstance(error, DBAPIError) and error.connection_invalidated):
        return Refusal(
            503,
            "busy",
            "现在有点忙，内容没有丢，请过几秒再试。",
            "Busy just now; nothing was lost, try again in a few seconds.",
        )
    if isinstance(error, IntegrityError):
        return Refusal(
            409,
            "conflict",
            "这一条和已有的记录冲突，请刷新后再试。",
            "This collides with a record that exists: refresh and try again.",
        )
    return Refusal(500, "internal", "服务器出错了，已经记录下来。", "The server failed; this has been logged.")


def _from_http(request: Request, error: HTTPException) -> Refusal:
    """Starlette's own refusals (unknown path, wrong method) in our words."""
    headers = dict(error.headers or {})
    if error.status_code == HTTPStatus.NOT_FOUND:
        return not_found()
    if error.status_code == HTTPStatus.BAD_REQUEST:
        # The framework says so of a body that cannot be read at all, such as one that is no UTF-8 or nested without end.
        words = Words("发来的内容读不出来，请检查后再发。", "What was sent cannot be read: check it and send it again.")
        return Refusal(422, "invalid", words.zh, words.en, errors=[{"where": "body", "zh": words.zh, "en": words.en}])
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        words = Words("这个地址不支持这种操作。", "This address does not take this method.")
        if request.url.path.startswith("/api/"):
            headers["Allow"] = ", ".join(method for method in _METHODS if _takes(request, method))
    else:
        words = Words("这个请求没法处理，请检查后再试。", "This request cannot be handled: check it and try again.")
    code = HTTPStatus(error.status_code).phrase.lower().replace(" ", "_")
    return Refusal(error.status_code, code, words.zh, words.en, headers=headers)


def _takes(request: Request, method: str) -> bool:
    """Whether this address takes a method: the router names those of one of its routes only (RFC 9110 §15.5.6)."""
    scope = {**request.scope, "method": method}
    return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)


def install_problems(app: FastAPI) -> None:
    """Make every refusal of an app a problem document, the framework's own included."""

    async def refused(request: Request, error: Exception) -> JSONResponse:
        match error:
            case Refusal():
                refusal = error
            case RequestValidationError():
                refusal = _invalid(error)
            case HTTPException():
                refusal = _from_http(request, error)
            case _:
                refusal = _database_trouble(error)
                if refusal.status == HTTPStatus.INTERNAL_SERVER_ERROR:
                    log.error("unhandled error", exc_info=error)
        return problem_response(request, refusal)

    for kind in (Refusal, RequestValidationError, HTTPException, DBAPIError, PoolTimeoutError, Exception):
        app.add_exception_handler(kind, refused)
