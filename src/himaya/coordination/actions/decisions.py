"""The verbs of a decision: a question is put, institutions speak, it is concluded or withdrawn, and made final.

One voice per institution. Who may speak is in `voicing`, what was decided in `rules_decision`, what follows from it in
`deciding`, who makes it final in `confirming`. Every verb holds the table first, then the decision.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from himaya.coordination import (
    confirming,
    deciding,
    deciding_texts,
    locks,
    no_case,
    policy,
    rules_decision,
    seeding,
    states,
    voicing,
)
from himaya.coordination.actions import documents
from himaya.coordination.models import AgendaItem, Decision, Document, Position, Reservation
from himaya.coordination.queries import decisions as known
from himaya.coordination.queries import tables as queries
from himaya.coordination.voicing import Reserve
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import Unit, unit

__all__ = ["Reserve", "conclude", "confirm", "confirm_position", "put", "refuse_confirmation", "speak", "withdraw"]

LONGEST_WORDING, MOST_PARTS, LONGEST_PART = 4000, 60, 80


def put(
    *,
    item_id: UUID,
    wording: Mapping[str, str],
    method: str | None = None,
    document_id: UUID | None = None,
    parts: Sequence[str] = (),
    by: Actor,
) -> Decision:
    """Put one question to the table, on its open point. The quorum of the present half-day is frozen under it.

    `method` None takes the rule of the cycle; `parts` names the clauses when it is about these only, by uid when the
    document is a text. Raises NotNow when too few are there, another question is put, or the text is not before the
    table or not complete; NotValid, NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        item = locks.lock_item(by, item_id)
        table = item.table
        policy.check_runs(by, table)
        deciding.check_in_session(table)
        _check_free(item)
        its_rules = queries.rules_of(table.cycle)
        words, document = _wording(wording), _document(item, document_id)
        text = deciding_texts.check_can_be_put(document) if document is not None else None
        named = deciding_texts.parts(text, parts) if text is not None else _parts(parts, document)
        half_day = queries.present_half_day(table)
        no_case.check_said(*words.values(), *(() if text is not None else named))
        how = its_rules.method if method is None else method
        if how not in states.METHODS:
            raise NotValid(_("Choose how the table decides."), code="method")
        decision = Decision.objects.create(
            table=table,
            item=item,
            number=(Decision.objects.filter(table=table).aggregate(last=Max("number"))["last"] or 0) + 1,
            document=document,
            method=how,
            half_day=half_day,
            quorum=deciding.quorum(u, table, half_day),
            state=states.PUT,
            put_at=clock.now(),
            confirm_by=its_rules.confirm_by,
            parts=named,
            result={"document_before": document.state if document else "", **deciding_texts.note(text)},
            **words,
        )
        if document is not None and document.state != states.ADOPTED_IN_PART:
            documents.set_state(document_id=document.pk, state=states.TABLED, by=by)
        u.log("decision.put", object_type="decision", object_id=decision.pk, code=how)
        return decision


def speak(
    *,
    decision_id: UUID,
    institution_id: str,
    stance: str,
    reason: str = "",
    delegate_id: UUID | None = None,
    reservation: Reserve | None = None,
    by: Actor,
) -> Position:
    """The one voice of an institution, said by its delegate or entered by the chair or the secretariat.

    The same said twice by a delegate is said once; only the chair corrects. Raises NotValid for an objection without a
    reason or a reservation without its words, NotNow, NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        deciding.check_in_session(decision.table)
        deciding.check_moment(decision, "speak")
        said = Position.objects.filter(decision=decision, institution_id=institution_id).first()
        if said is not None and _is_repeated(said, stance, by):
            return said
        who = voicing.speaker(by, decision, institution_id, delegate_id, said)
        its_stance, its_reason = voicing.stance_and_reason(stance, reason)
        held = voicing.reserve(decision, reservation) if its_stance == states.RESERVE else None
        row = said or Position(decision=decision, institution_id=institution_id)
        row.stance, row.reason, row.how = its_stance, its_reason, who.how
        row.delegate, row.role, row.said_at = who.delegate, who.role, clock.now()
        row.save()
        _hold_back(decision, institution_id, held)
        verb = "position.corrected" if said else "position.said"
        u.log(verb, object_type="decision", object_id=decision.pk, code=its_stance)
        return row


def conclude(*, decision_id: UUID, asked: bool = False, by: Actor) -> Decision:
    """Conclude what is put: agreed (or awaiting its confirmation), or not agreed, and then the point is carried.

    `asked`: those who are there and did not speak were asked, and let it pass; consensus insists on it. Raises NotNow
    when the quorum is lost since, when somebody was not asked, when it is concluded already; NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        table = decision.table
        policy.check_runs(by, table)
        deciding.check_in_session(table)
        deciding.check_moment(decision, "conclude")
        half_day, its_rules = queries.present_half_day(table), queries.rules_of(table.cycle)
        quiet = known.silent(decision, half_day)
        if quiet and decision.method == states.CONSENSUS and not asked:
            sentence = _("%(names)s: there, and not heard yet. Ask each of them, then conclude.")
            raise NotNow(str(sentence) % {"names": " · ".join(one.name for one in quiet)}, code="not_all_asked")
        decision.concluded_quorum = deciding.quorum(u, table, half_day)
        said = dict(decision.positions.values_list("institution_id", "stance"))
        chair = table.chair.institution_id if table.chair else ""
        voices = known.voices_of(decision, half_day)
        found = rules_decision.outcome(decision.method, its_rules, voices, said, chair, asked=asked)
        decision.concluded_at = clock.now()
        decision.result |= {"counts": dict(found.counts), "why": found.why, "silent": [one.pk for one in quiet]}
        _settle(u, decision, found)
        return decision


def withdraw(*, decision_id: UUID, reason: str = "", carry: bool = False, by: Actor) -> None:
    """Take a question back; with `carry` its point goes to the next table. Raises NotNow, NotPermitted, NotFound."""
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        policy.check_runs(by, decision.table)
        deciding.check_in_session(decision.table)
        deciding.check_moment(decision, "withdraw")
        decision.state, decision.reason = states.WITHDRAWN, no_case.reason(reason, needed=False)
        decision.concluded_at = clock.now()
        decision.save(update_fields=["state", "reason", "concluded_at"])
        before = decision.result.get("document_before", "")
        if decision.document is not None and decision.document.state != before:
            documents.set_state(document_id=decision.document.pk, state=before, by=by)
        u.log("decision.withdrawn", object_type="decision", object_id=decision.pk)
        if carry:
            deciding.carry(u, decision, decision.reason)


def confirm(*, decision_id: UUID, on: date | None, reference: str, by: Actor) -> Decision:
    """The commission made a decision final on a day: the secretariat enters the day and the reference.

    Raises NotNow when the authorities confirm it instead or it does not wait; NotValid, NotPermitted, NotFound.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        deciding.check_moment(decision, "confirm")
        confirming.check_commission(decision)
        decision.confirmed_on = confirming.day(decision, on)
        decision.confirmed_reference = confirming.reference(reference)
        confirming.make_final(u, decision)
        return decision


def confirm_position(
    *, decision_id: UUID, institution_id: str, how: str, on: date | None = None, by: Actor
) -> Decision:
    """The validating authority of an institution confirms what it agreed to; once all have, the decision is final.

    By click from that account; by mail or letter entered by the secretariat. Raises NotNow, NotValid, NotPermitted.
    """
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        deciding.check_moment(decision, "confirm")
        row = confirming.waiting(decision, institution_id, by, how)
        row.confirmed_on, row.confirmed_how = confirming.day(decision, on), how
        row.confirmed_by = confirming.authority(institution_id, how, by, row.confirmed_on)
        row.save(update_fields=["confirmed_by", "confirmed_on", "confirmed_how"])
        u.log("position.confirmed", object_type="decision", object_id=decision.pk, code=how)
        last = confirming.last_day(decision)
        if last is not None:
            decision.confirmed_on = last
            confirming.make_final(u, decision)
        return decision


def refuse_confirmation(
    *,
    decision_id: UUID,
    reason: str,
    institution_id: str = "",
    how: str = states.LETTER,
    on: date | None = None,
    by: Actor,
) -> Decision:
    """The commission, or the authority of one institution, does not confirm: its point comes back at the next table.

    Raises NotValid without a reason, NotNow, NotPermitted, NotFound.
    """
    with unit(by=by) as u:
        decision = locks.lock_decision(by, decision_id)
        deciding.check_moment(decision, "refuse_confirmation")
        if decision.confirm_by == states.AUTHORITIES:
            confirming.waiting(decision, institution_id, by, how)
            confirming.authority(institution_id, how, by, confirming.day(decision, on))
            decision.result |= {"refused_by": institution_id}
        else:
            policy.check_secretariat(by)
        decision.reason = no_case.reason(reason)
        decision.state, decision.confirmed_on = states.NOT_CONFIRMED, confirming.day(decision, on)
        decision.save()
        u.log("decision.not_confirmed", object_type="decision", object_id=decision.pk)
        deciding.defer(u, decision, against=False)
        deciding.carry(u, decision)
        if decision.table.state != states.IN_SESSION:
            # The table that closed has sent its points on already; this one comes after them.
            seeding.seed_later(u, decision.table)
        return decision


def _settle(u: Unit, decision: Decision, found: rules_decision.Outcome) -> None:
    """Write the outcome, and what follows from it."""
    agreed = found.state == states.AGREED
    awaiting = agreed and decision.confirm_by != states.NOBODY_CONFIRMS
    decision.state = states.AWAITING if awaiting else found.state
    decision.save()
    u.log("decision.concluded", object_type="decision", object_id=decision.pk, code=decision.state)
    if decision.state == states.AGREED:
        deciding.bind(u, decision)
    elif decision.state == states.NOT_AGREED:
        deciding.defer(u, decision, against=found.why in rules_decision.AGAINST)
    if not agreed or decision.parts:
        # What is not agreed, the rest of a text too, comes back at the next table by itself.
        deciding.carry(u, decision)


def _hold_back(decision: Decision, institution_id: str, held: Reserve | None) -> None:
    """One reservation per institution and question; a correction replaces it."""
    Reservation.objects.filter(decision=decision, institution_id=institution_id).delete()
    if held is not None:
        Reservation.objects.create(
            decision=decision,
            institution_id=institution_id,
            clause=held.clause,
            text=held.text,
            review_on=held.review_on or voicing.review_of(decision),
        )


def _is_repeated(said: Position, stance: str, by: Actor) -> bool:
    """A second tap of the same delegate on the same answer."""
    own = said.delegate is not None and by.account_id is not None and said.delegate.account_id == by.account_id
    return own and said.stance == stance and said.how == states.BY_DELEGATE


def _check_free(item: AgendaItem) -> None:
    if item.state != states.ITEM_OPEN:
        raise NotNow(_("Open this point first, then put the question."), code=f"item_{item.state}")
    if Decision.objects.filter(table=item.table, state=states.PUT).exists():
        raise NotNow(
            _("A question is put to the table already. Conclude it or withdraw it, then put the next one."),
            code="question_is_put",
        )


def _wording(wording: Mapping[str, str]) -> dict[str, str]:
    tidy = {code: wording.get(code, "").strip() for code in languages.CODES}
    if not any(tidy.values()):
        raise NotValid(_("Write what the table decides, in at least one language."), code="wording_missing")
    if any(len(text) > LONGEST_WORDING for text in tidy.values()):
        raise NotValid(_("This is too long. Put one question, and keep the text in its document."), code="wording_long")
    return {f"wording_{code}": text for code, text in tidy.items()}


def _document(item: AgendaItem, document_id: UUID | None) -> Document | None:
    wanted = document_id or item.document_id
    if wanted is None:
        return None
    found = Document.objects.select_related("version").filter(pk=wanted, cycle=item.table.cycle_id).first()
    if found is None:
        raise NotValid(_("Choose a document of this cycle."), code="document_unknown")
    if deciding_texts.is_text(found):
        return found
    if found.state == states.ADOPTED or (found.version is not None and found.version.adoption):
        raise NotNow(_("This document is adopted already. A new version of it can be put."), code="document_adopted")
    return found


def _parts(parts: Sequence[str], document: Document | None) -> list[str]:
    tidy = list(dict.fromkeys(part for part in (" ".join(one.split()) for one in parts) if part))
    if tidy and document is None:
        raise NotValid(_("Name the document whose parts are meant."), code="parts")
    if len(tidy) > MOST_PARTS or any(len(part) > LONGEST_PART for part in tidy):
        raise NotValid(_("Name the parts shortly, one per line, sixty at most."), code="parts")
    return tidy
