"""One draft: its clauses in three languages, what changed, what is missing, and the way before the table."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from himaya.coordination import drafting, policy, readiness, rules_audience, rules_changes, states, words_drafts
from himaya.coordination.actions import clauses, drafts
from himaya.coordination.models import Draft
from himaya.coordination.queries import drafts as queries
from himaya.coordination.rules_content import Content
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.practice import showing
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.roundtable.texts import documents, lines

VERBS: dict[str, tuple[Callable[..., Draft], Promise]] = {
    "table": (drafts.table, gettext_lazy("The text is before the table. The next agenda proposes it.")),
    "take_back": (drafts.take_back, gettext_lazy("The text is taken back. Its words can change again.")),
    "audience": (drafts.set_audience, gettext_lazy("Noted: this form is theirs.")),
    "withdraw": (drafts.withdraw, gettext_lazy("The text is withdrawn, with the reason.")),
}
# The verbs that move the text on; the page shows those whose moment it is.
MOVES = ("table", "take_back", "withdraw")
# The one field that a verb takes.
TAKES = {"withdraw": "reason", "audience": "audience"}
ALL, MISSING, CHANGED = "all", "missing", "changed"
SHOWS: dict[str, Promise] = {
    ALL: gettext_lazy("The whole text"),
    MISSING: gettext_lazy("What is missing"),
    CHANGED: gettext_lazy("What changed"),
}
PAGE = 100


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """The draft clause by clause. A POST checks a translation, or moves the text on."""
    draft = queries.draft_of(actor, draft_id)
    if request.method != "POST":
        return _page(request, actor, draft, None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    if "check" in request.POST:
        return _check(request, actor, draft, form)
    name = form.text("do")
    if name not in VERBS:
        raise NotFound
    verb, done = VERBS[name]
    field = TAKES.get(name, "")
    takes = {field: form.text(field)} if field else {}
    outcome = ask(verb, form, {}, field, by=actor, draft_id=draft_id, **takes)
    if not outcome.done:
        again = queries.draft_of(actor, draft_id)
        return _page(request, actor, again, form, told=outcome.told, status=outcome.status)
    messages.success(request, str(done))
    return redirect("roundtable:draft", draft_id=draft_id)


def _check(request: HttpRequest, actor: Actor, draft: Draft, form: Form) -> HttpResponse:
    """One language of one clause was read over: `UID fr 3`, with the revision that the page showed."""
    uid, _space, rest = form.text("check").partition(" ")
    language, _space, seen = rest.partition(" ")
    takes = {"uid": uid, "language": language, "seen": int(seen) if seen.isdecimal() and len(seen) < 9 else -1}
    outcome = ask(clauses.check_translation, form, {}, "", by=actor, draft_id=draft.pk, **takes)
    if not outcome.done:
        return _page(request, actor, draft, form, told=outcome.told, status=outcome.status)
    messages.success(request, _("Noted: this translation is checked."))
    back = redirect("roundtable:draft", draft_id=draft.pk)
    query = request.GET.urlencode()
    back["Location"] += f"?{query}#{uid}" if query else f"#{uid}"
    return back


def _page(
    request: HttpRequest,
    actor: Actor,
    draft: Draft,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    rows = queries.clause_rows(draft)
    content = drafting.content_of(draft, rows)
    changes = rules_changes.compare(drafting.base_content(draft), content)
    runs = policy.is_secretariat(actor)
    editable = runs and may_edit(draft)
    whole = lines.of_draft(rows, content, changes if draft.base_id else rules_changes.Changes(), editable=editable)
    show = request.GET.get("show", ALL)
    found = [line for line in whole if _is_shown(line, show)]
    pages = [found[place : place + PAGE] for place in range(0, len(found), PAGE)] or [[]]
    asked = request.GET.get("page", "1")
    number = min(max(int(asked) if asked.isdecimal() and len(asked) < 5 else 1, 1), len(pages))
    context = shown(form) | {
        "draft": draft,
        "told": told,
        "audiences": _audiences(draft, content) if editable else [],
        "chip": showing.chip(draft.state, words_drafts.DRAFT_STATES, words_drafts.DRAFT_TONES),
        "lines": pages[number - 1],
        "count": len(whole),
        "first": (number - 1) * PAGE + 1,
        "last": (number - 1) * PAGE + len(pages[number - 1]),
        "found": len(found),
        "page": number,
        "pages": range(1, len(pages) + 1) if len(pages) > 1 else [],
        "show": show if show in SHOWS else ALL,
        "shows": [(code, words) for code, words in SHOWS.items() if code != CHANGED or draft.base_id],
        "translated": documents.languages_of(queries.translated(rows)),
        "weight": changes.weight if draft.base_id and changes else "",
        "weight_word": words_drafts.CLASSES[changes.weight],
        "removed": [one for one in changes.changes if one.what == rules_changes.REMOVED] if draft.base_id else [],
        "runs": runs,
        "editable": editable,
        "gaps": gaps_of(draft, readiness.text_gaps(draft, content)) if editable else None,
        "forms": readiness.compiled(draft, content)["forms"] if content["clauses"] else [],
        "can": {verb for verb in MOVES if runs and states.leads_to(states.DRAFT_TRANSITIONS, verb, draft.state)},
    }
    return render(request, "roundtable/texts/draft.html", context, status=status)


def _is_shown(line: lines.Line, show: str) -> bool:
    if show == MISSING:
        return line.missing
    return bool(line.chips) if show == CHANGED else True


def may_edit(draft: Draft) -> bool:
    """Whether the words of a draft can change now."""
    cycle = draft.document.cycle
    if cycle.state != states.OPEN or cycle.recorded:
        return False
    return states.leads_to(states.DRAFT_TRANSITIONS, "edit", draft.state) is not None


@require_safe
@secretariat_only
def missing(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """All that stands between the draft and the table, its forms tried too; alone when htmx fetches it."""
    draft = queries.draft_of(actor, draft_id)
    if not may_edit(draft):
        raise NotFound
    content = drafting.content(draft)
    context = {
        "draft": draft,
        "tried": True,
        "gaps": gaps_of(draft, readiness.gaps(draft, content)),
        "can": {verb for verb in ("table",) if states.leads_to(states.DRAFT_TRANSITIONS, verb, draft.state)},
    }
    part = request.headers.get("HX-Request") == "true"
    return render(request, "roundtable/texts/parts/missing.html" if part else "roundtable/texts/missing.html", context)


def gaps_of(draft: Draft, found: list[readiness.Gap]) -> list[dict[str, Any]]:
    """The gaps by sentence, each with the clauses that it is about."""
    grouped: dict[str, dict[str, Any]] = {}
    for gap in found:
        one = grouped.setdefault(gap.code, {"sentence": gap.sentence, "uids": [], "details": []})
        if gap.detail:
            one["details"].append({"uid": gap.uid, "text": gap.detail})
        elif gap.uid:
            one["uids"].append(gap.uid)
    return list(grouped.values())


def _audiences(draft: Draft, content: Content) -> list[Item]:
    """Whose form it can be, where the text does not say so itself; nothing else."""
    if not rules_audience.is_owed(content, draft.document.kind):
        return []
    return lists.of(words_drafts.AUDIENCES, *rules_audience.AUDIENCES)
