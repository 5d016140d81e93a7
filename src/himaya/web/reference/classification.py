"""What our codes are called in the published standards: by unit, field by field, each with its source and mark."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_safe

from himaya.exchange.content import CodeLine, Map, mapped
from himaya.exchange.rules_htcds import ABSENT, HELD, NEVER, TAKEN

KEEPS: dict[str, Promise] = {
    HELD: pgettext_lazy("exchange", "Filled where the file holds it"),
    TAKEN: pgettext_lazy("exchange", "Not asked here; kept where a file brought it"),
    ABSENT: pgettext_lazy("exchange", "Not held here: stays empty"),
    NEVER: pgettext_lazy("exchange", "Never given and never taken in"),
}


@require_safe
def classification(request: HttpRequest) -> HttpResponse:
    """The whole map. Content only: it reads no file of anybody."""
    found = mapped()
    context: dict[str, Any] = {
        "adopted": found.adopted,
        "schemes": found.schemes.values(),
        "units": [_unit(found, unit) for unit in found.units],
        "variables": [
            {"row": one, "group": found.groups.get(one.group), "codes": _codes(found, "ctdc", one.id)}
            for one in found.variables.values()
        ],
        "least": found.least,
    }
    return render(request, "reference/classification.html", context)


def _unit(found: Map, unit: str) -> dict[str, Any]:
    rows = [one for one in found.fields.values() if one.field.unit == unit]
    fields = [{"row": one, "keeps": KEEPS[one.field.keeps], "codes": _codes(found, "htcds", one.id)} for one in rows]
    return {"row": found.units[unit], "fields": fields}


def _codes(found: Map, scheme: str, field: str) -> list[CodeLine]:
    return [one for one in found.codes if one.code.scheme == scheme and one.code.field == field]
