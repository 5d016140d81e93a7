"""Who comes in here: somebody signed in whom `check` lets through."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from himaya.kernel.actor import Actor
from himaya.web.sessions import actor_of

Check = Callable[[Actor], None]


def only[**P](
    check: Check,
) -> Callable[
    [Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]], Callable[Concatenate[HttpRequest, P], HttpResponse]
]:
    """Hand the actor to the view. Others sign in first, or learn from `check` that their role does not do this."""

    def around(
        view: Callable[Concatenate[HttpRequest, Actor, P], HttpResponse],
    ) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            actor = actor_of(request)
            if not actor.is_known:
                return redirect_to_login(request.get_full_path(), "account:sign_in")
            check(actor)
            return view(request, actor, *args, **kwargs)

        return checked

    return around
