"""Links to answer by, for delegates who never sign in: made, shown to be sent, withdrawn. The secretariat's."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from himaya.coordination import linking, states
from himaya.coordination.actions import reply_links
from himaya.coordination.models import ReplyLink
from himaya.coordination.queries import progress as queries
from himaya.coordination.words_progress import LINK_ROLES
from himaya.institutions import queries_mandates
from himaya.institutions.models import Mandate
from himaya.kernel import clock
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound
from himaya.web.roundtable.gate import secretariat_only
from himaya.web.roundtable.practice.running import ask
from himaya.web.roundtable.practice.showing import Chip
from himaya.web.roundtable.tables import lists
from himaya.web.roundtable.tables.lists import Item
from himaya.web.roundtable.tables.reading import Form, shown

FIELDS = {"role": "role", "days": "days", "no_valid_mandate": "who", "no_validating_mandate": "who"}
DAYS = gettext_lazy("Write for how many days, as a number between 1 and 90.")


@dataclass(frozen=True, slots=True)
class Line:
    """One link. `address` is empty once it opens nothing."""

    row: ReplyLink
    role: str | Promise
    chip: Chip
    address: str


@require_http_methods(["GET", "POST"])
@secretariat_only
def page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The links that open, and those that did. A POST makes one or withdraws one."""
    if request.method != "POST":
        return _page(request)
    form = Form(request.POST)
    do = form.text("do")
    if do == "make":
        institution, _sep, delegate = form.text("who").rpartition(":")
        takes: dict[str, Any] = {
            "institution_id": institution,
            "delegate_id": _uuid(delegate),
            "role": form.text("role"),
            "days": form.number("days", DAYS),
        }
        outcome = ask(reply_links.make, form, FIELDS, "who", by=actor, **takes)
        done = _("Made. Copy its address below, and send it to the delegate alone.")
    elif do == "revoke":
        link_id = form.uuid("link")
        if link_id is None:
            raise NotFound
        outcome = ask(reply_links.revoke, form, {}, "link", by=actor, link_id=link_id)
        done = _("Withdrawn. From now on it opens nothing.")
    else:
        raise NotFound
    if not outcome.done:
        return _page(request, form, told=outcome.told, status=outcome.status)
    messages.success(request, done)
    return redirect("roundtable:reply_links")


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _page(
    request: HttpRequest, form: Form | None = None, *, told: str | Promise = "", status: int = 200
) -> HttpResponse:
    lines = [_line(request, row) for row in queries.reply_links()]
    live = [one for one in lines if one.address]
    context = shown(form)
    if form is None:
        context["typed"] = {"days": reply_links.DAYS}
    context |= {
        "headline": ngettext("%(n)d reply link opens", "%(n)d reply links open", len(live)) % {"n": len(live)}
        if live
        else _("No reply link opens"),
        "live": live,
        "over": [one for one in lines if not one.address],
        "delegates": _delegates(),
        "roles": lists.of(LINK_ROLES),
        "told": told,
    }
    return render(request, "roundtable/progress/reply_links.html", context, status=status)


def _line(request: HttpRequest, row: ReplyLink) -> Line:
    role = LINK_ROLES.get(row.role, row.role)
    if not linking.stands(row):
        return Line(row, role, Chip("", _why_not(row)), "")
    path = reverse("reply:desk", kwargs={"token": linking.token_of(row)})
    return Line(row, role, Chip("ok", _("opens")), request.build_absolute_uri(path))


def _why_not(row: ReplyLink) -> str:
    if row.revoked_at is not None:
        return _("withdrawn")
    return _("expired") if row.expires_at <= clock.now() else _("mandate ended")


def _delegates() -> list[Item]:
    """Who may get a link: delegates with a mandate today, by institution."""
    roles = (*states.SPEAKING, states.VALIDATING)
    rows = Mandate.objects.filter(queries_mandates.valid_on(clock.today()), role__in=roles)
    held = rows.select_related("delegate", "institution").order_by("institution__name_fr", "delegate__name_latin", "pk")
    named = {(one.institution_id, one.delegate_id): one for one in held}
    return [
        Item(
            f"{one.institution_id}:{one.delegate_id}",
            _("%(institution)s: %(name)s") % {"institution": one.institution.name, "name": one.delegate.name},
        )
        for one in named.values()
    ]
