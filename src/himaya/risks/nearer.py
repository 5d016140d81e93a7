"""A worse line or a worse own rating brings the day of the next look nearer at once, before anything is finished."""

from datetime import date

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.unit import Unit
from himaya.risks import access, policy, queries, worsening
from himaya.risks.rules import MODERATE, rank
from himaya.risks.rules_clocks import by_level


def look_by(case: Case, level: str) -> date | None:
    """The day of a rating that came before anybody finished an assessment; None where it can wait for one."""
    if rank(level) <= rank(MODERATE) or queries.last_finished(case.pk) is not None:
        return None
    return by_level(level, missing=True, first=True, on=clock.today())


def bring(u: Unit, case: Case, *, by: Actor) -> None:
    """Keep a nearer day, and tell once that the risk has grown; the caller holds the case. No day is moved away."""
    apart = policy.sits_apart(by)
    with Access(by, access.PURPOSE, action="risk_assessment.read", about=("case", case.pk)) as reader:
        risks = access.under(reader, case, apart=apart)
        before = worsening.worst(worsening.found_before(reader, case.pk), apart=apart).level
    # Where nothing was found before, high and critical are what cannot wait until somebody finishes.
    if rank(risks.overall.level) <= (rank(before) or rank(MODERATE)):
        return
    kept = risks.last or risks.running
    if kept is None:
        u.tell("risk_assessment.nearer", case=str(case.pk))
        return
    missing = apart or bool(risks.overall.missing)
    day = by_level(risks.overall.level, missing=missing, first=risks.last is None, on=clock.today())
    if kept.nearer_on is not None and kept.nearer_on <= day:
        return
    kept.nearer_on = day
    kept.save(update_fields=["nearer_on"])
    u.tell("risk_assessment.nearer", case=str(case.pk), assessment=str((risks.running or kept).pk))
