"""What the API says of an item, in the language of the one who asks."""

from datetime import date

from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode, ServiceItem
from app.catalogue.rules import GROUPS, MATERIAL_KINDS, PROXY_MODES, VILLAGE_DOES, YOU_DO, in_both
from app.core.shapes import Answer
from app.core.words import Language


class MaterialOut(Answer):
    """One paper to bring, and in how many copies; one that `may_follow` can be promised in writing and come later."""

    code: str
    name: str
    kind: MaterialKind
    kind_label: str
    copies: int
    may_follow: bool
    note: str


class ItemOut(Answer):
    """One version of an item.

    `limit_unit` and `promised_unit` are "wd" for working days or "cd" for calendar days, `fee_fen` is null where it
    depends, a season is from "MM-DD" to "MM-DD", both days in. What nobody has said is an empty text or list.
    """

    code: str
    version: int
    valid_from: date
    valid_to: date | None
    name: str
    identifier: str
    national_code: str | None
    group: str
    target: str
    decided_by: str
    conditions: list[str]
    materials: list[MaterialOut]
    steps: list[str]
    limit_days: int
    limit_unit: str
    promised_days: int | None
    promised_unit: str | None
    limit_note: str
    fee_fen: int | None
    proxy_mode: ProxyMode
    proxy_label: str
    village_does: str
    you_do: str
    true_will: bool
    result: str
    window: str
    window_address: str
    window_phone: str
    season_from: str | None
    season_to: str | None
    legal_basis: str
    red_flags: list[str]
    verify_locally: bool


def item_out(item: ServiceItem, language: Language) -> ItemOut:
    """The shape of an item in one language."""

    def say(zh: str, en: str) -> str:
        return in_both(zh, en).speak(language)

    mode = ProxyMode(item.proxy_mode)
    return ItemOut(
        code=item.code,
        version=item.version,
        valid_from=item.valid_from,
        valid_to=item.valid_to,
        name=say(item.name_zh, item.name_en),
        identifier=item.identifier,
        national_code=item.national_code,
        group=GROUPS[ItemGroup(item.group)].speak(language),
        target=say(item.target_zh, item.target_en),
        decided_by=say(item.decided_by_zh, item.decided_by_en),
        conditions=say(item.conditions_zh, item.conditions_en).splitlines(),
        materials=[
            MaterialOut(
                code=paper["code"],
                name=say(paper["name_zh"], paper["name_en"]),
                kind=paper["kind"],
                kind_label=MATERIAL_KINDS[MaterialKind(paper["kind"])].speak(language),
                copies=paper.get("copies", 1),
                may_follow=paper.get("may_follow", False),
                note=say(paper.get("note_zh", ""), paper.get("note_en", "")),
            )
            for paper in item.materials
        ],
        steps=say(item.steps_zh, item.steps_en).splitlines(),
        limit_days=item.limit_days,
        limit_unit=item.limit_unit,
        promised_days=item.promised_days,
        promised_unit=item.promised_unit,
        limit_note=say(item.limit_note_zh, item.limit_note_en),
        fee_fen=item.fee_fen,
        proxy_mode=mode,
        proxy_label=PROXY_MODES[mode].speak(language),
        village_does=VILLAGE_DOES[mode].speak(language),
        you_do=YOU_DO[mode].speak(language),
        true_will=item.true_will,
        result=say(item.result_zh, item.result_en),
        window=say(item.window_zh, item.window_en),
        window_address=item.window_address,
        window_phone=item.window_phone,
        season_from=item.season_from,
        season_to=item.season_to,
        legal_basis=say(item.legal_basis_zh, item.legal_basis_en),
        red_flags=say(item.red_flags_zh, item.red_flags_en).splitlines(),
        verify_locally=item.verify_locally,
    )
