"""Text messages, handed to the county's gateway by one HTTP call. Nothing here knows whose they are or what they say."""

import json
from http import HTTPStatus
from typing import Any

import httpx

from app.core.settings import settings

_LIMITS = httpx.Timeout(10.0, connect=3.0)
_LONGEST_ANSWER = 16 * 1024
_TRY_AGAIN = {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}


class SmsNotSentError(Exception):
    """The gateway did not take a message; `try_later` says whether it may take it another time."""

    def __init__(self, reason: str, *, try_later: bool) -> None:
        """Keep the reason, which names neither phone nor text and so may be logged."""
        super().__init__(reason)
        self.try_later = try_later


def sms_is_possible() -> bool:
    """Whether a gateway is configured (`SMS_GATEWAY_URL`)."""
    return bool(settings().sms_gateway_url)


def send_sms(request_id: str, phone: str, text: str) -> str:
    """Hand one message over and return the provider's id of it, "" when it gives none.

    The gateway gets `POST {request_id, phone, text}`, with `Authorization: Bearer SMS_GATEWAY_TOKEN` if that is set, and
    answers 2xx, with `{"id": …}` if it likes. It must drop a request id that it knows, by 2xx or 409: after a crash or a
    lost answer the same message is handed over again. The call goes straight there, without redirects and without the
    proxies of the environment, because it carries a phone number.

    Raises:
        SmsNotSentError: it was refused, or it is not known whether it arrived.

    """
    token = settings().sms_gateway_token
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    message = {"request_id": request_id, "phone": phone, "text": text}
    try:
        with (
            httpx.Client(timeout=_LIMITS, trust_env=False) as client,
            client.stream("POST", settings().sms_gateway_url, json=message, headers=headers) as answer,
        ):
            if answer.is_success:
                return _provider_id(answer)
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise SmsNotSentError(type(error).__name__, try_later=True) from error
    if status == HTTPStatus.CONFLICT:
        return ""
    again = status in _TRY_AGAIN or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    raise SmsNotSentError(f"the gateway answered {status}", try_later=again)


def _provider_id(answer: httpx.Response) -> str:
    """The id in an answer. The message is taken whatever the answer says, so a strange answer is no error."""
    body = b""
    try:
        for part in answer.iter_bytes():
            body += part
            if len(body) > _LONGEST_ANSWER:
                return ""
        said: Any = json.loads(body)
    except (httpx.HTTPError, ValueError):
        return ""
    return str(said.get("id", ""))[:100] if isinstance(said, dict) else ""
