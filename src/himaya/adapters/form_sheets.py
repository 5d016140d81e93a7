"""From an XForm to what the engine of long forms reads: a form of HTML elements and a model.

The two sheets of the engine run here, because browsers are about to drop XSLT, and what else its own transformer does
to their result is done here too. This file knows XForms and those sheets, and nothing of what the forms are for.
"""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lxml import etree

from himaya.kernel.places import ROOT

SHEETS = ROOT / "build" / "sheets"
XF, H = "http://www.w3.org/2002/xforms", "http://www.w3.org/1999/xhtml"
_ITEXT = re.compile(r"^jr:itext\(([\w-]+)\)$")
# `Français (fr)`, as spreadsheets name a language: the tag is what stands in brackets.
_NAMED = re.compile(r"^[^(]*\(([\w-]+)\)\s*$")
RIGHT_TO_LEFT = ("ar", "ary", "zgh-Arab", "fa", "ur", "he")


class NoSheets(Exception):
    """The front end was not built here."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """`form`: the element of the form, without inline style. `model`: XML of the empty record and its lists."""

    form: etree._Element
    model: str
    languages: tuple[str, ...]


def drawn(xform: bytes) -> Drawn:
    """Both parts of one XForm, which must be one of ours: compiled here, or checked when it came in."""
    top = etree.fromstring(xform, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True))
    _lists(top)
    form = _sheet("openrosa2html5form.xsl")(top).getroot().find("form")
    model = _sheet("openrosa2xmlmodel.xsl")(top).getroot().find(f"{{{XF}}}model")
    if form is None or model is None:
        raise ValueError("no form in what the sheets made")
    _tidy(form)
    return Drawn(form, etree.tostring(model, encoding="unicode", with_tail=False), _languages(form))


@cache
def _sheet(name: str) -> etree.XSLT:
    file: Path = SHEETS / name
    if not file.is_file():
        raise NoSheets("The front end is not built: run tools/frontend.py.")
    # A sheet may read no file and no address.
    return etree.XSLT(etree.parse(file), access_control=etree.XSLTAccessControl.DENY_ALL)  # type: ignore[attr-defined]


def _lists(top: etree._Element) -> None:
    """Choices without a filter become fixed ones; the others get what the sheet needs to draw them in each language."""
    for itemset in list(top.iter(f"{{{XF}}}itemset")):
        nodeset = itemset.get("nodeset", "")
        rows = _rows(top, nodeset)
        value, label = itemset.find(f"{{{XF}}}value"), itemset.find(f"{{{XF}}}label")
        value_of = "name" if value is None else value.get("ref", "name")
        label_of = "" if label is None else label.get("ref", "")
        itext = _ITEXT.match(label_of)
        if "[" in nodeset or "randomize(" in nodeset:
            itemset.set("valueRef", value_of)
            itemset.set("labelRef", label_of)
            name = nodeset.partition("instance('")[2].partition("'")[0]
            itemset.set("itextPath", f'/h:html/h:head/xf:model/xf:instance[@id="{name}"]/xf:root/xf:item')
            if itext:
                itemset.extend(copy.deepcopy(one) for row in rows for one in row.findall(f"{{{XF}}}{itext[1]}"))
            continue
        parent = itemset.getparent()
        if parent is None:
            continue
        for row in rows:
            item = etree.SubElement(parent, f"{{{XF}}}item")
            written = etree.SubElement(item, f"{{{XF}}}label")
            if itext:
                written.set("ref", f"jr:itext('{row.findtext(f'{{{XF}}}{itext[1]}')}')")
            else:
                written.text = row.findtext(f"{{{XF}}}{label_of or 'label'}")
            etree.SubElement(item, f"{{{XF}}}value").text = row.findtext(f"{{{XF}}}{value_of}")
        parent.remove(itemset)


def _rows(top: etree._Element, nodeset: str) -> list[etree._Element]:
    name = nodeset.partition("instance('")[2].partition("'")[0]
    found = top.iter(f"{{{XF}}}instance")
    return [row for one in found if one.get("id") == name for row in one.iterfind("*/*")]


def _tidy(form: etree._Element) -> None:
    """No inline style, no logo, no second title; one tag a language; classes instead of appearances."""
    for one in list(form.iter(etree.Comment)):
        _drop(one)
    for one in list(form.iterfind("section[@class='form-logo']")) + list(form.iterfind("h3[@id='form-title']")):
        _drop(one)
    for one in form.iter():
        if "style" in one.attrib:
            del one.attrib["style"]
            one.set("hidden", "hidden")
        language = one.get("lang")
        if language:
            one.set("lang", _tag(language))
        appearances = one.get("data-appearances", "").lower().split()
        for name in ("data-appearances", "data-appearances-select-type"):
            if name in one.attrib:
                del one.attrib[name]
        classes = [name for name in one.get("class", "").split() if name != "or-appearances-placeholder"]
        if classes or appearances:
            one.set("class", " ".join([*classes, *(f"or-appearance-{name}" for name in appearances)]))
    chooser = form.find("select[@id='form-languages']")
    if chooser is not None:
        chooser.set("data-default-lang", _tag(chooser.get("data-default-lang", "")))
        for option in chooser.iterfind("option"):
            tag = _tag(option.get("value", ""))
            option.set("value", tag)
            option.set("lang", tag)
            option.set("data-dir", "rtl" if tag in RIGHT_TO_LEFT else "ltr")
            option.tail = None


def _tag(language: str) -> str:
    named = _NAMED.match(language)
    return named[1] if named else language


def _languages(form: etree._Element) -> tuple[str, ...]:
    return tuple(option.get("value", "") for option in form.iterfind("select[@id='form-languages']/option"))


def _drop(element: etree._Element) -> None:
    """Take an element away and leave the text after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail or ""
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
