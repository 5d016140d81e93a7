"""Who speaks for an institution on a question, and what it holds back. Nothing is written here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, rules_decision, states, texts, words_decisions
from himaya.coordination.models import Attendance, Decision, Position
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import put_texts
from himaya.coordination.queries import tables as queries
from himaya.institutions.models import Delegate
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid

LONGEST, LONGEST_CLAUSE = 600, 80


@dataclass(frozen=True, slots=True)
class Reserve:
    """What an institution holds back: which clause, in its words, and when it looks at that again (None: by rule)."""

    clause: str
    text: str
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, in which role, and whether the chair enters it or the delegate says it."""

    delegate: Delegate
    role: str
    how: str


def speaker(
    actor: Actor, decision: Decision, institution_id: str, delegate_id: UUID | None, said: Position | None
) -> Speaker:
    """The one voice of an institution on a question, in the present half-day.

    The delegate who is marked present speaks; the titular may speak whenever the institution is there. `said` is what
    the institution said already: the chair corrects it, a second delegate learns of it. Raises NotPermitted, NotNow.
    """
    table = decision.table
    by_chair = policy.is_secretariat(actor) or policy.presides(actor, table)
    who = None if by_chair else policy.check_speaks(actor, institution_id=institution_id, on=queries.meeting_day(table))
    _check_voice(decision, institution_id)
    if said is not None and not by_chair:
        raise _said_already(said)
    row = _there(decision, institution_id)
    who = who or _named(decision, institution_id, delegate_id) or row.delegate
    role = known.role_on(table, institution_id, who.pk) if who else ""
    if who is None or not role:
        raise NotPermitted(
            _(
                "The mandate of the delegate who is marked as present is not valid on the day of the meeting. Mark "
                "another delegate, or enter the letter of designation first."
            ),
            code="no_valid_mandate",
        )
    if who != row.delegate and role != states.TITULAR:
        raise NotNow(
            _("The titular of this institution is marked as present, and speaks for it. Ask the titular."),
            code="titular_speaks",
        )
    return Speaker(who, role, states.CHAIR if by_chair else states.BY_DELEGATE)


def _check_voice(decision: Decision, institution_id: str) -> None:
    voices = queries.voices_on(decision.table.cycle, queries.meeting_day(decision.table))
    if institution_id not in {one.pk for one in voices}:
        raise NotPermitted(
            _("This institution has no seat with a voice on the day of the meeting. It is heard, and does not decide."),
            code="no_voice",
        )


def _said_already(said: Position) -> NotNow:
    sentence = _(
        "Your institution has already spoken: it %(stance)s (%(role)s). One institution has one voice; the chair can "
        "correct it until the question is concluded."
    )
    words = {
        "stance": words_decisions.STANCES[said.stance],
        "role": words_decisions.ROLES.get(said.role, words_decisions.CHANNELS[states.CHAIR]),
    }
    return NotNow(str(sentence) % words, code="spoke_already")


def _there(decision: Decision, institution_id: str) -> Attendance:
    marked = queries.attendance_of(decision.table, queries.present_half_day(decision.table))
    row = marked.get(institution_id)
    if row is not None and row.status == states.REPRESENTED:
        raise NotNow(
            _(
                "This institution is represented without a mandate: it is heard, and what it says goes into the "
                "minutes, but it does not decide. Mark a delegate with a mandate if one is there."
            ),
            code="represented",
        )
    if row is None or row.status != states.PRESENT or row.left_at is not None:
        raise NotNow(
            _("This institution is not marked as present in this half-day. Mark it, then it speaks."), code="not_there"
        )
    return row


def _named(decision: Decision, institution_id: str, delegate_id: UUID | None) -> Delegate | None:
    if delegate_id is None:
        return None
    day = queries.meeting_day(decision.table)
    return policy.delegate_with_mandate(delegate_id=delegate_id, institution_id=institution_id, on=day)


def stance_and_reason(stance: str, reason: str) -> tuple[str, str]:
    """What is said, checked: an objection has its reason. Raises NotValid."""
    if stance not in states.STANCES:
        raise NotValid(_("Say whether the institution agrees, reserves, abstains or objects."), code="stance")
    tidy = texts.sentence(reason, needed=False, longest=LONGEST)
    if stance == states.OBJECT and not tidy:
        raise NotValid(
            _("An objection needs its reason: write in one sentence what stands in the way. Nothing else is lost."),
            code="objection_without_reason",
        )
    no_case.check_said(tidy)
    return stance, tidy


def review_of(decision: Decision) -> date:
    """The day on which a reservation is looked at again when nobody says another."""
    months = queries.rules_of(decision.table.cycle).review_months
    return rules_decision.review_day(queries.meeting_day(decision.table), months)


def reserve(decision: Decision, given: Reserve | None) -> Reserve:
    """What is held back, checked: a text, and a day of review after the meeting. Raises NotValid."""
    text = " ".join(given.text.split()) if given else ""
    if given is None or not text:
        raise NotValid(_("Write what your institution holds back, in one sentence."), code="reservation_text")
    clause, day = " ".join(given.clause.split()), given.review_on or review_of(decision)
    if len(text) > LONGEST or len(clause) > LONGEST_CLAUSE:
        raise NotValid(_("This is too long. Keep one short sentence."), code="reservation_text")
    _check_clause(decision, clause)
    no_case.check_said(text)
    if day <= queries.last_day(decision.table):
        raise NotValid(
            _("The day of review lies after the meeting. Choose a later day, or leave it empty."),
            code="reservation_day",
        )
    return Reserve(clause, text, day)


def _check_clause(decision: Decision, clause: str) -> None:
    """A clause of the text that is put, by uid; on paper it is named in words."""
    if not clause:
        return
    known = put_texts.clauses_of(decision)
    if known and clause not in known:
        raise NotValid(
            _("Choose the clause from the list, or leave it empty when it is about the whole."),
            code="reservation_clause",
        )
    if not known:
        no_case.check_said(clause)
