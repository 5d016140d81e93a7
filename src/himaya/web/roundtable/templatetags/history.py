"""What a source tells of a recorded table, in the page's language."""

from django import template

from himaya.coordination.models import AgendaItem, Decision
from himaya.kernel import languages

register = template.Library()


@register.filter
def told(item: AgendaItem) -> str:
    """What the source tells of a point; empty where it only names it."""
    return languages.pick({"fr": item.said_fr, "ar": item.said_ar, "en": item.said_en})


@register.filter
def decided(decision: Decision) -> str:
    """What the source says was decided."""
    return languages.pick({"fr": decision.wording_fr, "ar": decision.wording_ar, "en": decision.wording_en})
