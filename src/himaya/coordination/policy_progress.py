"""Who sees which report and which evidence, and when a recommendation takes them."""

from collections.abc import Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from himaya.coordination import policy, policy_following, states
from himaya.coordination import states_following as following
from himaya.coordination.models import Evidence, ProgressReport, Recommendation
from himaya.coordination.words_following import RECOMMENDATION_STATES
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid

# The lead reports until it says that it is done; a contributor may still add to that while it is looked at.
LEAD_REPORTS = (following.ANSWERED, following.IN_PROGRESS)
CONTRIBUTOR_REPORTS = (*LEAD_REPORTS, following.REPORTED_DONE)
TAKES_EVIDENCE = (*following.WITH_THE_LEAD, following.REPORTED_DONE, following.VERIFIED)
OWN_DRAFT = Q(state=following.REPORT_DRAFT, how__in=(states.CLICK, following.BY_LINK))
# Withdrawn before anybody outside the institution had it: a draft is not told by being thrown away.
OWN_SCRAP = Q(state=following.REPORT_WITHDRAWN, submitted_on__isnull=True, how__in=(states.CLICK, following.BY_LINK))


def reports_visible(actor: Actor) -> Q:
    """Narrows reports to those that the actor may know, of recommendations that it may know.

    An institution sees its own, and of others what was accepted. What it is still writing, or never handed in, is its
    own: the secretariat learns that something is being written, not what.
    """
    if policy.is_secretariat(actor):
        return ~OWN_DRAFT & ~OWN_SCRAP
    mine = Q(institution_id=actor.institution_id) if actor.institution_id else Q(pk__in=[])
    return mine | Q(state=following.REPORT_ACCEPTED)


def reports_of(actor: Actor, row: Recommendation) -> "QuerySet[ProgressReport]":
    """The reports of a recommendation that the actor may know, the last first."""
    rows = ProgressReport.objects.filter(reports_visible(actor), recommendation=row)
    return rows.select_related("institution", "delegate", "validated_by").order_by("-number")


def report_of(actor: Actor, report_id: UUID) -> ProgressReport:
    """One report that the actor may know. Raises NotFound."""
    rows = ProgressReport.objects.filter(reports_visible(actor), pk=report_id)
    found = rows.filter(recommendation__in=policy_following.visible(actor)).first()
    if found is None:
        raise NotFound
    return found


def evidence_visible(actor: Actor) -> Q:
    """Narrows evidence: what is confidential is for the secretariat and for the institution that gave it."""
    if policy.is_secretariat(actor):
        return Q()
    open_to_it = ~Q(confidentiality=following.TO_SECRETARIAT)
    return open_to_it | Q(institution_id=actor.institution_id) if actor.institution_id else open_to_it


def evidence_of(actor: Actor, evidence_id: UUID) -> Evidence:
    """One piece of evidence that the actor may know, withdrawn or not. Raises NotFound."""
    rows = Evidence.objects.filter(evidence_visible(actor), pk=evidence_id).select_related("recommendation")
    found = rows.filter(recommendation__in=policy_following.visible(actor)).first()
    if found is None:
        raise NotFound
    return found


def leads(row: Recommendation, *, institution_id: str, entity: str) -> bool:
    """True when that institution, or that name outside the list, is the lead."""
    return row.lead_id == institution_id if institution_id else bool(entity) and row.lead_name == entity


def outside(row: Recommendation) -> list[str]:
    """The names outside the list that a recommendation is addressed to: the lead first."""
    names = list(row.contributors.filter(institution__isnull=True).order_by("name").values_list("name", flat=True))
    return [row.lead_name, *names] if row.lead_name else names


def reporting(row: Recommendation) -> list[str]:
    """The institutions that report: the lead first."""
    others = row.contributors.filter(institution__isnull=False).order_by("institution__name_fr")
    ids = [str(one) for one in others.values_list("institution_id", flat=True)]
    return [row.lead_id, *ids] if row.lead_id is not None else ids


def check_reports(row: Recommendation, *, institution_id: str, entity: str) -> None:
    """Raises unless this institution, or this name outside the list, may report of it now."""
    if bool(institution_id) == bool(entity):
        raise NotValid(_("Choose who reports."), code="who_missing")
    if institution_id:
        policy_following.check_takes_part(row, institution_id)
    elif entity not in outside(row):
        raise NotPermitted(
            _("This recommendation names others. Choose its lead, or one of those who contribute."),
            code="not_concerned",
        )
    when = LEAD_REPORTS if leads(row, institution_id=institution_id, entity=entity) else CONTRIBUTOR_REPORTS
    check_takes(row, when)


def check_takes(row: Recommendation, when: Sequence[str]) -> None:
    """Raises NotNow when a recommendation is in none of these states; the sentence says what comes first."""
    if row.state in when:
        return
    sentence: str | Promise = format_lazy(
        _("This recommendation is “{state}” by now. Look at its history."), state=RECOMMENDATION_STATES[row.state]
    )
    if row.state == following.ADDRESSED:
        sentence = _("The lead has not answered yet. First its answer to the recommendation, then the progress.")
    elif row.state == following.REPORTED_DONE:
        sentence = _("It was reported done, and the secretariat is looking at it. It will say if something is missing.")
    raise NotNow(sentence, code=f"recommendation_{row.state}")
