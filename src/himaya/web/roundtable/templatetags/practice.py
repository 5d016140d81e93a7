"""Texts that were written in one language only, as pages of practice show them."""

from collections.abc import Mapping

from django import template

from himaya.coordination import wordings

register = template.Library()


@register.filter
def written(texts: Mapping[str, str]) -> str:
    """A text in the page's language, or in one in which it was written."""
    return wordings.written(texts)
