"""`{% trauma "facts" %}`: what trauma does to telling, beside the page on which somebody needs it. About nobody."""

from typing import Any

from django import template

from himaya.interviews import trauma as content

register = template.Library()


@register.inclusion_tag("parts/trauma.html")
def trauma(place: str) -> dict[str, Any]:
    """The phenomena of a place (`himaya.interviews.trauma.PLACES`), folded, with the way to all of them."""
    known = content.trauma()
    return {"phenomena": known.beside(place), "adopted": known.adopted}
