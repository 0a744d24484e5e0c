"""The catalogue as it is loaded: complete, in two languages, and true to the list it was made from."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from app.catalogue import queries, service
from app.catalogue.models import ItemGroup, MaterialKind, ProxyMode, ServiceItem
from app.catalogue.rules import GROUPS, PROXY_MODES, is_in_season, limit_of
from app.catalogue.schemas import ItemOut, item_out
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
            (zh.village_does, en.village_does),
            (zh.you_do, en.you_do),
            *((a.name, b.name) for a, b in zip(zh.materials, en.materials, strict=True)),
            *((a.kind_label, b.kind_label) for a, b in zip(zh.materials, en.materials, strict=True)),
            *_said_in_both(zh, en),
        ]:
            assert CHINESE.search(chinese), (item.code, chinese)
            assert english, item.code
            assert not CHINESE.search(english), (item.code, english)


def _said_in_both(zh: ItemOut, en: ItemOut) -> Iterator[tuple[str, str]]:
    """What only some items say: in neither language or in both, line by line."""
    for name in ("target", "result", "legal_basis", "window"):
        if getattr(zh, name):
            yield getattr(zh, name), getattr(en, name)
    for name in ("conditions", "steps", "red_flags"):
        yield from zip(getattr(zh, name), getattr(en, name), strict=True)


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


def test_the_seed_says_only_what_its_source_says(db: Session) -> None:
    service.load_items(db)
    items = {item.code: item for item in queries.items_on(db, TODAY)}
    # No window, phone or promise of any county stands in the reference, so none is made up.
    assert not any(each.window_zh or each.window_phone or each.window_address for each in items.values())
    assert all(each.promised_days is None and each.national_code is None for each in items.values())
    assert {code for code, each in items.items() if each.true_will} == {
        "GA-03",
        "ZR-01",
        "ZJ-01",
        "MZ-02",
        "NY-01",
        "RS-05",
    }
    assert {code: (each.season_from, each.season_to) for code, each in items.items() if each.season_from} == {
        "YB-02": ("09-01", "12-31")
    }
    assert {code for code, each in items.items() if each.legal_basis_zh} == {
        *("MZ-01", "MZ-02", "YB-06", "GA-01", "GA-02", "GA-03", "GA-04", "LY-01", "ZR-01", "SF-01")
    }
    copies = {
        (code, paper["code"]): paper["copies"]
        for code, each in items.items()
        for paper in each.materials
        if "copies" in paper
    }
    assert copies == {("MZ-06", "application_form"): 4}


def test_a_card_and_a_book_are_two_papers_each_of_which_can_be_missing_or_held(db: Session) -> None:
    service.load_items(db)
    for item in queries.items_on(db, TODAY):
        names = [paper["name_zh"] for paper in item.materials]
        assert not [name for name in names if re.search("身份证.*和.*户口本|户口本.*和.*身份证", name)], item.code
    building = queries.item_by_code(db, "ZR-01", TODAY)
    assert {"id_card", "hukou_book"} <= {paper["code"] for paper in building.materials}


def test_only_photos_and_copies_of_the_seed_may_follow_and_never_all_of_an_item(db: Session) -> None:
    service.load_items(db)
    items = queries.items_on(db, TODAY)
    minor = [paper for item in items for paper in item.materials if paper.get("may_follow")]
    assert len(minor) >= 8
    assert {paper["kind"] for paper in minor} == {MaterialKind.COPY, MaterialKind.PHOTO}
    assert all(any(not paper.get("may_follow") for paper in item.materials) for item in items)
    for item in items:
        shown = {paper.code: paper.may_follow for paper in item_out(item, "zh").materials}
        assert shown == {paper["code"]: paper.get("may_follow", False) for paper in item.materials}


@pytest.mark.parametrize(
    ("season", "on", "open_"),
    [
        ((None, None), date(2026, 1, 1), True),
        (("09-01", "12-31"), date(2026, 8, 31), False),
        (("09-01", "12-31"), date(2026, 9, 1), True),
        (("09-01", "12-31"), date(2026, 12, 31), True),
        (("11-15", "03-15"), date(2027, 1, 1), True),
        (("11-15", "03-15"), date(2027, 3, 16), False),
        (("11-15", "03-15"), date(2026, 11, 14), False),
    ],
)
def test_a_season_has_both_its_days_and_may_run_over_the_new_year(
    season: tuple[str | None, str | None], on: date, open_: bool
) -> None:
    assert is_in_season(*season, on) is open_


def test_a_new_version_keeps_its_items_place_in_the_list(db: Session) -> None:
    service.load_items(db)
    before = [each.code for each in queries.items_on(db, TODAY)]
    old = queries.item_by_code(db, "MZ-04", TODAY)
    old.valid_to = TODAY - timedelta(days=1)
    db.add(ServiceItem(**old.model_dump(exclude={"id", "valid_to"}) | {"version": 2, "valid_from": TODAY}))
    db.flush()
    assert [each.code for each in queries.items_on(db, TODAY)] == before


def test_where_nobody_has_written_english_chinese_speaks_for_it(db: Session) -> None:
    service.load_items(db)
    item = queries.item_by_code(db, "MZ-04", TODAY)
    item.name_en, item.materials = "", [{**item.materials[0], "name_en": "", "note_zh": "要新的"}]
    out = item_out(item, "en")
    assert (out.name, out.materials[0].name, out.materials[0].note) == ("高龄老人补贴", "身份证", "要新的")


def test_the_promise_of_an_authority_counts_before_its_statutory_limit(db: Session) -> None:
    service.load_items(db)
    item = queries.item_by_code(db, "MZ-04", TODAY)
    assert limit_of(item) == (20, "wd")
    item.promised_days, item.promised_unit = 10, "cd"
    assert limit_of(item) == (10, "cd")
