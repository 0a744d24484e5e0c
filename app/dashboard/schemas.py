"""What the pictures have in common."""

from typing import NamedTuple


class Tagged(NamedTuple):
    """A finished JSON body and its ETag; without a body the client has it already, and nothing was counted for it."""

    tag: str
    body: bytes | None
