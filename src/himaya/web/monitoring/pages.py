"""The figures of a scope on one page, and one of them with what stands around it."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from himaya.insight import monitoring, words_monitoring
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring import Line
from himaya.insight.monitoring_content import NATION, Declared, book
from himaya.insight.monitoring_measures import HIDDEN
from himaya.insight.monitoring_quarters import ACCEPTED
from himaya.insight.rules_scopes import ENOUGH_WORKERS
from himaya.insight.suppression import K
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.gate import only
from himaya.web.monitoring import asking, showing
from himaya.web.monitoring.asking import Asked

REFERRALS = "referrals"


@require_safe
@only(policy.check_reads)
def home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every indicator that is told of the chosen scope, by theme."""
    asked = asking.read(request, actor)
    lines = monitoring.dashboard(actor, asked.scope, asked.period)
    themes = []
    for theme, label in book().themes.items():
        own = [one for one in lines if one.declared.theme == theme]
        if own:
            counts = [one for one in own if not one.declared.answers and one.declared.measure != "sent_by_region"]
            picture = showing.way(counts) if theme == REFERRALS else ""
            themes.append((theme, label, [showing.card(one) for one in own], picture))
    context = {
        **_around(actor, asked),
        "headline": _headline(lines, asked),
        "themes": themes,
        "gaps": asked.scope.level == NATION,
    }
    return render(request, "monitoring/home.html", context)


@require_safe
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, indicator: str) -> HttpResponse:
    """One indicator over time, and of each unit below the scope."""
    declared = declared_of(indicator)
    asked = asking.read(request, actor)
    found = monitoring.detail(actor, declared, asked.scope, asked.period)
    context = {
        **_around(actor, asked),
        "card": showing.card(found.line),
        "tables": tables(found, asked),
        "told": asked.scope.level in declared.scopes,
    }
    return render(request, "monitoring/one.html", context)


def declared_of(indicator: str) -> Declared:
    """The declaration. Raises NotFound."""
    found = book().indicators.get(indicator)
    if found is None:
        raise NotFound
    return found


def tables(found: monitoring.Detail, asked: Asked) -> list[showing.Table]:
    """The tables of one indicator: over time, of the units below, by region."""
    made = []
    if found.before:
        made.append(showing.over_time(found))
    if found.regions:
        made.append(showing.regions(found))
    if found.below:
        caption = str(words_monitoring.BELOW[asked.scope.level])
        head = _("Institution") if asked.scope.level == NATION else _("Desk")
        made.append(showing.below(found, asking.named([one for one, _reading in found.below]), caption, head))
    return made


def _around(actor: Actor, asked: Asked) -> dict[str, object]:
    scopes = asking.scopes(actor)
    return {
        "asked": asked,
        "period": words_monitoring.period(asked.period),
        "period_code": asked.period.code,
        "periods": asking.periods(),
        "scope": asking.named([asked.scope])[asked.scope],
        "scope_value": asking.value(asked.scope),
        "scopes": scopes if len(scopes) > 1 else [],
        "query": asked.query,
        "limits": book().limits,
        "k": K,
        "people": ENOUGH_WORKERS,
        # Why there is no number, where it takes a sentence: it wraps, or on a telephone no number would be in sight.
        "sentences": [str(said) for code, said in words_monitoring.WHY.items() if code != HIDDEN],
    }


def _headline(lines: Sequence[Line], asked: Asked) -> str:
    """The news of the period: how many answers took a referral on, how many were answered, or at least received."""
    said = {"period": words_monitoring.period(asked.period)}
    by_id = {one.declared.id: one.reading for one in lines}
    accepted = by_id.get("referrals_accepted")
    if accepted is not None and accepted.known is not None and accepted.n:
        taken = accepted.known.of(ACCEPTED)
        if taken is not None:
            return _("%(period)s · referrals taken on: %(part)s of %(whole)s answers") % {
                **said, "part": taken, "whole": accepted.n,
            }  # fmt: skip
    answered = by_id.get("referrals_answered")
    if answered is None:
        return said["period"]
    if answered.n:
        return _("%(period)s · referrals answered: %(n)s") % {**said, "n": answered.n}
    if answered.n == 0:
        return _("%(period)s · no answer was counted") % said
    received = by_id.get("referrals_received")
    if received is not None and received.n:
        return _("%(period)s · referrals received: %(n)s") % {**said, "n": received.n}
    return _("%(period)s · the number of answers cannot be shown") % said
