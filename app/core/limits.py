"""How often one address may try something: soft limits in this process, for what is counted exactly elsewhere."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from fastapi import Request

from app.core.clock import now
from app.core.problems import Refusal
from app.core.settings import settings

_HOUR = timedelta(hours=1)
_MOST_ADDRESSES = 20_000
_HOUSEHOLD = 64  # Bits of an IPv6 address that belong to whoever rents it; the rest is anybody's choice.
_making = threading.Lock()


class Tries:
    """The tries of each address within the last hour. A whole village may stand behind one address, so it may try often."""

    def __init__(self, most: int) -> None:
        """Allow `most` tries an hour."""
        self._most = most
        self._at: dict[str, deque[datetime]] = {}
        self._lock = threading.Lock()

    def take(self, address: str) -> timedelta | None:
        """Count a try; if there were too many, count nothing and tell how long to wait."""
        at = now()
        with self._lock:
            if len(self._at) >= _MOST_ADDRESSES:
                self._at = {each: tries for each, tries in self._at.items() if tries and tries[-1] > at - _HOUR}
            tries = self._at.setdefault(address, deque())
            while tries and tries[0] <= at - _HOUR:
                tries.popleft()
            if len(tries) >= self._most:
                return tries[0] + _HOUR - at
            tries.append(at)
            return None

    def give_back(self, address: str) -> None:
        """Uncount the last try: it was none that counts."""
        with self._lock:
            if tries := self._at.get(address):
                tries.pop()


def address_of(request: Request) -> str:
    """Where a request comes from; of an IPv6 address only the network, since whoever has one has billions of them."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or ip_network((address, _HOUSEHOLD), strict=False))
    return host


def count_try(request: Request, what: str) -> None:
    """Count a try of this address.

    Raises:
        Refusal: 429 `too_many_from_here`, with `retry_after` in seconds.

    """
    wait = _tries(request, what).take(address_of(request))
    if wait is not None:
        raise Refusal(
            429,
            "too_many_from_here",
            "从这个网络来试的次数太多了，请过一会儿再试，或者打电话请值班干部帮忙。",
            "There were too many tries from this network: try again later, or ring the member on duty for help.",
            retry_after=int(wait.total_seconds()) + 1,
        )


@contextmanager
def only_failures_count(request: Request, what: str, *, unless: frozenset[str] = frozenset()) -> Iterator[None]:
    """Count what is done in this block as a try of this address if it ends in a refusal whose code is not in `unless`.

    Counted first and given back afterwards, so that tries made at once count each other.

    Raises:
        Refusal: 429 `too_many_from_here`, with `retry_after` in seconds.

    """
    count_try(request, what)
    try:
        yield
    except Refusal as refusal:
        if refusal.code in unless:
            _tries(request, what).give_back(address_of(request))
        raise
    _tries(request, what).give_back(address_of(request))


def _tries(request: Request, what: str) -> Tries:
    """The counts of this app, which begin when they are first needed."""
    with _making:
        kept: dict[str, Tries] = getattr(request.app.state, "tries", {})
        request.app.state.tries = kept
        return kept.setdefault(what, Tries(settings().tries_per_address))
