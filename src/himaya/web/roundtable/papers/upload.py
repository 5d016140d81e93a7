"""The scan of a letter comes in memory, from the secretariat only."""

from typing import Any

from django.http import HttpRequest

from himaya.coordination import policy
from himaya.web.middleware import actor_of
from himaya.web.uploads import Received, in_memory_for, sent


def _secretariat(request: HttpRequest, /, *_args: Any, **_named: Any) -> bool:
    return policy.is_secretariat(actor_of(request))


in_memory = in_memory_for(_secretariat)


def scan_of(request: HttpRequest) -> Received | None:
    """The scan that was sent, or None when the field was left empty."""
    return sent(request, "scan")
