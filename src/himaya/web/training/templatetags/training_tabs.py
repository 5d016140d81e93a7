"""Which of the pages of trainings are open to whoever looks: no link leads to a closed door."""

from collections.abc import Mapping
from typing import Any

from django import template

from himaya.training import policy
from himaya.web.sessions import actor_of

register = template.Library()


@register.simple_tag(takes_context=True)
def says_needs(context: Mapping[str, Any]) -> bool:
    """True for the secretariat and for whoever speaks for an institution."""
    actor = actor_of(context["request"])
    return policy.leads(actor) or bool(policy.names_for(actor))
