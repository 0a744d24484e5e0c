"""A check that lets no wrong table start."""

from app.tickets.kinds.workflow import Kind, Need, NeedKind, Side


def checked(kind: Kind, firsts: tuple[str, ...]) -> Kind:
    """The kind itself, once its table is found right.

    Raises:
        ValueError: an unknown or unreachable state, a dead end, twin names, an unknown clock, an answer that begins
            with what no details say; the message names the place.

    """
    names = [state.name for state in kind.states]
    wrong = [f"state {name} twice" for name in set(names) if names.count(name) > 1]
    known, clocks = set(names), {clock.name for clock in kind.clocks}
    for move in kind.moves:
        wrong += [f"move {move.name} from unknown {at}" for at in move.at if at not in known]
        if move.to is not None and move.to not in known:
            wrong.append(f"move {move.name} to unknown {move.to}")
        wrong += [
            f"move {move.name} begins {each.name} with {each.begins}"
            for each in move.needs
            if _begins_wrong(kind, each)
        ]
        if not move.at or not move.by:
            wrong.append(f"move {move.name} from nowhere or by nobody")
        of_itself = move.by == frozenset({Side.CLOCK}) and move.door is None
        if (move.after is not None or move.ripe is not None) != of_itself:
            wrong.append(f"move {move.name}: the clock's moves, and only they, have a time")
    for state in kind.states:
        here = [move.name for move in kind.moves_from(state.name)]
        wrong += [f"move {name} twice from {state.name}" for name in set(here) if here.count(name) > 1]
        leads_on = any(move.to not in {None, state.name} for move in kind.moves_from(state.name))
        if not state.ends and not leads_on:
            wrong.append(f"state {state.name} is a dead end")
        if state.clock is not None and state.clock not in clocks:
            wrong.append(f"state {state.name} has unknown clock {state.clock}")
        if state.paused and state.clock is None:
            wrong.append(f"state {state.name} pauses no clock")
    wrong += [f"state {name} is unreachable" for name in sorted(known - _reachable(kind, firsts))]
    if wrong:
        raise ValueError(f"{kind.service}: " + "; ".join(wrong))
    return kind


def _begins_wrong(kind: Kind, need: Need) -> bool:
    """Whether an answer begins with an unknown field, or is a thing really done: that is ticked anew each time."""
    return need.begins is not None and (need.begins not in kind.details.model_fields or need.kind is NeedKind.YES)


def _reachable(kind: Kind, firsts: tuple[str, ...]) -> set[str]:
    seen, ahead = set(firsts), list(firsts)
    while ahead:
        here = ahead.pop()
        new = {move.to for move in kind.moves_from(here) if move.to} - seen
        seen |= new
        ahead += new
    return seen
