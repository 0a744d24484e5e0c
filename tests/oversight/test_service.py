"""Rating a matter: who may, once, and who hears of it."""

from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, select

from app.core.problems import Refusal
from app.notices.models import Notice
from app.oversight import queries
from app.oversight.models import Cause, Rating, RatingChannel
from app.oversight.schemas import RatingIn
from app.oversight.service import rate
from app.people.actor import SYSTEM
from app.people.models import Role
from app.people.service import grant_role
from app.tickets.models import Ticket, TicketEvent
from tests.oversight.carried import KNOWN, delivered, send
from tests.support.world import HUAISHU, World


def _rating(**more: Any) -> RatingIn:
    return RatingIn.model_validate({"id": uuid4(), "grade": 5, "channel": RatingChannel.APP} | more)


def _told(db: Session, world: World, key: str) -> list[Notice]:
    return list(db.exec(select(Notice).where(Notice.person_id == world.id(key), Notice.kind == "bad_rating")))


def test_the_villager_rates_and_the_matter_is_filed(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rated = rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=4, comment="很好"))
        assert (rated.state, rated.core_state) == ("closed", "closed")
        assert rated.rated_at is not None
        rating = db.exec(select(Rating)).one()
        assert (rating.grade, rating.rated_by, rating.collected_by) == (4, world.id("guilan"), None)
        log = db.exec(select(TicketEvent).where(TicketEvent.ticket_id == ticket.id, TicketEvent.move == "rate")).one()
        assert log.note is None
        assert "很好" not in str(log.data)


def test_the_same_rating_sent_twice_is_one(world: World) -> None:
    asked = _rating(grade=3)
    with world.database.writing() as db:
        ticket = delivered(world, db)
        guilan = world.actor(db, "guilan")
        first = rate(db, guilan, ticket.id, asked).version
        assert rate(db, guilan, ticket.id, asked).version == first
        assert len(db.exec(select(Rating)).all()) == 1
        with pytest.raises(Refusal, match="id_taken"):
            rate(db, guilan, ticket.id, asked.model_copy(update={"grade": 1}))


def test_a_matter_is_rated_once(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating())
        with pytest.raises(Refusal, match="already_rated"):
            rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=1, tags=[Cause.SLOW]))


def test_nothing_is_rated_before_it_is_delivered(world: World) -> None:
    with world.database.writing() as db:
        ticket = send(world, db, "guilan")
        with pytest.raises(Refusal, match="move_not_open"):
            rate(db, world.actor(db, "guilan"), ticket.id, _rating())
        assert db.exec(select(Rating)).all() == []


def test_a_rating_of_what_has_changed_since_is_stale(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        with pytest.raises(Refusal, match="stale"):
            rate(db, world.actor(db, "guilan"), ticket.id, _rating(version=ticket.version - 1))


def test_a_bad_grade_says_why(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        guilan = world.actor(db, "guilan")
        with pytest.raises(Refusal, match="say_why"):
            rate(db, guilan, ticket.id, _rating(grade=2))
        assert rate(db, guilan, ticket.id, _rating(grade=2, comment="跑了三趟")).rated_at


@pytest.mark.parametrize("channel", [RatingChannel.PAPER, RatingChannel.COLLEAGUE_PHONE, RatingChannel.CALL_BACK])
def test_a_colleague_collects_a_rating_and_says_how_the_person_was_recognised(
    world: World, channel: RatingChannel
) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        zhang = world.actor(db, "zhang")
        with pytest.raises(Refusal, match="identity_unchecked"):
            rate(db, zhang, ticket.id, _rating(channel=channel))
        rate(db, zhang, ticket.id, _rating(channel=channel, on_behalf=KNOWN))
        rating = db.exec(select(Rating)).one()
        assert (rating.rated_by, rating.collected_by) == (None, world.id("zhang"))
        log = db.exec(select(TicketEvent).where(TicketEvent.move == "rate")).one()
        assert (log.on_behalf, log.identity_checked) == (True, "known_in_person")


def test_the_handler_collects_no_rating_of_own_work(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db, by="li")
        with pytest.raises(Refusal, match="own_work"):
            rate(db, world.actor(db, "li"), ticket.id, _rating(channel=RatingChannel.PAPER, on_behalf=KNOWN))


def test_whoever_made_one_step_of_it_collects_no_rating(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db, by="zhang")
        assert ticket.assignee_id == world.id("zhang")
        ticket.assignee_id = world.id("li")
        with pytest.raises(Refusal, match="own_work"):
            rate(db, world.actor(db, "zhang"), ticket.id, _rating(channel=RatingChannel.PAPER, on_behalf=KNOWN))


def test_a_handler_does_not_rate_as_a_relative(world: World) -> None:
    with world.database.writing() as db:
        grant_role(db, SYSTEM, world.id("wangfang"), Role.DUTY_CADRE, HUAISHU)
        db.flush()
        ticket = delivered(world, db, "wangfang", by="li")
        ticket.beneficiary_id, ticket.assignee_id = world.id("wang"), world.id("wangfang")
        db.flush()
        with pytest.raises(Refusal, match="own_work"):
            rate(db, world.actor(db, "wangfang"), ticket.id, _rating())


def test_a_relative_with_a_mandate_rates_on_the_own_phone(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db, "guilan")
        ticket.beneficiary_id = world.id("wang")
        db.flush()
        rate(db, world.actor(db, "wangfang"), ticket.id, _rating())
        assert db.exec(select(Rating)).one().rated_by == world.id("wangfang")


@pytest.mark.parametrize(
    ("who", "channel", "code"),
    [
        ("guilan", RatingChannel.PAPER, "wrong_channel"),
        ("zhang", RatingChannel.APP, "wrong_channel"),
        ("zhou", RatingChannel.CALL_BACK, "not_your_role"),
        ("dashan", RatingChannel.APP, "not_found"),
        ("pan", RatingChannel.PAPER, "not_found"),
        ("he", RatingChannel.PAPER, "not_found"),
        ("tang", RatingChannel.PAPER, "not_found"),
    ],
)
def test_a_rating_comes_from_its_own_side(world: World, who: str, channel: RatingChannel, code: str) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        with pytest.raises(Refusal, match=code):
            rate(db, world.actor(db, who), ticket.id, _rating(channel=channel, on_behalf=KNOWN))


def test_a_bad_rating_is_told_to_the_secretary_and_not_to_the_handler(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=1, tags=[Cause.MANY_TRIPS], comment="跑了三趟"))
        told = _told(db, world, "zhao")
        assert len(told) == 1
        assert "跑了三趟" not in told[0].text_zh
        assert ticket.ticket_no[-4:] in told[0].text_zh
        assert _told(db, world, "li") == _told(db, world, "zhou") == []


def test_a_good_rating_is_news_for_nobody(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=3))
        assert db.exec(select(Notice).where(Notice.kind == "bad_rating")).all() == []


def test_what_the_secretary_handled_is_looked_into_by_the_township(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        ticket.assignee_id = world.id("zhao")
        db.flush()
        rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=1, tags=[Cause.FEE]))
        assert _told(db, world, "zhao") == _told(db, world, "tang") == []
        assert [notice.subject_type for notice in _told(db, world, "zhou")] == ["ticket"]


@pytest.mark.parametrize("who", ["guilan", "zhao", "zhou"])
def test_what_was_said_is_read_by_the_rater_the_secretary_and_the_township(world: World, who: str) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=2, tags=[Cause.SLOW], comment="等了半个月"))
        said = queries.rating_of(db, world.actor(db, who), ticket.id, "zh")
        assert (said.grade, said.grade_label, said.comment) == (2, "不满意", "等了半个月")
        assert [tag.label for tag in said.tags] == ["太慢"]
        english = queries.rating_of(db, world.actor(db, who), ticket.id, "en")
        assert [tag.label for tag in english.tags] == ["Slow"]


@pytest.mark.parametrize(
    ("who", "code"), [("li", "not_for_handlers"), ("zhang", "not_for_handlers"), ("pan", "not_found")]
)
def test_what_was_said_is_read_by_no_handler_and_no_neighbour(world: World, who: str, code: str) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating(grade=2, comment="等了半个月"))
        with pytest.raises(Refusal, match=code):
            queries.rating_of(db, world.actor(db, who), ticket.id, "zh")


def test_a_secretary_who_handled_it_does_not_read_what_was_said(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        rate(db, world.actor(db, "guilan"), ticket.id, _rating())
        db.get_one(Ticket, ticket.id).assignee_id = world.id("zhao")
        db.flush()
        with pytest.raises(Refusal, match="not_for_handlers"):
            queries.rating_of(db, world.actor(db, "zhao"), ticket.id, "zh")


def test_a_card_number_is_kept_in_no_comment_on_money_matters(world: World) -> None:
    with world.database.writing() as db:
        ticket = delivered(world, db)
        ticket.service = "finance"
        ticket.state = "closed"
        db.flush()
        with pytest.raises(Refusal, match="forbidden_text"):
            rate(db, world.actor(db, "guilan"), ticket.id, _rating(comment="卡号 4111 1111 1111 1111"))
