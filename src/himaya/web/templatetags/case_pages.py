"""`{% case_pages case.pk "consents" %}`: the pages of a case that the desk holds, and which of them this one is."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import template

from himaya.web.case_pages import CASE_PAGES, CasePage

register = template.Library()


@register.inclusion_tag("parts/case_pages.html")
def case_pages(case_id: UUID, here: str) -> dict[str, Any]:
    """Only for a page of somebody whose desk holds the case."""
    pages: Sequence[CasePage] = CASE_PAGES
    return {"pages": pages, "case_id": case_id, "here": here}
