"""Awareness activities: planned, checked by two people, shown and ended, with the calls of the weeks around them."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language_bidi, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.adapters import pictures
from himaya.kernel import clock, days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.training import policy, states, words, words_awareness
from himaya.training import rules_awareness as checks
from himaya.training.actions import awareness_activities
from himaya.training.actions.awareness_activities import FIRST, SECOND
from himaya.training.models import AwarenessActivity
from himaya.training.queries import awareness, plans
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.web.training.asking import Blank, answered, day, items, lists, number, shown, titles

LOOKS = {checks.BEFORE: "dots", checks.DURING: "solid", checks.AFTER: "slant"}
# Where a sentence leads on the page: a field that several forms have is found by what was asked for.
PLACES = {
    "title_missing": "title_fr", "title_long": "title_fr", "channels": "channels", "languages": "languages",
    "region": "region", "first_day": "first_day", "last_day": "last_day", "reach_planned": "reach_planned",
    "institution": "institution", "ended_on": "ended_on", "reach": "reach", "week": "week", "calls": "calls",
}  # fmt: skip
TEXTS = {
    "plan": "audience", "change": "audience", "end": "reach_how", "cancel": "reason", "count": "source",
    "correct": "source",
}  # fmt: skip


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def begin(request: HttpRequest, actor: Actor, line_id: UUID) -> HttpResponse:
    """Plan an activity of a line of awareness."""
    typed = Typed(request.POST)
    line = plans.line_of(actor, line_id)
    if not policy.leads(actor):
        policy.check_holds(actor, line.owner_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        stands = {"audience": line.audience, "budget_source": line.budget_source}
        context = {
            **_form(typed, stands=stands),
            "line": line,
            "leads": policy.leads(actor),
            "here": "home",
        }
        return render(request, "training/activity_new.html", context, status=status)

    if request.method != "POST":
        return page(typed)
    try:
        made = awareness_activities.plan(
            line_id=line_id, institution_id=typed.text("institution"), says=_said(typed), by=actor
        )
    except (NotNow, NotValid) as refusal:
        _keep(request, typed)
        typed.wrong = refused(refusal, actor, "training:activity_new")
        return page(typed, status=refusal.status)
    messages.success(request, _("Planned. Two people check it before it is shown."))
    return redirect("training:activity", activity_id=made.pk)


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, activity_id: UUID) -> HttpResponse:
    """See an activity; whoever holds it changes, shows, ends or cancels it, and enters the weeks."""
    typed = Typed(request.POST)
    policy.activity_of(actor, activity_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        return render(request, "training/activity.html", _one(actor, activity_id, typed), status=status)

    def change() -> str:
        voided = awareness_activities.change(
            activity_id=activity_id, seen=typed.number("seen"), says=_said(typed), by=actor
        )
        if voided:
            return _("Changed. It is checked anew before it is shown.")
        return pgettext("awareness activity", "Changed.")

    def start() -> str:
        awareness_activities.start(activity_id=activity_id, by=actor)
        return _("It is shown from today. Enter the weeks as the helpline counts them.")

    def end() -> str:
        awareness_activities.end(
            activity_id=activity_id,
            last_day=day(typed, "ended_on"),
            reach=number(typed, "reach"),
            reach_how=typed.text("reach_how"),
            by=actor,
        )
        return _("Ended. The weeks after it can still be entered.")

    def cancel() -> str:
        awareness_activities.cancel(activity_id=activity_id, reason=typed.text("reason"), by=actor)
        return _("Cancelled, with the reason.")

    def week(verb: Any) -> None:
        verb(
            activity_id=activity_id,
            week=day(typed, "week"),
            calls=number(typed, "calls"),
            source=typed.text("source"),
            by=actor,
        )

    def count() -> str:
        week(awareness_activities.count_week)
        return _("The week is entered.")

    def correct() -> str:
        week(awareness_activities.correct_week)
        return _("The week is corrected.")

    if request.method != "POST":
        return page(typed)
    deeds = {"change": change, "start": start, "end": end, "cancel": cancel, "count": count, "correct": correct}
    return answered(request, actor, typed, deeds, page, "training:activity", activity_id=activity_id)


@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def check(request: HttpRequest, actor: Actor, activity_id: UUID) -> HttpResponse:
    """Answer the questions of safety, first or second."""
    typed = Typed(request.POST)
    policy.check_holds(actor, policy.activity_of(actor, activity_id).institution_id)

    def page(typed: Typed, *, status: int = 200) -> HttpResponse:
        row = policy.activity_of(actor, activity_id)
        why = _why_not(actor, row)
        context = {
            **shown(typed),
            **_facts(row),
            # A page that comes back after a change of the activity keeps what it was opened with.
            "seen": typed.said.get("seen", str(row.revision)),
            "may": not why or bool(typed.wrong),
            "why": why,
            "second": row.state == states.ACTIVITY_CHECKED,
            "answers": items(words_awareness.ANSWERS),
            "questions": [
                {
                    "name": f"q_{code}",
                    "note_name": f"n_{code}",
                    "words": said,
                    "chosen": typed.said.get(f"q_{code}", ""),
                    "note": typed.said.get(f"n_{code}", ""),
                    "error": typed.wrong.get(f"q_{code}", ""),
                }
                for code, said in words_awareness.QUESTIONS.items()
            ],
            "errors": typed.errors({f"q_{code}": f"q_{code}" for code in checks.QUESTIONS}),
            "here": "home",
        }
        return render(request, "training/activity_check.html", context, status=status)

    def answer() -> str:
        given = {code: checks.Answer(typed.text(f"q_{code}"), typed.text(f"n_{code}")) for code in checks.QUESTIONS}
        row = policy.activity_of(actor, activity_id)
        verb = awareness_activities.second if row.state == states.ACTIVITY_CHECKED else awareness_activities.check
        if verb(activity_id=activity_id, seen=typed.number("seen"), answers=given, by=actor):
            return _("Kept. It is not shown: something is to be mended first.")
        if verb is awareness_activities.check:
            return _("Kept. A second person checks it now.")
        return _("Kept. Two people have checked it: it can be shown.")

    if request.method != "POST":
        return page(typed)
    return answered(request, actor, typed, {"check": answer}, page, "training:activity", activity_id=activity_id)


def _why_not(actor: Actor, row: AwarenessActivity) -> str:
    if row.state == states.ACTIVITY_CHECKED and row.seconded_by_id is None:
        if row.checked_by_id == actor.account_id:
            return _("You checked it first. Somebody else does it the second time.")
        return ""
    return "" if row.state == states.ACTIVITY_PLANNED else _("There is nothing to check now: look at the activity.")


def _one(actor: Actor, activity_id: UUID, typed: Typed) -> dict[str, Any]:
    row = policy.activity_of(actor, activity_id)
    holds, asked = policy.holds(actor, row.institution_id), typed.text("do")
    waits = row.state == states.ACTIVITY_CHECKED and row.seconded_by_id is None
    was_shown = row.state in states.ACTIVITY_SHOWN
    wrong = {name: Blank(typed.wrong if name == asked else {}) for name in ("change", "end", "cancel")}
    wrong["count"] = Blank(typed.wrong if asked in ("count", "correct") else {})
    may_change = row.state in (states.ACTIVITY_PLANNED, states.ACTIVITY_CHECKED)
    return {
        **_form(typed, stands=_stands(row), channels=row.channels, languages=row.languages),
        **_facts(row),
        **(_series(row) if was_shown else {}),
        "state": awareness.standing(row),
        "tone": awareness.tone(row),
        "of": wrong,
        "waits": waits,
        "mend": row.state == states.ACTIVITY_PLANNED and bool(row.checks),
        # The second person answers without having seen what the first one said.
        "checked": [] if waits else _checked(row),
        "checks": holds and (row.state == states.ACTIVITY_PLANNED or waits),
        "may_check": not _why_not(actor, row),
        "shown": was_shown,
        "ended": row.state == states.ACTIVITY_ENDED,
        "counts": holds and was_shown and clock.today() <= checks.counting_ends(row.last_day),
        "changes": holds and may_change,
        "runs": holds and row.state == states.ACTIVITY_RUNNING,
        "cancels": holds and row.state in states.ACTIVITY_UNDER_WAY,
        "starts": holds and row.state == states.ACTIVITY_CHECKED and not waits,
        "here": "home",
    }


def _form(typed: Typed, *, stands: dict[str, str], **ticked: list[str]) -> dict[str, Any]:
    text = TEXTS.get(typed.text("do"), "")
    return {
        **shown(typed, stands=stands, **ticked),
        **lists(),
        "channels": items(words_awareness.CHANNELS),
        "errors": typed.errors({**PLACES, "text_missing": text}),
    }


def _facts(row: AwarenessActivity) -> dict[str, Any]:
    return {
        "row": row,
        "texts": [(code, text) for code, text in row.titles.items() if text],
        "channel_words": [words_awareness.CHANNELS[one] for one in row.channels],
        "language_words": [words.LANGUAGES[one] for one in row.languages],
    }


def _stands(row: AwarenessActivity) -> dict[str, str]:
    return {
        **{name: getattr(row, name) for name in ("title_fr", "title_ar", "title_en", "audience", "budget_source")},
        "region": row.region_id or "",
        "first_day": row.first_day.isoformat(),
        "last_day": row.last_day.isoformat(),
        "reach_planned": "" if row.reach_planned is None else str(row.reach_planned),
        "ended_on": min(clock.today(), row.last_day).isoformat(),
        "seen": str(row.revision),
    }


def _checked(row: AwarenessActivity) -> list[tuple[str | Promise, ...]]:
    def said(by: str, code: str) -> tuple[str | Promise, str]:
        found = row.checks.get(by, {}).get(code)
        return (words_awareness.ANSWERS[found["answer"]], found["note"]) if found else ("—", "")

    if not row.checks:
        return []
    return [(text, *said(FIRST, code), *said(SECOND, code)) for code, text in words_awareness.QUESTIONS.items()]


def _series(row: AwarenessActivity) -> dict[str, Any]:
    found = awareness.series(row)
    today = clock.today()
    over = [one for one in found.weeks if checks.is_over(one.week.monday, today)]
    return {
        "picture": _picture(found) if found.sources else "",
        "weeks": [
            {
                "monday": one.week.monday,
                "part": words_awareness.PARTS[one.week.part],
                "calls": one.calls,
                "standing": words_awareness.STANDINGS.get(one.standing, ""),
            }
            for one in found.weeks
        ],
        "week_items": [
            Item(one.week.monday.isoformat(), days.in_words(one.week.monday, languages.current()), "") for one in over
        ],
        "parts": [
            {
                "word": words_awareness.PARTS[one.part],
                "counted": one.counted,
                "weeks": one.weeks,
                "middle": _middle(one),
            }
            for one in found.parts
        ],
        "side_by_side": found.side_by_side,
        "several_sources": len(found.sources) > 1,
        "sources": found.sources,
        "fewest": checks.FEWEST_WEEKS,
    }


def _middle(one: checks.Part) -> str:
    if one.middle is not None:
        return formats.number_format(one.middle, 0 if one.middle.is_integer() else 1)
    return _("not shown: a week has fewer than 5") if one.few else _("too few weeks")


def _picture(found: awareness.Series) -> str:
    """One bar for each week; a week without a number that may be told has a word in its place."""
    return pictures.bars(
        "calls",
        title=_("Calls, one bar for each week"),
        about=_("How many calls a week had before, while it was shown, and after. The table below says the same."),
        series=[pictures.Series(part, str(words_awareness.PARTS[part]), look) for part, look in LOOKS.items()],
        rows=[
            pictures.Bar(
                days.in_words(one.week.monday, languages.current()),
                {one.week.part: one.calls or 0},
                "" if one.calls is not None else str(words_awareness.STANDINGS[one.standing]),
            )
            for one in found.weeks
        ],
        rtl=get_language_bidi(),
    )


def _keep(request: HttpRequest, typed: Typed) -> None:
    for name in request.POST:
        if name not in ("csrfmiddlewaretoken", *typed.said):
            typed.text(name)


def _said(typed: Typed) -> awareness_activities.Says:
    return awareness_activities.Says(
        messages=titles(typed),
        channels=typed.post.getlist("channels"),
        audience=typed.text("audience"),
        languages=typed.post.getlist("languages"),
        region_id=typed.text("region"),
        first_day=day(typed, "first_day"),
        last_day=day(typed, "last_day"),
        budget_source=typed.text("budget_source"),
        reach_planned=number(typed, "reach_planned"),
    )
