"""Exports: the register of them, asking for one, deciding, and the file itself, which is made as it is fetched."""

from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from himaya.disclosures import policy_exports as policy
from himaya.disclosures import queries_exports as queries
from himaya.disclosures import rules_exports as rules
from himaya.disclosures import states_exports as states
from himaya.disclosures import words, words_exports
from himaya.disclosures.access_exports import open_export, persons_now
from himaya.disclosures.actions import exports
from himaya.disclosures.actions.exports import Scope, Wanted
from himaya.disclosures.models import DataExport
from himaya.exchange import content as exchange
from himaya.exchange import standard
from himaya.institutions import catalogue
from himaya.kernel import clock, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.legal import gate as legal_gate
from himaya.legal import queries as legal
from himaya.web.downloads import as_file, sandboxed
from himaya.web.gate import only
from himaya.web.legal.typed import Item, Typed, items
from himaya.web.legal.verbs import Act, carry_out
from himaya.web.methods import require_POST

MOST_LINES = 200
# Where a verb's refusal belongs on the page.
FIELDS = {
    "NotFound": "file",
    "purpose_missing": "purpose",
    "themself_alone": "purpose",
    "aim_missing": "aim",
    "aim_refused": "aim",
    "basis_missing": "basis",
    "parts_missing": "parts",
    "parts_unknown": "parts",
    "parts_mixed": "parts",
    "reason_missing": "reason",
    "who_missing": "who",
    "receiver_unknown": "receiver",
    "receiver_unnamed": "receiver",
    "recipient_without_regime": "receiver",
    "receiver_by_demand": "receiver",
    "transfer_without_number": "number",
    "number_wrong": "number",
    "key_wrong": "key",
    "nobody": "scope",
    "nobody_agrees": "scope",
    "too_many": "scope",
    "refusal_missing": "refusal",
}
ONE, SET = "one", "set"


@require_safe
@only(policy.check_reads)
def all_exports(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register: who asked, who decided, how many people, when it was fetched. Nothing is opened."""
    rows = list(queries.exports(actor)[:MOST_LINES])
    names = queries.names_of(rows)
    context = {
        "lines": [_line(row, names) for row in rows],
        "on": legal_gate.exports_are_on(actor.institution_id),
        "asks": policy.asks(actor),
    }
    return render(request, "legal/exports.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_asks)
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a file of records. Nothing leaves before a second person agrees."""
    form, status = Typed(request.POST), 200
    if request.method == "POST":
        asked = _read(form)
        try:
            if asked is not None:
                export_id = exports.ask(wanted=asked, by=actor)
                messages.success(request, _("Asked for. A second person decides; nothing has left."))
                return redirect("legal:export", export_id=export_id)
            status = NotValid.status
        except (NotValid, NotNow, NotFound) as refusal:
            log_refusal(refusal, by=actor, where="legal:export_new")
            form.refused(refusal, FIELDS)
            status = refusal.status
    fields = form.context()
    purposes = catalogue.purposes()
    asks_nothing = {"scope": SET, "receiver_kind": "", "parts": []}
    context = {
        **fields,
        "typed": fields["typed"] or asks_nothing,
        "on": legal_gate.exports_are_on(actor.institution_id),
        "purposes": [Item(code, purposes[code].names.in_language(languages.current())) for code in rules.PURPOSES],
        "aims": items(words.AIMS),
        "bases": items(words_exports.BASES),
        "scopes": [Item(SET, _("Files of this desk, as narrowed below")), Item(ONE, _("One file, by its reference"))],
        "clear": items(words_exports.PARTS, rules.CLEAR),
        "identity": items(words_exports.PARTS, rules.IDENTITY),
        "answers": [
            Item(f"{rules.ANSWER}{one.name}", languages.pick(one.label)) for one in queries.questions(actor).values()
        ],
        "held_back": queries.held_back(actor),
        "fields": [Item(f"{rules.STANDARD}{one}", str(exchange.named(one))) for one in standard.classes()],
        "receivers": [Item(one.pk, one.name) for one in legal.receivers(actor) if rules.receives(one.kind)],
        "yes_no": [Item("no", _("No")), Item("yes", _("Yes"))],
        "most": queries.most_persons(actor),
    }
    return render(request, "legal/export_new.html", context, status=status)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_reads)
def one(request: HttpRequest, actor: Actor, export_id: UUID) -> HttpResponse:
    """One export, its words opened to be read; a POST names the verb."""
    page = partial(_page, actor=actor)
    if request.method != "POST":
        return page(request, export_id, Typed(request.POST), 200)
    return carry_out(request, actor, export_id, acts=_ACTS, view="legal:export", page=page, beside=FIELDS)


@sandboxed
@require_POST
@only(policy.check_asks)
def fetch(request: HttpRequest, actor: Actor, export_id: UUID) -> HttpResponse:
    """The file, for the receiver's key only, under a name that says nothing."""
    return as_file(exports.fetch(export_id=export_id, by=actor), "file", "age")


def _page(request: HttpRequest, export_id: UUID, form: Typed, status: int, *, actor: Actor) -> HttpResponse:
    # Rendered inside the block: plaintext does not outlive it.
    with open_export(actor, export_id) as row:
        open_now = row.state in states.OPEN and not rules.is_over(row.expires_at, clock.now())
        mine, decides = policy.is_askers(actor, row), policy.may_decide(actor, row)
        context = {
            **form.context(),
            **_line(row, queries.names_of([row])),
            "parts": _parts(row),
            "decides": decides and open_now and row.state == states.ASKED,
            "fetches": mine and open_now and row.state == states.APPROVED and row.fetched < rules.MOST_FETCHES,
            "withdraws": (mine or decides) and open_now,
            "waits_for_other": mine and row.state == states.ASKED and open_now,
            "refusals": items(words_exports.REFUSALS),
            "left_over": rules.MOST_FETCHES - row.fetched,
            # Who asked may see the agreements; others see what was counted when it was asked for.
            "no_longer": row.persons - persons_now(actor, row) if mine and open_now else 0,
        }
        return render(request, "legal/export.html", context, status=status)


def _line(row: DataExport, names: Mapping[UUID, str]) -> dict[str, Any]:
    over = row.state in states.OPEN and rules.is_over(row.expires_at, clock.now())
    state = states.EXPIRED if over else row.state
    return {
        "row": row,
        "state": words_exports.STATES[state],
        "open": state in states.OPEN,
        "approved": state == states.APPROVED,
        "purpose": catalogue.purposes()[row.purpose].names.in_language(languages.current()),
        "aim": words.AIMS[row.aim],
        "basis": words_exports.BASES[row.basis],
        "refusal": words_exports.REFUSALS.get(row.refusal, ""),
        "asked_by": names.get(row.asked_by, "—"),
        "decided_by": names.get(row.decided_by, "—") if row.decided_by else "",
        "count": len(row.parts),
    }


def _parts(row: DataExport) -> list[str | Promise]:
    """What the file holds, in words; a question by its words in the language of the reader."""
    asked = {f"{rules.ANSWER}{one.name}": languages.pick(one.label) for one in queries.labels_of(row)}
    asked |= {f"{rules.STANDARD}{one}": exchange.named(one) for one in standard.classes()}
    return [words_exports.PARTS.get(part) or asked.get(part, part) for part in row.parts]


def _read(form: Typed) -> Wanted | None:
    purpose = form.choice("purpose", rules.PURPOSES, _("Choose the purpose that these records serve."))
    aim = form.choice("aim", words.AIMS, _("Say what the receiver wants them for."))
    basis = form.choice("basis", rules.BASES, _("Say on what it rests."))
    chosen = form.choice("scope", (ONE, SET), _("Say which files."))
    abroad = form.choice("abroad", ("yes", "no"), _("Say whether it goes abroad."))
    file, state = form.text("file"), form.text("state")
    since, until = form.day("since", needed=False), form.day("until", needed=False)
    if chosen == ONE and not file:
        form.wrong["file"] = _("Write the reference of the file.")
    parts, receiver, number = form.many("parts"), form.text("receiver"), form.text("number")
    reason, who, key = form.text("reason"), form.text("who"), form.text("key")
    if form.wrong:
        return None
    scope = Scope(file=file) if chosen == ONE else Scope(state=state, since=since, until=until)
    return Wanted(purpose, aim, basis, parts, scope, reason, who, key, receiver, abroad == "yes", number)


def _approve(form: Typed, export_id: UUID, by: Actor) -> Promise:
    exports.approve(export_id=export_id, by=by)
    return _("Approved. Whoever asked has three days to fetch it.")


def _refuse(form: Typed, export_id: UUID, by: Actor) -> Promise:
    exports.refuse(export_id=export_id, reason=form.text("refusal"), by=by)
    return _("Refused. Nothing leaves, and whoever asked reads why.")


def _withdraw(form: Typed, export_id: UUID, by: Actor) -> Promise:
    exports.withdraw(export_id=export_id, by=by)
    return _("Taken back. Nothing more leaves.")


_ACTS: dict[str, Act] = {
    "approve": _approve,
    "refuse": _refuse,
    "withdraw": _withdraw,
}
