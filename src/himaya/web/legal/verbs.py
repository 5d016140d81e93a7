"""The page of one record where a posted form names the verb: carried out, or refused beside the field it is about."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise

from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotFound, NotNow, NotValid
from himaya.kernel.unit import log_refusal
from himaya.web.legal.typed import Typed

# What reads the form, does the one thing, and says that it is done.
type Act = Callable[[Typed, UUID, Actor], Promise]
# Draws the record again with what was typed and what is wrong with it.
type Page = Callable[[HttpRequest, UUID, Typed, int], HttpResponse]


def carry_out(
    request: HttpRequest,
    actor: Actor,
    number: UUID,
    *,
    acts: Mapping[str, Act],
    view: str,
    page: Page,
    beside: Mapping[str, str],
) -> HttpResponse:
    """Do what `verb` of the form names to record `number`, then go to `view` of it.

    `beside` gives the field that the code of a refusal is about. Raises NotFound for a verb that is none of `acts`.
    """
    act = acts.get(request.POST.get("verb", ""))
    if act is None:
        raise NotFound
    form = Typed(request.POST)
    status = NotValid.status
    try:
        done = act(form, number, actor)
        if not form.wrong:
            messages.success(request, str(done))
            return redirect(view, number)
    except (NotValid, NotNow) as refusal:
        log_refusal(refusal, by=actor, where=view)
        form.refused(refusal, beside)
        status = refusal.status
    return page(request, number, form, status)
