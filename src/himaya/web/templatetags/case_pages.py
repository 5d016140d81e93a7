"""`{% case_pages case.pk "consents" %}`: the pages of a case that the desk holds, and which of them this one is."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import template

from himaya.cases.rules_grants import View
from himaya.web.case_pages import CASE_PAGES, IN_AN_EMERGENCY, CasePage
from himaya.web.sessions import actor_of

register = template.Library()


@register.inclusion_tag("parts/case_pages.html", takes_context=True)
def case_pages(context: Mapping[str, Any], case_id: UUID, here: str) -> dict[str, Any]:
    """Only for a page of somebody whose desk holds the case; a page that they may not know is left out."""
    actor = actor_of(context["request"])
    pages: Sequence[CasePage] = [one for one in CASE_PAGES if one.may is None or one.may(actor)]
    return {"pages": pages, "case_id": case_id, "here": here}


@register.inclusion_tag("parts/case_pages.html")
def emergency_pages(view: View, case_id: UUID, here: str) -> dict[str, Any]:
    """For whoever opened the case in an emergency: the case, and the pages that it opened."""
    opened = {"case", *(code for part in view.sections for code in IN_AN_EMERGENCY.get(part, ()))}
    return {"pages": [one for one in CASE_PAGES if one.code in opened], "case_id": case_id, "here": here}
