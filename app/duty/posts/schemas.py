"""Shapes of posts and of the way to them. Days are the villages' own."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StringConstraints

from app.core.shapes import Answer, Ask, AskedDay, Instant, Text
from app.duty.models import HoldingState, PostKind
from app.duty.posts.models import Reason
from app.duty.posts.rules import Need, PostMove
from app.duty.schemas import PersonName
from app.people.schemas import PlaceCode

_Name = Annotated[Text, StringConstraints(min_length=2, max_length=20)]
_EnglishName = Annotated[Text, StringConstraints(min_length=2, max_length=60)]
_Duties = Annotated[Text, StringConstraints(min_length=1, max_length=300)]


class PostIn(Ask):
    """A post to set up, or to change as a whole; without `hamlet` it is for the whole village, without `seats` for any number."""

    village_code: PlaceCode
    name: _Name
    name_en: _EnglishName | None = None
    kind: PostKind
    duties: _Duties | None = None
    hamlet: _Name | None = None
    seats: Annotated[int | None, Field(ge=1, le=99)] = None


class AlreadyIn(Ask):
    """What is known of somebody who is on a post since before this system knew of it."""

    since_on: AskedDay
    agreed_on: AskedDay | None = None
    pledge: _Duties | None = None
    letter_signed_on: AskedDay | None = None


class ProposalIn(Ask):
    """Somebody for a post; oneself when nobody is named. `id` becomes that of the holding.

    `already` is for the secretary, who enters a list that hung on the wall before.
    """

    id: UUID
    person_id: UUID | None = None
    already: AlreadyIn | None = None


class PostMoveIn(Ask):
    """One step; `id` makes it happen once, `version` is that of the holding as it was seen.

    `on` is the day of the meeting, of taking up, or the last day on the post; today when it is not said.
    """

    id: UUID
    version: Annotated[int, Field(ge=1, le=1_000_000)]
    move: Literal[
        PostMove.NOMINATE,
        PostMove.AGREE,
        PostMove.TAKE_UP,
        PostMove.SUSPEND,
        PostMove.RESUME,
        PostMove.WITHDRAW,
        PostMove.END,
    ]
    on: AskedDay | None = None
    pledge: _Duties | None = None
    letter_signed_on: AskedDay | None = None
    reason: Reason | None = None


class TemplateOut(Answer):
    """A post that many villages have."""

    code: str
    kind: PostKind
    kind_label: str
    name: str
    name_en: str
    duties: str


class ReasonLabel(Answer):
    """A reason that may be chosen."""

    code: Reason
    label: str


class PostOffer(Answer):
    """A step that this person may take now, with what has to be said with it."""

    move: PostMove
    label: str
    needs: list[Need]
    reasons: list[ReasonLabel]


class StepOut(Answer):
    """What was done, in one sentence; `on` is the day that it stands for."""

    at: Instant
    on: date | None
    text: str


class HolderOut(Answer):
    """Who is on a post, for everybody of the village."""

    holding_id: UUID
    person: PersonName
    since_on: date


class HoldingOut(Answer):
    """A person and a post with all that is known, for himself, the secretary and officers above. `reason` is one word."""

    id: UUID
    version: int
    post_id: UUID
    post_name: str
    hamlet: str | None
    village_code: str
    village_name: str
    person: PersonName
    state: HoldingState
    state_label: str
    proposed_on: date
    agreed_on: date | None
    since_on: date | None
    until_on: date | None
    pledge: str | None
    letter_signed_on: date | None
    reason: str | None
    steps: list[StepOut]
    moves: list[PostOffer]


class PostRow(Answer):
    """A post and who is on it; `open_names` is how many are on the way to it, null for whom that is not to be told."""

    id: UUID
    name: str
    kind: PostKind
    kind_label: str
    hamlet: str | None
    duties: str | None
    seats: int | None
    holders: list[HolderOut]
    open_names: int | None


class VillagePosts(Answer):
    """The posts of a village by class and name. `hamlets` are those that its people live in."""

    village_code: str
    village_name: str
    may_manage: bool
    may_read_records: bool
    hamlets: list[str]
    posts: list[PostRow]


class PostPage(Answer):
    """One post. `holdings` are those about which the reader may know all, past ones too.

    `name_zh`, `name_en` and `duties_written` are for its form: what stands there, whatever language the reader asked in.
    """

    post: PostRow
    name_zh: str
    name_en: str
    duties_written: str | None
    village_code: str
    village_name: str
    is_closed: bool
    may_manage: bool
    may_propose_myself: bool
    hamlets: list[str]
    holdings: list[HoldingOut]


class PublicHolder(Answer):
    """Somebody on a post; `portrait` is the path of his photo, null unless he gave one for the board."""

    name: str
    portrait: str | None


class PublicPost(Answer):
    """A post on the public board: its name, what it is for, and who is on it."""

    name: str
    kind_label: str
    hamlet: str | None
    duties: str | None
    people: list[PublicHolder]


class PublicPosts(Answer):
    """The posts of a village as they hang at its gate. Names, posts and photos that were given for it, nothing else."""

    village_code: str
    village_name: str
    posts: list[PublicPost]
