"""Answers that a client may have already (tags and 304), and the names of files to keep."""

from hashlib import sha256
from typing import Annotated, NamedTuple
from urllib.parse import quote

from fastapi import Header, Response

from app.core.problems import problems
from app.core.words import Language


class Page(NamedTuple):
    """A finished JSON body, with the tag by which a client that has it already says so (RFC 9110 §8.8.3)."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, body: bytes) -> "Page":
        """A body with its tag."""
        return cls(body, f'"{sha256(body).hexdigest()[:20]}"')

    def answer(self, if_none_match: str | None, language: Language | None = None) -> Response:
        """The body, or 304 if the client names its tag; `language` only where there is one answer for each."""
        headers = {"ETag": self.etag, "Cache-Control": "no-cache"}
        if language:
            headers |= {"Content-Language": "en" if language == "en" else "zh-CN", "Vary": "Accept-Language"}
        known = {tag.strip().removeprefix("W/") for tag in (if_none_match or "").split(",")}
        if known & {self.etag, "*"}:
            return Response(status_code=304, headers=headers)
        return Response(self.body, headers=headers, media_type="application/json")


IfNoneMatch = Annotated[str | None, Header(description="The ETag of an answer that the client still has.")]
NOT_MODIFIED = {304: {"description": "Not Modified: what the client has is what there is."}} | problems(503)


def disposition(words: str, ascii_name: str, ending: str) -> str:
    """The header that names a file: in plain letters for old readers, in UTF-8 for the others (RFC 6266, RFC 8187)."""
    plain = f"{ascii_name}.{ending}".replace('"', "")
    return f"inline; filename=\"{plain}\"; filename*=UTF-8''{quote(f'{words}.{ending}', safe='')}"
