"""Answers that a client may have already (tags and 304) and that travel packed, and the names of files to keep."""

from gzip import compress
from hashlib import sha256
from typing import Annotated, NamedTuple
from urllib.parse import quote

from fastapi import Header, Response

from app.core.problems import problems
from app.core.words import Language


class Page(NamedTuple):
    """A finished JSON body, with the tag by which a client that has it already says so (RFC 9110 §8.8.3).

    A long one that is kept is packed once, and goes so, under a tag of its own, to whoever takes gzip.
    """

    body: bytes
    etag: str
    packed: bytes | None = None

    @classmethod
    def of(cls, body: bytes, *, pack: bool = False) -> "Page":
        """A body with its tag."""
        return cls(body, f'"{sha256(body).hexdigest()[:20]}"', compress(body) if pack else None)

    def answer(
        self, if_none_match: str | None, language: Language | None = None, accept_encoding: str | None = None
    ) -> Response:
        """The body, or 304 if the client names its tag; `language` only where there is one answer for each."""
        packed = self.packed if _takes_gzip(accept_encoding) else None
        tag_packed = f'{self.etag[:-1]}-gzip"'
        headers = {"ETag": tag_packed if packed else self.etag, "Cache-Control": "no-cache"}
        if language:
            headers |= {"Content-Language": "en" if language == "en" else "zh-CN", "Vary": "Accept-Language"}
        if self.packed:
            headers["Vary"] = ", ".join(filter(None, (headers.get("Vary"), "Accept-Encoding")))
        known = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
        if known & {self.etag, tag_packed, "*"}:
            return Response(status_code=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(packed or self.body, headers=headers, media_type="application/json")


def _takes_gzip(accept_encoding: str | None) -> bool:
    """Whether a client names gzip and does not refuse it with a weight of nothing (RFC 9110 §12.5.3)."""
    for each in (accept_encoding or "").split(","):
        coding, _, weight = (part.strip() for part in each.lower().partition(";"))
        if coding == "gzip":
            return not weight.startswith("q=0") or bool(weight.removeprefix("q=0").strip(".0"))
    return False


AcceptEncoding = Annotated[str | None, Header(include_in_schema=False)]
IfNoneMatch = Annotated[str | None, Header(description="The ETag of an answer that the client still has.")]
NOT_MODIFIED = {304: {"description": "Not Modified: what the client has is what there is."}} | problems(503)


def disposition(words: str, ascii_name: str, ending: str) -> str:
    """The header that names a file: in plain letters for old readers, in UTF-8 for the others (RFC 6266, RFC 8187)."""
    plain = f"{ascii_name}.{ending}".replace('"', "")
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{words}.{ending}', safe='')}"
