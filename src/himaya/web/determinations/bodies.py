"""The register of who decides and how long, for those who enter and those who confirm."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.determinations import policy, queries, states, words
from himaya.determinations.actions import namings
from himaya.determinations.actions.namings import Entered
from himaya.determinations.models import Naming
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.determinations import showing
from himaya.web.determinations.typed import Form, Item, form_of, items, said
from himaya.web.gate import only

Deed = Callable[[Form, Actor], str]
FIELDS = (
    "desk",
    "quorum",
    "days",
    "since",
    "row",
    "text",
    "article",
    "source",
    "mark",
    "valid_from",
    "valid_to",
)


@require_http_methods(["GET", "POST"])
@only(policy.check_reads_register)
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What counts, what waits, and a form for another entry; `do` names the verb."""
    form = form_of(request)
    if request.method != "POST":
        return _page(request, actor, form)
    try:
        done = VERBS.get(form.text("do"), _no_such)(form, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="determinations:bodies")
        form.refused(refusal)
        return _page(request, actor, form, status=refusal.status)
    messages.success(request, done)
    return redirect("determinations:bodies")


def _propose(form: Form, actor: Actor) -> str:
    # `body:presumed`, or a part that needs no step.
    part, _colon, step = form.text("what").partition(":")
    namings.propose(
        entered=Entered(
            part=part,
            step=step,
            desk_id=form.text("desk") if part == states.BODY else "",
            quorum=(form.number("quorum") or 0) if part == states.BODY else 0,
            days=form.number("days") if part != states.BODY else None,
            since=form.text("since") if part == states.PERIOD else "",
            row=form.text("row"),
            text=form.text("text"),
            article=form.text("article"),
            source=form.text("source"),
            mark=form.text("mark"),
            valid_from=form.needed_day("valid_from"),
            valid_to=form.day("valid_to"),
        ),
        by=actor,
    )
    return _("Entered. It counts once a second person, elsewhere, confirms it.")


def _confirm(form: Form, actor: Actor) -> str:
    namings.confirm(naming_id=form.id("naming"), by=actor)
    return _("Confirmed. What stood before is replaced.")


def _refuse(form: Form, actor: Actor) -> str:
    namings.refuse(naming_id=form.id("naming"), by=actor)
    return _("Refused. Nothing else was changed.")


def _ask_to_end(form: Form, actor: Actor) -> str:
    namings.ask_to_end(naming_id=form.id("naming"), reason=form.text("end_reason"), by=actor)
    return _("Asked. It holds until a second person, elsewhere, approves its end.")


def _keep(form: Form, actor: Actor) -> str:
    namings.keep(naming_id=form.id("naming"), by=actor)
    return _("It stays as it was.")


def _end(form: Form, actor: Actor) -> str:
    namings.end(naming_id=form.id("naming"), by=actor)
    return _("Ended. It does not hold any more.")


def _no_such(_form: Form, _actor: Actor) -> str:
    raise NotFound


VERBS: dict[str, Deed] = {
    "propose": _propose,
    "confirm": _confirm,
    "refuse": _refuse,
    "ask_to_end": _ask_to_end,
    "keep": _keep,
    "end": _end,
}


@queries.read_once()
def _page(request: HttpRequest, actor: Actor, form: Form, *, status: int = 200) -> HttpResponse:
    found = queries.register()
    context = {
        "parts": [
            {"name": words.PARTS[part], "rows": [_line(actor, row, form) for row in found[part]]} for part in found
        ],
        "nobody": not queries.bodies(),
        "enters": policy.enters(actor),
        "typed": {"valid_from": clock.today().isoformat(), **form.typed},
        "wrong": form.wrong,
        "errors": form.errors(*FIELDS, part="what", step="what", end_reason=f"reason-{form.text('naming')}"),
        "whats": _whats(),
        "desks": [Item(one.pk, f"{one.name} · {one.institution.name}") for one in namings.desks_to_name()],
        "sinces": items(words.SINCE),
        "rows": [
            Item(
                code, " · ".join(part for part in (said(law.text.names), law.row.article, said(law.row.title)) if part)
            )
            for code, law in queries.laws().items()
        ],
        "marks": items(words.MARKS),
    }
    return render(request, "determinations/bodies.html", context, status=status)


def _whats() -> list[Item]:
    bodies = [
        Item(f"{states.BODY}:{step}", f"{words.PARTS[states.BODY]} · {words.STEPS[step]}") for step in words.STEPS
    ]
    return [*bodies, *items(words.PARTS, states.TERM, states.PERIOD)]


def _line(actor: Actor, row: Naming, form: Form) -> dict[str, Any]:
    asked = row.end_asked_by is not None
    ending = form.text("do") == "ask_to_end" and form.text("naming") == str(row.pk) and not asked
    return {
        "row": row,
        "step": words.STEPS.get(row.step, ""),
        "since": words.SINCE.get(row.since, ""),
        "state": words.ENTRIES[row.state],
        "waits": row.state == states.PROPOSED,
        "drives": queries.drives(row),
        "basis": showing.basis(row),
        "may": {verb: policy.may_decide(actor, row, verb) for verb in VERBS if verb != "propose"},
        "end_asked": asked and row.state == states.IN_FORCE,
        "own": row.proposed_by == actor.account_id,
        "own_ask": row.end_asked_by == actor.account_id,
        # A reason that was refused stays where it was typed.
        "ending": ending,
        "field": f"reason-{row.pk}",
        "reason": form.text("end_reason") if ending else "",
        "wrong_reason": form.wrong.get("end_reason", "") if ending else "",
    }
