"""The one address of a desk to which it is mailed that something waits; kept by the desk's lead."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from himaya.adapters import mail
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow, NotValid, Refusal
from himaya.kernel.unit import log_refusal
from himaya.tasks import policy, queries
from himaya.tasks.actions import mailboxes
from himaya.web.forms import hour
from himaya.web.gate import only
from himaya.web.tasks.items import Item

Do = Callable[[QueryDict, Actor], None]
LANGUAGES = (Item("fr", "Français"), Item("ar", "العربية"), Item("en", "English"))
SAID: dict[str, Promise] = {
    "add": gettext_lazy("Entered. A code goes there; type it here once it has come."),
    "verify": gettext_lazy("Confirmed. From now on this address is told when something waits."),
    "quiet": gettext_lazy("Kept."),
    "remove": gettext_lazy("Removed. Nothing is mailed any more."),
}
PLACES = {"address", "language", "code", "quiet_from"}


def _quiet(post: QueryDict, actor: Actor) -> None:
    start, end = hour(post.get("quiet_from", "")), hour(post.get("quiet_to", ""))
    if start is None or end is None:
        raise NotValid(_("Write the hour, such as 14:30."), code="quiet_from")
    mailboxes.set_quiet(start=start, end=end, by=actor)


DOES: dict[str, Do] = {
    "add": lambda post, actor: mailboxes.add(
        address=post.get("address", "")[:200], language=post.get("language", "")[:2], by=actor
    ),
    "verify": lambda post, actor: mailboxes.verify(code=post.get("code", "")[:40], by=actor),
    "quiet": _quiet,
    "remove": lambda post, actor: mailboxes.remove(by=actor),
}


@require_http_methods(["GET", "POST"])
@only(policy.check_leads_desk)
def address(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Enter, confirm, set, remove."""
    if request.method != "POST":
        return _page(request, actor)
    do = request.POST.get("do", "")
    try:
        if do not in DOES:
            raise NotValid
        DOES[do](request.POST, actor)
    except (NotNow, NotValid) as refusal:
        log_refusal(refusal, by=actor, where="tasks:mail")
        return _page(request, actor, refusal)
    messages.success(request, str(SAID[do]))
    return redirect("tasks:mail")


def _page(request: HttpRequest, actor: Actor, refusal: Refusal | None = None) -> HttpResponse:
    row = queries.mailbox(actor)
    said = str(refusal.sentence) if refusal is not None else ""
    place = refusal.code if refusal is not None and refusal.code in PLACES else ""
    context: dict[str, Any] = {
        "here": "mail",
        "leads": True,
        "box": row,
        "leaves": mail.host_listed(),
        "typed": request.POST,
        "wrong": {place: said} if place else {},
        "errors": [{"id": place, "sentence": said}] if said else [],
        "languages": LANGUAGES,
        "quiet_from": f"{row.quiet_from:%H:%M}" if row is not None else "",
        "quiet_to": f"{row.quiet_to:%H:%M}" if row is not None else "",
    }
    return render(request, "tasks/mail.html", context, status=refusal.status if refusal is not None else 200)
