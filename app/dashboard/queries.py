"""What the pictures have in common when they are read."""

from app.core.problems import Refusal
from app.dashboard.rules import areas
from app.people.actor import Actor, Role, Scope


def areas_of(actor: Actor, scope: Scope, *roles: Role) -> tuple[str, ...]:
    """The place paths whose pictures somebody may see, at least one.

    Raises:
        Refusal: 403 `not_your_role`.

    """
    if found := areas(actor, scope, *roles):
        return found
    raise Refusal(
        403,
        "not_your_role",
        "这一页给镇、县的工作人员和有相应权限的接口密钥看。",
        "This is for officers of the township and county, and for API keys with that scope.",
    )
