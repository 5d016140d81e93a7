"""What is typed is text. A NUL is typed by nobody: PostgreSQL answers it with a fault, and SQLite keeps it."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, QueryDict

from himaya.kernel.errors import NotFound, Refusal
from himaya.kernel.unit import log_refusal
from himaya.web.middleware import refusal_page
from himaya.web.sessions import actor_of


def check(fields: QueryDict) -> None:
    """Raises Refusal for a name or a value with a NUL in it."""
    if any("\0" in part for name, values in fields.lists() for part in (name, *values)):
        raise Refusal(code="not_text")


class Typed:
    """Refuses it before any view, whatever the database. A view that takes a file checks what came beside it."""

    def __init__(self, handler: Callable[[HttpRequest], HttpResponse]) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handler(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, object]
    ) -> HttpResponse | None:
        try:
            # Nothing has an address with a NUL in it.
            if any("\0" in str(part) for part in kwargs.values()):
                raise NotFound
            check(request.GET)
            # A view that takes a file sets its limits before anything is read (web/uploads.py).
            if not getattr(view, "csrf_exempt", False):
                check(request.POST)
        except Refusal as refusal:
            match = request.resolver_match
            log_refusal(refusal, by=actor_of(request), where=match.view_name if match else "")
            return refusal_page(request, refusal.sentence, status=refusal.status)
        return None
