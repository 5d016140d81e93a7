"""The form of one version as HTML for the long form: what the sheets draw, made fit for a keyboard and a screen reader.

All languages stand in it side by side, and the engine shows one; so it is made once per version and kept. Nothing of a
person is in it. What our instruments say beyond XLSForm comes along: `exposes`, `act`, number, clause, what is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from django.utils import translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from lxml import etree, html

from himaya.adapters import form_sheets
from himaya.instruments import leaving, short_path, spoken
from himaya.instruments.compiled import Compiled
from himaya.instruments.flaws import SENTENCES
from himaya.instruments.labels import clean
from himaya.instruments.source import LANGUAGES, Row

Pages = Literal["question", "group"]
KEPT = 32
EXPOSES = _(
    "An answer can expose the person. Say so before you ask, ask only what protection needs, and write nothing down "
    "that could serve against them."
)
CLEAR = _("Take this answer back")
ADD, REMOVE = _("Add one more"), _("Take this one away")
NAMES = {"fr": "Français", "ar": "العربية", "en": "English"}
# Fields that need a widget, which the bundle has none of.
NO_FIELD = ("binary", "geopoint", "geotrace", "geoshape", "barcode", "odk:rank", "rank")
Element = etree._Element


class CannotShow(Exception):
    """The form has a field that the long form has no means for; the message is its path."""


@dataclass(frozen=True, slots=True)
class Markup:
    """`form`: safe HTML. `model`: XML of the empty record. `languages` of the questions, in the form's order."""

    form: SafeString
    model: str
    languages: tuple[str, ...]


_known: dict[tuple[str, Pages], Markup] = {}


def markup(compiled: Compiled, pages: Pages = "question") -> Markup:
    """One page per question, or per group; a group with the appearance `field-list` is one page either way."""
    found = _known.get((compiled.hash, pages))
    if found is None:
        if len(_known) >= KEPT:
            _known.pop(next(iter(_known)))
        found = _known[compiled.hash, pages] = _made(compiled, pages)
    return found


def anchor(path: str) -> str:
    """The id of a question on the page."""
    return "q-" + path.strip("/").partition("/")[2].replace("/", "-")


def _made(compiled: Compiled, pages: Pages) -> Markup:
    drawn = form_sheets.drawn(compiled.xform)
    form = drawn.form
    for span in list(form.iter("span")):
        if {"question-label", "or-hint", "option-label"} & set(span.get("class", "").split()):
            _cleaned(span)
    for title in form.iter("h4"):
        title.tag = "h3" if sum(1 for _one in title.iterancestors("section")) > 1 else "h2"
    for question in list(form.iter("label", "fieldset")):
        if "question" in question.get("class", "").split():
            _question(question, compiled)
    for element in _page_elements(form, pages):
        element.set("data-page", "")
    for repeat in form.iter("section"):
        if "or-repeat" in repeat.get("class", "").split():
            _named(repeat)
    for one in form.iter("span"):
        # The engine reads it where choices depend on an answer, and nowhere else.
        above = one.getparent()
        if "data-itext-id" in one.attrib and (above is None or "itemset-labels" not in above.get("class", "")):
            del one.attrib["data-itext-id"]
    for option in form.iterfind("select[@id='form-languages']/option"):
        option.text = NAMES.get(option.get("value", ""), option.text)
    form.set("data-own-draft", "")
    head, close, rest = etree.tostring(form, encoding="unicode", method="html", with_tail=False).partition(">")
    written = re.sub(r' xmlns:\w+="[^"]*"', "", head) + close + rest
    # Built element by element above; every text of an author went through nh3 or is escaped here.
    return Markup(mark_safe(written), drawn.model, drawn.languages)  # noqa: S308


def _cleaned(span: Element) -> None:
    """Texts of authors: a little emphasis stays, as in the plain pages; every other tag goes."""
    pieces: list[str | Element] = [span.text or ""]
    for child in list(span):
        pieces += [child, child.tail or ""]
        child.tail = None
        span.remove(child)
    span.text = None
    for piece in pieces:
        if not isinstance(piece, str):
            span.append(piece)
        elif "<" not in piece:
            _append_text(span, piece)
        else:
            fragment = html.fragment_fromstring(clean(piece), create_parent="span")
            _append_text(span, fragment.text or "")
            span.extend(list(fragment))


def _append_text(parent: Element, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    else:
        parent.text = (parent.text or "") + text


def _question(question: Element, compiled: Compiled) -> None:
    control = next(one for one in question.iter("input", "select", "textarea"))
    path = control.get("data-name") or control.get("name") or ""
    if control.get("type") == "file" or control.get("data-type-xml") in NO_FIELD:
        raise CannotShow(path)
    row = compiled.row(path)
    question.set("id", anchor(path))
    for name, value in _carried(row):
        question.set(f"data-{name}", value)
    if row is not None and f"or-appearance-{leaving.KEY}" in question.get("class", "").split():
        # The question before it has warned already, and how it was left exposes nobody.
        row = replace(row, exposes=())
    if question.tag == "fieldset":
        _choices(question, control, row)
    elif control.get("readonly") and "data-calculate" not in control.attrib:
        _note(question, control, row)
    else:
        _typed(question, control, row)


def _carried(row: Row | None) -> Iterator[tuple[str, str]]:
    """What the row says beyond XLSForm, for scripts and for tests."""
    if row is not None:
        told = {
            "uid": row.uid, "line": str(row.line or ""), "act": row.act, "exposes": " ".join(row.exposes),
            "compartment": row.compartment, "short": "yes" if row.short else "",
            "path": "yes" if row.name == short_path.QUESTION else "",
        }  # fmt: skip
        yield from ((name, value) for name, value in told.items() if value)


def _note(question: Element, control: Element, row: Row | None) -> None:
    """What is only read or said: no field to tab through."""
    question.tag = "div"
    question.set("class", f"{question.get('class')} note card {'say' if row and row.act == 'said' else 'do'}")
    control.set("hidden", "hidden")
    text = etree.Element("p")
    text.extend([one for one in question if "question-label" in one.get("class", "")])
    question.insert(0, text)
    _darija(question, 1, row)


def _typed(question: Element, control: Element, row: Row | None) -> None:
    """`<label>` around everything would read hint and mistake out as the name of the field."""
    here = question.get("id", "")
    question.tag = "div"
    control.set("id", f"{here}-field")
    if control.get("data-type-xml") in ("string", "text") and control.tag != "select":
        control.set("dir", "auto")
    name = etree.Element("label", {"for": f"{here}-field"})
    name.extend([one for one in question if {"question-label", "required"} & set(one.get("class", "").split())])
    question.insert(0, name)
    _beside(question, 1, question, row)


def _choices(question: Element, control: Element, row: Row | None) -> None:
    """The inner fieldset is the group that is read out; the outer one only opens and closes."""
    group, legend = question.find("fieldset"), question.find("fieldset/legend")
    if group is None or legend is None:
        return
    question.set("role", "none")
    for one in legend:
        one.tail = None
    _beside(group, 1, legend, row)
    if control.get("type") == "radio":
        group.set("role", "radiogroup")
        legend.set("id", f"{question.get('id')}-name")
        group.set("aria-labelledby", legend.get("id", ""))
        button = etree.SubElement(group, "button", {"type": "button", "class": "btn quiet", "data-clear": ""})
        button.set("hidden", "hidden")
        button.extend(_trio(CLEAR))


def _beside(group: Element, place: int, among: Element, row: Row | None) -> None:
    """Number, hint, warning, what is said aloud, and the sentences for a mistake, each where it can be referred to."""
    here = next(one.get("id", "") for one in (group, group.getparent()) if one is not None and one.get("id"))
    if row is not None and row.line is not None:
        head = group[0]
        number = etree.Element("bdi", {"dir": "ltr", "class": "meta"})
        number.text = f"{row.line}. "
        head.insert(0, number)
    # Of a field, what describes it; of choices, the group.
    described: list[str] = []
    hints = [one for one in among if "or-hint" in one.get("class", "").split()]
    if hints:
        hint = etree.Element("p", {"class": "hint", "id": f"{here}-hint"})
        hint.extend(hints)
        group.insert(place, hint)
        described.append(f"{here}-hint")
        place += 1
    if row is not None and row.exposes:
        warning = etree.Element("p", {"class": "exposes", "id": f"{here}-exposes"})
        warning.extend(_trio(EXPOSES))
        group.insert(place, warning)
        described.append(f"{here}-exposes")
        place += 1
    place = _darija(group, place, row)
    for code in ("required", "constraint"):
        found = [one for one in group.iter("span") if f"or-{code}-msg" in one.get("class", "").split()]
        if found:
            error = etree.SubElement(group, "p", {"class": f"error {code}", "id": f"{here}-{code}"})
            ours = any(one.get("data-i18n") for one in found)
            error.extend(_trio(SENTENCES[code]) if ours else found)
            for one in found:
                parent = one.getparent()
                if ours and parent is not None:
                    parent.remove(one)
    control = next(one for one in group.iter("input", "select", "textarea"))
    target = group if control.get("type") in ("radio", "checkbox") else control
    if described:
        target.set("aria-describedby", " ".join(described))
        target.set("data-described", " ".join(described))


def _darija(parent: Element, place: int, row: Row | None) -> int:
    if row is None or not row.darija:
        return place
    box = etree.Element("div", {"class": "prompt"})
    for key, language, direction in (("ar", "ary", "rtl"), ("latin", "ary-Latn", "ltr")):
        if row.darija.get(key):
            # The engine shows what has the class `active`; what is said aloud stands beside every language.
            one = etree.SubElement(box, "p", {"lang": language, "dir": direction, "data-aloud": ""})
            for whom, words in spoken.pieces(row.darija[key]):
                etree.SubElement(one, "span", {"class": whom} if whom else {}).text = words
    parent.insert(place, box)
    return place + 1


def _named(repeat: Element) -> None:
    """Buttons of the engine have no words: they wait here until it has drawn them."""
    above = repeat.getparent()
    if above is not None:
        for name, words in (("add", ADD), ("remove", REMOVE)):
            holder = etree.SubElement(above, "span", {"hidden": "hidden", "data-words": name})
            holder.extend(_trio(words))


def _trio(sentence: str | Promise) -> list[Element]:
    """A sentence of ours in every language, of which the engine shows one."""
    spans = []
    for language in LANGUAGES:
        with translation.override(language):
            span = etree.Element("span", {"lang": language, "data-ours": ""})
            span.text = str(sentence)
            spans.append(span)
    return spans


def _page_elements(parent: Element, pages: Pages) -> Iterator[Element]:
    for one in parent:
        classes = one.get("class", "").split()
        if "or-group" in classes or "or-group-data" in classes:
            whole = pages == "group" or "or-appearance-field-list" in classes
            if whole or any("or-repeat" in below.get("class", "").split() for below in one.iter("section")):
                yield one
            else:
                yield from _page_elements(one, pages)
        elif "question" in classes or "or-repeat" in classes:
            yield one
