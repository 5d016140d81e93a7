"""The files of a case: added, described and downloaded for a reason that is written down, removed with one."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases import access_files, policy, words_files
from himaya.cases import rules_files as rules
from himaya.cases.actions import files
from himaya.cases.models import Case, CaseFile
from himaya.institutions import catalogue
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.ids import new_id
from himaya.kernel.unit import log_refusal
from himaya.web.casework import labels, rows
from himaya.web.casework.cases import SHOWS
from himaya.web.casework.gate import at_a_desk
from himaya.web.casework.labels import Item
from himaya.web.downloads import ENDINGS, as_stream, sandboxed
from himaya.web.methods import require_POST
from himaya.web.middleware import actor_of
from himaya.web.uploads import sealed_for, sent_sealed


def _holds_the_case(request: HttpRequest, /, case_id: UUID) -> bool:
    actor = actor_of(request)
    return policy.works_on_cases(actor) and Case.objects.filter(policy.held_cases(actor), pk=case_id).exists()


@require_http_methods(["GET", "POST"])
@at_a_desk
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """The files, without their words. A POST says why, and shows what was written of them until the page is left."""
    case = access_files.case_of(actor, case_id)
    if request.method != "POST":
        return _page(request, case)
    purpose = request.POST.get("purpose", "")
    if purpose not in SHOWS:
        return _page(request, case, purpose_missing=True, status=NotValid.status)
    # Rendered inside the block: plaintext does not outlive it.
    with access_files.open_words(actor, case_id, purpose=purpose) as words:
        shown_for = labels.said(catalogue.purposes()[purpose].names)
        return _page(request, case, words=words, purpose=purpose, shown_for=shown_for)


@sensitive_post_parameters()
@sealed_for(_holds_the_case, most=rules.MOST_BYTES)
@require_http_methods(["GET", "POST"])
@at_a_desk
def add(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Keep a file; when it cannot be kept, the page comes back with what was written.

    Whoever changes the language there comes back to this address: it leads to the page.
    """
    case = access_files.case_of(actor, case_id)
    if request.method != "POST":
        return redirect("casework:files", case_id=case.pk)
    description, came = request.POST.get("description", ""), sent_sealed(request, "file")
    typed = {"description": description}
    if came is None:
        return _page(request, case, typed=typed, wrong={"file": words_files.MISSING}, status=NotValid.status)
    if came.fault:
        told = words_files.REFUSED[came.fault]
        return _page(request, case, typed=typed, wrong={"file": told}, status=NotValid.status)
    try:
        files.add(
            case_id=case.pk,
            source=came.held,
            named=came.ending,
            description=description,
            instance_id=_uuid(request.POST.get("instance", "")),
            by=actor,
        )
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:file_add")
        wrong = {_FIELDS.get(refusal.code, "file"): refusal.sentence}
        return _page(request, case, typed=typed, wrong=wrong, status=refusal.status)
    messages.success(request, _("The file is kept, cleaned and sealed."))
    return redirect("casework:files", case_id=case.pk)


_FIELDS = {"description": "description"}


@sandboxed
@require_POST
@at_a_desk
def one(request: HttpRequest, actor: Actor, file_id: UUID) -> StreamingHttpResponse:
    """The file, under a name that says nothing. Who took it, and why, stands in the audit before the first byte."""
    purpose = request.POST.get("purpose", "")
    if purpose not in SHOWS:
        access_files.file_of(actor, file_id)
        raise NotValid(_("Choose why. It is written down, and the person may ask for it."), code="purpose_unknown")
    with access_files.open_file(actor, file_id, purpose=purpose) as opened:
        name, ending = f"file-{opened.row.number}", ENDINGS[opened.row.kind]
        return as_stream(opened.pieces, opened.row.size, name, ending)


@require_http_methods(["GET", "POST"])
@at_a_desk
def remove(request: HttpRequest, actor: Actor, file_id: UUID) -> HttpResponse:
    """Ask for the reason; a POST removes the file."""
    row = access_files.file_of(actor, file_id)
    if request.method != "POST":
        return _remove(request, row)
    reason = request.POST.get("reason", "")
    try:
        files.remove(file_id=row.pk, reason=reason, by=actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="casework:file_remove")
        return _remove(request, access_files.file_of(actor, file_id), reason, refusal)
    messages.success(request, _("Removed. Its line stays with the reason; its content is gone."))
    return redirect("casework:files", case_id=row.case_id)


def _remove(request: HttpRequest, row: CaseFile, chosen: str = "", refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "row": row,
        "line": rows.file(row),
        "reasons": [Item(code, str(words_files.REASONS[code])) for code in rules.REASONS],
        "chosen": chosen,
        "told": refusal.sentence if isinstance(refusal, NotNow) else "",
        "wrong": refusal.sentence if isinstance(refusal, NotValid) else "",
    }
    return render(request, "casework/file_remove.html", context, status=refusal.status if refusal else 200)


def _page(
    request: HttpRequest,
    case: Case,
    *,
    words: Mapping[UUID, str] | None = None,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str | Promise] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    wrong = wrong or {}
    context: dict[str, Any] = {
        "case": case,
        "lines": [rows.file(row, (words or {}).get(row.pk, "")) for row in access_files.files_of(case)],
        "shown": words is not None,
        "open": case.state == "open",
        "purposes": labels.purposes(SHOWS),
        "instance": new_id(),
        "typed": typed or {},
        "wrong": wrong,
        "errors": [{"id": name, "sentence": sentence} for name, sentence in wrong.items()],
        "again": words_files.CHOOSE_AGAIN if typed else "",
        **more,
    }
    return render(request, "casework/files.html", context, status=status)


def _uuid(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        return new_id()
