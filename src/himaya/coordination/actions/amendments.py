"""The verbs of an amendment: submitted with its reason, proposed on, settled (which changes the text), withdrawn."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    amending,
    amendment_words,
    drafting,
    hearing,
    locks_consulting,
    no_case,
    policy,
    states,
    texts,
)
from himaya.coordination.amendment_words import LONGEST_REASON
from himaya.coordination.models import Amendment, Clause
from himaya.coordination.words_consulting import SETTLED_ALREADY
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import unit

SETTLES = {
    states.ACCEPTED: "accept",
    states.ACCEPTED_MODIFIED: "accept_modified",
    states.AMENDMENT_REJECTED: "reject",
    states.CARRIED_OVER: "carry_over",
}
PROPOSING = (states.IN_CONSULTATION, states.CONSOLIDATION, states.DRAFT_TABLED)


def submit(
    *,
    consultation_id: UUID,
    institution_id: str,
    op: str,
    uid: str = "",
    after: str = "",
    kind: str = "",
    texts: Mapping[str, str] | None = None,
    form: Mapping[str, Any] | None = None,
    changes_meaning: bool = False,
    reason: str,
    seen: int | None = None,
    how: str = "",
    delegate_id: UUID | None = None,
    received_on: date | None = None,
    by: Actor,
) -> Amendment:
    """Ask for a change of one clause: replace, insert (after `uid`), delete, or move (`uid` to just after `after`).

    `form` holds the keys of the typed part that would change, None for one that would go. `seen` is the revision of
    the clause that the page showed. Raises NotFound, NotPermitted, NotNow, NotValid without a reason or a change.
    """
    with unit(by=by) as u:
        consultation = locks_consulting.lock_consultation(by, consultation_id)
        draft = consultation.draft
        voice = hearing.heard(
            by, consultation, institution_id=institution_id, how=how, delegate_id=delegate_id, received_on=received_on
        )
        institution = hearing.with_seat(consultation, institution_id)
        hearing.check_open(consultation, by)
        clause = Clause.objects.filter(draft=draft, uid=uid).first() if uid else None
        if clause is not None and seen is not None and clause.revision != seen:
            raise NotNow(
                _("This clause was changed since the page was opened. Read it as it is now; what you typed is kept."),
                code="clause_changed",
            )
        row = Amendment(
            draft=draft,
            consultation=consultation,
            number=(draft.amendments.aggregate(last=Max("number"))["last"] or 0) + 1,
            institution=institution,
            op=op,
            uid=uid,
            after=after,
            kind=kind,
            changes_meaning=changes_meaning,
            reason=amendment_words.reason(reason),
            how=voice.how,
            delegate=voice.delegate,
            made_at=clock.now(),
            state=states.SUBMITTED,
        )
        amendment_words.fill(row, clause, texts or {}, form or {}, drafting.content(draft))
        row.save()
        u.log("amendment.submitted", object_type="amendment", object_id=row.pk, code=op)
        return row


def propose(
    *, amendment_id: UUID, proposal: str, reason: str, texts: Mapping[str, str] | None = None, by: Actor
) -> Amendment:
    """What the secretariat proposes to the table, with its reason; other words when it proposes those.

    Raises NotFound, NotPermitted, NotNow once settled, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row = locks_consulting.lock_amendment(by, amendment_id)
        row.state = _after(row, "propose")
        if row.draft.state not in PROPOSING:
            locks_consulting.check_moment(row.draft, "settle")
        if proposal not in states.PROPOSALS:
            raise NotValid(_("Choose what you propose."), code="proposal")
        row.proposal, row.proposal_reason = proposal, amendment_words.reason(reason)
        modified = proposal == states.ACCEPTED_MODIFIED
        row.proposal_texts = amendment_words.tidy(texts or {}) if modified else {}
        if modified and not row.proposal_texts and row.op != states.MOVE:
            raise NotValid(_("Write the words that you propose."), code="texts_missing")
        row.save()
        u.log("amendment.proposed", object_type="amendment", object_id=row.pk, code=proposal)
        return row


def settle(
    *,
    amendment_id: UUID,
    outcome: str,
    texts: Mapping[str, str] | None = None,
    answer: str = "",
    changes_meaning: bool | None = None,
    after: str | None = None,
    seen: int | None = None,
    by: Actor,
) -> Amendment:
    """Settle an amendment: accepted, accepted with other words or at another place, not accepted, carried over.

    What is accepted changes the draft at once; a changed meaning gives the clause a new uid. `seen` is the revision of
    the clause that the page showed. By the secretariat, or in the room by the chair. Raises NotFound, NotPermitted,
    NotNow when somebody was faster or the clause is no longer the one that was read, NotValid.
    """
    with unit(by=by) as u:
        row = locks_consulting.lock_amendment(by, amendment_id)
        locks_consulting.check_settles(by, row.draft)
        if outcome not in SETTLES:
            raise NotValid(_("Choose what becomes of this amendment."), code="outcome")
        row.state = _after(row, SETTLES[outcome])
        locks_consulting.check_moment(row.draft, "settle")
        locks_consulting.check_no_question(row.draft.document)
        row.answer = _answer(answer, outcome)
        if outcome in (states.ACCEPTED, states.ACCEPTED_MODIFIED):
            content = drafting.content(row.draft)
            if outcome == states.ACCEPTED:
                amending.check_as_it_stands(row, content)
                taken = amending.ask_of(row)
            else:
                _check_seen(row, amending.now_at(row, content), seen)
                meaning = row.changes_meaning if changes_meaning is None else changes_meaning
                words = amendment_words.tidy(texts or {})
                taken = amending.other_words(row, content, texts=words, after=after, changes_meaning=meaning)
            row.before = {**row.before, **amending.stood(content, taken)}
            row.settled_uid = amending.take(u, row.draft, content, taken)
            row.settled_texts = dict(taken.texts)
        row.settled_at = clock.now()
        row.save()
        u.log("amendment.settled", object_type="amendment", object_id=row.pk, code=outcome)
        return row


def withdraw(*, amendment_id: UUID, by: Actor) -> Amendment:
    """Its institution takes an amendment back, or the secretariat for it, until it is settled.

    Raises NotFound, NotPermitted, NotNow.
    """
    with unit(by=by) as u:
        row = locks_consulting.lock_amendment(by, amendment_id)
        if not policy.is_secretariat(by):
            hearing.speaks(by, row.institution_id)
        row.state = _after(row, "withdraw")
        row.settled_at = clock.now()
        row.save(update_fields=["state", "settled_at"])
        u.log("amendment.withdrawn", object_type="amendment", object_id=row.pk)
        return row


def _after(row: Amendment, verb: str) -> str:
    after = states.leads_to(states.AMENDMENT_TRANSITIONS, verb, row.state)
    if after is None:
        raise NotNow(SETTLED_ALREADY[row.state], code=f"amendment_{row.state}")
    return after


def _answer(answer: str, outcome: str) -> str:
    tidy = texts.sentence(answer, needed=False, longest=LONGEST_REASON)
    if not tidy and outcome == states.AMENDMENT_REJECTED:
        raise NotValid(_("Write the answer to its institution: why it is not accepted."), code="answer_missing")
    no_case.check_said(tidy)
    return tidy


def _check_seen(row: Amendment, uid: str, seen: int | None) -> None:
    if seen is None or row.op == states.INSERT:
        return
    clause = Clause.objects.filter(draft=row.draft, uid=uid).first()
    if clause is not None and clause.revision != seen:
        raise NotNow(
            _("The clause was changed once more since this page was opened. Read it as it is now, then accept."),
            code="clause_changed",
        )
