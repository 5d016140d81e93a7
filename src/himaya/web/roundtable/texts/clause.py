"""One clause: read by those who may, written, moved and deleted by the secretariat; and a new one."""

from collections.abc import Iterator, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from himaya.coordination import (
    composing,
    drafting,
    policy,
    rules_changes,
    rules_clause,
    rules_content,
    states,
    words_drafts,
)
from himaya.coordination.actions import clauses
from himaya.coordination.models import Clause, Draft
from himaya.coordination.queries import drafts as queries
from himaya.coordination.rules_content import Content
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import at_the_table, secretariat_only
from himaya.web.roundtable.practice.running import Outcome, ask
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown
from himaya.web.roundtable.texts import clause_form, lines, places
from himaya.web.roundtable.texts.draft import may_edit


@require_http_methods(["GET", "POST"])
@at_the_table
def one(request: HttpRequest, actor: Actor, draft_id: UUID, uid: str) -> HttpResponse:
    """One clause. A POST writes it, moves it, or deletes it."""
    draft = queries.draft_of(actor, draft_id)
    if not rules_clause.is_uid(uid):
        # Nothing that stands in an address is looked up before: PostgreSQL takes no NUL.
        raise NotFound
    if request.method != "POST":
        return _page(request, actor, draft, _row(draft, uid), None)
    policy.check_secretariat(actor)
    form = Form(request.POST)
    does = {"write": _write, "move": _move, "delete": _delete}.get(form.text("do"))
    if does is None:
        raise NotFound
    row = Clause.objects.filter(draft=draft, uid=uid).first()
    if row is None:
        return _gone(request, draft, form)
    return does(request, actor, draft, row, form)


def _row(draft: Draft, uid: str) -> Clause:
    row = Clause.objects.filter(draft=draft, uid=uid).first()
    if row is None:
        raise NotFound
    return row


def _seen(form: Form) -> int:
    text = form.text("seen")
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def _write(request: HttpRequest, actor: Actor, draft: Draft, row: Clause, form: Form) -> HttpResponse:
    content = drafting.content(draft)
    takes = clause_form.read(form, _clause(content, row.uid), content)
    takes |= {"changes_meaning": form.choice("meaning", ("same", "other"), _("Say whether its meaning changes."))}
    takes["changes_meaning"] = takes["changes_meaning"] == "other"
    seen, made = _seen(form), list[Clause]()
    outcome = ask(
        lambda by: made.append(clauses.write(draft_id=draft.pk, uid=row.uid, seen=seen, by=by, **takes)),
        form,
        _Fields(),
        "text_fr",
        by=actor,
    )
    if not outcome.done:
        return _again(request, actor, draft, row, form, outcome)
    if made[0].uid != row.uid:
        words = _("Kept as a clause of its own: %(new)s replaces %(old)s, because its meaning is another one.")
        messages.success(request, words % {"new": made[0].uid, "old": row.uid})
        return redirect("roundtable:clause", draft_id=draft.pk, uid=made[0].uid)
    messages.success(request, _("The clause is kept."))
    return _back(draft, made[0].uid)


def _move(request: HttpRequest, actor: Actor, draft: Draft, row: Clause, form: Form) -> HttpResponse:
    place = places.read(form.text("place"))
    outcome = ask(clauses.shift, form, {}, "place", by=actor, draft_id=draft.pk, uid=row.uid, **place)
    if not outcome.done:
        return _again(request, actor, draft, row, form, outcome)
    messages.success(request, _("The clause is moved, in the text and in its forms."))
    return _back(draft, row.uid)


def _delete(request: HttpRequest, actor: Actor, draft: Draft, row: Clause, form: Form) -> HttpResponse:
    outcome = ask(clauses.remove, form, {}, "", by=actor, draft_id=draft.pk, uid=row.uid, seen=_seen(form))
    if not outcome.done:
        return _again(request, actor, draft, row, form, outcome)
    messages.success(request, _("The clause is deleted from the text and from its forms."))
    return redirect("roundtable:draft", draft_id=draft.pk)


def _back(draft: Draft, uid: str) -> HttpResponse:
    answer = redirect("roundtable:draft", draft_id=draft.pk)
    answer["Location"] += f"#{uid}"
    return answer


class _Fields(Mapping[str, str]):
    """Beside which field a refusal stands: its code begins with it (`text.text_missing`)."""

    def __getitem__(self, code: str) -> str:
        field, dot, _rest = code.partition(".")
        if not dot:
            raise KeyError(code)
        return f"{field}_fr" if field in ("text", *rules_clause.IN_LANGUAGES) else field

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def _again(request: HttpRequest, actor: Actor, draft: Draft, row: Clause, form: Form, outcome: Outcome) -> HttpResponse:
    now = Clause.objects.filter(draft=draft, uid=row.uid).first()
    if now is None:
        return _gone(request, draft, form)
    return _page(request, actor, queries.draft_of(actor, draft.pk), now, form, told=outcome.told, status=outcome.status)


def _page(
    request: HttpRequest,
    actor: Actor,
    draft: Draft,
    row: Clause,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    rows = queries.clause_rows(draft)
    content = drafting.content_of(draft, rows)
    base = drafting.base_content(draft)
    changes = rules_changes.compare(base, content) if draft.base_id else rules_changes.Changes()
    editable = policy.is_secretariat(actor) and may_edit(draft)
    line = next(
        one for one in lines.of_draft(rows, content, changes, editable=editable) if one.uid == row.uid
    )  # fmt: skip
    adopted = rules_content.clause_of(base, row.uid)
    clause = _clause(content, row.uid)
    context = shown(form) | {
        "draft": draft,
        "row": row,
        "line": line,
        "told": told,
        "editable": editable,
        "adopted": adopted,
        "would_be": rules_content.free_uid(row.uid, queries.known_uids(draft.document)) if adopted else "",
        "wrote": form is not None and form.typed.get("do") == "write",
    }
    if editable:
        wrote = form is not None and form.typed.get("do") == "write"
        context |= clause_form.choices_for(clause, content)
        context["typed"] = {
            "meaning": "same",
            **clause_form.typed_of(clause, content),
            **(form.typed if wrote and form else {}),
        }
        context |= {"places": places.of(content, but=row.uid), "place": form.typed.get("place", "") if form else ""}
    return render(request, "roundtable/texts/clause.html", context, status=status)


def _clause(content: Content, uid: str) -> rules_content.Clause:
    found = rules_content.clause_of(content, uid)
    if found is None:
        raise NotFound
    return found


def _gone(request: HttpRequest, draft: Draft, form: Form) -> HttpResponse:
    """Somebody deleted or replaced the clause meanwhile: what was typed comes back on the page of a new one."""
    kind = form.text("kind")
    content = drafting.content(draft)
    kind = kind if kind in states.CLAUSE_KINDS else states.ARTICLE
    clause_form.read(form, composing.new_clause("NEW", kind), content)
    return _new(request, draft, content, kind, form, told=words_drafts.GONE, status=409)


@require_http_methods(["GET", "POST"])
@secretariat_only
def new(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """A new clause: first its kind and its place, then what stands in it. A POST adds it."""
    draft = queries.draft_of(actor, draft_id)
    content = drafting.content(draft)
    if request.method != "POST":
        return _new(request, draft, content, request.GET.get("kind", ""), None)
    form = Form(request.POST)
    kind = form.choice("kind", states.CLAUSE_KINDS, words_drafts.WRONG["clause_kind"])
    if form.wrong:
        return _new(request, draft, content, "", form, status=422)
    takes = clause_form.read(form, composing.new_clause("NEW", kind), content)
    takes |= places.read(form.text("place"))
    forms = form.many("forms") if "forms_shown" in request.POST else None
    made: list[Clause] = []
    outcome = ask(
        lambda by: made.append(clauses.add(draft_id=draft_id, kind=kind, forms=forms, by=by, **takes)),
        form,
        _Fields(),
        "text_fr",
        by=actor,
    )
    if not outcome.done:
        return _new(request, draft, content, kind, form, told=outcome.told, status=outcome.status)
    words = format_lazy(_("The clause is added as {uid}. This identifier stays with it for ever."), uid=made[0].uid)
    messages.success(request, str(words))
    return _back(draft, made[0].uid)


def _new(
    request: HttpRequest,
    draft: Draft,
    content: Content,
    kind: str,
    form: Form | None,
    *,
    told: str | Promise = "",
    status: int = 200,
) -> HttpResponse:
    context = shown(form) | {
        "draft": draft,
        "told": told,
        "kind": kind if kind in states.CLAUSE_KINDS else "",
        "kind_word": words_drafts.CLAUSE_KINDS.get(kind, ""),
        "kinds": [Item(code, word, words_drafts.KIND_HINTS[code]) for code, word in words_drafts.CLAUSE_KINDS.items()],
        "places": places.of(content),
        "place": form.typed.get("place", "") if form else request.GET.get("place", places.last(content)),
        "here": reverse("roundtable:clause_new", args=[draft.pk]),
    }
    if context["kind"]:
        clause = composing.new_clause("NEW", kind)
        context |= clause_form.choices_for(clause, content)
        before = clause_form.typed_of(clause, content) | {"name": ""}
        context["typed"] = {**before, **(form.typed if form else {})}
        context["layouts"] = content["forms"] if len(content["forms"]) > 1 and kind != states.ARTICLE else []
        context["asked"] = form.typed.get("forms", []) if form else places.asked_at(content, context["place"])
    return render(request, "roundtable/texts/clause_new.html", context, status=status)
