"""The verbs of a report: begun for a year or for a cycle, its chapters written, an edition of it frozen.

The content of an edition is composed above (`insight.reporting`), where all that is counted may be seen; here it is
checked against what was written and kept as it is (ADR 12).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from himaya.coordination import canonical, locks, no_case, policy, report_skeletons
from himaya.coordination import states_following as states
from himaya.coordination.models import Report, ReportEdition, ReportText
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.languages import CODES
from himaya.kernel.unit import unit

TEXT = 20_000
FIRST_YEAR = 2000


def begin(
    *,
    kind: str,
    year: int | None = None,
    cycle_id: UUID | None = None,
    first_day: date | None = None,
    last_day: date | None = None,
    by: Actor,
) -> Report:
    """Begin the report of a year, or one to the funder of a cycle; the days of the latter may be narrowed.

    Without days a report on a cycle covers it from its opening until it closed, or until today. Raises NotFound,
    NotPermitted, NotNow when there is one already, NotValid.
    """
    policy.check_secretariat(by)
    if kind not in states.REPORT_KINDS:
        raise NotValid(_("Choose the kind of report."), code="report_kind")
    with unit(by=by) as u:
        row = _of_year(year) if kind == states.ANNUAL else _of_cycle(by, cycle_id, first_day, last_day)
        u.log("report.begun", object_type="report", object_id=row.pk, code=kind)
        return row


def _of_year(year: int | None) -> Report:
    if year is None or not FIRST_YEAR <= year <= clock.today().year:
        raise NotValid(_("Choose a year that has begun."), code="year")
    first, last = date(year, 1, 1), date(year, 12, 31)
    try:
        with transaction.atomic():
            return Report.objects.create(
                kind=states.ANNUAL, year=year, first_day=first, last_day=last, begun_on=clock.today()
            )
    except IntegrityError as fault:
        raise NotNow(
            _("The report of this year was begun already. Go on with that one."), code="report_begun"
        ) from fault


def _of_cycle(by: Actor, cycle_id: UUID | None, first_day: date | None, last_day: date | None) -> Report:
    if cycle_id is None:
        raise NotValid(_("Choose the cycle that the report is about."), code="cycle")
    cycle = locks.lock_cycle(by, cycle_id)
    if cycle.recorded:
        raise NotNow(
            _("This cycle is history told by a source: nothing of it was counted here."), code="cycle_recorded"
        )
    first = first_day or cycle.opened_on
    last = last_day or cycle.closed_on or clock.today()
    if last < first:
        raise NotValid(_("The last day of a report cannot lie before its first."), code="report_days")
    if Report.objects.filter(kind=states.FUNDER, cycle=cycle, first_day=first, last_day=last).exists():
        raise NotNow(
            _("A report on this cycle over these days was begun already. Go on with that one."), code="report_begun"
        )
    return Report.objects.create(
        kind=states.FUNDER, cycle=cycle, first_day=first, last_day=last, begun_on=clock.today()
    )


def write(*, report_id: UUID, chapter: str, texts: Mapping[str, str], seen: int, by: Actor) -> ReportText:
    """Write the text of a chapter. `seen` is the revision that the page showed.

    Raises NotFound, NotPermitted, NotNow when somebody wrote meanwhile, NotValid.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        report = locks.lock_row(Report.objects.all(), report_id)
        if report_skeletons.book().skeletons[report.kind].chapter(chapter) is None:
            raise NotFound
        row = ReportText.objects.filter(report=report, chapter=chapter).first() or ReportText(
            report=report, chapter=chapter
        )
        if row.revision != seen:
            raise NotNow(
                _("Somebody wrote in this chapter meanwhile. Both texts are below: bring them together, then keep."),
                code="changed_meanwhile",
            )
        row.text_fr, row.text_ar, row.text_en = (_said(texts.get(code, "")) for code in CODES)
        row.revision += 1
        row.save()
        u.log("report.written", object_type="report", object_id=report.pk, code=chapter)
        return row


def _said(text: str) -> str:
    tidy = text.strip()
    if len(tidy) > TEXT:
        raise NotValid(
            _("This text is too long for one chapter. Shorten it, or put a part elsewhere."), code="text_length"
        )
    no_case.check_said(tidy)
    return tidy


def freeze(*, report_id: UUID, content: Mapping[str, Any], by: Actor) -> ReportEdition:
    """Keep the report as it was composed, under the next number, with the hash of its content. It never changes.

    Raises NotFound, NotPermitted, NotValid for the content of another report, NotNow when a chapter was written since
    it was composed, or when it says nothing new.
    """
    policy.check_secretariat(by)
    with unit(by=by) as u:
        report = locks.lock_row(Report.objects.all(), report_id)
        _check_of(report, content)
        last = report.editions.order_by("-number").first()
        sha256 = canonical.digest(content)
        if last is not None and last.sha256 == sha256:
            raise NotNow(_("Nothing has changed since the last edition, so there is no new one."), code="nothing_new")
        row = ReportEdition.objects.create(
            report=report,
            number=last.number + 1 if last else 1,
            frozen_at=clock.now(),
            content=dict(content),
            sha256=sha256,
        )
        u.log("report.frozen", object_type="report", object_id=report.pk, code=str(row.number))
        return row


def _check_of(report: Report, content: Mapping[str, Any]) -> None:
    of = content.get("report", {})
    chapters = {one.id for one in report_skeletons.book().skeletons[report.kind].chapters}
    told = {one["id"]: one["texts"] for one in content.get("chapters", [])}
    if of.get("id") != str(report.pk) or set(told) != chapters:
        raise NotValid(_("This is not the content of this report. Open the report again."), code="report_content")
    written = {row.chapter: row.texts for row in ReportText.objects.filter(report=report)}
    blank = dict.fromkeys(CODES, "")
    if any(told[one] != written.get(one, blank) for one in chapters):
        raise NotNow(
            _("Somebody wrote in a chapter meanwhile. Look at the report as it is now, then freeze it."),
            code="changed_meanwhile",
        )
