"""What the tests of reports share: a cycle with a table that was held, recommendations in several states, a report."""

from datetime import date, datetime, timedelta
from typing import Any

from himaya.coordination import canonical, states
from himaya.coordination import states_following as following
from himaya.coordination.actions import costs, reports
from himaya.coordination.models import (
    CostLine,
    Cycle,
    FollowUpSnapshot,
    Recommendation,
    RecommendationStep,
    Report,
    ReportEdition,
    RoundTable,
    SnapshotLine,
)
from himaya.insight import reporting
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from tests.rooms.coordination import at_the_table as at
from tests.rooms.coordination import following_at_hand as hand

YEAR = 2026
WRITTEN = {
    "fr": "La table a réuni six institutions.\n\nDeux recommandations restent ouvertes.",
    "ar": "جمعت المائدة ست مؤسسات.\n\nما زالت توصيتان مفتوحتين.",
    "en": "",
}


def annual(year: int = YEAR, by: Actor = at.SECRETARY) -> Report:
    """The report of a year, begun by its verb."""
    return reports.begin(kind=following.ANNUAL, year=year, by=by)


def funder(cycle: Cycle, by: Actor = at.SECRETARY, **days: Any) -> Report:
    """A report to the funder of a cycle, begun by its verb."""
    return reports.begin(kind=following.FUNDER, cycle_id=cycle.pk, by=by, **days)


def write(report: Report, chapter: str = "foreword", *, seen: int = 0, by: Actor = at.SECRETARY, **texts: str) -> None:
    """Text in a chapter."""
    reports.write(report_id=report.pk, chapter=chapter, texts={**WRITTEN, **texts}, seen=seen, by=by)


def freeze(report: Report, by: Actor = at.SECRETARY) -> ReportEdition:
    """An edition of a report as it stands."""
    content = reporting.compose(by, report)
    return reports.freeze(report_id=report.pk, content=content, by=by)


def cost(cycle: Cycle, by: Actor = at.SECRETARY, **changes: Any) -> CostLine:
    """A cost line, entered by its verb."""
    base: dict[str, Any] = {
        "cycle_id": cycle.pk,
        "on": clock.today(),
        "heading": "venue",
        "text": "Salle, un jour",
        "amount": 250_000,
        "currency": "MAD",
    }
    return costs.enter(**{**base, **changes}, by=by)


def figures(content: reporting.Data) -> dict[str, reporting.Data]:
    """The figures of a report by their ids."""
    return {one["id"]: one for chapter in content["chapters"] for one in chapter["figures"]}


def composed(report: Report) -> dict[str, reporting.Data]:
    """The figures of a report as it stands."""
    return figures(reporting.compose(at.SECRETARY, report))


def step(row: Recommendation, on: date, state: str, did: str = "moved", code: str = "") -> RecommendationStep:
    """One more thing that happened to a recommendation, straight into the store."""
    number = row.steps.count() + 1
    return RecommendationStep.objects.create(recommendation=row, number=number, on=on, did=did, state=state, code=code)


def snapshot(table: RoundTable, on: date, *rows: Recommendation, **changes: Any) -> FollowUpSnapshot:
    """How these stood when a table closed, straight into the store."""
    made = FollowUpSnapshot.objects.create(table=table, taken_at=clock.now(), on=on, sha256=canonical.digest({}))
    for row in rows:
        base: dict[str, Any] = {
            "number": row.number,
            "state": row.state,
            "overdue": False,
            "reported": row.state in (following.REPORTED_DONE, following.VERIFIED),
            "verified": row.state == following.VERIFIED,
        }
        SnapshotLine.objects.create(snapshot=made, recommendation=row, **{**base, **changes})
    return made


def held(cycle: Cycle | None = None, *, starts: datetime | None = None, **changes: Any) -> RoundTable:
    """A table held three weeks ago: five present, one represented, one excused, one absent."""
    begins = starts or clock.now() - timedelta(days=21)
    ends = begins + timedelta(hours=8)
    table = at.closed(cycle, starts_at=begins, ends_at=ends, closed_at=ends, title_fr="Repérage", **changes)
    half_day = f"{begins.date().isoformat()}-am"
    table.attendances.all().delete()
    marks = (*(states.PRESENT,) * 5, states.REPRESENTED, states.EXCUSED)
    for institution, status in zip(at.SEATED, marks, strict=False):
        at.mark(table, half_day, institution, status)
    return table


def full(cycle: Cycle | None = None) -> tuple[Cycle, RoundTable]:
    """A cycle in which something of each kind happened."""
    whole = cycle or at.cycle()
    table = held(whole)
    hand.recommendation(following.ANSWERED, table=table, due_on=clock.today() - timedelta(days=1))
    hand.recommendation(following.IN_PROGRESS, table=table, lead="police")
    done = hand.recommendation(following.REPORTED_DONE, table=table, lead="police")
    verified = hand.recommendation(following.VERIFIED, table=table, lead="", lead_name="Ordre des avocats")
    hand.recommendation(following.MERGED, table=table)
    snapshot(table, clock.today() - timedelta(days=5), done, verified)
    cost(whole)
    cost(whole, heading="travel", amount=1_234_567, currency="EUR", text="Trajets de deux intervenants")
    return whole, table


def funded_by(cycle: Cycle, institution_id: str) -> None:
    """The cycle with another funder."""
    Cycle.objects.filter(pk=cycle.pk).update(funder_id=institution_id)
