"""What the reasons and acts are called, and what tells two sendings of one act from two acts under one id."""

import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from app.core.words import Words
from app.duty.models import DutyShift
from app.duty.turns.models import Act, Reason, ShiftEvent

REASONS = {
    Reason.PERSONAL: Words("家里有事", "Something at home"),
    Reason.AWAY: Words("不在村里", "Away from the village"),
    Reason.OFFICIAL: Words("另有公事", "Other official work"),
    Reason.OTHER: Words("其他事", "Something else"),
    Reason.ABSENT: Words("人没在", "Nobody was there"),
    Reason.ON_LEAVE: Words("请假了", "On leave"),
    Reason.CALLED_AWAY: Words("临时走开", "Called away"),
    Reason.EMERGENCY: Words("村里有急事", "An emergency in the village"),
    Reason.HOURS: Words("开门时间变了", "The opening hours changed"),
    Reason.EVENT: Words("村里有活动", "Something takes place in the village"),
    Reason.WEATHER: Words("天气不好", "The weather"),
    Reason.NEEDED_THEN: Words("那天离不开他", "He is needed on that day"),
    Reason.SKILL_MISSING: Words("那个班要有专长的人", "That turn needs somebody with a skill"),
    Reason.TOO_MANY: Words("他班太密了", "Too many turns in a row"),
}
# What happened, with {by} who did it and {who} whom it was about.
ACTS = {
    Act.ASKED: Words("{by}请{who}接这个班", "{by} asked {who} to take this turn"),
    Act.ACCEPTED: Words("{by}答应了", "{by} agreed"),
    Act.DECLINED: Words("{by}接不了", "{by} could not"),
    Act.WITHDRAWN: Words("{by}收回了", "{by} took it back"),
    Act.CONFIRMED: Words("{by}同意了", "{by} said yes"),
    Act.OBJECTED: Words("{by}没同意", "{by} objected"),
    Act.LAPSED: Words("这次请求作废了", "The request ended by itself"),
    Act.SWAPPED: Words("和{who}换了班", "Swapped with {who}"),
    Act.SUBSTITUTED: Words("改由{who}值班", "{who} took the turn"),
    Act.UNDO_ASKED: Words("{by}想换回来", "{by} asked to have it back as it was"),
    Act.UNDO_REFUSED: Words("{by}不想换回来", "{by} wanted it to stay"),
    Act.UNDONE: Words("{by}换了回来，由{who}值班", "{by} undid it: {who} has the turn again"),
    Act.REPLACED: Words("{by}改派{who}值班", "{by} gave the turn to {who}"),
    Act.TAKEN_OVER: Words("{by}接了班", "{by} took over"),
    Act.CAME_BACK: Words("{who}回来接着值班", "{who} came back to the turn"),
    Act.MOVED: Words("{by}改了时间", "{by} changed the hours"),
    Act.CANCELLED: Words("{by}取消了这个班", "{by} cancelled the turn"),
    Act.STOOD_DOWN: Words("{by}排了临时值班，这个班停了", "{by} put a temporary roster in its place"),
    Act.RESTORED: Words("{by}恢复了这个班，由{who}值班", "{by} brought the turn back, for {who}"),
}
ANYBODY = Words("大家", "everybody")
BY_ITSELF = Words("系统", "The system")
SOMEBODY = Words("有人", "Somebody")
# Whose act it was, where somebody else wrote down what that person had said.
RECORDED = Words("{speaker}（本人说的，{clerk}代记）", "{speaker} (as recorded by {clerk})")


def on_word_of(event: ShiftEvent) -> UUID | None:
    """Whose word an act was that the secretary wrote down; none for what people did themselves."""
    told = event.data.get("on_word_of")
    return UUID(told) if told else None


def fingerprint(body: object, person_id: UUID | None) -> str:
    """What tells two sendings of one act from two acts under one id."""
    canonical = json.dumps([str(person_id), body], sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(canonical.encode()).hexdigest()


def is_free(turns: Iterable[DutyShift], starts_at: datetime, ends_at: datetime, but: Collection[UUID] = ()) -> bool:
    """Whether none of somebody's turns touches a span of time, some rows left out."""
    return not any(turn.starts_at < ends_at and turn.ends_at > starts_at and turn.id not in but for turn in turns)
