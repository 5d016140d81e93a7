"""One draft: its tables as they would be public, the report of the attack, the reviews, and what can be done now."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.institutions import content as institutions
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.web.forms import Item, Typed, refused
from himaya.web.gate import only
from himaya.yearbook import policy, queries, rules, states, words
from himaya.yearbook.actions import drafts, releases, reviews
from himaya.yearbook.models import Draft

Data = Mapping[str, Any]
TOLD: dict[str, Promise] = {
    "approve": gettext_lazy("Approved, in your role. Your name is not in the register."),
    "send_back": gettext_lazy("Sent back, with the reason. The year can be drawn up again."),
    "drop": gettext_lazy("Dropped. The year can be drawn up again."),
    "release": gettext_lazy("Released. Anybody can read it from now on."),
    "withdraw": gettext_lazy("Withdrawn. The register says when and why."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: its count, or None and between which numbers a reader knows it to be."""

    label: str
    count: int | None
    low: int = 0
    high: int | None = None
    unmasked: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One table in the page's language."""

    title: str
    counts: str
    state: str
    total: int | None
    lines: list[Line]
    alone: int | None = 0
    since: date | None = None


@require_http_methods(["GET", "POST"])
@only(policy.check_reviews)
def one(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponse:
    """See a draft; review it, release it, drop it, withdraw it."""
    typed = Typed(request.POST)
    queries.draft_of(actor, draft_id)
    if request.method != "POST":
        return _page(request, actor, draft_id, typed)
    do = typed.text("do")
    deeds: dict[str, Callable[[], object]] = {
        "approve": lambda: reviews.approve(draft_id=draft_id, seen=typed.text("seen"), by=actor),
        "send_back": lambda: reviews.send_back(draft_id=draft_id, reason=typed.text("back_reason"), by=actor),
        "drop": lambda: drafts.drop(draft_id=draft_id, by=actor),
        "release": lambda: releases.release(draft_id=draft_id, by=actor),
        "withdraw": lambda: releases.withdraw(draft_id=draft_id, reason=typed.text("withdraw_reason"), by=actor),
    }
    if do not in deeds:
        raise NotFound
    try:
        deeds[do]()
    except (NotNow, NotValid) as refusal:
        typed.wrong = refused(refusal, actor, "yearbook:draft")
        return _page(request, actor, draft_id, typed, status=refusal.status)
    messages.success(request, str(TOLD[do]))
    return redirect("yearbook:draft", draft_id)


def _page(request: HttpRequest, actor: Actor, draft_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    row = queries.draft_of(actor, draft_id)
    said = list(queries.reviews_of(row))
    roles = {one.id: one.names.as_dict() for one in institutions.load_roles()}
    waits, mine = row.state == states.WAITING, actor.account_id == row.author_id
    context: dict[str, Any] = {
        "row": row,
        "state": words.STATES[row.state],
        "tone": words.TONES.get(row.state, ""),
        "again": words.AGAIN_REASONS.get(row.again or "", ""),
        "shown": row.state not in states.UNSHOWN,
        "tables": tables(row.figures, row.report) if row.state not in states.UNSHOWN else [],
        "method": [languages.pick(one["words"]) for one in row.figures["method"]],
        "limits": [languages.pick(one["words"]) for one in row.figures["limits"]],
        "report": row.report,
        "reviews": [
            (languages.pick(roles[one.role]), one, words.WORDS[one.word], words.BACK_REASONS.get(one.reason, ""))
            for one in said
        ],
        "missing": max(0, rules.REVIEWERS - len(queries.approvers(row))),
        "waits": waits,
        "reviews_now": waits and not mine and all(one.reviewer_id != actor.account_id for one in said),
        "mine": mine,
        "leads": policy.leads(actor),
        "is_public": row.state == states.RELEASED,
        "released": getattr(row, "release", None),
        "withdrawn_because": _because(row),
        "back_reasons": [Item(code, word) for code, word in words.BACK_REASONS.items()],
        "withdraw_reasons": [Item(code, word) for code, word in words.WITHDRAW_REASONS.items()],
        "typed": typed.said,
        "wrong": typed.wrong.get("reason", ""),
        "do": typed.said.get("do", ""),
        "errors": typed.errors({"reason": f"{'withdraw' if typed.said.get('do') == 'withdraw' else 'back'}_reason"}),
    }
    return render(request, "yearbook/draft.html", context, status=status)


def _because(row: Draft) -> str | Promise:
    made = getattr(row, "release", None)
    return words.WITHDRAW_REASONS.get(made.withdrawn_reason, "") if made is not None else ""


def tables(figures: Data, report: Data) -> list[Table]:
    """The tables as the page shows them, each hidden line with the bounds that a reader is left with."""
    bounds = {(one["table"], one["line"]): one for one in report["lines"]}
    unmasked = {(one["table"], one["line"]) for one in report["unmasked"]}
    return [
        Table(
            title=languages.pick(table["title"]),
            counts=languages.pick(table["counts"]),
            state=table["state"],
            total=table["total"],
            lines=[
                _line(one, bounds.get((table["id"], one["id"]), {}), (table["id"], one["id"]) in unmasked)
                for one in table["lines"]
            ],
            # Drafts of an earlier version do not have these.
            alone=table.get("alone", 0),
            since=date.fromisoformat(month) if (month := table.get("counted_since")) else None,
        )
        for table in figures["tables"]
    ]


def _line(line: Data, known: Data, unmasked: bool) -> Line:
    return Line(languages.pick(line["label"]), line["count"], known.get("low", 0), known.get("high"), unmasked)
