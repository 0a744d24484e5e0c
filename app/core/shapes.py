"""What API shapes have in common: asks refuse what they do not know, answers write instants in UTC with Z."""

from datetime import UTC, date
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainSerializer

Instant = Annotated[
    AwareDatetime, PlainSerializer(lambda at: at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"), return_type=str)
]


def _fit_for_storage(text: str) -> str:
    """Refuse what no database column holds: NUL characters and halves of surrogate pairs."""
    if "\x00" in text or any("\ud800" <= c <= "\udfff" for c in text):
        raise ValueError("里面有不能保存的字符 | This has a character that cannot be stored.")
    return text


Text = Annotated[str, AfterValidator(_fit_for_storage)]


_DEEPEST = 8


def _all_fit(value: Any, depth: int = 0) -> Any:  # noqa: ANN401 - any JSON value.
    """Refuse JSON with a text that no database column holds, or deeper than any form of ours."""
    if depth > _DEEPEST:
        raise ValueError("这里的内容嵌套太深了。 | This is nested too deeply.")
    if isinstance(value, str):
        _fit_for_storage(value)
    elif isinstance(value, dict):
        for name, each in value.items():
            _fit_for_storage(name)
            _all_fit(each, depth + 1)
    elif isinstance(value, list):
        for each in value:
            _all_fit(each, depth + 1)
    return value


Json = Annotated[dict[str, Any], AfterValidator(_all_fit)]


_Time = TypeVar("_Time", bound=date)


def _in_a_lifetime(at: _Time) -> _Time:
    """Refuse days and instants that no clock of ours can have shown, since far ones overflow in time zone arithmetic."""
    if not 2000 <= at.year <= 2200:  # noqa: PLR2004 - a plain range of years.
        raise ValueError("时间要在2000年到2200年之间。 | This lies outside the years 2000 to 2200.")
    return at


AskedInstant = Annotated[AwareDatetime, AfterValidator(_in_a_lifetime)]
AskedDay = Annotated[date, AfterValidator(_in_a_lifetime)]


class Ask(BaseModel):
    """A request body: unknown fields are refused, blanks around texts fall away."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, str_max_length=5_000)


class Answer(BaseModel):
    """An answer's shape; never a table class, so that a new column never leaks."""

    model_config = ConfigDict(from_attributes=True)
