"""What the catalogue's codes are called."""

from app.catalogue.models import ItemGroup, ProxyMode
from app.core.words import Words

PROXY_MODES = {
    ProxyMode.FULL: Words("村里全程帮您办", "The village does it for you"),
    ProxyMode.LODGE: Words(
        "村里帮您交材料，有一步要您本人到场", "The village hands it in; one step needs you in person"
    ),
    ProxyMode.HOME: Words("可以上门给您办", "Somebody comes to your home"),
    ProxyMode.ACCOMPANY: Words("要您本人去，村里有人陪", "You go yourself, somebody goes with you"),
    ProxyMode.GUIDE: Words("用自己的手机办，村里一步步教您", "You do it on your own phone, somebody shows you how"),
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
