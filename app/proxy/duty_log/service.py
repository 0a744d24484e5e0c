"""Adding a word to the duty log. Nothing in it is ever changed: what was wrong is put right by another word."""

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.changes.service import record
from app.core.clock import now
from app.core.problems import Refusal
from app.duty.queries import is_staff_here
from app.people.actor import Actor
from app.people.texts.rules import refuse_forbidden_text
from app.places.models import Place
from app.proxy.duty_log import rules
from app.proxy.duty_log.models import DutyRemark, RemarkKind
from app.proxy.duty_log.queries import readable_village
from app.proxy.duty_log.schemas import RemarkIn
from app.tickets.rules import fingerprint


def write_remark(db: Session, actor: Actor, asked: RemarkIn) -> tuple[DutyRemark, bool]:
    """Add a word to the log of a day; true with it if this is the first time that its id comes.

    Raises:
        Refusal: 403 `not_your_desk`, `not_your_role`; 404 a village that is not one's own; 409 `id_taken`; 422 `bad_day`,
            `something_missing`, `counts_by_itself`, `not_staff` or a forbidden text.

    """
    village = readable_village(db, actor, asked.village_code)
    if not rules.works_there(actor, village.path) or actor.person_id is None:
        raise Refusal(
            403,
            "not_your_role",
            "值班日志由本村值班的人来写，镇里只看。",
            "The log is written by those who sit in the village; the township reads it.",
        )
    mark = fingerprint(asked.model_dump(mode="json"), actor.person_id)
    if known := _sent_before(db, asked, mark):
        return known, False
    _check(db, asked, village)
    at = now()
    happened_at = asked.happened_at or at
    remark = DutyRemark(
        id=asked.id,
        village_id=village.id,
        place_path=village.path,
        kind=asked.kind,
        happened_at=happened_at,
        text=asked.text or "",
        count=asked.count,
        told_whom=asked.told_whom,
        told_at=(asked.told_at or happened_at) if asked.told_whom else None,
        on_paper=asked.on_paper,
        sat_id=asked.sat_id if asked.sat_id != actor.person_id else None,
        by_id=actor.person_id,
        written_at=at,
        reported_at=asked.reported_at,
        fingerprint=mark,
    )
    try:
        with db.begin_nested():
            db.add(remark)
    except IntegrityError:
        # Sent twice at the same moment: the other one was first.
        if known := _sent_before(db, asked, mark):
            return known, False
        raise
    data = {"kind": asked.kind, "on_paper": asked.on_paper}
    record(
        db,
        "duty_remark_written",
        subject_type="duty_remark",
        subject_id=str(remark.id),
        place_path=village.path,
        data=data,
    )
    return remark, True


def _sent_before(db: Session, asked: RemarkIn, mark: str) -> DutyRemark | None:
    known = db.get(DutyRemark, asked.id)
    if known is not None and known.fingerprint != mark:
        raise Refusal(
            409,
            "id_taken",
            "这个编号已经用在另一条值班日志上，请重新写。",
            "This id belongs to another word of the log: send it under a new one.",
        )
    return known


def _check(db: Session, asked: RemarkIn, village: Place) -> None:
    _check_times(asked)
    if asked.kind in rules.COUNTED_ON_PAPER and not asked.on_paper:
        raise Refusal(
            422,
            "counts_by_itself",
            "来访、来电和办的事会自动记进日志，只有写在纸上的才要补填。",
            "Visits, calls and matters come into the log by themselves; only what stands on paper is typed in.",
            field="kind",
        )
    _check_words(asked)
    if asked.sat_id and not is_staff_here(db, asked.sat_id, village.id):
        raise Refusal(
            422, "not_staff", "请选本村的工作人员。", "Choose somebody who works for this village.", field="sat_id"
        )
    refuse_forbidden_text(asked.text, asked.told_whom)


def _check_times(asked: RemarkIn) -> None:
    at = now()
    for field, time in (("happened_at", asked.happened_at), ("told_at", asked.told_at)):
        if time and not rules.is_believable(time, at):
            raise Refusal(
                422,
                "bad_day",
                "时间不对：不能在以后，也不能早于一年前。",
                "The time is wrong: it cannot lie ahead, nor more than a year back.",
                field=field,
            )


def _check_words(asked: RemarkIn) -> None:
    if asked.kind in rules.COUNTED_ON_PAPER and asked.count is None:
        raise Refusal(422, "something_missing", "请填有几件（几人）。", "Say how many there were.", field="count")
    if asked.kind not in rules.COUNTED_ON_PAPER and asked.text is None:
        raise Refusal(422, "something_missing", "请写一句话。", "Write a word.", field="text")
    if asked.kind is RemarkKind.EMERGENCY and asked.told_whom is None:
        raise Refusal(
            422,
            "something_missing",
            "请写明报告给了谁，还没报告的先打电话报告。",
            "Say to whom it was reported; if to nobody yet, ring first.",
            field="told_whom",
        )
