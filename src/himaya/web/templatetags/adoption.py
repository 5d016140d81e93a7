"""`{% model "consents" %}`: on each page that shows words which a nation adopts, until it adopted them."""

from django import template

from himaya.institutions import adoption

register = template.Library()


@register.inclusion_tag("parts/model.html")
def model(text: str) -> dict[str, bool]:
    """The line, or nothing once this nation adopted the text (`himaya.institutions.adoption.TEXTS`)."""
    return {"adopted": adoption.is_adopted(text)}
