"""The verbs of an authority's demand: written down, advised, decided, given, told to the person, closed."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from himaya.cases import policy as cases
from himaya.cases.models import Case
from himaya.disclosures import policy, rules, states
from himaya.disclosures.access import PURPOSE, lock_demand
from himaya.disclosures.models import LegalDemand
from himaya.disclosures.words import HELD_BACK
from himaya.kernel import clock, subjects, two_people, wall
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.ids import new_id, new_reference, tidy_reference
from himaya.kernel.sealed import seal, sealed_fields
from himaya.kernel.unit import Unit, unit
from himaya.legal import rules_firewall as firewall

LONGEST = 4000


@dataclass(frozen=True, slots=True)
class Asked:
    """A demand as it came: codes in clear, words sealed. `file` is a reference of this institution, or empty."""

    asker: str
    power: str
    aim: str
    who: str
    asked: str
    received_on: date
    due_on: date | None = None
    file: str = ""


def record(*, asked: Asked, by: Actor) -> UUID:
    """Write a demand down. Nothing is answered yet. Raises NotPermitted, NotValid, NotFound for an unknown file."""
    policy.check_records(by)
    _check_asked(asked)
    with unit(by=by) as u:
        case = _case(asked.file, by)
        subject = subjects.create("legal_demand", key_kinds=(subjects.NOTE,))
        row = LegalDemand(
            id=new_id(),
            subject_id=subject.id,
            reference=new_reference(),
            institution_id=by.institution_id,
            case=case,
            asker=asked.asker,
            power=asked.power,
            aim=asked.aim,
            received_on=asked.received_on,
            due_on=asked.due_on,
            recorded_by=_account(by),
        )
        seal(row, who=asked.who.strip(), asked=asked.asked.strip())
        row.save(force_insert=True)
        u.log("demand.recorded", code=asked.asker, **_about(row))
    return row.pk


def advise(*, demand_id: UUID, advice: str, text: str, by: Actor) -> None:
    """Counsel says what the law asks for, and what not. They may say it anew until it is decided."""
    policy.check_advises(by)
    if advice not in states.ADVICE:
        raise NotValid(_("Choose what you advise."), code="advice_missing")
    words = _text(text)
    with unit(by=by) as u:
        row = _locked(demand_id, "advise", by)
        row.advice, row.advised_by, row.advised_on = advice, _account(by), clock.today()
        _keep(row, "advise", by, counsel=words)
        u.log("demand.advised", code=advice, **_about(row))
        two_people.begun(u, "demand", row.pk)


def decide(*, demand_id: UUID, parts: Sequence[str], text: str, seen: int, by: Actor) -> None:
    """Decide the narrowest answer: which parts of the file, or none. Raises NotNow for what the firewall holds back.

    `seen` is the revision that was looked at: nobody decides on advice that counsel has given anew since.
    """
    policy.check_is_officer(by)
    if not set(parts) <= set(rules.PARTS):
        raise NotValid(_("Choose among the parts of a file."), code="parts_unknown")
    words = _text(text)
    with unit(by=by) as u:
        row = _locked(demand_id, "decide", by)
        policy.check_decides(by, row)
        if row.revision != seen:
            raise _moved()
        if parts and row.case_id is None:
            raise NotValid(_("This demand names no file here. Nothing of a file can be given."), code="no_file")
        if rules.refused_parts(parts, aim=row.aim, power=row.power, asker=row.asker):
            raise NotNow(HELD_BACK, code="held_back")
        row.parts = [part for part in rules.PARTS if part in parts]
        row.decided_by, row.decided_on = _account(by), clock.today()
        _keep(row, "decide", by, answer=words)
        u.log("demand.decided", code="parts" if row.parts else "nothing", **_about(row))


def give(*, demand_id: UUID, form: str, given_on: date, text: str, by: Actor) -> None:
    """Note what was given, in which form and on which day; a refusal that was sent is noted in the same way."""
    policy.check_is_officer(by)
    words = _text(text)
    with unit(by=by) as u:
        row = _locked(demand_id, "give", by)
        if form not in states.FORMS or (form == "refusal_sent") != (not row.parts):
            raise NotValid(_("Choose the form in which it was given; a refusal gives nothing."), code="form_missing")
        if not row.received_on <= given_on <= clock.today():
            raise NotValid(_("Say on which day, between the demand and today."), code="day_wrong")
        row.form, row.given_on = form, given_on
        _keep(row, "give", by, given=words)
        u.log("demand.given", code=form, **_about(row))


def drop(*, demand_id: UUID, by: Actor) -> None:
    """The authority took its demand back, or let its time pass."""
    policy.check_keeps(by)
    with unit(by=by) as u:
        row = _locked(demand_id, "drop", by)
        row.state = states.TRANSITIONS["drop"][1]
        row.save(update_fields=["state"])
        u.log("demand.dropped", **_about(row))


def tell(*, demand_id: UUID, on: date, by: Actor) -> None:
    """The person was told, in safety."""
    with _notice(demand_id, by) as (u, row):
        if row.case_id is None or not row.received_on <= on <= clock.today():
            raise NotValid(_("Say on which day, between the demand and today."), code="day_wrong")
        _settle(row, states.TOLD, on=on)
        u.log("demand.person_told", **_about(row))


def put_off(*, demand_id: UUID, reason: str, until: date, by: Actor) -> None:
    """The person cannot be told yet: why, and on which day somebody looks again."""
    with _notice(demand_id, by) as (u, row):
        if reason not in states.PUT_OFF_REASONS:
            raise NotValid(_("Choose why the person cannot be told yet."), code="reason_missing")
        if not rules.put_off_until(clock.today(), until):
            raise NotValid(_("Choose a day within 90 days on which somebody looks again."), code="day_wrong")
        _settle(row, states.PUT_OFF, reason=reason, again_on=until)
        u.log("demand.notice_put_off", code=reason, **_about(row))


def nobody_to_tell(*, demand_id: UUID, reason: str, by: Actor) -> None:
    """There is nobody to tell, and why."""
    with _notice(demand_id, by) as (u, row):
        if reason not in states.NOBODY_REASONS or (reason == "no_file") != (row.case_id is None):
            raise NotValid(_("Choose why there is nobody to tell."), code="reason_missing")
        _settle(row, states.NOBODY, reason=reason)
        u.log("demand.nobody_to_tell", code=reason, **_about(row))


def close(*, demand_id: UUID, by: Actor) -> None:
    """Nothing more is owed: answered or taken back, and the person told, or nobody there to tell."""
    policy.check_is_officer(by)
    with unit(by=by) as u:
        row = _locked(demand_id, "close", by)
        if row.notice not in (states.TOLD, states.NOBODY):
            raise NotNow(
                _("The person is not told yet. Tell them, or say why there is nobody to tell."), code="not_told"
            )
        row.state, row.closed_on = states.CLOSED, clock.today()
        row.save(update_fields=["state", "closed_on"])
        u.log("demand.closed", **_about(row))


@contextmanager
def _notice(demand_id: UUID, by: Actor) -> Iterator[tuple[Unit, LegalDemand]]:
    policy.check_keeps(by)
    with unit(by=by) as u:
        row = lock_demand(by, demand_id)
        if row.state not in states.OPEN or row.notice in (states.TOLD, states.NOBODY):
            raise NotNow(_("It is settled already whether the person was told."), code="notice_settled")
        yield u, row


def _settle(
    row: LegalDemand, notice: str, *, reason: str = "", on: date | None = None, again_on: date | None = None
) -> None:
    row.notice, row.notice_reason, row.notice_on, row.notice_again_on = notice, reason, on, again_on
    row.save(update_fields=["notice", "notice_reason", "notice_on", "notice_again_on"])


def _check_asked(asked: Asked) -> None:
    if asked.asker not in states.ASKERS or asked.power not in states.POWERS or asked.aim not in firewall.AIMS:
        raise NotValid(_("Say who asks, with which power and what for."), code="demand_incomplete")
    _text(asked.who)
    _text(asked.asked)
    if asked.received_on > clock.today() or (asked.due_on is not None and asked.due_on < asked.received_on):
        raise NotValid(_("A demand comes before today and before the day it sets."), code="day_wrong")


def _case(typed: str, by: Actor) -> Case | None:
    if not typed.strip():
        return None
    near = Case.objects.filter(cases.not_excluded(by), institution_id=by.institution_id)
    with wall.beyond(wall.INSTITUTION):
        # Held: an erasure of the same moment waits and then finds the demand in its way, or the file is gone first.
        found = near.select_for_update(of=("self",)).filter(reference=tidy_reference(typed)).first()
    if found is None:
        raise NotFound
    return found


def _text(text: str) -> str:
    if not text.strip() or len(text) > LONGEST:
        raise NotValid(_("Say it in a few sentences."), code="text_missing")
    return text.strip()


def _locked(demand_id: UUID, verb: str, by: Actor) -> LegalDemand:
    row = lock_demand(by, demand_id)
    if states.leads_to(verb, row.state) is None:
        raise _moved()
    return row


def _moved() -> NotNow:
    return NotNow(_("The demand has moved on meanwhile. Open it again to see where it stands."), code="demand_moved")


def _keep(row: LegalDemand, verb: str, by: Actor, **words: str) -> None:
    """Seal the new words beside those that stand, and move on. The reading that this takes joins the unit."""
    with Access(by, PURPOSE, action="demand.read", about=("legal_demand", row.pk)) as access:
        access.open(row)
        kept = {field.name: getattr(row, field.name) for field in sealed_fields(LegalDemand)}
        seal(row, **{**kept, **words})
    row.state = states.TRANSITIONS[verb][1]
    row.save()


def _about(row: LegalDemand) -> dict[str, Any]:
    """What every row of the audit says of a demand: the demand, its subject, and the person whose file it names."""
    people = [row.case.person_id] if row.case is not None else []
    return {"object_type": "legal_demand", "object_id": row.pk, "subjects": [row.subject_id, *people]}


def _account(by: Actor) -> UUID:
    if by.account_id is None:
        raise NotPermitted(code="no_account")
    return by.account_id
