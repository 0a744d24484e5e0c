"""Rule R3 of refresh tokens, by two machines: a phone on a bad network, and a thief beside its owner."""

from datetime import UTC, datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.people.rules import GRACE, Family, Turn, take_turn

START = datetime(2026, 11, 23, tzinfo=UTC)
WITHIN_GRACE = st.integers(0, 60).map(lambda seconds: timedelta(seconds=seconds))
LATER = st.integers(61, 86_400 * 50).map(lambda seconds: timedelta(seconds=seconds))


class Server:
    """The rule with its state, as the table keeps it."""

    def __init__(self) -> None:
        self.family, self.revoked, self.now = Family(), False, START

    def refresh(self, token: int) -> int | None:
        """The next token, or nothing."""
        if self.revoked:
            return None
        turn, self.family = take_turn(self.family, token, self.now)
        self.revoked = turn is Turn.REVOKE
        return None if turn in {Turn.REVOKE, Turn.WAIT} else self.family.newest


class Phone(RuleBasedStateMachine):
    """An honest phone whose requests, and whose replies, get lost, come twice, or come late by up to a minute."""

    def __init__(self) -> None:
        super().__init__()
        self.server, self.token = Server(), 1
        self.sent_at: dict[int, datetime] = {}

    @rule(wait=st.one_of(WITHIN_GRACE, LATER))
    def wait(self, wait: timedelta) -> None:
        self.server.now += wait

    @rule(reply_arrives=st.booleans(), copies=st.integers(0, 2))
    def refresh(self, reply_arrives: bool, copies: int) -> None:
        self.sent_at[self.token] = self.server.now
        answers = [self.server.refresh(self.token) for _ in range(1 + copies)]
        assert len(set(answers)) == 1
        if reply_arrives:
            assert answers[0] is not None
            self.token = answers[0]

    @rule(token=st.integers(1, 100))
    def an_old_copy_of_a_request_arrives(self, token: int) -> None:
        sent = self.sent_at.get(token)
        used = self.server.family.used
        if sent is not None and self.server.now - sent <= GRACE and token in {used, self.server.family.retired}:
            self.server.refresh(token)

    @rule()
    def two_tabs_refresh_at_once_and_the_slower_reply_wins(self) -> None:
        first, second = self.server.refresh(self.token), self.server.refresh(self.token)
        self.sent_at[self.token] = self.server.now
        assert first == second
        assert second is not None
        self.token = second

    @invariant()
    def is_never_signed_out(self) -> None:
        assert not self.server.revoked


class Theft(RuleBasedStateMachine):
    """A thief copies the token at some moment; both go on using what they hold, more than a minute apart."""

    def __init__(self) -> None:
        super().__init__()
        self.server = Server()
        self.owner, self.thief = 1, 0
        self.successes: list[str] = []

    @initialize(before=st.integers(0, 4), reply_was_lost=st.booleans())
    def steal(self, before: int, reply_was_lost: bool) -> None:
        for _ in range(before):
            self.owner = self.server.refresh(self.owner) or 0
            self.server.now += timedelta(minutes=15)
        self.thief = self.owner
        if reply_was_lost:
            self.server.refresh(self.owner)
            self.server.now += timedelta(minutes=15)

    @precondition(lambda self: self.thief)
    @rule(wait=LATER, who=st.sampled_from(["owner", "thief"]), reply_arrives=st.booleans())
    def use(self, wait: timedelta, who: str, reply_arrives: bool) -> None:
        self.server.now += wait
        answer = self.server.refresh(getattr(self, who))
        if answer is None:
            assert self.server.revoked
        elif reply_arrives:
            setattr(self, who, answer)
            self.successes.append(who)

    @invariant()
    def is_found_when_the_second_party_comes_back(self) -> None:
        """Three changes of hands would mean that both live on: the one who comes after the other meets a dead token."""
        changes = sum(one != other for one, other in zip(self.successes, self.successes[1:], strict=False))
        assert changes <= 2
        if self.server.revoked:
            assert self.server.refresh(self.owner) is None
            assert self.server.refresh(self.thief) is None


TestPhone = Phone.TestCase
TestPhone.settings = settings(max_examples=200, stateful_step_count=40, deadline=None)
TestTheft = Theft.TestCase
TestTheft.settings = settings(max_examples=200, stateful_step_count=25, deadline=None)


def test_two_who_use_the_same_token_do_not_both_live_on() -> None:
    server = Server()
    thief = server.refresh(1)
    server.now += timedelta(minutes=15)
    owner = server.refresh(1)
    assert thief is not None
    assert owner is not None
    assert server.refresh(thief) is None
    assert server.revoked


def test_a_lost_reply_is_given_again_within_the_minute() -> None:
    server = Server()
    assert server.refresh(1) == 2
    server.now += GRACE
    assert server.refresh(1) == 2


def test_after_the_minute_a_lost_reply_is_replaced_and_never_comes_to_life() -> None:
    server = Server()
    assert server.refresh(1) == 2
    server.now += GRACE + timedelta(microseconds=1)
    assert server.refresh(1) == 3
    assert server.refresh(2) is None
    assert server.revoked


def test_a_late_copy_of_an_old_request_waits_and_later_ends_the_family() -> None:
    server = Server()
    assert [server.refresh(1), server.refresh(2)] == [2, 3]
    assert server.refresh(1) is None
    assert not server.revoked
    server.now += GRACE + timedelta(seconds=1)
    assert server.refresh(1) is None
    assert server.revoked
