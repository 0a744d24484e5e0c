"""What the API says of an item, in the language of the one who asks."""

from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode, ServiceItem
from app.catalogue.rules import GROUPS, PROXY_MODES
from app.core.shapes import Answer
from app.core.words import Language, Words


class MaterialOut(Answer):
    """One paper to bring."""

    code: str
    name: str
    kind: MaterialKind


class ItemOut(Answer):
    """One item; `limit_unit` is "wd" for working days or "cd" for calendar days, `fee_fen` null where it depends."""

    code: str
    version: int
    name: str
    identifier: str
    decided_by: str
    materials: list[MaterialOut]
    limit_days: int
    limit_unit: str
    limit_note: str
    fee_fen: int | None
    proxy_mode: ProxyMode
    proxy_label: str
    verify_locally: bool
    group: str


def item_out(item: ServiceItem, language: Language) -> ItemOut:
    """The shape of an item in one language."""

    def say(zh: str, en: str) -> str:
        return Words(zh, en).speak(language)

    return ItemOut(
        code=item.code,
        version=item.version,
        name=say(item.name_zh, item.name_en),
        identifier=item.identifier,
        decided_by=say(item.decided_by_zh, item.decided_by_en),
        materials=[
            MaterialOut(code=paper["code"], name=say(paper["name_zh"], paper["name_en"]), kind=paper["kind"])
            for paper in item.materials
        ],
        limit_days=item.limit_days,
        limit_unit=item.limit_unit,
        limit_note=say(item.limit_note_zh, item.limit_note_en),
        fee_fen=item.fee_fen,
        proxy_mode=ProxyMode(item.proxy_mode),
        proxy_label=PROXY_MODES[ProxyMode(item.proxy_mode)].speak(language),
        verify_locally=item.verify_locally,
        group=GROUPS[ItemGroup(item.group)].speak(language),
    )
