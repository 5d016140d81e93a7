"""A page with a kept draft, for tests: the routes of the product and three more, on a copy of the demo store.

The draft lies in this process's memory. `himaya.web.long_form` says what a view does; this is the shortest one.
"""

from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import get_language

from himaya.config.urls import handler400, handler404, handler500
from himaya.config.urls import urlpatterns as of_the_product
from himaya.instruments import verify
from himaya.instruments.compiled import Compiled, compile_document, compile_instrument
from himaya.instruments.source import load
from himaya.kernel import clock, places
from himaya.kernel.errors import NotValid
from himaya.web import long_form, unattended
from himaya.web.methods import require_POST
from himaya.web.sessions import actor_of

__all__ = ["handler400", "handler404", "handler500", "urlpatterns"]
HERE = Path(__file__).parent
LONG, IN_A_GROUP = 200, 10


@dataclass
class Kept:
    """The draft of one address: every text that was saved, in order."""

    saved: list[str] = field(default_factory=list)
    at: str = ""


drafts: dict[str, Kept] = {}
SECRET = "ab" * 32
# An answer at which this form stops, once its field is left.
STOPS, STOP = "arrêtons-là", long_form.Stop("Ce formulaire s’arrête ici.", "/trial/long/", "Continuer ailleurs")
unattended.opens("trial_draft", lambda by, names: nullcontext((SECRET,)))


def compiled(name: str) -> Compiled:
    """`trial-…` are the trial form, each with a draft of its own; `long` has two hundred questions."""
    if name == "long":
        return compile_document(long_document())
    if name.startswith("trial"):
        return compile_instrument(load(HERE / "trial.yaml"))
    return compile_instrument(load(next((places.ROOT / "content" / "instruments").rglob(f"{name}.yaml"))))


def long_document() -> dict[str, Any]:
    """An interview of two hundred questions: choices, numbers and texts, ten to a page, some opened by others."""
    words = {"fr": "Question", "ar": "سؤال", "en": "Question"}
    rows: list[dict[str, Any]] = []
    for number in range(LONG):
        if number % IN_A_GROUP == 0:
            label = {code: f"{word} {number}" for code, word in words.items()}
            rows.append({"type": "begin_group", "name": f"g{number}", "appearance": "field-list", "label": label})
        row: dict[str, Any] = {
            "name": f"q{number}",
            "label": {code: f"{word} {number}" for code, word in words.items()},
        }
        row["type"] = ("text", "select_one yn", "select_one yn", "integer")[number % 4]
        if number % 4 == 2:
            row["relevant"] = f"${{q{number - 1}}} != 'no'"
        rows.append({**row, "exposes": [], "uid": f"L-{number}"})
        if number % IN_A_GROUP == IN_A_GROUP - 1:
            rows.append({"type": "end_group"})
    items = [{"value": value, "label": words} for value in ("yes", "no", "unknown")]
    return {"instrument": "long", "version": "1", "title": words, "survey": rows, "choices": {"yn": items}}


def page(request: HttpRequest, name: str, **more: object) -> HttpResponse:
    kept = drafts.setdefault(name, Kept())
    shown = {"started": kept.saved[-1] if kept.saved else "", "revision": len(kept.saved), "at": kept.at, **more}
    form = long_form.long_form(
        compiled(name), get_language() or "fr", request=request, draft_url=f"/trial/{name}/draft/",
        secret=SECRET, finish_url=f"/trial/{name}/finish/", **shown,  # type: ignore[arg-type]
    )  # fmt: skip
    return render(request, "trial.html", {"long_form": form}, status=422 if form.errors else 200)


def filled(request: HttpRequest, name: str) -> HttpResponse:
    return page(request, name) if actor_of(request).is_known else HttpResponse(status=403)


@require_POST
def draft(request: HttpRequest, name: str) -> JsonResponse | HttpResponse:
    if not actor_of(request).is_known:
        return HttpResponse(status=403)
    kept = drafts.setdefault(name, Kept())
    try:
        posted = long_form.read(request, compiled(name))
    except NotValid as refusal:
        return long_form.refused(refusal)
    stops = STOPS in posted.xml and posted.typing != "t"
    if STOPS in "".join(kept.saved[-1:]) and not posted.late:
        return long_form.refused(NotValid("Arrêt"), STOP)
    if posted.revision != len(kept.saved):
        return long_form.superseded(len(kept.saved), clock.now(), kept.saved[-1])
    kept.saved.append(posted.xml)
    kept.at = long_form.moment(clock.now())
    return long_form.saved(len(kept.saved), clock.now(), STOP if stops else None)


@require_POST
def finish(request: HttpRequest, name: str) -> HttpResponse:
    form = compiled(name)
    posted = long_form.read(request, form)
    verdict = verify.verify(form, posted.xml.encode())
    if not verdict.valid:
        found = long_form.links(form, verdict.errors, get_language() or "fr")
        return page(request, name, errors=found, started=posted.xml)
    return JsonResponse({"values": verdict.values, "instance": verdict.instance_id, "xml": posted.xml})


def seen(request: HttpRequest, name: str) -> JsonResponse:
    """What the server has, for the tests."""
    return JsonResponse({"saved": drafts.get(name, Kept()).saved})


@require_POST
def elsewhere(request: HttpRequest, name: str) -> JsonResponse:
    """Somebody else saves the last draft again with one answer more."""
    kept = drafts[name]
    kept.saved.append(kept.saved[-1].replace(request.POST["of"], request.POST["to"]))
    return JsonResponse({})


urlpatterns = [
    *of_the_product,
    path("trial/<slug:name>/", filled),
    path("trial/<slug:name>/draft/", draft, name="trial_draft"),
    path("trial/<slug:name>/finish/", finish),
    path("trial/<slug:name>/seen/", seen),
    path("trial/<slug:name>/elsewhere/", elsewhere),
]
