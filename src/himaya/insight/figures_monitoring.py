"""Figures of the monitoring indicators in a report: the same readings as on their pages, of a year that is over."""

from himaya.coordination.queries.reported import Scope
from himaya.insight import monitoring_measures as measures
from himaya.insight.monitoring_content import book
from himaya.insight.monitoring_measures import Reading
from himaya.insight.monitoring_quarters import ACCEPTED, Quarters
from himaya.insight.policy_monitoring import WHOLE
from himaya.insight.report_cells import Value
from himaya.insight.rules_periods import Period
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def accepted(_actor: Actor, scope: Scope) -> Value:
    """Answers that took a referral on, of all answers of the year."""
    found = _of_year("referrals_accepted", scope)
    if found.known is None:
        return Value(withheld=found.why)
    taken_on = found.known.of(ACCEPTED)
    return Value(taken_on, found.n) if taken_on is not None else Value(withheld="hidden")


def completed(_actor: Actor, scope: Scope) -> Value:
    """What reports back of the year said became of a referral."""
    found = _of_year("referrals_completed", scope)
    if found.known is None:
        return Value(withheld=found.why)
    rows = tuple((book().answers[one.code].as_dict(), one.n) for one in found.known.parts)
    return Value(head=("outcome", "number"), rows=rows) if found.n else Value(withheld="nothing")


def coverage(_actor: Actor, _scope: Scope) -> Value:
    """Pairs of a service and a region that a vetted desk covers today."""
    found = measures.of(book().indicators["service_coverage"], WHOLE, Period(clock.today().year), Quarters())
    return Value(found.n, found.whole)


def _of_year(indicator: str, scope: Scope) -> Reading:
    """The reading of the nation; the code of why there is none before the year is over. The caller checked who asks."""
    if clock.today() <= scope.last:
        return Reading(why="year_not_over")
    return measures.of(book().indicators[indicator], WHOLE, Period(scope.last.year), Quarters())
