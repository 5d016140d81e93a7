"""What is owed after a sharing: to the person, and by desks that were told that an agreement ended. No writing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from himaya.cases import policy, queries_consents
from himaya.cases import rules_consents as agreed
from himaya.cases.models import Case, Consent, SharingException, WithdrawalNotice
from himaya.kernel import clock
from himaya.kernel.actor import Actor


def exceptions_of(case: Case) -> QuerySet[SharingException]:
    """Every sharing without agreement of a case that the caller was shown, the newest first."""
    rows = SharingException.objects.filter(case=case).select_related("recipient__institution")
    return rows.order_by("-proposed_at", "pk")


def told_of_withdrawals(case: Case) -> QuerySet[WithdrawalNotice]:
    """Which desks were told that an agreement of this case ended, the newest first."""
    rows = WithdrawalNotice.objects.filter(case=case).select_related("desk__institution", "institution")
    return rows.order_by("-told_at", "pk")


def files_that_ended(actor: Actor) -> QuerySet[WithdrawalNotice]:
    """For a lead: who, in a file of records that their institution had, took it back; until somebody has read so."""
    return WithdrawalNotice.objects.filter(policy.told_houses(actor), acknowledged_at__isnull=True).order_by(
        "told_at", "pk"
    )


def desks_to_tell(line_id: UUID) -> list[str]:
    """For the worker: the desks without a referral that have not read yet that the agreement of this line ended."""
    rows = WithdrawalNotice.objects.filter(line=line_id, desk__isnull=False, acknowledged_at__isnull=True)
    return list(rows.order_by("desk_id").values_list("desk_id", flat=True))


def lines_that_ended(actor: Actor) -> QuerySet[WithdrawalNotice]:
    """For a desk: who took back what it had besides a referral; until somebody has read so."""
    rows = WithdrawalNotice.objects.filter(policy.told_desks(actor), acknowledged_at__isnull=True)
    return rows.order_by("told_at", "pk")


@dataclass(frozen=True, slots=True)
class Ending:
    """An agreement in force that ends soon: which case, with whom, on which day."""

    case: Case
    row: Consent
    until: date


def ending_everywhere() -> list[Ending]:
    """For the worker: what persons agreed to, of every open case, that ends within fourteen days; the next first."""
    today = clock.today()
    ends = Consent.objects.filter(word=agreed.GIVEN, until__gte=today, until__lte=today + agreed.SOON)
    open_now = Case.objects.filter(state="open", pk__in=ends.values("case_id"))
    near = {case.pk: case for case in open_now}
    rows: dict[object, list[Consent]] = {}
    lines = Consent.objects.filter(case__in=near).select_related("recipient__institution", "receiver", "desk")
    for row in lines.order_by("number"):
        rows.setdefault(row.case_id, []).append(row)
    found = [one for pk, case in near.items() for one in ending_in(case, rows.get(pk, []))]
    return sorted(found, key=lambda one: (one.until, one.row.to_name))


def ending_in(case: Case, rows: Iterable[Consent]) -> list[Ending]:
    """The same of the lines of one case."""
    today, found = clock.today(), []
    for one in queries_consents.in_force(rows):
        ends = [until for _name, until in one.classes if until is not None and agreed.ends_soon(until, today)]
        if ends:
            found.append(Ending(case, one.row, min(ends)))
    return found
