"""In which words people are told about a request.

{asker} asked, {by} agreed, {who} did what they are told of; {when} is the asker's turn and {theirs} the other's in a swap,
{now} says who has which turn once it holds, and {then} who has it without. {clerk} wrote down what {who} had said.
"""

from app.core.words import Words

ASKED_TO_TAKE = Words(
    "{asker}想请您替{where}{when}的班（{why}）。请在“值班”里回答。",
    "{asker} would like you to take the turn in {where} {when} ({why}). Answer under Duty.",
)
ASKED_TO_SWAP = Words(
    "{asker}想和您换班：您值{when}，{asker}值{theirs}（{where}，{why}）。请在“值班”里回答。",
    "{asker} would like to swap: you take {when}, {asker} takes {theirs} ({where}, {why}). Answer under Duty.",
)
ASKED_EVERYBODY = Words(
    "{asker}来不了，{where}{when}的班，谁有空谁来（{why}）。请看“值班”。",
    "{asker} cannot come: who can take the turn in {where} {when} ({why})? See Duty.",
)
ACCEPTED = Words(
    "{by}答应了您{when}的请求。{until}前书记不反对，就算定了。",
    "{by} agreed to what you asked about {when}. It holds from {until} unless the secretary objects.",
)
AWAITS = Words(
    "{asker}和{by}说好了：{now}。{until}前您可以不同意；不用管，到时就算定了。",
    "{asker} and {by} agreed: {now}. You may object until {until}; if you do nothing, it holds from then.",
)
SHORT_NOTICE = Words(
    "{asker}和{by}说好了：{now}。离开班太近，已经算定了；不行请改派。",
    "{asker} and {by} agreed: {now}. It was too near to wait for you, so it holds; give the turn away if it must not.",
)
EFFECTIVE = Words("定了：{now}（{where}）。", "It holds now: {now} ({where}).")
DECLINED = Words("{who}来不了，{when}的班还是您的。", "{who} cannot; the turn {when} is still yours.")
WITHDRAWN = Words("{who}收回了，{when}的班没有变。", "{who} took it back; nothing changes about {when}.")
OBJECTED = Words("书记{who}没同意，{when}的班没有变。", "The secretary {who} objected; nothing changes about {when}.")
MOVED = Words(
    "请您接的班改了时间，现在是{when}（{where}）。来不了，请在“值班”里说。",
    "The turn that you were to take has other hours: {when} ({where}). If you cannot, say so under Duty.",
)
LAPSED = Words("{when}换班替班的请求作废了：{lapse}。", "The request about {when} has ended: {lapse}.")
UNDO_ASKED = Words(
    "{who}想把{when}的班换回来，请在“值班”里回答。", "{who} would like {when} undone. Answer under Duty."
)
UNDO_REFUSED = Words("{who}不换回来：{now}。", "{who} leaves it as it is: {now}.")
UNDONE = Words("{who}换回来了：{then}（{where}）。", "{who} undid it: {then} ({where}).")
RECORDED_ASK = Words(
    "{clerk}按您说的代记：请{asked}替您{when}的班（{where}，{why}）。您没说过，请在“值班”里收回。",
    "Recorded by {clerk}, as you said: {asked} to take your turn {when} ({where}, {why}). If you did not, take it back under Duty.",
)
RECORDED_SWAP = Words(
    "{clerk}按您说的代记：想和{asked}换班，您值{theirs}，{asked}值{when}（{where}，{why}）。您没说过，请在“值班”里收回。",
    "Recorded by {clerk}, as you said: you would take {theirs}, {asked} {when} ({where}, {why}). If you did not, take it back under Duty.",
)
RECORDED_ACCEPT = Words(
    "{clerk}按您说的代记：您答应了{asker}，{now}（{where}）。您没说过，请马上在“值班”里改，或者给{clerk}打电话。",
    "Recorded by {clerk}, as you said: you agreed with {asker}: {now} ({where}). If you did not, change it under Duty now, or call {clerk}.",
)
RECORDED_DECLINE = Words(
    "{clerk}按您说的代记：{asker}{when}的班，您来不了。您没说过，请给{asker}打电话。",
    "Recorded by {clerk}, as you said: you cannot take the turn of {asker} {when}. If you did not, call {asker}.",
)
RECORDED_WITHDRAW = Words(
    "{clerk}按您说的代记：收回了，{when}的班没有变。您没说过，请给{clerk}打电话。",
    "Recorded by {clerk}, as you said: it was taken back; nothing changes about {when}. If you did not, call {clerk}.",
)
RECORDED = Words("（{clerk}代记）", " (Recorded by {clerk}.)")
EVERYBODY_IS = Words("{when}由{who}值班", "{when} goes to {who}")
YOU = Words("您", "you")
AND = Words("，", ", ")
