"""The page of the path, and the buttons on it. In the demo only: elsewhere there is no such address."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.views.decorators.http import require_safe

from himaya.kernel import languages
from himaya.kernel.errors import NotFound, NotNow, NotPermitted, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.guided import rules_path, sitting, words
from himaya.web.guided.leading import LEADS
from himaya.web.guided.rules_path import DONE, NOW
from himaya.web.guided.standing import Standing, unchecked
from himaya.web.guided.words import Words
from himaya.web.methods import require_POST

WAYS = {"fr": "ltr", "ar": "rtl", "en": "ltr"}
TONES: Mapping[str, str] = {DONE: "ok", NOW: "wait"}
# Under these the page says that something is done in the place of others.
IN_YOUR_PLACE = ("begin", "reserve", "agree", "reporting", "training", "second")
# What can as well be done by hand, on its page.
OR_BY_HAND = ("check", "put", "reserve", "agree", "reporting", "training", "second")
FAST = ("pilot", "schedule", "second")
TWO_PEOPLE = ("safety", "data_protection")


@dataclass(frozen=True, slots=True)
class Line:
    """One step on the page. `notes` stand under it while it is the present one; `desk` is where the button seats."""

    number: int
    step: str
    said: Words
    state: str
    word: str
    tone: str
    desk: str
    notes: tuple[str, ...] = ()
    elsewhere: bool = False


@require_safe
def path(request: HttpRequest) -> HttpResponse:
    """Where the visitor stands, and the one thing to do now."""
    sitting.check_demo()
    return _page(request)


@require_POST
def step(request: HttpRequest, name: str) -> HttpResponse:
    """Take a step: sit where it is taken, do what its button says, and go to its page.

    `only=go` leads there without doing anything in the visitor's place.
    """
    sitting.check_demo()
    lead = LEADS.get(name)
    if lead is None:
        raise NotFound
    actor = sitting.sit(request, lead.account, name)
    if request.POST.get("only") == "go":
        return redirect((lead.by_hand or lead.page)(Standing.now()))
    if lead.does is not None:
        try:
            lead.does(actor)
        except (NotNow, NotPermitted, NotValid) as refusal:
            log_refusal(refusal, by=actor, where="guided:step")
            return _page(request, told=refusal.sentence, status=refusal.status)
    return redirect(lead.page(Standing.now()))


def _page(request: HttpRequest, *, told: str | Promise = "", status: int = 200) -> HttpResponse:
    at = Standing.now()
    facts = at.facts(sitting.seen(request))
    stages = rules_path.stages(facts)
    said, desks = words.steps(), _desks()
    lines = [
        _line(number, stage.step, stage.state, said[stage.step], desks[LEADS[stage.step].account])
        for number, stage in enumerate(stages, start=1)
    ]
    now = next((one for one in lines if one.state == NOW), None)
    context = {
        "page": words.pages(),
        "lines": lines,
        "now": now,
        "position": f"{now.number}/{len(lines)}" if now is not None else "",
        "gists": words.gists() if now is not None and now.step in ("read", "settle") else (),
        "texts": _to_read(at) if now is not None and now.step == "check" else [],
        "told": told,
        "waits": words.page("trial") if now is not None and now.step == "second" and facts.reporting.on_trial else "",
        "again": at.table is not None and now is not None and not facts.screening.adopted and now.step != "begin",
    }
    return render(request, "guided/path.html", context, status=status)


def _line(number: int, step: str, state: str, said: Words, desk: str) -> Line:
    notes = [
        words.page(key)
        for key, steps in (("in_your_place", IN_YOUR_PLACE), ("clock", FAST), ("two_people", TWO_PEOPLE))
        if step in steps
    ]
    return Line(
        number=number,
        step=step,
        said=said,
        state=state,
        word=words.page(state),
        tone=TONES.get(state, ""),
        desk=desk,
        notes=tuple(notes),
        elsewhere=step in OR_BY_HAND,
    )


def _to_read(at: Standing) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """The clauses to read over: each with its words by language and the way that one is written."""
    draft = at.draft("screening")
    rows = unchecked(draft) if draft is not None else ()
    return [(row.uid, [(code, WAYS[code], row.texts[code]) for code in languages.CODES]) for row in rows]


def _desks() -> Mapping[str, str]:
    """As what the accounts of the path sit where they sit, in the page's language."""
    rows = {row.text("username"): row.local("label") for row in words.file("accounts.yaml").rows("accounts")}
    return {lead.account: languages.pick(rows[lead.account].as_dict()) for lead in LEADS.values()}
