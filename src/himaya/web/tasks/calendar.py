"""The secret address of a calendar: made, withdrawn; and what it shows to whoever holds it, without a session."""

from datetime import UTC, datetime, time

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from himaya.adapters import calendar
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotNow
from himaya.kernel.unit import log_refusal
from himaya.tasks import feeding, policy, queries
from himaya.tasks.actions import feeds
from himaya.web import throttle
from himaya.web.gate import only

TOO_OFTEN = 429


@require_http_methods(["GET", "POST"])
@only(policy.check_works)
def address(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Make an address, which is shown this once, or withdraw it."""
    if request.method != "POST":
        return _page(request, actor)
    if request.POST.get("do") == "make":
        secret = feeds.make(by=actor)
        made = request.build_absolute_uri(reverse("tasks:feed", kwargs={"secret": secret}))
        return _page(request, actor, made=made)
    try:
        feeds.revoke(by=actor)
    except NotNow as refusal:
        log_refusal(refusal, by=actor, where="tasks:calendar")
        return _page(request, actor, told=str(refusal.sentence), status=refusal.status)
    messages.success(request, _("Withdrawn. The address shows nothing any more."))
    return redirect("tasks:calendar")


def _page(request: HttpRequest, actor: Actor, *, made: str = "", told: str = "", status: int = 200) -> HttpResponse:
    context = {"here": "calendar", "since": queries.has_feed(actor), "made": made, "told": told}
    return render(request, "tasks/calendar.html", {**context, "leads": policy.leads_desk(actor)}, status=status)


@require_GET
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Days on which something is due. An address that opens nothing is like any page that is not there.

    How often it is asked for is counted before it is looked up, so that the answer tells nothing of the address.
    """
    if throttle.is_asked_too_often(request, "calendar", feeding.mark_of(secret)):
        return HttpResponse(status=TOO_OFTEN)
    found = feeding.feed(secret)
    with translation.override(found.language):
        summary = _("Something is due")
    stamp = datetime.combine(clock.today(), time(), UTC)
    days = ((str(one.uid), one.on) for one in found.days)
    body = calendar.whole_days(days, summary=summary, language=found.language, stamp=stamp)
    # Named after nothing.
    headers = {"Content-Disposition": 'inline; filename="calendar.ics"'}
    return HttpResponse(body, content_type="text/calendar; charset=utf-8", headers=headers)
