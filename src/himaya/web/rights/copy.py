"""A copy for the person: first whether it is safe for them, then the paper. Three taps; "not now" is one answer."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.cases.access import held_case
from himaya.disclosures import held_copy
from himaya.disclosures.actions import copies
from himaya.disclosures.models_copies import AT_DESK, CONTACTS, OFFERED, TAKEN
from himaya.institutions import queries
from himaya.kernel import languages
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.rights import policy
from himaya.web.downloads import as_file, sandboxed
from himaya.web.forms import Item
from himaya.web.gate import only
from himaya.web.rights.typed import Typed

WISHES: dict[str, tuple[Promise, Promise]] = {
    TAKEN: (gettext_lazy("They take it with them"), gettext_lazy("Rights, plan, who helps, where to complain")),
    AT_DESK: (gettext_lazy("It is left at a desk or with a lawyer"), gettext_lazy("They come and read it there")),
    CONTACTS: (gettext_lazy("Only a card with telephone numbers"), gettext_lazy("Nothing else stands on it")),
    OFFERED: (gettext_lazy("Not now"), gettext_lazy("Only that it was offered is kept")),
}
LANGUAGES = (("fr", "Français"), ("ar", "العربية"), ("en", "English"))
FIELDS = ("wish", "left_at", "language", "called")


@sensitive_post_parameters("called")
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def copy(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """GET asks and shows what would stand in it, to be read aloud; POST makes it, or keeps that it was offered."""
    typed = Typed(request.POST)
    if request.method != "POST":
        return _form(request, actor, case_id, typed)
    held_case(actor, case_id)
    said = {name: typed.text(name) for name in FIELDS}
    try:
        if said["wish"] == OFFERED:
            copies.offer(case_id=case_id, by=actor)
            messages.success(request, _("Written down: it was offered. It can be offered again, without pressure."))
            return redirect("rights:of_case", case_id=case_id)
        return _made(request, actor, case_id, said)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="rights:copy")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _form(request, actor, case_id, typed, status=refusal.status)


@sandboxed
def _made(request: HttpRequest, actor: Actor, case_id: UUID, said: dict[str, str]) -> HttpResponse:
    """Written down first: no paper leaves of which the audit does not know."""
    wish, language = said["wish"], said["language"]
    copies.make(case_id=case_id, wish=wish, language=language, left_at=said["left_at"], by=actor)
    body = held_copy.make(actor, case_id, language, contacts_only=wish == CONTACTS, called=said["called"])
    return as_file(body, "document", "pdf")


def _form(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    shown = languages.current()
    with held_copy.composed(actor, case_id, shown) as (case, told):
        context: dict[str, Any] = {
            "case": case,
            "said": {"language": held_copy.written_in(case.language), **typed.said},
            "wrong": typed.wrong,
            "errors": [{"id": name if name in FIELDS else "", "sentence": one} for name, one in typed.wrong.items()],
            "wishes": [Item(code, label, hint) for code, (label, hint) in WISHES.items()],
            "desks": [
                Item(desk.pk, f"{desk.name} · {desk.institution.name}")
                for desk in queries.no_consulates().order_by("institution_id", "pk")
            ],
            "languages": [Item(code, name) for code, name in LANGUAGES],
            "told": told,
        }
        return render(request, "rights/copy.html", context, status=status)
