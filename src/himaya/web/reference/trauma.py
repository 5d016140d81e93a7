"""What trauma does to telling, to read: for everybody who listens, hears or decides. About method, never a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from himaya.interviews import trauma as content


@require_safe
def read(request: HttpRequest) -> HttpResponse:
    """Each phenomenon with what is known of it, where that was read, and what follows for how one works."""
    known = content.trauma()
    context = {"phenomena": known.phenomena, "before": known.before, "adopted": known.adopted}
    return render(request, "reference/trauma.html", context)
