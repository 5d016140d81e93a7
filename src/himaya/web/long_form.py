"""The long form of a page: what its template part takes, and what the two addresses of a draft answer.

    view       context = {"long_form": long_form(compiled, language, request=request, started=xml, revision=3,
                                                 draft_url=…, finish_url=…, at="14:31")}
    template   {% include "parts/long_form.html" %} in `main`; parts/long_form_head.html in `styles` and `scripts`
    draft_url  POST `xml`, `revision` -> read(request, compiled), then saved(…) or superseded(…) or refused(…)
    finish_url POST `xml`, `revision` -> the same read(…), then instruments.verify; its flaws become links(…)

The draft on the server is the main store. What is not there yet waits in the browser as ciphertext, to a key of this
account and this address (ADR 40). Nothing here stores anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from lxml import etree

from himaya.instruments import verify
from himaya.instruments.compiled import Compiled
from himaya.instruments.flaws import SENTENCES, Flaw
from himaya.instruments.guard import Refused, parse
from himaya.instruments.intake import OPENROSA, intake
from himaya.instruments.labels import plain
from himaya.instruments.program import program
from himaya.instruments.xform import local
from himaya.kernel import clock
from himaya.kernel.errors import NotValid, Refusal, Sentence
from himaya.web import unattended
from himaya.web.long_form_markup import Pages, anchor, markup

SHOWN_FLAWS = 40
LONGEST_NAME = 80
# XML 1.0, production 2. A lone surrogate arrives as a replacement character.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Link:
    """What is wrong, and the question that it leads to; `id` is empty when no question is meant."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Why nothing more is typed into a form that is open; where it goes on, and the words of that link, if it does."""

    sentence: Sentence
    go: str = ""
    words: Sentence = ""

    def said(self) -> dict[str, str]:
        return {"sentence": str(self.sentence), "go": self.go, "words": str(self.words)}


@dataclass(frozen=True, slots=True)
class LongForm:
    """What parts/long_form.html shows. Without a `draft_url` nothing is stored and nothing sent."""

    form: SafeString = field(repr=False)
    model: str = field(repr=False)
    language: str
    languages: tuple[str, ...]
    started: str = field(repr=False)
    revision: int
    at: str
    draft_url: str
    finish_url: str
    key: str
    errors: tuple[Link, ...]
    superseded: bool
    stop: Stop | None = None
    aside: str = ""

    @property
    def kept(self) -> bool:
        return bool(self.draft_url)


@dataclass(frozen=True, slots=True)
class Draft:
    """What the browser sent: a record of this form, perhaps with answers missing or wrong. `revision`: its base.

    `over`: whoever types was told that somebody else saved that revision, and chose their own words. `typing`: the
    name of the question whose field is not left yet. `late`: the page was told to stop, and this was typed before.
    """

    xml: str = field(repr=False)
    revision: int
    instance_id: str
    over: bool = False
    typing: str = ""
    late: bool = False


def long_form(
    compiled: Compiled,
    language: str,
    *,
    request: HttpRequest | None = None,
    started: str = "",
    revision: int = 0,
    at: str = "",
    draft_url: str = "",
    secret: str = "",
    aside: Iterable[str] = (),
    known: Mapping[str, str] | None = None,
    finish_url: str = "",
    errors: Iterable[Link] = (),
    superseded: bool = False,
    stop: Stop | None = None,
    pages: Pages = "question",
) -> LongForm:
    """The form of this version, to begin or to go on with (`started`: the draft; its instanceID stays).

    `at`: when that draft was saved (see moment()). `errors`: links(…) after a finish that was refused; then `started`
    is what was posted. `superseded`: somebody saved a later revision than the one this page posted; `revision` is
    theirs, `started` what was posted: the person decides. `stop`: shown closed; what waits in the browser is sent all
    the same. `aside`: secrets of forms that this one took the place of, for words of theirs that wait in the browser.
    `request` and the draft's `secret` are needed with a `draft_url`, whose view says by unattended.opens(…) who opens
    such secrets again. `known`: by the name of a question an answer with which a form that nobody began is drawn.
    """
    made = markup(compiled, pages)
    key, old = "", ""
    if draft_url:
        if request is None:
            raise ValueError("A form that is kept needs its request: the key belongs to an account.")
        key = unattended.public_key(request, draft_url, secret=secret)
        old = " ".join(unattended.public_key(request, draft_url, secret=one) for one in aside)
    return LongForm(
        form=made.form,
        model=_with_answers(made.model, known) if known and not started else made.model,
        language=language if language in made.languages or not made.languages else made.languages[0],
        languages=made.languages,
        started=_as_drawn(started, made.model),
        revision=revision,
        at=at,
        draft_url=draft_url,
        finish_url="" if stop else finish_url,
        key=key,
        errors=tuple(errors),
        superseded=superseded,
        stop=stop,
        aside=old,
    )


def _with_answers(model: str, known: Mapping[str, str]) -> str:
    """The empty record of a model with these answers in it, as if they were its defaults."""
    root = parse(model.encode())
    record = next(one for one in root.iter() if isinstance(one.tag, str) and local(one) == "instance")
    for one in record.iter():
        if isinstance(one.tag, str) and len(one) == 0 and local(one) in known:
            one.text = known[local(one)]
    return etree.tostring(root, encoding="unicode")


def _as_drawn(started: str, model: str) -> str:
    """A record that came from elsewhere may write its metadata in another namespace; the engine would keep both."""
    if not started or "<orx:meta" in model or "<orx:meta" not in started:
        return started
    root = parse(started.encode())
    for one in root.iter(f"{{{OPENROSA}}}*"):
        one.tag = local(one)
    return etree.tostring(root, encoding="unicode")


def read(request: HttpRequest, compiled: Compiled) -> Draft:
    """What was posted as `xml` and `revision`. Raises NotValid with a sentence when it is no record of this form."""
    posted = request.POST
    xml, number = written(request), posted.get("revision", "")
    if not number.isascii() or not number.isdigit() or len(number) > 9:
        raise NotValid(_("The page is out of date. Load it again: what you typed comes back."), code="revision")
    try:
        root = parse(xml.encode())
    except (Refused, UnicodeEncodeError) as refusal:
        code = getattr(refusal, "code", "encoding")
        raise NotValid(SENTENCES[code], code=code) from refusal
    form = compiled.form
    if local(root) != form.root.name or root.get("id", "") != form.form_id:
        raise NotValid(SENTENCES["wrong_form"], code="wrong_form")
    if root.get("version", "") != form.version:
        raise NotValid(SENTENCES["wrong_version"], code="wrong_version")
    wrong: list[str] = []
    ready = program(form)
    sheet = intake(ready, root, verify.moment_received(clock.now()), lambda code, _path: wrong.append(code))
    if wrong:
        raise NotValid(SENTENCES[wrong[0]], code=wrong[0])
    instance, typing = verify.instance_id_of(sheet), posted.get("typing", "")[:LONGEST_NAME]
    return Draft(xml, int(number), instance, over="over" in posted, typing=typing, late="late" in posted)


def named(request: HttpRequest) -> tuple[str, str]:
    """The form and the version of which the posted record says that it is; empty where it says nothing."""
    try:
        root = parse(written(request).encode())
    except (Refused, UnicodeEncodeError):
        return "", ""
    return root.get("id", ""), root.get("version", "")


def written(request: HttpRequest) -> str:
    """The record as it was posted, without what no XML may hold: text pasted from elsewhere brings such characters."""
    # A browser posts every end of line as two characters; the record has one.
    return FORBIDDEN.sub("", request.POST.get("xml", "").replace("\r\n", "\n"))


def moment(at: dt.datetime) -> str:
    """14:32, as the page says it."""
    return timezone.localtime(at).strftime("%H:%M")


def saved(revision: int, at: dt.datetime, stop: Stop | None = None) -> JsonResponse:
    """The draft is kept under this revision: the next one is posted over it. `stop`: the page takes nothing more."""
    return JsonResponse({"revision": revision, "at": moment(at), **({"stop": stop.said()} if stop else {})})


def superseded(revision: int, at: dt.datetime, xml: str = "") -> JsonResponse:
    """A later revision than the posted one stands here: `xml` (give it). Nothing was overwritten; the page asks.

    From the digest the page sees whether it is its own, whose answer was lost with the connection.
    """
    digest = hashlib.sha256(xml.encode()).hexdigest() if xml else ""
    return JsonResponse({"revision": revision, "at": moment(at), "digest": digest}, status=409)


def refused(refusal: Refusal, stop: Stop | None = None) -> JsonResponse:
    """What was posted cannot be kept; the page says why and holds on to it. `stop`: it takes nothing more either."""
    told = {"sentence": str(refusal.sentence), **({"stop": stop.said()} if stop else {})}
    return JsonResponse(told, status=NotValid.status)


def links(compiled: Compiled, flaws: Iterable[Flaw], language: str) -> tuple[Link, ...]:
    """What a refused finish shows: each flaw with the words of its question, leading there."""
    labels = {control.path: control.label for control in compiled.form.controls()}
    found = []
    for flaw in tuple(flaws)[:SHOWN_FLAWS]:
        words = labels.get(flaw.path)
        pieces = compiled.form.pieces(words, language) if words is not None else ()
        # Both come cleaned for a page, and the template escapes them again.
        name = html.unescape(plain("".join(one if isinstance(one, str) else "…" for one in pieces))).strip()
        sentence = html.unescape(flaw.sentence(language))
        found.append(Link(anchor(flaw.path) if words is not None else "", f"{name} – {sentence}" if name else sentence))
    return tuple(found)
