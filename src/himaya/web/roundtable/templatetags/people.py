"""Mandates in the words of a page."""

from collections.abc import Mapping

from django import template

from himaya.coordination import wordings
from himaya.web.roundtable.people import showing

register = template.Library()


@register.filter
def took_over(moved: Mapping[str, int]) -> str:
    """What came over with a handover: `2 invitations to answer, 1 open question`; empty when nothing did."""
    return wordings.listed(showing.moved(dict(moved)))
