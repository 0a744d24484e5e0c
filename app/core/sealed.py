"""Fields that are sealed at rest: AES-256-GCM, one field a seal, bound to its place, and blind indexes to find them by.

A seal reads `v1.<key id>.<base64url of nonce and ciphertext>`. What it belongs to (`person.phone` and the row's id) is
authenticated with it, so a seal that was altered, or moved to another row or column, does not open.
"""

import base64
import binascii
import hmac
import os
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, TypeDecorator
from sqlmodel import Field

from app.core.keys import derived_key, sealing_keys
from app.core.tables import JsonData

_NONCE_BYTES = 12
_INDEX_BYTES = 16
_SHAPE = re.compile(r"v1\.([0-9]{1,9})\.([A-Za-z0-9_-]{38,})")
_MARK = "sealed"


class BrokenSealError(Exception):
    """A sealed field does not open. It names the place, never the content, so it may be logged."""


@lru_cache(maxsize=32)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def seal(text: str, where: str, row_id: object = "") -> str:
    """A text as it is stored at a place such as `person.phone` of a row; each sealing gives another seal."""
    kid, key = next(reversed(sealing_keys().items()))
    nonce = os.urandom(_NONCE_BYTES)
    sealed = nonce + _cipher(key).encrypt(nonce, text.encode(), _bound_to(where, row_id))
    return f"v1.{kid}.{base64.urlsafe_b64encode(sealed).decode().rstrip('=')}"


def unseal(sealed: str, where: str, row_id: object = "") -> str:
    """The text within a seal.

    Raises:
        BrokenSealError: it was altered or moved, or its key is not here.

    """
    shape = _SHAPE.fullmatch(sealed)
    if shape is None:
        raise BrokenSealError(f"{where} of row {row_id} holds no seal")
    key = sealing_keys().get(shape[1])
    if key is None:
        raise BrokenSealError(f"{where} of row {row_id} is sealed with key {shape[1]}, which sealing-keys.json lacks")
    try:
        raw = base64.b64decode(shape[2] + "=" * (-len(shape[2]) % 4), altchars=b"-_", validate=True)
        opened = _cipher(key).decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound_to(where, row_id))
    except (InvalidTag, binascii.Error, ValueError) as error:
        raise BrokenSealError(
            f"{where} of row {row_id} does not open with key {shape[1]}: it was altered or moved, or SECRET_KEY is another"
        ) from error
    return opened.decode()


def _bound_to(where: str, row_id: object) -> bytes:
    return f"{where}:{row_id}".encode()


def key_of(sealed: str) -> str:
    """The id of the key that a seal was made with; empty if it is no seal."""
    shape = _SHAPE.fullmatch(sealed)
    return shape[1] if shape else ""


def blind_index(kind: str, text: str) -> str:
    """What stands in an index in place of a text that people are looked up by: 16 bytes of a keyed hash, in hex.

    The caller makes the text uniform first. The key is one of its own, since whoever has it can try all phone numbers.
    """
    return hmac.digest(derived_key("blind-index"), f"{kind}:{text}".encode(), "sha256")[:_INDEX_BYTES].hex()


# --- Numbers within JSON --------------------------------------------------------------------------------------------


class JsonWithSealedNumbers(TypeDecorator[Any]):
    """JSON in which every text that is a telephone number is sealed; the code sees it open.

    The seals are bound to their column, not to their row, because a column's type does not know the row.
    """

    impl = JsonData
    cache_ok = True

    def __init__(self, where: str) -> None:
        """Seal for a place such as `ticket.details`."""
        super().__init__()
        self.where = where

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - the base class says so.
        """Seal on the way in."""
        return _walk(value, self._seal)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002 - the base class says so.
        """Open on the way out."""
        return _walk(value, self._unseal)

    def _seal(self, leaf: Any) -> Any:  # noqa: ANN401 - any JSON value.
        number = isinstance(leaf, str) and _NUMBER.fullmatch(leaf)
        return {_MARK: seal(leaf, self.where)} if number else leaf

    def _unseal(self, leaf: Any) -> Any:  # noqa: ANN401 - any JSON value.
        return unseal(leaf[_MARK], self.where) if isinstance(leaf, dict) and leaf.keys() == {_MARK} else leaf


_NUMBER = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}")


def _walk(value: Any, turn: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - any JSON value.
    turned = turn(value)
    if turned is not value:
        return turned
    if isinstance(value, dict):
        return {name: _walk(each, turn) for name, each in value.items()}
    return [_walk(each, turn) for each in value] if isinstance(value, list) else value


def json_with_sealed_numbers(where: str, **options: Any) -> Any:  # noqa: ANN401 - Field itself takes and returns anything.
    """A field that holds JSON with its telephone numbers sealed."""
    return Field(sa_type=JsonWithSealedNumbers(where), **options)
