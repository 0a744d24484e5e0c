"""One key a purpose, all derived from one secret, so that a leak of one says nothing of the others.

Sealed fields have several keys, each with an id, so that they can be sealed anew while the service runs. Key `1` follows
from the secret alone. Every further one also needs 32 random bytes in `DATA_DIR/sealing-keys.json`, which `cli keys rotate`
adds: neither the secret nor that file opens anything by itself.
"""

import hmac
import json
import os
import secrets
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.settings import settings

FIRST_KEY = "1"
_NO_FILE = -1


@lru_cache(maxsize=32)
def derived_key(purpose: str) -> bytes:
    """The 32-byte key of a purpose (HKDF's expand step with HMAC-SHA-256, RFC 5869 §2.3)."""
    return hmac.digest(settings().secret, purpose.encode() + b"\x01", "sha256")


def sealing_keys() -> dict[str, bytes]:
    """The 32-byte keys of sealed fields by their ids, the newest last; a key added by another process is seen at once."""
    path = _ring()
    try:
        changed = path.stat().st_mtime_ns
    except FileNotFoundError:
        changed = _NO_FILE
    return _keys_of(path, changed, settings().secret)


@lru_cache(maxsize=8)
def _keys_of(path: Path, changed: int, secret: bytes) -> dict[str, bytes]:
    """The keys as the file has them since it was `changed` last (HKDF-SHA-256, RFC 5869)."""
    salts = _salts(path) if changed != _NO_FILE else {}
    parts = {FIRST_KEY: None} | {kid: bytes.fromhex(salt) for kid, salt in salts.items()}
    return {kid: HKDF(SHA256(), 32, salt=salt, info=b"sealed-field").derive(secret) for kid, salt in parts.items()}


def add_sealing_key() -> str:
    """Add a key under which everything is sealed from now on, and give its id; the older ones still open.

    The file is replaced in one step and stands on the disk before the key is used, since what is sealed under a key that
    was lost is lost.
    """
    path = _ring()
    salts = _salts(path) if path.exists() else {}
    kid = str(max(map(int, salts), default=int(FIRST_KEY)) + 1)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        json.dump(salts | {kid: secrets.token_hex(32)}, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
    return kid


def _ring() -> Path:
    return settings().data_dir / "sealing-keys.json"


def _salts(path: Path) -> dict[str, str]:
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found
