"""What an editor says of an item and hears of its versions, in both languages."""

import re
from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from app.catalogue.editing.rules import Standing
from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode
from app.catalogue.rules import names_bank_card, names_identity_card
from app.core.shapes import Answer, Ask, AskedDay, Instant, Text

_MOST_LINES = 20
_LEAP_YEAR = 2024
_CATCH_ALL = re.compile("其[他它].{0,4}材料|相关(证明)?材料")


def _is_a_day(text: str) -> str:
    try:
        month, day = (int(part) for part in text.split("-"))
        date(_LEAP_YEAR, month, day)
    except ValueError:
        raise ValueError("要写成“月-日”，比如 09-01。 | Write month and day, such as 09-01.") from None
    return text


def _few_lines(text: str) -> str:
    """Each line without blanks around it; empty ones fall away."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > _MOST_LINES:
        raise ValueError(f"最多 {_MOST_LINES} 行。 | {_MOST_LINES} lines at most.")
    return "\n".join(lines)


def _one_line(text: str) -> str:
    if len(text.splitlines()) > 1:
        raise ValueError("这里只能写一行。 | This is one line.")
    return text


Code = Annotated[Text, StringConstraints(pattern=r"^[A-Z]{2}-[0-9]{2,3}$")]
_Name = Annotated[Text, StringConstraints(min_length=2, max_length=60), AfterValidator(_one_line)]
_NameEn = Annotated[Text, StringConstraints(max_length=120), AfterValidator(_one_line)]
_Short = Annotated[Text, StringConstraints(max_length=200), AfterValidator(_one_line)]
_Note = Annotated[Text, StringConstraints(max_length=500), AfterValidator(_one_line)]
_Lines = Annotated[Text, StringConstraints(max_length=2_000), AfterValidator(_few_lines)]
_Phone = Annotated[Text, StringConstraints(pattern=r"^(\+?[0-9][0-9 -]{2,19})?$")]
_Day = Annotated[Text, StringConstraints(pattern=r"^[0-9]{2}-[0-9]{2}$"), AfterValidator(_is_a_day)]
_Unit = Literal["wd", "cd"]


class Material(Ask):
    """One paper; `code` is its name for machines, unique within the item. One that `may_follow` is minor (容缺受理)."""

    code: Annotated[Text, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    name_zh: Annotated[Text, StringConstraints(min_length=1, max_length=100), AfterValidator(_one_line)]
    name_en: Annotated[Text, StringConstraints(max_length=200), AfterValidator(_one_line)] = ""
    kind: MaterialKind
    copies: Annotated[int, Field(ge=1, le=20)] = 1
    may_follow: bool = False
    note_zh: _Short = ""
    note_en: _Short = ""

    @field_validator("name_zh")
    @classmethod
    def says_which(cls, name: str) -> str:
        """Refuse a paper that nobody can bring because nobody knows which it is."""
        if _CATCH_ALL.search(name):
            raise ValueError(
                "不能写“其他材料”，要什么就写什么。 | Name each paper: 'other material' tells nobody what to bring."
            )
        return name

    @model_validator(mode="after")
    def stays_with_its_owner(self) -> Self:
        """Refuse to keep what a villager must not be without."""
        if self.kind is MaterialKind.ORIGINAL_HELD and (
            self.code == "id_card" or self.name_zh == "身份证" or names_bank_card(self.name_zh)
        ):
            raise ValueError(
                "身份证、银行卡、社保卡、存折只能看，不能留下。 | "
                "Identity, bank and social security cards are shown, never kept."
            )
        return self

    @model_validator(mode="after")
    def is_minor_if_it_follows(self) -> Self:
        """Refuse to begin without knowing who somebody is."""
        is_person = self.kind is MaterialKind.IN_PERSON
        if self.may_follow and (is_person or self.code == "id_card" or names_identity_card(self.name_zh)):
            raise ValueError(
                "身份证和本人到场不能后补。 | An identity card and the person himself cannot follow later."
            )
        return self


class ItemDraft(Ask):
    """All that an editor says of an item. English may be left out; conditions, steps and red flags are one a line."""

    name_zh: _Name
    name_en: _NameEn = ""
    national_code: Annotated[Text, StringConstraints(pattern=r"^[0-9A-Za-z-]{4,40}$")] | None = None
    group: ItemGroup
    target_zh: _Short = ""
    target_en: _Short = ""
    decided_by_zh: Annotated[Text, StringConstraints(min_length=2, max_length=100), AfterValidator(_one_line)]
    decided_by_en: _Short = ""
    conditions_zh: _Lines = ""
    conditions_en: _Lines = ""
    materials: Annotated[list[Material], Field(max_length=30)]
    steps_zh: _Lines = ""
    steps_en: _Lines = ""
    limit_days: Annotated[int, Field(ge=0, le=730)]
    limit_unit: _Unit = "wd"
    promised_days: Annotated[int, Field(ge=0, le=730)] | None = None
    promised_unit: _Unit | None = None
    limit_note_zh: _Note = ""
    limit_note_en: _Note = ""
    fee_fen: Annotated[int, Field(ge=0, le=1_000_000_00)] | None = None
    proxy_mode: ProxyMode
    true_will: bool = False
    result_zh: _Short = ""
    result_en: _Short = ""
    window_zh: _Short = ""
    window_en: _Short = ""
    window_address: _Short = ""
    window_phone: _Phone = ""
    season_from: _Day | None = None
    season_to: _Day | None = None
    legal_basis_zh: _Note = ""
    legal_basis_en: _Note = ""
    red_flags_zh: _Lines = ""
    red_flags_en: _Lines = ""
    verify_locally: bool = True
    source: _Note = ""

    @model_validator(mode="after")
    def fits_together(self) -> Self:
        """Refuse halves: of a promise, of a season; papers with one code; a promise that is later than the law."""
        if (self.promised_days is None) != (self.promised_unit is None):
            raise ValueError("承诺时限的天数和单位要一起填。 | A promise needs its days and its unit.")
        if (self.season_from is None) != (self.season_to is None):
            raise ValueError("办理季节的开始和结束要一起填。 | A season needs its first and its last day.")
        if self.promised_unit == self.limit_unit and (self.promised_days or 0) > self.limit_days:
            raise ValueError("承诺时限不能比法定时限长。 | The promise cannot be later than the legal limit.")
        codes = [material.code for material in self.materials]
        if len(set(codes)) < len(codes):
            raise ValueError("两样材料用了同一个编码，请改一个。 | Two papers bear one code: change one.")
        return self


_Reason = Annotated[Text, StringConstraints(max_length=200), AfterValidator(_one_line)]


class NewItemIn(Ask):
    """An item that the catalogue does not have yet; `id` makes it count once."""

    id: UUID
    code: Code
    valid_from: AskedDay
    reason: _Reason = ""
    item: ItemDraft


class ItemChangeIn(Ask):
    """A new version; `base_version` is the newest one that the editor has seen."""

    id: UUID
    base_version: Annotated[int, Field(ge=1, le=1_000_000)]
    valid_from: AskedDay
    reason: _Reason = ""
    item: ItemDraft


class ItemEndIn(Ask):
    """The last day of an item; `base_version` is the newest one that the editor has seen."""

    base_version: Annotated[int, Field(ge=1, le=1_000_000)]
    last_on: AskedDay


class MaterialContent(Answer):
    """One paper as it was written."""

    code: str
    name_zh: str
    name_en: str
    kind: MaterialKind
    copies: int
    may_follow: bool
    note_zh: str
    note_en: str


class ItemContent(Answer):
    """What a version says, in both languages, as it was written: the same fields as a draft."""

    name_zh: str
    name_en: str
    national_code: str | None
    group: ItemGroup
    target_zh: str
    target_en: str
    decided_by_zh: str
    decided_by_en: str
    conditions_zh: str
    conditions_en: str
    materials: list[MaterialContent]
    steps_zh: str
    steps_en: str
    limit_days: int
    limit_unit: _Unit
    promised_days: int | None
    promised_unit: _Unit | None
    limit_note_zh: str
    limit_note_en: str
    fee_fen: int | None
    proxy_mode: ProxyMode
    true_will: bool
    result_zh: str
    result_en: str
    window_zh: str
    window_en: str
    window_address: str
    window_phone: str
    season_from: str | None
    season_to: str | None
    legal_basis_zh: str
    legal_basis_en: str
    red_flags_zh: str
    red_flags_en: str
    verify_locally: bool
    source: str


class ItemVersionOut(Answer):
    """One version as an editor sees it: what it says, from when to when, and by whom; both days are in."""

    code: str
    version: int
    identifier: str
    standing: Standing
    valid_from: date
    valid_to: date | None
    edited_at: Instant | None
    edited_by: str | None
    edit_reason: str
    ended_at: Instant | None
    ended_by: str | None
    item: ItemContent


class ItemRow(Answer):
    """One item in the editors' list, by its newest version."""

    code: str
    name: str
    group: str
    version: int
    standing: Standing
    valid_from: date
    valid_to: date | None
    limit_days: int
    limit_unit: str
    proxy_label: str
    verify_locally: bool
