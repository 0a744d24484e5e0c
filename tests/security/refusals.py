"""What every refusal has to look like."""

import re

from httpx2 import Response

_MEMBERS = {"type", "title", "status", "code", "detail", "detail_zh", "detail_en"}
_CHINESE, _ENGLISH = re.compile("[\u4e00-\u9fff]{2}"), re.compile("[a-z]+ [a-z]+")


def assert_problem(answer: Response, status: int, code: str | None = None) -> None:
    """See that an answer is a problem document (RFC 9457) with a code and a sentence in both languages."""
    assert answer.status_code == status, f"{answer.status_code} instead of {status}: {answer.text[:300]}"
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
    told = answer.json()
    assert told.keys() >= _MEMBERS
    assert told["status"] == status
    assert re.fullmatch("[a-z][a-z_]+", told["code"]), told
    assert told["type"] == f"urn:buchucun:problem:{told['code']}"
    assert _CHINESE.search(told["detail_zh"]), told
    assert _ENGLISH.search(told["detail_en"]), told
    assert told["detail"] in {told["detail_zh"], told["detail_en"]}
    assert code is None or told["code"] == code, told
