"""How the chain is made, and what an anchor of it looks like."""

import hmac
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

_ANCHOR = re.compile(r"([0-9]{1,15}):([0-9a-f]{64})")


class Anchor(NamedTuple):
    """The end of the chain at some time: print it, and keep the paper where the database's administrator has no hand."""

    seq: int
    mac: str

    def __str__(self) -> str:
        """The anchor as one word, `42:9f86…`."""
        return f"{self.seq}:{self.mac}"


BEGINNING = Anchor(0, "")


def read_anchor(text: str) -> Anchor | None:
    """An anchor as it was printed, or nothing if it is none."""
    shape = _ANCHOR.fullmatch(text.strip())
    return Anchor(int(shape[1]), shape[2]) if shape else None


def mac_of(key: bytes, row: Mapping[str, object], before: str) -> str:
    """What proves a row in its place: HMAC-SHA-256 over all its columns and the proof of the row before."""
    told = {name: value for name, value in row.items() if name != "mac"}
    return hmac.digest(key, json.dumps([before, told], sort_keys=True, default=_plain).encode(), "sha256").hex()


def _plain(value: object) -> str:
    return value.astimezone(UTC).isoformat(timespec="microseconds") if isinstance(value, datetime) else str(value)
