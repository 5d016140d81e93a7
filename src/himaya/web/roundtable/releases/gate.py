"""Who comes to the releases: the table, and reviewers who sit at none."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

from himaya.coordination import policy_releases
from himaya.kernel.actor import Actor
from himaya.web.middleware import actor_of

type View[**P] = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
type Checked[**P] = Callable[Concatenate[HttpRequest, P], HttpResponse]


def who_looks[**P](view: View[P]) -> Checked[P]:
    """Hand the actor to the view. Others sign in first, or learn that their role has nothing to do here."""
    return _checked(view, policy_releases.check_sees)


def keepers_only[**P](view: View[P]) -> Checked[P]:
    """The same for the register of harm."""
    return _checked(view, policy_releases.check_oversees)


def _checked[**P](view: View[P], check: Callable[[Actor], None]) -> Checked[P]:
    @wraps(view)
    def checked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor = actor_of(request)
        if not actor.is_known:
            return redirect_to_login(request.get_full_path(), "account:sign_in")
        check(actor)
        return view(request, actor, *args, **kwargs)

    return checked
