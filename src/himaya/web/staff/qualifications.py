"""What somebody is qualified for: entered from a certificate, confirmed or refused by another person, ended by one."""

from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from himaya.institutions import content, policy_accounts, policy_qualifications, queries_accounts, words
from himaya.institutions import queries_qualifications as queries
from himaya.institutions import rules_qualifications as rules
from himaya.institutions.actions import qualifications
from himaya.institutions.actions.qualifications import Certificate
from himaya.institutions.models import Account, Institution, Qualification
from himaya.kernel import days, languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotPermitted, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.training.queries import certificates
from himaya.training.words import HOW, TAKEN_HOW
from himaya.web.gate import only
from himaya.web.step_up import stepped_up

TEXTS, DAYS = ("kind", "institution", "issuer", "number"), ("certificate_on", "first", "last")
LONGEST = 10_000
# What is said beside a field that was left empty, or where no day stands.
EMPTY = {
    "issuer": _("Write who issued the certificate, in at most 120 letters."),
    "number": _("Write the number on the certificate, in at most 40 letters and digits."),
    "certificate_on": _("Choose the day that the certificate bears."),
    "first": _("Choose the first day."),
    "last": _("Choose the last day."),
}
SAID = {
    "confirm": _("Confirmed. The holder is told, and told again 30 days before its end."),
    "refuse": _("Refused. It counts for nothing; a new one can be entered."),
    "end": _("Ended. It counts no more from today, and the holder is told."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@only(policy_accounts.check_helps)
@stepped_up()
def enter(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponse:
    """Enter one from a certificate; another person confirms it."""
    account = queries_accounts.account(actor, account_id)
    if request.method != "POST":
        return _form(request, actor, account, typed={}, wrong={})
    typed, read, wrong = _read(request.POST)
    if wrong:
        return _form(request, actor, account, typed=typed, wrong=wrong, status=NotValid.status)
    try:
        row = qualifications.enter(
            account_id=account_id,
            kind=typed["kind"],
            institution_id=typed["institution"],
            first=read["first"],
            last=read["last"],
            certificate=Certificate(typed["issuer"], typed["number"], read["certificate_on"]),
            by=actor,
        )
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="staff:qualify")
        field = refusal.code if refusal.code in typed else ""
        return _form(request, actor, account, typed=typed, wrong={field: refusal.sentence}, status=refusal.status)
    messages.success(request, _("Entered. It counts once another person has seen the certificate and confirmed it."))
    return redirect("staff:qualification", qualification_id=row.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@only(policy_accounts.check_helps)
@stepped_up()
def one(request: HttpRequest, actor: Actor, qualification_id: UUID) -> HttpResponse:
    """One qualification. POST confirms, refuses or ends it."""
    row = queries.one(actor, qualification_id)
    if request.method != "POST":
        return _page(request, actor, row)
    do, reason = request.POST.get("do", ""), request.POST.get("reason", "")
    try:
        if do == "end":
            qualifications.end(qualification_id=row.pk, reason=reason, by=actor)
        elif do == "refuse":
            qualifications.refuse(qualification_id=row.pk, reason=reason, by=actor)
        else:
            saw = request.POST.get("saw") == "yes"
            qualifications.confirm(qualification_id=row.pk, saw_certificate=saw, by=actor)
    except (NotValid, NotNow, NotPermitted) as refusal:
        log_refusal(refusal, by=actor, where="staff:qualification")
        wrong = {"saw" if refusal.code == "not_seen" else refusal.code: refusal.sentence}
        fresh = queries.one(actor, qualification_id)
        return _page(request, actor, fresh, chosen=reason, wrong=wrong, status=refusal.status)
    messages.success(request, SAID.get(do, SAID["confirm"]))
    return redirect("staff:account", account_id=row.account_id)


def lines(actor: Actor, account: Account) -> dict[str, Any]:
    """What the page of an account shows: each qualification and how it stands, and why none can be entered."""
    return {
        "qualifications": [line(row) for row in queries.of_account(account.pk)],
        "why_no_qualification": _why_none(actor, account),
    }


def line(row: Qualification) -> dict[str, Any]:
    """A qualification in words."""
    kind = content.load_qualifications().get(row.kind)
    return {
        "row": row,
        "kind": languages.pick(kind.names.as_dict()) if kind else row.kind,
        "standing": words.QUALIFICATION_STANDINGS[queries.standing(row)],
        "reason": words.QUALIFICATION_REFUSALS.get(row.refusal) or words.QUALIFICATION_ENDINGS.get(row.ending, ""),
    }


def _choices(actor: Actor, account: Account) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The kinds whose role the account holds, and the institutions where this actor may enter one of them."""
    held = {kind: queries.places(account.pk, kind) for kind in content.load_qualifications()}
    may = {place for places in held.values() for place in places if not _refusal(actor, account, place)}
    kinds = [
        {"value": code, "label": languages.pick(row.names.as_dict())}
        for code, row in content.load_qualifications().items()
        if may.intersection(held[code])
    ]
    return kinds, [
        {"value": one.pk, "label": one.name} for one in Institution.objects.filter(pk__in=may).order_by("pk")
    ]


def _refusal(actor: Actor, account: Account, institution_id: str) -> Refusal | None:
    try:
        policy_qualifications.check_enters(actor, account.pk, institution_id)
    except NotPermitted as refusal:
        return refusal
    return None


def _why_none(actor: Actor, account: Account) -> object:
    """Why this actor can enter none for the account; nothing when they can."""
    held = [(kind, place) for kind in content.load_qualifications() for place in queries.places(account.pk, kind)]
    refusals = [_refusal(actor, account, place) for place in [place for _kind, place in held] or [actor.institution_id]]
    if refusals[0] is not None and all(refusals):
        return refusals[0].sentence
    if not held:
        return _("It holds no role that needs a qualification. The role is given first.")
    waiting = {(row.kind, row.institution_id) for row in queries.of_account(account.pk) if row.state == rules.WAITING}
    if waiting.issuperset(held):
        return _("One waits for a second person already: confirm or refuse that one first.")
    return ""


def _read(post: QueryDict) -> tuple[dict[str, str], dict[str, date], dict[str, object]]:
    """What was typed, the days among it, and a sentence for each that is missing."""
    typed = {name: post.get(name, "").strip()[:LONGEST] for name in (*TEXTS, *DAYS)}
    read: dict[str, date] = {}
    for name in DAYS:
        with suppress(ValueError):
            read[name] = days.typed(typed[name])
    wrong: dict[str, object] = {
        name: said for name, said in EMPTY.items() if not (typed[name] if name in TEXTS else read.get(name))
    }
    return typed, read, wrong


def _form(
    request: HttpRequest,
    actor: Actor,
    account: Account,
    *,
    typed: dict[str, str],
    wrong: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    kinds, places = _choices(actor, account)
    rows = content.load_qualifications().values()
    context = {
        "account": account,
        "kinds": kinds,
        "places": places,
        "why_not": _why_none(actor, account),
        "months": max(row.months for row in rows),
        "adopted": all(row.adopted for row in rows),
        "longest_issuer": rules.LONGEST_ISSUER,
        "longest_number": rules.LONGEST_NUMBER,
        "typed": typed,
        "wrong": wrong,
        "errors": [{"id": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "staff/qualify.html", context, status=status)


def _page(
    request: HttpRequest,
    actor: Actor,
    row: Qualification,
    *,
    chosen: str = "",
    wrong: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    found, standing = wrong or {}, queries.standing(row)
    waits, ends = standing == rules.WAITING, standing in (*rules.COUNTS, rules.TO_COME)
    named = words.QUALIFICATION_REFUSALS if waits else words.QUALIFICATION_ENDINGS
    context = {
        **line(row),
        "waits": waits,
        "came": _came(row) if waits else None,
        "ends": ends and not _asked(policy_qualifications.check_ends, actor, row),
        "why_not": _asked(policy_qualifications.check_confirms, actor, row) if waits else "",
        "refuses": waits and not _asked(policy_qualifications.check_refuses, actor, row),
        "reasons": [{"value": code, "label": label} for code, label in named.items()],
        "chosen": chosen,
        "wrong": found,
        "errors": [{"id": name if name in ("saw", "reason") else "", "sentence": said} for name, said in found.items()],
    }
    return render(request, "staff/qualification.html", context, status=status)


def _came(row: Qualification) -> dict[str, list[tuple[object, int]]] | None:
    """Of a certificate that was issued here: how attendance was noted, and by which way the tests came (ADR 59)."""
    found = certificates.came_by(row.number)
    if found is None:
        return None
    return {
        "there": [(HOW[how], n) for how, n in sorted(found.there.items())],
        "tests": [(TAKEN_HOW[how], n) for how, n in sorted(found.tests.items())],
    }


def _asked(check: Any, actor: Actor, row: Qualification) -> object:
    try:
        check(actor, row)
    except NotPermitted as refusal:
        return refusal.sentence
    return ""
