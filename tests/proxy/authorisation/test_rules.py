"""What an authorisation may say and how it is signed, as plain values."""

from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.proxy.authorisation import rules
from app.proxy.authorisation.models import Signed
from app.tickets.kinds.authorisation import FORBIDDEN, GRANTABLE, POWER_WORDS, Power
from app.tickets.kinds.workflow import ENDED, Core

TODAY = date(2026, 11, 24)
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
ON_PAPER = [way for way in Signed if way is not Signed.APP]


@given(st.lists(st.sampled_from(list(Power)), min_size=1, unique=True))
def test_a_paper_is_refused_exactly_if_it_speaks_of_what_is_never_given(powers: list[Power]) -> None:
    refusal = rules.refuse_powers(powers)
    never = [power for power in powers if power in FORBIDDEN]
    assert (refusal is None) == (not never)
    if refusal:
        assert (refusal.status, refusal.code, refusal.words) == (422, "power_forbidden", FORBIDDEN[never[0]])
        assert refusal.more["power"] == never[0].value


def test_money_loans_property_cards_and_pins_are_never_given() -> None:
    assert {power.value for power in FORBIDDEN} == {
        "receive_money",
        "sign_loan",
        "dispose_of_property",
        "keep_bank_card",
        "use_pin",
    }
    assert set(GRANTABLE) | set(FORBIDDEN) == set(Power)
    assert set(POWER_WORDS) == set(Power)


@given(signed_on=DAYS, term=st.integers(-10, 800), ago=st.integers(-5, 60))
def test_a_term_is_a_year_at_most_and_neither_over_nor_ahead(signed_on: date, term: int, ago: int) -> None:
    until_on, on = signed_on + timedelta(days=term), signed_on + timedelta(days=ago)
    refusal = rules.refuse_term(signed_on, until_on, on)
    a_year_later = (signed_on.year + 1, signed_on.month, signed_on.day)
    within = (until_on.year, until_on.month, until_on.day) <= a_year_later
    if (signed_on.month, signed_on.day) == (2, 29):
        within = until_on <= date(signed_on.year + 1, 3, 1)
    fits = 0 <= ago <= 31 and until_on >= on and within
    assert (refusal is None) == fits
    if refusal:
        assert refusal.code == ("term_out_of_range" if 0 <= ago <= 31 else "signed_on_out_of_range")


@given(since_on=DAYS)
def test_what_a_form_proposes_would_be_taken(since_on: date) -> None:
    assert rules.refuse_term(since_on, rules.usual_end(since_on), since_on) is None
    assert rules.refuse_term(since_on, rules.latest_end(since_on), since_on) is None
    assert rules.refuse_term(since_on, rules.latest_end(since_on) + timedelta(days=1), since_on) is not None


def test_in_the_app_the_person_signs_and_on_paper_a_cadre_records() -> None:
    for signed, in_app in product(Signed, (True, False)):
        refusal = rules.refuse_way(signed, in_app=in_app)
        assert (refusal is None) == (in_app == (signed is Signed.APP))


@given(
    signed=st.sampled_from(ON_PAPER),
    cannot_read=st.booleans(),
    read_aloud=st.booleans(),
    witness=st.sampled_from([None, "马大叔", "李秀英", " 李 秀英", "王老汉"]),
    has_evidence=st.booleans(),
)
def test_who_cannot_read_hears_it_before_a_witness_who_is_no_party(
    signed: Signed, witness: str | None, *, cannot_read: bool, read_aloud: bool, has_evidence: bool
) -> None:
    refusal = rules.refuse_paper(
        signed,
        cannot_read=cannot_read,
        read_aloud=read_aloud,
        witness=witness,
        parties={"李秀英", "王老汉"},
        has_evidence=has_evidence,
    )
    with_help = cannot_read or signed is Signed.FINGERPRINT
    reasons = [
        ("read_aloud_needed", with_help and not read_aloud),
        ("witness_needed", with_help and witness is None),
        ("witness_is_party", witness is not None and witness != "马大叔"),
        ("evidence_needed", not has_evidence),
    ]
    expected = next((code for code, holds in reasons if holds), None)
    assert (refusal.code if refusal else None) == expected


def test_passing_it_on_needs_a_consent_of_its_own() -> None:
    assert rules.refuse_sub_delegation(asked=False, agreed=False) is None
    assert rules.refuse_sub_delegation(asked=True, agreed=True) is None
    refusal = rules.refuse_sub_delegation(asked=True, agreed=False)
    assert refusal is not None
    assert refusal.code == "sub_delegation_needs_consent"


@given(days=st.integers(-400, 400), is_revoked=st.booleans(), has_ended=st.booleans(), is_replaced=st.booleans())
def test_a_paper_is_in_force_only_while_nothing_has_ended_it(
    days: int, *, is_revoked: bool, has_ended: bool, is_replaced: bool
) -> None:
    status = rules.status(
        TODAY,
        until_on=TODAY + timedelta(days=days),
        is_revoked=is_revoked,
        has_ended=has_ended,
        is_replaced=is_replaced,
    )
    assert (status == "in_force") == (days >= 0 and not (is_revoked or has_ended or is_replaced))
    assert (status == "revoked") == is_revoked
    assert status in rules.STATUS_WORDS


def test_what_was_taken_back_after_lodging_says_that_the_authority_must_be_told() -> None:
    advice = rules.advice("revoked", [Core.WAITING_EXTERNAL])
    assert advice is not None
    assert "告诉受理的部门" in advice.zh
    assert "tell the authority" in advice.en
    before = rules.advice("revoked", [Core.ACCEPTED])
    assert before is not None
    assert "部门" not in before.zh
    assert rules.advice("revoked", list(ENDED)) is None
    assert rules.advice("in_force", [Core.WAITING_EXTERNAL]) is None


@pytest.mark.parametrize(
    ("use", "code"),
    [
        ({"is_revoked": True}, "authorisation_revoked"),
        ({"until_on": TODAY - timedelta(days=1)}, "authorisation_expired"),
        ({"is_same_person": False}, "not_covered"),
        ({"covers": False}, "not_covered"),
        ({}, None),
    ],
)
def test_a_paper_about_items_serves_the_same_person_for_these_items_in_its_term(
    use: dict[str, object], code: str | None
) -> None:
    usual = {"on": TODAY, "until_on": TODAY, "is_revoked": False, "is_same_person": True, "covers": True}
    refusal = rules.refuse_use(**(usual | use))  # type: ignore[arg-type]
    assert (refusal.code if refusal else None) == code


def test_the_sentence_says_who_may_do_what_until_when() -> None:
    said = rules.sentence(["李秀英"], [Power.HAND_IN, Power.COLLECT_RESULT], date(2027, 5, 1), one_case=True)
    assert said.zh == "李秀英可以替本人递交材料、领取办理结果，到2027年5月1日为止，事情办完就结束。"
    assert (
        said.en
        == "李秀英 may act for the person (hand in papers, collect the result) until 2027-05-01, or until it is done."
    )


def test_two_agents_are_set_apart_as_each_language_does_it() -> None:
    said = rules.sentence(["李秀英", "张建国"], [Power.HAND_IN], date(2027, 5, 1), one_case=False)
    assert said.zh.startswith("李秀英、张建国可以")
    assert said.en.startswith("李秀英, 张建国 may")
