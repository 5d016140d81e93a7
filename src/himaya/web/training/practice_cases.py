"""Practice cases of M7: the list, and a case with the desks of the demo nation to sit at.

Both pages only read. In a nation's installation they offer no desk, no step and no link to a page of work (ADR 63).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from himaya.institutions.content_rows import LocalText
from himaya.institutions.models import Desk, Membership
from himaya.kernel import languages
from himaya.kernel.errors import NotFound
from himaya.training import content
from himaya.training.practice_cases import Line, PracticeCase, practice_cases
from himaya.web.sessions import actor_of
from himaya.web.training.way_back import FIELD

# Where `make run` opens the demo nation on one's own machine.
WHERE = "http://localhost:8000"


@dataclass(frozen=True, slots=True)
class Place:
    """A page of work that a step or a fact leads to."""

    view: str
    label: Promise
    kind: str = ""

    @property
    def address(self) -> str:
        return reverse(self.view, kwargs={"kind": self.kind} if self.kind else None)


PLACES: Mapping[str, Place] = {
    "labour_sheet": Place("frontline:sheet", _("First questions: labour inspection"), "labour"),
    "health_sheet": Place("frontline:sheet", _("First questions: health"), "health"),
    "border_sheet": Place("frontline:sheet", _("First questions: border"), "border"),
    "inbox": Place("casework:inbox", _("Referrals that wait for the desk")),
    "sent": Place("casework:sent", _("Referrals that the desk sent")),
    "cases": Place("casework:cases", _("Cases of the desk")),
    "account": Place("account:ways_in", _("The account and what opens it")),
}


@dataclass(frozen=True, slots=True)
class Said:
    """A step or a fact in the language of the page."""

    text: str
    place: Place | None
    desk: str = ""


@dataclass(frozen=True, slots=True)
class Sitting:
    """Steps done at one desk, one after the other, with the button that seats. `desk` is None where it is not there."""

    username: str
    desk: Desk | None
    begins: str
    here: bool
    first: int
    steps: tuple[Said, ...]


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The cases in the order in which they are played."""
    cases = [(one, _pick(one.title)) for one in practice_cases().values()]
    return render(request, "training/practice_cases.html", {"cases": cases, **_around()})


@require_safe
def one(request: HttpRequest, case_id: str) -> HttpResponse:
    """One case; in a nation's installation what is told and what to speak of, and nothing to be done."""
    case = practice_cases().get(case_id)
    if case is None:
        raise NotFound
    context = {
        "case": case,
        "title": _pick(case.title),
        "told": _pick(case.told),
        "talk": [_pick(text) for text in case.talk],
        "objectives": _objectives(case),
        "field": FIELD,
        **(_played(request, case) if settings.DEMO else {}),
        **_around(),
    }
    return render(request, "training/practice_case.html", context)


def _around() -> dict[str, Any]:
    return {"demo": settings.DEMO, "address": WHERE}


def _played(request: HttpRequest, case: PracticeCase) -> dict[str, Any]:
    """Desks, steps and facts: only where the store is the demo's."""
    desks = _desks(case)
    return {
        "sittings": _sittings(case.steps, desks, actor_of(request).account_id),
        "facts": [_said(line, str(desks[line.at].desk.name) if line.at in desks else "") for line in case.facts],
    }


def _desks(case: PracticeCase) -> dict[str, Membership]:
    """Where the accounts of a case sit today."""
    rows = Membership.objects.filter(
        account__username__in=[seat.username for seat in case.seats], account__is_active=True, valid_to__isnull=True
    ).select_related("account", "desk__institution")
    return {row.account.username: row for row in rows}


def _sittings(steps: Sequence[Line], desks: Mapping[str, Membership], me: object) -> list[Sitting]:
    found: list[Sitting] = []
    for username, lines in groupby(steps, key=lambda line: line.at):
        said, row = tuple(_said(line) for line in lines), desks.get(username)
        place = next((one.place for one in said if one.place is not None), None)
        found.append(
            Sitting(
                username=username,
                desk=row.desk if row else None,
                begins=place.address if place is not None else "/",
                here=row is not None and row.account_id == me,
                first=1 + sum(len(one.steps) for one in found),
                steps=said,
            )
        )
    return found


def _said(line: Line, desk: str = "") -> Said:
    return Said(_pick(line.text), PLACES[line.page] if line.page else None, desk)


def _objectives(case: PracticeCase) -> Iterable[str]:
    modules = content.training().modules
    texts = {f"{module.id}.{one.id}": one.text for module in modules.values() for one in module.objectives}
    return [_pick(texts[name]) for name in case.objectives if name in texts]


def _pick(text: LocalText) -> str:
    return languages.pick(text.as_dict())
