"""GET catalogue, as a stranger asks for it."""

from datetime import date

from app.catalogue import queries, service
from app.catalogue.routes import router
from app.core.db import Database
from app.core.kept import Kept
from app.places.service import load_divisions
from tests.support.web import client, serving


def test_anybody_may_read_the_catalogue_in_chinese_or_english(database: Database) -> None:
    with database.writing() as db:
        service.load_items(db)
    with serving(database, router) as address, client(address) as phone:
        zh = phone.get("/catalogue").raise_for_status()
        en = phone.get("/catalogue", headers={"Accept-Language": "en"}).raise_for_status()
    assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh-CN", "en")
    assert zh.headers["etag"] != en.headers["etag"]
    [chinese], [english] = ([item for item in items.json() if item["code"] == "MZ-04"] for items in (zh, en))
    assert len(zh.json()) == len(en.json()) == 40
    assert chinese == {
        "code": "MZ-04",
        "version": 1,
        "valid_from": "2026-01-01",
        "valid_to": None,
        "name": "高龄老人补贴",
        "identifier": "old_age_allowance",
        "national_code": None,
        "group": "民政和救助",
        "target": "70岁及以上的老人",
        "decided_by": "镇上审核，县民政局定",
        "conditions": ["满70岁（陕西从70岁起发）"],
        "materials": [
            _seen("id_card", "身份证"),
            _seen("hukou_book", "户口本"),
            _seen("social_security_card", "社会保障卡（钱打到这张卡上；不收卡、不记卡号）"),
        ],
        "steps": [],
        "limit_days": 20,
        "limit_unit": "wd",
        "promised_days": None,
        "promised_unit": None,
        "limit_note": "陕西从70岁起发。具体天数以县里公布的为准。",
        "fee_fen": 0,
        "proxy_mode": "FULL",
        "proxy_label": "村里全程帮您办",
        "village_does": "村里帮您看材料、送到窗口、催进度，办好了送回来。",
        "you_do": "您把材料备齐，在代办委托书上签字或按手印。",
        "true_will": False,
        "result": "",
        "window": "",
        "window_address": "",
        "window_phone": "",
        "season_from": None,
        "season_to": None,
        "legal_basis": "",
        "red_flags": ["谁也不能收您的银行卡、问您的密码。"],
        "verify_locally": True,
    }
    assert english["name"] == "Old-age allowance"


def _seen(code: str, name: str) -> dict[str, object]:
    kind = {"kind": "original_seen", "kind_label": "看原件，当场还您"}
    return {"code": code, "name": name, "copies": 1, "may_follow": False, "note": ""} | kind


def test_who_has_the_catalogue_is_not_sent_it_again_until_it_changes(database: Database) -> None:
    with database.writing() as db:
        service.load_items(db)
    with serving(database, router) as address, client(address) as phone:
        for path in ("/catalogue", "/catalogue/MZ-04"):
            tag = phone.get(path).headers["etag"]
            assert phone.get(path, headers={"If-None-Match": tag}).status_code == 304
            assert phone.get(path, headers={"If-None-Match": tag, "Accept-Language": "en"}).status_code == 200
        with database.writing() as db:
            queries.item_by_code(db, "MZ-04", date(2026, 11, 23)).name_zh = "高龄补贴"
            Kept.forget(db)
        assert "高龄补贴" in phone.get("/catalogue", headers={"If-None-Match": tag}).text


def test_one_item_is_the_same_as_in_the_list(database: Database) -> None:
    with database.writing() as db:
        service.load_items(db)
    with serving(database, router) as address, client(address) as phone:
        [listed] = [item for item in phone.get("/catalogue").json() if item["code"] == "ZR-01"]
        assert phone.get("/catalogue/ZR-01").json() == listed


def test_an_unknown_item_or_village_is_a_plain_answer(database: Database) -> None:
    with database.writing() as db:
        service.load_items(db)
        load_divisions(db)
    with serving(database, router) as address, client(address) as phone:
        assert phone.get("/catalogue?village_code=610430107203").status_code == 200
        assert phone.get("/catalogue?village_code=610430107299").json()["code"] == "place_unknown"
        unknown = phone.get("/catalogue/XX-99")
        assert (unknown.status_code, unknown.json()["code"]) == (404, "item_unknown")
        assert phone.get("/catalogue/%00").status_code == 422
        assert phone.get("/catalogue?village_code=%00").status_code == 422


def test_the_catalogue_travels_packed_to_whoever_takes_gzip_and_is_not_sent_again(database: Database) -> None:
    with database.writing() as db:
        service.load_items(db)
    with serving(database, router) as address, client(address) as phone:
        plain = phone.get("/catalogue", headers={"Accept-Encoding": "identity"})
        packed = phone.get("/catalogue", headers={"Accept-Encoding": "br;q=1, gzip"})
        refused = phone.get("/catalogue", headers={"Accept-Encoding": "gzip;q=0"})
        assert packed.headers["content-encoding"] == "gzip"
        assert {"content-encoding"} & (plain.headers.keys() | refused.headers.keys()) == set()
        assert packed.json() == plain.json() == refused.json()
        assert int(packed.headers["content-length"]) < len(plain.content) / 4
        assert "Accept-Encoding" in plain.headers["vary"]
        assert packed.headers["etag"] != plain.headers["etag"]
        again = [phone.get("/catalogue", headers={"If-None-Match": each.headers["etag"]}) for each in (plain, packed)]
    assert [answer.status_code for answer in again] == [304, 304]
