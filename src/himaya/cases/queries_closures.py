"""What a closing page shows: what is open, the referrals that run, what was written before, and the days to come."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from himaya.cases import access, queries, rules_closures, states
from himaya.cases.closures_content import reasons
from himaya.cases.erasing import CLOSED as ERASED
from himaya.cases.models import Case, Closure, Referral
from himaya.kernel import still_open, wall
from himaya.kernel.actor import Actor
from himaya.kernel.still_open import STOPS, WARNS, Found


@dataclass(frozen=True)
class Standing:
    """What is open of a file: what stops a closing, what is ticked, what is only said, the referrals that run."""

    stops: list[Found]
    warns: list[Found]
    tells: list[Found]
    running: list[Referral]


def standing(case: Case) -> Standing:
    """Look ahead. A room above may count rows that the desk does not see: numbers only come back."""
    with wall.beyond(wall.EVERYTHING):
        found = still_open.of_case(case.pk)
    return Standing(
        stops=[one for one in found if one.still.weight == STOPS],
        warns=[one for one in found if one.still.weight == WARNS],
        tells=[one for one in found if one.still.weight not in (STOPS, WARNS)],
        running=list(running(case.pk)),
    )


def running(case_id: UUID) -> "QuerySet[Referral]":
    """The referrals of a file with which another desk may go on; one that waits for our answer is not among them."""
    rows = Referral.objects.filter(case_id=case_id).exclude(state__in=(*states.ENDED, states.ASKED))
    return rows.select_related("to_desk__institution").defer(*access.SEALED_OF_REFERRAL).order_by("sent_at", "pk")


def lines(case: Case) -> "QuerySet[Closure]":
    """The ledger of a file that the caller was shown, the newest first; nothing sealed is fetched."""
    return Closure.objects.filter(case=case).select_related("desk").defer("outcomes", "despite").order_by("-number")


def changed(opened: access.OpenedCase) -> list[Closure]:
    """The closings of an opened file at which somebody wrote what had changed, or why it was closed in spite of a risk.

    Opened under its access.
    """
    written = Q(outcomes__isnull=False) | Q(despite__isnull=False)
    rows = list(Closure.objects.filter(written, case=opened.case).select_related("desk"))
    rows.sort(key=lambda row: row.number)
    if rows:
        opened.access.open(*rows)
    return rows


def closed_cases(actor: Actor) -> "QuerySet[Case]":
    """Closed files that the actor's desk holds, the last closed first."""
    return queries.held(actor).filter(state=rules_closures.CLOSED).order_by("-closed_on", "reference")


def can_reopen(case: Case) -> bool:
    """False for an open file, and for one whose identity was erased: nothing is added to a file of nobody."""
    return case.state == rules_closures.CLOSED and case.close_reason != ERASED and case.person.anonymous_since is None


def htcds_status(case: Case, written: Sequence[Closure]) -> str:
    """What the published standard calls the file; `written` is its ledger, the newest first."""
    known = reasons().rows.get(case.close_reason)
    runs = bool(written and written[0].left_running) and running(case.pk).exists()
    return rules_closures.htcds_status(case.state, known.status if known else "", left_running=runs)


def may_ask_feedback(case: Case) -> bool:
    """True where asking how it was endangers nobody, as far as the file says: and only for a reason that allows it."""
    known = reasons().rows.get(case.close_reason)
    return known is not None and known.feedback and case.next_step != "now"
