"""`{% word "now.danger" %}`: a sentence of the first line; `{% said "refusal.say" %}`: how it is said in Darija."""

from collections.abc import Iterable

from django import template
from django.utils.safestring import SafeString

from himaya.web.frontline import lists, words
from himaya.web.templatetags.words import decided

register = template.Library()


@register.simple_tag
def word(key: str, **filled: object) -> SafeString:
    """The sentence with this key in the page's language. The `reference` of a decision is said in words."""
    if "reference" in filled:
        filled["reference"] = decided(str(filled["reference"]))
    return words.say(key, **filled)


@register.simple_tag
def said(key: str) -> dict[str, str]:
    """The Darija of a sentence, with the keys ar and latin; empty when it is not said."""
    return words.all_words()[key].darija


@register.simple_tag
def unverified(key: str) -> bool:
    """Whether the sentence states medicine or law that nobody has checked yet."""
    return words.all_words()[key].unverified


@register.filter
def listed(things: Iterable[object]) -> str:
    """Labels one after the other, with the comma of the page's language."""
    return lists.joined(str(getattr(one, "label", one)) for one in things)


@register.filter
def apart(text: object) -> SafeString:
    """Numbers kept apart from Arabic text."""
    return words.apart(str(text))
