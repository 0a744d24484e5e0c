"""One-time codes: how often they may be asked for and tried. On both databases, with real threads."""

from datetime import timedelta
from uuid import UUID, uuid4

import time_machine
from sqlmodel import select

from app.core.problems import Refusal
from app.people.models import DeviceSession
from app.people.sign_in import queries, rules, service
from app.people.sign_in.models import CodeRequest
from app.people.sign_in.schemas import CodeIn
from tests.people.conftest import County
from tests.people.sign_in.asking import ask, asked, show_code, wrong_code
from tests.people.threads import at_once


def test_a_code_opens_a_session_once(county: County) -> None:
    request_id = asked(county, "00000000012")
    assert show_code(county, request_id) == "in"
    assert show_code(county, request_id) == "code_over"
    with county.database.reading() as db:
        session = db.exec(select(DeviceSession)).one()
    assert (session.person_id, session.means, session.shared_phone) == (county.daughter.id, "code", False)


def test_nothing_that_is_stored_holds_the_code(county: County) -> None:
    request_id = asked(county, "00000000012")
    code = rules.code_of(queries.code_key(), request_id)
    with county.database.reading() as db:
        row = db.get_one(CodeRequest, request_id).model_dump_json()
    assert code not in row.replace(str(request_id), "")


def test_a_code_lasts_five_minutes(county: County, clock: time_machine.Traveller) -> None:
    in_time, late = asked(county, "00000000012"), asked(county, "00000000021")
    clock.shift(timedelta(minutes=5) - timedelta(microseconds=1))
    assert show_code(county, in_time) == "in"
    clock.shift(timedelta(microseconds=1))
    assert show_code(county, late) == "code_over"


def test_only_the_newest_code_of_a_phone_is_good(county: County, clock: time_machine.Traveller) -> None:
    older = asked(county, "00000000012")
    clock.shift(61)
    newer = asked(county, "00000000012")
    assert show_code(county, older) == "code_over"
    assert show_code(county, newer) == "in"


def test_asking_too_soon_leaves_the_code_that_is_on_its_way(county: County, clock: time_machine.Traveller) -> None:
    request_id = asked(county, "00000000012")
    clock.shift(30)
    refusal = ask(county, "00000000012")
    assert isinstance(refusal, Refusal)
    assert (refusal.status, refusal.code, refusal.more["retry_after"]) == (429, "too_many_codes", 31)
    assert show_code(county, request_id) == "in"


def test_after_five_wrong_tries_the_right_code_is_wrong_too(county: County) -> None:
    request_id = asked(county, "00000000012")
    assert [show_code(county, request_id, wrong_code(request_id)) for _ in range(5)] == ["wrong_code"] * 5
    assert show_code(county, request_id) == "code_over"


def test_ninety_six_guesses_at_once_are_five_comparisons(county: County) -> None:
    request_id = asked(county, "00000000012")
    answers = at_once(96, lambda: show_code(county, request_id, wrong_code(request_id)))
    assert sorted(map(str, answers)) == ["code_over"] * 91 + ["wrong_code"] * 5
    with county.database.reading() as db:
        assert db.get_one(CodeRequest, request_id).tries == 5


def test_the_right_code_sent_many_times_at_once_opens_one_session(county: County) -> None:
    request_id = asked(county, "00000000012")
    answers = at_once(16, lambda: show_code(county, request_id))
    assert sorted(map(str, answers)) == ["code_over"] * 15 + ["in"]
    with county.database.reading() as db:
        assert len(db.exec(select(DeviceSession)).all()) == 1


def test_codes_asked_for_at_once_are_one_code(county: County) -> None:
    answers = at_once(16, lambda: ask(county, "00000000011"))
    assert sum(isinstance(answer, UUID) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, Refusal)} == {"too_many_codes"}


def test_ten_codes_a_day_and_fifteen_wrong_tries(county: County, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        request_id = asked(county, "00000000012")
        for _ in range(5):
            assert show_code(county, request_id, wrong_code(request_id)) == "wrong_code"
        clock.shift(61)
    refusal = ask(county, "00000000012")
    assert isinstance(refusal, Refusal)
    assert (refusal.status, refusal.code) == (429, "too_many_tries")
    assert refusal.more["retry_after"] == 86_400 - 3 * 61 + 1
    clock.shift(refusal.more["retry_after"])
    assert show_code(county, asked(county, "00000000012")) == "in"


def test_a_phone_that_tried_wrong_often_gets_a_code_with_fewer_tries(
    county: County, clock: time_machine.Traveller
) -> None:
    for wrong in (5, 5, 3):
        request_id = asked(county, "00000000012")
        for _ in range(wrong):
            show_code(county, request_id, wrong_code(request_id))
        clock.shift(61)
    request_id = asked(county, "00000000012")
    assert [show_code(county, request_id, wrong_code(request_id)) for _ in range(3)] == [
        "wrong_code",
        "wrong_code",
        "code_over",
    ]


def test_the_try_that_was_right_does_not_count_as_wrong(county: County, clock: time_machine.Traveller) -> None:
    for _ in range(3):
        request_id = asked(county, "00000000012")
        for _ in range(4):
            assert show_code(county, request_id, wrong_code(request_id)) == "wrong_code"
        assert show_code(county, request_id) == "in"
        clock.shift(timedelta(minutes=13))
    with county.database.reading() as db:
        assert db.get_one(CodeRequest, asked(county, "00000000012")).allowed == 15 - 3 * 4


def test_a_phone_nobody_has_is_answered_alike_and_opens_nothing(county: County) -> None:
    request_id = asked(county, "13999999999")
    assert show_code(county, request_id) == "wrong_code"
    assert isinstance(ask(county, "13999999999"), Refusal)
    with county.database.writing() as db:
        assert not service.ask_code(db, "13999999998", None).is_known
        assert service.ask_code(db, "00000000022", None).is_known
    assert show_code(county, uuid4()) == "code_over"


def test_a_household_is_asked_which_of_them_signs_in(county: County) -> None:
    request_id = asked(county, "00000000011")
    right = CodeIn(request_id=request_id, code=rules.code_of(queries.code_key(), request_id))
    with county.database.writing() as db:
        refusal = service.sign_in_with_code(db, right)
    assert isinstance(refusal, Refusal)
    assert (refusal.status, refusal.code) == (409, "which_person")
    assert {each["name"] for each in refusal.more["persons"]} == {"王老汉", "王大娘"}
    assert show_code(county, request_id, person=county.daughter) == "wrong_code"
    assert show_code(county, request_id, wrong_code(request_id)) == "wrong_code"
    assert show_code(county, request_id, person=county.wife) == "in"
    with county.database.reading() as db:
        assert db.exec(select(DeviceSession.person_id)).one() == county.wife.id


def test_old_requests_are_forgotten(county: County, clock: time_machine.Traveller) -> None:
    asked(county, "00000000012")
    for hours, left in ((47, 1), (2, 0)):
        clock.shift(timedelta(hours=hours))
        with county.database.writing() as db:
            service.forget_old_requests(db)
            assert len(db.exec(select(CodeRequest)).all()) == left
