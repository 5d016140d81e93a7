"""A change of wording on a page: what goes struck out, what comes underlined, both said aloud as well."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from himaya.coordination import rules_diff
from himaya.kernel import languages

register = template.Library()


@register.simple_tag
def worddiff(old: str, new: str, language: str) -> SafeString:
    """Old and new wording of one language as one text; escaped, lines kept.

    Colour is never the only sign: a line runs through or under the words, and a listener hears where a change begins
    and ends, in the language of the page.
    """
    pieces = rules_diff.words(old or "", new or "")
    body = format_html_join("", "{}", ((_shown(piece),) for piece in pieces))
    return format_html('<span class="diff" lang="{}" dir="{}">{}</span>', language, _direction(language), body)


def _shown(piece: rules_diff.Piece) -> SafeString:
    text = format_html_join(format_html("{}", _break()), "{}", ((line,) for line in piece.text.split("\n")))
    if piece.op == rules_diff.SAME:
        return text
    if piece.op == rules_diff.DEL:
        return format_html("<del>{}{}{}</del>", _aloud(_("removed:")), text, _aloud(_("end of what was removed")))
    return format_html("<ins>{}{}{}</ins>", _aloud(_("added:")), text, _aloud(_("end of what was added")))


def _break() -> SafeString:
    return format_html("<br>{}", "")


def _aloud(words: str) -> SafeString:
    """Heard, not seen."""
    current = languages.current()
    return format_html('<span class="vh" lang="{}" dir="{}"> {} </span>', current, _direction(current), words)


def _direction(language: str) -> str:
    return "rtl" if language == "ar" else "ltr"
