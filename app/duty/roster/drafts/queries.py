"""Reading a month: what is drawn or published, what is open, who carries what, and who could take a turn."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from sqlmodel import Session, col, select

from app.core.clock import local_date, now, today
from app.core.problems import Refusal
from app.core.words import Language
from app.duty.drawing.gaps.rules import gaps_of
from app.duty.drawing.rules import Gap, Lack, Member, Missing, lack, why_not
from app.duty.roster import queries, rules
from app.duty.roster.drafts.rules import as_it_stands, at_old_hours, warnings
from app.duty.roster.models import RosterDraft
from app.duty.roster.queries import Question
from app.duty.roster.rules import Slot
from app.duty.roster.schemas import (
    AgreedTurn,
    Candidate,
    Candidates,
    Draft,
    DraftGap,
    DraftTurn,
    OtherTurn,
    RuleOut,
    Share,
    TurnHours,
    Warned,
    WeightsIn,
    WhyNot,
)
from app.duty.roster.standing.rules import Other
from app.duty.schemas import PersonName
from app.people.actor import Actor, ActorKind, Role
from app.people.models import Person
from app.places.models import Place


class Month(NamedTuple):
    """A month as it stands: what it is drawn from, who has which turn, and the draft if there is one to be seen.

    `at_old_hours` says how many turns of the draft are at hours that are not asked for any more.
    """

    asked: Question
    turns: dict[str, tuple[UUID, ...]]
    kept: RosterDraft | None
    names: dict[UUID, PersonName]
    language: Language
    at_old_hours: int = 0

    @property
    def is_draft(self) -> bool:
        """Whether it waits for its publication."""
        return self.kept is not None and self.kept.published_at is None

    def sentence(self, person_id: UUID, reason: Lack) -> WhyNot:
        """Why somebody cannot take a turn, in words."""
        words = rules.LACK_WORDS[reason].speak(self.language)
        return WhyNot(person=self.names[person_id], lack=reason, sentence=words)


def month(db: Session, actor: Actor, village: Place, name: str, language: Language) -> Month:
    """A month ("2026-12") as the actor may see it: a draft is its secretary's until it is out.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    queries.refuse_strangers(actor, village)
    kept = db.get(RosterDraft, (village.id, name))
    may_draw = actor.kind is ActorKind.SYSTEM or actor.holds(Role.VILLAGE_SECRETARY, village.path)
    if kept and not kept.published_at and not may_draw:
        kept = None
    # Without a draft, and once it is out, a month is what its turns are now.
    drawn, before = (by_key(kept.turns), by_key(kept.standing)) if kept and not kept.published_at else ({}, {})
    asked = queries.question(db, village, name, {person_id for ids in drawn.values() for person_id in ids})
    turns = as_it_stands(asked.shown, drawn, before, asked.agreed, now())
    everyone = select(Person.id, Person.name).where(col(Person.id).in_([member.id for member in asked.members]))
    names = {person_id: PersonName(id=person_id, name=told) for person_id, told in db.exec(everyone)}
    old = at_old_hours(asked.shown, drawn, before, today())
    return Month(asked, turns, kept, names, language, len(old))


def by_key(kept: Mapping[str, Sequence[str]]) -> dict[str, tuple[UUID, ...]]:
    """Persons by the keys of their turns, as a draft keeps them."""
    return {key: tuple(map(UUID, ids)) for key, ids in kept.items()}


def draft(db: Session, actor: Actor, village: Place, name: str, language: Language) -> Draft:
    """A month with its gaps, warnings and shares; what was never drawn shows the turns that stand already.

    Raises:
        Refusal: 403 `not_your_village`.

    """
    shown = month(db, actor, village, name, language)
    kept, asked, own = shown.kept, shown.asked, queries.rule_of(db, village.id)
    publish_by = rules.publish_by(name, own.publish_days if own else RuleOut(version=0).publish_days)
    is_out = bool(kept and kept.published_at)
    return Draft(
        village_code=village.official_code,
        month=name,
        version=kept.version if kept else 0,
        drawn_at=kept.drawn_at if kept else None,
        published_at=kept.published_at if kept else None,
        publish_by=publish_by,
        is_provisional=not asked.calendar.is_confirmed(int(name[:4])),
        turns=[_turn(shown, slot) for slot in asked.shown],
        gaps=[_gap(shown, gap) for gap in gaps(shown)] if kept else [],
        warnings=_warnings(db, village, shown, None if is_out or publish_by >= today() else publish_by),
        shares=_shares(shown),
        weights=WeightsIn.model_validate(own.weights) if own and own.weights else WeightsIn(),
        spare=kept.spare if kept else None,
        others=[_other(shown, other) for other in asked.others],
    )


def gaps(shown: Month) -> list[Gap]:
    """What is open now, whatever was open when it was drawn."""
    asked = shown.asked
    on_roster = [member for member in asked.members if member.id not in asked.off]
    return [
        gap._replace(proposals=tuple(p for p in gap.proposals if p not in asked.off))
        for gap in gaps_of([slot.need for slot in asked.shown], asked.members, asked.limits, shown.turns)
        # A day without a leader says nothing where nobody can be one: that is a warning of its own.
        if gap.missing is not Missing.LEADER or any(member.is_leader for member in on_roster)
    ]


def candidates(db: Session, actor: Actor, village: Place, name: str, key: str, language: Language) -> Candidates:
    """Everybody of the roster for one turn, by name, and what speaks against each.

    Raises:
        Refusal: 403 `not_your_village`; 404 `turn_unknown`.

    """
    shown = month(db, actor, village, name, language)
    slot = next((slot for slot in shown.asked.shown if slot.need.key == key), None)
    if slot is None:
        raise turn_unknown()
    return Candidates(turn=key, items=_by_name(_candidate(shown, slot, member) for member in shown.asked.members))


def turn_unknown() -> Refusal:
    """The month has no turn of that key."""
    return Refusal(
        404, "turn_unknown", "这个月没有这个班，请刷新再看。", "This month has no such turn: look at it anew."
    )


def cannot_sit(asked: Question, turns: Mapping[str, Sequence[UUID]], member: Member, slot: Slot) -> Lack | None:
    """What even a secretary does not overrule: being away, being off the roster, and two turns at once."""
    need = slot.need
    if member.id in asked.off:
        return Lack.OFF_ROSTER
    if reason := lack(member, need, ignoring={Lack.REST_DAY}):
        return reason
    own = [each.need for each in asked.shown if each.need != need and member.id in turns.get(each.need.key, ())]
    overlaps = any(each.starts_at < need.ends_at and need.starts_at < each.ends_at for each in own)
    return Lack.TURN_THEN if overlaps else None


def _candidate(shown: Month, slot: Slot, member: Member) -> Candidate:
    own = [each.need for each in shown.asked.shown if member.id in shown.turns[each.need.key]]
    others = [need for need in own if need != slot.need]
    reason = cannot_sit(shown.asked, shown.turns, member, slot)
    reason = reason or why_not(member, slot.need, others, shown.asked.limits)
    return Candidate(
        person=shown.names[member.id],
        has_it=slot.need in own,
        turns=len(own),
        lack=reason,
        sentence=rules.LACK_WORDS[reason].speak(shown.language) if reason else "",
    )


def _by_name(found: Iterable[Candidate]) -> list[Candidate]:
    return sorted(found, key=lambda each: (each.person.name, each.person.id))


def _turn(shown: Month, slot: Slot) -> DraftTurn:
    need, asked, ids = slot.need, shown.asked, shown.turns[slot.need.key]
    by_id = {member.id: member for member in asked.members}
    troubles = [
        shown.sentence(each, Lack.OFF_ROSTER if each in asked.off else Lack.AWAY)
        for each in ids
        if need.ends_at > now() and (each in asked.off or lack(by_id[each], need) is Lack.AWAY)
    ]
    agreed = asked.agreed.get(need.key, ())
    return DraftTurn(
        key=need.key,
        kind=slot.kind,
        starts_at=need.starts_at,
        ends_at=need.ends_at,
        needed=need.persons,
        short=max(need.persons - len(ids), 0),
        persons=[shown.names[person_id] for person_id in ids],
        agreed=[AgreedTurn(person_id=each, shift_id=asked.shifts[need.key, each]) for each in agreed],
        troubles=troubles,
    )


def _other(shown: Month, other: Other) -> OtherTurn:
    row, to = other.row, other.becomes
    return OtherTurn(
        shift_id=row.id,
        person=shown.names[row.person_id],
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        becomes=TurnHours(starts_at=to.need.starts_at, ends_at=to.need.ends_at) if to else None,
        on_purpose=row.on_purpose,
    )


def _gap(shown: Month, gap: Gap) -> DraftGap:
    on = rules.day_of_key(gap.need)
    skill = rules.SKILLS[gap.skill].speak(shown.language) if gap.skill else ""
    of_day = (slot.need.key for slot in shown.asked.slots if slot.need.leader_of == on)
    return DraftGap(
        key=gap.need,
        turn=next(of_day) if gap.missing is Missing.LEADER else gap.need,
        on=on,
        missing=gap.missing,
        sentence=rules.MISSING_WORDS[gap.missing].speak(shown.language, n=gap.persons, skill=skill),
        why=[shown.sentence(person_id, reason) for person_id, reason in gap.why.items()],
        proposals=[shown.names[person_id] for person_id in gap.proposals],
    )


def _warnings(db: Session, village: Place, shown: Month, late_since: date | None) -> list[Warned]:
    asked, told = shown.asked, queries.members_of(db, village)
    on_roster = [member for member in asked.members if member.id not in asked.off]
    names: Mapping[UUID, str] = {person_id: person.name for person_id, person in shown.names.items()}
    silent = sorted(names[member.id] for member in on_roster if not ((row := told.get(member.id)) and row.phone))
    needs = [slot.need for slot in asked.slots]
    found = warnings(needs, on_roster, names, silent, late_since, shown.at_old_hours)
    return [Warned(code=code, sentence=words.speak(shown.language)) for code, words in found]


def _shares(shown: Month) -> list[Share]:
    asked = shown.asked

    def share(member: Member) -> Share:
        mine = [slot.need for slot in asked.shown if member.id in shown.turns[slot.need.key]]
        return Share(
            person=shown.names[member.id],
            turns=len(mine),
            nights=sum(rules.is_night(need.starts_at, need.ends_at) for need in mine),
            rest_days=sum(not asked.calendar.is_workday(local_date(need.starts_at)) for need in mine),
            load=sum(need.weight for need in mine),
            carried=member.carried,
        )

    return sorted(map(share, asked.members), key=lambda each: (each.person.name, each.person.id))
