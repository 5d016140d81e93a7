"""How files ended and how it was for people, per desk, small counts hidden."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from himaya.web import endings as shared
from himaya.web.middleware import actor_of


@require_safe
def endings(request: HttpRequest) -> HttpResponse:
    """A half of a year that is over."""
    actor = actor_of(request)
    if not actor.is_known:
        return redirect_to_login(request.get_full_path(), "account:sign_in")
    return shared.page(request, actor)
