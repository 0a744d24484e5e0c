"""What the services' moves have in common: who takes a matter, who is given it, who stands in, what the details keep."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from app.core.clock import LOCAL
from app.core.problems import Refusal
from app.core.words import Words
from app.tickets.kinds.needs import pick
from app.tickets.kinds.workflow import Core, Facts, Move, Need, NeedKind, Side, State, Urgency, nothing_against


def keep(*names: str, **fixed: Any) -> Callable[[Facts], dict[str, Any]]:  # noqa: ANN401 - JSON values.
    """An effect that writes what was told under these names into the details, and what is fixed."""

    def effect(facts: Facts) -> dict[str, Any]:
        told = {name: facts.data[name] for name in names if name in facts.data}
        return {**facts.details, **told, **fixed}

    return effect


def spoken(at: datetime) -> Words:
    """A time that was made, as people say it: 12月3日（周四）09:30."""
    at = at.astimezone(LOCAL)
    return Words(
        f"{at.month}月{at.day}日（周{'一二三四五六日'[at.weekday()]}）{at:%H:%M}",
        f"{at:%a} {at.day} {at:%b}, {at:%H:%M}",
    )


_RATABLE = timedelta(days=15)


def is_fresh(facts: Facts) -> bool:
    """Whether it ended so lately that it may still be rated."""
    return facts.entered_at is None or facts.now - facts.entered_at <= _RATABLE


# What the villager's side is asked for where the service has ended.
FACES = Words("办得怎么样？点个脸，说句实话", "How was it? Tap a face and be frank")

_TAKERS = frozenset({Side.DUTY, Side.SECRETARY, Side.MEDIATOR, Side.DOCTOR})
# Why a matter is more or less urgent than it was, to be chosen: of health and quarrels nobody writes free text here.
_WHY_SO_URGENT = {
    "deadline": ("有期限，等不得", "A date must be met"),
    "hardship": ("家里有难处，等不得", "Hardship at home"),
    "danger": ("人或东西有危险", "Somebody or something is in danger"),
    "can_wait": ("本人说不急", "The person says that it can wait"),
    "wrongly_recorded": ("登记时选错了", "It was recorded wrongly"),
}


def _other_urgency(facts: Facts) -> Refusal | None:
    """Whoever takes it in may hurry; only the secretary says that others may wait longer than they were told."""
    levels = list(Urgency)
    before, after = levels.index(facts.urgency), levels.index(Urgency(facts.data["urgency"]))
    if before == after:
        return Refusal(
            422,
            "urgency_unchanged",
            "现在就是这样定的，不用再改。",
            "It is that urgent already: there is nothing to change.",
            field="urgency",
        )
    if after < before and Side.SECRETARY not in facts.sides:
        return Refusal(
            422,
            "secretary_slows_down",
            "往后放要村书记来定，请交给村书记改。",
            "Only the village secretary makes a matter less urgent: ask the secretary.",
            field="urgency",
        )
    return None


def common_moves(*states: str, takers: frozenset[Side] = _TAKERS) -> tuple[Move, ...]:
    """The moves that every service has in its open states: take it, give it to somebody, say how urgent it is."""
    return (
        Move(
            "take",
            Words("我来办", "I take it"),
            Words("{by}接手", "{by} took it on"),
            states,
            None,
            takers,
        ),
        Move(
            "assign",
            Words("交给别人", "Give to somebody"),
            Words("{by}交给{to}办", "{by} gave it to {to}"),
            states,
            None,
            frozenset({Side.HANDLER, Side.SECRETARY}),
            needs=(Need("person_id", NeedKind.PERSON, Words("交给谁", "To whom")),),
        ),
        Move(
            "change_urgency",
            Words("改轻重缓急", "Change how urgent it is"),
            Words("{by}改了轻重缓急", "{by} changed how urgent it is"),
            states,
            None,
            takers,
            needs=(
                pick(
                    "urgency",
                    "有多急",
                    "How urgent",
                    {
                        "urgent": ("急", "Urgent"),
                        "emergency": ("紧急", "Emergency"),
                        "normal": ("一般", "Normal"),
                    },
                ),
                pick("reason", "为什么", "Why", _WHY_SO_URGENT),
            ),
            guard=_other_urgency,
        ),
    )


def goes_on(*states: str) -> tuple[Move, ...]:
    """The moves by which a matter goes to another of the village's staff without anybody's asking for it.

    With the turn, when whoever comes takes it over; since its handler lets it lie; since he is on leave. What is one
    person's, or for few eyes, has none of them.
    """
    others: tuple[Need, ...] = (
        Need("from_id", NeedKind.PERSON, Words("从谁那里", "From whom")),
        Need("counts_from", NeedKind.DATETIME, Words("从什么时候算起", "From when it counts")),
    )
    return (
        _given(
            "hand_over_turn",
            "handover",
            Words("交班", "Hand over with the turn"),
            Words("{to}接班，从{from_name}手里接下", "{to} took it over from {from_name} with the turn"),
            states,
        ),
        _given(
            "return_to_duty",
            "onward",
            Words("转给下一位值班的人", "Give to the next on duty"),
            Words(
                "{from_name}一直没有动静，转给{to}，期限不变",
                "{from_name} let it lie: it went to {to}, its time runs on",
            ),
            states,
            others,
        ),
        _given(
            "cover_absence",
            "onward",
            Words("转给当班的人", "Give to who is on duty"),
            Words(
                "{from_name}不在，转给{to}接着办，期限不变", "{from_name} is away: it went to {to}, its time runs on"
            ),
            states,
            others,
        ),
    )


def _given(
    name: str, door: str, words: Words, past: Words, states: tuple[str, ...], more: tuple[Need, ...] = ()
) -> Move:
    return Move(
        name,
        words,
        past,
        states,
        None,
        frozenset({Side.CLOCK}),
        needs=(
            Need("person_id", NeedKind.PERSON, Words("交给谁", "To whom")),
            Need("from_name", NeedKind.TEXT, Words("从谁那里", "From whom"), longest=60),
            *more,
        ),
        door=door,
        tells_helped=False,
    )


def _not_himself(facts: Facts) -> Refusal | None:
    """Two persons, since one who is away cannot stand in for himself."""
    if facts.data["backup_id"] != str(facts.assignee_id):
        return None
    return Refusal(
        422,
        "backup_is_handler",
        "B岗要选另一个人，他本人就是A岗。",
        "Choose somebody else to stand in: this is the handler himself.",
        field="backup_id",
    )


def has_backup(states: Sequence[State], guard: Callable[[Facts], Refusal | None] = nothing_against) -> tuple[Move, ...]:
    """The moves that name a second person (AB岗) for a matter that the village has taken on, and take the name back."""
    taken_on = tuple(state.name for state in states if not state.ends and state.core is not Core.SUBMITTED)
    by = frozenset({Side.HANDLER, Side.SECRETARY})
    return (
        Move(
            "set_backup",
            Words("定B岗（不在时谁顶上）", "Name who stands in"),
            Words("{by}定了B岗{to}", "{by} named {to} to stand in"),
            taken_on,
            None,
            by,
            needs=(
                Need(
                    "backup_id",
                    NeedKind.PERSON,
                    Words("B岗是谁", "Who stands in"),
                    hint=Words(
                        "他请假、或一个工作日没有动静时，自动由B岗办",
                        "Acts by himself once the handler is on leave, or silent for a working day",
                    ),
                ),
            ),
            when=lambda facts: facts.assignee_id is not None,
            guard=lambda facts: _not_himself(facts) or guard(facts),
            tells_helped=False,
        ),
        Move(
            "clear_backup",
            Words("不要B岗了", "Nobody stands in"),
            Words("{by}取消了B岗", "{by} took back who stands in"),
            taken_on,
            None,
            by,
            when=lambda facts: facts.backup_id is not None,
            tells_helped=False,
        ),
    )
