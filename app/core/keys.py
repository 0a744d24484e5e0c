"""One key a purpose, all derived from one secret, so that a leak of one says nothing of the others."""

import hmac
from functools import lru_cache

from app.core.settings import settings


@lru_cache(maxsize=32)
def derived_key(purpose: str) -> bytes:
    """The 32-byte key of a purpose (HKDF's expand step with HMAC-SHA-256, RFC 5869 §2.3)."""
    return hmac.digest(settings().secret, purpose.encode() + b"\x01", "sha256")
