"""An instrument together with its XForm: what renderer, verifier and field clients share."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree

from himaya.adapters import forms_compiler

from .source import Instrument, Row, Unreadable, canonical, from_document
from .xform import NotAForm, XForm, parse, parser


@dataclass(frozen=True, eq=False)
class Compiled:
    """`hash` is SHA-256 over the canonical XForm and the canonical source: two equal hashes, one protocol."""

    instrument: Instrument
    xform: bytes = field(repr=False)
    form: XForm = field(repr=False)
    hash: str
    warnings: tuple[str, ...] = ()

    def row(self, path: str) -> Row | None:
        """The source row of a node of the form."""
        return self.rows.get(path)

    @property
    def rows(self) -> dict[str, Row]:
        """Source rows by path in the form."""
        return _rows(self)


@lru_cache(maxsize=64)
def _rows(compiled: Compiled) -> dict[str, Row]:
    found: dict[str, Row] = {}
    here = [compiled.form.root.path]
    for row in compiled.instrument.survey:
        kind = row.type.replace(" ", "_")
        if kind in ("begin_group", "begin_repeat"):
            here.append(f"{here[-1]}/{row.name}")
            found[here[-1]] = row
        elif kind in ("end_group", "end_repeat"):
            here.pop()
        elif row.name:
            found[f"{here[-1]}/{row.name}"] = row
    return found


_known: dict[str, Compiled] = {}
KEPT = 64


def compile_instrument(instrument: Instrument) -> Compiled:
    """Compile, or fetch from memory what was compiled. Raises Unreadable with the compiler's sentence."""
    source = canonical(instrument.document)
    found = _known.get(source)
    if found is None:
        if len(_known) >= KEPT:
            _known.pop(next(iter(_known)))
        found = _known[source] = _compile(instrument, source)
    return found


def compile_document(document: Mapping[str, Any]) -> Compiled:
    """Compile a stored `Instrument.document`. Raises Unreadable."""
    return compile_instrument(from_document(document))


def _compile(instrument: Instrument, source: str) -> Compiled:
    try:
        written, warnings = forms_compiler.to_xform(instrument.document)
        form = parse(written)
    except (forms_compiler.CannotCompile, NotAForm) as refusal:
        raise Unreadable(instrument.path or instrument.name, str(refusal)) from refusal
    return Compiled(instrument, written, form, digest(written, source), tuple(warnings))


def digest(written: bytes, source: str) -> str:
    """Hexadecimal SHA-256 over canonical XML, a zero byte, and the canonical source."""
    tree = etree.fromstring(written, parser())
    return hashlib.sha256(etree.tostring(tree, method="c14n") + b"\0" + source.encode()).hexdigest()
