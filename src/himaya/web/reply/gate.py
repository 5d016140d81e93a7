"""Who comes in here: whoever holds the address of a link that opens. No account, no session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse

from himaya.coordination import linking
from himaya.kernel.errors import NotFound

View = Callable[..., HttpResponse]


def by_link(view: View) -> View:
    """Hand the link to the view instead of its secret. Whatever is wrong with it is one and the same page."""

    @wraps(view)
    def opened(request: HttpRequest, /, token: str, **named: Any) -> HttpResponse:
        return view(request, linking.opened(token), **named)

    return opened


def opens(_request: HttpRequest, /, token: str, **_named: Any) -> bool:
    """True for an address that opens: only from there a file is taken."""
    try:
        linking.opened(token)
    except NotFound:
        return False
    return True
