"""The letters of one person, for the desk that holds the case: where each lies, and taking one back at once."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from himaya.attestations import content, policy, queries, rules, words
from himaya.attestations.access import InWords, Opened, open_letters
from himaya.attestations.actions import letters
from himaya.cases.access import held_case
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.forms import Item, Typed
from himaya.web.gate import only


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def of_case(request: HttpRequest, actor: Actor, case_id: UUID) -> HttpResponse:
    """Every letter with what became of it; POST takes one or all back, or says where one lies now."""
    held_case(actor, case_id)
    if request.method != "POST":
        return _page(request, actor, case_id, Typed(request.POST))
    typed = Typed(request.POST)
    try:
        said = _do(request.POST.get("do", ""), case_id, typed, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="attestations:of_case")
        typed.wrong = {refusal.code: str(refusal.sentence)}
        return _page(request, actor, case_id, typed, status=refusal.status)
    messages.success(request, said)
    return redirect("attestations:of_case", case_id=case_id)


def _do(verb: str, case_id: UUID, typed: Typed, by: Actor) -> str:
    if verb == "refuse":
        letters.refuse(case_id=case_id, by=by)
        return _("Nothing was written down about the person. A letter can be offered again, without pressure.")
    if verb == "take_back_all":
        letters.take_back_all(case_id=case_id, by=by)
        return _("All letters were taken back. Every desk that checks one sees it from now on.")
    letter_id = _id_of(typed.text("letter"))
    if verb == "take_back":
        letters.take_back(case_id=case_id, letter_id=letter_id, reason=typed.text("reason"), by=by)
        return _("The letter was taken back. Every desk that checks it sees so from now on.")
    if verb == "move":
        kept, kept_at = typed.text("kept"), typed.text("kept_at")
        letters.move(case_id=case_id, letter_id=letter_id, kept=kept, kept_at=kept_at, by=by)
        return _("Written down where it lies.")
    raise NotFound


def _id_of(typed: str) -> UUID:
    try:
        return UUID(typed)
    except ValueError:
        raise NotFound from None


def _page(request: HttpRequest, actor: Actor, case_id: UUID, typed: Typed, *, status: int = 200) -> HttpResponse:
    with open_letters(actor, case_id) as opened:
        places = {name: f"{name}-{typed.said.get('letter', '')}" for name in ("reason", "kept", "kept_at")}
        context: dict[str, Any] = {
            "case": opened.case,
            "open": opened.case.state == "open",
            "letters": [_line(one, typed) for one in opened.letters],
            "stand": _standing(opened),
            "reasons": [Item(code, words.REASONS[code]) for code in rules.TAKEN_BACK],
            "kept_items": [Item(code, words.KEPT[code]) for code in rules.KEPT],
            "desks": desks() if opened.letters else [],
            "errors": typed.errors(places),
        }
        return render(request, "attestations/of_case.html", context, status=status)


def _standing(opened: Opened) -> int:
    return sum(1 for one in opened.letters if _stands(one))


def _stands(one: InWords) -> bool:
    row = one.row
    return rules.stands(valid_until=row.valid_until, taken_back_on=row.taken_back_on, today=clock.today())


def _line(one: InWords, typed: Typed) -> dict[str, Any]:
    row, text = one.row, content.catalogue().texts.get(one.row.text)
    mine = typed.said.get("letter") == str(row.pk)
    return {
        "row": row,
        "number": one.number,
        "text": text.names if text is not None else "",
        "language": words.LANGUAGES[row.languages],
        "kept": words.KEPT[row.kept],
        "reason": words.REASONS.get(row.reason, ""),
        "stands": _stands(one),
        "over": row.taken_back_on is None and not _stands(one),
        "said": typed.said if mine else {"kept": row.kept, "kept_at": row.kept_at_id or ""},
        "wrong": typed.wrong if mine else {},
    }


def desks() -> list[Item]:
    """The desks at which a letter may be left."""
    found = queries.keepers().order_by("institution_id", "pk")
    return [Item(desk.pk, f"{desk.name} · {desk.institution.name}") for desk in found]
