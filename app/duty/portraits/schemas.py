"""Shapes of portraits."""

from datetime import date
from uuid import UUID

from app.core.shapes import Answer, Ask
from app.duty.schemas import PersonName


class PortraitIn(Ask):
    """A photo for the public board; of oneself when nobody is named. `file_id` is an upload of the sender's own.

    `id` is made by the sender, so that sending twice gives one portrait. A secretary who gives that of somebody else says
    with `has_agreed` that he asked him.
    """

    id: UUID
    file_id: UUID
    person_id: UUID | None = None
    has_agreed: bool = False


class PortraitOut(Answer):
    """A portrait that is given; `url` opens it for some minutes, `for_him` if the secretary gave it, who is then `by`."""

    id: UUID
    url: str
    given_on: date
    by: str
    for_him: bool


class MemberPortrait(Answer):
    """Somebody's portrait, for himself and the secretary. `may_give` while he works or holds a post anywhere."""

    person: PersonName
    is_me: bool
    portrait: PortraitOut | None
    may_give: bool
