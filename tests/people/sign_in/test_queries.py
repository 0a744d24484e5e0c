"""The slips of the duty desk."""

import time_machine

from app.people.models import Person
from app.people.sign_in import queries, rules
from tests.people.conftest import County
from tests.people.sign_in.asking import asked, show_code, wrong_code


def _slips(county: County, person: Person) -> list[str]:
    with county.database.reading() as db:
        return [slip.name for slip in queries.slips(db, county.actor(person))]


def test_the_duty_desk_sees_who_of_its_village_waits_with_the_code(county: County) -> None:
    request_id = asked(county, "00000000011")
    asked(county, "00000000012")
    with county.database.reading() as db:
        (slip,) = queries.slips(db, county.actor(county.li))
    assert set(slip.name.split("、")) == {"王老汉", "王大娘"}
    assert (slip.phone_masked, slip.code) == ("000****0011", rules.code_of(queries.code_key(), request_id))
    assert _slips(county, county.zhao) == [slip.name]
    for person in (county.qian, county.wang, county.officer, county.admin):
        assert _slips(county, person) == []


def test_a_colleagues_code_never_shows_on_a_slip(county: County) -> None:
    for phone in ("00000000021", "00000000022"):
        asked(county, phone)
    assert _slips(county, county.li) == _slips(county, county.zhao) == []


def test_a_slip_goes_when_its_code_is_used_or_over(county: County, clock: time_machine.Traveller) -> None:
    request_id = asked(county, "00000000011")
    assert show_code(county, request_id, person=county.wang) == "in"
    assert _slips(county, county.li) == []
    clock.shift(61)
    request_id = asked(county, "00000000011")
    for _ in range(5):
        assert len(_slips(county, county.li)) == 1
        show_code(county, request_id, wrong_code(request_id))
    assert _slips(county, county.li) == []
    clock.shift(61)
    asked(county, "00000000011")
    assert len(_slips(county, county.li)) == 1
    clock.shift(300)
    assert _slips(county, county.li) == []
