"""Where originals are follows from the log alone, whatever happened; and what may not stay overnight."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import app.catalogue
from app.core.words import Words
from app.places.rules import USUAL_HOURS, WorkCalendar
from app.proxy.custody import rules
from app.proxy.custody.models import CustodyKind, CustodyWay, SpotKind
from app.proxy.custody.rules import CABINET, LOST, OWNER, SETTLED, Act, Spot
from app.proxy.custody.wording import rules as wording
from tests.proxy.custody.naive import BEGIN, Tokens, after, name

LI, ZHANG, ZHAO = "11", "22", "33"
DAYS = WorkCalendar({}, frozenset({2026}))
Kind = CustodyKind


def hand(who: str) -> Spot:
    return Spot(SpotKind.PERSON, who)


def window(which: str) -> Spot:
    return Spot(SpotKind.WINDOW, which)


def act(n: int, kind: Kind, giver: Spot, taker: Spot, actor: str = LI, **more: object) -> Act:
    whole: dict[str, object] = {"papers": {"hukou": 1}, "at": after(n)} | more
    return Act(id=UUID(int=n), kind=kind, giver=giver, taker=taker, actor=actor, **whole)  # type: ignore[arg-type]


RECEIVED = act(1, Kind.RECEIVED, OWNER, hand(LI), way=CustodyWay.WITNESS)
PASSED = act(2, Kind.HANDED_OVER, hand(LI), hand(ZHANG))


def test_a_hand_over_takes_effect_when_the_taker_confirms() -> None:
    assert rules.lies_with(rules.ledger_of([RECEIVED, PASSED]), {"hukou": 1}, hand(LI))
    assert rules.open_questions([RECEIVED, PASSED]) == [PASSED]
    confirmed = act(3, Kind.CONFIRMED, hand(LI), hand(ZHANG), ZHANG, answers=PASSED.id)
    log = [RECEIVED, PASSED, confirmed]
    assert rules.lies_with(rules.ledger_of(log), {"hukou": 1}, hand(ZHANG))
    assert rules.lies_with(rules.ledger_of(log, after(2)), {"hukou": 1}, hand(LI)), "on the day before it was with Li"
    assert rules.open_questions(log) == []


def test_a_refused_hand_over_leaves_the_papers_with_the_giver() -> None:
    refused = act(3, Kind.REFUSED, hand(LI), hand(ZHANG), ZHANG, answers=PASSED.id)
    log = [RECEIVED, PASSED, refused]
    assert rules.lies_with(rules.ledger_of(log), {"hukou": 1}, hand(LI))
    assert rules.open_questions(log) == []


def test_a_hand_over_whose_papers_have_gone_elsewhere_asks_nobody() -> None:
    gone = act(3, Kind.RETURNED, hand(LI), OWNER, way=CustodyWay.SIGNATURE)
    assert rules.open_questions([RECEIVED, PASSED, gone]) == []


def test_whoever_takes_something_out_of_the_cabinet_asks_nobody_and_whoever_takes_from_a_hand_does() -> None:
    assert not rules.waits(act(2, Kind.HANDED_OVER, CABINET, hand(LI), LI))
    assert rules.waits(act(2, Kind.HANDED_OVER, CABINET, hand(ZHANG), LI))
    assert rules.waits(act(2, Kind.HANDED_OVER, hand(LI), hand(ZHAO), ZHAO))
    assert not rules.waits(act(2, Kind.HANDED_OVER, hand(LI), CABINET, LI))


def test_what_is_given_back_on_the_phone_counts_once_the_owner_says_so() -> None:
    offered = act(2, Kind.RETURNED, hand(LI), OWNER, way=CustodyWay.APP)
    assert rules.balance(rules.ledger_of([RECEIVED, offered])) == {"hukou": 1}
    got = act(3, Kind.CONFIRMED, hand(LI), OWNER, "wang", answers=offered.id)
    assert rules.balance(rules.ledger_of([RECEIVED, offered, got])) == {}


def test_a_log_that_takes_what_is_not_there_is_none() -> None:
    with pytest.raises(ValueError, match="hukou"):
        rules.ledger_of([act(1, Kind.LODGED, hand(LI), window("4"))])


def test_a_loss_counts_until_it_is_settled_or_found() -> None:
    lost = act(2, Kind.LOST_REPORTED, hand(LI), LOST)
    assert rules.balance(rules.ledger_of([RECEIVED, lost])) == {"hukou": 1}
    settled = act(3, Kind.LOSS_SETTLED, LOST, SETTLED, ZHAO)
    assert rules.balance(rules.ledger_of([RECEIVED, lost, settled])) == {}
    found = act(3, Kind.FOUND, LOST, hand(LI))
    assert rules.balance(rules.ledger_of([RECEIVED, lost, found])) == {"hukou": 1}


def test_one_takes_from_the_own_hand_first_and_from_a_colleague_s_only_when_one_leads() -> None:
    log = [RECEIVED, act(2, Kind.RECEIVED, OWNER, hand(ZHANG), ZHANG, way=CustodyWay.WITNESS)]
    ledger, paper = rules.ledger_of(log), {"hukou": 1}
    assert rules.giver_of(Kind.HANDED_OVER, paper, ledger, ZHANG, leads=False) == hand(ZHANG)
    assert rules.giver_of(Kind.HANDED_OVER, paper, ledger, ZHAO, leads=False) is None
    assert rules.giver_of(Kind.HANDED_OVER, paper, ledger, ZHAO, leads=True) == hand(LI)
    assert rules.giver_of(Kind.LODGED, paper, ledger, ZHAO, leads=True) is None
    assert rules.giver_of(Kind.RETURNED, {"hukou": 2}, ledger, LI, leads=False) is None
    assert rules.giver_of(Kind.LOST_REPORTED, paper, ledger, ZHAO, leads=False) == hand(LI)


@pytest.mark.parametrize(
    ("code", "name", "card", "never"),
    [
        ("id_card", "", True, False),
        ("couple_id_cards", "", True, False),
        ("id_card_of_deceased", "", True, False),
        ("hukou_book", "户口本", False, False),
        ("paid_cards", "", False, False),
        ("bank_card", "", False, True),
        ("social_security_card", "", False, True),
        # The township's editor gives codes that say nothing: then the name does.
        ("paper_3", "经办人身份证", True, False),
        ("id_and_hukou", "身份证和户口本", True, False),
        ("child_and_guardian_ids", "孩子和监护人的身份证件", True, False),
        ("account", "收款的银行卡（只看一眼，不收卡、不记卡号）", False, True),
        ("paper_1", "惠农存折", False, True),
        ("account_copy", "社会保障卡账户页的复印件（用完交还或销毁）", False, False),
        ("paper_2", "身份证复印件", False, False),
        ("paper_4", "村里开的身份证明", False, False),
    ],
)
def test_a_card_is_known_by_its_code_or_its_name(code: str, name: str, card: bool, never: bool) -> None:
    assert (rules.is_identity_card(code, name), rules.is_never_held(code, name)) == (card, never)


def test_every_card_of_the_countys_list_is_known() -> None:
    seed = Path(app.catalogue.__file__).parent / "seed" / "service_items.json"
    items = json.loads(seed.read_text(encoding="utf-8"))
    shown = {(p["code"], p["name_zh"]) for item in items for p in item["materials"] if p["kind"].startswith("original")}
    cards = {(code, name) for code, name in shown if re.search("身份证|银行卡|社会保障卡", name)}
    assert len(cards) > 10
    assert [each for each in cards if not (rules.is_identity_card(*each) or rules.is_never_held(*each))] == []


def test_an_identity_card_is_late_from_the_closing_of_its_day_on() -> None:
    closing = rules.closing(BEGIN.date(), USUAL_HOURS, DAYS)
    assert closing == datetime(2026, 11, 23, 10, 0, tzinfo=UTC), "18:00 in the village"
    assert not rules.is_overnight(BEGIN, closing, USUAL_HOURS, DAYS)
    assert rules.is_overnight(BEGIN, closing + timedelta(seconds=1), USUAL_HOURS, DAYS)


def test_one_is_reminded_at_the_closing_of_the_day_and_of_each_that_follows() -> None:
    first = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    assert rules.next_reminder(BEGIN, BEGIN, USUAL_HOURS, DAYS) == first
    assert rules.next_reminder(BEGIN, first, USUAL_HOURS, DAYS) == first + timedelta(days=1)
    sunday = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    assert rules.next_reminder(sunday, sunday, USUAL_HOURS, DAYS) == datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def test_an_act_happened_when_the_phone_says_unless_that_cannot_be() -> None:
    at = BEGIN + timedelta(days=10)
    assert rules.happened_at(at - timedelta(hours=3), at, None) == at - timedelta(hours=3)
    assert rules.happened_at(at - timedelta(days=4), at, None) == at, "too long ago to be taken on trust"
    assert rules.happened_at(at + timedelta(minutes=5), at, None) == at, "never ahead"
    assert rules.happened_at(at + timedelta(days=1), at, None) == at
    assert rules.happened_at(at - timedelta(hours=3), at, at - timedelta(hours=1)) == at - timedelta(hours=1)
    assert rules.happened_at(None, at, None) == at


def test_a_sentence_names_the_paper_the_place_and_the_day() -> None:
    paper = Words("户口本", "Household register")
    assert wording.sentence(paper, hand(LI), "李秀英", BEGIN).zh == "您的户口本在李秀英手里，11月23日交的。"
    assert wording.sentence(paper, CABINET, "", BEGIN).zh == "您的户口本在村里带锁的柜子里，11月23日交的。"
    assert (
        wording.sentence(paper, window("镇4号窗口"), "镇4号窗口", BEGIN).zh == "您的户口本在镇4号窗口，11月23日交的。"
    )


SPOTS = [hand(LI), hand(ZHANG), CABINET, window("4"), window("5")]
CODES = ["hukou", "id_card", "deed"]


@st.composite
def histories(draw: st.DrawFn) -> list[Act]:
    """A log as the service could have written it: nothing is taken from where it is not."""
    log: list[Act] = []
    for n in range(1, draw(st.integers(1, 25))):
        ledger = rules.ledger_of(log)
        lies = [(code, spot, lot.count) for code, spots in ledger.items() for spot, lot in spots.items()]
        asking = rules.open_questions(log)
        what = draw(st.sampled_from(["bring", "carry", "answer", "copies"]))
        if what == "bring" or not lies:
            papers = draw(st.dictionaries(st.sampled_from(CODES), st.integers(1, 3), min_size=1))
            way = draw(st.sampled_from(list(CustodyWay)))
            log.append(act(n, Kind.RECEIVED, OWNER, draw(st.sampled_from(SPOTS[:2])), papers=papers, way=way))
        elif what == "answer" and asking:
            about = draw(st.sampled_from(asking))
            kind = draw(st.sampled_from([Kind.CONFIRMED, Kind.REFUSED]))
            log.append(act(n, kind, about.giver, about.taker, about.taker.key, answers=about.id, papers=about.papers))
        elif what == "copies":
            log.append(act(n, Kind.COPY_DESTROYED, OWNER, OWNER, papers={"hukou": 1}))
        else:
            log.append(_carried(draw, n, *draw(st.sampled_from(lies))))
    return log


def _carried(draw: st.DrawFn, n: int, code: str, giver: Spot, there: int) -> Act:
    papers, actor = {code: draw(st.integers(1, there))}, draw(st.sampled_from([LI, ZHANG]))
    taker = draw(st.sampled_from([spot for spot in [*SPOTS, OWNER, LOST, SETTLED] if spot != giver]))
    kinds = {SpotKind.OWNER: Kind.RETURNED, SpotKind.WINDOW: Kind.LODGED, SpotKind.LOST: Kind.LOST_REPORTED}
    kinds |= {
        SpotKind.SETTLED: Kind.LOSS_SETTLED,
        SpotKind.CABINET: Kind.HANDED_OVER,
        SpotKind.PERSON: Kind.HANDED_OVER,
    }
    kind = kinds[taker.kind]
    way = draw(st.sampled_from(list(CustodyWay))) if kind is Kind.RETURNED else None
    return act(n, kind, giver, taker, actor, papers=papers, way=way)


@settings(deadline=None, max_examples=300)
@given(log=histories())
def test_every_original_is_in_one_place_at_every_instant_and_all_are_back_when_the_sum_is_zero(log: list[Act]) -> None:
    tokens, brought = Tokens(), 0
    for n, each in enumerate(log, 1):
        tokens.live(each)
        brought += sum(each.papers.values()) if each.kind is Kind.RECEIVED else 0
        assert len(tokens.pockets) == brought, "none is made or lost by carrying"
        for ledger in (rules.ledger_of(log[:n]), rules.ledger_of(log, each.at)):
            seen = {(code, name(spot)): lot.count for code, spots in ledger.items() for spot, lot in spots.items()}
            assert all(count > 0 for count in seen.values())
            away = [pocket for pocket in tokens.pockets if pocket[1] != "owner"]
            assert seen == {pocket: away.count(pocket) for pocket in away}
            assert rules.balance(ledger) == tokens.out()
            assert (not rules.out(ledger)) == (not tokens.out())
        for question in rules.open_questions(log[:n]):
            if rules.waits(question):
                assert all(tokens.at(code, name(question.giver)) >= count for code, count in question.papers.items()), (
                    "what waits to be confirmed is still there to be handed over"
                )
