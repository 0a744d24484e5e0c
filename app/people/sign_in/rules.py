"""Decisions about signing in: what a code is, how often one may ask and try."""

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

CODE_LASTS = timedelta(minutes=5)
TRIES_A_CODE = 5
WRONG_TRIES_A_DAY = 15
TRIES_A_CARD = 5
CARD_LASTS = timedelta(days=365)
DAY = timedelta(days=1)

_ASKS = ((1, timedelta(minutes=1)), (5, timedelta(hours=1)), (10, DAY))


def code_of(key: bytes, request_id: UUID) -> str:
    """The six digits that belong to a request; whoever has the key can tell them, and the database cannot."""
    return f"{int.from_bytes(hmac.digest(key, request_id.bytes, 'sha256')[:8]) % 1_000_000:06}"


def digest_of_card(key: bytes, card_no: str, code: str) -> str:
    """What is stored of a card's six digits."""
    return hmac.digest(key, f"{card_no}:{code}".encode(), "sha256").hex()


def wait_before_asking(asked_at: Sequence[datetime], now: datetime) -> timedelta:
    """How long a phone has to wait for its next code: one a minute, five an hour, ten a day."""
    newest_first = sorted(asked_at, reverse=True)
    waits = [newest_first[most - 1] + window - now for most, window in _ASKS if len(newest_first) >= most]
    return max([timedelta(0), *waits])


def tries_left_today(wrong: int) -> int:
    """How many tries the next code gets, after so many wrong ones on this phone in a day."""
    return max(0, min(TRIES_A_CODE, WRONG_TRIES_A_DAY - wrong))
