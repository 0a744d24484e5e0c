"""What the catalogue's codes are called, what each way of proxy means, and when an item has its season. Plain values only."""

import re
from datetime import date

from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode, ServiceItem
from app.core.words import Words

# Editors name papers as they like, and a paper in the app gets a code by itself: what it is, its name says. A copy is none,
# and what merely proves who somebody is (身份证明) or stands on a card (身份证号) is none either.
_IDENTITY_CARD = re.compile("身份证(?!明|号)")
_OF_A_BANK = re.compile("银行卡|信用卡|存折|社会保障卡|社保卡")
_NO_ORIGINAL = re.compile("复印|照片|扫描|截图")

PROXY_MODES = {
    ProxyMode.FULL: Words("村里全程帮您办", "The village does it for you"),
    ProxyMode.LODGE: Words(
        "村里帮您交材料，有一步要您本人到场", "The village hands it in; one step needs you in person"
    ),
    ProxyMode.HOME: Words("可以上门给您办", "Somebody comes to your home"),
    ProxyMode.ACCOMPANY: Words("要您本人去，村里有人陪", "You go yourself, somebody goes with you"),
    ProxyMode.GUIDE: Words("用自己的手机办，村里一步步教您", "You do it on your own phone, somebody shows you how"),
}

VILLAGE_DOES = {
    ProxyMode.FULL: Words(
        "村里帮您看材料、送到窗口、催进度，办好了送回来。",
        "The village looks through your papers, hands them in, asks how far it is, and brings the result.",
    ),
    ProxyMode.LODGE: Words(
        "村里帮您看材料、送到窗口、催进度，办好了送回来。",
        "The village looks through your papers, hands them in, asks how far it is, and brings the result.",
    ),
    ProxyMode.HOME: Words("村里约好时间，请人到您家里来办。", "The village makes an appointment at your home."),
    ProxyMode.ACCOMPANY: Words(
        "村里先帮您看材料，约好时间陪您一起去。",
        "The village looks through your papers first, then goes with you at an agreed time.",
    ),
    ProxyMode.GUIDE: Words(
        "村里的人坐在您旁边，一步一步教您。", "Somebody of the village sits beside you and shows you each step."
    ),
}

YOU_DO = {
    ProxyMode.FULL: Words(
        "您把材料备齐，在代办委托书上签字或按手印。",
        "You gather the papers, and sign the mandate or give your fingerprint.",
    ),
    ProxyMode.LODGE: Words(
        "您把材料备齐，在代办委托书上签字或按手印；有一步要您本人到场，村里会提前告诉您。",
        "You gather the papers and sign the mandate; one step needs you in person, and you will be told in time.",
    ),
    ProxyMode.HOME: Words("您本人要在家。", "You yourself have to be at home."),
    ProxyMode.ACCOMPANY: Words("一定要您本人去，别人替不了。", "You have to go yourself, nobody can stand in for you."),
    ProxyMode.GUIDE: Words(
        "您自己在自己的手机上点，密码和钱都在您自己手里，别人不碰。",
        "You tap on your own phone; passwords and money stay in your own hands.",
    ),
}

MATERIAL_KINDS = {
    MaterialKind.ORIGINAL_SEEN: Words("看原件，当场还您", "The original is looked at and given back at once"),
    MaterialKind.ORIGINAL_HELD: Words("要交原件，办完还您", "The original is handed in and comes back"),
    MaterialKind.COPY: Words("交复印件", "A copy"),
    MaterialKind.DECLARATION: Words("要填写、签字", "To be filled in or signed"),
    MaterialKind.PHOTO: Words("照片", "A photo"),
    MaterialKind.IN_PERSON: Words("要您本人", "You in person"),
}

GROUPS = {
    ItemGroup.CIVIL_AFFAIRS: Words("民政和救助", "Allowances and relief"),
    ItemGroup.DISABILITY: Words("残疾人", "Disability"),
    ItemGroup.HOUSEHOLD_REGISTER: Words("户口和身份证", "Household register and identity card"),
    ItemGroup.SOCIAL_SECURITY: Words("养老和就业", "Pension and work"),
    ItemGroup.MEDICAL_INSURANCE: Words("医保", "Medical insurance"),
    ItemGroup.FAMILY: Words("生育", "Family"),
    ItemGroup.LAND_HOUSING: Words("宅基地和住房", "Land and housing"),
    ItemGroup.FARMING: Words("农业和林业", "Farming and forestry"),
    ItemGroup.VETERANS: Words("退役军人", "Veterans"),
    ItemGroup.EDUCATION: Words("上学", "School"),
    ItemGroup.LAW: Words("打官司和法律", "Law"),
    ItemGroup.UTILITIES: Words("水电气", "Water, power and gas"),
    ItemGroup.CERTIFICATES: Words("村里开证明", "Certificates from the village"),
}


def in_both(zh: str, en: str) -> Words:
    """A text in both languages; where nobody has written English, Chinese speaks for it."""
    return Words(zh, en or zh)


def limit_of(item: ServiceItem) -> tuple[int, str]:
    """Days and unit by which the authority has to be done: what it promises, else what the law gives it."""
    if item.promised_days is not None and item.promised_unit is not None:
        return item.promised_days, item.promised_unit
    return item.limit_days, item.limit_unit


def is_in_force(valid_from: date, valid_to: date | None, on: date) -> bool:
    """Whether a version counts on a day; both its days are in."""
    return valid_from <= on and (valid_to is None or on <= valid_to)


def is_in_season(season_from: str | None, season_to: str | None, on: date) -> bool:
    """Whether a day lies in a season of "MM-DD" to "MM-DD", both in, over the new year too; no season is all year."""
    if season_from is None or season_to is None:
        return True
    day = f"{on:%m-%d}"
    if season_from <= season_to:
        return season_from <= day <= season_to
    return day >= season_from or day <= season_to


def names_identity_card(name_zh: str) -> bool:
    """Whether a paper of this name is an identity card, or is handed over together with one."""
    return bool(_IDENTITY_CARD.search(name_zh)) and not _NO_ORIGINAL.search(name_zh)


def names_bank_card(name_zh: str) -> bool:
    """Whether a paper of this name is a card or booklet that leads to somebody's money."""
    return bool(_OF_A_BANK.search(name_zh)) and not _NO_ORIGINAL.search(name_zh)
