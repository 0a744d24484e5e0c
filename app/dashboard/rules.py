"""Who looks at which area, and how an answer says that nothing is new. Plain values only."""

from hashlib import sha256

from app.people.actor import Actor, ActorKind, Role, Scope


def areas(actor: Actor, scope: Scope, *roles: Role) -> tuple[str, ...]:
    """The place paths whose pictures somebody may see: a machine by its key's scope, a person by one of the roles."""
    if actor.kind is ActorKind.MACHINE:
        return (actor.area,) if actor.area and actor.may_read(scope, actor.area) else ()
    return actor.paths(*roles)


def tag_of(*values: object) -> str:
    """The ETag of whatever follows from these values alone (RFC 9110 §8.8.3)."""
    return f'"{sha256(repr(values).encode()).hexdigest()[:20]}"'


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Whether a client says that it has the answer of this tag."""
    known = {each.strip().removeprefix("W/") for each in (if_none_match or "").split(",")}
    return bool(known & {tag, "*"})
