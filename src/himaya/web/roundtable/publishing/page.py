"""What the public page would say: every change is looked at first, then published; or taken back as a whole."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import publishing, publishing_texts, rules_publishing
from himaya.coordination.actions import publishing as verbs
from himaya.coordination.models import Recommendation
from himaya.coordination.no_case import LOOKS_LIKE
from himaya.coordination.publishing import Preview, Unsafe
from himaya.coordination.rules_publishing import Change
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.publications.models import Bundle
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import DONE, Outcome, ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.publishing import words
from himaya.web.roundtable.publishing.words import Differs
from himaya.web.roundtable.tables.reading import Form

A_PAGE = 50
VERBS: dict[str, tuple[Callable[..., object], Promise]] = {
    "publish": (verbs.publish_follow_up, gettext_lazy("Published. Anybody can read it from now on.")),
    "take_back": (verbs.unpublish_follow_up, gettext_lazy("Taken back. The public page shows no recommendation now.")),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One change: which recommendation, what becomes of it, what differs."""

    id: UUID | None
    number: int
    text: str
    lead: str
    chip: Chip
    differs: list[Differs]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that is not published as it stands, and why."""

    unsafe: Unsafe
    looks_like: str | Promise


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The preview of the public page. A POST publishes what was looked at, or takes everything back."""
    if request.method != "POST":
        return _page(request, DONE)
    form = Form(request.POST)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    verb, said = VERBS[name]
    takes = {"seen": form.text("seen")} if name == "publish" else {}
    outcome = ask(verb, form, {}, "publish", by=actor, **takes)
    if not outcome.done:
        return _page(request, outcome, form)
    messages.success(request, str(said))
    return redirect("roundtable:publishing")


def _page(request: HttpRequest, outcome: Outcome, form: Form | None = None) -> HttpResponse:
    found = publishing.preview()
    part = Paginator(found.changes, A_PAGE).get_page(request.GET.get("page"))
    kinds = [one.what for one in found.changes]
    context: dict[str, Any] = {
        "headline": _headline(found),
        "told": outcome.told,
        "errors": form.errors if form is not None else [],
        "found": found,
        "all": found.body["counts"]["all"],
        "part": part,
        "lines": _lines(list(part.object_list)),
        "counts": [(words.KINDS[kind], kinds.count(kind)) for kind in rules_publishing.KINDS if kind in kinds],
        "doubts": [Doubt(one, LOOKS_LIKE[one.kind]) for one in found.unsafe],
        "texts": Bundle.objects.filter(kind=publishing_texts.KIND).first(),
        "language": languages.current(),
    }
    return render(request, "roundtable/publishing/page.html", context, status=outcome.status)


def _headline(found: Preview) -> str:
    every, changed = found.body["counts"]["all"], len(found.changes)
    if found.published is None and not every:
        return _("No recommendation can be published yet")
    if found.published is None:
        return ngettext(
            "Not public yet: %(n)d recommendation can be published",
            "Not public yet: %(n)d recommendations can be published",
            every,
        ) % {"n": every}
    if not changed:
        return _("The public page says what the register says")
    day = days.in_words(found.published.made_on, languages.current())
    return ngettext(
        "%(n)d change since the public page of %(day)s",
        "%(n)d changes since the public page of %(day)s",
        changed,
    ) % {"n": changed, "day": day}


def _lines(changes: list[Change]) -> list[Line]:
    known = dict(Recommendation.objects.filter(number__in=[one.number for one in changes]).values_list("number", "pk"))
    return [_line(one, known.get(one.number)) for one in changes]


def _line(change: Change, recommendation_id: UUID | None) -> Line:
    row = change.after or change.before
    return Line(
        id=recommendation_id,
        number=change.number,
        text=words.text_of(row),
        lead=languages.pick(row["lead"]),
        chip=Chip(words.TONES[change.what], words.KINDS[change.what]),
        differs=list(words.differs(change)),
    )
