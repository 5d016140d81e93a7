"""Who comes in here: somebody signed in at a desk, in a role that works with people."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from himaya.cases import policy
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.web.middleware import actor_of


def at_a_desk[**P](
    view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hand the actor to the view. Others sign in first, or learn that their role does not do this."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        if not policy.works_on_cases(actor):
            raise NotPermitted
        return view(request, actor, *args, **kwargs)

    return checked
