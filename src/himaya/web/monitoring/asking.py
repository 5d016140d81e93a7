"""What an address asks for: of whom, and in which period. One that is not theirs answers as one that there is not."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from himaya.insight import monitoring, words_monitoring
from himaya.insight import policy_monitoring as policy
from himaya.insight.monitoring_content import DESK, INSTITUTION, NATION
from himaya.insight.policy_monitoring import Scope
from himaya.insight.rules_periods import Period, of_code
from himaya.institutions.models import Desk, Institution
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class Item:
    """Something to choose."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The scope and the period that are shown; `unknown` where another period was typed that there is not."""

    scope: Scope
    period: Period
    unknown: bool

    @property
    def query(self) -> str:
        """The same, for the address of another page or of a file."""
        return urlencode({"of": value(self.scope), "period": self.period.code})


def value(scope: Scope) -> str:
    """A scope as an address names it: empty for the nation."""
    return "" if scope.level == NATION else f"{scope.level}/{scope.id}"


def read(request: HttpRequest, actor: Actor, *, strict: bool = False) -> Asked:
    """What was asked for. Raises NotFound for a scope that is not theirs; `strict`: also for a period there is not."""
    level, _slash, found = request.GET.get("of", "")[:140].partition("/")
    if (level or found) and (level not in (INSTITUTION, DESK) or not found):
        raise NotFound
    scope = policy.asked(actor, institution=found if level == INSTITUTION else "", desk=found if level == DESK else "")
    typed = request.GET.get("period", "")[:16]
    period = of_code(typed, clock.today())
    if strict and period is None:
        raise NotFound
    return Asked(scope, period or monitoring.periods()[0], bool(typed) and period is None)


def periods() -> list[Item]:
    """Those that can be chosen."""
    return [Item(one.code, words_monitoring.period(one)) for one in monitoring.periods()]


def scopes(actor: Actor) -> list[Item]:
    """Those that can be chosen, each institution before its desks."""
    known = policy.within(actor)
    names = named(known)
    return [
        Item(value(one), f"— {names[one]}" if one.level == DESK and len(known) > 1 else names[one]) for one in known
    ]


def named(scopes: Sequence[Scope]) -> dict[Scope, str]:
    """What each is called."""
    institutions = {row.pk: row.name for row in Institution.objects.filter(pk__in=_ids(scopes, INSTITUTION))}
    desks = {row.pk: row.name for row in Desk.objects.filter(pk__in=_ids(scopes, DESK))}
    return {
        one: words_monitoring.scope(one, (desks if one.level == DESK else institutions).get(one.id, ""))
        for one in scopes
    }


def _ids(scopes: Sequence[Scope], level: str) -> list[str]:
    return [one.id for one in scopes if one.level == level]
