"""The way a code takes to its phone: as a text message, or onto the console where there is no gateway."""

import logging
from uuid import UUID

from app.core.sms import SmsNotSentError, send_sms, sms_is_possible
from app.people.rules import mask_phone

log = logging.getLogger("buchucun.sign_in")

_SENDINGS = 2


def send_code(phone: str, code: str, request_id: UUID) -> bool:
    """Send a code; true if it is on its way. The request's id lets the gateway drop a message that it has already."""
    if not sms_is_possible():
        log.warning("no SMS gateway: the code of %s is %s", mask_phone(phone), code)
        return True
    text = f"【不出村】登录短信码 {code}，5 分钟内有效，请不要告诉别人。"
    for _ in range(_SENDINGS):
        try:
            send_sms(str(request_id), phone, text)
        except SmsNotSentError as error:
            log.warning("the code of request %s was not sent: %s", request_id, error)
            if not error.try_later:
                return False
        else:
            return True
    return False
