"""A reasoning as the table that a jurist reads: act, means, purpose, effect, forms, articles, gaps. For page and paper.

It is written in the language in use. Its last line is what is missing: there is no line that concludes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from himaya.institutions.content_rows import WORDING
from himaya.instruments.rules_delphi import Reading
from himaya.kernel import languages
from himaya.legal.words import SHOWN
from himaya.reasonings import argued, rules, rules_signs, words
from himaya.reasonings.argued import Argued, Fact, Leaned, Place, View


@dataclass(frozen=True, slots=True)
class Row:
    """One part: its name, what is said of it as a whole, and its lines."""

    head: str
    said: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension of the reading aid: its name, what the method says, what was ticked, how much is unknown."""

    name: str
    said: str
    present: tuple[str, ...]
    unknown: int
    could_change: bool


def not_a_decision() -> str:
    """What stands at the head of every page and paper of this room."""
    return _(
        "This is not a decision. It puts facts under what the law asks, and says what is missing. A named body "
        "decides, with reasons. Help does not depend on it."
    )


def rows(one: Argued) -> list[Row]:
    """The whole table, in the order of the definition."""
    return [
        *(_element(one, element) for element in rules.ELEMENTS),
        Row(_("Effect on the person"), _open(one.qualifier), tuple(_views(one.qualifier, words.QUALIFIER))),
        Row(_("Forms of exploitation argued"), _open(one.forms), tuple(_forms(one.forms))),
        Row(_("Other explanations"), _open(one.alternatives), tuple(_alternatives(one.alternatives))),
        Row(_("Looked at apart"), _open(one.flags), tuple(_flags(one.flags))),
        *_articles(one),
        *_aid(one),
        Row(_("What is missing"), unknown(one), tuple(words.gap(gap) for gap in one.argument.missing)),
    ]


def unknown(one: Argued) -> str:
    """How much is not known, counted: it is never a no."""
    n = one.argument.unknown
    return ngettext(
        "%(n)s thing is not known. Not known is never a no.",
        "%(n)s things are not known. Not known is never a no.",
        n,
    ) % {"n": n}


def notes(one: Argued) -> list[str]:
    """What the law says whatever the facts."""
    return [str(words.NOTES[code]) for code in one.argument.notes]


def fact_line(fact: Fact, place: Place) -> str:
    """A fact where it stands: the code, what it says of it, the words, where it comes from."""
    meant = _("meant, and has not happened") if place.intended else ""
    parts = (words.code_of(place.element, place.code), str(words.STANCES[place.stance]), meant)
    source = " · ".join(
        str(part) for part in (words.SOURCES[fact.source], words.CORRECTED if fact.corrected else "") if part
    )
    return f"{' · '.join(part for part in parts if part)}\n{fact.words} ({source})"


def article_line(one: Leaned) -> str:
    """A row of law with its text, article, source, and how it is leaned on."""
    text = one.text.in_language(languages.current()) if one.text is not None else ""
    name = one.names.in_language(languages.current())
    of = words.form(one.of) if one.why == rules.OF_FORM else ""
    of = words.alternative(one.of) if one.why == rules.OF_ALTERNATIVE else of
    why = " · ".join(part for part in (str(words.WHYS[one.why]), of) if part)
    head = " · ".join(part for part in (text, one.article, name) if part)
    # What is to be verified stands under a heading that says so.
    beside = f" · {SHOWN[WORDING]}" if one.shown_in(languages.current()) == WORDING else ""
    return f"{head}\n{why} · {_('Source')} · {words.source(one.source)} · {one.mark}{beside}"


def dimensions(one: Argued) -> list[Dimension]:
    """The reading aid, one dimension at a time, from the signs ticked last; nothing where none were."""
    if one.signs is None:
        return []
    return [_dimension(reading) for reading in rules_signs.readings(one.signs.answers, one.signs.subject)]


def aid_source() -> str:
    """What stands beside every reading of the labour lists."""
    return _("Secondary source, not validated: ILO-EC 2009, mark C2. One aid among others, for labour forms only.")


def _element(one: Argued, element: str) -> Row:
    found = one.argument.of(element)
    lines = [fact_line(fact, place) for fact in one.facts for place in fact.places if place.element == element]
    return Row(str(words.ELEMENTS[element]), str(words.STANDINGS[found.standing]), tuple(lines))


def _open(views: tuple[View, ...]) -> str:
    return "" if views else _("Nothing is written yet.")


def _views(views: tuple[View, ...], names: Mapping[str, Promise]) -> Iterator[str]:
    for view in views:
        yield f"{names[view.code]} · {words.ANSWERS[view.value]}\n{view.words}"


def _forms(views: tuple[View, ...]) -> Iterator[str]:
    for view in views:
        yield f"{words.form(view.code)} · {words.STANCES[view.value]}\n{view.words}"


def _alternatives(views: tuple[View, ...]) -> Iterator[str]:
    for view in views:
        yield f"{words.alternative(view.code)} · {words.REACHES[view.value]}\n{view.words}"


def _flags(views: tuple[View, ...]) -> Iterator[str]:
    for view in views:
        yield f"{words.FLAGS[view.code]} · {words.ANSWERS[view.value]}"


def _articles(one: Argued) -> Iterator[Row]:
    """The chain first; what only advises and what nobody verified stand apart, and carry nothing."""
    heads = {
        argued.CHAIN: _("Articles"),
        argued.ADVICE: _("Articles, as advice"),
        argued.TO_BE_VERIFIED: _("Articles to be verified"),
    }
    for stands, head in heads.items():
        lines = tuple(article_line(row) for row in one.leaned(stands))
        if lines or stands == argued.CHAIN:
            yield Row(head, str(words.STANDS[stands]) if lines else _("Nothing is written yet."), lines)


def _aid(one: Argued) -> Iterator[Row]:
    found = dimensions(one)
    if found:
        lines = (f"{part.name}\n{part.said} {signs_unknown(part.unknown)}" for part in found)
        yield Row(_("Reading aid for labour forms"), aid_source(), tuple(lines))


def signs_unknown(n: int) -> str:
    """How many signs of a dimension are unknown."""
    return ngettext(
        "%(n)s sign is unknown: it counts neither as yes nor as no.",
        "%(n)s signs are unknown: they count neither as yes nor as no.",
        n,
    ) % {"n": n}


def _dimension(reading: Reading) -> Dimension:
    known = rules_signs.catalogue()
    names = {one.code: one.names for one in known.domains}
    labels = {one.id: one.label for one in known.indicators}
    language = languages.current()
    return Dimension(
        name=names[reading.dimension].in_language(language),
        said=_said_of(reading),
        present=tuple(labels[code].in_language(language) for code in reading.present),
        unknown=len(reading.unknown),
        could_change=reading.could_change,
    )


def _said_of(reading: Reading) -> str:
    """While what is unknown could still change it, nothing is read: a "not" would be heard as a no."""
    if reading.could_change:
        return _("Not read: too much is still unknown.")
    if reading.indicated:
        return _("The method indicates this dimension.")
    return _("The method does not indicate this dimension by these answers.")
