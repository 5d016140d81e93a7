"""A paper on a page: its texts set out with their numbers kept apart, and the form that asks for it as a file."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from himaya.adapters import pdf
from himaya.adapters.paper import Piece, clean, direction, runs, tidy
from himaya.coordination import minutes_check, words_papers
from himaya.coordination.actions import renditions
from himaya.coordination.papers import data
from himaya.kernel import languages
from himaya.web.roundtable.papers import findings
from himaya.web.roundtable.papers.preview import Said

register = template.Library()
LONGEST_ON_A_LINE = 16
# Letters are written in the two languages of the administration.
MODES = {data.LETTER: ("fr", "ar", "both")}


@register.filter
def set_out(said: Said) -> SafeString:
    """One text: escaped, lines kept, numbers and Latin words isolated inside Arabic; what went and came is marked."""
    if isinstance(said.text, str):
        return _lines(tidy(said.text), said)
    return format_html_join("", "{}", ((_piece(piece, said),) for piece in said.text))


def _piece(piece: Piece, said: Said) -> SafeString:
    shown = _lines(clean(piece.text), said)
    if piece.op == "del":
        return format_html("<del>{}</del>", shown)
    return format_html("<ins>{}</ins>", shown) if piece.op == "ins" else shown


def _lines(text: str, said: Said) -> SafeString:
    lines = (_line(line, said) for line in text.split("\n"))
    return format_html_join(format_html("<br>{}", ""), "{}", ((line,) for line in lines))


def _line(line: str, said: Said) -> SafeString:
    own = direction(said.language)
    pieces = (_apart(piece, way) if way != own else piece for piece, way in runs(line, said.language))
    return format_html_join("", "{}", ((piece,) for piece in pieces))


def _apart(piece: str, way: str) -> SafeString:
    """Isolated; a `bdi` is kept on one line, which a phrase or a hash would leave the screen for."""
    if len(piece) <= LONGEST_ON_A_LINE:
        return format_html('<bdi dir="{}">{}</bdi>', way, piece)
    return format_html('<span dir="{}">{}</span>', way, piece)


@register.filter
def finding(found: minutes_check.Finding) -> str:
    """What the check found, as a sentence that says where."""
    return findings.sentence(found)


def _why_no_pdf(kind: str) -> str:
    if kind in data.DOCUMENT_ONLY:
        return renditions.only_document()
    return renditions.no_pdf() if pdf.missing() else ""


@register.inclusion_tag("roundtable/papers/parts/ask.html", takes_context=True)
def ask_paper(context: Mapping[str, Any], kind: str, object_id: object, institution_id: str = "") -> dict[str, Any]:
    """A form that asks for a paper of a kind about an object, in a language and a format."""
    current = languages.current()
    modes = MODES.get(kind, ("fr", "ar", "both", "en"))
    return {
        "csrf_token": context.get("csrf_token"),
        "kind": kind,
        "object_id": object_id,
        "institution_id": institution_id,
        "uid": f"{kind}-{object_id}",
        "modes": [(code, words_papers.MODES[code]) for code in modes],
        "chosen": current if current in modes else "both",
        "why_no_pdf": _why_no_pdf(kind),
    }
