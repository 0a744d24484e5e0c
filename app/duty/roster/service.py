"""Acts on what a roster is drawn from: the village's rule and the members."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import Session, select

from app.changes.service import record
from app.core.clock import now, today
from app.core.problems import Refusal
from app.duty.roster import queries
from app.duty.roster.models import RosterMember, RosterRule
from app.duty.roster.rules import exempted
from app.duty.roster.schemas import MemberIn, RuleIn
from app.duty.service import refuse_who_draws_up_no_roster
from app.people.actor import Actor
from app.places.models import Place


def set_rule(db: Session, actor: Actor, village: Place, asked: RuleIn) -> RosterRule:
    """Change how the village fills its days; what stands keeps its hours until somebody moves it.

    A draft that gives somebody a turn at hours which are no more has to be drawn anew before it can be published.

    Raises:
        Refusal: 403 `not_your_role`; 409 `stale`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    rule = db.exec(select(RosterRule).where(RosterRule.village_id == village.id).with_for_update()).first()
    refuse_stale(asked.version, rule.version if rule else 0)
    told = asked.model_dump(mode="json", exclude={"version"})
    rule = rule or RosterRule(
        village_id=village.id, version=0, turns=[], weights={}, market_digits=[], changed_at=now()
    )
    for name, value in told.items():
        setattr(rule, name, value)
    rule.version += 1
    rule.changed_at, rule.changed_by = now(), actor.person_id
    db.add(rule)
    db.flush()
    record_change(db, village, "roster_rule_set", str(village.id))
    return rule


def set_member(db: Session, actor: Actor, village: Place, person_id: UUID, asked: MemberIn) -> None:
    """Say what the roster has to know of one of the village's staff.

    Raises:
        Refusal: 403 `not_your_role`; 422 `not_staff`.

    """
    refuse_who_draws_up_no_roster(actor, village.path)
    refuse_no_staff(db, village, [person_id])
    row = db.get(RosterMember, (village.id, person_id)) or RosterMember(
        village_id=village.id, person_id=person_id, skills=[], rest_weekdays=[], exempt_spans=[], changed_at=now()
    )
    row.exempt_spans = exempted(row.exempt_spans, is_exempt=asked.is_exempt, on=today())
    row.is_leader, row.is_exempt = asked.is_leader, asked.is_exempt
    row.most_turns, row.phone = asked.most_turns, asked.phone
    row.skills, row.rest_weekdays = list(asked.skills), list(asked.rest_weekdays)
    row.changed_at, row.changed_by = now(), actor.person_id
    db.add(row)
    db.flush()


def refuse_stale(seen: int, current: int) -> None:
    """Refuse what was decided from an older state.

    Raises:
        Refusal: 409 `stale` with the `current` version.

    """
    if seen != current:
        raise Refusal(
            409,
            "stale",
            "别人刚刚改过值班安排，请看一下最新的再改。您填的内容没有丢。",
            "Somebody has just changed the roster: look at it as it is now. What you entered is not lost.",
            current=current,
        )


def refuse_no_staff(db: Session, village: Place, person_ids: Sequence[UUID]) -> None:
    """Refuse people who hold no role in the village.

    Raises:
        Refusal: 422 `not_staff` with the first of them.

    """
    names = queries.staff(db, village)
    if strangers := [person_id for person_id in person_ids if person_id not in names]:
        raise Refusal(
            422,
            "not_staff",
            "只能排本村有职务的人值班，请先给他职务。",
            "Only staff of the village can be on duty: give the person a role first.",
            person_id=str(strangers[0]),
        )


def record_change(db: Session, village: Place, what: str, subject: str) -> None:
    """Let the change feed know."""
    record(db, what, subject_type="roster", subject_id=subject, place_path=village.path, data={})
