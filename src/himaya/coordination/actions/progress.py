"""The verbs of a progress report: written, submitted, validated by the authority, accepted, sent back, withdrawn."""

from datetime import date
from typing import NotRequired, TypedDict, Unpack
from uuid import UUID

from django.db.models import Max
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import no_case, policy, policy_progress, saying, speaking, states, stepping
from himaya.coordination import states_following as following
from himaya.coordination.models import ProgressReport, Recommendation
from himaya.coordination.words_following import REPORT_STATES
from himaya.institutions.models import Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid
from himaya.kernel.unit import Unit, unit

TEXT, VALUE, REASON = 4000, 80, 600
OBJECT = "progress_report"
PAPERS = (states.MAIL, states.LETTER)


class Written(TypedDict):
    """What a report says. `done`: the institution takes the work for finished; `value`: where the indicator stands.

    A delegate or a link writes for its own institution; the secretariat says for which one, or for which `entity`
    outside the list, and how and when it came. `seen` is the revision that the page showed, 0 for a new one.
    """

    text: str
    value: NotRequired[str]
    as_of: NotRequired[date | None]
    done: NotRequired[bool]
    how: NotRequired[str]
    delegate_id: NotRequired[UUID | None]
    received_on: NotRequired[date | None]
    institution_id: NotRequired[str]
    entity: NotRequired[str]
    seen: NotRequired[int]


def write(*, recommendation_id: UUID, by: Actor, **written: Unpack[Written]) -> ProgressReport:
    """Write a report, or write on at the one under way; only the institution sees it until it is handed in.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    institution_id, entity = written.get("institution_id", ""), written.get("entity", "")
    with unit(by=by) as u:
        row = stepping.lock(by, recommendation_id)
        who = institution_id if policy.is_secretariat(by) else institution_id or by.institution_id
        policy_progress.check_reports(row, institution_id=who, entity=entity)
        said = saying.heard(
            by,
            institution_id=who,
            how=written.get("how", ""),
            delegate_id=written.get("delegate_id"),
            received_on=written.get("received_on"),
        )
        if said.received_on is not None and row.addressed_on is not None and said.received_on < row.addressed_on:
            raise NotValid(
                _("On this day it had not been addressed yet. Write the day on which the report came in."),
                code="received_early",
            )
        report = _under_way(row, who, entity, written.get("seen", 0), by)
        report.text = _said(written["text"], _("Write what was done, in a few sentences."), TEXT)
        report.value = _said(written.get("value", ""), "", VALUE)
        report.as_of = _as_of(written.get("as_of"))
        report.done, report.how = written.get("done", False), said.how
        report.delegate, report.received_on = said.delegate, said.received_on
        _save(u, report, "written")
        return report


def submit(*, report_id: UUID, how: str = "", received_on: date | None = None, by: Actor) -> None:
    """Hand a report in: it goes to the institution's authority. The lead has been heard with it.

    What the secretariat entered from a paper needs no second channel. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row, report = _held(by, report_id)
        after = _after(report, "submit")
        _check_reports(row, report)
        _speaks(by, report, how, received_on)
        report.state, report.submitted_on = after, clock.today()
        # What an authority had validated before is not what is handed in now.
        report.validated_how, report.validated_on, report.validated_by, report.signed_by = "", None, None, ""
        _save(u, report, "submitted")
        if _leads(row, report):
            row.heard_on = max(report.received_on or clock.today(), row.heard_on or date.min)
            stepping.done(u, row, "heard", code=str(report.number))


def validate(
    *,
    report_id: UUID,
    how: str = "",
    received_on: date | None = None,
    signed_by: str = "",
    seen: int | None = None,
    by: Actor,
) -> None:
    """Make a submitted report the institution's word. Its validating authority does, by click, by link or on paper.

    `seen` is the revision that a page showed. Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    with unit(by=by) as u:
        row, report = _held(by, report_id)
        after = _after(report, "validate")
        _check_seen(report, seen)
        _check_reports(row, report)
        heard = saying.authority(
            by, institution_id=report.institution_id or "", how=how, received_on=received_on, signed_by=signed_by
        )
        report.state, report.validated_by = after, heard.delegate
        report.validated_how, report.validated_on = heard.how, heard.received_on or clock.today()
        report.signed_by = saying.signature(signed_by)
        _save(u, report, "validated")


def send_back(
    *,
    report_id: UUID,
    reason: str,
    how: str = "",
    received_on: date | None = None,
    seen: int | None = None,
    by: Actor,
) -> None:
    """Send a report back to whoever wrote it, with the reason. `seen` is the revision that a page showed.

    What was submitted the authority sends back; what it validated, the secretariat. Raises NotFound, NotPermitted,
    NotNow, NotValid.
    """
    with unit(by=by) as u:
        _row, report = _held(by, report_id)
        after = _after(report, "return")
        _check_seen(report, seen)
        if report.state == following.VALIDATED:
            policy.check_secretariat(by)
            report.returned_by = following.BY_SECRETARIAT
        else:
            _authority_returns(by, report, how, received_on)
            report.returned_by = following.BY_AUTHORITY
        why = _("Say in one sentence what is missing: whoever wrote it reads it.")
        report.returned_reason = _said(reason, why, REASON)
        report.state, report.returned_on = after, clock.today()
        _save(u, report, "returned")


def accept(*, report_id: UUID, seen: int | None = None, by: Actor) -> None:
    """Take a validated report into the record. The lead's moves the recommendation on; a contributor's does not.

    That the lead says it is done verifies nothing. `seen` is the revision that a page showed. Raises NotFound,
    NotPermitted, NotNow.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        row, report = _held(by, report_id)
        after = _after(report, "accept")
        _check_seen(report, seen)
        _check_reports(row, report)
        report.state, report.accepted_on = after, clock.today()
        _save(u, report, "accepted")
        if _leads(row, report):
            row.state = stepping.check_moment(row, "take_done" if report.done else "take_report")
            stepping.done(u, row, "reported_done" if report.done else "progressed", code=str(report.number))


def withdraw(*, report_id: UUID, how: str = "", received_on: date | None = None, by: Actor) -> None:
    """Take a report back before the authority validated it. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by) as u:
        _row, report = _held(by, report_id)
        after = _after(report, "withdraw")
        _speaks(by, report, how, received_on)
        report.state = after
        _save(u, report, "withdrawn")


def hand_in(*, recommendation_id: UUID, by: Actor, **written: Unpack[Written]) -> ProgressReport:
    """Write a report and submit it at once. Raises NotFound, NotPermitted, NotNow, NotValid."""
    with unit(by=by):
        report = write(recommendation_id=recommendation_id, by=by, **written)
        submit(report_id=report.pk, by=by)
        report.refresh_from_db()
        return report


def enter_letter(
    *, recommendation_id: UUID, signed_by: str = "", by: Actor, **written: Unpack[Written]
) -> ProgressReport:
    """Enter a mail or letter that the authority signed: written, submitted and validated at once.

    Raises NotFound, NotPermitted, NotNow, NotValid.
    """
    policy.check_secretariat(by)
    how, received_on = written.get("how", ""), written.get("received_on")
    with unit(by=by):
        report = hand_in(recommendation_id=recommendation_id, by=by, **written)
        validate(report_id=report.pk, how=how, received_on=received_on, signed_by=signed_by, by=by)
        report.refresh_from_db()
        return report


def _held(by: Actor, report_id: UUID) -> tuple[Recommendation, ProgressReport]:
    """The recommendation first, then its report: whoever holds the one holds the other."""
    row = stepping.lock(by, policy_progress.report_of(by, report_id).recommendation_id)
    return row, ProgressReport.objects.get(pk=report_id)


def _under_way(row: Recommendation, institution_id: str, entity: str, seen: int, by: Actor) -> ProgressReport:
    rows = ProgressReport.objects.filter(recommendation=row, state__in=following.REPORT_UNDER_WAY)
    found = rows.filter(institution_id=institution_id or None, entity=entity).first()
    if found is None:
        return _new(row, institution_id, entity)
    if policy.is_secretariat(by) and rows.filter(policy_progress.OWN_DRAFT, pk=found.pk).exists():
        raise NotNow(
            _("This institution is writing its report on the page. Ask it to hand that in, or to withdraw it."),
            code="own_draft",
        )
    _after(found, "write")
    _check_seen(found, seen)
    return found


def _check_seen(report: ProgressReport, seen: int | None) -> None:
    if seen is not None and report.revision != seen:
        raise NotNow(
            _("A report of this institution was written since the page was opened. Look at it, then go on from it."),
            code="written_meanwhile",
        )


def _new(row: Recommendation, institution_id: str, entity: str) -> ProgressReport:
    last = row.reports.aggregate(last=Max("number"))["last"] or 0
    found = Institution.objects.get(pk=institution_id) if institution_id else None
    return ProgressReport(
        recommendation=row, number=last + 1, institution=found, entity=entity, state=following.REPORT_DRAFT
    )


def _after(report: ProgressReport, verb: str) -> str:
    after = states.leads_to(following.PROGRESS_TRANSITIONS, verb, report.state)
    if after is None:
        raise NotNow(
            format_lazy(
                _("This report is “{state}” by now. Look at what became of it."), state=REPORT_STATES[report.state]
            ),
            code=f"report_{report.state}",
        )
    return after


def _check_reports(row: Recommendation, report: ProgressReport) -> None:
    policy_progress.check_reports(row, institution_id=report.institution_id or "", entity=report.entity)


def _leads(row: Recommendation, report: ProgressReport) -> bool:
    return policy_progress.leads(row, institution_id=report.institution_id or "", entity=report.entity)


def _speaks(by: Actor, report: ProgressReport, how: str, received_on: date | None) -> None:
    """Raises unless the actor speaks for whoever reports. What came on paper was said on that paper."""
    on_paper = policy.is_secretariat(by) and report.how in PAPERS
    saying.heard(
        by,
        institution_id=report.institution_id or "",
        how=how or (report.how if on_paper else ""),
        received_on=received_on or (report.received_on if on_paper else None),
    )


def _authority_returns(by: Actor, report: ProgressReport, how: str, received_on: date | None) -> None:
    if not report.institution_id:
        # Nobody outside the list has an authority that we know: the secretariat itself says what is missing.
        policy.check_secretariat(by)
        return
    if policy.is_secretariat(by) and how not in PAPERS:
        raise NotPermitted(
            _(
                "The authority of the institution sends this back or validates it. When it does so by mail or letter, "
                "say so here; once it is validated, you may send it back yourself."
            ),
            code="not_validated_yet",
        )
    saying.authority(by, institution_id=report.institution_id, how=how, received_on=received_on)


def _as_of(day: date | None) -> date:
    found = day or clock.today()
    if found > clock.today():
        raise NotValid(_("This day is still to come. Write the day at which things stand so."), code="as_of_future")
    return found


def _said(text: str, missing: object, longest: int) -> str:
    found = speaking.written(text, missing=str(missing), longest=longest)
    no_case.check_said(found)
    return found


def _save(u: Unit, report: ProgressReport, did: str) -> None:
    report.revision += 1
    report.save()
    u.log(f"progress.{did}", object_type=OBJECT, object_id=report.pk, code=report.institution_id or "")
