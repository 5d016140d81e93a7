"""How files ended and how it was for people, in numbers: one page for a lead, of the own desk, and the secretariat."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from himaya.cases import queries_feedback, rules_feedback, words_closures
from himaya.insight import endings
from himaya.insight.suppression import K
from himaya.institutions.models import Desk
from himaya.kernel import clock
from himaya.kernel.actor import Actor

HALVES_BACK = 6
QUESTIONS: dict[str, Promise] = {
    "listened": gettext_lazy("Was I listened to?"),
    "decided": gettext_lazy("Did I decide?"),
    "safe": gettext_lazy("Did I feel safe here?"),
    "again": gettext_lazy("Would I come again?"),
}
FACES: dict[str, Promise] = {
    "yes": pgettext_lazy("face", "Yes"),
    "partly": pgettext_lazy("face", "A little"),
    "no": pgettext_lazy("face", "No"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """What is counted, and its cells; None is a hidden one."""

    label: str
    cells: list[int | None]


@dataclass(frozen=True, slots=True)
class OfDesk:
    """One desk: what people said, and why files were closed; no rows where too few."""

    name: str
    institution: str
    feedback: list[Row]
    reasons: list[Row]


def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The chosen half of a year. Raises NotPermitted for whoever sees no counts."""
    queries_feedback.desk_of(actor)
    halves = rules_feedback.halves_over(clock.today(), HALVES_BACK)
    chosen = next((one for one in halves if one.isoformat() == request.GET.get("half")), halves[0])
    found = endings.of_half_year(actor, chosen)
    desks = Desk.objects.select_related("institution").in_bulk([one.desk_id for one in found])
    context = {
        "halves": [(one, rules_feedback.months_of(one)[-1]) for one in halves],
        "chosen": chosen,
        "last": rules_feedback.months_of(chosen)[-1],
        "desks": [_desk(one, desks) for one in found if one.desk_id in desks],
        "faces": list(FACES.values()),
        "k": K,
    }
    return render(request, "endings.html", context)


def _desk(one: endings.Desk, desks: Mapping[str, Desk]) -> OfDesk:
    desk = desks[one.desk_id]
    return OfDesk(
        name=desk.name,
        institution=desk.institution.name,
        feedback=[Row(str(QUESTIONS[code]), [cells[face] for face in FACES]) for code, cells in one.feedback.items()],
        reasons=[Row(words_closures.reason(code), [n]) for code, n in one.reasons.items()],
    )
