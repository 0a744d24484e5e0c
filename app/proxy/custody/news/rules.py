"""Notices about originals; they name no paper and no person, since phones are shared and messages are read aloud."""

from app.core.words import Words

TO_CONFIRM = Words(
    "有原件要您当面接过来，接到后请点确认。", "Originals are to be handed to you: confirm once you have them."
)
OWNER_CONFIRMS = Words(
    "村里记了一次原件交接，请打开看一眼，点一下确认。",
    "A hand-over of originals was recorded: look and confirm it.",
)
REFUSED = Words(
    "您记的一次原件交接，对方没有确认，原件还算在原处。", "A hand-over that you recorded was not confirmed."
)
LOST = Words(
    "编号后四位 {no} 的事，有一件原件报告丢失，请尽快处理。",
    "An original of request {no} was reported lost: please see to it.",
)
LOST_OWNER = Words(
    "有一件原件找不到了，村里正在找，书记会来说怎么补办。",
    "An original cannot be found; the secretary will ring you.",
)
SETTLED = Words("丢失的原件有了处理结果，请打开看。", "There is an answer about the lost original: open it.")
OVERNIGHT = Words(
    "编号后四位 {no} 的身份证还没退还。身份证不过夜，请当面退还本人。",
    "The identity card of request {no} is still out. It must not stay overnight: give it back.",
)


def about(words: Words, ticket_no: str) -> Words:
    """A notice about a ticket, by the last four of its number."""
    return Words(words.zh.format(no=ticket_no[-4:]), words.en.format(no=ticket_no[-4:]))
