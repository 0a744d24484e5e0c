"""What a move needs to be told: the usual needs in short, and the check of what it was told."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from app.core.problems import Refusal
from app.core.shapes import AskedInstant, Text
from app.core.words import Words
from app.tickets.kinds.workflow import Choice, Need, NeedKind

PHONE = r"^(1[3-9]\d{9}|0\d{9,11})$"
_LONGEST_LIST = 30

Short = Annotated[Text, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Phone = Annotated[str, StringConstraints(pattern=PHONE)]


def yes(name: str, zh: str, en: str, *, required: bool = True) -> Need:
    """A thing that was really done, to be ticked."""
    return Need(name, NeedKind.YES, Words(zh, en), required=required)


OUT_OF_HOURS = yes("out_of_hours", "不在开门时间，已经另外说好", "Outside opening hours, as agreed", required=False)


def pick(
    name: str,
    zh: str,
    en: str,
    choices: Mapping[str, tuple[str, str]],
    *,
    required: bool = True,
    many: bool = False,
    for_staff: Container[str] = (),
) -> Need:
    """One answer of several, or `many`; `choices` maps each stored value to its two texts, some of them only the staff's."""
    return Need(
        name,
        NeedKind.CHOICES if many else NeedKind.CHOICE,
        Words(zh, en),
        required=required,
        choices=tuple(Choice(value, Words(*words), value in for_staff) for value, words in choices.items()),
    )


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MaterialRow(_Row):
    """One material that a move is about."""

    code: Short
    reason: Short | None = None


class OriginalRow(_Row):
    """How many originals of a material are away from their owner and with whom; with none of them nobody."""

    code: Short
    count: Annotated[int, Field(ge=0, le=99)] = 0
    holder: Literal["person", "cabinet", "window", "lost"] | None = None
    holder_id: UUID | None = None
    holder_name: Short | None = None
    since: AskedInstant | None = None
    overnight_ok: bool = True


class PartyRow(_Row):
    """One party of a dispute and what it said to mediation."""

    name: Short
    role: Short
    phone: Phone | None = None
    agreed: bool = False


class TermRow(_Row):
    """One term of an agreement (人民调解法 §29: who, what, how, by when)."""

    obligor: Short
    what: Annotated[Text, StringConstraints(min_length=1, max_length=300)]
    amount_fen: Annotated[int, Field(ge=0, le=10_000_000_00)] | None = None
    due_on: date
    manner: Short


def _list_of(row: type[BaseModel]) -> TypeAdapter[Any]:
    return TypeAdapter(Annotated[list[row], Field(min_length=1, max_length=_LONGEST_LIST)])  # type: ignore[valid-type,arg-type]


_SHAPES: dict[NeedKind, TypeAdapter[Any]] = {
    NeedKind.TEXT: TypeAdapter(Annotated[Text, StringConstraints(min_length=1, strip_whitespace=True)]),
    NeedKind.LONG_TEXT: TypeAdapter(Annotated[Text, StringConstraints(min_length=1, strip_whitespace=True)]),
    NeedKind.YES: TypeAdapter(bool),
    NeedKind.CHOICE: TypeAdapter(str),
    NeedKind.CHOICES: TypeAdapter(
        # What is ticked twice counts once: the details leave no room for more than there is to choose.
        Annotated[
            list[str], Field(min_length=1, max_length=_LONGEST_LIST), AfterValidator(lambda c: [*dict.fromkeys(c)])
        ]
    ),
    NeedKind.DATE: TypeAdapter(date),
    NeedKind.DATETIME: TypeAdapter(AskedInstant),
    NeedKind.NUMBER: TypeAdapter(Annotated[int, Field(ge=0, le=1_000_000)]),
    NeedKind.PHONE: TypeAdapter(Phone),
    NeedKind.PERSON: TypeAdapter(UUID),
    NeedKind.MATERIALS: _list_of(MaterialRow),
    NeedKind.ORIGINALS: _list_of(OriginalRow),
    NeedKind.PARTIES: _list_of(PartyRow),
    NeedKind.TERMS: _list_of(TermRow),
}


def checked_data(needs: Iterable[Need], data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a move as plain JSON values, each one of its need's kind.

    Raises:
        Refusal: 422 `something_missing`, `unknown_field` or `not_valid`, naming the field in `field`.

    """
    needs = tuple(needs)
    known = {need.name for need in needs}
    for name in data:
        if name not in known:
            raise Refusal(
                422,
                "unknown_field",
                f"这一步不需要“{name[:40]}”这一项。",
                f"This step takes no '{name[:40]}'.",
                field=name[:40],
            )
    return {need.name: value for need in needs if (value := _checked(need, data.get(need.name))) is not None}


def _checked(need: Need, value: object) -> Any:  # noqa: ANN401 - JSON values.
    if value is None or value in ("", []):
        if need.required:
            raise _refused(need, "something_missing", "还差一项：{label}。", "One thing is missing: {label}.")
        return None
    adapter = _SHAPES[need.kind]
    try:
        checked = adapter.validate_python(value, strict=need.kind is NeedKind.YES)
    except ValidationError:
        raise _refused(
            need, "not_valid", "“{label}”填得不对，请改一下。", "'{label}' is not right: please correct it."
        ) from None
    if need.kind is NeedKind.YES and need.required and checked is not True:
        raise _refused(need, "must_be_done", "要先做到这一条：{label}。", "This has to be done first: {label}.")
    if need.kind in {NeedKind.TEXT, NeedKind.LONG_TEXT} and len(checked) > need.longest:
        raise _refused(
            need,
            "too_long",
            "“{label}”太长了，最多 {longest} 个字。",
            "'{label}' is too long: {longest} characters at most.",
        )
    chosen = checked if need.kind is NeedKind.CHOICES else [checked] if need.kind is NeedKind.CHOICE else []
    if not set(chosen) <= {choice.value for choice in need.choices}:
        raise _refused(need, "not_a_choice", "“{label}”请从列出的里面选。", "'{label}': choose one of those listed.")
    return adapter.dump_python(checked, mode="json")


def _refused(need: Need, code: str, zh: str, en: str) -> Refusal:
    return Refusal(
        422,
        code,
        zh.format(label=need.words.zh, longest=need.longest),
        en.format(label=need.words.en, longest=need.longest),
        field=need.name,
    )
