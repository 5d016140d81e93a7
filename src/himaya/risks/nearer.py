"""A worse line or a worse own rating brings the day of the next look nearer at once, before anything is finished."""

from himaya.cases.models import Case
from himaya.kernel import clock
from himaya.kernel.access import Access
from himaya.kernel.actor import Actor
from himaya.kernel.unit import Unit
from himaya.risks import access, policy, queries, worsening
from himaya.risks.models import FirstLook
from himaya.risks.rules import MODERATE, rank
from himaya.risks.rules_clocks import before_any, by_level


def keep_first(case: Case, level: str) -> None:
    """Keep the day of the first look, where a rating that cannot wait came before anybody finished an assessment.

    The caller holds the case. One day for it, not one for a rating: the first that is kept is the earliest.
    """
    if rank(level) > rank(MODERATE) and queries.last_finished(case.pk) is None:
        FirstLook.objects.get_or_create(case=case, defaults={"look_by": before_any(clock.today())})


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
    today = clock.today()
    first = risks.last is None
    day = before_any(today) if first else by_level(risks.overall.level, missing=missing, first=False, on=today)
    if kept.nearer_on is not None and kept.nearer_on <= day:
        return
    kept.nearer_on = day
    kept.save(update_fields=["nearer_on"])
    u.tell("risk_assessment.nearer", case=str(case.pk), assessment=str((risks.running or kept).pk))
