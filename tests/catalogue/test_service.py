"""The catalogue as it is loaded: complete, in two languages, and true to the list it was made from."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.catalogue import queries, service
from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode, ServiceItem
from app.catalogue.rules import GROUPS, PROXY_MODES
from app.catalogue.schemas import item_out
from app.core.db import Database
from app.core.problems import Refusal
from app.places.rules import Limit, LimitUnit

TODAY = date(2026, 11, 23)
CHINESE = re.compile(r"[\u3400-\u9fff]")


def test_the_catalogue_is_loaded_once_however_often_it_is_asked(database: Database) -> None:
    with database.writing() as db:
        assert service.load_items(db) == 40
    with database.writing() as db:
        assert service.load_items(db) == 0
        items = queries.items_on(db, TODAY)
    assert len({item.code for item in items}) == len({item.identifier for item in items}) == 40
    assert {item.version for item in items} == {1}
    assert items[0].code == "MZ-01"


def test_every_text_is_there_in_both_languages(db: Session) -> None:
    service.load_items(db)
    for item in queries.items_on(db, TODAY):
        zh, en = item_out(item, "zh"), item_out(item, "en")
        for chinese, english in [
            (zh.name, en.name),
            (zh.decided_by, en.decided_by),
            (zh.limit_note, en.limit_note),
            (zh.proxy_label, en.proxy_label),
            (zh.group, en.group),
            *((a.name, b.name) for a, b in zip(zh.materials, en.materials, strict=True)),
        ]:
            assert CHINESE.search(chinese), (item.code, chinese)
            assert english, item.code
            assert not CHINESE.search(english), (item.code, english)


def test_every_code_used_is_a_known_one(db: Session) -> None:
    service.load_items(db)
    items = queries.items_on(db, TODAY)
    assert {item.group for item in items} == set(ItemGroup) == set(GROUPS)
    assert {item.proxy_mode for item in items} == set(ProxyMode) == set(PROXY_MODES)
    kinds = Counter(paper["kind"] for item in items for paper in item.materials)
    assert set(kinds) == set(MaterialKind)
    for item in items:
        assert Limit(item.limit_days, LimitUnit(item.limit_unit)).unit in {LimitUnit.WORKING_DAYS, "cd"}
        codes = [paper["code"] for paper in item.materials]
        assert codes
        assert len(codes) == len(set(codes)), item.code


def test_the_limits_are_those_of_the_list(db: Session) -> None:
    service.load_items(db)
    items = {item.code: item for item in queries.items_on(db, TODAY)}
    assert {code for code, item in items.items() if item.instant} == {
        *("RS-02", "RS-04", "YB-02", "YB-03", "WJ-01", "ZM-01")
    }
    assert all(item.instant == (item.limit_days == 0) for item in items.values())
    calendar_days = {code: item.limit_days for code, item in items.items() if item.limit_unit == "cd"}
    assert calendar_days == {"GA-04": 60, "WJ-02": 60, "TY-01": 60, "SF-01": 7}
    assert items["MZ-04"].limit_days == 20
    assert [paper["code"] for paper in items["MZ-04"].materials] == ["id_card", "hukou_book", "social_security_card"]
    assert all(item.verify_locally for item in items.values())


def test_nobody_is_asked_to_leave_an_identity_card_overnight(db: Session) -> None:
    service.load_items(db)
    for item in queries.items_on(db, TODAY):
        for paper in item.materials:
            if paper["code"] == "id_card" or "bank" in paper["code"]:
                assert paper["kind"] == MaterialKind.ORIGINAL_SEEN, item.code


def test_what_a_county_has_corrected_survives_another_load(db: Session) -> None:
    service.load_items(db)
    corrected = queries.item_by_code(db, "MZ-04", TODAY)
    corrected.limit_days, corrected.verify_locally = 15, False
    service.load_items(db)
    assert queries.item_by_code(db, "MZ-04", TODAY).limit_days == 15


def test_each_day_has_the_version_that_is_in_force(db: Session) -> None:
    service.load_items(db)
    old = queries.item_by_code(db, "MZ-04", TODAY)
    values = old.model_dump(exclude={"id"}) | {"version": 2, "valid_from": TODAY}
    old.valid_to = TODAY - timedelta(days=1)
    db.add(ServiceItem(**values))
    db.flush()
    assert queries.item_by_code(db, "MZ-04", TODAY - timedelta(days=1)) == old == queries.item(db, old.id)
    assert queries.item_by_code(db, "MZ-04", TODAY).version == 2
    assert len(queries.items_on(db, TODAY)) == len(queries.items_on(db, TODAY - timedelta(days=1))) == 40


@pytest.mark.parametrize(("code", "on"), [("MZ-99", TODAY), ("MZ-04", date(2025, 12, 31))])
def test_an_item_that_is_not_in_force_is_not_found(db: Session, code: str, on: date) -> None:
    service.load_items(db)
    with pytest.raises(Refusal, match="item_unknown"):
        queries.item_by_code(db, code, on)
