"""Plausible answers to whatever a move asks, for people who do not exist."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from app.core.clock import LOCAL, local_date
from app.tickets.kinds.workflow import Need, NeedKind

_TEXTS = {
    "window": "石桥镇便民服务中心 4 号窗口",
    "place": "大槐树村党群服务中心",
    "acceptance_no": "演示受字〔2026〕第 0128 号",
    "true_will_by": "赵长河",
    "handed_to": "窗口工作人员（演示）",
    "result": "证明当场开好，交给了本人（演示）",
    "document": "演示批字〔2026〕第 0077 号",
}
_CHOICES = {"proof": "known_person", "collected_by": "self"}
_WORTH_SAYING = {NeedKind.MATERIALS, NeedKind.YES}  # What a careful cadre tells although the form would let it be.


def plausible(need: Need, details: Mapping[str, Any], at: datetime, *, staff_id: str) -> Any:  # noqa: ANN401 - JSON values.
    """An answer of the kind that a need asks for, taken from the ticket where it must fit; None where nobody would say more."""
    today = local_date(at)
    if need.name == "slot_start":
        return datetime.combine(today + timedelta(days=1), time(9, 30), LOCAL).isoformat()
    if not need.required and need.kind not in _WORTH_SAYING:
        return None
    if need.kind is NeedKind.MATERIALS:
        return [{"code": material["code"]} for material in details.get("materials", [])][:30]
    answers: dict[NeedKind, Any] = {
        NeedKind.TEXT: _TEXTS.get(need.name, "已记下（演示）")[: need.longest],
        NeedKind.LONG_TEXT: _TEXTS.get(need.name, "说清楚了，本人知道（演示）")[: need.longest],
        NeedKind.YES: True,
        NeedKind.CHOICE: _CHOICES.get(need.name) or (need.choices[0].value if need.choices else ""),
        NeedKind.CHOICES: [need.choices[0].value] if need.choices else [],
        NeedKind.DATE: (today + timedelta(days=3)).isoformat(),
        NeedKind.DATETIME: (at + timedelta(days=1)).isoformat(),
        NeedKind.NUMBER: 1,
        NeedKind.PHONE: "00000000112",
        NeedKind.PERSON: staff_id,
        NeedKind.PARTIES: [
            {"name": "陈大山", "role": "applicant", "agreed": True},
            {"name": "马满仓", "role": "respondent", "agreed": True},
        ],
        NeedKind.TERMS: [
            {
                "obligor": "马满仓",
                "what": "按老地界退回田埂，种下的树苗移走",
                "due_on": (today + timedelta(days=10)).isoformat(),
                "manner": "当面完成",
            }
        ],
    }
    return answers[need.kind]
