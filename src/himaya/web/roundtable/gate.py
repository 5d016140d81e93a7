"""Who comes in here: the secretariat, and the delegates of institutions that sit at the table."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from himaya.coordination import policy
from himaya.kernel.actor import Actor
from himaya.kernel.errors import NotPermitted
from himaya.web.middleware import actor_of

type View[**P] = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
type Checked[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def at_the_table[**P](view: View[P]) -> Checked[P]:
    """Hand the actor to the view. Others sign in first, or learn that their role does not take part."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        if not policy.takes_part(actor):
            raise NotPermitted
        return view(request, actor, *args, **kwargs)

    return checked


def secretariat_only[**P](view: View[P]) -> Checked[P]:
    """The same for a page that only the secretariat opens."""

    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        policy.check_secretariat(actor)
        return view(request, actor, *args, **kwargs)

    return checked
